"""What the room looks at while it reflects, and which of the proposals it has turned down."""

from board.commands import RejectCandidate, SetOverview
from board.events import CandidateRejected, Event, OverviewSet
from board.people import Actor
from board.refusals import Refused
from board.state import Board

REJECTED_PER_BOARD = 500


def set_overview(board: Board, actor: Actor, command: SetOverview, now: int) -> tuple[Event, ...]:
    """Choose the wall's picture, and the target groups that are counted by step."""
    chosen = ("shown", "target_groups", "by_support")
    changes = {field: value for field in chosen if (value := getattr(command, field)) is not None}
    overview = board.overview.model_copy(update=changes)
    return () if overview == board.overview else (OverviewSet(overview=overview),)


def reject_candidate(board: Board, actor: Actor, command: RejectCandidate, now: int) -> tuple[Event, ...]:
    """Remember that these cards are no overlap, or forget it. Refuses unknown cards."""
    if any(card_id not in board.cards for card_id in command.card_ids):
        raise Refused("no_such_card")
    card_ids = tuple(sorted(set(command.card_ids)))
    if command.rejected == (frozenset(card_ids) in board.rejected):
        return ()
    if command.rejected and len(board.rejected) >= REJECTED_PER_BOARD:
        raise Refused("too_many")
    return (CandidateRejected(card_ids=card_ids, rejected=command.rejected),)
