"""The way to the database: what it says when it cannot be used, and what a transaction promises."""

import asyncio
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from sessions import lifecycle, participants, signin
from sessions.account_tables import Space
from sessions.database import Database
from sessions.log import StoredLog
from sessions.migrations.migrate import is_current, migrate
from sessions.trouble import DatabaseTrouble
from tests.sessions.log_contract import entry, numbers
from tests.world import START, setup


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("", "cannot be read"),
        ("no address", "cannot be read"),
        ("mysql://localhost/x", "must begin with"),
        ("sqlite:///var/x.sqlite", "must begin with"),
        ("postgresql://localhost/x", "must begin with"),
        ("sqlite+aiosqlite://", "must name a file"),
        ("sqlite+aiosqlite:///:memory:", "must name a file"),
    ],
)
def test_an_address_that_cannot_be_used_is_explained(url: str, said: str) -> None:
    with pytest.raises(DatabaseTrouble, match=said):
        Database(url)


async def test_a_folder_that_cannot_be_made_is_explained(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(DatabaseTrouble, match=r"The folder .*/file/var cannot be made\."):
        await migrate(f"sqlite+aiosqlite:///{tmp_path}/file/var/x.sqlite")


async def test_a_folder_that_cannot_be_written_to_is_explained() -> None:
    # In /proc nobody may make a file, not even root, as whom the tests may run.
    with pytest.raises(DatabaseTrouble, match="its folder is missing or cannot be written to"):
        await migrate("sqlite+aiosqlite:////proc/x.sqlite")


async def test_a_database_that_can_only_be_read_is_explained_before_anybody_writes(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await migrate(sqlite_url)
    connect = sqlite3.connect

    def only_reading(path: str | Path, **more: Any) -> sqlite3.Connection:
        # File permissions do not stop root, as whom the tests may run; SQLite's own mode does.
        return connect(f"file:{path}?mode=ro", uri=True) if isinstance(path, Path) else connect(path, **more)

    monkeypatch.setattr(sqlite3, "connect", only_reading)
    with pytest.raises(DatabaseTrouble, match="cannot be written to"):
        await migrate(sqlite_url)


async def test_a_folder_in_the_files_place_is_explained(tmp_path: Path) -> None:
    with pytest.raises(DatabaseTrouble, match="cannot be opened"):
        await migrate(f"sqlite+aiosqlite:///{tmp_path}")


async def test_a_damaged_file_is_explained_and_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "x.sqlite"
    file.write_text("This is a letter to my grandmother, and no database at all.\n" * 100)
    before = file.read_bytes()
    with pytest.raises(DatabaseTrouble, match="is damaged, or no database at all"):
        await migrate(f"sqlite+aiosqlite:///{file}")
    assert file.read_bytes() == before


async def test_a_database_of_a_newer_version_is_explained_and_left_as_it_is(
    database: Database, url: str
) -> None:
    async with database.transaction() as db:
        await (await db.connection()).exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    for look in (migrate, is_current):
        with pytest.raises(DatabaseTrouble, match="was written by a newer version of Tilbudstrappen"):
            await look(url)


async def test_a_locked_file_is_explained(sqlite_url: str, tmp_path: Path) -> None:
    await migrate(sqlite_url)
    database = Database(sqlite_url, busy_seconds=0.1)
    backup = sqlite3.connect(tmp_path / "tilbudstrappen.sqlite", isolation_level=None)
    backup.execute("BEGIN IMMEDIATE")
    with pytest.raises(DatabaseTrouble, match="is held by another program"):
        await signin.new_link(database, START)
    assert await signin.first_start(database), "reading goes on"
    backup.close()
    await signin.new_link(database, START)
    await database.close()


async def test_a_postgres_that_is_not_there_is_explained_without_its_password() -> None:
    url = "postgresql+asyncpg://trappe:hemmeligt@127.0.0.1:1/trappe"
    with pytest.raises(DatabaseTrouble, match="does not answer") as caught:
        await migrate(url)
    assert "127.0.0.1:1/trappe" in str(caught.value)
    assert "hemmeligt" not in str(caught.value)
    database = Database(url)
    with pytest.raises(DatabaseTrouble, match="does not answer"):
        await database.ping()
    await database.close()


async def test_a_postgres_without_that_database_is_explained(postgres_url: str) -> None:
    with pytest.raises(DatabaseTrouble, match="no such database or user"):
        await migrate(postgres_url + "_that_nobody_made")


async def test_ping_answers_only_for_a_database_that_was_set_up(url: str) -> None:
    database = Database(url)
    with pytest.raises(DatabaseTrouble, match="has not been set up"):
        await database.ping()
    await migrate(url)
    await database.ping()
    await database.close()


async def test_a_transaction_is_all_or_nothing(database: Database) -> None:
    async def fail_in_the_middle() -> None:
        async with database.transaction() as db:
            db.add(Space(space_id="ada", name="", created_at=START))
            await db.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail_in_the_middle()
    async with database.reading() as db:
        assert await db.get(Space, "ada") is None


async def test_a_broken_key_comes_through_as_itself(database: Database) -> None:
    for attempt in (1, 2):
        try:
            async with database.transaction() as db:
                db.add(Space(space_id="ada", name="", created_at=START))
        except IntegrityError:
            assert attempt == 2
        else:
            assert attempt == 1


async def test_a_participant_needs_a_session(database: Database) -> None:
    """Foreign keys are kept on SQLite too, where they must be asked for on every connection."""
    with pytest.raises(IntegrityError):
        await participants.join(
            database, session_id="none", device_id="d", person_id="p", name="", area_id="skole", now=START
        )


async def test_many_at_once_all_get_their_turn(database: Database) -> None:
    """As when eighty people press “Kom med” in the same second."""
    makes = (
        lifecycle.create(database, setup(), session_id=f"s{n}", facilitator_id="ada", now=START)
        for n in range(80)
    )
    made = await asyncio.gather(*makes)
    assert len({session.code for session in made}) == 80
    assert len(await lifecycle.all_sessions(database)) == 80


async def test_a_transaction_that_reads_first_is_not_overtaken(sqlite_url: str, tmp_path: Path) -> None:
    await migrate(sqlite_url)
    database = Database(sqlite_url)
    other_program = sqlite3.connect(tmp_path / "tilbudstrappen.sqlite", isolation_level=None, timeout=0)
    async with database.transaction() as db:
        assert await db.get(Space, "ada") is None
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other_program.execute("INSERT INTO space VALUES ('ada', '', 1)")
        db.add(Space(space_id="ada", name="", created_at=START))
    other_program.close()
    async with database.reading() as db:
        assert await db.get(Space, "ada") is not None
    await database.close()


async def test_within_the_process_nobody_finds_the_file_locked(sqlite_url: str) -> None:
    """Joins, links and the log wait for their turn, however long another one takes and however short the patience."""
    await migrate(sqlite_url)
    database = Database(sqlite_url, busy_seconds=0.01)
    log = StoredLog(database)

    async def slow(space_id: str) -> None:
        async with database.transaction() as db:
            db.add(Space(space_id=space_id, name="", created_at=START))
            await db.flush()
            await asyncio.sleep(0.1)

    await asyncio.gather(slow("ada"), log.append("S", entry(1)), slow("bob"), log.append("S", entry(2)))
    assert await numbers(log) == [1, 2]
    await log.close()
    await database.close()


async def test_sqlite_survives_a_power_failure_by_its_settings(sqlite_url: str) -> None:
    """Nobody can pull the plug in a test; the settings that it depends on are looked at, and those beside."""
    await migrate(sqlite_url)
    database = Database(sqlite_url)
    async with database.transaction() as db:
        connection = await db.connection()
        settings = [
            (await connection.exec_driver_sql(f"PRAGMA {name}")).scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        ]
    assert settings == ["wal", 2, 1, 1]
    await database.close()
