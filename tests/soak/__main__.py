"""`make soak`: a simulated workshop day with faults, in a few minutes. Exits with 1 at the first promise that broke.

`make soak SOAK="--seeds 1-10 --database both"` plays ten days on SQLite and ten on PostgreSQL with two workers, and
prints one line for each. `SOAK=--prove` breaks promises on purpose, one by one, and exits with 1 if that is not
noticed. `SOAK=--malformed` sends 100,000 malformed frames instead.
"""

import argparse
import asyncio
import logging
import random
import signal
import sys
import time
from collections.abc import Iterator

from tests.soak.day import Outcome, Plan, broken_on_purpose, live_through
from tests.soak.server import BREAKS
from tests.soak.telling import tell

WORKERS = {"sqlite": 1, "postgres": 2}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--seeds", type=_seeds, help="for the same dice again: 7, 1-10 or 1,5,7 (any one)")
    parser.add_argument(
        "--minutes", type=float, default=Plan.minutes, help="how long a day takes, at least (1)"
    )
    parser.add_argument("--sessions", type=int, default=Plan.sessions)
    parser.add_argument("--phones", type=int, default=Plan.phones, help="in each session (60)")
    parser.add_argument("--database", choices=("sqlite", "postgres", "both"), default="sqlite")
    parser.add_argument("--workers", type=int, help="on PostgreSQL (2)")
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
    seeds = asked.seeds or [random.SystemRandom().randrange(1_000_000)]
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell makes it unheard in the background
    signal.signal(signal.SIGTERM, _as_interrupt)
    try:
        if asked.malformed:
            from tests.soak.malformed import flood

            return flood(seeds[0], 100_000)
        if asked.prove:
            return prove(seeds[0])
        for plan in _plans(asked, seeds):
            if _play(plan).broken:
                return 1
    except KeyboardInterrupt:
        return 130
    return 0


def _as_interrupt(*_: object) -> None:
    """Whoever ends us finds nothing left, as with Ctrl+C."""
    signal.raise_signal(signal.SIGINT)


def _seeds(text: str) -> list[int]:
    seeds: list[int] = []
    for part in text.split(","):
        first, _, last = part.partition("-")
        seeds.extend(range(int(first), int(last or first) + 1))
    return seeds


def _plans(asked: argparse.Namespace, seeds: list[int]) -> Iterator[Plan]:
    databases = WORKERS if asked.database == "both" else [asked.database]
    for database in databases:
        workers = asked.workers if asked.workers and database == "postgres" else WORKERS[database]
        for seed in seeds:
            yield Plan(
                seed, asked.minutes, asked.sessions, asked.phones, database, workers, breaking=asked.breaking
            )


def _play(plan: Plan) -> Outcome:
    began = time.monotonic()
    try:
        outcome = asyncio.run(live_through(plan))
    except Exception:
        print(f"seed {plan.seed}, {plan.database}: could not be played to its end", flush=True)
        raise
    tell(plan, outcome, time.monotonic() - began)
    return outcome


def prove(seed: int) -> int:
    """Whether each promise that is broken on purpose is noticed."""
    missed = []
    for breaking in BREAKS:
        print(f"\nbroken on purpose: {breaking}")
        if not _play(broken_on_purpose(breaking, seed)).broken:
            missed.append(breaking)
    print(f"\nNot noticed: {', '.join(missed)}" if missed else "\nEach was noticed.")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
