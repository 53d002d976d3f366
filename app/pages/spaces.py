"""Spaces, for the operator: the list, a new one, another name; and a workshop moves from one to another."""

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from app import tracing
from app.entry import Missing, NotAllowed, allowed, signed_in, somewhere
from app.languages import sentence
from app.pages.choosing import UNNAMED, to_choose
from app.pages.page import field, page, to, words
from app.parts import now, parts_of
from board.refusals import Refused
from sessions import spaces
from sessions.access import Person, Right, may

router = APIRouter()


@router.get("/access")
async def way(request: Request) -> Response:
    """Where people and their access are seen to: in the one space, or in the list of them."""
    who = await somewhere(request, Right.MANAGE)
    found = await spaces.names(parts_of(request).database, who.spaces(Right.MANAGE))
    return to(f"/spaces/{next(iter(found))}" if len(found) == 1 else "/spaces")


@router.get("/spaces")
async def listed(request: Request) -> Response:
    return await _page(request, await somewhere(request, Right.MANAGE))


@router.post("/spaces")
async def make(request: Request) -> Response:
    who = await _operator(request)
    name = field(await request.form(), "name")
    try:
        await spaces.make(parts_of(request).database, name, now(), tracing.asker(request))
    except Refused as refused:
        told = sentence(words(request), refused.code)
        return await _page(request, who, 422, wrong="new", name=name, error=told)
    return to("/spaces")


@router.post("/spaces/{space_id}/name")
async def rename(request: Request, space_id: str) -> Response:
    who = await _operator(request)
    name = field(await request.form(), "name")
    if space_id not in await spaces.names(parts_of(request).database, [space_id]):
        raise Missing
    try:
        line = tracing.line(request, "space_renamed", space_id=space_id)
        await spaces.rename(parts_of(request).database, space_id, name, line)
    except Refused as refused:
        told = sentence(words(request), refused.code)
        return await _page(request, who, 422, wrong=space_id, name=name, error=told)
    return to("/spaces")


@router.get("/sessions/{session_id}/space")
async def ask_where(request: Request, session_id: str) -> Response:
    """Where a workshop may be moved to."""
    session, _, _ = await allowed(request, session_id, Right.MANAGE)
    choices = await to_choose(request, await signed_in(request), Right.MANAGE)
    return page(request, "space_of.html", session=session, spaces=choices)


@router.post("/sessions/{session_id}/space")
async def move(request: Request, session_id: str) -> Response:
    """Only who may give people access in both moves something from one to the other."""
    session, _, _ = await allowed(request, session_id, Right.MANAGE)
    space_id = field(await request.form(), "space")
    who, database = await signed_in(request), parts_of(request).database
    if not may(who, Right.MANAGE, space_id=space_id) or not await spaces.names(database, [space_id]):
        raise Missing
    both = (session.space_id, space_id) if session.space_id != space_id else ()
    lines = [tracing.line(request, "workshop_moved", space_id=one, session_id=session_id) for one in both]
    await spaces.move(database, session_id, space_id, *lines)
    return to("/workshops")


async def _operator(request: Request) -> Person:
    who = await signed_in(request)
    if not who.is_operator:
        raise NotAllowed
    return who


async def _page(request: Request, who: Person, status: int = 200, **more: Any) -> Response:
    """The spaces that somebody sees to. `wrong`: where a name was refused, a space or `new`."""
    found = await spaces.all_spaces(parts_of(request).database, who.spaces(Right.MANAGE))
    values = {"spaces": found, "unnamed": UNNAMED, "is_operator": who.is_operator}
    return page(request, "spaces.html", status, **{"wrong": "", "name": "", "error": "", **values, **more})
