"""What is printed about a day: one line; and when a promise broke, the shortest history of it and the last faults."""

from collections.abc import Iterator, Sequence

from tests.soak.day import Outcome, Plan
from tests.soak.promises import Broken

LAST_FAULTS = 25


def tell(plan: Plan, outcome: Outcome, seconds: float) -> None:
    """Print it."""
    by_promise: dict[str, list[Broken]] = {}
    for broken in outcome.broken:
        by_promise.setdefault(broken.promise, []).append(broken)
    for promise, all_of_it in sorted(by_promise.items()):
        for line in _story(promise, all_of_it):
            print(line)
    if outcome.broken:
        print("\nThe last things that were done to it:")
        for line in outcome.diary.lines[-LAST_FAULTS:]:
            print(f"  {line}")
    print(summary(plan, outcome, seconds), flush=True)


def _story(promise: str, all_of_it: Sequence[Broken]) -> Iterator[str]:
    shortest = min(all_of_it, key=lambda one: (not one.history, len(one.history)))
    yield f"\nBROKEN: {promise} ({len(all_of_it)} times). The shortest history:"
    yield f"  {shortest.what}"
    yield from (f"    {line}" for line in shortest.history)
    yield from (f"  also: {other.what}" for other in [one for one in all_of_it if one is not shortest][:4])


def summary(plan: Plan, outcome: Outcome, seconds: float) -> str:
    """One line: what was played, whether every promise held, what was done, and what came of it."""
    where = plan.database if plan.workers == 1 else f"{plan.database} with {plan.workers} workers"
    people = f"{plan.sessions} × {plan.phones} phones"
    verdict = f"{len(outcome.broken)} PROMISES BROKEN" if outcome.broken else "every promise held"
    happened = ", ".join(f"{fault} {times}" for fault, times in sorted(outcome.diary.happened.items()))
    figures = ", ".join(
        f"{name} {value:,}" if isinstance(value, int) else f"{name} {value:.1f} s"
        for name, value in outcome.figures.items()
    )
    return f"seed {plan.seed}, {where}, {people}: {verdict} ({seconds:.0f} s); done: {happened}; figures: {figures}"
