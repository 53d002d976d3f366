"""Load at a pace: sends are planned, and each receipt is timed from the planned send, however late the real one was."""

import asyncio
import json
import math
import re
import time
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count

from bench.figure import note
from bench.line import Line
from bench.server import Measured

WARM_UP = 1.0  # seconds before anything is counted
LAST_ONES = 300  # hundredths of a second that the last deliveries may take
BUSY = 0.8  # share of its core beyond which the generator may be what is slow
# Of a card as the room sees it; its author is sent it a second time, as an own card, which is no delivery.
_TOKEN = re.compile(rb'"target_group":"t:(\d+)"[^{}]*"kind":"card"')
_command_ids = count()


@dataclass(frozen=True)
class Run:
    """What one run showed. Latencies in ms, of every single delivery; CPU in µs."""

    delivered: int
    planned: int
    turns: int
    cpu_used: float
    in_kernel: float
    latencies: "array[float]" = field(repr=False)

    @property
    def cpu(self) -> float:
        """For each delivered event."""
        return self.cpu_used / max(self.delivered, 1)

    @property
    def cpu_in_kernel(self) -> float:
        """That part of `cpu` that the kernel used."""
        return self.in_kernel / max(self.delivered, 1)

    @property
    def cpu_of_command(self) -> float:
        """For each command, with all its deliveries."""
        return self.cpu_used / self.turns

    @property
    def not_delivered(self) -> float:
        """The share that never came."""
        return 1 - self.delivered / self.planned

    def percentile(self, share: float) -> float:
        """The latency below which this share of all deliveries lies."""
        return percentile(self.latencies, share)


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which this share of all lies; of none infinite."""
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)] if ordered else math.inf


class Clock:
    """Plans the sends and times the receipts. `viewers` are to hear of each of `rate` turns a second."""

    def __init__(self, rate: float, viewers: int) -> None:
        self.rate, self.viewers = rate, viewers
        self.begun = 0.0
        self.counting_from = 0
        self.latencies: array[float] = array("d")

    def planned(self, turn: int) -> float:
        """When turn number so-and-so is to be sent (s, monotonic)."""
        return self.begun + turn / self.rate

    def heard(self, line: Line, payload: bytes) -> None:
        """What each viewer's line calls."""
        now = time.perf_counter()
        for turn in turns_in(payload):
            if turn >= self.counting_from:
                self.latencies.append((now - self.planned(turn)) * 1000)


def turns_in(payload: bytes) -> Iterator[int]:
    """Which turns a message shows."""
    return map(int, _TOKEN.findall(payload))


async def paced(
    server: Measured,
    clock: Clock,
    senders: Sequence[Line],
    message: Callable[[int], bytes],
    seconds: float,
) -> Run:
    """Send `message(turn)` at the clock's pace, each from the next of `senders`."""
    await asyncio.sleep(0.3)  # whatever the joining stirred up is over
    warm, turns = int(WARM_UP * clock.rate), int(seconds * clock.rate)
    clock.begun, clock.counting_from = time.perf_counter() + 0.05, warm
    clock.latencies = array("d")
    cpu = in_kernel = own = 0.0
    for turn in range(warm + turns):
        if turn == warm:
            cpu, in_kernel, own = server.cpu(), server.in_kernel(), time.process_time()
        ahead = clock.planned(turn) - time.perf_counter()
        if ahead > 0.0005:
            await asyncio.sleep(ahead)
        senders[turn % len(senders)].say(message(turn))
    own = time.process_time() - own
    planned = turns * clock.viewers
    for _ in range(LAST_ONES):
        if len(clock.latencies) >= planned:
            break
        await asyncio.sleep(0.01)
    tell_if_busy(own, seconds)
    return Run(
        delivered=len(clock.latencies),
        planned=planned,
        turns=turns,
        cpu_used=(server.cpu() - cpu) * 1e6,
        in_kernel=(server.in_kernel() - in_kernel) * 1e6,
        latencies=clock.latencies,
    )


def tell_if_busy(own: float, seconds: float) -> None:
    """`own`: seconds of processor time that the generator used in so many seconds."""
    if own > BUSY * seconds:
        note(f"the generator used {own / seconds:.0%} of its core: what is slow may be the generator")


def command_id() -> str:
    """Never used before, also not on a board that several runs go on with."""
    return f"c{next(_command_ids)}"


def edit(turn: int, card: int) -> bytes:
    """A command that shows `turn` on a card to everybody."""
    asked = {
        "type": "edit_card",
        "id": command_id(),
        "card_id": f"k{card}",
        "changes": {"target_group": f"t:{turn}"},
    }
    return json.dumps(asked).encode()


def update(turn: int) -> bytes:
    """What the relay is given to hand on: as long as our update with one card."""
    asked = {
        "type": "update",
        "number": turn,
        "target_group": f"t:{turn}",
        "card": "x" * 460,
        "kind": "card",
    }
    return json.dumps(asked, separators=(",", ":")).encode()
