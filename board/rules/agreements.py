"""Who does what: the actions that the room agrees on."""

from board.commands import EditAction, NoteAction, RemoveAction
from board.events import ActionChanged, ActionNoted, Event
from board.people import Actor
from board.refusals import Refused
from board.rules.rights import action_on
from board.state import Action, Board

ACTIONS_PER_BOARD = 200


def note_action(board: Board, actor: Actor, command: NoteAction | EditAction, now: int) -> tuple[Event, ...]:
    """Note an agreement, or change one. Refuses a taken id, a removed agreement, unknown cards and
    findings.
    """
    if any(card_id not in board.cards for card_id in command.card_ids):
        raise Refused("no_such_card")
    if any(finding_id not in board.findings for finding_id in command.finding_ids):
        raise Refused("no_such_finding")
    agreed = {
        "what": command.what,
        "who": command.who,
        "due": command.due,
        "card_ids": tuple(dict.fromkeys(command.card_ids)),
        "finding_ids": tuple(dict.fromkeys(command.finding_ids)),
    }
    if isinstance(command, EditAction):
        action = action_on(board, command.action_id)
        if action.removed:
            raise Refused("no_such_action")
        changed = action.model_copy(update=agreed)
        return () if changed == action else (ActionChanged(action=changed),)
    if command.action_id in board.actions:
        raise Refused("taken")
    if sum(1 for action in board.actions.values() if not action.removed) >= ACTIONS_PER_BOARD:
        raise Refused("too_many")
    return (ActionNoted(action=Action.model_validate({"action_id": command.action_id, **agreed})),)


def remove_action(board: Board, actor: Actor, command: RemoveAction, now: int) -> tuple[Event, ...]:
    """Take an agreement away."""
    action = action_on(board, command.action_id)
    if action.removed:
        return ()
    return (ActionChanged(action=action.model_copy(update={"removed": True})),)
