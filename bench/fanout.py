"""Fan-out: one board, a hall full of phones. The figure that decides how large a workshop may be."""

import uvloop

from bench import rooms, server
from bench.figure import Asked, Figure
from bench.workshop import Plan

NAME = "fanout"
VIEWERS = 200


def figures(asked: Asked) -> list[Figure]:
    """1 board × 200 viewers, at each of the rates."""
    return [figure for rate in asked.rates for figure in _at(rate, asked)]


def _at(rate: int, asked: Asked) -> list[Figure]:
    ours, theirs = [], []
    for _ in range(asked.repeat):
        with server.relay() as relay:
            theirs.append(uvloop.run(rooms.bare_relay(relay, 1, VIEWERS, rate, asked.seconds)))
        with server.product(Plan(people=VIEWERS, cards=VIEWERS)) as product:
            ours.append(uvloop.run(rooms.product(product, rate, asked.seconds, consoles=True)))
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
