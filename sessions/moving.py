"""Copies a whole installation from one database to another, of either kind, and compares what came of it."""

import hashlib
import json
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import ExitStack
from typing import Any

from sqlalchemy import Table, func, insert, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

import sessions.account_tables  # noqa: F401  all tables, so that none is forgotten
from sessions.claim import claim
from sessions.database import Database
from sessions.entries import TABLE as ENTRY
from sessions.migrations.migrate import is_current, migrate
from sessions.tables import Presence, Row
from sessions.trouble import DatabaseTrouble

AT_ONCE = 500  # rows in memory; a mapping may be a megabyte, a log entry is less than one kilobyte

_FLEETING = {Presence.__tablename__}  # who is connected to a server that does not run
TABLES: Sequence[Table] = [table for table in Row.metadata.sorted_tables if table.name not in _FLEETING]

# What was found in each table: how many rows, and a digest of them all.
Findings = dict[str, tuple[int, str]]


async def copy_database(source_url: str, target_url: str, say: Callable[[str], None]) -> None:
    """Copies everything, or nothing. The target must be empty; it is brought to the newest schema.

    Raises `DatabaseTrouble`, also if source and target differ afterwards; then nothing is left in the target.
    """
    source, target = Database(source_url), Database(target_url)
    try:
        with ExitStack() as claims:
            for database in (source, target):
                if database.path is not None:
                    claims.enter_context(claim(database.path))
            if not await is_current(source_url):
                raise DatabaseTrouble(
                    f"The database {source.place} is empty or of an older version; bring it up to date first "
                    "(“python -m app migrate”)."
                )
            if await is_current(target_url):
                await _refuse_if_used(target)
            await migrate(target_url)
            await _refuse_if_used(target)
            await _copy(source, target, say)
    finally:
        await source.close()
        await target.close()


async def _refuse_if_used(target: Database) -> None:
    async with target.reading() as db:
        connection = await db.connection()
        for table in TABLES:
            if (await connection.execute(select(table).limit(1))).first() is not None:
                raise DatabaseTrouble(
                    f"There is data in {target.place} already; copy-database only writes to an empty database."
                )


async def _copy(source: Database, target: Database, say: Callable[[str], None]) -> None:
    async with target.transaction() as writing:
        there = await writing.connection()
        async with source.reading() as reading:
            here = await reading.connection()
            await _hold_still(here)
            for table in TABLES:
                async for rows in _rows(here, table):
                    await there.execute(insert(table), rows)
        # Source and target are both read anew: what was written to the source meanwhile shows here.
        async with source.reading() as reading:
            here = await reading.connection()
            await _hold_still(here)
            expected = await _findings(here)
        found = await _findings(there)
        if expected != found:
            differing = sorted(name for name in expected if expected[name] != found.get(name))
            raise DatabaseTrouble(
                f"The copy in {target.place} differs ({', '.join(differing)}), and nothing of it was kept; "
                f"stop every server that uses {source.place}, and try again."
            )
        damaged = await _damaged_mappings(there)
        if damaged:
            raise DatabaseTrouble(
                f"{len(damaged)} mappings in {source.place} do not agree with their digest ({damaged[0]}), "
                "and nothing was copied; restore a backup of it."
            )
    for name, (count, digest) in found.items():
        say(f"{name}: {count} rows, the same in both (SHA-256 {digest[:16]})")
    say(f"Copied from {source.place} to {target.place} and compared: nothing is missing, nothing differs.")


async def _hold_still(connection: AsyncConnection) -> None:
    """One moment's view for all that is read. SQLite gives it to every transaction."""
    if connection.dialect.name == "postgresql":
        await connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"))


async def _rows(connection: AsyncConnection, table: Table) -> AsyncIterator[list[dict[str, Any]]]:
    async with connection.stream(select(table).execution_options(yield_per=AT_ONCE)) as result:
        async for part in result.partitions():
            yield [dict(row._mapping) for row in part]


async def _findings(connection: AsyncConnection) -> Findings:
    """Every table's digest, and of the log one for each session. The databases sort text differently: we do it here."""
    found: Findings = {}
    for table in TABLES:
        if table is ENTRY:
            continue
        digests = [_digest([row]) async for rows in _rows(connection, table) for row in rows]
        found[table.name] = len(digests), _digest(sorted(digests))
    counted = select(ENTRY.c.session_id, func.count()).group_by(ENTRY.c.session_id)
    for session_id, count in sorted(map(tuple, await connection.execute(counted))):
        found[f"log of {session_id}"] = count, await _log_digest(connection, session_id)
    return found


async def _log_digest(connection: AsyncConnection, session_id: str) -> str:
    digest = hashlib.sha256()
    log = select(ENTRY).where(ENTRY.c.session_id == session_id).order_by(ENTRY.c.number)
    async with connection.stream(log.execution_options(yield_per=AT_ONCE)) as result:
        async for row in result:
            digest.update(_digest([dict(row._mapping)]).encode())
    return digest.hexdigest()


async def _damaged_mappings(connection: AsyncConnection) -> list[str]:
    mapping = Row.metadata.tables["mapping"]
    return [
        f"{row['session_id']} version {row['version']}"
        async for rows in _rows(connection, mapping)
        for row in rows
        if hashlib.sha256(row["body"].encode()).hexdigest() != row["digest"]
    ]


def _digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
