"""Fan-out: one board, many phones; every phone edits its own card, in turn, and every phone may read every card."""

import uvloop

from bench import server as servers
from bench.figure import Asked, Figure
from bench.line import connect_all
from bench.pace import Clock, Run, edit, paced, update
from bench.server import Measured
from bench.workshop import Plan

NAME = "fanout"
VIEWERS = 200


def figures(asked: Asked) -> list[Figure]:
    """1 board × 200 viewers, at each of the rates."""
    return [figure for rate in asked.rates for figure in _at(rate, asked)]


def _at(rate: int, asked: Asked) -> list[Figure]:
    ours, theirs = [], []
    for _ in range(asked.repeat):
        with servers.relay() as server:
            theirs.append(uvloop.run(bare_relay(server, VIEWERS, rate, asked.seconds)))
        with servers.product(Plan(people=VIEWERS, cards=VIEWERS)) as server:
            ours.append(uvloop.run(product(server, rate, asked.seconds)))
    at = f"1x{VIEWERS}@{rate // 1000}k"
    share = 1.0 if rate <= 20_000 else 0.5
    ratio = [one.cpu / other.cpu for one, other in zip(ours, theirs, strict=True)]
    return [
        Figure(f"relay cpu per delivery {at}", "us", [run.cpu for run in theirs]),
        Figure(f"relay cpu per delivery, in the kernel {at}", "us", [run.cpu_in_kernel for run in theirs]),
        Figure(f"cpu per delivery {at}", "us", [run.cpu for run in ours]),
        Figure(f"cpu per delivery, in the kernel {at}", "us", [run.cpu_in_kernel for run in ours]),
        Figure(f"cpu per delivery, share of the relay's {at}", "x", ratio, share),
        Figure(f"relay p99 {at}", "ms", [run.percentile(0.99) for run in theirs]),
        Figure(f"p50 {at}", "ms", [run.percentile(0.50) for run in ours], 15.0 if rate <= 20_000 else None),
        Figure(f"p99 {at}", "ms", [run.percentile(0.99) for run in ours], 30.0 if rate <= 20_000 else None),
        Figure(f"not delivered {at}", "share", [run.not_delivered for run in ours], 0.0),
    ]


async def product(server: Measured, deliveries: int, seconds: float) -> Run:
    """Our server with its first workshop, and a console beside the phones."""
    workshop = server.workshops[0]
    viewers = len(workshop.phones)
    clock = Clock(deliveries / viewers, viewers)
    lines = await connect_all(server.port, workshop.phones, clock.heard)
    console = await connect_all(server.port, [workshop.console])
    run = await paced(server, clock, lines, lambda turn: edit(turn, turn % viewers), seconds)
    for line in [*lines, *console]:
        line.hang_up()
    return run


async def bare_relay(server: Measured, viewers: int, deliveries: int, seconds: float) -> Run:
    """The relay: the same pace, the same size of message, nothing else done to it."""
    clock = Clock(deliveries / viewers, viewers)
    lines = await connect_all(server.port, [("/", "")] * viewers, clock.heard)
    run = await paced(server, clock, lines, update, seconds)
    for line in lines:
        line.hang_up()
    return run
