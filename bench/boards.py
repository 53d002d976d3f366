"""Many boards at once, each with a roomful of phones: what a municipality's server does on a busy day."""

import uvloop

from bench import rooms, server
from bench.figure import Asked, Figure
from bench.workshop import Plan

NAME = "boards"
BOARDS, VIEWERS = 100, 50
RATE = 10_000  # deliveries a second, of all boards together


def figures(asked: Asked) -> list[Figure]:
    """100 boards × 50 viewers."""
    ours, theirs = [], []
    for _ in range(asked.repeat):
        with server.relay() as relay:
            theirs.append(uvloop.run(rooms.bare_relay(relay, BOARDS, VIEWERS, RATE, asked.seconds)))
        with server.product(*[Plan(people=VIEWERS, cards=VIEWERS)] * BOARDS) as product:
            ours.append(uvloop.run(rooms.product(product, RATE, asked.seconds)))
    at = f"{BOARDS}x{VIEWERS}@{RATE // 1000}k"
    ratio = [one.cpu / other.cpu for one, other in zip(ours, theirs, strict=True)]
    return [
        Figure(f"relay cpu per delivery {at}", "us", [run.cpu for run in theirs]),
        Figure(f"cpu per delivery {at}", "us", [run.cpu for run in ours]),
        Figure(f"cpu per delivery, share of the relay's {at}", "x", ratio, 1.3),
        Figure(f"relay p99 {at}", "ms", [run.percentile(0.99) for run in theirs]),
        Figure(f"p99 {at}", "ms", [run.percentile(0.99) for run in ours], 30.0),
        Figure(f"not delivered {at}", "share", [run.not_delivered for run in ours], 0.0),
    ]
