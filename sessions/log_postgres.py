"""Writes log entries to PostgreSQL: one connection, one statement (and so one transaction) for a batch."""

from collections.abc import Mapping, Sequence
from typing import Any

import asyncpg

from sessions.database import Database
from sessions.entries import COLUMNS, EntryRow

ANSWER_WITHIN = 10.0  # seconds; a database that says nothing for so long is as good as gone

_LAST = "SELECT session_id, max(number) AS number FROM entry WHERE session_id = ANY($1) GROUP BY session_id"
_INSERT_ALL = (
    f"INSERT INTO entry ({COLUMNS}) SELECT * FROM "  # noqa: S608
    "unnest($1::text[], $2::int[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::text[])"
)
_INSERT_ONE = (
    f"INSERT INTO entry ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) "  # noqa: S608
    "ON CONFLICT DO NOTHING RETURNING number"
)
_KEPT = "SELECT session_id, number, command_id FROM entry WHERE session_id = ANY($1) AND command_id = ANY($2)"


class PostgresStore:
    """An `EntryStore`. The driver alone, without SQLAlchemy: it runs for every entry."""

    def __init__(self, database: Database) -> None:
        self._dsn = database.dsn
        self._connection: Any = None

    async def write(self, rows: Sequence[EntryRow], known: Mapping[str, int]) -> list[bool]:
        # All workers insert in the order of the sessions. Otherwise two batches that clash in two sessions could
        # wait for each other. The sort is stable: within a session the order of the calls stays.
        order = sorted(range(len(rows)), key=lambda index: rows[index].session_id)
        in_order = [rows[index] for index in order]
        try:
            stored = await self._write(in_order, known)
        except (OSError, asyncpg.InterfaceError, asyncpg.InternalClientError, asyncpg.PostgresError):
            # Most often the database was restarted, and the next connection will do. But the old one may have
            # broken between the commit and its answer: look first, and do not guess.
            await self.close()
            stored = await self._look(in_order)
            if not any(stored):
                stored = await self._write(in_order, known)
        answers = dict(zip(order, stored, strict=True))
        return [answers[index] for index in range(len(rows))]

    async def close(self) -> None:
        if self._connection is not None:
            connection, self._connection = self._connection, None
            connection.terminate()

    async def _write(self, rows: Sequence[EntryRow], known: Mapping[str, int]) -> list[bool]:
        db = await self._connected()
        follows = await _follow(db, rows, known)
        fitting = [row for row, fits in zip(rows, follows, strict=True) if fits]
        if not fitting:
            return follows
        try:
            await db.execute(_INSERT_ALL, *(list(column) for column in zip(*fitting, strict=True)))
        except asyncpg.UniqueViolationError:
            return await self._one_by_one(rows, follows)
        return follows

    async def _one_by_one(self, rows: Sequence[EntryRow], follows: Sequence[bool]) -> list[bool]:
        """Another worker was first somewhere in the batch: find out where, and store all the rest."""
        refused: set[str] = set()
        stored = []
        async with self._connection.transaction():
            for row, fits in zip(rows, follows, strict=True):
                taken_in = fits and row.session_id not in refused
                taken_in = taken_in and await self._connection.fetchval(_INSERT_ONE, *row) is not None
                if not taken_in:
                    refused.add(row.session_id)
                stored.append(taken_in)
        return stored

    async def _look(self, rows: Sequence[EntryRow]) -> list[bool]:
        db = await self._connected()
        sessions, commands = [row.session_id for row in rows], [row.command_id for row in rows]
        kept = {tuple(row) for row in await db.fetch(_KEPT, sessions, commands)}
        return [(row.session_id, row.number, row.command_id) in kept for row in rows]

    async def _connected(self) -> Any:
        if self._connection is None or self._connection.is_closed():
            self._connection = await asyncpg.connect(
                self._dsn, timeout=ANSWER_WITHIN, command_timeout=ANSWER_WITHIN
            )
        return self._connection


async def _follow(db: Any, rows: Sequence[EntryRow], known: Mapping[str, int]) -> list[bool]:
    """Which rows have the number after their session's last one, or after the row before them."""
    last = dict(known)
    firsts = {row.session_id: row.number for row in reversed(rows)}
    unsure = [session_id for session_id, first in firsts.items() if last.get(session_id) != first - 1]
    if unsure:
        last.update(dict.fromkeys(unsure, 0))
        last.update({row["session_id"]: row["number"] for row in await db.fetch(_LAST, unsure)})
    follows = []
    refused: set[str] = set()
    for row in rows:
        fits = row.session_id not in refused and last[row.session_id] == row.number - 1
        if fits:
            last[row.session_id] = row.number
        else:
            refused.add(row.session_id)
        follows.append(fits)
    return follows
