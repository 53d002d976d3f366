"""`make soak`: a simulated workshop day with faults, in a few minutes. Exits with 1 when a promise broke.

`make soak SOAK="--seed 7 --database postgres --workers 2"`; `SOAK=--prove` breaks promises on purpose, one by one, and
exits with 1 if that is not noticed. `SOAK=--malformed` sends 100,000 malformed frames instead.
"""

import argparse
import asyncio
import logging
import random
import sys
import time

from tests.soak.day import Outcome, Plan, broken_on_purpose, live_through
from tests.soak.promises import Broken
from tests.soak.server import BREAKS


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument(
        "--seed", type=int, action="append", help="for the same dice again; several are played in turn"
    )
    parser.add_argument("--minutes", type=float, default=3.0, help="how long a day takes (3)")
    parser.add_argument("--sessions", type=int, default=3)
    parser.add_argument("--phones", type=int, default=60, help="in each session (60)")
    parser.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite")
    parser.add_argument("--workers", type=int, default=1, help="more than one needs postgres")
    parser.add_argument(
        "--break", dest="breaking", choices=BREAKS, default="", help="break this promise on purpose"
    )
    parser.add_argument(
        "--prove", action="store_true", help="break each promise in turn; each must be noticed"
    )
    parser.add_argument(
        "--malformed", action="store_true", help="send malformed frames by the hundred thousand"
    )
    asked = parser.parse_args()
    logging.getLogger("asyncio").setLevel(logging.ERROR)  # it tells of each write into a line that was cut
    if asked.workers > 1 and asked.database != "postgres":
        parser.error("--workers needs --database postgres")
    if asked.malformed:
        from tests.soak.malformed import flood

        return flood((asked.seed or [0])[0], 100_000)
    if asked.prove:
        return prove((asked.seed or [1])[0])
    failed = 0
    for seed in asked.seed or [random.SystemRandom().randrange(1_000_000)]:
        plan = Plan(
            seed, asked.minutes, asked.sessions, asked.phones, asked.database, asked.workers, asked.breaking
        )
        began = time.monotonic()
        outcome = asyncio.run(live_through(plan))
        tell(plan, outcome, time.monotonic() - began)
        failed += bool(outcome.broken)
    return 1 if failed else 0


def tell(plan: Plan, outcome: Outcome, seconds: float) -> None:
    """The figures, and each promise that broke with the shortest history of it."""
    for figure, value in outcome.figures.items():
        print(f"  {figure}: {value}")
    by_promise: dict[str, list[Broken]] = {}
    for broken in outcome.broken:
        by_promise.setdefault(broken.promise, []).append(broken)
    for promise, all_of_it in sorted(by_promise.items()):
        shortest = min(all_of_it, key=lambda one: (not one.history, len(one.history)))
        print(f"\nBROKEN: {promise} ({len(all_of_it)} times). The shortest history:")
        print(f"  {shortest.what}")
        for line in shortest.history:
            print(f"    {line}")
        for other in [one for one in all_of_it if one is not shortest][:4]:
            print(f"  also: {other.what}")
    verdict = "a promise broke" if outcome.broken else "every promise held"
    print(f"seed {plan.seed}, {plan}: {verdict} ({seconds:.0f} s)\n", flush=True)


def prove(seed: int) -> int:
    """Whether each promise that is broken on purpose is noticed."""
    missed = []
    for breaking in BREAKS:
        print(f"broken on purpose: {breaking}")
        outcome = asyncio.run(live_through(plan := broken_on_purpose(breaking, seed)))
        tell(plan, outcome, 0.0)
        if not outcome.broken:
            missed.append(breaking)
    print(f"Not noticed: {', '.join(missed)}" if missed else "Each was noticed.")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
