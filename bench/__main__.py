"""`make bench`: what the product reaches, beside a bare Node relay in the same run.

Prints a table, and one JSON line for each figure: {"figure", "value", "unit", "aim", "holds", "least", "most"}.
Server and generator have a core each. Several repetitions, taken in turn; the median counts, the spread is shown.
"""

import argparse
import sys
import traceback
from collections.abc import Sequence
from typing import cast

from bench import boards, browser, durability, exports, fanout, growth, memory, slow, storm, workers
from bench.figure import HEAD, Asked, Figure, Group
from bench.server import LOAD_CORE, pin

GROUPS = {
    group.NAME: cast(Group, group)
    for group in (fanout, boards, storm, memory, growth, workers, durability, slow, exports, browser)
}
RATES = (20_000, 100_000)


def main() -> int:
    """Measure what is asked for. 1 if a group could not be measured; a missed aim is a result like any other."""
    arguments = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    arguments.add_argument("--only", nargs="+", choices=GROUPS, metavar="GROUP", help=", ".join(GROUPS))
    arguments.add_argument("--quick", action="store_true", help="each run once, and short")
    arguments.add_argument("--seconds", type=float, help="how long each run counts (6; quick 3)")
    arguments.add_argument("--repeat", type=int, help="how often each run is made (3; quick 1)")
    arguments.add_argument(
        "--rates", type=int, nargs="+", help=f"deliveries a second, of {fanout.NAME}, which then runs alone"
    )
    given = arguments.parse_args()
    asked = Asked(
        seconds=given.seconds or (3.0 if given.quick else 6.0),
        repeat=given.repeat or (1 if given.quick else 3),
        rates=given.rates or RATES,
    )
    pin(LOAD_CORE)
    return measure(given.only or ([fanout.NAME] if given.rates else list(GROUPS)), asked)


def measure(names: Sequence[str], asked: Asked) -> int:
    """One group after the other: the table grows as they are done, and ends in JSON."""
    figures: list[Figure] = []
    failed = 0
    print(HEAD, flush=True)
    for name in names:
        try:
            measured = GROUPS[name].figures(asked)
        except Exception:  # noqa: BLE001  the other groups' figures are worth having all the same
            failed = 1
            print(f"{name}: could not be measured\n{traceback.format_exc()}", file=sys.stderr)
            continue
        figures += measured
        print("\n".join(one.row() for one in measured), flush=True)
    print()
    print("\n".join(one.line() for one in figures))
    return failed


if __name__ == "__main__":
    sys.exit(main())
