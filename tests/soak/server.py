"""`python -m tests.soak.server serve`: the product as it is, with a clock, commits and promises that a test may bend.

Everything is patched from outside, before the product's modules are put together; workers that are spawned import
this module too. What bends is told through a small file in shared memory (`Levers`), because a server that is being
tested for what it sends must not be asked over the same lines.
"""

import asyncio
import json
import mmap
import os
import random
import secrets
import signal
import sqlite3
import struct
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.soak.leftovers import FOLDER

# What commits do. Late: the disk takes everything in, and then says that it did not.
NORMAL, FAILING, FAILING_HALFWAY, FAILING_LATE, SLOW, DYING_BEFORE, DYING_WITHIN, DYING_AFTER = range(8)
SLOW_FOR = 0.4  # seconds
WITHIN = 0.002  # seconds after its begin, at most, in which a process dies within a commit
BREAKS = ("wait", "hidden", "id")
BREAK = "SOAK_BREAK"
PATIENT = "SOAK_PATIENT"  # no socket is closed for malformed frames, so that all of them are read
BACKLOG = 24 * 1024  # bytes
KERNEL_BUFFER = 16 * 1024
_NUMBER = struct.Struct("q")


class Levers:
    """Shared between the soak and every process of the server. Each number has one place, and is written alone."""

    def __init__(self, folder: Path) -> None:
        path = folder / "levers"
        if not path.exists():
            path.write_bytes(bytes(3 * _NUMBER.size))
        with path.open("r+b") as file:
            self._memory = mmap.mmap(file.fileno(), 3 * _NUMBER.size)

    def _get(self, place: int) -> int:
        return int(_NUMBER.unpack_from(self._memory, place * _NUMBER.size)[0])

    def _set(self, place: int, number: int) -> None:
        _NUMBER.pack_into(self._memory, place * _NUMBER.size, number)

    @property
    def clock(self) -> int:
        """By how many ms the server's clock is wrong."""
        return self._get(0)

    @clock.setter
    def clock(self, wrong_by: int) -> None:
        self._set(0, wrong_by)

    @property
    def commits(self) -> int:
        """What commits do."""
        return self._get(1)

    @commits.setter
    def commits(self, do: int) -> None:
        self._set(1, do)

    @property
    def bent(self) -> int:
        """How many commits did something else than usual: a fault that met no commit was none."""
        return self._get(2)

    def note_bent(self) -> None:
        self._set(2, self.bent + 1)


def bend(folder: Path) -> None:
    """Patch the product. Must come before `app.main` is imported: it takes `now` from `app.parts`."""
    import app.parts
    import app.socket
    import sessions.log_sqlite
    from sessions.log_postgres import PostgresStore
    from sessions.log_sqlite import SQLiteStore

    levers = Levers(folder)
    app.parts.now = lambda: time.time_ns() // 1_000_000 + levers.clock
    # A day takes a minute, so as many things wait for who does not read as in a minute: the bounds shrink with it.
    app.socket.BACKLOG, app.socket.KERNEL_BUFFER = BACKLOG, KERNEL_BUFFER

    insert, write_file, write_postgres = (
        sessions.log_sqlite._insert,
        SQLiteStore._write,
        PostgresStore._write,
    )

    def insert_or_not(*arguments: Any) -> list[bool]:
        stored = insert(*arguments)
        _between(levers)
        return stored

    def write_or_not(store: SQLiteStore, *arguments: Any) -> list[bool]:
        _before(levers, sqlite3.OperationalError("disk I/O error"))
        if levers.commits == SLOW:
            time.sleep(SLOW_FOR)
        stored = write_file(store, *arguments)
        _die_if(levers, DYING_AFTER)
        if levers.commits == FAILING_LATE:
            raise sqlite3.OperationalError("disk I/O error")
        return stored

    async def write_there_or_not(store: PostgresStore, *arguments: Any) -> list[bool]:
        _before(levers, OSError("connection reset"))
        if levers.commits == SLOW:
            await asyncio.sleep(SLOW_FOR)
        _die_if(levers, DYING_BEFORE)
        stored = await write_postgres(store, *arguments)
        _die_if(levers, DYING_AFTER)
        if levers.commits in (FAILING_HALFWAY, FAILING_LATE):  # the answer is lost: the store has to look
            raise OSError("connection reset")
        return stored

    sessions.log_sqlite._insert = insert_or_not
    SQLiteStore._write = write_or_not
    PostgresStore._write = write_there_or_not
    signal.signal(signal.SIGUSR1, lambda *_: _write_gauge(folder))
    if os.environ.get(PATIENT):
        import app.live

        app.live.PATIENCE = 10**9
    if what := os.environ.get(BREAK):
        {"wait": _break_wait, "hidden": _break_hidden, "id": _break_id}[what]()


def _before(levers: Levers, error: Exception) -> None:
    if levers.commits != NORMAL:
        levers.note_bent()
    if levers.commits == FAILING:
        raise error
    if levers.commits == DYING_WITHIN:
        threading.Timer(random.uniform(0.0, WITHIN), _die_if, (levers, DYING_WITHIN)).start()


def _between(levers: Levers) -> None:
    if levers.commits == FAILING_HALFWAY:
        raise sqlite3.OperationalError("database or disk is full")
    _die_if(levers, DYING_BEFORE)


def _die_if(levers: Levers, kind: int) -> None:
    if levers.commits == kind:
        levers.commits = NORMAL
        os.kill(os.getpid(), signal.SIGKILL)


def _write_gauge(folder: Path) -> None:
    """How many tasks this process has, in a file of its own that appears whole."""
    try:
        tasks = len(asyncio.all_tasks())
    except RuntimeError:  # a parent of workers has no loop
        tasks = 0
    made = folder / f"gauge-{os.getpid()}.new"
    made.write_text(json.dumps({"tasks": tasks}))
    made.rename(folder / f"gauge-{os.getpid()}")


# ---- promises broken on purpose, to show that the soak sees it


def _break_wait() -> None:
    """Tell before it is stored: the log answers at once, and stores a little later, if it can."""
    from sessions.log import StoredLog

    append: Callable[..., asyncio.Future[None]] = StoredLog.append

    def answer_at_once(*arguments: Any) -> asyncio.Future[None]:
        append(*arguments).add_done_callback(lambda stored: stored.cancelled() or stored.exception())
        answer = asyncio.get_running_loop().create_future()
        answer.set_result(None)
        return answer

    StoredLog.append = answer_at_once


def _break_hidden() -> None:
    """Send every text to everyone, hidden or not."""
    import board.sight

    board.sight._View._may_read = lambda *_: True


def _break_id() -> None:
    """Store entries under another id than the one they were asked with: asking twice would count twice."""
    import sessions.log

    to_row = sessions.log.to_row
    sessions.log.to_row = lambda session_id, entry: to_row(session_id, entry)._replace(
        command_id=secrets.token_urlsafe(9)
    )


if __name__ in ("__main__", "__mp_main__"):  # the server, or one of its workers
    bend(Path(os.environ[FOLDER]))

if __name__ == "__main__":
    from app.__main__ import main

    sys.exit(main())
