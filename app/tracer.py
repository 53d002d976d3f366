"""What is noted of those who read: written a moment later, so that nobody waits for it."""

import asyncio
from collections import OrderedDict

import structlog

from sessions import traces
from sessions.database import Database
from sessions.tables import Trace
from sessions.trouble import DatabaseTrouble

MOST = (
    2000  # lines that wait for a database that is away; what comes then is told of in the server's log alone
)
EVERY = 1.0  # seconds between two writings
REMEMBERED = 5000  # of what is noted once an hour: asked for again, it costs nothing

_log = structlog.get_logger(__name__)


class Tracer:
    """Writes lines behind those who read. One for each worker."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: list[Trace] = []
        self._noted: OrderedDict[str, None] = OrderedDict()

    def offer(self, line: Trace) -> None:
        """To be written in a moment. Returns at once."""
        if line.once is not None:
            if line.once in self._noted:
                return
            self._noted[line.once] = None
            if len(self._noted) > REMEMBERED:
                self._noted.popitem(last=False)
        if len(self._waiting) >= MOST:
            _log.warning("trace lost", what=line.what, session=line.session_id)
            return
        self._waiting.append(line)

    async def run(self) -> None:
        """Until it is cancelled."""
        while True:
            await asyncio.sleep(EVERY)
            await self.flush()

    async def flush(self) -> None:
        """Writes what waits; what the database does not take waits on."""
        taken, self._waiting = self._waiting, []
        if not taken:
            return
        try:
            await traces.write(self._database, taken)
        except (DatabaseTrouble, asyncio.CancelledError) as why:
            self._waiting = [*taken, *self._waiting][:MOST]
            if isinstance(why, asyncio.CancelledError):
                raise  # the server stops, and flushes once more
            _log.warning("traces wait", lines=len(taken), why=type(why).__name__)
