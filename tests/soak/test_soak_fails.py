"""The soak is worth something only if it fails: each of its main promises, broken on purpose, must be noticed."""

import pytest

from tests.soak.day import broken_on_purpose, live_through
from tests.soak.promises import HIDDEN, LOST, STORED


@pytest.mark.parametrize(
    ("breaking", "promise"),
    [("wait", STORED), ("hidden", HIDDEN), ("id", LOST)],
    ids=["told before it is stored", "hidden text is sent", "the command's id is dropped"],
)
async def test_a_promise_that_is_broken_on_purpose_is_noticed(breaking: str, promise: str) -> None:
    outcome = await live_through(broken_on_purpose(breaking, seed=1))
    assert promise in {broken.promise for broken in outcome.broken}
