"""When a mapping is to be updated: what it agrees on itself, until somebody says something of that day."""

from dataclasses import replace
from datetime import date

import pytest

from sessions import lifecycle, revisions
from sessions.database import Database
from sessions.revisions import Reminder, reminder
from sessions.summaries import Head
from sessions.tables import Revision
from tests.world import START, setup

TODAY = date(2026, 11, 22)
HEAD = Head("s1", 1, "d", 0, "Nord", "", "2025-11-22", 3, (), True, "2026-12-31", "Karen")


async def said(database: Database) -> Revision | None:
    return (await revisions.of(database, ["s1"])).get("s1")


@pytest.mark.parametrize(
    ("agreed", "state", "days"),
    [
        ("", "none", 0),
        ("2027-11-22", "later", 365),
        ("2026-12-22", "soon", 30),
        ("2026-11-22", "due", 0),
        ("2026-10-23", "due", -30),
    ],
)
def test_a_reminder_is_of_the_day_that_the_mapping_agrees_on(agreed: str, state: str, days: int) -> None:
    told = reminder(replace(HEAD, next_date=agreed), None, TODAY)
    assert (told.day, told.owner, told.state, told.days, told.is_moved) == (
        agreed,
        "Karen",
        state,
        days,
        False,
    )
    assert told.is_told == (state in ("soon", "due"))


async def test_the_newest_word_counts_until_a_later_version_agrees_on_another_day(database: Database) -> None:
    await lifecycle.create(database, setup(), session_id="s1", facilitator_id="ada", now=START)
    await revisions.say(database, "s1", agreed="2026-12-31", now=START, day="2027-03-01", owner="Ida")
    told = reminder(HEAD, await said(database), TODAY)
    assert (told.day, told.agreed, told.owner, told.is_moved, told.said) == (
        "2027-03-01",
        "2026-12-31",
        "Ida",
        True,
        1,
    )
    await revisions.say(database, "s1", agreed="2026-12-31", now=START)
    assert reminder(HEAD, await said(database), TODAY) == Reminder("", "Karen", "2026-12-31", "aside", said=2)
    async with database.transaction() as db:
        await revisions.begun(db, "s1", agreed="2026-12-31", by="s2", now=START)
    assert reminder(HEAD, await said(database), TODAY).followed_by == "s2"
    later = replace(HEAD, version=2, next_date="2026-12-01")
    assert reminder(later, await said(database), TODAY).day == "2026-12-01"
    await revisions.as_agreed(database, "s1", START)
    told = reminder(HEAD, await said(database), TODAY)
    assert (told.day, told.state, told.said) == ("2026-12-31", "later", 4)
