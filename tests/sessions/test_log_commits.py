"""Group commit, and what happens when a commit fails: the disk is full, the file is locked, the database went away."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import asyncpg
import pytest

from board.ports import NotStored, Stale
from sessions import log as log_module
from sessions import log_postgres, log_sqlite
from sessions.database import Database
from sessions.entries import EntryRow
from sessions.log import BATCH_LIMIT, READ_AT_ONCE, Commit, StoredLog
from sessions.migrations.migrate import migrate
from tests.sessions.log_contract import entry, numbers, outcomes


@pytest.fixture
def commits() -> list[Commit]:
    """Every commit of the test's log, as metrics hear of them."""
    return []


@pytest.fixture
async def log(database: Database, commits: list[Commit]) -> AsyncIterator[StoredLog]:
    """A log over either kind of database."""
    log = StoredLog(database, measured=commits.append)
    yield log
    await log.close()


@pytest.fixture
async def on_sqlite(sqlite_url: str, commits: list[Commit]) -> AsyncIterator[StoredLog]:
    """A log over SQLite that waits a tenth of a second for another program's lock."""
    await migrate(sqlite_url)
    database = Database(sqlite_url, busy_seconds=0.1)
    log = StoredLog(database, measured=commits.append)
    yield log
    await log.close()
    await database.close()


@pytest.fixture
async def on_postgres(fresh_postgres_url: str) -> AsyncIterator[StoredLog]:
    """A log over PostgreSQL."""
    await migrate(fresh_postgres_url)
    database = Database(fresh_postgres_url)
    log = StoredLog(database)
    yield log
    await log.close()
    await database.close()


async def test_what_queues_during_a_commit_goes_into_the_next(log: StoredLog, commits: list[Commit]) -> None:
    rooms = [f"room-{number}" for number in range(50)]
    await asyncio.gather(*(log.append(room, entry(number)) for number in (1, 2, 3, 4) for room in rooms))
    assert sum(commit.entries for commit in commits) == 200
    assert len(commits) <= 2
    assert all(commit.seconds > 0 and not commit.failed for commit in commits)


async def test_a_flood_is_stored_in_bounded_batches(log: StoredLog, commits: list[Commit]) -> None:
    await asyncio.gather(*(log.append("S", entry(number)) for number in range(1, 2 * BATCH_LIMIT + 2)))
    assert max(commit.entries for commit in commits) == BATCH_LIMIT
    assert await numbers(log) == list(range(1, 2 * BATCH_LIMIT + 2))


async def test_reading_a_long_session_lets_others_run(log: StoredLog) -> None:
    length = 10 * READ_AT_ONCE
    await asyncio.gather(*(log.append("S", entry(number)) for number in range(1, length + 1)))
    reading = asyncio.ensure_future(log.since("S", 0))
    read: list[int] = []
    to_entry = log_module.to_entry
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(log_module, "to_entry", lambda row: read.append(row.number) or to_entry(row))
        between: set[int] = set()
        while not reading.done():
            between.add(len(read))
            await asyncio.sleep(0)
    assert between >= {READ_AT_ONCE * turn for turn in range(1, 10)}
    assert [one.number for one in await reading] == list(range(1, length + 1))


async def test_closing_stores_what_is_queued_and_takes_nothing_more(url: str) -> None:
    await migrate(url)
    database = Database(url)
    log = StoredLog(database)
    appending = [asyncio.ensure_future(log.append("S", entry(number))) for number in range(1, 51)]
    await asyncio.sleep(0)
    await log.close()
    await asyncio.sleep(0)
    assert all(one.done() for one in appending)
    assert await outcomes(*appending) == ["stored"] * 50
    with pytest.raises(NotStored):
        await log.append("S", entry(51))
    again = StoredLog(database)
    assert await numbers(again) == list(range(1, 51))
    await again.close()
    await database.close()


async def test_a_command_that_was_cancelled_by_its_caller_is_stored_all_the_same(log: StoredLog) -> None:
    """A phone that hangs up in the middle has asked: it will ask again, and it must then count once."""
    appending = asyncio.ensure_future(log.append("S", entry(1)))
    await asyncio.sleep(0)
    appending.cancel()
    await log.append("S", entry(2))
    assert await numbers(log) == [1, 2]


async def test_what_queued_behind_a_refused_entry_never_follows_another_workers(
    log: StoredLog, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its number would fit: only that it was decided upon something that never came to be speaks against it."""
    await log.append("S", entry(1))
    write, go_on = log._store.write, asyncio.Event()

    async def slow(rows: Sequence[EntryRow], known: Mapping[str, int]) -> list[bool]:
        await go_on.wait()
        return await write(rows, known)

    monkeypatch.setattr(log._store, "write", slow)
    refused = asyncio.ensure_future(log.append("S", entry(2)))
    while log._queue or log._writer is None:
        await asyncio.sleep(0)
    behind = [asyncio.ensure_future(log.append(session, entry(3))) for session in ("S", "S")]
    elsewhere = asyncio.ensure_future(log.append("T", entry(1)))
    await asyncio.sleep(0)
    other_database = Database(url)
    other = StoredLog(other_database)
    await other.append("S", entry(2, "the other was first"))
    go_on.set()
    assert await outcomes(refused, *behind, elsewhere) == ["Stale", "Stale", "Stale", "stored"]
    assert [one.command_id for one in await log.since("S", 1)] == ["the other was first"]
    await log.append("S", entry(3))
    await other.close()
    await other_database.close()


async def test_the_logs_own_connection_survives_a_power_failure_by_its_settings(on_sqlite: StoredLog) -> None:
    await on_sqlite.append("S", entry(1))
    store = on_sqlite._store
    assert isinstance(store, log_sqlite.SQLiteStore)
    assert store._connection is not None
    settings = [
        store._connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")
    ]
    assert settings == ["wal", 2]


@contextmanager
def held_by_another_program(log: StoredLog) -> Iterator[None]:
    backup = sqlite3.connect(str(log._database.path), isolation_level=None)
    backup.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        backup.close()


async def test_a_locked_file_stores_nothing_and_the_log_recovers(
    on_sqlite: StoredLog, commits: list[Commit], caplog: pytest.LogCaptureFixture
) -> None:
    await on_sqlite.append("S", entry(1))
    with held_by_another_program(on_sqlite):
        first = [asyncio.ensure_future(on_sqlite.append("S", entry(number))) for number in (2, 3)]
        while (
            on_sqlite._queue
        ):  # until they are in a commit that cannot begin; what comes now queues behind it
            await asyncio.sleep(0)
        behind = [asyncio.ensure_future(on_sqlite.append("S", entry(4)))]
        elsewhere = [asyncio.ensure_future(on_sqlite.append("T", entry(1)))]
        assert await outcomes(*first) == ["NotStored", "NotStored"]
        assert await outcomes(*behind) == ["Stale"]
        assert await outcomes(*elsewhere) == ["NotStored"]
    assert [commit.failed for commit in commits] == [False, True, True]
    assert "OperationalError" in caplog.text
    assert "text_revealed" not in caplog.text
    assert await numbers(on_sqlite) == [1]
    await asyncio.gather(*(on_sqlite.append("S", entry(number)) for number in (2, 3, 4)))
    assert await numbers(on_sqlite) == [1, 2, 3, 4]


async def test_a_full_disk_stores_nothing_of_the_batch_and_the_log_recovers(
    on_sqlite: StoredLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as full:
        pages = "PRAGMA max_page_count=35"  # of 4 KB: SQLite then says what it says of a full disk
        full.setattr(log_sqlite, "PRAGMAS", (*log_sqlite.PRAGMAS, pages))
        await on_sqlite.append("S", entry(1))
        ended = await outcomes(*(on_sqlite.append("S", entry(number)) for number in range(2, 1000)))
        assert set(ended) == {"NotStored"}
        assert await numbers(on_sqlite) == [1]
    await on_sqlite.append("S", entry(2))
    assert await numbers(on_sqlite) == [1, 2]


async def test_a_disk_that_fails_in_the_middle_of_a_batch_stores_nothing_of_it(
    on_sqlite: StoredLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    insert = log_sqlite._insert

    def fail_at_the_end(*batch: Any) -> list[bool]:
        insert(*batch)
        raise sqlite3.OperationalError("disk I/O error")

    with monkeypatch.context() as failing:
        failing.setattr(log_sqlite, "_insert", fail_at_the_end)
        assert (
            await outcomes(*(on_sqlite.append("S", entry(number)) for number in (1, 2))) == ["NotStored"] * 2
        )
    assert await numbers(on_sqlite) == []
    await on_sqlite.append("S", entry(1))
    assert await numbers(on_sqlite) == [1]


async def test_a_file_that_vanished_is_not_made_anew(on_sqlite: StoredLog) -> None:
    path = on_sqlite._database.path
    assert path is not None
    path.unlink()
    with pytest.raises(NotStored):
        await on_sqlite.append("S", entry(1))
    assert not path.exists()


async def test_a_fault_in_the_program_leaves_nobody_waiting(
    log: StoredLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_arguments: object) -> list[bool]:
        raise ZeroDivisionError

    with monkeypatch.context() as fault:
        fault.setattr(log._store, "write", broken)
        assert await outcomes(log.append("S", entry(1)), log.append("S", entry(2))) == ["NotStored"] * 2
    await log.append("S", entry(1))


async def _kill_all_connections(url: str) -> None:
    """As when PostgreSQL is restarted."""
    connection = await asyncpg.connect(url.replace("+asyncpg", ""))
    await connection.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    await connection.close()


async def test_a_restarted_postgres_is_not_even_noticed(
    on_postgres: StoredLog, fresh_postgres_url: str
) -> None:
    await on_postgres.append("S", entry(1))
    await _kill_all_connections(fresh_postgres_url)
    await asyncio.gather(*(on_postgres.append("S", entry(number)) for number in (2, 3)))
    assert await numbers(on_postgres) == [1, 2, 3]


class _Breaking:
    """A connection that breaks: before the statement reached the database, or after it and before the answer came."""

    def __init__(self, connection: Any, *, after: bool) -> None:
        self._connection, self._after = connection, after

    async def execute(self, statement: str, *arguments: object) -> None:
        if self._after:
            await self._connection.execute(statement, *arguments)
        raise ConnectionResetError

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)


def let_connection_break(log: StoredLog, *, after: bool) -> None:
    store = log._store
    assert isinstance(store, log_postgres.PostgresStore)
    store._connection = _Breaking(store._connection, after=after)


async def test_a_connection_that_breaks_before_the_commit_is_made_again(on_postgres: StoredLog) -> None:
    await on_postgres.append("S", entry(1))
    let_connection_break(on_postgres, after=False)
    await asyncio.gather(*(on_postgres.append("S", entry(number)) for number in (2, 3)))
    assert await numbers(on_postgres) == [1, 2, 3]


async def test_an_answer_lost_after_the_commit_still_counts_as_stored(on_postgres: StoredLog) -> None:
    await on_postgres.append("S", entry(1))
    let_connection_break(on_postgres, after=True)
    ended = await outcomes(
        on_postgres.append("S", entry(2)),
        on_postgres.append("S", entry(3)),
        on_postgres.append("T", entry(7, "refused whatever happens")),
    )
    assert ended == ["stored", "stored", "Stale"]
    assert await numbers(on_postgres) == [1, 2, 3]


async def test_an_old_entry_of_the_same_command_does_not_count_as_stored(on_postgres: StoredLog) -> None:
    await on_postgres.append("S", entry(1, "same"))
    let_connection_break(on_postgres, after=True)
    with pytest.raises(Stale):
        await on_postgres.append("S", entry(2, "same"))
    assert await numbers(on_postgres) == [1]


async def test_a_postgres_that_does_not_answer_stores_nothing_and_the_log_recovers(
    on_postgres: StoredLog, fresh_postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocking = await asyncpg.connect(fresh_postgres_url.replace("+asyncpg", ""))
    async with blocking.transaction():
        await blocking.execute("LOCK TABLE entry IN ACCESS EXCLUSIVE MODE")
        with monkeypatch.context() as patch:  # afterwards it has the time that it needs
            patch.setattr(log_postgres, "ANSWER_WITHIN", 0.2)
            appending = on_postgres.append("S", entry(1)), on_postgres.append("S", entry(2))
            assert await outcomes(*appending) == ["NotStored", "NotStored"]
    await blocking.close()
    assert await numbers(on_postgres) == []
    await on_postgres.append("S", entry(1))
    assert await numbers(on_postgres) == [1]
