"""Coming in: by code or QR, with a professional area and perhaps a name. A phone that comes back goes straight in."""

from typing import NamedTuple

import structlog
from fastapi import APIRouter, Request
from starlette.responses import Response

from app.languages import sentence
from app.pages.front import session_with_code, wrong_code
from app.pages.page import field, page, to, words
from app.parts import now, parts_of
from app.security import new_id
from board.commands import Join
from board.hub import Room
from board.people import Actor
from board.refusals import Refused
from board.rules.people import PEOPLE_PER_BOARD
from board.seating import table_id_of
from board.state import Area, Board, Table
from sessions import lifecycle, participants
from sessions.tables import Participant, Session

router = APIRouter()

BETWEEN = "/"  # stands between an area's id and a table's, and in neither

CHANGES = 10  # of name or table that a person may make at once; each is a fact in the log for ever
CHANGES_PER_SECOND = 0.2

_log = structlog.get_logger(__name__)


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
    known = await _person_with(request, session, device_id) if device_id else None
    if known is None or device_id is None:
        return _form(request, session, room)
    if known.person_id in room.board.control.removed:
        return _out(request, session, known, device_id)
    if "change" in request.query_params:
        table_id = table_id_of(room.board, known.person_id)
        return _form(request, session, room, name=known.name, at=_at(known.area_id, table_id))
    return await _let_in(request, session, room, known, device_id)


async def _enter(request: Request, session: Session) -> Response:
    parts = parts_of(request)
    room = await parts.hub.room(session.session_id)
    form = await request.form()
    name, at, was = field(form, "name"), field(form, "area"), field(form, "was")
    area_id, _, table_id = at.partition(BETWEEN)
    device_id = parts.tickets.device(request.cookies) or new_id()
    try:
        name = participants.clean_name(name)
        if all(area.area_id != area_id for area in room.board.setup.areas):
            raise Refused("no_such_area", "area")
        if table_id and at not in {one.value for one in _seats(room.board)}:
            raise Refused("no_such_table", "area")
        known = await _person_with(request, session, device_id)
        person = None
        if known is not None and known.person_id in room.board.control.removed:
            return _out(request, session, known, device_id)
        if known is not None:
            # Nobody changes so often by hand; a phone that has gone mad would fill the log.
            pace = parts.changes.of(known.person_id, CHANGES_PER_SECOND, CHANGES)
            if not pace.take():
                raise Refused("too_fast")
        elif len(room.board.people) >= PEOPLE_PER_BOARD:
            raise Refused("too_many")  # before a name is kept of somebody whom the board does not take in
        elif was != "no" and room.board.frozen_at is None:  # afterwards nobody needs their cards to write on
            away = await _away(request, session, room, name, area_id)
            if away and was not in {one.person_id for one in away}:
                return _form(request, session, room, name=name, at=at, namesake=away[0])
            if away:
                person = await participants.take_over(
                    parts.database,
                    session_id=session.session_id,
                    device_id=device_id,
                    person_id=was,
                    now=now(),
                )
        person = person or await participants.join(
            parts.database,
            session_id=session.session_id,
            device_id=device_id,
            person_id=new_id(),
            name=name,
            area_id=area_id,
            now=now(),
        )
        return await _let_in(request, session, room, person, device_id, table_id)
    except Refused as refused:
        return _form(request, session, room, 422, name=name, at=at, refused=refused)


async def _person_with(request: Request, session: Session, device_id: str) -> Participant | None:
    """Who this phone belongs to in this session."""
    return await participants.come_back(parts_of(request).database, session.session_id, device_id, now())


async def _away(request: Request, session: Session, room: Room, name: str, area_id: str) -> list[Participant]:
    """Those of the same name and area who have no phone open now: perhaps theirs is lost."""
    same = await participants.namesakes(parts_of(request).database, session.session_id, name, area_id)
    if not same:
        return []
    await parts_of(request).hub.ask_elsewhere()  # their phone may be connected to another worker
    here = room.attendance.everywhere().people
    out = room.board.control.removed  # nobody comes back as them from another phone
    return [person for person in same if person.person_id not in here and person.person_id not in out]


def _out(request: Request, session: Session, person: Participant, device_id: str) -> Response:
    """Whom the facilitator has sent out is not let in; their own page says so, and keeps what they wrote."""
    response = to(f"/phone/{session.session_id}")
    parts_of(request).tickets.give_participant(response, session.session_id, person.person_id, device_id)
    return response


async def _let_in(
    request: Request,
    session: Session,
    room: Room,
    person: Participant,
    device_id: str,
    table_id: str | None = None,
) -> Response:
    """Bring the person onto the board (a fact like any other), and give the phone its ticket. Who is there already
    keeps their seat, unless a table is given (empty: whichever is their area's).
    """
    board = room.board
    sits = board.people.get(person.person_id) == person.area_id
    if not sits or table_id not in (None, board.seats.get(person.person_id, "")):
        actor = Actor("participant", person.person_id, person.area_id)
        await room.submit(actor, Join(id=new_id(), area_id=person.area_id, table_id=table_id or None))
        _log.info("joined", session=session.session_id, person=person.person_id, area=person.area_id)
    response = to(f"/phone/{session.session_id}")
    parts_of(request).tickets.give_participant(response, session.session_id, person.person_id, device_id)
    return response


def _form(
    request: Request,
    session: Session,
    room: Room,
    status: int = 200,
    *,
    name: str = "",
    at: str = "",
    refused: Refused | None = None,
    namesake: Participant | None = None,
) -> Response:
    return page(
        request,
        "join.html",
        status,
        session=session,
        seats=_seats(room.board),
        setup=room.board.setup,
        name=name,
        at=at,
        error=sentence(words(request), refused.code) if refused else "",
        error_field=refused.field if refused else "",
        namesake=namesake,
    )


class Seat(NamedTuple):
    """One of the places to choose from: an area, and the plan's table where it sits, if it sits at one."""

    value: str
    area: Area
    table: Table | None


def _seats(board: Board) -> list[Seat]:
    seats = []
    for area in board.setup.areas:
        tables = [table for table in board.setup.tables if area.area_id in table.area_ids]
        seats += [Seat(_at(area.area_id, table.table_id), area, table) for table in tables] or [
            Seat(area.area_id, area, None)
        ]
    return seats


def _at(area_id: str, table_id: str) -> str:
    return f"{area_id}{BETWEEN}{table_id}" if table_id else area_id
