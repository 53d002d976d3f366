"""When a mapping is to be gone through again: what was agreed in it, and what was said of that since.

A mapping never changes, and neither does the day that was agreed on in it. What can be moved, or set aside, is the
reminder of it. It counts for what it was said of: when a later version agrees on another day, that day is the reminder.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from sessions.database import Database
from sessions.summaries import Head
from sessions.tables import Revision

SOON = 30  # days before, lists begin to say so

State = Literal["none", "aside", "begun", "later", "soon", "due"]


@dataclass(frozen=True, slots=True)
class Reminder:
    """What is to be reminded of now. `day` and `agreed` are ISO dates, or empty."""

    day: str
    owner: str
    agreed: str
    state: State
    days: int = 0  # from today to `day`; less than none: it has passed
    followed_by: str = ""  # the workshop by which it was begun
    said: int = (
        0  # how often something was said of the reminder: the number of its calendar file grows with it
    )

    @property
    def is_moved(self) -> bool:
        return bool(self.agreed and self.day and self.day != self.agreed)

    @property
    def is_told(self) -> bool:
        """Whether a list has to say something of it."""
        return self.state in ("soon", "due", "begun")


def reminder(head: Head, said: Revision | None, today: date) -> Reminder:
    """The reminder of a session's newest mapping, with what was said of it."""
    if said is None or said.agreed != head.next_date:
        times = said.times if said is not None else 0
        return _on(head.next_date, head.owner, head.next_date, today, times)
    owner = said.owner or head.owner
    if said.followed_by:
        return Reminder("", owner, head.next_date, "begun", followed_by=said.followed_by, said=said.times)
    if not said.next_date:
        return Reminder("", owner, head.next_date, "aside", said=said.times)
    return _on(said.next_date, owner, head.next_date, today, said.times)


def _on(day: str, owner: str, agreed: str, today: date, said: int) -> Reminder:
    if not day:
        return Reminder("", owner, agreed, "none", said=said)
    days = (date.fromisoformat(day) - today).days
    state: State = "due" if days <= 0 else "soon" if days <= SOON else "later"
    return Reminder(day, owner, agreed, state, days, said=said)


async def of(database: Database, session_ids: Collection[str]) -> dict[str, Revision]:
    """What was said of these sessions' reminders."""
    if not session_ids:
        return {}
    wanted = select(Revision).where(col(Revision.session_id).in_(session_ids))
    async with database.reading() as db:
        return {found.session_id: found for found in (await db.exec(wanted)).all()}


async def say(
    database: Database, session_id: str, *, agreed: str, now: int, day: str = "", owner: str = ""
) -> None:
    """Moves the reminder to a day; without one sets it aside. The newest word counts."""
    async with database.transaction() as db:
        await _keep(db, session_id, agreed, now, day=day, owner=owner)


async def begun(db: AsyncSession, session_id: str, *, agreed: str, by: str, now: int) -> None:
    """Says by which workshop the update was begun, in the transaction that makes that workshop."""
    await _keep(db, session_id, agreed, now, followed_by=by)


async def _keep(
    db: AsyncSession,
    session_id: str,
    agreed: str,
    now: int,
    *,
    day: str = "",
    owner: str = "",
    followed_by: str = "",
) -> None:
    before = await db.get(Revision, session_id)
    await db.merge(
        Revision(
            session_id=session_id,
            agreed=agreed,
            next_date=day,
            owner=owner,
            followed_by=followed_by,
            times=1 if before is None else before.times + 1,
            said_at=now,
        )
    )


async def as_agreed(database: Database, session_id: str, now: int) -> None:
    """The reminder is again what stands in the mapping. That something was said is remembered, for calendars."""
    async with database.transaction() as db:
        if (said := await db.get(Revision, session_id)) is not None:
            said.agreed, said.times, said.said_at = _NOTHING, said.times + 1, now


_NOTHING = "-"  # no mapping agrees on this day, so nothing is said of any
