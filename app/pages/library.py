"""One frozen mapping: its page; and the published JSON Schema."""

import json
from functools import cache
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from app import documents, tracing
from app.entry import Missing
from app.pages import downloads
from app.pages.kept import Version, content_of, kept_mapping, may_read, not_kept
from app.pages.page import page, session_of, shell, to, words
from app.parts import parts_of, today
from board.state import Board
from exports import changed, freezing, labels, report, schema
from exports.reading import Reading
from sessions import revisions, summaries
from sessions.tables import Mapping

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
    tracing.read(request, "mapping_opened", session_id, version=version)
    sizes = parts.documents.sizes(kept, translator.lang, names=named)
    board = (await parts.hub.room(session_id)).board
    editions = await summaries.editions(parts.database, session_id)
    is_newest = bool(editions) and editions[0].version == version
    said = await revisions.of(parts.database, [session_id])
    reminder = revisions.reminder(editions[0], said.get(session_id), today()) if named and is_newest else None

    def made() -> Response:
        content = content_of(kept, named=named)
        return rendered(
            request,
            kept,
            content,
            shell(request, session, live="", entry="mapping"),
            picture=f"/mappings/{session_id}/{version}/trappe.svg",
            versions=board.version,
            is_tidied=board.is_tidied,
            is_behind=named and is_newest and board.is_tidied and _differs(board),
            editions=editions,
            reminder=reminder,
            files=downloads.offered(kept, content, translator, sizes, names=named),
            people=documents.people(kept) if named else (),
        )

    # Five hundred offers with all that is said of them are three quarters of a megabyte of page.
    return await (parts.aside.run if named else parts.aside.for_readers)(made)


def rendered(
    request: Request, kept: Mapping, content: report.Mapping, about: dict[str, Any], **values: Any
) -> Response:
    """The page of a mapping, whoever reads it. `about`: what its shell needs, as of `shell`."""
    return page(
        request,
        "mapping.html",
        **{
            **about,
            "title": content.session.title,
            "data": {"mapping": content.model_dump(mode="json"), "digest": kept.digest},
            "mapping": content,
            "digest": kept.digest,
            "reading": Reading(content),
            "labels": labels,
            "changed": changed,
            "words": words(request),
            "reminder": None,
            "is_tidied": False,
            "is_behind": False,
            **values,
        },
    )


def _differs(board: Board) -> bool:
    """Whether what is tidied would make another version than the newest one."""
    told = freezing.foreseen(board).changes
    return told is not None and bool(told.made)


@router.get("/schema/mapping.json")
async def published_schema() -> Response:
    """The shape of the JSON file, for whoever reads it with a program."""
    return Response(_schema(), media_type="application/schema+json")


@cache
def _schema() -> bytes:
    # Anybody may ask, and making it takes 16 ms.
    return json.dumps(schema.schema(), ensure_ascii=False).encode()
