"""The clock: longer, shorter, over; and writing that closes by itself where the facilitator wanted that."""

import pytest

from board.clock import GRACE, closes_at
from board.commands import (
    AddCard,
    BringBackCard,
    ConfirmCard,
    EditCard,
    EndClock,
    ExtendClock,
    Freeze,
    ImportCards,
    KnownOffer,
    MoveCard,
    OfferChanges,
    OpenStage,
    PauseClock,
    ResumeClock,
    Undo,
    WithdrawCard,
)
from board.people import Audience
from board.refusals import Refused
from board.sight import see
from board.state import Clock, Stage
from board.things import StageThing
from tests.world import ADA, AGENDA, BEN, START, Workshop, card, new_id, offer

MINUTE = 60_000
LIMIT = START + 45 * MINUTE + GRACE


def closing(*abilities: str) -> Workshop:
    """A workshop whose writing closes by itself."""
    stages = [
        stage.model_copy(update={"closes": True, "abilities": abilities or ("write",)})
        if stage.stage_id == "writing"
        else stage
        for stage in AGENDA
    ]
    return Workshop("writing", agenda=tuple(stages))


def test_the_clock_is_shortened_and_at_the_least_ends_now() -> None:
    workshop = Workshop("writing")
    workshop.does(ADA, ExtendClock(id=new_id(), minutes=-5))
    assert workshop.board.clock == Clock(deadline=START + 40 * MINUTE)
    workshop.now += 37 * MINUTE
    workshop.does(ADA, ExtendClock(id=new_id(), minutes=-5))
    assert workshop.board.clock == Clock(deadline=workshop.now)
    workshop.now += MINUTE
    assert workshop.does(ADA, ExtendClock(id=new_id(), minutes=-5)) == (), "what is over is not made longer"
    workshop.does(ADA, ExtendClock(id=new_id(), minutes=5))
    workshop.does(ADA, PauseClock(id=new_id()))
    workshop.does(ADA, ExtendClock(id=new_id(), minutes=-20))
    assert workshop.board.clock == Clock(remaining=0)


def test_the_time_is_ended_early_whether_it_runs_or_not() -> None:
    workshop = Workshop("writing")
    workshop.now += MINUTE
    workshop.does(ADA, EndClock(id=new_id()))
    assert workshop.board.clock == Clock(deadline=workshop.now)
    workshop.now += MINUTE
    assert workshop.does(ADA, EndClock(id=new_id())) == ()
    workshop.does(ADA, Undo(id=new_id(), number=workshop.board.number))
    workshop.does(ADA, PauseClock(id=new_id()))
    workshop.does(ADA, EndClock(id=new_id()))
    assert workshop.board.clock == Clock(deadline=workshop.now)
    with pytest.raises(Refused, match="not_allowed"):
        workshop.does(BEN, EndClock(id=new_id()))


def test_where_there_is_no_clock_none_is_ended_or_shortened() -> None:
    workshop = Workshop("reflection")
    for command in (EndClock(id=new_id()), ExtendClock(id=new_id(), minutes=-5)):
        with pytest.raises(Refused, match="no_clock"):
            workshop.does(ADA, command)


def test_writing_goes_on_after_its_time_unless_the_facilitator_chose_otherwise() -> None:
    workshop = Workshop("writing")
    workshop.now = LIMIT + 60 * MINUTE
    workshop.does(BEN, card())
    assert closes_at(workshop.board) is None


def test_writing_that_closes_does_so_after_the_grace_and_not_before() -> None:
    workshop = closing()
    workshop.now = LIMIT - 1
    workshop.does(BEN, card(card_id="k"))
    workshop.now = LIMIT
    for command in (
        card(),
        EditCard(id=new_id(), card_id="k", changes=OfferChanges(name="Ny")),
        WithdrawCard(id=new_id(), card_id="k"),
        BringBackCard(id=new_id(), card_id="k"),
    ):
        with pytest.raises(Refused, match="not_now"):
            workshop.does(BEN, command)
    workshop.does(ADA, card())


def test_what_was_refused_is_taken_when_there_is_more_time() -> None:
    workshop = closing()
    workshop.now = LIMIT + MINUTE
    late: AddCard = card(card_id="late")
    with pytest.raises(Refused, match="not_now"):
        workshop.does(BEN, late)
    workshop.does(ADA, ExtendClock(id=new_id(), minutes=5))
    workshop.does(BEN, late)
    assert "late" in workshop.board.cards


def test_a_paused_clock_closes_nothing() -> None:
    workshop = closing()
    workshop.now += 44 * MINUTE
    workshop.does(ADA, PauseClock(id=new_id()))
    workshop.now = LIMIT + 60 * MINUTE
    workshop.does(BEN, card())
    workshop.does(ADA, ResumeClock(id=new_id()))
    assert closes_at(workshop.board) == workshop.now + MINUTE + GRACE


def test_only_writing_closes() -> None:
    workshop = closing("write", "place")
    workshop.does(BEN, card(card_id="k"))
    known = KnownOffer(card_id="old", offer=offer("Familiehuset"))
    workshop.does(ADA, ImportCards(id=new_id(), source="tilbud.csv", offers=(known,)))
    workshop.now = LIMIT
    workshop.does(BEN, MoveCard(id=new_id(), card_id="k", step_id="trin-2"))
    workshop.does(BEN, ConfirmCard(id=new_id(), card_id="old"))
    assert workshop.board.cards["old"].confirmed
    with pytest.raises(Refused, match="not_now"):
        workshop.does(BEN, card())


def test_everybody_is_told_when_it_closes() -> None:
    workshop = closing()
    told = see(workshop.board, Audience("table", "skole"))["stage"]
    assert isinstance(told, StageThing)
    assert (told.deadline, told.closes_at) == (START + 45 * MINUTE, LIMIT)
    workshop.does(ADA, OpenStage(id=new_id(), stage_id="placing"))
    assert closes_at(workshop.board) is None
    workshop.does(ADA, OpenStage(id=new_id(), stage_id="writing"))
    workshop.does(ADA, Freeze(id=new_id()))
    assert closes_at(workshop.board) is None


def test_a_stage_written_by_an_older_version_closes_nothing() -> None:
    old = {"stage_id": "w", "kind": "writing", "title": "Vi skriver", "minutes": 45, "abilities": ["write"]}
    assert Stage.model_validate(old).closes is False
