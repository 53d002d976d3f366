"""Who waits at the door of a session until the facilitator lets them in. Short-lived: names are kept no longer than a
day, and not beside an answer.
"""

from collections.abc import Collection, Sequence
from typing import Literal

from sqlalchemy import ColumnElement, delete, update
from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from board.refusals import Refused
from sessions.database import Database
from sessions.tables import Waiting

Answer = Literal["", "in", "out"]  # not answered yet; to be let in; turned away

MOST = 150  # who wait at one door at a time; more than a facilitator can look at
ROWS = 1000  # of one session, those with an answer too
SEEN_AGAIN = 10_000  # ms between two notes that a phone is still there
GONE = 60_000  # ms of silence after which a phone may lose its place to another
FORGOTTEN = 22 * 3600 * 1000  # ms; the look for it comes each hour, and a day is promised


async def ask(
    database: Database,
    *,
    session_id: str,
    device_id: str,
    person_id: str,
    name: str,
    area_id: str,
    table_id: str,
    now: int,
) -> None:
    """This phone waits, with this name; or has another name now, in the place that it has. Where too many wait, one
    that has not been heard of since it came gives way, the oldest first. Raises `Refused` (`too_many_wait`).
    """
    async with database.transaction() as db:
        mine = await db.get(Waiting, (session_id, device_id))
        if mine is not None and mine.answer == "in":
            return  # as whom they were seen
        if mine is None:
            await _make_room(db, session_id, now)
            mine = Waiting(
                session_id=session_id,
                device_id=device_id,
                person_id=person_id,
                name=name,
                area_id=area_id,
                table_id=table_id,
                asked_at=now,
                seen_at=now,
            )
            db.add(mine)
        elif mine.answer == "out":
            await _make_room(db, session_id, now)
            mine.asked_at, mine.answer = now, ""
        mine.name, mine.area_id, mine.table_id, mine.seen_at = name, area_id, table_id, now


async def find(database: Database, session_id: str, device_id: str, now: int) -> Waiting | None:
    """What this phone asked for, and how it was answered. Notes that it is still there."""
    async with database.reading() as db:
        mine = await db.get(Waiting, (session_id, device_id))
    if mine is not None and mine.seen_at < now - SEEN_AGAIN:
        async with database.transaction() as db:
            await db.exec(update(Waiting).where(*_of_phone(session_id, device_id)).values(seen_at=now))
    return mine


async def everybody(database: Database, session_id: str) -> Sequence[Waiting]:
    """All who wait for an answer, in the order in which they came."""
    in_order = (col(Waiting.asked_at), col(Waiting.person_id))
    async with database.reading() as db:
        return (await db.exec(select(Waiting).where(*_waits(session_id)).order_by(*in_order))).all()


async def answer(database: Database, session_id: str, person_ids: Collection[str], said: Answer) -> None:
    """Let these in, or turn them away: then their names go. Who has been answered is left alone."""
    theirs = (*_waits(session_id), col(Waiting.person_id).in_(person_ids))
    changed = {"answer": said} if said == "in" else {"answer": said, "name": ""}
    async with database.transaction() as db:
        await db.exec(update(Waiting).where(*theirs).values(**changed))


async def is_in(database: Database, session_id: str, device_id: str) -> None:
    """This phone has come in, and waits no more."""
    async with database.transaction() as db:
        await db.exec(delete(Waiting).where(*_of_phone(session_id, device_id)))


async def forget_old(database: Database, now: int) -> None:
    """Whoever came a day ago waits no more."""
    async with database.transaction() as db:
        await db.exec(delete(Waiting).where(col(Waiting.asked_at) < now - FORGOTTEN))


async def _make_room(db: AsyncSession, session_id: str, now: int) -> None:
    if await _count(db, *_waits(session_id)) >= MOST:
        # Least known: a script asks once, and a phone that waits asks again and again how it stands.
        silent = (*_waits(session_id), col(Waiting.seen_at) < now - GONE)
        order = (col(Waiting.seen_at) > col(Waiting.asked_at), col(Waiting.asked_at))
        gives_way = (await db.exec(select(Waiting).where(*silent).order_by(*order).limit(1))).first()
        if gives_way is None:
            raise Refused("too_many_wait")
        await db.delete(gives_way)
    if await _count(db, col(Waiting.session_id) == session_id) >= ROWS:
        answered = (col(Waiting.session_id) == session_id, col(Waiting.answer) != "")
        oldest = select(Waiting).where(*answered).order_by(col(Waiting.asked_at)).limit(1)
        for row in (await db.exec(oldest)).all():
            await db.delete(row)


async def _count(db: AsyncSession, *which: ColumnElement[bool]) -> int:
    return (await db.exec(select(func.count()).select_from(Waiting).where(*which))).one()


def _waits(session_id: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return col(Waiting.session_id) == session_id, col(Waiting.answer) == ""


def _of_phone(session_id: str, device_id: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return col(Waiting.session_id) == session_id, col(Waiting.device_id) == device_id
