"""What goes wrong on the day: two hands that work at the same time, one at the server, one at the network."""

import asyncio
import os
import random
import signal
from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from itertools import chain, repeat
from math import inf

from sessions.database import Database
from tests.soak.proxy import Pair, Proxy
from tests.soak.server import DYING_AFTER, DYING_BEFORE, FAILING, FAILING_LATE, NORMAL, SLOW, Levers
from tests.soak.serving import FULL, Disk, SoakServer, lock
from tests.soak.viewers import Viewer

GO_ON_AFTER = (
    8  # commands that are confirmed between two faults: a server that is only ever started shows nothing
)
GO_ON_WITHIN = 10.0  # seconds, for stages in which nobody has anything to ask
COMMIT_WITHIN = 8.0  # seconds that a commit may let itself be waited for
STOP_WITHIN = 5.0  # seconds, as PROTOCOL and README promise
MACHINE = 1.5  # seconds more, for a machine that plays 180 phones at the same time

Fault = Callable[[], Awaitable[None]]


class Faults:
    """Everything that can go wrong. `happened` counts what did, `complaints` what it showed right away."""

    def __init__(
        self,
        chance: random.Random,
        server: SoakServer,
        proxy: Proxy,
        disk: Disk,
        levers: Levers,
        database: str,
        viewers: Sequence[Viewer],
        only: Collection[str] = (),
    ) -> None:
        self.chance, self.server, self.proxy, self.disk = chance, server, proxy, disk
        self.levers, self.database, self.viewers, self._only = levers, database, viewers, only
        self.happened: Counter[str] = Counter()
        self.complaints: list[str] = []
        self.slowest_stop = 0.0
        self.over = False
        self._missing: set[str] = set()

    async def at_the_server(self) -> None:
        """One thing after the other, until it is over."""
        sqlite = Database(self.database).path is not None
        faults: list[Fault] = [self.kill, self.kill_in_a_commit, self.kill_after_a_commit, self.stop]
        faults += [self.upgrade, self.fail_commits, self.fail_commits_late, self.slow_commits, self.lock]
        faults += [self.clock_forward, self.clock_back]
        faults += [self.quota] if sqlite else [self.kill_a_worker]
        faults += [self.fill_disk] if sqlite and self.disk.small else []
        await self._each(faults, 0.1, 1.0, going_on=GO_ON_AFTER)

    async def in_the_network(self) -> None:
        """The same, for the lines and the phones."""
        await self._each([self.cut, self.stall, self.delay, self.sleep, self.deaf], 0.2, 0.8)

    async def _each(self, faults: list[Fault], shortest: float, longest: float, going_on: int = 0) -> None:
        if self._only:  # once, and then nothing
            by_name = {fault.__name__: fault for fault in faults}
            coming: Iterable[Fault] = [by_name[name] for name in self._only if name in by_name]
            self._missing |= by_name.keys() & set(self._only)
        else:  # each of them once, before any comes again
            first = self.chance.sample(faults, len(faults))
            coming = chain(first, map(self.chance.choice, repeat(faults)))
            self._missing |= {fault.__name__ for fault in faults}
        for fault in coming:
            await asyncio.sleep(self.chance.uniform(shortest, longest))
            if self.over:
                return
            await fault()
            if going_on:
                enough = self._confirmed() + going_on
                await self._until(lambda enough=enough: self._confirmed() >= enough, GO_ON_WITHIN)
            self.happened[fault.__name__] += 1
            self._missing.discard(fault.__name__)
        await self._until(lambda: self.over, inf)

    def _confirmed(self) -> int:
        return sum(len(viewer.accepted) for viewer in self.viewers)

    async def each_was_there(self) -> None:
        """Returns when everything has gone wrong at least once."""
        while not self.happened or self._missing:
            await asyncio.sleep(0.1)

    # ---- the server

    async def kill(self) -> None:
        await asyncio.to_thread(self.server.kill)
        await asyncio.to_thread(self.server.start)

    async def kill_in_a_commit(self) -> None:
        await self._die(DYING_BEFORE)

    async def kill_after_a_commit(self) -> None:
        """Stored, and nobody told."""
        await self._die(DYING_AFTER)

    async def _die(self, where: int) -> None:
        self.levers.commits = where
        await self._until(lambda: self.levers.commits == NORMAL, COMMIT_WITHIN)
        self.levers.commits = NORMAL
        await asyncio.sleep(0.2)
        if not self.server.runs:
            await self.kill()

    async def kill_a_worker(self) -> None:
        pids = self.server.pids
        if len(pids) == 1:
            return await self.kill()

        os.kill(self.chance.choice(pids), signal.SIGKILL)
        return None

    async def stop(self) -> None:
        await self._stop(self.server)
        await asyncio.to_thread(self.server.start)

    async def _stop(self, server: SoakServer) -> None:
        loop = asyncio.get_running_loop()
        began = loop.time()
        try:
            await asyncio.to_thread(server.stop)
        except AssertionError as trouble:
            self.complaints.append(f"a polite stop: {str(trouble)[:2000]}")
        self.slowest_stop = max(self.slowest_stop, loop.time() - began)
        if loop.time() - began > STOP_WITHIN + MACHINE:
            self.complaints.append(f"a polite stop took {loop.time() - began:.1f} s")

    async def upgrade(self) -> None:
        """The new server waits at its own port until the old one lets go of the data."""
        old, new = self.server, self.server.successor()
        starting = asyncio.create_task(asyncio.to_thread(new.start))
        await asyncio.sleep(0.5)
        if Database(self.database).path is None:
            await starting  # on PostgreSQL both serve for a while
        self.proxy.upstream = new.port
        await self._stop(old)
        await starting
        self.server = new

    async def fail_commits(self) -> None:
        await self._commits(FAILING)

    async def fail_commits_late(self) -> None:
        await self._commits(FAILING_LATE)

    async def slow_commits(self) -> None:
        await self._commits(SLOW)

    async def _commits(self, how: int) -> None:
        before, self.levers.commits = self.levers.bent, how
        await asyncio.sleep(self.chance.uniform(0.5, 1.5))
        await self._until(lambda: self.levers.bent > before, COMMIT_WITHIN)
        self.levers.commits = NORMAL

    async def lock(self) -> None:
        await asyncio.to_thread(
            lock, self.database, Database(self.database).path, self.chance.uniform(0.5, 2.0)
        )

    async def quota(self) -> None:
        self.server.limit_files(FULL)
        await asyncio.sleep(self.chance.uniform(0.7, 2.0))
        self.server.limit_files(-1)

    async def fill_disk(self) -> None:
        self.disk.fill()
        await asyncio.sleep(self.chance.uniform(1.0, 2.5))
        self.disk.clear()

    async def clock_forward(self) -> None:
        self.levers.clock += self.chance.choice([90_000, 3_600_000, 86_400_000])

    async def clock_back(self) -> None:
        self.levers.clock -= self.chance.choice([90_000, 3_600_000, 86_400_000])

    # ---- the network and the phones

    async def cut(self) -> None:
        self.proxy.each(self.chance.uniform(0.1, 1.0), Pair.cut)

    async def stall(self) -> None:
        self.proxy.each(0.3, lambda pair: pair.passing.clear())
        await asyncio.sleep(self.chance.uniform(0.5, 3.0))
        self.proxy.heal()

    async def delay(self) -> None:
        self.proxy.each(0.5, lambda pair: setattr(pair, "delay", self.chance.uniform(0.05, 0.6)))
        await asyncio.sleep(self.chance.uniform(0.5, 3.0))
        self.proxy.heal()

    async def sleep(self) -> None:
        asleep = self._some(0.3)
        await asyncio.gather(*(viewer.switch_off() for viewer in asleep))
        await asyncio.sleep(self.chance.uniform(0.5, 6.0))
        for viewer in asleep:
            viewer.switch_on()

    async def deaf(self) -> None:
        """A fifth of the phones stop reading, and their lines stay."""
        deaf = self._some(0.2)
        for viewer in deaf:
            viewer.reads.clear()
        await asyncio.sleep(self.chance.uniform(1.0, 8.0))
        for viewer in deaf:
            viewer.reads.set()

    def _some(self, part: float) -> list[Viewer]:
        """Never consoles: they open the stages, and a day without them would not go on."""
        able = [viewer for viewer in self.viewers if viewer.role != "facilitator"]
        return [viewer for viewer in able if self.chance.random() < part]

    # ---- afterwards

    async def heal(self) -> None:
        """Nothing is wrong any more, and the server runs."""
        self.levers.commits = NORMAL
        self.levers.clock = 0
        self.disk.clear()
        self.proxy.heal()
        for viewer in self.viewers:
            viewer.reads.set()
            viewer.troubled = False
        if self.server.runs:
            self.server.limit_files(-1)
        else:
            await self.kill()

    async def _until(self, so: Callable[[], bool], within: float) -> None:
        deadline = asyncio.get_running_loop().time() + within
        while not so() and asyncio.get_running_loop().time() < deadline:
            await asyncio.sleep(0.02)
