"""Adding a card: who may, when, and what is refused."""

import pytest
from pydantic import ValidationError

from board import rules
from board.commands import AddCard, EditCard, OfferChanges
from board.refusals import Refused
from tests.world import ADA, BEN, CLEO, WALL, Workshop, card, new_id, offer


def test_a_participant_adds_a_card_while_writing() -> None:
    workshop = Workshop("writing")
    workshop.does(BEN, card("Skilsmissegruppe 8-10 år", card_id="k"))
    added = workshop.board.cards["k"]
    assert (added.offer.name, added.author_id, added.placement.step_id) == (
        "Skilsmissegruppe 8-10 år",
        "ben",
        None,
    )


def test_a_card_may_be_placed_at_once_on_several_steps() -> None:
    workshop = Workshop("writing")
    workshop.does(BEN, card(card_id="k", step_id="trin-2", other_steps=("trin-5", "trin-3", "trin-2")))
    placement = workshop.board.cards["k"].placement
    assert (placement.step_id, placement.other_steps) == ("trin-2", ("trin-3", "trin-5"))


@pytest.mark.parametrize("stage", ["preparation", "welcome", "wrapup"])
def test_a_participant_waits_until_the_stage_lets_them_write(stage: str) -> None:
    workshop = Workshop(stage)
    with pytest.raises(Refused, match="not_now"):
        workshop.does(BEN, card())


def test_the_facilitator_writes_at_any_time() -> None:
    workshop = Workshop("welcome")
    assert workshop.does(ADA, card())


def test_the_projector_does_not_write() -> None:
    with pytest.raises(Refused, match="not_allowed"):
        Workshop("writing").does(WALL, card())


def test_someone_who_has_not_joined_is_refused() -> None:
    stranger = BEN.__class__("participant", "stranger", "skole")
    with pytest.raises(Refused, match="not_joined"):
        Workshop("writing").does(stranger, card())


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (card(area_id="ukendt"), "no_such_area"),
        (card(step_id="trin-9"), "no_such_step"),
        (card(step_id="trin-1", other_steps=("trin-9",)), "no_such_step"),
        (card(other_steps=("trin-1",)), "no_such_step"),
        (card("Støtte til 010114-1234"), "cpr"),
        (card(target_group="Elev 0101141234 og klassen"), "cpr"),
    ],
)
def test_what_does_not_fit_is_refused(command: AddCard, code: str) -> None:
    with pytest.raises(Refused, match=code):
        Workshop("writing").does(BEN, command)


def test_a_card_id_is_used_once() -> None:
    workshop = Workshop("writing")
    workshop.does(BEN, card(card_id="k"))
    with pytest.raises(Refused, match="taken"):
        workshop.does(CLEO, card(card_id="k", area_id="dagtilbud"))


def test_one_phone_cannot_fill_the_wall(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "CARDS_PER_PERSON", 2)
    workshop = Workshop("writing")
    workshop.does(BEN, card())
    workshop.does(BEN, card())
    with pytest.raises(Refused, match="too_many_cards"):
        workshop.does(BEN, card())
    assert workshop.does(CLEO, card(area_id="dagtilbud"))


def test_a_name_is_required_and_up_to_200_characters() -> None:
    assert offer("n" * 200).name == "n" * 200
    for name in ("", "   ", "\u0007\u202e", "n" * 201):
        with pytest.raises(ValidationError):
            offer(name)


def test_two_people_edit_different_fields_of_one_card() -> None:
    workshop = Workshop("writing")
    workshop.does(BEN, card("Headspase", card_id="k"))
    workshop.does(BEN, EditCard(id=new_id(), card_id="k", changes=OfferChanges(target_group="Unge")))
    workshop.does(ADA, EditCard(id=new_id(), card_id="k", changes=OfferChanges(name="Headspace")))
    edited = workshop.board.cards["k"].offer
    assert (edited.name, edited.target_group) == ("Headspace", "Unge")


def test_a_field_is_emptied_on_purpose() -> None:
    workshop = Workshop("writing")
    workshop.does(BEN, card(card_id="k", target_group="Unge"))
    workshop.does(BEN, EditCard(id=new_id(), card_id="k", changes=OfferChanges(target_group="")))
    assert workshop.board.cards["k"].offer.target_group == ""


def test_editing_a_foreign_or_withdrawn_card_is_refused() -> None:
    workshop = Workshop("writing")
    workshop.does(BEN, card(card_id="k"))
    with pytest.raises(Refused, match="not_yours"):
        workshop.does(CLEO, EditCard(id=new_id(), card_id="k", changes=OfferChanges(name="Andet")))
    with pytest.raises(Refused, match="no_such_card"):
        workshop.does(BEN, EditCard(id=new_id(), card_id="ukendt", changes=OfferChanges(name="Andet")))


def test_editing_in_a_cpr_number_is_refused_and_names_the_field() -> None:
    workshop = Workshop("writing")
    workshop.does(BEN, card(card_id="k"))
    with pytest.raises(Refused) as refused:
        workshop.does(BEN, EditCard(id=new_id(), card_id="k", changes=OfferChanges(contact="030299 1234")))
    assert (refused.value.code, refused.value.field) == ("cpr", "contact")


def test_ten_digits_in_an_id_are_no_cpr_number() -> None:
    workshop = Workshop("writing")
    made_by_chance = "14db19d0306542346aaf0b180b73e0b0"
    workshop.does(BEN, card(card_id=made_by_chance).model_copy(update={"id": made_by_chance}))
    assert made_by_chance in workshop.board.cards
