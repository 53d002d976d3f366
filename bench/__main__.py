"""`make bench`: what the product reaches, beside a bare Node relay in the same run.

Prints a table, and one JSON line for each figure: {"figure", "value", "unit", "aim", "holds"}. Server and generator
have a core each. Several repetitions, taken in turn; the median counts and the spread is shown.
"""

import argparse
import json
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

import uvloop

from bench import fanout
from bench.server import LOAD_CORE, pin, product, relay

VIEWERS = 200


@dataclass(frozen=True)
class Figure:
    """One figure with its aim; `values` from all repetitions. Smaller is better in all of them."""

    figure: str
    unit: str
    values: Sequence[float]
    aim: float | None

    @property
    def value(self) -> float:
        return statistics.median(self.values)

    @property
    def holds(self) -> bool | None:
        return None if self.aim is None else self.value <= self.aim


def fan_out(rate: int, seconds: float, repeat: int) -> list[Figure]:
    """1 board × 200 viewers at `rate` deliveries a second."""
    ours, theirs = [], []
    for _ in range(repeat):
        with relay() as server:
            theirs.append(uvloop.run(fanout.bare_relay(server, VIEWERS, rate, seconds)))
        with product() as server:
            ours.append(uvloop.run(fanout.product(server, VIEWERS, rate, seconds)))
    at = f"1x{VIEWERS}@{rate // 1000}k"
    share = 1.0 if rate <= 20_000 else 0.5
    ratio = [one.cpu / other.cpu for one, other in zip(ours, theirs, strict=True)]
    return [
        Figure(f"relay cpu per delivery {at}", "us", [run.cpu for run in theirs], None),
        Figure(f"cpu per delivery {at}", "us", [run.cpu for run in ours], None),
        Figure(f"cpu per delivery, share of the relay's {at}", "x", ratio, share),
        Figure(f"relay p99 {at}", "ms", [run.percentile(0.99) for run in theirs], None),
        Figure(f"p50 {at}", "ms", [run.percentile(0.50) for run in ours], 15.0 if rate <= 20_000 else None),
        Figure(f"p99 {at}", "ms", [run.percentile(0.99) for run in ours], 30.0 if rate <= 20_000 else None),
        Figure(f"not delivered {at}", "share", [1 - run.delivered / run.planned for run in ours], 0.0),
    ]


def show(figures: Sequence[Figure]) -> None:
    """The table, then a JSON line for each figure."""
    print(f"\n{'figure':52} {'median':>9} {'spread':>17} {'aim':>8}")
    for one in figures:
        spread = f"{min(one.values):.2f}–{max(one.values):.2f}"
        aim = "" if one.aim is None else f"≤ {one.aim:g}"
        verdict = {None: "", True: "holds", False: "MISSED"}[one.holds]
        print(f"{one.figure:52} {one.value:9.2f} {spread:>17} {aim:>8} {one.unit:6} {verdict}")
    print()
    for one in figures:
        print(
            json.dumps(
                {
                    "figure": one.figure,
                    "value": round(one.value, 4),
                    "unit": one.unit,
                    "aim": one.aim,
                    "holds": one.holds,
                }
            )
        )


def main() -> None:
    arguments = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    arguments.add_argument("--seconds", type=float, default=8.0, help="how long each run counts")
    arguments.add_argument("--repeat", type=int, default=3, help="how often each run is repeated")
    arguments.add_argument(
        "--rates", type=int, nargs="+", default=[20_000, 100_000], help="deliveries a second"
    )
    asked = arguments.parse_args()
    pin(LOAD_CORE)
    figures = [figure for rate in asked.rates for figure in fan_out(rate, asked.seconds, asked.repeat)]
    show(figures)


if __name__ == "__main__":
    main()
