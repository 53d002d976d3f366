"""What is decided: `decide(board, actor, command, now)` gives the facts that a command leads to, or refuses it.

Pure: no clock, no ids of its own, no I/O. No facts means that the board is already as asked, which is no refusal.
One module for each subject; `rights.py` has what all of them ask first.
"""

from board.commands import (
    AddCard,
    BringBackCard,
    ChangeSetup,
    Command,
    ConfirmCard,
    EditAction,
    EditCard,
    EditFinding,
    ExtendClock,
    Freeze,
    ImportCards,
    Join,
    MoveCard,
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
    Undo,
    WithdrawCard,
)
from board.events import Event
from board.people import Actor
from board.refusals import Refused
from board.rules import agenda, agreements, cards, closing, findings, people, plan
from board.rules.rights import only_facilitator
from board.state import Board


def decide(board: Board, actor: Actor, command: Command, now: int) -> tuple[Event, ...]:
    """The facts that this command, asked by this actor at `now` (ms), leads to. Raises `Refused`."""
    if board.frozen_at is not None and not isinstance(command, Join | Freeze | Reopen):
        raise Refused("frozen")
    match command:
        case Join():
            return people.join(board, actor, command)
        case AddCard():
            return cards.add_card(board, actor, command, now)
        case ConfirmCard():
            return cards.confirm_card(board, actor, command)
        case EditCard():
            return cards.edit_card(board, actor, command)
        case MoveCard():
            return cards.move_card(board, actor, command)
        case WithdrawCard():
            return cards.withdraw(board, actor, command)
        case BringBackCard():
            return cards.bring_back(board, actor, command)
        case NoteFinding() | EditFinding():
            return findings.note_finding(board, actor, command)
    only_facilitator(actor)
    match command:
        case ImportCards():
            return cards.import_cards(board, command, now)
        case OpenStage():
            return agenda.open_stage(board, command, now)
        case PauseClock() | ResumeClock() | ExtendClock():
            return agenda.set_clock(board, command, now)
        case RevealTexts():
            return agenda.reveal(board, command)
        case PresentCard():
            return agenda.present(board, command)
        case RemoveFinding():
            return findings.remove_finding(board, command)
        case NoteAction() | EditAction():
            return agreements.note_action(board, command)
        case RemoveAction():
            return agreements.remove_action(board, command)
        case ChangeSetup():
            return plan.change_setup(board, command)
        case Undo():
            return closing.undo(board, command)
        case Freeze():
            return closing.freeze(board, now)
        case Reopen():
            return closing.reopen(board, now)
