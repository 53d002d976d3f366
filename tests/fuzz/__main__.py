"""`python -m tests.fuzz --seeds 1-20 --rounds 20`: the HTTP interface, attacked for as long as wanted.

Exits with 1 if anything was found. The same as tests/app/test_fuzz.py, which asks everything a few times.
"""

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path

from tests.fuzz.attack import Attack, Result
from tests.fuzz.world import world


async def attacked(seed: int, rounds: int) -> Result:
    """One run on a site of its own."""
    with tempfile.TemporaryDirectory() as folder:
        async with world(Path(folder)) as place:
            return await Attack(place, place.description, seed).run(rounds)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--seeds", default="1", help="as in 7 or 1-20")
    parser.add_argument("--rounds", type=int, default=10, help="how often everybody asks for everything")
    chosen = parser.parse_args()
    first, _, last = chosen.seeds.partition("-")
    failed = False
    for seed in range(int(first), int(last or first) + 1):
        came = asyncio.run(attacked(seed, chosen.rounds))
        failed = failed or bool(came.problems)
        counts = ", ".join(f"{status}: {count}" for status, count in sorted(came.statuses.items()))
        print(f"seed {seed}: {came.asked} requests ({counts})", flush=True)
        if came.never:
            print(f"  never let in: {', '.join(sorted(came.never))}", flush=True)
        for problem in came.problems[:20]:
            print(f"BROKEN: {problem}\n", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
