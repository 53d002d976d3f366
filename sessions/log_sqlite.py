"""Writes log entries to SQLite: one connection in a thread of its own, one transaction for a batch."""

import asyncio
import sqlite3
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

from sessions.database import PRAGMAS, Database
from sessions.entries import COLUMNS, EntryRow

_LAST = "SELECT coalesce(max(number), 0) FROM entry WHERE session_id = ?"
# A clash refuses this row only; anything else still raises.
_INSERT = f"INSERT INTO entry ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"  # noqa: S608


class SQLiteStore:
    """An `EntryStore`. The driver alone, without SQLAlchemy: it runs for every entry, on the event loop's GIL."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="log")
        self._connection: sqlite3.Connection | None = None

    async def write(self, rows: Sequence[EntryRow], known: Mapping[str, int]) -> list[bool]:
        async with self._database.turn:
            return await asyncio.get_running_loop().run_in_executor(self._thread, self._write, rows, known)

    async def close(self) -> None:
        await asyncio.get_running_loop().run_in_executor(self._thread, self._disconnect)
        self._thread.shutdown()

    def _write(self, rows: Sequence[EntryRow], known: Mapping[str, int]) -> list[bool]:
        try:
            db = self._connected()
            db.execute("BEGIN IMMEDIATE")
            stored = _insert(db, rows, known)
            db.execute("COMMIT")
        except BaseException:
            # After a full or failing disk a connection may be in any state; closing it rolls back.
            self._disconnect()
            raise
        return stored

    def _connected(self) -> sqlite3.Connection:
        if self._connection is None:
            path = self._database.path
            assert path is not None  # noqa: S101  this store is only made for a file
            # mode=rw: a file that vanished must not come back as an empty one, into which nobody looks.
            self._connection = sqlite3.connect(
                f"{path.absolute().as_uri()}?mode=rw",
                uri=True,
                isolation_level=None,
                timeout=self._database.busy_seconds,
                check_same_thread=False,
            )
            for pragma in PRAGMAS:
                self._connection.execute(pragma)
        return self._connection

    def _disconnect(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _insert(db: sqlite3.Connection, rows: Sequence[EntryRow], known: Mapping[str, int]) -> list[bool]:
    last = dict(known)
    refused: set[str] = set()
    stored = []
    for row in rows:
        session_id = row.session_id
        if session_id not in refused and last.get(session_id) != row.number - 1:
            last[session_id] = db.execute(_LAST, (session_id,)).fetchone()[0]
        taken_in = (
            session_id not in refused
            and last[session_id] == row.number - 1
            and db.execute(_INSERT, row).rowcount == 1
        )
        if taken_in:
            last[session_id] = row.number
        else:
            refused.add(session_id)
        stored.append(taken_in)
    return stored
