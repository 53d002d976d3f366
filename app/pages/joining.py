"""Coming in: by code or QR, with a professional area and perhaps a name. A phone that comes back goes straight in."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.pages.entering import (
    CHANGES,
    CHANGES_PER_SECOND,
    Asks,
    at_of,
    clean,
    come_in,
    form_page,
    joins,
    let_in,
    out,
    person_with,
)
from app.pages.front import session_with_code, wrong_code
from app.pages.page import field, to
from app.pages.waiting import is_waiting, waits
from app.parts import parts_of
from app.security import new_id
from board.hub import Room
from board.refusals import Refused
from board.seating import table_id_of
from sessions import lifecycle
from sessions.tables import Participant, Session

router = APIRouter()


@router.get("/j/{code}")
async def join_by_code(request: Request, code: str) -> Response:
    found = await session_with_code(request, code)
    return await _door(request, found) if isinstance(found, Session) else found


@router.post("/j/{code}")
async def enter_by_code(request: Request, code: str) -> Response:
    found = await session_with_code(request, code)
    return await _enter(request, found) if isinstance(found, Session) else found


@router.get("/q/{join_key}")
async def join_by_key(request: Request, join_key: str) -> Response:
    found = await _session_with_key(request, join_key)
    return await _door(request, found) if isinstance(found, Session) else found


@router.post("/q/{join_key}")
async def enter_by_key(request: Request, join_key: str) -> Response:
    found = await _session_with_key(request, join_key)
    return await _enter(request, found) if isinstance(found, Session) else found


@router.get("/back/{session_id}")
async def come_back(request: Request, session_id: str) -> Response:
    """Where a phone that has been in comes in again, or changes something: it needs no code, which may be another by
    now. Everybody else begins where the code is typed, which this address tells to nobody.
    """
    found = await _session_of_phone(request, session_id)
    return await _door(request, found) if isinstance(found, Session) else found


@router.post("/back/{session_id}")
async def change(request: Request, session_id: str) -> Response:
    found = await _session_of_phone(request, session_id)
    return await _enter(request, found) if isinstance(found, Session) else found


async def _session_of_phone(request: Request, session_id: str) -> Session | Response:
    device_id = parts_of(request).tickets.device(request.cookies)
    session = await lifecycle.find(parts_of(request).database, session_id)
    if session is None or device_id is None:
        return to("/")
    if await person_with(request, session, device_id) is not None:
        return session if lifecycle.lets_in(session) else wrong_code(request, "", "closed")
    return to(f"/wait/{session_id}" if await is_waiting(request, session, device_id) else "/")


async def _session_with_key(request: Request, join_key: str) -> Session | Response:
    # No gate: 192 random bits are not guessed, and a QR code must work while others try codes.
    session = await lifecycle.find_by_join_key(parts_of(request).database, join_key)
    if session is None:
        return wrong_code(request, "", "unknown")
    return session if lifecycle.lets_in(session) else wrong_code(request, "", "closed")


async def _door(request: Request, session: Session) -> Response:
    """The form; or straight in, for a phone that has joined before and does not want to change anything."""
    parts = parts_of(request)
    room = await parts.hub.room(session.session_id)
    device_id = parts.tickets.device(request.cookies)
    known = await person_with(request, session, device_id) if device_id else None
    if known is None or device_id is None:
        if device_id is not None and await is_waiting(request, session, device_id):
            return to(f"/wait/{session.session_id}")
        return _shut(request) if session.door_closed else form_page(request, session, room)
    if known.person_id in room.board.control.removed:
        return out(request, session, known, device_id)
    if "change" in request.query_params:
        table_id = table_id_of(room.board, known.person_id)
        asks = Asks(known.name, at_of(known.area_id, table_id))
        return form_page(request, session, room, asks=asks, action=f"/back/{session.session_id}")
    return await let_in(request, session, room, known, device_id)


async def _enter(request: Request, session: Session) -> Response:
    parts = parts_of(request)
    room = await parts.hub.room(session.session_id)
    form = await request.form()
    told = bool(field(form, "told"))
    asks = Asks(
        field(form, "name"), field(form, "area"), field(form, "was"), field(form, "word"), is_told=told
    )
    device_id = parts.tickets.device(request.cookies) or new_id()
    known = await person_with(request, session, device_id)
    if known is not None:
        return await _changes(request, session, room, known, device_id, asks)
    if session.door_closed:
        return _shut(request)
    try:
        asks = clean(room.board, asks)
        if session.door == "approve" or (
            session.door == "word" and _is_unheard(request, session, device_id, asks)
        ):
            return await waits(request, session, room, device_id, asks)
        return await come_in(request, session, room, device_id, new_id(), asks)
    except Refused as refused:
        answer = form_page(request, session, room, 422, asks=asks, refused=refused)
        if refused.field == "word":
            parts.tickets.give_device(answer, device_id)  # wrong words are counted for it
        return answer


def _is_unheard(request: Request, session: Session, device_id: str, asks: Asks) -> bool:
    """Whether the facilitator has to look at who it is, because no word is looked at. Raises `Refused` for another."""
    if asks.is_told and not asks.word:
        return True  # the form asked for none, perhaps another worker's
    match parts_of(request).words.judge(session, device_id, asks.word):
        case "wrong":
            raise Refused("wrong_word", "word")
        case "tired":
            raise Refused("too_many_words", "word")
        case verdict:
            return verdict == "besieged"


async def _changes(
    request: Request, session: Session, room: Room, known: Participant, device_id: str, asks: Asks
) -> Response:
    """Who is in has another name, or sits down somewhere else."""
    parts = parts_of(request)
    if known.person_id in room.board.control.removed:
        return out(request, session, known, device_id)
    try:
        asks = clean(room.board, asks)
        # Nobody changes so often by hand; a phone that has gone mad would fill the log.
        if not parts.changes.of(known.person_id, CHANGES_PER_SECOND, CHANGES).take():
            raise Refused("too_fast")
        return await joins(request, session, room, device_id, known.person_id, asks)
    except Refused as refused:
        back = f"/back/{session.session_id}"
        return form_page(request, session, room, 422, asks=asks, refused=refused, action=back)


def _shut(request: Request) -> Response:
    return wrong_code(request, "", "shut")
