"""One frozen mapping: its page; and the published JSON Schema."""

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from app import documents
from app.pages import downloads
from app.pages.kept import Version, kept_mapping, may_read, not_kept
from app.pages.page import Missing, page, session_of, shell, to, words
from app.parts import parts_of
from exports import changed, freezing, labels, report, schema
from exports.reading import Reading
from sessions import summaries

router = APIRouter()


@router.get("/mappings/{session_id}")
async def newest(request: Request, session_id: str) -> Response:
    """The session's newest mapping."""
    await may_read(request, session_id)
    room = await parts_of(request).hub.room(session_id)
    if not room.board.version:
        raise Missing
    return to(f"/mappings/{session_id}/{room.board.version}")


@router.get("/mappings/{session_id}/{version}")
async def mapping(request: Request, session_id: str, version: Version) -> Response:
    named = await may_read(request, session_id)
    session = await session_of(request, session_id)
    parts, translator = parts_of(request), words(request)
    try:
        kept = await kept_mapping(request, session_id, version)
    except freezing.PersonalNumber as trouble:
        return not_kept(request, session, trouble)
    sizes = parts.documents.sizes(kept, translator.lang, names=named)
    room = await parts.hub.room(session_id)
    editions = await summaries.editions(parts.database, session_id)

    def made() -> Response:
        content = report.load(kept.body)
        values = shell(request, session, live="", entry="mapping")
        values["title"] = content.session.title
        values["data"] = {"mapping": content.model_dump(mode="json"), "digest": kept.digest}
        return page(
            request,
            "mapping.html",
            **values,
            mapping=content,
            digest=kept.digest,
            versions=room.board.version,
            editions=editions,
            files=downloads.offered(kept, content, translator, sizes, names=named),
            reading=Reading(content),
            people=documents.people(kept) if named else (),
            labels=labels,
            changed=changed,
            words=translator,
        )

    # Five hundred offers with all that is said of them are three quarters of a megabyte of page.
    return await parts.aside.run(made)


@router.get("/schema/mapping.json")
async def published_schema() -> Response:
    """The shape of the JSON file, for whoever reads it with a program."""
    return JSONResponse(schema.schema(), media_type="application/schema+json")
