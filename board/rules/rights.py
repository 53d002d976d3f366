"""What every rule asks first: who may, whether there is such a thing, and whether a text may stand."""

from board import guard
from board.clock import is_shut
from board.people import Actor
from board.refusals import Refused
from board.state import Ability, Action, Board, Card, Fact, Finding


def may(board: Board, actor: Actor, ability: Ability, now: int) -> None:
    """The facilitator always may; others while the open stage lets them, and its time for writing has not run out."""
    if actor.role == "facilitator":
        return
    if actor.role == "participant" and actor.person_id not in board.people:
        raise Refused("not_joined")
    if actor.role == "projector" and ability != "place":
        raise Refused("not_allowed")
    if ability not in board.stage.abilities or (ability == "write" and is_shut(board, now)):
        raise Refused("not_now")


def not_kept_out(board: Board, actor: Actor, *, joins: bool) -> None:
    """Refuses whoever was sent out, and while the board is locked all but the facilitator; coming in is no change."""
    if actor.role == "facilitator":
        return
    if actor.person_id in board.control.removed:
        raise Refused("removed")
    if board.control.locked and not joins:
        raise Refused("locked")
    if board.control.held and actor.role == "projector":
        raise Refused("not_now")  # what is pointed at there is not what stands on the board


def only_facilitator(actor: Actor) -> None:
    """Refuses everybody else."""
    if actor.role != "facilitator":
        raise Refused("not_allowed")


def card_on(board: Board, card_id: str) -> Card:
    """The card of this id. Refuses an id that there is not."""
    if card_id not in board.cards:
        raise Refused("no_such_card")
    return board.cards[card_id]


def finding_on(board: Board, finding_id: str) -> Finding:
    """The finding of this id. Refuses an id that there is not."""
    if finding_id not in board.findings:
        raise Refused("no_such_finding")
    return board.findings[finding_id]


def action_on(board: Board, action_id: str) -> Action:
    """The agreement of this id. Refuses an id that there is not."""
    if action_id not in board.actions:
        raise Refused("no_such_action")
    return board.actions[action_id]


def known_area(board: Board, area_id: str) -> None:
    """Refuses an area that the session does not have."""
    if all(area.area_id != area_id for area in board.setup.areas):
        raise Refused("no_such_area", "area_id")


def no_cpr(shape: Fact) -> None:
    """Refuses a shape one of whose own texts looks like a CPR number: of what is no part of the board."""
    for alarm in guard.in_shape(shape):
        raise Refused("cpr", alarm.place.field.partition("+")[0])
