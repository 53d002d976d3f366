"""The short form of `make soak`: one small workshop day in which everything goes wrong once."""

from tests.soak.__main__ import tell
from tests.soak.day import Plan, live_through


async def test_every_promise_holds_on_a_day_on_which_everything_goes_wrong() -> None:
    plan = Plan(seed=20261122, minutes=0.3, sessions=1, phones=12)
    outcome = await live_through(plan)
    tell(plan, outcome, 0.0)
    assert not outcome.broken
    assert outcome.figures["refused in passing"]["not_stored"] > 0, "no commit failed while anyone wrote"
