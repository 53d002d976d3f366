"""Moving a card: steps, order within a step, and whose cards may be moved."""

import random

import pytest

from board.commands import BringBackCard, MoveCard, WithdrawCard
from board.people import Actor
from board.refusals import Refused
from board.staircase import LONGEST, cards_on, rank_between
from tests.world import ADA, BEN, BETH, CLEO, COLUMNS, WALL, Workshop, card, new_id


def move(card_id: str, step_id: str | None, **more: object) -> MoveCard:
    return MoveCard.model_validate({"id": new_id(), "card_id": card_id, "step_id": step_id, **more})


def order(workshop: Workshop, step_id: str) -> str:
    return "".join(one.card_id for one in cards_on(workshop.board.cards, step_id))


@pytest.fixture
def placed() -> Workshop:
    workshop = Workshop("placing")
    for name in "abc":
        workshop.does(BEN, card(name, card_id=name, step_id="trin-1"))
    return workshop


def test_a_card_goes_last_before_and_after(placed: Workshop) -> None:
    placed.does(BEN, card("d", card_id="d"))
    placed.does(BEN, move("d", "trin-1"))
    assert order(placed, "trin-1") == "abcd"
    placed.does(BEN, move("d", "trin-1", before="a"))
    assert order(placed, "trin-1") == "dabc"
    placed.does(BEN, move("d", "trin-1", after="b"))
    assert order(placed, "trin-1") == "abdc"


def test_a_move_touches_no_other_card(placed: Workshop) -> None:
    before = dict(placed.board.cards)
    placed.does(BEN, move("c", "trin-1", before="b"))
    assert {key for key, one in placed.board.cards.items() if one is not before[key]} == {"c"}


def test_a_neighbour_that_has_left_counts_as_none(placed: Workshop) -> None:
    placed.does(BEN, move("b", "trin-2"))
    placed.does(BEN, move("c", "trin-1", before="b"))
    assert order(placed, "trin-1") == "ac"


def test_moving_to_where_it_stands_stores_nothing(placed: Workshop) -> None:
    """C6"""
    assert placed.does(BEN, move("b", "trin-1")) == ()


def test_further_steps_change_without_changing_the_order(placed: Workshop) -> None:
    placed.does(BEN, move("b", "trin-1", other_steps=("trin-4",)))
    assert order(placed, "trin-1") == "abc"
    assert placed.board.cards["b"].placement.other_steps == ("trin-4",)


def test_a_card_is_taken_off_the_staircase(placed: Workshop) -> None:
    placed.does(BEN, move("b", None))
    assert placed.board.cards["b"].placement.step_id is None


def test_tables_move_their_own_cards_only(placed: Workshop) -> None:
    assert placed.does(BETH, move("a", "trin-3"))
    with pytest.raises(Refused, match="not_yours"):
        placed.does(CLEO, move("a", "trin-4"))
    assert placed.does(WALL, move("a", "trin-4"))
    assert placed.does(ADA, move("a", "trin-5"))


@pytest.mark.parametrize(("actor", "code"), [(BEN, "not_now"), (WALL, "not_now")])
def test_nobody_but_the_facilitator_moves_while_writing(actor: Actor, code: str) -> None:
    workshop = Workshop("writing")
    workshop.does(BEN, card(card_id="k"))
    with pytest.raises(Refused, match=code):
        workshop.does(actor, move("k", "trin-1"))
    assert workshop.does(ADA, move("k", "trin-1"))


def test_a_withdrawn_card_comes_back_to_where_it_stood(placed: Workshop) -> None:
    placed.does(BEN, WithdrawCard(id=new_id(), card_id="b"))
    assert order(placed, "trin-1") == "ac"
    with pytest.raises(Refused, match="withdrawn"):
        placed.does(BEN, move("b", "trin-2"))
    assert placed.does(BEN, WithdrawCard(id=new_id(), card_id="b")) == ()
    placed.does(BEN, BringBackCard(id=new_id(), card_id="b"))
    assert order(placed, "trin-1") == "abc"


@pytest.mark.parametrize("seed", range(20))
def test_a_thousand_moves_keep_a_clear_order(seed: int) -> None:
    """Ranks never collide and never run out, however often cards are put between the same two."""
    chance = random.Random(seed)
    workshop = Workshop("placing")
    names = [f"k{n}" for n in range(12)]
    for name in names:
        workshop.does(ADA, card(name, card_id=name, step_id="trin-1"))
    expected = list(names)
    for _ in range(300):
        moving, neighbour = chance.sample(names, 2)
        side = chance.choice(["before", "after"])
        workshop.does(ADA, move(moving, "trin-1", **{side: neighbour}))
        expected.remove(moving)
        expected.insert(expected.index(neighbour) + (side == "after"), moving)
        assert [one.card_id for one in cards_on(workshop.board.cards, "trin-1")] == expected
    assert max(len(one.placement.rank) for one in workshop.board.cards.values()) < 60


def test_whoever_squeezes_cards_between_the_same_two_for_ever_makes_nothing_grow(placed: Workshop) -> None:
    first, second, third = "abc"
    longest = 0
    for _ in range(2000):
        placed.does(BEN, move(third, "trin-1", after=first))
        longest = max(longest, len(placed.board.cards[third].placement.rank))
        second, third = third, second
    assert longest <= LONGEST


def test_there_is_always_a_rank_between() -> None:
    chance = random.Random(1)
    ranks = [rank_between("", "")]
    for _ in range(3000):
        at = chance.randrange(len(ranks) + 1)
        low = ranks[at - 1] if at else ""
        high = ranks[at] if at < len(ranks) else ""
        new = rank_between(low, high)
        assert (not low or low < new) and (not high or new < high)
        ranks.insert(at, new)


@pytest.mark.parametrize(("low", "high"), [("b", "b"), ("c", "b")])
def test_no_rank_lies_between_equal_or_turned_ones(low: str, high: str) -> None:
    with pytest.raises(ValueError, match="no rank"):
        rank_between(low, high)


@pytest.fixture
def with_columns() -> Workshop:
    workshop = Workshop("placing", columns=COLUMNS)
    workshop.does(BEN, card("a", card_id="a", step_id="trin-1", column_id="almen"))
    return workshop


def column(workshop: Workshop, card_id: str = "a") -> str | None:
    return workshop.board.cards[card_id].placement.column_id


def test_a_column_is_kept_changed_and_left(with_columns: Workshop) -> None:
    """C10"""
    with_columns.does(BEN, move("a", "trin-3"))
    assert column(with_columns) == "almen", "whoever knows no columns takes none away"
    with_columns.does(BEN, move("a", "trin-3", column_id="stoette"))
    assert column(with_columns) == "stoette"
    with_columns.does(BEN, move("a", "trin-3", column_id=""))
    assert column(with_columns) is None
    with_columns.does(BEN, move("a", "trin-3", column_id="almen"))
    with_columns.does(BEN, move("a", None))
    assert column(with_columns) is None, "what is on no step is in no column"


def test_another_column_keeps_the_order_within_the_step(with_columns: Workshop) -> None:
    for name in "bc":
        with_columns.does(BEN, card(name, card_id=name, step_id="trin-1"))
    with_columns.does(BEN, move("a", "trin-1", column_id="stoette"))
    assert order(with_columns, "trin-1") == "abc"


@pytest.mark.parametrize("actor", [ADA, BEN, WALL])
def test_a_column_that_there_is_not_is_refused(with_columns: Workshop, actor: Actor) -> None:
    with pytest.raises(Refused, match="no_such_column"):
        with_columns.does(actor, move("a", "trin-1", column_id="unknown"))
    with pytest.raises(Refused, match="no_such_column"):
        with_columns.does(ADA, card("d", step_id="trin-1", column_id="unknown"))
