"""The short form of `make soak`: one small workshop day in which everything goes wrong once."""

import time

from tests.soak.day import Plan, live_through
from tests.soak.telling import tell


async def test_every_promise_holds_on_a_day_on_which_everything_goes_wrong() -> None:
    plan = Plan(seed=20261122, minutes=0.1, sessions=1, phones=12, pause=0.2)
    began = time.monotonic()
    outcome = await live_through(plan)
    tell(plan, outcome, time.monotonic() - began)
    assert not outcome.broken
