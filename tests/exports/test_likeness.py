"""Offers of two mappings that may be one: found by what can be said, each in one proposal, told apart by numbers."""

from typing import Any

from board.state import Card
from exports.freezing import freeze
from exports.likeness import Likely, likely, subjects
from tests.exports.boards import board, card, generated, real


def _proposed(before: list[Card], after: list[Card], **more: frozenset[tuple[str, str]]) -> list[Likely]:
    return list(likely(subjects(freeze(board(before))), subjects(freeze(board(after))), **more))


def _told(found: list[Likely]) -> list[tuple[str, str]]:
    return [(one.before.offer_id, one.after.offer_id) for one in found]


def test_nearly_the_same_name_is_proposed_and_another_is_not() -> None:
    before = [card(1, name="Skilsmissegruppe"), card(2, name="Sommerlejr 2025"), card(3, name="Mentor")]
    after = [
        card(11, name="Skilsmissegrupper"),
        card(12, name="Sommerlejr 2026"),
        card(13, name="Tandtjek", area_id="tandplejen"),
    ]
    found = _proposed(before, after)
    assert sorted(_told(found)) == [("c1", "c11"), ("c2", "c12")]
    assert found[0].reasons[0] == "like_name" and "same_area" in found[0].reasons


def test_numbers_and_other_ages_tell_offers_apart() -> None:
    before = [card(1, name="Legegruppe 1"), card(2, name="Forældregruppe", age_span="0-2 år")]
    after = [card(11, name="Legegruppe 2"), card(12, name="Forældregrupper", age_span="13-17 år")]
    assert _proposed(before, after) == []


def test_a_name_of_which_some_is_left_needs_support() -> None:
    rest: dict[str, Any] = {
        "organisational_unit": "Familiehuset",
        "target_group": "Familier med alkoholmisbrug",
    }
    before = [card(1, name="Familiesamtaler", **rest)]
    lone = [card(11, name="Samtaler for hele familien", area_id="ppr")]
    held = [card(11, name="Samtaler for hele familien", area_id="ppr", **rest)]
    assert _proposed(before, lone) == []
    assert _proposed(before, held)[0].reasons == ("some_name", "same_unit", "same_group")


def test_the_same_description_makes_up_for_another_name() -> None:
    said: dict[str, Any] = {
        "description": "Otte aftener hvor forældre øver sig i at tale roligt med deres børn om svære ting"
    }
    found = _proposed([card(1, name="De utrolige år", **said)], [card(11, name="Forældreskolen", **said)])
    assert _told(found) == [("c1", "c11")] and "same_description" in found[0].reasons


def test_of_two_with_one_name_the_one_from_the_same_unit_is_meant() -> None:
    before = [card(number, name="Åben rådgivning", organisational_unit=f"Hus {number}") for number in (1, 2)]
    after = [
        card(number + 10, name="Åben rådgivning", organisational_unit=f"Hus {number}") for number in (2, 1)
    ]
    assert sorted(_told(_proposed(before, after))) == [("c1", "c11"), ("c2", "c12")]


def test_what_a_person_has_told_apart_is_not_proposed_and_the_next_best_is() -> None:
    before = [card(1, name="Mentorforløb")]
    after = [card(11, name="Mentorforløb"), card(12, name="Mentorforløbet", area_id="ppr")]
    assert _told(_proposed(before, after)) == [("c1", "c11")]
    assert _told(_proposed(before, after, apart=frozenset({("c1", "c11")}))) == [("c1", "c12")]


def test_names_in_other_scripts_are_the_same_when_they_are_equal() -> None:
    assert _told(_proposed([card(1, name="مرحبا")], [card(11, name="مرحبا"), card(12, name="日本語")])) == [
        ("c1", "c11")
    ]


def test_the_real_offers_typed_anew_find_each_other() -> None:
    mapping = freeze(real())
    retyped = mapping.model_copy(
        update={
            "offers": tuple(
                offer.model_copy(update={"offer_id": f"ny-{offer.offer_id}", "name": f"{offer.name} "})
                for offer in reversed(mapping.offers)
            )
        }
    )
    found = likely(subjects(mapping), subjects(retyped))
    assert {(one.before.offer_id, one.after.offer_id) for one in found} == {
        (offer.offer_id, f"ny-{offer.offer_id}") for offer in mapping.offers
    }


def test_each_offer_is_in_one_proposal_at_most() -> None:
    one, other = (freeze(generated(seed, 60)) for seed in (1, 2))
    found = likely(subjects(one), subjects(other))
    assert (
        len({pair.before.offer_id for pair in found}) == len(found) == len({p.after.offer_id for p in found})
    )


def test_a_short_id_by_itself_says_nothing_and_beside_a_name_it_goes_first() -> None:
    before, other = [card(1, name="Lektiehjælp")], [card(1, name="Natteravne", area_id="ssp")]
    assert _proposed(before, other) == []
    assert _proposed(before, before)[0].reasons[:2] == ("same_id", "same_name")
