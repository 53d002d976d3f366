"""What workers tell each other of who is connected: heard, replaced, and forgotten when they fall silent."""

from collections.abc import AsyncIterator, Callable

import pytest
from sqlalchemy import text

from board.people import Here, Said
from sessions.database import Database
from sessions.migrations.migrate import migrate
from sessions.presence import STALE, PostgresElsewhere
from sessions.trouble import DatabaseTrouble

ANNE = Here({"anne": ("skole", 2)})
WALL = Here(screens=1)


@pytest.fixture
async def database(fresh_postgres_url: str) -> AsyncIterator[Database]:
    await migrate(fresh_postgres_url)
    database = Database(fresh_postgres_url)
    yield database
    await database.close()


@pytest.fixture
def worker(database: Database) -> Callable[[str], PostgresElsewhere]:
    return lambda worker_id: PostgresElsewhere(database, worker_id)


async def ages(database: Database, milliseconds: int) -> None:
    async with database.transaction() as db:
        aging = text("UPDATE presence SET seen_at = seen_at - :ms")
        await (await db.connection()).execute(aging, {"ms": milliseconds})


async def test_others_hear_it_of_the_sessions_that_they_ask_for(
    worker: Callable[[str], PostgresElsewhere],
) -> None:
    one, two, three = worker("1"), worker("2"), worker("3")
    assert await one.exchange({"s": ANNE, "t": WALL}) == {}
    assert await two.exchange({"s": Here(), "u": WALL}) == {"s": [ANNE]}
    assert await three.exchange({"s": WALL, "t": Here()}) == {"s": [ANNE], "t": [WALL]}
    assert await one.exchange({"s": ANNE}) == {"s": [WALL]}
    assert await three.exchange({"t": Here()}) == {}, "the first one has closed that room"
    assert await one.exchange({}) == {}


async def test_what_was_said_with_a_sign_is_heard_too_also_of_somebody_whose_phone_sleeps(
    worker: Callable[[str], PostgresElsewhere],
) -> None:
    """D3"""
    said = Here(signs={"anne": Said(2, 1, call="hand", since=2)})
    await worker("1").exchange({"s": said})
    assert await worker("2").exchange({"s": Here()}) == {"s": [said]}


async def test_who_leaves_or_falls_silent_counts_no_more(
    worker: Callable[[str], PostgresElsewhere], database: Database
) -> None:
    one, two = worker("1"), worker("2")
    await one.exchange({"s": ANNE})
    await ages(database, STALE + 1000)  # killed
    assert await two.exchange({"s": Here()}) == {}
    assert await one.exchange({"s": ANNE}) == {}, "unchanged, and said again in time"
    assert await two.exchange({"s": Here()}) in ({}, {"s": [ANNE]})
    await worker("1").exchange({"s": WALL})  # whoever takes its place takes over its name
    assert await two.exchange({"s": Here()}) == {"s": [WALL]}
    await worker("1").leave()
    assert await two.exchange({"s": Here()}) == {}


async def test_what_failed_is_told_anew(
    worker: Callable[[str], PostgresElsewhere], database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = worker("1"), worker("2")
    await one.exchange({"s": ANNE, "t": ANNE})
    async with database.transaction() as db:
        await (await db.connection()).execute(text("ALTER TABLE presence RENAME TO away"))
    with pytest.raises(DatabaseTrouble):
        await one.exchange({"s": WALL})
    async with database.transaction() as db:
        await (await db.connection()).execute(text("ALTER TABLE away RENAME TO presence"))
    await one.exchange({"s": WALL})
    assert await two.exchange({"s": Here(), "t": Here()}) == {"s": [WALL]}
