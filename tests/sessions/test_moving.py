"""Copying an installation, in every direction: everything comes over or nothing does."""

import asyncio
import hashlib
import sqlite3
from pathlib import Path

import asyncpg
import pytest

from sessions import lifecycle, mappings, participants, signin
from sessions.claim import claim
from sessions.database import Database
from sessions.log import StoredLog
from sessions.migrations.migrate import migrate
from sessions.moving import copy_database
from sessions.tables import Mapping
from sessions.trouble import DatabaseTrouble
from tests.sessions.log_contract import entry
from tests.world import START, setup

BODY = '{"title":"Blåbærgrød og æbler – “første” version"}'


async def fill(url: str, body: str = BODY) -> None:
    """Two sessions, one with a long log, a mapping, a participant, a link."""
    await migrate(url)
    database = Database(url)
    log = StoredLog(database)
    for session_id in ("Zebra", "abe"):  # the databases sort these two differently
        await lifecycle.create(database, setup(), session_id=session_id, facilitator_id="ada", now=START)
    # More than is read at once.
    await asyncio.gather(*(log.append("abe", entry(number)) for number in range(2, 1203)))
    mapping = Mapping(
        session_id="abe",
        version=1,
        digest=hashlib.sha256(BODY.encode()).hexdigest(),
        frozen_at=START,
        title="Æbler",
        body=body,
    )
    await mappings.store(database, mapping)
    await participants.join(
        database,
        session_id="abe",
        device_id="d",
        person_id="p",
        name="Bo Ægidius",
        area_id="skole",
        now=START,
    )
    await signin.new_link(database, START)
    await log.close()
    await database.close()


@pytest.fixture
async def other(request: pytest.FixtureRequest, tmp_path: Path, fresh_postgres_url: str) -> str:
    return f"sqlite+aiosqlite:///{tmp_path}/other.db" if request.param == "sqlite" else fresh_postgres_url


@pytest.mark.parametrize("other", ["sqlite", "postgres"], indirect=True)
async def test_everything_comes_over_and_is_compared(url: str, other: str) -> None:
    await fill(url)
    said: list[str] = []
    await copy_database(url, other, said.append)
    assert said[-1].endswith("nothing is missing, nothing differs.")
    assert any(line.startswith("log of abe: 1202 rows, the same in both") for line in said)
    assert any(line.startswith("mapping: 1 rows") for line in said)

    database = Database(other)
    log = StoredLog(database)
    assert [one.number for one in await log.since("abe", 0)] == list(range(1, 1203))
    kept = await mappings.get(database, "abe", 1)
    assert kept is not None
    assert kept.body == BODY
    assert [person.name for person in await participants.people(database, "abe")] == ["Bo Ægidius"]
    await log.append("abe", entry(1203))  # and life goes on
    await log.close()
    await database.close()

    with pytest.raises(DatabaseTrouble, match="only writes to an empty database"):
        await copy_database(url, other, said.append)


async def test_a_source_that_is_not_there_or_too_old_is_explained(url: str, tmp_path: Path) -> None:
    with pytest.raises(DatabaseTrouble, match="python -m app migrate"):
        await copy_database(url, f"sqlite+aiosqlite:///{tmp_path}/other.db", print)
    assert not (tmp_path / "other.db").exists()


async def test_a_copy_that_differs_is_not_kept(
    sqlite_url: str, fresh_postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody writes to the source while it is copied."""
    await fill(sqlite_url)
    from sessions import moving

    rows = moving._rows

    async def rows_while_others_write(connection, table):  # type: ignore[no-untyped-def]
        async for each in rows(connection, table):
            yield each
        if table.name == "space":
            with sqlite3.connect(tmp_path / "tilbudstrappen.sqlite") as db:
                db.execute("UPDATE entry SET body = body || ' ' WHERE number = 700")
            db.close()

    monkeypatch.setattr(moving, "_rows", rows_while_others_write)
    with pytest.raises(
        DatabaseTrouble, match=r"differs \(log of abe\), and nothing of it was kept; stop every server"
    ):
        await copy_database(sqlite_url, fresh_postgres_url, print)
    connection = await asyncpg.connect(fresh_postgres_url.replace("+asyncpg", ""))
    assert await connection.fetchval("SELECT count(*) FROM entry") == 0
    await connection.close()


async def test_a_mapping_that_was_tampered_with_is_not_carried_on(
    sqlite_url: str, fresh_postgres_url: str
) -> None:
    await fill(sqlite_url, body=BODY.replace("æbler", "pærer"))
    with pytest.raises(DatabaseTrouble, match=r"do not agree with their digest \(abe version 1\)"):
        await copy_database(sqlite_url, fresh_postgres_url, print)


async def test_nothing_is_copied_from_under_a_running_server(
    sqlite_url: str, fresh_postgres_url: str, tmp_path: Path
) -> None:
    await fill(sqlite_url)
    with claim(tmp_path / "tilbudstrappen.sqlite"), pytest.raises(DatabaseTrouble, match="in use"):
        await copy_database(sqlite_url, fresh_postgres_url, print)
