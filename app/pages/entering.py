"""Somebody comes in: what was typed is made fit to keep, a lost phone's owner is recognised, and the board is told."""

from typing import NamedTuple

import structlog
from fastapi import Request
from starlette.responses import Response

from app.languages import sentence
from app.pages.page import page, to, words
from app.parts import now, parts_of
from app.security import new_id
from board.commands import Join
from board.hub import Room
from board.people import Actor
from board.refusals import Refused
from board.rules.people import PEOPLE_PER_BOARD
from board.state import Area, Board, Table
from sessions import participants
from sessions.tables import Participant, Session

BETWEEN = "/"  # stands between an area's id and a table's, and in neither

CHANGES = 10  # of name or table that a person may make at once; each is a fact in the log for ever
CHANGES_PER_SECOND = 0.2

# People who come into one session at once, as one worker sees it: more than stand in any hall's door. A script that
# comes as a new phone each time would fill the board, and nothing empties it again.
NEW = 400
NEW_PER_SECOND = 2.0

_log = structlog.get_logger(__name__)


class Asks(NamedTuple):
    """What somebody typed: a name, and where they work. `was`: whom they say that they are, or “no”; `word`: what they
    heard. `is_told`: they were told that the facilitator sees their name at the door.
    """

    name: str
    at: str
    was: str = ""
    word: str = ""
    is_told: bool = False

    @property
    def area_id(self) -> str:
        return self.at.partition(BETWEEN)[0]

    @property
    def table_id(self) -> str:
        return self.at.partition(BETWEEN)[2]


def clean(board: Board, asks: Asks) -> Asks:
    """As it is kept. Raises `Refused`."""
    if all(area.area_id != asks.area_id for area in board.setup.areas):
        raise Refused("no_such_area", "area")
    if asks.table_id and place_of(board, asks.at) is None:
        raise Refused("no_such_table", "area")
    return asks._replace(name=participants.clean_name(asks.name))


async def come_in(
    request: Request,
    session: Session,
    room: Room,
    device_id: str,
    person_id: str,
    asks: Asks,
    action: str = "",
) -> Response:
    """A phone that is new here, and may come in: as somebody new, or as whom it says that it was. Raises `Refused`."""
    parts = parts_of(request)
    if len(room.board.people) >= PEOPLE_PER_BOARD:
        raise Refused("too_many")  # before a name is kept of somebody whom the board does not take in
    if asks.was != "no" and room.board.frozen_at is None:  # afterwards nobody needs their cards to write on
        away = await _away(request, session, room, asks.name, asks.area_id)
        if away and asks.was not in {one.person_id for one in away}:
            return form_page(request, session, room, asks=asks, namesake=away[0], action=action)
        if away:
            person = await participants.take_over(
                parts.database,
                session_id=session.session_id,
                device_id=device_id,
                person_id=asks.was,
                now=now(),
            )
            if person is not None:
                return await let_in(request, session, room, person, device_id, asks.table_id)
    if not parts.changes.of(("new", session.session_id), NEW_PER_SECOND, NEW).take():
        raise Refused("too_many_at_once")
    return await joins(request, session, room, device_id, person_id, asks)


async def joins(
    request: Request, session: Session, room: Room, device_id: str, person_id: str, asks: Asks
) -> Response:
    person = await participants.join(
        parts_of(request).database,
        session_id=session.session_id,
        device_id=device_id,
        person_id=person_id,
        name=asks.name,
        area_id=asks.area_id,
        now=now(),
    )
    return await let_in(request, session, room, person, device_id, asks.table_id)


async def person_with(request: Request, session: Session, device_id: str) -> Participant | None:
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


def out(request: Request, session: Session, person: Participant, device_id: str) -> Response:
    """Whom the facilitator has sent out is not let in; their own page says so, and keeps what they wrote."""
    response = to(f"/phone/{session.session_id}")
    parts_of(request).tickets.give_participant(response, session.session_id, person.person_id, device_id)
    return response


async def let_in(
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


def form_page(
    request: Request,
    session: Session,
    room: Room,
    status: int = 200,
    *,
    asks: Asks | None = None,
    refused: Refused | None = None,
    namesake: Participant | None = None,
    action: str = "",
    waits: bool = False,
) -> Response:
    """The form. Where no other `action` is given it is for somebody new, and goes by the key, so that who has found the
    code need not wait for those who guess. `waits`: until the facilitator has looked, whatever the door asks for.
    """
    asks = asks or Asks("", "")
    is_new, by_word = not action, session.door == "word"
    if by_word and parts_of(request).words.is_besieged(session):
        waits = True
    return page(
        request,
        "join.html",
        status,
        session=session,
        action=action or f"/q/{session.join_key}",
        waits=is_new and (waits or session.door == "approve"),
        by_word=is_new and by_word and not waits,
        word=asks.word,
        seats=_seats(room.board),
        setup=room.board.setup,
        name=asks.name,
        at=asks.at,
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
        seats += [Seat(at_of(area.area_id, table.table_id), area, table) for table in tables] or [
            Seat(area.area_id, area, None)
        ]
    return seats


def place_of(board: Board, at: str) -> Seat | None:
    """Where somebody chose to sit, if that is there still."""
    return next((seat for seat in _seats(board) if seat.value == at), None)


def at_of(area_id: str, table_id: str) -> str:
    return f"{area_id}{BETWEEN}{table_id}" if table_id else area_id
