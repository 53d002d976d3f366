"""Slow readers: phones that never read, in a hall full of phones that do. Nobody waits for them."""

import asyncio
import json
from dataclasses import dataclass

import uvloop

from app.socket import BACKLOG
from bench import server
from bench.figure import Asked, Figure
from bench.line import connect_all
from bench.pace import Clock, Run, command_id, paced
from bench.server import Measured, counted
from bench.workshop import Plan

NAME = "slow"
VIEWERS, STALLED = 200, 20
TOO_SLOW = 'sockets_closed_total{reason="too_slow"}'
RATE = 20_000  # deliveries a second
# So long that a phone which reads nothing is past its bound within seconds.
LONG = "Et tilbud med en lang beskrivelse, som alle skal have. " * 30


@dataclass(frozen=True)
class Hall:
    """How it went for those who read, and what the server's memory came to."""

    run: Run
    grown: float  # MB, at its highest
    bound: float  # MB that may wait for those who do not read
    closed: float


def figures(asked: Asked) -> list[Figure]:
    """The same load with all phones reading, and with 20 of 200 that do not."""
    all_read, some_stall = [], []
    for _ in range(asked.few):
        all_read.append(_hall(asked.seconds, stalled=False))
        some_stall.append(_hall(asked.seconds, stalled=True))
    more = [two.grown - one.grown for one, two in zip(all_read, some_stall, strict=True)]
    return [
        Figure("p99, all phones read", "ms", [hall.run.percentile(0.99) for hall in all_read]),
        Figure(
            f"p99 of the others, {STALLED} of {VIEWERS} phones never read",
            "ms",
            [hall.run.percentile(0.99) for hall in some_stall],
        ),
        Figure("not delivered to the others", "share", [hall.run.not_delivered for hall in some_stall], 0.0),
        Figure("phones closed for not reading", "", [hall.closed for hall in some_stall]),
        Figure(
            f"memory kept for {STALLED} phones that never read",
            "MB",
            more,
            min(hall.bound for hall in some_stall),
        ),
    ]


def _hall(seconds: float, *, stalled: bool) -> Hall:
    with server.product(Plan(people=VIEWERS, cards=VIEWERS)) as product:
        return uvloop.run(_full(product, seconds, stalled=stalled))


async def _full(product: Measured, seconds: float, *, stalled: bool) -> Hall:
    doors = product.workshops[0].phones
    readers = VIEWERS - STALLED
    clock = Clock(RATE / VIEWERS, readers)
    snapshots: list[int] = []
    lines = await connect_all(product.port, doors[:readers], clock.heard)
    others = await connect_all(
        product.port, doors[readers:], lambda _, payload: snapshots.append(len(payload))
    )
    if stalled:
        await asyncio.sleep(0.5)  # their snapshots have come
        for line in others:
            line.transport.pause_reading()
    with _Watch(product) as watch:
        run = await paced(product, clock, lines, lambda turn: _edit(turn, turn % readers), seconds)
    hall = Hall(
        run, watch.grown, STALLED * (BACKLOG + max(snapshots)) / 1e6, await counted(product, TOO_SLOW)
    )
    for line in [*lines, *others]:
        line.hang_up()
    return hall


class _Watch:
    """Looks at a server's memory twice a second."""

    def __init__(self, product: Measured) -> None:
        self._product = product
        self._before = product.memory()
        self._most = 0

    @property
    def grown(self) -> float:
        """MB that it had more than at the beginning, at its highest."""
        return (self._most - self._before) / 1e6

    async def _look(self) -> None:
        while True:
            self._most = max(self._most, self._product.memory())
            await asyncio.sleep(0.5)

    def __enter__(self) -> "_Watch":
        self._looking = asyncio.create_task(self._look())
        return self

    def __exit__(self, *_: object) -> None:
        self._looking.cancel()


def _edit(turn: int, card: int) -> bytes:
    changes = {"target_group": f"t:{turn}", "description": LONG}
    asked = {"type": "edit_card", "id": command_id(), "card_id": f"k{card}", "changes": changes}
    return json.dumps(asked).encode()
