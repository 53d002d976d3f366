"""What all that goes wrong has in common: who throws the dice, what is counted, and when the next thing may come."""

import asyncio
import random
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from itertools import chain, repeat
from math import inf

from tests.soak.viewers import Viewer

GO_ON_WITHIN = 10.0  # seconds, for stages in which nobody has anything to ask

Fault = Callable[[], Awaitable[None]]


class Diary:
    """What went wrong, and when. `complaints` are promises that were broken then and there."""

    def __init__(self) -> None:
        self.happened: Counter[str] = Counter()
        self.lines: list[str] = []
        self.complaints: list[str] = []
        self._began = time.monotonic()

    def note(self, fault: str, began: float) -> None:
        """One more of them, which began then (`time.monotonic`) and is over now."""
        self.happened[fault] += 1
        self.lines.append(f"{began - self._began:6.1f} s to {time.monotonic() - self._began:6.1f} s  {fault}")


class Hand:
    """Lets one thing after the other go wrong: each of its faults once, before any comes again."""

    going_on = 0  # commands that must be confirmed between two faults

    def __init__(
        self,
        chance: random.Random,
        diary: Diary,
        viewers: Sequence[Viewer],
        only: Collection[str] = (),
        *,
        pause: float = 1.0,
    ) -> None:
        """`pause`: seconds between two faults, at most. `only`: the faults that come, once; none named: all."""
        self.pause = pause
        self.chance, self.diary, self.viewers, self._only = chance, diary, viewers, only
        self.over = False
        self._missing = {fault.__name__ for fault in self._chosen()}

    def faults(self) -> list[Fault]:
        """All that this hand can do."""
        raise NotImplementedError

    def often(self) -> list[Fault]:
        """Those of them that come again more often than others."""
        return []

    async def heal(self) -> None:
        """Nothing is wrong any more."""
        raise NotImplementedError

    async def work(self) -> None:
        """Until it is over. What was named (`only`) comes once."""
        coming: Iterable[Fault] = self._chosen()
        if not self._only:
            faults = self.faults()
            first = self.chance.sample(faults, len(faults))
            coming = chain(first, map(self.chance.choice, repeat(faults + self.often())))
        for fault in coming:
            await self.last(self.pause / 10, self.pause)
            if self.over:
                return
            began = time.monotonic()
            await fault()
            self.diary.note(fault.__name__, began)
            enough = self._confirmed() + self.going_on
            await self.until(lambda enough=enough: self._confirmed() >= enough, GO_ON_WITHIN)
            self._missing.discard(fault.__name__)
        await self.until(lambda: self.over, inf)

    @property
    def each_was_there(self) -> bool:
        """Whether everything has gone wrong at least once."""
        return not self._missing

    async def last(self, shortest: float, longest: float) -> None:
        """Let a fault go on for some seconds; no longer than the day."""
        await self.until(lambda: self.over, self.chance.uniform(shortest, longest))

    async def until(self, so: Callable[[], bool], within: float) -> None:
        """Wait for this, or until the time is up."""
        deadline = time.monotonic() + within
        while not so() and time.monotonic() < deadline:
            await asyncio.sleep(0.02)

    def _chosen(self) -> list[Fault]:
        return [fault for fault in self.faults() if not self._only or fault.__name__ in self._only]

    def _confirmed(self) -> int:
        return sum(len(viewer.accepted) for viewer in self.viewers)
