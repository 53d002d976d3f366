"""At the door: a phone waits until the facilitator has seen who it is. Until then it is sent nothing of the board."""

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from app.languages import sentence
from app.pages.entering import (
    CHANGES,
    CHANGES_PER_SECOND,
    Asks,
    at_of,
    clean,
    come_in,
    form_page,
    person_with,
    place_of,
)
from app.pages.front import wrong_code
from app.pages.page import field, page, to, words
from app.parts import now, parts_of
from app.security import new_id
from board.hub import Room
from board.refusals import Refused
from board.rules.people import PEOPLE_PER_BOARD
from sessions import lifecycle, waiting
from sessions.tables import Session, Waiting

router = APIRouter()

# People who begin to wait at one door, as one worker sees it: a hall at once. In the minute after which a silent phone
# may lose its place fewer come than there is room for, so a script alone does not keep the list full.
NEW = 100
NEW_PER_SECOND = 0.8


@router.get("/wait/{session_id}")
async def look(request: Request, session_id: str) -> Response:
    """How it stands; or in, once the facilitator has said so. With `change` the form, to put right what was typed."""
    session, mine = await _found(request, session_id)
    if session is None or mine is None:
        return to(f"/back/{session_id}")
    if not lifecycle.lets_in(session):
        return wrong_code(request, "", "closed")
    room = await parts_of(request).hub.room(session_id)
    asks = Asks(mine.name, at_of(mine.area_id, mine.table_id))
    if _may_come_in(session, mine):
        return await _comes_in(request, session, room, mine, asks)
    if "change" in request.query_params and mine.answer == "":
        return form_page(request, session, room, asks=asks, action=f"/wait/{session_id}")
    return _page(request, session, room, mine)


@router.post("/wait/{session_id}")
async def say(request: Request, session_id: str) -> Response:
    """Something else was typed; or who was turned away asks again; or who is let in says whom they were before."""
    session, mine = await _found(request, session_id)
    if session is None or mine is None or not lifecycle.lets_in(session):
        return to(f"/wait/{session_id}")
    room = await parts_of(request).hub.room(session_id)
    form = await request.form()
    old = Asks(mine.name, at_of(mine.area_id, mine.table_id))
    typed = Asks(field(form, "name"), field(form, "area") or old.at, field(form, "was"))
    if _may_come_in(session, mine):
        # As whom they were seen; only where they sit may be chosen anew.
        return await _comes_in(request, session, room, mine, typed._replace(name=mine.name))
    if session.door_closed and mine.answer == "out":
        return wrong_code(request, "", "shut")
    try:
        await _wait(request, session, room, mine.device_id, clean(room.board, typed))
    except Refused as refused:
        if mine.answer == "out":
            return _page(request, session, room, mine, refused)
        return form_page(
            request, session, room, 422, asks=typed, refused=refused, action=f"/wait/{session_id}"
        )
    return to(f"/wait/{session_id}")


@router.get("/wait/{session_id}/state")
async def state(request: Request, session_id: str) -> Response:
    """Asked for by the page itself: it loads anew when this is another one."""
    session, mine = await _found(request, session_id)
    if session is None or mine is None or not lifecycle.lets_in(session):
        return JSONResponse("gone")
    return JSONResponse("in" if _may_come_in(session, mine) else mine.answer)


async def waits(request: Request, session: Session, room: Room, device_id: str, asks: Asks) -> Response:
    """The phone waits from now on. A name is shown to the facilitator for that only if its owner was told so. Raises
    `Refused`.
    """
    if not asks.is_told:
        return form_page(request, session, room, 409, asks=asks, waits=True)
    await _wait(request, session, room, device_id, asks)
    response = to(f"/wait/{session.session_id}")
    parts_of(request).tickets.give_device(response, device_id)
    return response


async def is_waiting(request: Request, session: Session, device_id: str) -> bool:
    """Whether this phone has been sent to wait before, whatever was answered."""
    return await waiting.find(parts_of(request).database, session.session_id, device_id, now()) is not None


async def _wait(request: Request, session: Session, room: Room, device_id: str, asks: Asks) -> None:
    """The phone stands at the door with what was typed on it. Raises `Refused`."""
    parts = parts_of(request)
    if len(room.board.people) >= PEOPLE_PER_BOARD:
        raise Refused("too_many")
    if not parts.changes.of(("waits", device_id), CHANGES_PER_SECOND, CHANGES).take():
        raise Refused("too_fast")
    mine = await waiting.find(parts.database, session.session_id, device_id, now())
    is_new = mine is None or mine.answer == "out"
    if is_new and not parts.changes.of(("waits at", session.session_id), NEW_PER_SECOND, NEW).take():
        raise Refused("too_many_at_once")
    await waiting.ask(
        parts.database,
        session_id=session.session_id,
        device_id=device_id,
        person_id=new_id(),
        name=asks.name,
        area_id=asks.area_id,
        table_id=asks.table_id,
        now=now(),
    )
    parts.hub.door_changed(session.session_id)


async def _found(request: Request, session_id: str) -> tuple[Session | None, Waiting | None]:
    """The session, and what this phone waits for there; nothing for one that has come in."""
    parts = parts_of(request)
    device_id = parts.tickets.device(request.cookies)
    session = await lifecycle.find(parts.database, session_id)
    if session is None or device_id is None or await person_with(request, session, device_id) is not None:
        return session, None
    return session, await waiting.find(parts.database, session_id, device_id, now())


def _may_come_in(session: Session, mine: Waiting) -> bool:
    """The facilitator has let them in, or does not look at anybody any more."""
    return mine.answer == "in" or (mine.answer == "" and session.door == "code" and not session.door_closed)


async def _comes_in(request: Request, session: Session, room: Room, mine: Waiting, asks: Asks) -> Response:
    action = f"/wait/{session.session_id}"
    try:
        asks = clean(room.board, asks)
        answer = await come_in(request, session, room, mine.device_id, mine.person_id, asks, action)
    except Refused as refused:
        return form_page(request, session, room, 422, asks=asks, refused=refused, action=action)
    if (
        await person_with(request, session, mine.device_id) is not None
    ):  # and not asked whether they were here before
        await waiting.is_in(parts_of(request).database, session.session_id, mine.device_id)
    return answer


def _page(
    request: Request, session: Session, room: Room, mine: Waiting, refused: Refused | None = None
) -> Response:
    return page(
        request,
        "wait.html",
        422 if refused else 200,
        session=session,
        mine=mine,
        place=place_of(room.board, at_of(mine.area_id, mine.table_id)),
        error=sentence(words(request), refused.code) if refused else "",
    )
