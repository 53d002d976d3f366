"""Two workers on one PostgreSQL: how much later a phone hears what was said to the other worker."""

import time
from contextlib import ExitStack

import uvloop

from bench import server
from bench.figure import Asked, Figure
from bench.line import Line, connect_all
from bench.pace import Clock, edit, paced, percentile, turns_in
from bench.server import Measured
from bench.workshop import Plan, prepare
from tests.live.processes import peer_of, workers
from tests.postgres import new_database, throwaway_postgres

NAME = "workers"
PHONES = 40
COMMANDS = 40  # a second, some to each worker
FEWEST = 5  # phones that each worker is to serve


def figures(asked: Asked) -> list[Figure]:
    """One session whose phones are with two workers, beside one whose phones are all with the only one."""
    inside: list[float] = []
    across: list[float] = []
    with ExitStack() as stack:
        with server.on_core(server.SERVER_CORE):
            cluster = stack.enter_context(throwaway_postgres(durable=True))
        for number in range(asked.few):
            for many, latencies in ((1, inside), (2, across)):
                latencies.append(
                    _p99(new_database(cluster, f"bench_{number}_{many}"), many, asked.seconds / 2)
                )
    more = [two - one for one, two in zip(inside, across, strict=True)]
    return [
        Figure("p99 from phone to phone, one worker on PostgreSQL", "ms", inside),
        Figure("p99 from phone to phone, from worker to worker", "ms", across),
        Figure("p99 from worker to worker, over that of one worker", "ms", more, 50.0),
    ]


def _p99(url: str, many: int, seconds: float) -> float:
    workshops = uvloop.run(prepare(url, [Plan(people=PHONES, cards=PHONES)]))
    with server.serving(url, workshops, workers=str(many)) as product:
        return percentile(uvloop.run(_latencies(product, many, seconds)), 0.99)


async def _latencies(product: Measured, many: int, seconds: float) -> list[float]:
    """Of the deliveries to phones that are with another worker than the sender, if there are two."""
    clock = _Across(COMMANDS, PHONES)
    # One by one: of many at once the worker that wakes first takes nearly all.
    lines = await connect_all(product.port, product.workshops[0].phones, clock.heard, at_once=1)
    if many > 1:
        pids = workers(product.process.pid)
        clock.worker_of = {line: peer_of(line.port, pids) for line in lines}
        clock.sender_of = lines
        served = [list(clock.worker_of.values()).count(pid) for pid in pids]
        assert min(served) >= FEWEST, f"the workers serve {served} phones"
    run = await paced(product, clock, lines, lambda turn: edit(turn, turn % PHONES), seconds)
    assert not run.not_delivered, f"{run.not_delivered:.1%} never came"
    for line in lines:
        line.hang_up()
    return clock.across or list(run.latencies)


class _Across(Clock):
    """A clock that keeps apart what came from another worker."""

    def __init__(self, rate: float, viewers: int) -> None:
        super().__init__(rate, viewers)
        self.worker_of: dict[Line, int] = {}
        self.sender_of: list[Line] = []
        self.across: list[float] = []

    def heard(self, line: Line, payload: bytes) -> None:
        super().heard(line, payload)
        if not self.worker_of:
            return
        now = time.perf_counter()
        for turn in turns_in(payload):
            sender = self.sender_of[turn % len(self.sender_of)]
            if turn >= self.counting_from and self.worker_of[line] != self.worker_of[sender]:
                self.across.append((now - self.planned(turn)) * 1000)
