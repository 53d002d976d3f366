"""What is decided: `decide(board, actor, command, now)` gives the facts that a command leads to, or refuses it.

Pure: no clock, no ids of its own, no I/O. No facts means that the board is already as asked, which is no refusal.
One module for each subject; `rights.py` has what all of them ask first.
"""

from collections.abc import Callable, Mapping
from typing import Any

from board import guard
from board.commands import (
    AddCard,
    AnswerQuestion,
    ArrangeAreas,
    ArrangeCards,
    Asked,
    AskQuestion,
    BringBackCard,
    ChangeSetup,
    ChoosePresenter,
    Command,
    ConfirmCard,
    DismissCpr,
    EditAction,
    EditCard,
    EditFinding,
    EndClock,
    ExtendClock,
    Freeze,
    GiveTurn,
    HoldWall,
    ImportCards,
    Join,
    LockBoard,
    MarkPresented,
    MergeFindings,
    MergeQuestions,
    MoveCard,
    NoteAction,
    NoteFinding,
    OfferToPresent,
    OpenStage,
    PauseClock,
    PresentCard,
    RejectCandidate,
    RemoveAction,
    RemoveFinding,
    RemovePerson,
    Reopen,
    ResumeClock,
    RevealTexts,
    SetOverview,
    ShowQuestion,
    SupportFinding,
    SupportQuestion,
    TimeArea,
    Undo,
    WithdrawCard,
    WithdrawCardsOf,
)
from board.events import Event
from board.people import Actor
from board.refusals import Refused
from board.rules import (
    agenda,
    agreements,
    cards,
    closing,
    control,
    findings,
    overview,
    people,
    plan,
    presenting,
    questions,
    support,
    tidying,
)
from board.rules.rights import not_kept_out, only_facilitator
from board.state import Board
from board.tidying import BeginTidying, GiveUpTidying, MergeCards, SplitCard

# Asked with the board, the actor, the command and the time (ms). May raise `Refused`.
Rule = Callable[[Board, Actor, Any, int], tuple[Event, ...]]

_ANYBODY: Mapping[type[Asked], Rule] = {
    Join: people.join,
    AddCard: cards.add_card,
    ConfirmCard: cards.confirm_card,
    EditCard: cards.edit_card,
    MoveCard: cards.move_card,
    WithdrawCard: cards.withdraw,
    BringBackCard: cards.bring_back,
    NoteFinding: findings.note_finding,
    EditFinding: findings.note_finding,
    SupportFinding: support.support_finding,
    PresentCard: presenting.present,
    OfferToPresent: presenting.offer_to_present,
    AskQuestion: questions.ask,
    SupportQuestion: questions.support,
}
_FACILITATOR: Mapping[type[Asked], Rule] = {
    ImportCards: cards.import_cards,
    OpenStage: agenda.open_stage,
    PauseClock: agenda.set_clock,
    ResumeClock: agenda.set_clock,
    ExtendClock: agenda.set_clock,
    EndClock: agenda.set_clock,
    RevealTexts: agenda.reveal,
    MarkPresented: presenting.mark_presented,
    GiveTurn: presenting.give_turn,
    ChoosePresenter: presenting.choose_presenter,
    ArrangeAreas: presenting.arrange_areas,
    ArrangeCards: presenting.arrange_cards,
    TimeArea: presenting.time_area,
    MergeQuestions: questions.merge,
    AnswerQuestion: questions.answer,
    ShowQuestion: questions.show,
    RemoveFinding: findings.remove_finding,
    MergeFindings: findings.merge_findings,
    RejectCandidate: overview.reject_candidate,
    SetOverview: overview.set_overview,
    NoteAction: agreements.note_action,
    EditAction: agreements.note_action,
    RemoveAction: agreements.remove_action,
    ChangeSetup: plan.change_setup,
    LockBoard: control.lock,
    HoldWall: control.hold_wall,
    RemovePerson: people.remove,
    WithdrawCardsOf: cards.withdraw_all_of,
    Undo: closing.undo,
    Freeze: closing.freeze,
    Reopen: closing.reopen,
    BeginTidying: tidying.begin,
    GiveUpTidying: tidying.give_up,
    MergeCards: tidying.merge_cards,
    SplitCard: tidying.split_card,
    DismissCpr: guard.dismiss,
}
_WHILE_FROZEN = (Join, Freeze, Reopen, BeginTidying, GiveUpTidying)
# What stands in a mapping and is a person's work; not the day, and of the plan only what is decided after it.
# Target groups (SetOverview) are chosen by the room, which counts by them: for others the board is opened again.
WHILE_TIDIED = (
    *(AddCard, EditCard, MoveCard, ConfirmCard, WithdrawCard, BringBackCard, MergeCards, SplitCard),
    *(NoteFinding, EditFinding, RemoveFinding, MergeFindings, RejectCandidate),
    *(NoteAction, EditAction, RemoveAction, MergeQuestions, AnswerQuestion, ChangeSetup, DismissCpr, Undo),
)


def decide(board: Board, actor: Actor, command: Command, now: int) -> tuple[Event, ...]:
    """The facts that this command, asked by this actor at `now` (ms), leads to. Raises `Refused`."""
    asked = type(command)
    if board.frozen_at is not None and asked not in _WHILE_FROZEN:
        tidies = board.is_tidied and actor.role == "facilitator" and asked in WHILE_TIDIED
        if not tidies:
            raise Refused("frozen")
    not_kept_out(board, actor, joins=asked is Join)
    rule = _ANYBODY.get(asked)
    if rule is None:
        only_facilitator(actor)
        rule = _FACILITATOR[asked]
    facts = rule(board, actor, command, now)
    # What is taken back was searched when it was written; and whatever stands is searched again at the freeze.
    return facts if asked is Undo else guard.checked(board, actor, command, facts)
