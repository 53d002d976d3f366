"""Promise 6: no dead ends. Whatever was done can be taken back, by the facilitator, by name."""

from dataclasses import replace

import pytest

from board.commands import (
    AnswerQuestion,
    ArrangeAreas,
    ArrangeCards,
    AskQuestion,
    ChoosePresenter,
    Command,
    EditCard,
    ExtendClock,
    Freeze,
    MarkPresented,
    MergeFindings,
    MoveCard,
    NoteAction,
    NoteFinding,
    OfferChanges,
    OpenStage,
    PauseClock,
    PresentCard,
    RemoveFinding,
    RevealTexts,
    ShowQuestion,
    TimeArea,
    Undo,
    WithdrawCard,
)
from board.refusals import Refused
from board.state import OWN_RECENT, RECENT, Board, Stage
from tests.world import ADA, AGENDA, BEN, CLEO, STEPS, Workshop, card, new_id, plan_change, setup


def facts(board: Board) -> Board:
    """The board without its memory and number."""
    return replace(board, number=0, recent=())


@pytest.fixture
def workshop() -> Workshop:
    made = Workshop("placing")
    made.does(BEN, card("Dagbehandling", card_id="k", step_id="trin-2"))
    made.does(BEN, card("Headspace", card_id="l", step_id="trin-2"))
    made.does(ADA, NoteFinding(id=new_id(), finding_id="f", form="gap", text="Mangler"))
    made.does(ADA, NoteFinding(id=new_id(), finding_id="g", form="gap", text="Mangler også"))
    made.does(ADA, PresentCard(id=new_id(), card_id="l"))
    made.does(ADA, AskQuestion(id=new_id(), question_id="q", card_id="l", text="Hvem må komme?"))
    return made


COMMANDS: list[Command] = [
    MoveCard(id="u1", card_id="k", step_id="trin-3", other_steps=("trin-5",)),
    MoveCard(id="u2", card_id="k", step_id="trin-2", after="l"),
    MoveCard(id="u3", card_id="k"),
    EditCard(id="u4", card_id="k", changes=OfferChanges(name="Dagbehandling på stedet", target_group="Børn")),
    WithdrawCard(id="u5", card_id="k"),
    OpenStage(id="u6", stage_id="presenting"),
    OpenStage(id="u7", stage_id="writing"),
    PauseClock(id="u8"),
    ExtendClock(id="u9", minutes=5),
    RevealTexts(id="u10", revealed=False),
    PresentCard(id="u11", card_id="k"),
    RemoveFinding(id="u12", finding_id="f"),
    MergeFindings(id="u13", finding_id="f", gone_id="g"),
    MarkPresented(id="u14", card_id="k", presented=True),
    ChoosePresenter(id="u15", area_id="skole", person_id="ben"),
    ArrangeAreas(id="u16", area_ids=("ppr",)),
    ArrangeCards(id="u17", area_id="skole", card_ids=("l", "k")),
    TimeArea(id="u18", area_id="skole", minutes=4),
    AnswerQuestion(id="u19", question_id="q", state="answered", answer="Alle"),
    ShowQuestion(id="u20", question_id="q"),
]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: f"{command.type}-{command.id}")
def test_a_command_undone_leaves_the_same_board_and_redone_the_other(
    workshop: Workshop, command: Command
) -> None:
    before = facts(workshop.board)
    workshop.does(ADA, command)
    after = facts(workshop.board)
    assert after != before
    workshop.does(ADA, Undo(id=new_id(), number=workshop.board.number))
    assert facts(workshop.board) == before
    workshop.does(ADA, Undo(id=new_id(), number=workshop.board.number))
    assert facts(workshop.board) == after


def test_what_was_added_is_withdrawn(workshop: Workshop) -> None:
    workshop.does(ADA, card(card_id="ny"))
    workshop.does(ADA, Undo(id=new_id(), number=workshop.board.number))
    assert workshop.board.cards["ny"].withdrawn
    workshop.does(ADA, NoteAction(id=new_id(), action_id="a", what="Ring"))
    workshop.does(ADA, Undo(id=new_id(), number=workshop.board.number))
    assert workshop.board.actions["a"].removed


def test_undoing_the_stage_keeps_the_agenda_as_it_was_held(workshop: Workshop) -> None:
    workshop.does(ADA, OpenStage(id=new_id(), stage_id="wrapup"))
    workshop.does(ADA, Undo(id=new_id(), number=workshop.board.number))
    assert [held.stage_id for held in workshop.board.held] == ["preparation", "placing"]


def test_an_older_deed_is_undone_if_nothing_since_touched_the_same(workshop: Workshop) -> None:
    workshop.does(ADA, MoveCard(id="m1", card_id="k", step_id="trin-4"))
    first = workshop.board.number
    workshop.does(ADA, MoveCard(id="m2", card_id="l", step_id="trin-5"))
    workshop.does(ADA, Undo(id=new_id(), number=first))
    assert workshop.board.cards["k"].placement.step_id == "trin-2"
    assert workshop.board.cards["l"].placement.step_id == "trin-5"


def test_what_was_changed_since_is_refused_until_the_newer_is_undone(workshop: Workshop) -> None:
    workshop.does(ADA, MoveCard(id="m1", card_id="k", step_id="trin-4"))
    first = workshop.board.number
    workshop.does(ADA, MoveCard(id="m2", card_id="k", step_id="trin-5"))
    second = workshop.board.number
    with pytest.raises(Refused, match="changed_since"):
        workshop.does(ADA, Undo(id=new_id(), number=first))
    workshop.does(ADA, Undo(id=new_id(), number=second))
    workshop.does(ADA, Undo(id=new_id(), number=first))
    assert workshop.board.cards["k"].placement.step_id == "trin-2"


def test_nothing_is_undone_twice_or_by_a_participant_or_from_long_ago(workshop: Workshop) -> None:
    workshop.does(ADA, MoveCard(id="m1", card_id="k", step_id="trin-4"))
    number = workshop.board.number
    with pytest.raises(Refused, match="not_allowed"):
        workshop.does(BEN, Undo(id=new_id(), number=number))
    workshop.does(ADA, Undo(id=new_id(), number=number))
    with pytest.raises(Refused, match="nothing_to_undo"):
        workshop.does(ADA, Undo(id=new_id(), number=number))
    for _ in range(RECENT + OWN_RECENT):
        workshop.does(ADA, ExtendClock(id=new_id(), minutes=1))
    with pytest.raises(Refused, match="nothing_to_undo"):
        workshop.does(ADA, Undo(id=new_id(), number=number + 1))


def test_an_undo_does_not_show_a_card_that_was_withdrawn_meanwhile(workshop: Workshop) -> None:
    workshop.does(ADA, PresentCard(id=new_id(), card_id="k"))
    workshop.does(ADA, PresentCard(id=new_id(), card_id=None))
    hidden = workshop.board.number
    workshop.does(ADA, WithdrawCard(id=new_id(), card_id="k"))
    workshop.does(ADA, Undo(id=new_id(), number=hidden))
    assert workshop.board.presented is None


def test_what_the_facilitator_did_has_a_way_back_after_a_storm_of_moves(workshop: Workshop) -> None:
    workshop.does(ADA, RemoveFinding(id=new_id(), finding_id="f"))
    removed = workshop.board.number
    workshop.does(ADA, MoveCard(id=new_id(), card_id="k", step_id="trin-4"))
    moved = workshop.board.number
    for turn in range(3 * RECENT):
        workshop.does(BEN, MoveCard(id=new_id(), card_id="k", step_id=f"trin-{turn % 5 + 1}"))
    assert len(workshop.board.recent) <= RECENT + OWN_RECENT
    workshop.does(ADA, Undo(id=new_id(), number=removed))
    assert not workshop.board.findings["f"].removed
    with pytest.raises(Refused, match="nothing_to_undo"):  # what Ben did since is forgotten, but it was done
        workshop.does(ADA, Undo(id=new_id(), number=moved))


def test_deeds_are_named(workshop: Workshop) -> None:
    workshop.does(BEN, MoveCard(id="m1", card_id="k", step_id="trin-4"))
    deed = workshop.board.recent[-1]
    assert (deed.what, deed.subject, deed.before, deed.after, deed.area_id) == (
        "card_moved",
        "Dagbehandling",
        "trin-2",
        "trin-4",
        "skole",
    )


def test_freezing_is_not_undone_but_reopened(workshop: Workshop) -> None:
    workshop.does(ADA, Freeze(id=new_id()))
    with pytest.raises(Refused, match="frozen"):
        workshop.does(ADA, Undo(id=new_id(), number=workshop.board.number))


EXTRA = Stage(stage_id="extra", kind="welcome", title="Ekstra")


def changes_plan(workshop: Workshop, **changes: object) -> int:
    """The facilitator changes the plan. Gives the entry's number."""
    workshop.does(ADA, plan_change(workshop.board.setup, **changes))
    return workshop.board.number


def test_a_plan_is_not_taken_back_from_under_the_open_stage(workshop: Workshop) -> None:
    planned = changes_plan(workshop, agenda=(*AGENDA, EXTRA))
    workshop.does(ADA, OpenStage(id=new_id(), stage_id="extra"))
    with pytest.raises(Refused, match="changed_since"):
        workshop.does(ADA, Undo(id=new_id(), number=planned))
    workshop.does(ADA, Undo(id=new_id(), number=workshop.board.number))
    workshop.does(ADA, Undo(id=new_id(), number=planned))
    assert workshop.board.setup == setup()


def test_a_stage_that_has_left_the_plan_is_not_opened_by_redoing(workshop: Workshop) -> None:
    workshop.does(ADA, OpenStage(id=new_id(), stage_id="wrapup"))
    workshop.does(ADA, Undo(id=new_id(), number=workshop.board.number))
    undone = workshop.board.number
    changes_plan(workshop, agenda=AGENDA[:-1])
    with pytest.raises(Refused, match="changed_since"):
        workshop.does(ADA, Undo(id=new_id(), number=undone))


def test_a_card_does_not_go_back_to_a_step_that_has_left_the_plan(workshop: Workshop) -> None:
    workshop.does(ADA, MoveCard(id=new_id(), card_id="k", step_id="trin-6"))
    workshop.does(ADA, MoveCard(id=new_id(), card_id="k", step_id="trin-1"))
    away = workshop.board.number
    planned = changes_plan(workshop, steps=STEPS[:5])
    with pytest.raises(Refused, match="changed_since"):
        workshop.does(ADA, Undo(id=new_id(), number=away))
    workshop.does(ADA, Undo(id=new_id(), number=planned))
    workshop.does(ADA, Undo(id=new_id(), number=away))
    assert workshop.board.cards["k"].placement.step_id == "trin-6"


def test_a_card_that_comes_back_leaves_the_spotlight_to_the_one_shown_since(workshop: Workshop) -> None:
    workshop.does(CLEO, card("Motorik", "dagtilbud", card_id="m"))
    workshop.does(ADA, PresentCard(id=new_id(), card_id="k"))
    workshop.does(ADA, WithdrawCard(id=new_id(), card_id="k"))
    withdrawn = workshop.board.number
    workshop.does(ADA, PresentCard(id=new_id(), card_id="m"))
    workshop.does(ADA, Undo(id=new_id(), number=withdrawn))
    assert not workshop.board.cards["k"].withdrawn
    assert workshop.board.presented == "m"


def test_what_was_redone_and_taken_back_again_by_itself_is_not_taken_back_once_more(
    workshop: Workshop,
) -> None:
    def undo(number: int) -> int:
        workshop.does(ADA, Undo(id=new_id(), number=number))
        return workshop.board.number

    workshop.does(ADA, OpenStage(id=new_id(), stage_id="presenting"))
    opened = workshop.board.number
    held = len(workshop.board.held)
    redone = undo(undo(opened))
    assert len(workshop.board.held) == held
    taken_back = undo(opened)
    assert len(workshop.board.held) == held - 1
    with pytest.raises(Refused, match="nothing_to_undo"):
        undo(redone)
    again = undo(taken_back)
    assert len(workshop.board.held) == held
    for _ in range(5):  # back and forth, each time by taking the newest back
        again = undo(again)
    assert len(workshop.board.held) == held - 1
