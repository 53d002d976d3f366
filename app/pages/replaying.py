"""A mapping's day, told again. For facilitators: to those who were there, when a card came may tell who wrote it."""

import gzip

from fastapi import APIRouter, Request
from starlette.responses import Response

from app import tracing
from app.entry import Missing, allowed
from app.pages.kept import Version, kept_mapping
from app.pages.page import page, shell, to
from app.parts import parts_of
from exports import freezing, tape
from sessions.access import Right

router = APIRouter()


@router.get("/mappings/{session_id}/{version}/replay")
async def replay(request: Request, session_id: str, version: Version) -> Response:
    session, _, _ = await allowed(request, session_id, Right.READ)
    if session.overview:
        raise Missing  # no day was held for it
    mapping_url = f"/mappings/{session_id}/{version}"
    try:
        title = await _title(request, session_id, version)
    except freezing.PersonalNumber:
        return to(mapping_url)  # that page says what there is to do
    tracing.read(request, "mapping_opened", session_id, version=version)
    values = shell(request, session, live="", entry="replay")
    values |= {"title": title, "mapping_url": mapping_url, "version": version}
    return page(request, "replay.html", **values)


@router.get("/mappings/{session_id}/{version}/replay.json")
async def frames(request: Request, session_id: str, version: Version) -> Response:
    """The day's tape, to be played by the page."""
    await allowed(request, session_id, Right.READ)
    parts = parts_of(request)
    try:
        await _title(request, session_id, version)
    except freezing.PersonalNumber:
        raise Missing from None
    room = await parts.hub.room(session_id)
    made = await parts.replays.get(session_id, version, room.board)
    if made is None:
        raise Missing
    tracing.read(request, "mapping_opened", session_id, version=version)
    headers = {"vary": "accept-encoding"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(made, media_type=tape.MEDIA_TYPE, headers=headers | {"content-encoding": "gzip"})
    plain = await parts.aside.run(lambda: gzip.decompress(made))
    return Response(plain, media_type=tape.MEDIA_TYPE, headers=headers)


async def _title(request: Request, session_id: str, version: int) -> str:
    """What this version is called. Raises `Missing`, and `freezing.PersonalNumber` where none could be kept."""
    return (await kept_mapping(request, session_id, version)).title
