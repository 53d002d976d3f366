"""The reconnect storm: the hall's Wi-Fi is back, and a thousand phones come through the ordinary door at once."""

import asyncio
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass

import uvloop

from bench import server
from bench.figure import Asked, Figure
from bench.line import Line, connect_all
from bench.pace import tell_if_busy
from bench.server import Measured
from bench.workshop import Plan

NAME = "storm"
PHONES, CARDS, FEW = 1000, 500, 5


@dataclass(frozen=True)
class Storm:
    """From the cut of all lines until the last phone has all of its snapshot."""

    seconds: float
    half: float  # seconds until half of the phones had theirs
    cpu: float  # seconds of the server's core
    megabytes: float  # of snapshots


def figures(asked: Asked) -> list[Figure]:
    """1 board, 1,000 phones, 500 cards; and with hardly a card, which tells what the snapshots themselves cost."""
    full = [_storm(CARDS) for _ in range(asked.repeat)]
    bare = [_storm(FEW) for _ in range(asked.repeat)]
    at = f"{PHONES} phones, {CARDS} cards"
    saved = [1 - two.seconds / one.seconds for one, two in zip(full, bare, strict=True)]
    return [
        Figure(f"all current again, {at}", "s", [one.seconds for one in full], 3.0),
        Figure(f"half of them current again, {at}", "s", [one.half for one in full]),
        Figure(f"server cpu of the storm, {at}", "s", [one.cpu for one in full]),
        Figure(f"snapshots sent, {at}", "MB", [one.megabytes for one in full]),
        Figure(f"all current again, {PHONES} phones, {FEW} cards", "s", [one.seconds for one in bare]),
        Figure("the most that resuming from a number could save of it", "share", saved),
    ]


def _storm(cards: int) -> Storm:
    with server.product(Plan(people=PHONES, cards=cards, placed=True)) as product:
        return uvloop.run(_cut_and_come_back(product, cards))


async def _cut_and_come_back(product: Measured, cards: int) -> Storm:
    doors = product.workshops[0].phones
    before = await Arrivals.of(product, doors, at_once=50)
    cpu, own, began = product.cpu(), time.process_time(), time.perf_counter()
    for line in before.lines:
        line.hang_up()
    after = await Arrivals.of(product, doors, at_once=len(doors))
    used, own = product.cpu() - cpu, time.process_time() - own
    picture = json.loads(after.last)
    assert sum(thing["kind"] == "card" for thing in picture["things"]) == cards, "a snapshot lacks cards"
    times = sorted(after.times)
    tell_if_busy(own, times[-1] - began)
    for line in after.lines:
        line.hang_up()
    return Storm(times[-1] - began, times[len(times) // 2] - began, used, after.size / 1e6)


class Arrivals:
    """Phones that come in, and when each had all of its snapshot."""

    def __init__(self, expected: int) -> None:
        self.lines: list[Line] = []
        self.times: list[float] = []
        self.size = 0
        self.last = b""
        self._expected = expected
        self._all = asyncio.Event()

    @classmethod
    async def of(cls, product: Measured, doors: Sequence[tuple[str, str]], at_once: int) -> "Arrivals":
        """Returns when all have theirs."""
        arrivals = cls(len(doors))
        arrivals.lines = await connect_all(product.port, doors, arrivals.heard, at_once)
        async with asyncio.timeout(60):
            await arrivals._all.wait()
        return arrivals

    def heard(self, line: Line, payload: bytes) -> None:
        if payload.startswith(b'{"type":"snapshot"'):
            self.times.append(time.perf_counter())
            self.size += len(payload)
            self.last = payload
            if len(self.times) == self._expected:
                self._all.set()
