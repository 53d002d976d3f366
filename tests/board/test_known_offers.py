"""Known offers: imported before the day, and confirmed, put right or taken away in the room."""

from typing import Any

import pytest

from board.commands import (
    AddCard,
    BringBackCard,
    ConfirmCard,
    EditCard,
    ImportCards,
    KnownOffer,
    MoveCard,
    OfferChanges,
    OpenStage,
    Undo,
    WithdrawCard,
)
from board.events import CardConfirmed, CardsImported, load_events
from board.people import Actor, Audience
from board.refusals import Refused
from board.rules import cards
from board.sight import see
from board.staircase import cards_on
from board.things import CardThing, CountThing
from tests.world import ADA, BEN, BETH, CLEO, WALL, Workshop, card, new_id, offer


def known(card_id: str, name: str = "Headspace", area_id: str = "skole", **more: Any) -> KnownOffer:
    return KnownOffer(card_id=card_id, offer=offer(name, area_id), **more)


def importing(*offers: KnownOffer, source: str = "tilbud.xlsx") -> ImportCards:
    return ImportCards(id=new_id(), source=source, offers=offers)


def with_known(stage: str) -> Workshop:
    """A workshop with one known offer of the school's, at this stage."""
    workshop = Workshop()
    workshop.does(ADA, importing(known("k")))
    workshop.does(ADA, OpenStage(id=new_id(), stage_id=stage))
    return workshop


def is_confirmed(workshop: Workshop, card_id: str = "k") -> bool:
    return workshop.board.cards[card_id].confirmed


# ---- importing


def test_known_offers_become_cards_that_wait_to_be_confirmed() -> None:
    workshop = Workshop()
    workshop.does(
        ADA,
        importing(
            known("a", step_id="trin-2", other_steps=("trin-5", "trin-3")),
            known("b", "Åben rådgivning", "ppr", source="Kataloget 2024"),
        ),
    )
    a, b = workshop.board.cards["a"], workshop.board.cards["b"]
    assert (a.source, b.source) == ("tilbud.xlsx", "Kataloget 2024")
    assert (a.placement.step_id, a.placement.other_steps) == ("trin-2", ("trin-3", "trin-5"))
    assert b.placement.step_id is None
    for one in (a, b):
        assert one.known and not one.confirmed and not one.withdrawn


def test_they_stand_on_their_step_in_the_order_of_the_list_behind_what_is_there() -> None:
    workshop = Workshop()
    workshop.does(ADA, card(card_id="first", step_id="trin-1"))
    many = [known(f"k{number:03}", f"Tilbud {number}", step_id="trin-1") for number in range(150)]
    workshop.does(ADA, importing(*many))
    order = [one.card_id for one in cards_on(workshop.board.cards, "trin-1")]
    assert order == ["first", *(one.card_id for one in many)]


@pytest.mark.parametrize("actor", [BEN, WALL])
def test_only_the_facilitator_imports(actor: Actor) -> None:
    with pytest.raises(Refused, match="not_allowed"):
        Workshop("writing").does(actor, importing(known("k")))


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (known("here"), "taken"),
        (known("good"), "taken"),
        (known("k", area_id="ukendt"), "no_such_area"),
        (known("k", step_id="trin-9"), "no_such_step"),
        (known("k", other_steps=("trin-1",)), "no_such_step"),
        (known("k", "Støtte til 010114-1234"), "cpr"),
        (known("k", source="Sag 010114-1234"), "cpr"),
    ],
)
def test_all_are_imported_or_none(wrong: KnownOffer, code: str) -> None:
    workshop = Workshop()
    workshop.does(ADA, card(card_id="here"))
    before = workshop.board
    with pytest.raises(Refused, match=code):
        workshop.does(ADA, importing(known("good"), wrong))
    assert workshop.board is before


def test_a_source_that_looks_like_a_cpr_number_is_refused() -> None:
    with pytest.raises(Refused, match="cpr"):
        Workshop().does(ADA, importing(known("k"), source="010114-1234.xlsx"))


def test_a_full_board_takes_in_no_import_that_does_not_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cards, "CARDS_PER_BOARD", 3)
    workshop = Workshop()
    workshop.does(ADA, card())
    with pytest.raises(Refused, match="board_full"):
        workshop.does(ADA, importing(known("a"), known("b"), known("c")))
    assert workshop.does(ADA, importing(known("a"), known("b")))


def test_an_import_is_undone_in_one_go_and_named() -> None:
    workshop = Workshop()
    workshop.does(ADA, importing(known("a"), known("b"), source="tilbud.xlsx"))
    done = workshop.board.recent[-1]
    assert (done.what, done.subject, done.after) == ("cards_imported", "tilbud.xlsx", "2")
    workshop.does(ADA, Undo(id=new_id(), number=done.number))
    assert all(one.withdrawn for one in workshop.board.cards.values())
    workshop.does(ADA, Undo(id=new_id(), number=workshop.board.number))
    assert not any(one.withdrawn or one.confirmed for one in workshop.board.cards.values())


def test_one_import_is_no_obstacle_to_undoing_another_but_work_on_its_cards_is() -> None:
    workshop = Workshop()
    workshop.does(ADA, importing(known("a")))
    first = workshop.board.number
    workshop.does(ADA, importing(known("b")))
    second = workshop.board.number
    workshop.does(ADA, EditCard(id=new_id(), card_id="b", changes=OfferChanges(name="Nyt navn")))
    with pytest.raises(Refused, match="changed_since"):
        workshop.does(ADA, Undo(id=new_id(), number=second))
    assert workshop.does(ADA, Undo(id=new_id(), number=first))


# ---- confirming


def test_the_table_confirms() -> None:
    workshop = with_known("writing")
    assert workshop.does(BETH, ConfirmCard(id=new_id(), card_id="k")) == (CardConfirmed(card_id="k"),)
    assert is_confirmed(workshop)
    assert not workshop.does(BEN, ConfirmCard(id=new_id(), card_id="k")), "it is as asked already"


@pytest.mark.parametrize("stage", ["writing", "placing", "presenting", "reflection"])
def test_it_is_confirmed_while_people_may_write_or_place(stage: str) -> None:
    workshop = with_known(stage)
    workshop.does(BEN, ConfirmCard(id=new_id(), card_id="k"))
    assert is_confirmed(workshop)


@pytest.mark.parametrize(
    ("actor", "stage", "code"),
    [
        (CLEO, "writing", "not_yours"),
        (WALL, "placing", "not_allowed"),
        (BEN, "welcome", "not_now"),
        (BEN, "wrapup", "not_now"),
        (Actor("participant", "stranger", "skole"), "writing", "not_joined"),
    ],
)
def test_others_do_not_confirm(actor: Actor, stage: str, code: str) -> None:
    with pytest.raises(Refused, match=code):
        with_known(stage).does(actor, ConfirmCard(id=new_id(), card_id="k"))


def test_a_card_that_is_withdrawn_or_unknown_is_not_confirmed() -> None:
    workshop = with_known("writing")
    workshop.does(ADA, WithdrawCard(id=new_id(), card_id="k"))
    with pytest.raises(Refused, match="withdrawn"):
        workshop.does(BEN, ConfirmCard(id=new_id(), card_id="k"))
    with pytest.raises(Refused, match="no_such_card"):
        workshop.does(BEN, ConfirmCard(id=new_id(), card_id="unknown"))


def test_the_facilitator_confirms_at_any_time() -> None:
    workshop = with_known("welcome")
    workshop.does(ADA, ConfirmCard(id=new_id(), card_id="k"))
    assert is_confirmed(workshop)


@pytest.mark.parametrize("actor", [ADA, BEN, WALL])
def test_placing_it_in_the_room_confirms(actor: Actor) -> None:
    """C9"""
    workshop = with_known("placing")
    workshop.does(actor, MoveCard(id=new_id(), card_id="k", step_id="trin-3"))
    assert is_confirmed(workshop)


@pytest.mark.parametrize("actor", [ADA, BEN])
def test_editing_it_in_the_room_confirms(actor: Actor) -> None:
    """C9"""
    workshop = with_known("writing")
    workshop.does(actor, EditCard(id=new_id(), card_id="k", changes=OfferChanges(age_span="6-9 år")))
    assert is_confirmed(workshop)


def test_taking_it_off_the_staircase_confirms_nothing() -> None:
    workshop = Workshop()
    workshop.does(ADA, importing(known("k", step_id="trin-2")))
    workshop.does(ADA, OpenStage(id=new_id(), stage_id="placing"))
    workshop.does(BEN, MoveCard(id=new_id(), card_id="k"))
    assert not is_confirmed(workshop)


def test_preparing_it_before_the_day_confirms_nothing() -> None:
    """C9"""
    workshop = Workshop()
    workshop.does(ADA, importing(known("k")))
    workshop.does(ADA, EditCard(id=new_id(), card_id="k", changes=OfferChanges(age_span="6-9 år")))
    workshop.does(ADA, MoveCard(id=new_id(), card_id="k", step_id="trin-3"))
    assert not is_confirmed(workshop)


@pytest.mark.parametrize("what", ["edit", "move", "confirm"])
def test_taking_back_what_confirmed_it_leaves_it_unconfirmed(what: str) -> None:
    workshop = with_known("placing")
    before = workshop.board.cards["k"]
    workshop.does(
        BEN,
        {
            "edit": EditCard(id=new_id(), card_id="k", changes=OfferChanges(name="Headspace Holbæk")),
            "move": MoveCard(id=new_id(), card_id="k", step_id="trin-3"),
            "confirm": ConfirmCard(id=new_id(), card_id="k"),
        }[what],
    )
    workshop.does(ADA, Undo(id=new_id(), number=workshop.board.number))
    assert workshop.board.cards["k"] == before and not before.confirmed


# ---- whose it is


def test_a_known_offer_belongs_to_its_whole_table() -> None:
    """C9"""
    workshop = with_known("writing")
    workshop.does(BEN, EditCard(id=new_id(), card_id="k", changes=OfferChanges(duration="Et år")))
    workshop.does(BETH, WithdrawCard(id=new_id(), card_id="k"))
    workshop.does(BEN, BringBackCard(id=new_id(), card_id="k"))
    for command in (
        EditCard(id=new_id(), card_id="k", changes=OfferChanges(duration="To år")),
        WithdrawCard(id=new_id(), card_id="k"),
    ):
        with pytest.raises(Refused, match="not_yours"):
            workshop.does(CLEO, command)


def test_what_the_facilitator_writes_in_the_room_is_no_known_offer() -> None:
    workshop = Workshop("writing")
    workshop.does(ADA, AddCard(id=new_id(), card_id="k", offer=offer(), source="Sagt fra bord 3"))
    assert workshop.board.cards["k"].confirmed and not workshop.board.cards["k"].known
    with pytest.raises(Refused, match="not_yours"):
        workshop.does(BEN, WithdrawCard(id=new_id(), card_id="k"))


def test_its_table_is_told_and_the_others_hear_a_number() -> None:
    """B7"""
    workshop = with_known("writing")
    own = see(workshop.board, Audience("table", "skole"))["card:k"]
    assert isinstance(own, CardThing) and own.known and not own.confirmed and own.source == "tilbud.xlsx"
    for other in (Audience("table", "dagtilbud"), Audience("projector")):
        picture = see(workshop.board, other)
        assert "card:k" not in picture
        count = picture["count:skole"]
        assert isinstance(count, CountThing) and (count.stored, count.unconfirmed) == (1, 1)
    workshop.does(BEN, ConfirmCard(id=new_id(), card_id="k"))
    count = see(workshop.board, Audience("projector"))["count:skole"]
    assert isinstance(count, CountThing) and (count.stored, count.unconfirmed) == (1, 0)


def test_cards_of_logs_from_before_there_were_known_offers_are_confirmed() -> None:
    old = (
        '[{"type":"card_added","card":{"card_id":"k","author_id":"ben","offer":{"name":"Headspace","area_id":"skole"},'
        '"placement":{"step_id":null,"other_steps":[],"rank":""},"added_at":1,"withdrawn":false,"source":""}}]'
    )
    (added,) = load_events(old)
    assert not isinstance(added, CardsImported)
    assert added.card.confirmed and not added.card.known  # type: ignore[union-attr]
