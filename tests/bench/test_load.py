"""The load of `make bench` is what it says: deliveries are found in what the product really sends, and the workshops
that it writes into a database are ones that the product serves.
"""

import json
import os
from collections.abc import Iterator

import pytest

from bench import server
from bench.line import connect_all
from bench.pace import Clock, edit, paced, percentile, turns_in
from bench.server import Measured
from bench.storm import Arrivals
from bench.workshop import Plan


@pytest.fixture(scope="module")
def product() -> Iterator[Measured]:
    with server.product(Plan(people=3, cards=6), Plan(people=2, cards=4, placed=True, entries=40)) as running:
        yield running


async def test_a_delivery_is_counted_once_for_each_phone_and_the_author_gets_no_second_one(
    product: Measured,
) -> None:
    clock = Clock(rate=100, viewers=3)
    lines = await connect_all(product.port, product.workshops[0].phones, clock.heard)
    run = await paced(product, clock, lines, lambda turn: edit(turn, turn % 3), seconds=0.3)
    assert (run.turns, run.planned, run.delivered) == (30, 90, 90)
    assert run.not_delivered == 0
    assert run.cpu > 0
    assert 0 < run.percentile(0.5) <= run.percentile(0.99)
    for line in lines:
        line.hang_up()


async def test_what_lies_ready_is_what_was_planned(product: Measured) -> None:
    doors = product.workshops[1].phones
    arrivals = await Arrivals.of(product, doors, at_once=2)
    snapshot = json.loads(arrivals.last)
    assert snapshot["number"] == 40
    cards = [thing for thing in snapshot["things"] if thing["kind"] == "card"]
    assert len(cards) == 4 and all(card["step_id"] for card in cards)
    for line in arrivals.lines:
        line.hang_up()


def test_the_processor_time_of_a_process_is_read_to_the_nanosecond(product: Measured) -> None:
    before = product.cpu()
    assert before > 0.1  # it has started
    assert product.cpu() >= before
    assert product.memory() > 20_000_000
    assert product.in_kernel() <= product.cpu() + 2 / os.sysconf("SC_CLK_TCK")


def test_a_message_with_several_turns_counts_for_each() -> None:
    card = '{"key":"card:k1","target_group":"t:7","step_id":null,"kind":"card"}'
    own = '{"key":"own:k1","target_group":"t:7","kind":"own"}'
    other = '{"key":"card:k2","target_group":"t:8","kind":"card"}'
    assert list(turns_in(f"[{card},{own},{other}]".encode())) == [7, 8]


def test_a_percentile_is_the_value_below_which_that_share_lies() -> None:
    assert percentile([4.0, 1.0, 3.0, 2.0], 0.5) == 3.0
    assert percentile([1.0], 0.99) == 1.0
    assert percentile([], 0.99) == float("inf")
