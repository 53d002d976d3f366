"""One frozen mapping: its page, its files; and the published JSON Schema."""

import re
import unicodedata
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Path, Request
from starlette.responses import JSONResponse, Response

from app import documents
from app.documents import NotMade, NotYet
from app.pages.page import (
    Missing,
    NotSignedIn,
    facilitator_of,
    page,
    session_of,
    shell,
    to,
    words,
)
from app.parts import parts_of
from exports import formats, freezing, labels, report, schema
from exports.formats import FILES, GROUPS, File
from exports.reading import Reading
from exports.words import Translator
from sessions.tables import Mapping, Session

router = APIRouter()

Version = Annotated[int, Path(ge=1, le=1_000_000)]  # more than a database's whole number takes is no version

WAIT_FOR_FILE = (
    30.0  # seconds; then a page says that it takes longer, before a proxy says that nobody answers
)
TRY_AFTER = 10  # seconds, as programs are told that download by themselves


@router.get("/mappings/{session_id}")
async def newest(request: Request, session_id: str) -> Response:
    """The session's newest mapping."""
    await _may_read(request, session_id)
    room = await parts_of(request).hub.room(session_id)
    if not room.board.version:
        raise Missing
    return to(f"/mappings/{session_id}/{room.board.version}")


@router.get("/mappings/{session_id}/{version}")
async def mapping(request: Request, session_id: str, version: Version) -> Response:
    named = await _may_read(request, session_id)
    session = await session_of(request, session_id)
    parts, translator = parts_of(request), words(request)
    try:
        kept = await _kept(request, session_id, version)
    except freezing.PersonalNumber as trouble:
        return _not_kept(request, session, trouble)
    sizes = parts.documents.sizes(kept, translator.lang, names=named)
    room = await parts.hub.room(session_id)

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
            files=_files(kept, content, translator, sizes, is_facilitator=named),
            reading=Reading(content),
            people=documents.people(kept) if named else (),
            labels=labels,
            words=translator,
        )

    # Five hundred offers with all that is said of them are three quarters of a megabyte of page.
    return await parts.aside.run(made)


@router.get("/mappings/{session_id}/{version}/{name}.{suffix}")
async def download(request: Request, session_id: str, version: Version, name: str, suffix: str) -> Response:
    named = await _may_read(request, session_id)
    try:
        file = formats.named(f"{name}.{suffix}")
    except KeyError:
        raise Missing from None
    if not (named or file.is_open):
        raise NotSignedIn
    try:
        kept = await _kept(request, session_id, version)
    except freezing.PersonalNumber as trouble:
        return _not_kept(request, await session_of(request, session_id), trouble)
    making = parts_of(request).documents
    try:
        made = await making.get(kept, file, words(request).lang, names=named, within=WAIT_FOR_FILE)
    except (NotMade, NotYet) as trouble:
        return _not_made(request, kept, file, is_late=isinstance(trouble, NotYet))
    told = _disposition(kept, file, made.day)
    return Response(made.content, media_type=made.media_type, headers={"content-disposition": told})


@router.get("/schema/mapping.json")
async def published_schema() -> Response:
    """The shape of the JSON file, for whoever reads it with a program."""
    return JSONResponse(schema.schema(), media_type="application/schema+json")


async def _kept(request: Request, session_id: str, version: int) -> Mapping:
    """A version of the session's mapping. Raises `Missing`, and `freezing.PersonalNumber`."""
    parts = parts_of(request)
    room = await parts.hub.room(session_id)
    kept = await parts.keeper.mapping(session_id, version, newest=room.board.version)
    if kept is None:
        raise Missing
    return kept


def _not_kept(request: Request, session: Session, trouble: freezing.PersonalNumber) -> Response:
    return page(request, "personal_number.html", 409, session=session, texts=_places(trouble))


def _not_made(request: Request, kept: Mapping, file: File, *, is_late: bool) -> Response:
    """What happened, and that it may be tried again: the mapping itself is as good as before."""
    answer = page(
        request,
        "not_made.html",
        503,
        is_late=is_late,
        file=file,
        title=kept.title,
        mapping_url=f"/mappings/{kept.session_id}/{kept.version}",
    )
    answer.headers["retry-after"] = str(TRY_AFTER)
    return answer


async def _may_read(request: Request, session_id: str) -> bool:
    """Whether this person may also see names: facilitators do; those who took part see their own mapping without."""
    try:
        await facilitator_of(request, session_id)
    except NotSignedIn:
        parts = parts_of(request)
        person_id = parts.tickets.participant(request.cookies, session_id)
        if person_id is None or person_id in (await parts.hub.room(session_id)).board.control.removed:
            raise
        return False
    return True


def _files(
    kept: Mapping,
    content: report.Mapping,
    words: Translator,
    sizes: dict[str, int],
    *,
    is_facilitator: bool,
) -> list[dict[str, Any]]:
    """The files that this person may have of this mapping, by group: what `_downloads.html` shows."""
    offered = [file for file in FILES if (is_facilitator or file.is_open) and file.has_content(content)]
    groups = ((group, [file for file in offered if file.group is group]) for group in GROUPS)
    return [
        {"title": words.gettext(group.title), "files": [_link(kept, file, words, sizes) for file in files]}
        for group, files in groups
        if files
    ]


def _link(kept: Mapping, file: File, words: Translator, sizes: dict[str, int]) -> dict[str, Any]:
    size = sizes.get(file.address)
    return {
        "url": f"/mappings/{kept.session_id}/{kept.version}/{file.address}",
        "label": words.gettext(file.label),
        "kind": file.kind,
        "use": words.gettext(file.use),
        "is_recommended": file.is_recommended,
        "size": "" if size is None else f"{words.number(max(1, round(size / 1024)))} KB",
    }


def _disposition(kept: Mapping, file: File, day: str) -> str:
    """A file name with title, date and version; for old programs in ASCII, for all others as it is written."""
    title = re.sub(r'[\\/:*?"<>|]+', " ", kept.title)  # signs that some file system does not take
    name = " ".join(f"{title} {day} v{kept.version} {file.name}".split())[:120]
    plain = unicodedata.normalize("NFKD", name.translate(_SPELLED)).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^A-Za-z0-9 ._-]+", "", plain)
    return f"attachment; filename=\"{plain}.{file.suffix}\"; filename*=UTF-8''{quote(f'{name}.{file.suffix}', safe='')}"


_SPELLED = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "Æ": "Ae", "Ø": "Oe", "Å": "Aa"})


def _places(trouble: freezing.PersonalNumber) -> list[str]:
    """The kinds of texts that look like a CPR number; never the texts."""
    return sorted({place.kind for place in trouble.places})
