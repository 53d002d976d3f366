"""Wakes the rooms of other workers when a session's log has grown. A notice may be lost: the log is the truth."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

import asyncpg

from sessions.database import Database

CHANNEL = "tilbudstrappen"
AT_ONCE = 100  # notices sent together: 50 signs each at most, and PostgreSQL carries 8000 bytes
ANSWER_WITHIN = 5.0  # seconds
LONGEST_PAUSE = 5.0  # seconds between two tries to reach the database again

_log = logging.getLogger(__name__)


class NoBus:
    """The `board.ports.Bus` of a single process: there is nobody else to wake."""

    shared = False

    def notify(self, session_id: str) -> None:
        """Nobody else has the session open."""

    def listen(self, heard: Callable[[str], Awaitable[None]]) -> None:
        """Nobody else could have anything to say."""


class PostgresBus:
    """A `board.ports.Bus` over LISTEN and NOTIFY, on one connection that comes back by itself.

    Notices to and from a database that cannot be reached are dropped. Does not hear its own.
    """

    shared = True

    def __init__(self, database: Database) -> None:
        self._dsn = database.dsn
        self._connection: Any = None
        self._heard: Callable[[str], Awaitable[None]] | None = None
        self._keeper: asyncio.Task[None] | None = None
        self._sender: asyncio.Task[None] | None = None
        self._grown: dict[str, None] = {}  # notices to be sent, in order
        self._hearing: dict[str, asyncio.Task[None]] = {}
        self._again: set[str] = set()

    def listen(self, heard: Callable[[str], Awaitable[None]]) -> None:
        """As the port promises. Needs a running event loop: the connection is made in the background."""
        self._heard = heard
        self._keeper = asyncio.create_task(self._keep())

    def notify(self, notice: str, /) -> None:
        """As the port promises. What is said while a notice is on its way goes out together in the next."""
        self._grown[notice] = None
        if self._sender is None:
            self._sender = asyncio.create_task(self._send())

    async def close(self) -> None:
        """Says what is still to be said, and hears no more."""
        if self._sender is not None:
            await self._sender
        tasks = [*self._hearing.values(), *([self._keeper] if self._keeper else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _keep(self) -> None:
        pause = 0.1
        while True:
            try:
                connection = await asyncpg.connect(
                    self._dsn, timeout=ANSWER_WITHIN, command_timeout=ANSWER_WITHIN
                )
                lost = asyncio.Event()
                connection.add_termination_listener(lambda _connection, lost=lost: lost.set())
                try:
                    await connection.add_listener(CHANNEL, self._received)
                    self._connection = connection
                    pause = 0.1
                    await lost.wait()
                finally:
                    self._connection = None
                    connection.terminate()
            except (
                OSError,
                asyncpg.InterfaceError,
                asyncpg.InternalClientError,
                asyncpg.PostgresError,
            ) as error:
                _log.warning("notices to other workers: no connection (%s)", type(error).__name__)
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    async def _send(self) -> None:
        try:
            while self._grown and self._connection is not None:
                session_ids = list(self._grown)[:AT_ONCE]
                for session_id in session_ids:
                    del self._grown[session_id]
                await self._connection.execute("SELECT pg_notify($1, $2)", CHANNEL, " ".join(session_ids))
        except (OSError, asyncpg.InterfaceError, asyncpg.InternalClientError, asyncpg.PostgresError) as error:
            _log.warning("a notice to other workers was lost (%s)", type(error).__name__)
            if self._connection is not None:
                self._connection.terminate()
        finally:
            self._grown.clear()
            self._sender = None

    def _received(self, connection: Any, pid: int, _channel: str, payload: str) -> None:
        # A last notice may be handed on when the line is cut already; what it told of is read when it is open again.
        if connection is not self._connection or pid == connection.get_server_pid():
            return
        for session_id in payload.split():
            if session_id in self._hearing:
                self._again.add(session_id)
            else:
                self._hearing[session_id] = asyncio.create_task(self._hear(session_id))

    async def _hear(self, session_id: str) -> None:
        """Passes a notice on; however many come meanwhile, they are passed on as one more."""
        assert self._heard is not None  # noqa: S101  only listen() makes anything be received
        try:
            while True:
                self._again.discard(session_id)
                await self._heard(session_id)
                if session_id not in self._again:
                    return
        except Exception as error:  # noqa: BLE001  one session's trouble must not end the hearing of others
            _log.error("a notice of session %s came to nothing: %s", session_id, type(error).__name__)
        finally:
            self._again.discard(session_id)
            del self._hearing[session_id]
