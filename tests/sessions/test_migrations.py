"""The schema: made and brought up to date on both databases, in one piece, and equal to what `tables.py` says."""

import asyncio
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

import sessions.account_tables  # noqa: F401  all tables, so that none is forgotten
from sessions.database import Database
from sessions.migrations.migrate import FOLDER, REVISIONS, is_current, migrate
from sessions.tables import Row
from sessions.trouble import DatabaseTrouble


async def test_the_first_time_makes_everything_and_the_second_finds_nothing_to_do(url: str) -> None:
    assert not await is_current(url)
    assert await migrate(url)
    assert await is_current(url)
    assert not await migrate(url)


async def test_the_migrations_make_what_the_tables_say(database: Database) -> None:
    def differences(connection: Any) -> list[Any]:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, Row.metadata))

    async with database.reading() as db:
        assert await (await db.connection()).run_sync(differences) == []


async def test_every_constraint_has_its_name_so_that_a_migration_can_find_it(database: Database) -> None:
    def names(connection: Any) -> list[str | None]:
        look = inspect(connection)
        tables = [name for name in look.get_table_names() if name != "alembic_version"]
        unique = [one["name"] for table in tables for one in look.get_unique_constraints(table)]
        foreign = [one["name"] for table in tables for one in look.get_foreign_keys(table)]
        return [*unique, *foreign, *(look.get_pk_constraint(table)["name"] for table in tables)]

    async with database.reading() as db:
        found = await (await db.connection()).run_sync(names)
    expected = {constraint.name for table in Row.metadata.tables.values() for constraint in table.constraints}
    assert set(found) == {str(name) for name in expected}


def test_the_revisions_are_one_line_and_named_by_their_number() -> None:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    scripts = ScriptDirectory.from_config(config)
    line = [script.revision for script in scripts.walk_revisions()][::-1]
    assert tuple(line) == REVISIONS
    assert scripts.get_heads() == [REVISIONS[-1]]


async def test_several_workers_may_start_at_once(url: str) -> None:
    await asyncio.gather(*(migrate(url) for _ in range(4)))
    assert await is_current(url)


async def test_a_start_waits_while_another_one_makes_the_file(sqlite_url: str, tmp_path: Path) -> None:
    file = tmp_path / "tilbudstrappen.sqlite"
    another = sqlite3.connect(file, isolation_level=None)
    another.execute("CREATE TABLE something (number)")
    another.execute("BEGIN IMMEDIATE")
    asyncio.get_running_loop().call_later(0.2, another.close)
    assert await migrate(sqlite_url)


async def test_a_migration_that_fails_leaves_the_database_as_it_was(url: str) -> None:
    database = Database(url)
    async with database.transaction() as db:
        await (await db.connection()).exec_driver_sql("CREATE TABLE mapping (somebody_elses integer)")
    with pytest.raises(DatabaseTrouble):
        await migrate(url)
    assert not await is_current(url)
    async with database.reading() as db:
        tables = await (await db.connection()).run_sync(
            lambda connection: inspect(connection).get_table_names()
        )
    assert set(tables) <= {"mapping"}
    await database.close()


async def test_a_start_with_nothing_to_do_does_not_load_alembic(sqlite_url: str) -> None:
    await migrate(sqlite_url)
    code = (
        "import asyncio, sys\n"
        "from sessions.migrations.migrate import migrate\n"
        f"assert asyncio.run(migrate({sqlite_url!r})) is False\n"
        "assert 'alembic' not in sys.modules\n"
    )
    root = Path(__file__).parents[2]
    process = await asyncio.to_thread(
        subprocess.run, [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=False
    )
    assert process.returncode == 0, process.stderr
