"""The log of every session, with group commit: all rooms of a process share one writer.

Whatever queued while the last commit ran, or shortly after, goes into the next. How rows reach the disk, and how a
clash between processes is noticed, is left to the two stores (`log_sqlite.py`, `log_postgres.py`).
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from time import perf_counter

from sqlalchemy import select

from board.events import Entry
from board.ports import NotStored, Stale
from sessions.database import Database
from sessions.entries import TABLE, EntryRow, EntryStore, to_entry, to_row
from sessions.log_postgres import PostgresStore
from sessions.log_sqlite import SQLiteStore

# Seconds between two commits while entries keep coming. Each commit is told to every phone, which costs far more than
# the entries in it; twice as many commits would be 5 ms quicker on average, and cost half as much again.
PACE = 0.020
BATCH_LIMIT = 1000  # entries in one commit: about 10 ms of work, so that nobody waits long behind a flood
READ_AT_ONCE = 50  # entries: half a millisecond; a long session that is read must not hold up the other rooms

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit, for those who measure: how long it took, how many entries it was to store, whether it failed."""

    seconds: float
    entries: int
    failed: bool


@dataclass(frozen=True, slots=True, eq=False)
class _Waiting:
    row: EntryRow
    answer: asyncio.Future[None]


class StoredLog:
    """`board.ports.Log` over a `Database`. Belongs to one event loop. `measured` is told of every commit."""

    def __init__(self, database: Database, *, measured: Callable[[Commit], None] | None = None) -> None:
        self._database = database
        self._store: EntryStore = SQLiteStore(database) if database.path else PostgresStore(database)
        self._measured = measured
        self._queue: deque[_Waiting] = deque()
        self._writer: asyncio.Task[None] | None = None
        self._closed = False
        self._next = 0.0  # when the next commit may begin, by the loop's clock
        # Numbers that are certainly stored, by session. Others may have stored more: a lower bound, never more.
        self._known: dict[str, int] = {}

    def append(self, session_id: str, entry: Entry) -> asyncio.Future[None]:
        """As the port promises. Whoever stops waiting does not stop the entry: it is stored all the same."""
        waiting = _Waiting(to_row(session_id, entry), asyncio.get_running_loop().create_future())
        if self._closed:
            _answer(waiting, NotStored("the log is closed"))
            return waiting.answer
        self._queue.append(waiting)
        if self._writer is None:
            self._writer = asyncio.create_task(self._write())
        return waiting.answer

    async def since(self, session_id: str, number: int, limit: int | None = None) -> Sequence[Entry]:
        """As the port promises. Raises `DatabaseTrouble`."""
        question = (
            select(TABLE)
            .where(TABLE.c.session_id == session_id, TABLE.c.number > number)
            .order_by(TABLE.c.number)
            .limit(limit)
        )
        async with self._database.reading() as db:
            rows = (await (await db.connection()).execute(question)).all()
        if rows:
            self._learn(session_id, rows[-1].number)
        entries: list[Entry] = []
        for begin in range(0, len(rows), READ_AT_ONCE):
            if begin:
                await asyncio.sleep(0)
            entries.extend(map(to_entry, rows[begin : begin + READ_AT_ONCE]))
        return entries

    async def find(self, session_id: str, command_id: str) -> Entry | None:
        """As the port promises. Raises `DatabaseTrouble`."""
        question = select(TABLE).where(TABLE.c.session_id == session_id, TABLE.c.command_id == command_id)
        async with self._database.reading() as db:
            row = (await (await db.connection()).execute(question)).first()
        return None if row is None else to_entry(row)

    def forget(self, session_id: str) -> None:
        """Drops what is remembered of a session whose room has closed. Nothing stored is touched."""
        self._known.pop(session_id, None)

    async def close(self) -> None:
        """Takes no more entries, and returns when all that queued are stored or refused."""
        self._closed = True
        if self._writer is not None:
            await self._writer
        await self._store.close()

    async def _write(self) -> None:
        loop = asyncio.get_running_loop()
        try:
            while self._queue:
                await asyncio.sleep(max(0.0, self._next - loop.time()))
                self._next = loop.time() + PACE
                await self._commit([self._queue.popleft() for _ in range(min(len(self._queue), BATCH_LIMIT))])
        finally:
            self._writer = None

    async def _commit(self, batch: Sequence[_Waiting]) -> None:
        started = perf_counter()
        sessions = {waiting.row.session_id for waiting in batch}
        known = {session_id: self._known[session_id] for session_id in sessions & self._known.keys()}
        try:
            stored = await self._store.write([waiting.row for waiting in batch], known)
        except Exception as error:  # noqa: BLE001  whatever went wrong, nobody may be left waiting
            # The kind of error only: PostgreSQL's messages repeat the row, and with it what people wrote.
            _log.error("log entries not stored: %s, %d entries", type(error).__name__, len(batch))
            for waiting in batch:
                _answer(waiting, NotStored(type(error).__name__))
            self._refuse_queued(sessions)
            self._tell(Commit(perf_counter() - started, len(batch), failed=True))
            return
        for waiting, kept in zip(batch, stored, strict=True):
            if kept:
                self._learn(waiting.row.session_id, waiting.row.number)
            _answer(waiting, None if kept else Stale())
        if not all(stored):
            self._next = 0.0  # who was not first has waited once already
            self._refuse_queued({w.row.session_id for w, kept in zip(batch, stored, strict=True) if not kept})
        self._tell(Commit(perf_counter() - started, len(batch), failed=False))

    def _refuse_queued(self, session_ids: Collection[str]) -> None:
        """Entries that queued behind a refused one were decided upon a board that never came to be.

        Their number alone would not tell: another worker may have stored something in the refused one's place.
        """
        if not session_ids:
            return
        queued, self._queue = self._queue, deque()
        for waiting in queued:
            if waiting.row.session_id in session_ids:
                _answer(waiting, Stale())
            else:
                self._queue.append(waiting)

    def _learn(self, session_id: str, number: int) -> None:
        self._known[session_id] = max(number, self._known.get(session_id, 0))

    def _tell(self, commit: Commit) -> None:
        if self._measured is not None:
            self._measured(commit)


def _answer(waiting: _Waiting, error: Exception | None) -> None:
    if waiting.answer.done():  # whoever asked has stopped waiting
        return
    if error is None:
        waiting.answer.set_result(None)
    else:
        waiting.answer.set_exception(error)
