"""Adding a card: who may, when, and what is refused."""

import pytest
from pydantic import ValidationError

from board.commands import (
    AddCard,
    BringBackCard,
    EditCard,
    Join,
    NoteFinding,
    OfferChanges,
    RemoveFinding,
    WithdrawCard,
)
from board.people import Actor
from board.refusals import Refused
from board.rules import cards, findings, people
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
    monkeypatch.setattr(cards, "CARDS_PER_PERSON", 2)
    workshop = Workshop("writing")
    workshop.does(BEN, card())
    workshop.does(BEN, card())
    with pytest.raises(Refused, match="too_many_cards"):
        workshop.does(BEN, card())
    assert workshop.does(CLEO, card(area_id="dagtilbud"))


def test_a_full_board_has_room_again_when_the_facilitator_takes_cards_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(cards, "CARDS_PER_BOARD", 2)
    workshop = Workshop("writing")
    workshop.does(BEN, card(card_id="one"))
    workshop.does(BEN, card(card_id="two"))
    for actor in (CLEO, ADA):
        with pytest.raises(Refused, match="board_full"):
            workshop.does(actor, card(area_id="dagtilbud"))
    workshop.does(ADA, WithdrawCard(id=new_id(), card_id="one"))
    assert workshop.does(CLEO, card(area_id="dagtilbud"))
    with pytest.raises(Refused, match="board_full"):
        workshop.does(BEN, BringBackCard(id=new_id(), card_id="one"))


def test_one_phone_cannot_fill_the_findings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor can it keep others from noting: the facilitator can make room again."""
    monkeypatch.setattr(findings, "FINDINGS_PER_PERSON", 2)
    monkeypatch.setattr(findings, "FINDINGS_PER_BOARD", 3)

    def finding(finding_id: str) -> NoteFinding:
        return NoteFinding(id=new_id(), finding_id=finding_id, form="gap", text="Noget mangler")

    workshop = Workshop("reflection")
    workshop.does(BEN, finding("one"))
    workshop.does(BEN, finding("two"))
    with pytest.raises(Refused, match="too_many"):
        workshop.does(BEN, finding("three"))
    workshop.does(ADA, finding("three"))
    with pytest.raises(Refused, match="too_many"):
        workshop.does(ADA, finding("four"))
    workshop.does(ADA, RemoveFinding(id=new_id(), finding_id="one"))
    workshop.does(ADA, finding("four"))
    assert workshop.board.findings["four"].number == 4
    with pytest.raises(Refused, match="too_many"):
        workshop.does(BEN, finding("five"))


def test_a_board_takes_in_no_more_people_than_any_hall_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people, "PEOPLE_PER_BOARD", 3)
    workshop = Workshop("writing")  # Ben, Beth and Cleo
    with pytest.raises(Refused, match="too_many"):
        workshop.does(Actor("participant", "dan", "ppr"), Join(id=new_id(), area_id="ppr"))
    assert workshop.does(BEN, Join(id=new_id(), area_id="ppr"))


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
