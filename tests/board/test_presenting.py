"""Presenting: the turns of the areas, who may show which card, in which order, and each area's clock."""

import pytest

from board.commands import (
    ArrangeAreas,
    ArrangeCards,
    ChoosePresenter,
    EditCard,
    ExtendClock,
    Freeze,
    GiveTurn,
    Join,
    MarkPresented,
    MoveCard,
    OfferChanges,
    OfferToPresent,
    OpenStage,
    PauseClock,
    PresentCard,
    ResumeClock,
    TimeArea,
    Undo,
)
from board.events import CardsArranged
from board.people import Actor, audiences
from board.presenting import held, turn_of
from board.refusals import Refused
from board.sight import see
from tests.world import ADA, BEN, BETH, CLEO, WALL, Workshop, card, new_id

MINUTE = 60_000
STRANGER = Actor("participant", "stranger", "skole")


@pytest.fixture
def workshop() -> Workshop:
    """Ben presents for the school; Cleo for day care. Two cards each, the school's one below the other."""
    made = Workshop("placing")
    made.does(BEN, card("Lektiecafé", card_id="s2", step_id="trin-2"))
    made.does(BEN, card("Læsevejleder", card_id="s1", step_id="trin-1"))
    made.does(CLEO, card("Motorik", "dagtilbud", card_id="d1"))
    made.does(CLEO, card("Legestue", "dagtilbud", card_id="d2"))
    made.does(BEN, OfferToPresent(id=new_id(), offers=True))
    made.does(CLEO, OfferToPresent(id=new_id(), offers=True))
    made.does(ADA, OpenStage(id=new_id(), stage_id="presenting"))
    return made


def shows(card_id: str | None) -> PresentCard:
    return PresentCard(id=new_id(), card_id=card_id)


def used(workshop: Workshop, area_id: str) -> int:
    """What the area's clock shows now, in ms."""
    return held(turn_of(workshop.board.turns, area_id), workshop.now).elapsed


def test_a_card_that_is_shown_counts_as_presented_and_the_turn_is_its_areas(workshop: Workshop) -> None:
    workshop.does(ADA, shows("s1"))
    assert workshop.board.cards["s1"].presented and not workshop.board.cards["s2"].presented
    assert workshop.board.turn == "skole"
    workshop.does(ADA, shows("d1"))
    assert workshop.board.turn == "dagtilbud"
    assert workshop.board.cards["s1"].presented


def test_a_card_shown_in_another_stage_is_not_presented(workshop: Workshop) -> None:
    workshop.does(ADA, OpenStage(id=new_id(), stage_id="reflection"))
    workshop.does(ADA, shows("s1"))
    assert not workshop.board.cards["s1"].presented
    assert workshop.board.turn is None


def test_the_representative_shows_their_own_cards_while_it_is_their_turn(workshop: Workshop) -> None:
    workshop.does(ADA, GiveTurn(id=new_id(), area_id="skole"))
    workshop.does(BEN, shows("s1"))
    workshop.does(BEN, shows("s2"))
    workshop.does(BEN, shows("s1"))
    assert workshop.board.presented == "s1"


@pytest.mark.parametrize(
    ("actor", "card_id", "code"),
    [
        (BEN, "d1", "not_yours"),
        (BEN, None, "not_allowed"),
        (BEN, "nothing", "no_such_card"),
        (BETH, "s1", "not_allowed"),
        (CLEO, "d1", "not_your_turn"),
        (CLEO, "s1", "not_your_turn"),
        (WALL, "s1", "not_allowed"),
        (STRANGER, "s1", "not_allowed"),
        (Actor("participant", "ben", "dagtilbud"), "d1", "not_yours"),  # a cookie from another table
        (Actor("projector", "ben", "skole"), "s1", "not_allowed"),
    ],
)
def test_nobody_else_shows_anything(workshop: Workshop, actor: Actor, card_id: str | None, code: str) -> None:
    workshop.does(ADA, GiveTurn(id=new_id(), area_id="skole"))
    with pytest.raises(Refused) as refused:
        workshop.does(actor, shows(card_id))
    assert refused.value.code == code


def test_a_representative_shows_nothing_without_the_turn_or_outside_the_stage(workshop: Workshop) -> None:
    with pytest.raises(Refused, match="not_your_turn"):
        workshop.does(BEN, shows("s1"))
    workshop.does(ADA, shows("s1"))
    for command in (GiveTurn(id=new_id(), area_id=None), OpenStage(id=new_id(), stage_id="reflection")):
        workshop.does(ADA, command)
        with pytest.raises(Refused, match="not_your_turn"):
            workshop.does(BEN, shows("s2"))


def test_who_is_no_longer_the_representative_shows_nothing(workshop: Workshop) -> None:
    workshop.does(ADA, GiveTurn(id=new_id(), area_id="skole"))
    workshop.does(ADA, ChoosePresenter(id=new_id(), area_id="skole", person_id="beth"))
    with pytest.raises(Refused, match="not_allowed"):
        workshop.does(BEN, shows("s1"))
    workshop.does(BETH, shows("s1"))
    workshop.does(BETH, Join(id=new_id(), area_id="ppr"))
    with pytest.raises(Refused, match="not_allowed"):
        workshop.does(BETH, shows("s2"))
    assert turn_of(workshop.board.turns, "skole").presenter_id == ""


def test_a_card_that_was_given_to_another_area_is_no_longer_ones_own(workshop: Workshop) -> None:
    workshop.does(ADA, GiveTurn(id=new_id(), area_id="skole"))
    workshop.does(ADA, EditCard(id=new_id(), card_id="s2", changes=OfferChanges(area_id="ppr")))
    with pytest.raises(Refused, match="not_yours"):
        workshop.does(BEN, shows("s2"))


def test_only_the_facilitator_arranges_and_chooses(workshop: Workshop) -> None:
    for command in (
        GiveTurn(id=new_id(), area_id="skole"),
        ChoosePresenter(id=new_id(), area_id="skole", person_id="ben"),
        MarkPresented(id=new_id(), card_id="s1", presented=True),
        ArrangeAreas(id=new_id(), area_ids=("dagtilbud",)),
        ArrangeCards(id=new_id(), area_id="skole", card_ids=("s1",)),
        TimeArea(id=new_id(), area_id="skole", minutes=4),
    ):
        for actor in (BEN, WALL):
            with pytest.raises(Refused, match="not_allowed"):
                workshop.does(actor, command)
    for actor in (ADA, WALL):
        with pytest.raises(Refused, match="not_allowed"):
            workshop.does(actor, OfferToPresent(id=new_id(), offers=True))


def test_an_area_has_one_representative_who_may_step_back(workshop: Workshop) -> None:
    with pytest.raises(Refused, match="has_presenter"):
        workshop.does(BETH, OfferToPresent(id=new_id(), offers=True))
    assert workshop.does(BETH, OfferToPresent(id=new_id(), offers=False)) == ()
    workshop.does(BEN, OfferToPresent(id=new_id(), offers=False))
    workshop.does(BETH, OfferToPresent(id=new_id(), offers=True))
    assert turn_of(workshop.board.turns, "skole").presenter_id == "beth"
    with pytest.raises(Refused, match="no_such_person"):
        workshop.does(ADA, ChoosePresenter(id=new_id(), area_id="skole", person_id="cleo"))
    with pytest.raises(Refused, match="not_joined"):
        workshop.does(STRANGER, OfferToPresent(id=new_id(), offers=True))


def test_who_presents_is_told_to_that_person_and_the_facilitator_only(workshop: Workshop) -> None:
    keys = {actor: {key for at in audiences(actor) for key in see(workshop.board, at)} for actor in
            (ADA, BEN, BETH, CLEO, WALL)}  # fmt: skip
    assert {actor for actor, seen in keys.items() if "presenter:skole" in seen} == {ADA, BEN}
    for actor in (BETH, CLEO, WALL):
        things = [thing for at in audiences(actor) for thing in see(workshop.board, at).values()]
        assert '"ben"' not in "".join(thing.model_dump_json() for thing in things)
        assert any(
            thing.kind == "turn" and thing.area_id == "skole" and thing.has_presenter for thing in things
        )


def test_the_order_of_the_cards_is_kept_from_when_the_area_begins(workshop: Workshop) -> None:
    """By the staircase, and then as it was: placing a card, or writing one more, shuffles nothing."""
    workshop.does(ADA, shows("s1"))
    assert turn_of(workshop.board.turns, "skole").card_ids == ("s1", "s2")
    workshop.does(BEN, MoveCard(id=new_id(), card_id="s1", step_id="trin-6"))
    workshop.does(BEN, card("Ny", card_id="s3", step_id="trin-1"))
    workshop.does(ADA, shows("d1"))
    workshop.does(ADA, shows("s2"))
    assert turn_of(workshop.board.turns, "skole").card_ids == ("s1", "s2")
    assert turn_of(workshop.board.turns, "dagtilbud").card_ids == ("d1", "d2")


def test_an_order_that_was_arranged_stays(workshop: Workshop) -> None:
    workshop.does(ADA, ArrangeCards(id=new_id(), area_id="skole", card_ids=("s2", "s1", "s2")))
    assert turn_of(workshop.board.turns, "skole").card_ids == ("s2", "s1")
    assert not any(isinstance(fact, CardsArranged) for fact in workshop.does(ADA, shows("s1")))
    with pytest.raises(Refused, match="not_yours"):
        workshop.does(ADA, ArrangeCards(id=new_id(), area_id="skole", card_ids=("d1",)))
    workshop.does(ADA, ArrangeAreas(id=new_id(), area_ids=("ppr", "skole")))
    assert workshop.board.turn_order == ("ppr", "skole")
    with pytest.raises(Refused, match="no_such_area"):
        workshop.does(ADA, ArrangeAreas(id=new_id(), area_ids=("havn",)))


def test_each_area_has_its_own_clock_that_goes_on_where_it_was(workshop: Workshop) -> None:
    workshop.does(ADA, shows("s1"))
    workshop.now += 3 * MINUTE
    workshop.does(ADA, shows("d1"))
    workshop.now += 2 * MINUTE
    assert (used(workshop, "skole"), used(workshop, "dagtilbud")) == (3 * MINUTE, 2 * MINUTE)
    workshop.does(ADA, shows("s2"))
    workshop.now += MINUTE
    assert (used(workshop, "skole"), used(workshop, "dagtilbud")) == (4 * MINUTE, 2 * MINUTE)


def test_the_areas_clock_pauses_with_the_stages(workshop: Workshop) -> None:
    workshop.does(ADA, shows("s1"))
    workshop.now += MINUTE
    workshop.does(ADA, PauseClock(id=new_id()))
    workshop.now += 10 * MINUTE
    assert used(workshop, "skole") == MINUTE
    workshop.does(ADA, shows("d1"))  # while it is paused
    workshop.now += MINUTE
    workshop.does(ADA, ExtendClock(id=new_id(), minutes=5))
    workshop.does(ADA, ResumeClock(id=new_id()))
    workshop.now += 2 * MINUTE
    assert (used(workshop, "skole"), used(workshop, "dagtilbud")) == (MINUTE, 2 * MINUTE)


@pytest.mark.parametrize("leaves", ["stage", "freeze"])
def test_nobodys_clock_runs_when_the_presenting_is_over(workshop: Workshop, leaves: str) -> None:
    workshop.does(ADA, shows("s1"))
    workshop.now += MINUTE
    workshop.does(
        ADA, Freeze(id=new_id()) if leaves == "freeze" else OpenStage(id=new_id(), stage_id="wrapup")
    )
    workshop.now += 60 * MINUTE
    assert workshop.board.turn is None
    assert used(workshop, "skole") == MINUTE


def test_a_stage_left_by_mistake_goes_on_as_if_nothing_had_happened(workshop: Workshop) -> None:
    workshop.does(ADA, shows("s1"))
    workshop.now += MINUTE
    workshop.does(ADA, OpenStage(id=new_id(), stage_id="wrapup"))
    workshop.now += MINUTE
    workshop.does(ADA, Undo(id=new_id(), number=workshop.board.number))
    assert (workshop.board.turn, workshop.board.presented) == ("skole", "s1")
    assert used(workshop, "skole") == 2 * MINUTE


def test_the_turn_is_given_while_presenting_only(workshop: Workshop) -> None:
    with pytest.raises(Refused, match="no_such_area"):
        workshop.does(ADA, GiveTurn(id=new_id(), area_id="havn"))
    workshop.does(ADA, OpenStage(id=new_id(), stage_id="reflection"))
    with pytest.raises(Refused, match="not_now"):
        workshop.does(ADA, GiveTurn(id=new_id(), area_id="skole"))


def test_presenting_before_placing_the_representative_places_what_they_show(workshop: Workshop) -> None:
    workshop.does(ADA, GiveTurn(id=new_id(), area_id="dagtilbud"))
    workshop.does(CLEO, shows("d1"))
    workshop.does(CLEO, MoveCard(id=new_id(), card_id="d1", step_id="trin-3"))
    assert workshop.board.cards["d1"].placement.step_id == "trin-3"
