"""Brings a database to the newest schema. Looks first, with the bare driver: nearly every start finds nothing to do."""

import asyncio
import sqlite3
import time
from pathlib import Path
from typing import Any

from sessions.database import Database
from sessions.trouble import DatabaseTrouble, explain

FOLDER = Path(__file__).parent
REVISIONS = tuple(sorted(path.stem.split("_")[0] for path in (FOLDER / "versions").glob("[0-9]*.py")))

_LOCK = 7_401_205_119  # any number that no other program on the same PostgreSQL uses for an advisory lock


async def is_current(url: str) -> bool:
    """Whether the database exists and has the newest schema. Raises `DatabaseTrouble`, also for a newer schema."""
    database = Database(url)
    revision = await revision_of(database)
    if revision is not None and revision not in REVISIONS:
        raise DatabaseTrouble(
            f"The database {database.place} was written by a newer version of Tilbudstrappen; install that one."
        )
    return revision == REVISIONS[-1]


async def migrate(url: str) -> bool:
    """Makes the database's folder and tables, or brings them up to date; says whether there was anything to do.

    All or nothing, and safe when several workers start at once. Raises `DatabaseTrouble`, also if a database that
    is up to date could not be written to.
    """
    current = await is_current(url)
    database = Database(url)
    if database.path:
        await asyncio.to_thread(_probe, database.path, database.busy_seconds)
    if current:
        return False
    try:
        async with database.transaction() as db:
            await (await db.connection()).run_sync(_upgrade)
    finally:
        await database.close()
    return True


def _probe(path: Path, busy_seconds: float) -> None:
    """Makes folder and file if need be, sees whether they can be written to, and lets readers go on beside a writer.

    With the bare driver: the asynchronous one throws a second error from its thread when it cannot open a file.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseTrouble(f"The folder {path.parent} cannot be made.") from error
    try:
        db = sqlite3.connect(path, timeout=busy_seconds, isolation_level=None)
        try:
            mode = _write_ahead(db, time.monotonic() + busy_seconds)
            db.execute("BEGIN IMMEDIATE")
            db.execute("PRAGMA user_version = 1")  # only a write meets a file that is read-only
        finally:
            db.close()  # takes it back
    except sqlite3.Error as error:
        raise explain(error, str(path)) from error
    if mode != "wal":
        raise DatabaseTrouble(
            f"The database file {path} must lie on a disk of this machine, not on a network."
        )


def _write_ahead(db: sqlite3.Connection, deadline: float) -> str:
    """Sets the journal mode, which the file keeps. SQLite does not wait here for another start that does the same."""
    while True:
        try:
            return str(db.execute("PRAGMA journal_mode=WAL").fetchone()[0])
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.02)


def _upgrade(connection: Any) -> None:
    from alembic import command  # a quarter of a second, which a start with nothing to do is spared
    from alembic.config import Config

    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


async def revision_of(database: Database) -> str | None:
    """The schema's revision; None when there is no database yet, or an empty one."""
    if database.path is None:
        return await _revision_in_postgres(database)
    return await asyncio.to_thread(_revision_in_sqlite, database.path)


def _revision_in_sqlite(path: Path) -> str | None:
    if not path.is_file():
        return None
    try:
        db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        try:
            row = db.execute("SELECT version_num FROM alembic_version").fetchone()
        finally:
            db.close()
    except sqlite3.Error as error:
        if "no such table" in str(error):
            return None
        raise explain(error, str(path)) from error
    return None if row is None else str(row[0])


async def _revision_in_postgres(database: Database) -> str | None:
    import asyncpg

    try:
        db = await asyncpg.connect(database.dsn)
        try:
            revision: str | None = await db.fetchval("SELECT version_num FROM alembic_version")
        finally:
            await db.close()
    except asyncpg.UndefinedTableError:
        return None
    except (OSError, asyncpg.PostgresError) as error:
        raise explain(error, database.place) from error
    return revision
