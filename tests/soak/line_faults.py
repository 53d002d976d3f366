"""What goes wrong between phones and server, and with the phones: never with consoles, or the day would not go on."""

import asyncio
import random
from collections.abc import Collection, Sequence

from tests.soak.faults import Diary, Fault, Hand
from tests.soak.proxy import Pair, Proxy
from tests.soak.viewers import Viewer

NEVER_READ = 0.2  # part of the phones that hold their lines and read nothing, all day
FALL_ASLEEP = 0.1  # part of the phones that are off from the writing to the end of the day
HAVE_BEGUN = 3  # commands that somebody has asked before falling asleep
ASK_WITHIN = 30.0  # seconds


class LineFaults(Hand):
    """The hand on the lines."""

    def __init__(
        self,
        chance: random.Random,
        diary: Diary,
        viewers: Sequence[Viewer],
        only: Collection[str] = (),
        *,
        pause: float = 1.0,
        proxy: Proxy,
    ) -> None:
        self._proxy = proxy
        self._lagging: set[asyncio.Task[None]] = set()
        super().__init__(chance, diary, viewers, only, pause=pause)

    def faults(self) -> list[Fault]:
        return [self.cut, self.stall, self.delay, self.lag_behind, self.sleep, self.deaf]

    async def work(self) -> None:
        if self._only:
            return await super().work()
        phones = self.chance.sample(able := self._able(), len(able))
        deaf, sleepy = int(len(able) * NEVER_READ), int(len(able) * FALL_ASLEEP)
        for viewer in phones[:deaf]:
            viewer.away = True
            viewer.reads.clear()
        sleeping = asyncio.create_task(self._fall_asleep(phones[deaf : deaf + sleepy]))
        try:
            return await super().work()
        finally:
            sleeping.cancel()

    async def _fall_asleep(self, phones: Sequence[Viewer]) -> None:
        """In the middle of something that is not confirmed yet."""

        async def fall_asleep(viewer: Viewer) -> None:
            await self.until(lambda: len(viewer.asked) >= HAVE_BEGUN and bool(viewer.unanswered), ASK_WITHIN)
            viewer.away = True
            await viewer.switch_off()

        await asyncio.gather(*map(fall_asleep, phones))

    async def heal(self) -> None:
        if self._lagging:
            await asyncio.wait(self._lagging)
        self._proxy.heal()
        for viewer in self.viewers:
            viewer.reads.set()
            viewer.troubled = viewer.away = False
            viewer.switch_on()

    # ---- lines

    async def cut(self) -> None:
        self._proxy.each(self.chance.uniform(0.1, 1.0), Pair.cut)

    async def stall(self) -> None:
        self._proxy.each(0.3, lambda pair: pair.passing.clear())
        await self.last(0.5, 3.0)
        self._proxy.heal()

    async def delay(self) -> None:
        self._proxy.each(0.5, lambda pair: setattr(pair, "delay", self.chance.uniform(0.05, 0.6)))
        await self.last(0.5, 3.0)
        self._proxy.heal()

    async def lag_behind(self) -> None:
        """Phones come back by another line, and the old one delivers afterwards what was under way on it."""
        lines = [pair for pair in self._proxy.pairs if self.chance.random() < 0.4]
        for pair in lines:
            pair.passing.clear()
        await self.last(0.5, 2.0)
        for pair in lines:
            pair.lag_behind()
            task = asyncio.create_task(self._deliver(pair, self.chance.uniform(0.2, 4.0)))
            self._lagging.add(task)
            task.add_done_callback(self._lagging.discard)

    async def _deliver(self, pair: Pair, after: float) -> None:
        await asyncio.sleep(after)
        pair.passing.set()

    # ---- phones

    async def sleep(self) -> None:
        asleep = self._some(0.3)
        await asyncio.gather(*(viewer.switch_off() for viewer in asleep))
        await self.last(0.5, 6.0)
        for viewer in asleep:
            if not viewer.away:
                viewer.switch_on()

    async def deaf(self) -> None:
        """Some stop reading, and their lines stay."""
        deaf = self._some(0.2)
        for viewer in deaf:
            viewer.reads.clear()
        await self.last(1.0, 8.0)
        for viewer in deaf:
            if not viewer.away:
                viewer.reads.set()

    def _able(self) -> list[Viewer]:
        return [viewer for viewer in self.viewers if viewer.role != "facilitator" and not viewer.away]

    def _some(self, part: float) -> list[Viewer]:
        return [viewer for viewer in self._able() if self.chance.random() < part]
