"""Who took part is forgotten on a day: names, devices, helpers. Facts, mappings and their digests stay as they are.

From then on nothing that is kept says who an id in the log was (databeskyttelsesforordningen, article 5(1)(e)).
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import delete, func, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from sessions import traces
from sessions.database import Database
from sessions.days import danish_day
from sessions.tables import (
    LOCKED,
    CoFacilitator,
    Device,
    Entry,
    Invitation,
    Mapping,
    Participant,
    Session,
    Trace,
    Waiting,
)
from sessions.traces import SERVER, By

FURTHEST = 3 * 365  # days ahead that may be chosen; longer has no purpose that a workshop could name
_REOPENED = '[{"type":"board_reopened",'  # so begins an entry by which the board was opened again


@dataclass(frozen=True, slots=True)
class Held:
    """What is held about the people of a session, in numbers, and until when.

    `mappings`: how many of its mappings have names beside them. `due` is None where there is nobody to forget.
    """

    people: int
    named: int
    devices: int
    helpers: int
    mappings: int
    due: date | None

    @property
    def anything(self) -> bool:
        return bool(self.people or self.devices or self.helpers or self.mappings)


@dataclass(frozen=True, slots=True)
class Written:
    """One thing that a person asked for, as the log keeps it: `events` is JSON. `at` in ms since 1970, UTC."""

    at: int
    events: str


class Phone(NamedTuple):
    """One of a person's phones. `seen_at`: roughly when (participants.SEEN_AGAIN), in ms since 1970, UTC."""

    seen_at: int
    taken_over: bool


async def held(database: Database, session: Session, days: int) -> Held:
    """What is held of this session's people. `days`: how long the installation keeps it after the freeze."""
    async with database.reading() as db:
        return await _held(db, session, days)


async def choose_day(
    database: Database, session_id: str, day: date | None, line: Trace | None = None
) -> None:
    """People are forgotten on this day; None: so many days after the freeze as the installation has it."""
    async with database.transaction() as db:
        session = await db.get(Session, session_id)
        if session is not None:
            session.erase_on = day.isoformat() if day is not None else ""
            await traces.add(db, line)


async def due(database: Database, days: int, today: date) -> Sequence[str]:
    """The sessions whose people are to be forgotten today, or should have been before."""
    async with database.reading() as db:
        peopled = select(Participant.session_id).union(
            select(CoFacilitator.session_id),
            select(Mapping.session_id).where(col(Mapping.people).is_not(None)),
        )
        sessions = (await db.exec(select(Session).where(col(Session.session_id).in_(peopled)))).all()
        found = []
        for session in sessions:
            last = (await _held(db, session, days)).due
            if last is not None and last <= today:
                found.append(session.session_id)
        return found


async def erase(database: Database, session_id: str, now: int, by: By = SERVER) -> None:
    """Forget the session's people, for good. Doing it twice, or by two workers, is no different.

    Backups from before still have them: README says how long those may be kept.
    """
    async with database.transaction() as db:
        session = await db.get(Session, session_id, with_for_update=LOCKED)
        for table in (Device, Participant, Waiting, Invitation, CoFacilitator):
            await db.exec(delete(table).where(col(table.session_id) == session_id))
        connection = await db.connection()
        named = (col(Mapping.session_id) == session_id, col(Mapping.people).is_not(None))
        await connection.execute(update(Mapping).where(*named).values(people=None))
        if session is not None:
            session.erased_at, session.erase_on = now, ""
        await traces.add(db, traces.trace("people_forgotten", by, now, session_id=session_id))
    await database.wipe()


async def forget_name(database: Database, person: Participant) -> None:
    """Somebody's name goes, also from beside the mappings; they stay who they are, with their cards."""
    async with database.transaction() as db:
        kept = await db.get(Participant, person.person_id)
        if kept is None or not kept.name:
            return
        await db.get(Session, kept.session_id, with_for_update=LOCKED)
        gone = {"name": kept.name, "area_id": kept.area_id}
        kept.name = ""
        mine = select(Mapping).where(
            col(Mapping.session_id) == kept.session_id, col(Mapping.people).is_not(None)
        )
        for mapping in (await db.exec(mine)).all():
            people = json.loads(mapping.people or "[]")
            if gone in people:
                people.remove(gone)  # a namesake stays
                mapping.people = json.dumps(people, ensure_ascii=False)
    await database.wipe()


async def written_by(database: Database, session_id: str, person_id: str) -> Sequence[Written]:
    """Everything that a person asked for in a session, in order."""
    mine = (col(Entry.session_id) == session_id, col(Entry.actor_id) == person_id)
    question = select(Entry.at, Entry.body).where(*mine).order_by(col(Entry.number))
    async with database.reading() as db:
        return [Written(at, body) for at, body in (await db.exec(question)).all()]


async def phones_of(database: Database, session_id: str, person_id: str) -> Sequence[Phone]:
    """A person's phones, the one that was away longest first."""
    mine = (col(Device.session_id) == session_id, col(Device.person_id) == person_id)
    async with database.reading() as db:
        question = select(Device.seen_at, Device.taken_over).where(*mine).order_by(col(Device.seen_at))
        return [Phone(*row) for row in (await db.exec(question)).all()]


async def _held(db: AsyncSession, session: Session, days: int) -> Held:
    id_ = session.session_id
    people, named, joined = (
        await db.exec(
            select(
                func.count(),
                func.count().filter(col(Participant.name) != ""),
                func.max(Participant.joined_at),
            ).where(col(Participant.session_id) == id_)
        )
    ).one()
    devices = await _count(db, select(func.count()).where(col(Device.session_id) == id_))
    helpers = await _count(db, select(func.count()).where(col(CoFacilitator.session_id) == id_))
    frozen = (
        await db.exec(
            select(Mapping.frozen_at, Mapping.people)
            .where(col(Mapping.session_id) == id_)
            .order_by(col(Mapping.frozen_at))
        )
    ).all()
    mappings = sum(people_beside is not None for _, people_beside in frozen)
    reopened = (
        await db.exec(
            select(func.max(Entry.at)).where(
                col(Entry.session_id) == id_,
                col(Entry.actor_role) == "facilitator",  # so that what people write need not be read for it
                col(Entry.body).startswith(_REOPENED, autoescape=True),
            )
        )
    ).one()
    last = _last_day(session, [at for at, _ in frozen], reopened or 0, joined or 0, days)
    anything = people or devices or helpers or mappings
    return Held(people, named, devices, helpers, mappings, last if anything else None)


async def _count(db: AsyncSession, question: object) -> int:
    return (await db.exec(question)).one()  # type: ignore[no-any-return, call-overload]


def _last_day(session: Session, frozen: Sequence[int], reopened: int, joined: int, days: int) -> date:
    """The day on which people are forgotten. Counted from the freeze that ended the day, or the second day if the board
    was opened again for one: whoever tidies up or comes in afterwards keeps nobody's name longer. While the board is
    open, from the day of the workshop or the last that happened.
    """
    if session.erase_on:
        return date.fromisoformat(session.erase_on)
    ended = next((at for at in frozen if at > reopened), None)
    if ended is not None:
        # Who comes later still, perhaps to a second day that is about to begin, is not forgotten at the door.
        return max(danish_day(ended) + timedelta(days=days), danish_day(joined) + timedelta(days=1))
    held_on = date.fromisoformat(session.date) if session.date else date.min
    last = max(danish_day(session.created_at), danish_day(max(joined, reopened)), held_on)
    return last + timedelta(days=days)
