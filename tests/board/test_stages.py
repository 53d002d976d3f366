"""The agenda: forward and back, clocks, what is revealed, the plan, freezing and reopening."""

import pytest

from board.commands import (
    EditAction,
    EditFinding,
    ExtendClock,
    Freeze,
    Join,
    NoteAction,
    NoteFinding,
    OpenStage,
    PauseClock,
    PresentCard,
    RemoveAction,
    RemoveFinding,
    Reopen,
    ResumeClock,
    RevealTexts,
    WithdrawCard,
)
from board.people import Actor
from board.refusals import Refused
from board.state import Clock
from tests.world import ADA, BEN, CLEO, START, WALL, Workshop, card, new_id

MINUTE = 60_000


def test_stages_open_forward_and_back_and_nothing_is_deleted() -> None:
    workshop = Workshop("writing")
    workshop.does(BEN, card(card_id="k"))
    workshop.now += 40 * MINUTE
    workshop.does(ADA, OpenStage(id=new_id(), stage_id="placing"))
    workshop.does(ADA, OpenStage(id=new_id(), stage_id="writing"))
    assert "k" in workshop.board.cards
    assert [held.stage_id for held in workshop.board.held] == ["preparation", "writing", "placing", "writing"]
    assert workshop.board.held[1].closed_at == START + 40 * MINUTE
    assert workshop.board.held[-1].closed_at is None


@pytest.mark.parametrize("actor", [BEN, WALL])
def test_only_the_facilitator_opens_stages(actor: Actor) -> None:
    with pytest.raises(Refused, match="not_allowed"):
        Workshop().does(actor, OpenStage(id=new_id(), stage_id="writing"))


def test_an_unknown_stage_is_refused_and_the_open_one_is_no_change() -> None:
    workshop = Workshop("writing")
    with pytest.raises(Refused, match="no_such_stage"):
        workshop.does(ADA, OpenStage(id=new_id(), stage_id="frokost"))
    assert workshop.does(ADA, OpenStage(id=new_id(), stage_id="writing")) == ()


def test_the_clock_runs_pauses_goes_on_and_is_extended() -> None:
    workshop = Workshop("writing")
    assert workshop.board.clock == Clock(deadline=START + 45 * MINUTE)
    workshop.now += 10 * MINUTE
    workshop.does(ADA, PauseClock(id=new_id()))
    assert workshop.board.clock == Clock(remaining=35 * MINUTE)
    workshop.does(ADA, ExtendClock(id=new_id(), minutes=5))
    workshop.now += 60 * MINUTE
    workshop.does(ADA, ResumeClock(id=new_id()))
    assert workshop.board.clock == Clock(deadline=START + 110 * MINUTE)
    workshop.now += 50 * MINUTE  # ten minutes over
    workshop.does(ADA, ExtendClock(id=new_id(), minutes=5))
    assert workshop.board.clock == Clock(deadline=workshop.now + 5 * MINUTE)


def test_a_stage_without_a_clock_cannot_pause_but_can_be_given_one() -> None:
    workshop = Workshop("reflection")
    for command in (PauseClock(id=new_id()), ResumeClock(id=new_id())):
        with pytest.raises(Refused, match="no_clock"):
            workshop.does(ADA, command)
    workshop.does(ADA, ExtendClock(id=new_id(), minutes=5))
    assert workshop.board.clock.deadline == START + 5 * MINUTE


def test_revealing_follows_the_stage_unless_the_facilitator_says_otherwise() -> None:
    workshop = Workshop("writing")
    assert not workshop.board.texts_shown
    workshop.does(ADA, RevealTexts(id=new_id(), revealed=True))
    assert workshop.board.texts_shown
    workshop.does(ADA, OpenStage(id=new_id(), stage_id="placing"))
    assert workshop.board.revealed is None
    workshop.does(ADA, RevealTexts(id=new_id(), revealed=False))
    assert not workshop.board.texts_shown


def test_one_card_is_presented_and_leaves_with_the_stage_or_when_withdrawn() -> None:
    workshop = Workshop("presenting")
    workshop.does(BEN, card(card_id="k"))
    workshop.does(ADA, PresentCard(id=new_id(), card_id="k"))
    assert workshop.board.presented == "k"
    workshop.does(BEN, WithdrawCard(id=new_id(), card_id="k"))
    assert workshop.board.presented is None
    with pytest.raises(Refused, match="withdrawn"):
        workshop.does(ADA, PresentCard(id=new_id(), card_id="k"))
    with pytest.raises(Refused, match="no_such_card"):
        workshop.does(ADA, PresentCard(id=new_id(), card_id="ukendt"))


def test_findings_are_numbered_and_a_number_is_never_used_again() -> None:
    workshop = Workshop("reflection")
    workshop.does(BEN, card(card_id="k"))
    for finding_id in ("f1", "f2"):
        workshop.does(
            BEN,
            NoteFinding(
                id=new_id(), finding_id=finding_id, form="overlap", text="To ens", card_ids=("k", "k")
            ),
        )
    workshop.does(ADA, RemoveFinding(id=new_id(), finding_id="f2"))
    workshop.does(
        CLEO, NoteFinding(id=new_id(), finding_id="f3", form="gap", text="Mangler", step_id="trin-4")
    )
    findings = workshop.board.findings
    assert [(one.number, one.removed) for one in findings.values()] == [(1, False), (2, True), (3, False)]
    assert findings["f1"].card_ids == ("k",)


def test_findings_wait_for_their_stage_and_speak_of_what_exists() -> None:
    with pytest.raises(Refused, match="not_now"):
        Workshop("writing").does(BEN, NoteFinding(id=new_id(), finding_id="f", form="gap", text="Nej"))
    workshop = Workshop("reflection")
    for wrong, code in (({"card_ids": ("x",)}, "no_such_card"), ({"step_id": "x"}, "no_such_step")):
        with pytest.raises(Refused, match=code):
            workshop.does(
                BEN,
                NoteFinding.model_validate(
                    {"id": new_id(), "finding_id": "f", "form": "gap", "text": "t", **wrong}
                ),
            )


def test_actions_are_the_facilitators() -> None:
    workshop = Workshop("wrapup")
    note = NoteAction(id=new_id(), action_id="a", what="Sende overblikket ud", who="Anne", due="2026-11-28")
    with pytest.raises(Refused, match="not_allowed"):
        workshop.does(BEN, note)
    workshop.does(ADA, note)
    workshop.does(
        ADA, EditAction(id=new_id(), action_id="a", what="Sende overblikket ud", who="Bo", due="2026-11-28")
    )
    workshop.does(ADA, RemoveAction(id=new_id(), action_id="a"))
    assert (workshop.board.actions["a"].who, workshop.board.actions["a"].removed) == ("Bo", True)
    with pytest.raises(Refused, match="no_such_action"):
        workshop.does(ADA, EditAction(id=new_id(), action_id="a", what="Nobody would see this"))


def test_a_finding_that_was_removed_is_not_edited_unseen() -> None:
    workshop = Workshop("reflection")
    workshop.does(BEN, NoteFinding(id=new_id(), finding_id="f", form="gap", text="Mangler"))
    workshop.does(ADA, RemoveFinding(id=new_id(), finding_id="f"))
    with pytest.raises(Refused, match="no_such_finding"):
        workshop.does(BEN, EditFinding(id=new_id(), finding_id="f", form="gap", text="Mangler stadig"))


def test_frozen_is_read_only_until_reopened_as_a_next_version() -> None:
    workshop = Workshop("wrapup")
    workshop.does(ADA, card(card_id="k"))
    with pytest.raises(Refused, match="not_allowed"):
        workshop.does(BEN, Freeze(id=new_id()))
    workshop.does(ADA, Freeze(id=new_id()))
    assert (workshop.board.version, workshop.board.frozen_at) == (1, START)
    assert workshop.does(ADA, Freeze(id=new_id())) == ()
    for actor, command in (
        (ADA, card()),
        (BEN, WithdrawCard(id=new_id(), card_id="k")),
        (ADA, PauseClock(id=new_id())),
    ):
        with pytest.raises(Refused, match="frozen"):
            workshop.does(actor, command)
    assert workshop.does(
        CLEO, Join(id=new_id(), area_id="skole")
    )  # the result may still be read by latecomers
    workshop.does(ADA, Reopen(id=new_id()))
    workshop.does(ADA, Freeze(id=new_id()))
    assert workshop.board.version == 2
    with pytest.raises(Refused, match="not_frozen"):
        Workshop().does(ADA, Reopen(id=new_id()))


def test_moving_to_another_table_is_joining_again() -> None:
    workshop = Workshop()
    assert workshop.does(BEN, Join(id=new_id(), area_id="skole")) == ()
    workshop.does(BEN, Join(id=new_id(), area_id="ppr"))
    assert workshop.board.people["ben"] == "ppr"
    with pytest.raises(Refused, match="no_such_area"):
        workshop.does(BEN, Join(id=new_id(), area_id="x"))
