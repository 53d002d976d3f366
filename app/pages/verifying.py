"""Is it what it was? A mapping against its digest and its log, and a file that somebody sent against the library."""

import asyncio
from dataclasses import dataclass
from typing import Literal

from fastapi import APIRouter, Request
from starlette.datastructures import UploadFile
from starlette.responses import Response

from app.documents import Absent, NotMade, NotYet
from app.entry import allowed, somewhere
from app.inspector import Busy
from app.languages import LANGUAGES
from app.pages.kept import Version, kept_mapping, not_kept
from app.pages.page import page, session_of
from app.parts import Parts, parts_of
from exports import freezing, labels, report
from exports.formats import EVERYTHING, FILES, File
from exports.origin import Origin
from sessions import mappings, summaries
from sessions.access import Right
from sessions.summaries import Head
from sessions.tables import Mapping

router = APIRouter()

LARGEST = 3_500_000  # bytes of a file; patience.py cuts off a request of four million
COMPARED_WITHIN = 12.0  # seconds for making the file again; then only its origin is told

# What is said of a file. “same”: nothing is changed. “origin”: it comes from a mapping, and more cannot be told.
# “archive”, “calendar” and “kind”: no file of such a kind can be checked.
Verdict = Literal[
    "same", "changed", "origin", "several", "unknown", "none", "unreadable", "archive", "calendar", "kind"
]


@dataclass(frozen=True, slots=True)
class Found:
    """A mapping that a file names, and the newest version of the same session."""

    head: Head
    newest: int


@router.get("/mappings/{session_id}/{version}/verify")
async def verify(request: Request, session_id: str, version: Version) -> Response:
    """The digest computed again: from what is kept, and from the log."""
    await allowed(request, session_id, Right.READ)
    parts = parts_of(request)
    try:
        kept = await kept_mapping(request, session_id, version)
    except freezing.PersonalNumber as trouble:
        return not_kept(request, await session_of(request, session_id), trouble)
    from_kept = await parts.aside.run(lambda: report.seal(kept.body.encode()))
    board = await parts.keeper.frozen_board(session_id, version)
    from_log = None if board is None else await parts.aside.run(lambda: report.digest(freezing.remake(board)))
    return page(
        request,
        "verified.html",
        kept=kept,
        from_kept=from_kept,
        from_log=from_log,
        is_same=kept.digest == from_kept == from_log,
    )


@router.get("/verify")
async def ask(request: Request) -> Response:
    await somewhere(request, Right.READ)
    return page(request, "verify.html", verdict=None, wrong="")


@router.post("/verify", max_body_size=LARGEST + 65_536)
async def look(request: Request) -> Response:
    """Which mapping a file comes from. Only among those that whoever asks may read: an answer says that one exists."""
    who = await somewhere(request, Right.READ)
    async with request.form() as form:
        upload = form.get("file")
        if not isinstance(upload, UploadFile) or not upload.filename:
            return page(request, "verify.html", 422, verdict=None, wrong="no_file")
        name, content = upload.filename, await upload.read(LARGEST + 1)
    if len(content) > LARGEST:
        return page(request, "verify.html", 422, verdict=None, wrong="too_large")
    parts = parts_of(request)
    try:
        origin = await parts.inspector.look(content)
    except Busy:
        return page(request, "verify.html", 503, verdict=None, wrong="busy")
    asked = [*filter(None, (origin.content, *origin.digests))]
    found = [
        await _found(parts, head)
        for head in await summaries.with_digests(parts.database, asked, who.spaces(Right.READ))
    ]
    verdict = _verdict(origin, [one.head.digest for one in found])
    if verdict == "origin" and await _is_made_alike(parts, found[0].head, name, content):
        verdict = "same"
    verdict = _of_its_kind(verdict, name)
    if verdict in ("same", "changed") and origin.content is not None:
        wanted = origin.content if verdict == "same" else origin.digests[0]
        found = [one for one in found if one.head.digest == wanted]
    return page(
        request,
        "verify.html",
        verdict=verdict,
        found=found,
        name=name[:200],
        origin=origin,
        labels=labels,
        wrong="",
    )


def _verdict(origin: Origin, known: list[str]) -> Verdict:
    """What can be said of a file without making it again."""
    if origin.content is not None:
        stated = origin.digests[0] if origin.digests else origin.content
        if origin.content in known and stated == origin.content:
            return "same"
        return "changed" if stated in known or stated != origin.content else "unknown"
    if known:
        return "origin" if len(known) == 1 else "several"
    if not origin.readable:
        return "unreadable"
    return "unknown" if origin.digests else "none"


def _of_its_kind(verdict: Verdict, name: str) -> Verdict:
    """The verdict, or that nothing can be told of a file that is called so, where it would only cast doubt."""
    if verdict in ("same", "changed", "unreadable"):
        return verdict
    suffix = name.lower().rpartition(".")[2]
    if suffix == EVERYTHING.suffix:
        return "archive"
    if verdict != "none":
        return verdict
    if suffix == "ics":
        return "calendar"
    return "none" if any(file.suffix == suffix for file in FILES) else "kind"


async def _found(parts: Parts, head: Head) -> Found:
    editions = await summaries.editions(parts.database, head.session_id)
    return Found(head, max(one.version for one in editions))


async def _is_made_alike(parts: Parts, head: Head, name: str, content: bytes) -> bool:
    """Whether the very same file comes of the mapping when it is made again. No is no proof: another release of the
    program may make it otherwise, and a program that it was opened in may have saved it anew.
    """
    kept = await mappings.get(parts.database, head.session_id, head.version)
    stem, _, suffix = name.lower().rpartition(".")
    alike = sorted((one for one in FILES if one.suffix == suffix), key=lambda one: one.name not in stem)
    if kept is None:
        return False
    try:
        async with asyncio.timeout(COMPARED_WITHIN):
            for file in alike:
                if await _makes(parts, kept, file, content):
                    return True
    except TimeoutError:
        pass
    return False


async def _makes(parts: Parts, kept: Mapping, file: File, content: bytes) -> bool:
    for lang in LANGUAGES:
        for names in (False, True) if kept.people else (False,):
            try:
                made = await parts.documents.get(kept, file, lang, names=names, within=COMPARED_WITHIN)
            except (Absent, NotMade, NotYet):
                continue
            if made.content == content:
                return True
    return False
