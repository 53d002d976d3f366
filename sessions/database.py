"""The way to the database: one engine, and one visible place where a transaction begins and ends.

SQLite and PostgreSQL run through the same code; what differs between them is here, in `log_sqlite.py` and in
`log_postgres.py`.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError
from sqlalchemy.ext.asyncio import create_async_engine
from sqlmodel.ext.asyncio.session import AsyncSession

from sessions.trouble import DatabaseTrouble, explain

BUSY_SECONDS = (
    5.0  # a backup program may hold an SQLite file for a moment; a person waits no longer than this
)
PING_WITHIN = 1.5  # seconds; whoever watches us waits two

# For every connection. FULL: what was answered with "stored" survives a power failure; under group commit it costs
# next to nothing. (The journal mode, WAL, is kept in the file: see migrations/migrate.py.) secure_delete: what is
# deleted is overwritten; the log, where speed counts, deletes nothing.
PRAGMAS = ("PRAGMA synchronous=FULL", "PRAGMA foreign_keys=ON", "PRAGMA secure_delete=ON")
WIPES_WITHIN = 0.5  # seconds; everybody who writes waits


class Database:
    """A database by its address: `sqlite+aiosqlite:///path` or `postgresql+asyncpg://…`. Opens nothing by itself.

    Raises `DatabaseTrouble` for another kind of address, and everywhere else when the database does not work.
    """

    def __init__(self, url: str, *, busy_seconds: float = BUSY_SECONDS) -> None:
        try:
            self._url = make_url(url)
        except ArgumentError as error:
            raise DatabaseTrouble("The address of the database cannot be read.") from error
        if self._url.drivername not in ("sqlite+aiosqlite", "postgresql+asyncpg"):
            raise DatabaseTrouble(
                "The address of the database must begin with sqlite+aiosqlite:/// or postgresql+asyncpg://."
            )
        self.busy_seconds = busy_seconds
        self._asking: asyncio.Task[None] | None = None
        self.path: Path | None = None  # of the SQLite file
        self.turn: AbstractAsyncContextManager[Any] = nullcontext()
        if self._url.drivername == "postgresql+asyncpg":
            # A worker that lost its database must not hand out dead connections after it is back.
            self._engine = create_async_engine(self._url, pool_pre_ping=True)
            self._writing = self._engine
            return
        if self._url.database in (None, "", ":memory:"):
            raise DatabaseTrouble(
                "The address of the database must name a file: what lies in memory only is lost."
            )
        self.path = Path(str(self._url.database))
        # SQLite has one writer. Ours queue here in order, instead of all sleeping and trying again in the driver.
        # So nothing else may be awaited inside a transaction.
        self.turn = asyncio.Lock()
        self._engine = create_async_engine(self._url, connect_args={"timeout": busy_seconds})
        # IMMEDIATE: a transaction that reads first and writes later would fail at once if another wrote in between.
        self._writing = self._engine.execution_options(begin="BEGIN IMMEDIATE")
        event.listen(self._engine.sync_engine, "connect", _prepare)
        event.listen(self._engine.sync_engine, "begin", _begin)

    @property
    def place(self) -> str:
        """Where it lies, fit to be shown: without user and password."""
        return (
            str(self.path) if self.path else f"{self._url.host}:{self._url.port or 5432}/{self._url.database}"
        )

    @property
    def dsn(self) -> str:
        """The address as the driver asyncpg wants it. Holds the password: never shown."""
        return self._url.set(drivername="postgresql").render_as_string(hide_password=False)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        """Everything inside is committed together at the end, or nothing is. Rows stay readable afterwards.

        Raises `DatabaseTrouble`; a broken unique key comes through as `IntegrityError`, which callers may expect.
        """
        async with self.turn:
            with self._explained():
                async with AsyncSession(self._writing, expire_on_commit=False) as db, db.begin():
                    yield db

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """For questions only: nothing is committed. Never waits for a writer on SQLite."""
        with self._explained():
            async with AsyncSession(self._engine, expire_on_commit=False) as db:
                yield db

    async def wipe(self) -> None:
        """What was deleted goes from the disk as well: in SQLite's write-ahead log it stands until that is begun anew.
        Where somebody reads on and on it stands there until the next time. PostgreSQL sees to it by itself (VACUUM).
        """
        if self.path is None:
            return
        async with self.turn:
            try:
                await asyncio.to_thread(_begin_anew, self.path)
            except sqlite3.Error as error:
                raise explain(error, self.place) from error

    async def ping(self, within: float = PING_WITHIN) -> None:
        """Returns when the database answers and has been set up. Raises `DatabaseTrouble`, also when time is up."""
        # One question at a time, however many ask: those that hang would take up all connections.
        if self._asking is None or self._asking.done():
            self._asking = asyncio.create_task(self._ask())
        done, _ = await asyncio.wait([self._asking], timeout=within)
        if not done:
            raise DatabaseTrouble(f"The database at {self.place} does not answer.")
        self._asking.result()

    async def _ask(self) -> None:
        async with self.reading() as db:
            await (await db.connection()).execute(text("SELECT version_num FROM alembic_version"))

    async def close(self) -> None:
        """Closes all connections."""
        if self._asking is not None and not self._asking.done():
            self._asking.cancel()
            await asyncio.wait([self._asking])
        await self._engine.dispose()

    def _explained(self) -> "_Explained":
        return _Explained(self.place)


class _Explained:
    """Turns the drivers' errors into `DatabaseTrouble`."""

    def __init__(self, place: str) -> None:
        self._place = place

    def __enter__(self) -> None:
        return

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, IntegrityError):
            return
        if isinstance(error, (DBAPIError, OSError)):
            raise explain(
                error.orig or error if isinstance(error, DBAPIError) else error, self._place
            ) from error


def _begin_anew(path: Path) -> None:
    # mode=rw: a file that vanished must not come back as an empty one.
    db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=WIPES_WITHIN)
    try:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        db.close()


def _prepare(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver begins nothing by itself; _begin does
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))
