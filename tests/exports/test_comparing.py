"""Two mappings compared: empty with itself, mirrored the other way, each offer in one place, nothing guessed."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as some

from board.state import Column, Step
from exports.changes import CONTENT_FIELDS
from exports.comparing import Axis, Kept, Pair, compare
from exports.freezing import freeze
from exports.report import FieldChange, Mapping, Offer
from tests.exports.boards import board, card, setup, with_columns

WORDS = ("", "Læsehjælp", "Klub", "Mentor")


def _mapping(cards: list[tuple[int, dict[str, Any], int, list[int]]], renumbered: bool) -> Mapping:
    plan = setup()
    steps = plan.steps
    if renumbered:  # as where somebody made the staircase anew, with a step more
        fresh = [Step(step_id=f"s{n}", name=step.name) for n, step in enumerate(steps)]
        steps = (*fresh[:1], Step(step_id="s99", name="Et trin til"), *fresh[1:])
    ids = [step.step_id for step in steps]
    made = [
        card(number, [ids[at] for at in dict.fromkeys([step, *others])] if step >= 0 else (), **fields)
        for number, fields, step, others in cards
    ]
    return freeze(board(made, setup(steps=steps)))


_FIELDS = some.fixed_dictionaries(
    {"name": some.sampled_from(WORDS[1:]), "description": some.sampled_from(WORDS)},
    optional={"area_id": some.sampled_from(["skole", "ppr"]), "contact": some.sampled_from(WORDS)},
)
MAPPINGS = some.builds(
    _mapping,
    some.lists(
        some.tuples(
            some.integers(0, 9),
            _FIELDS,
            some.integers(-1, 5),
            some.lists(some.integers(0, 5), max_size=2),
        ),
        max_size=8,
        unique_by=lambda one: one[0],
    ),
    some.booleans(),
)
PAIRS = some.lists(
    some.builds(Pair, some.integers(0, 9).map("c{}".format), some.integers(0, 9).map("c{}".format)),
    max_size=8,
)


@settings(max_examples=40)
@given(MAPPINGS)
def test_nothing_lies_between_a_mapping_and_itself(mapping: Mapping) -> None:
    same = [Pair(offer.offer_id, offer.offer_id) for offer in mapping.offers]
    assert compare(mapping, mapping, same).is_empty


@settings(max_examples=40)
@given(MAPPINGS, MAPPINGS, PAIRS)
def test_the_other_way_round_it_is_the_mirror(before: Mapping, after: Mapping, same: list[Pair]) -> None:
    there = compare(before, after, same)
    back = compare(after, before, [Pair(pair.after, pair.before) for pair in same])
    assert (there.new, there.gone) == (back.gone, back.new)
    for one, other in ((there.steps, back.steps), (there.columns, back.columns), (there.areas, back.areas)):
        assert _turned(one) == _sets(other)
    mirrored = {kept.after.offer_id: _mirrored(kept) for kept in there.kept}
    assert mirrored == {kept.before.offer_id: kept for kept in back.kept}


@settings(max_examples=40)
@given(MAPPINGS, MAPPINGS, PAIRS)
def test_each_offer_stands_in_exactly_one_place(before: Mapping, after: Mapping, same: list[Pair]) -> None:
    found = compare(before, after, same)
    told_before = [*_ids(found.gone), *(kept.before.offer_id for kept in found.kept)]
    told_after = [*_ids(found.new), *(kept.after.offer_id for kept in found.kept)]
    assert sorted(told_before) == sorted(_ids(before.offers))
    assert sorted(told_after) == sorted(_ids(after.offers))


def test_an_offer_that_moved_and_changed_is_told_field_by_field() -> None:
    before = _mapping([(1, {"name": "Klub", "contact": "Ada"}, 0, [1])], renumbered=False)
    after = _mapping([(1, {"name": "Klubben", "area_id": "ppr"}, 2, [1])], renumbered=False)
    (kept,) = compare(before, after, [Pair("c1", "c1")]).kept
    assert (kept.step, kept.column, kept.spans, kept.area) == (True, False, False, True)
    assert kept.fields == (
        FieldChange(field="name", was="Klub", now="Klubben"),
        FieldChange(field="contact", was="Ada", now=""),
    )


def test_a_step_is_known_again_by_its_name_and_a_new_one_between_moves_nobody() -> None:
    one = [(number, {"name": "Klub"}, number, list[int]()) for number in range(3)]
    other = [(number, {"name": "Klub"}, number and number + 1, list[int]()) for number in range(3)]
    found = compare(_mapping(one, renumbered=False), _mapping(other, renumbered=True), _same(3))
    assert [kept.moved for kept in found.kept] == [False, False, False]
    assert (found.steps.new, found.steps.gone, found.steps.renamed) == (("s99",), (), ())


def test_a_step_without_counterpart_is_told_and_what_stood_on_it_has_moved() -> None:
    plan = setup()
    other = (Step(step_id="nyt", name="Noget helt andet"), *plan.steps[1:])
    before = freeze(board([card(1, [plan.steps[0].step_id])], plan))
    after = freeze(board([card(1, ["nyt"])], setup(steps=other)))
    found = compare(before, after, _same(2))
    assert (found.steps.new, found.steps.gone) == (("nyt",), (plan.steps[0].step_id,))
    assert found.kept[0].step


def test_names_go_before_ids_and_an_id_alone_is_told_as_renamed() -> None:
    """Two municipalities may both call their steps s1, s2, s3."""
    ones = [Step(step_id=f"s{n}", name=name) for n, name in enumerate(("Alle", "Nogle", "Få"))]
    others = [Step(step_id=f"s{n}", name=name) for n, name in enumerate(("Hverdag", "ALLE", "De få"))]
    before = freeze(board([], setup(steps=ones)))
    after = freeze(board([], setup(steps=others)))
    found = compare(before, after, ())
    assert found.steps.pairs == (("s0", "s1"), ("s2", "s2"))
    assert found.steps.renamed == (("s0", "s1"), ("s2", "s2"))
    assert (found.steps.new, found.steps.gone) == (("s0",), ("s1",))
    assert not found.is_empty


def test_columns_say_nothing_where_the_other_staircase_has_none() -> None:
    columns = [Column(column_id=f"k{n}", name=f"Kolonne {n}") for n in range(3)]
    with_them = freeze(with_columns(6, columns))
    without = with_them.model_copy(
        update={
            "session": with_them.session.model_copy(update={"columns": ()}),
            "offers": tuple(offer.model_copy(update={"column_id": None}) for offer in with_them.offers),
        }
    )
    found = compare(without, with_them, [Pair(one, one) for one in _ids(with_them.offers)])
    assert not any(kept.moved for kept in found.kept) and len(found.columns.new) == 3
    turned = with_them.model_copy(
        update={"offers": tuple(o.model_copy(update={"column_id": "k0"}) for o in with_them.offers)}
    )
    moved = compare(with_them, turned, [Pair(one, one) for one in _ids(with_them.offers)])
    assert [kept.column for kept in moved.kept] == [o.column_id != "k0" for o in with_them.offers]


def test_every_content_field_of_an_offer_is_looked_at() -> None:
    mapping = _mapping([(1, {"name": "Klub"}, 0, [])], renumbered=False)
    (offer,) = mapping.offers
    for field in CONTENT_FIELDS:
        told = True if isinstance(getattr(offer, field), bool) else "alle" if field == "reach" else "andet"
        other = mapping.model_copy(update={"offers": (offer.model_copy(update={field: told}),)})
        assert [change.field for change in compare(mapping, other, [Pair("c1", "c1")]).kept[0].fields] == [
            field
        ]


def _same(count: int) -> list[Pair]:
    return [Pair(f"c{number}", f"c{number}") for number in range(count)]


def _ids(offers: tuple[Offer, ...]) -> list[str]:
    return [offer.offer_id for offer in offers]


def _sets(axis: Axis) -> tuple[set[Pair], set[Pair], set[str], set[str]]:
    return set(axis.pairs), set(axis.renamed), set(axis.new), set(axis.gone)


def _turned(axis: Axis) -> tuple[set[Pair], set[Pair], set[str], set[str]]:
    pairs, renamed = ({Pair(two, one) for one, two in some_} for some_ in (axis.pairs, axis.renamed))
    return pairs, renamed, set(axis.gone), set(axis.new)


def _mirrored(kept: Kept) -> Kept:
    fields = tuple(FieldChange(field=one.field, was=one.now, now=one.was) for one in kept.fields)
    return Kept(kept.after, kept.before, kept.step, kept.column, kept.spans, kept.area, fields)
