"""What goes wrong at the server: it is killed, stopped, replaced; its disk, its database and its clock fail."""

import asyncio
import os
import random
import signal
import time
from collections.abc import Collection, Sequence

from sessions.database import Database
from tests.serving import IN_TIME
from tests.soak import storage
from tests.soak.faults import Diary, Fault, Hand
from tests.soak.proxy import Proxy
from tests.soak.server import (
    DYING_AFTER,
    DYING_BEFORE,
    DYING_WITHIN,
    FAILING,
    FAILING_HALFWAY,
    FAILING_LATE,
    NORMAL,
    SLOW,
    Levers,
)
from tests.soak.serving import SoakServer
from tests.soak.storage import FULL, Disk
from tests.soak.viewers import Viewer

COMMIT_WITHIN = 8.0  # seconds that a commit may let itself be waited for
DAYS = (90_000, 3_600_000, 86_400_000)  # ms that the clock jumps


class ServerFaults(Hand):
    """The hand at the server. `server` is the one that serves now."""

    def __init__(
        self,
        chance: random.Random,
        diary: Diary,
        viewers: Sequence[Viewer],
        only: Collection[str] = (),
        *,
        pause: float = 1.0,
        server: SoakServer,
        proxy: Proxy,
        disk: Disk,
        database: str,
    ) -> None:
        self.server, self._proxy, self._disk, self._address = server, proxy, disk, database
        self._levers = Levers(server.folder)
        self._on_sqlite = Database(database).path is not None
        self.slowest_stop = 0.0
        super().__init__(chance, diary, viewers, only, pause=pause)
        self.going_on = min(8, len(viewers) // 4)  # a server that is only ever started shows nothing

    def faults(self) -> list[Fault]:
        faults: list[Fault] = [
            self.kill,
            self.kill_before_commit,
            self.kill_in_commit,
            self.kill_after_commit,
        ]
        faults += [self.stop, self.upgrade, self.lock, self.clock_forward, self.clock_back]
        faults += [self.fail_commits, self.fail_halfway, self.fail_late, self.slow_commits]
        faults += (
            [self.quota] if self._on_sqlite else [self.kill_worker, self.end_connections, self.break_down]
        )
        faults += [self.full_disk] if self._disk.small else []
        return faults

    def often(self) -> list[Fault]:
        return [self.kill, self.kill_before_commit, self.kill_in_commit, self.kill_after_commit, self.stop]

    async def heal(self) -> None:
        self._levers.commits = NORMAL
        self._levers.clock = 0
        self._disk.clear()
        if self.server.runs:
            self.server.limit_files(-1)
        else:
            await self.kill()

    # ---- killed, stopped, replaced

    async def kill(self) -> None:
        await asyncio.to_thread(self.server.kill)
        await asyncio.to_thread(self.server.start)

    async def kill_before_commit(self) -> None:
        """Everything is written but the commit itself."""
        await self._die(DYING_BEFORE)

    async def kill_in_commit(self) -> None:
        """At any moment from its begin to a little after its end."""
        await self._die(DYING_WITHIN)

    async def kill_after_commit(self) -> None:
        """Stored, and nobody told."""
        await self._die(DYING_AFTER)

    async def _die(self, where: int) -> None:
        self._levers.commits = where
        await self.until(lambda: self._levers.commits == NORMAL, COMMIT_WITHIN)
        self._levers.commits = NORMAL
        await asyncio.sleep(0.2)
        if not self.server.runs:
            await self.kill()

    async def kill_worker(self) -> None:
        pids = self.server.pids
        if len(pids) == 1:
            await self.kill()
        else:
            os.kill(self.chance.choice(pids), signal.SIGKILL)

    async def stop(self) -> None:
        await self._stop(self.server)
        await asyncio.to_thread(self.server.start)

    async def stop_for_good(self) -> None:
        """The day is over."""
        await self._stop(self.server)

    async def _stop(self, server: SoakServer) -> None:
        began = time.monotonic()
        try:
            await asyncio.to_thread(server.stop)
        except AssertionError as trouble:
            self.diary.complaints.append(f"a polite stop: {str(trouble)[:2000]}")
        took = time.monotonic() - began
        self.slowest_stop = max(self.slowest_stop, took)
        if took > IN_TIME:
            self.diary.complaints.append(f"a polite stop took {took:.1f} s")

    async def upgrade(self) -> None:
        """The new server waits at its own port until the old one lets go of the data."""
        old, new = self.server, self.server.successor()
        starting = asyncio.create_task(asyncio.to_thread(new.start))
        await asyncio.sleep(0.5)
        if not self._on_sqlite:
            await starting  # on PostgreSQL both serve for a while
        self._proxy.upstream = new.port
        await self._stop(old)
        await starting
        self.server = new

    # ---- commits

    async def fail_commits(self) -> None:
        await self._commits(FAILING)

    async def fail_halfway(self) -> None:
        """The rows are written, the commit is refused."""
        await self._commits(FAILING_HALFWAY)

    async def fail_late(self) -> None:
        """Committed, and reported as failed."""
        await self._commits(FAILING_LATE)

    async def slow_commits(self) -> None:
        await self._commits(SLOW)

    async def _commits(self, how: int) -> None:
        before, self._levers.commits = self._levers.bent, how
        await self.last(0.5, 1.5)
        await self.until(lambda: self._levers.bent > before, COMMIT_WITHIN)
        self._levers.commits = NORMAL

    # ---- disk, database, clock

    async def full_disk(self) -> None:
        self._disk.fill()
        await self.last(1.0, 2.5)
        self._disk.clear()

    async def quota(self) -> None:
        self.server.limit_files(FULL)
        await self.last(0.7, 2.0)
        self.server.limit_files(-1)

    async def lock(self) -> None:
        await storage.lock(self._address, self.chance.uniform(0.5, 2.0))

    async def end_connections(self) -> None:
        await storage.end_connections(self._address)

    async def break_down(self) -> None:
        await storage.break_down(self._address)

    async def clock_forward(self) -> None:
        self._levers.clock += self.chance.choice(DAYS)

    async def clock_back(self) -> None:
        self._levers.clock -= self.chance.choice(DAYS)
