"""Taking back, freezing, reopening."""

from board import guard
from board.commands import Freeze, Reopen, Undo
from board.events import BoardFrozen, BoardReopened, Event, Undone
from board.fold import evolve
from board.people import Actor
from board.refusals import Refused
from board.rules.plan import keeps_promises, lacking, places_all
from board.rules.rights import no_cpr
from board.state import Board
from board.undo import in_the_way, way_back


def undo(board: Board, actor: Actor, command: Undo, now: int) -> tuple[Event, ...]:
    """Take a deed back. Refuses what cannot be, and what has been built upon since."""
    target = next((deed for deed in board.recent if deed.number == command.number), None)
    if target is None or not target.takes_back or target.undone:
        raise Refused("nothing_to_undo")
    if board.is_tidied and target.number <= board.versions.begun_after:
        raise Refused("nothing_to_undo")  # what was done on the day stays done
    if (newer := in_the_way(board.recent, target.number)) is not None:
        raise Refused("changed_since", deed=newer.number)
    facts = way_back(board.recent, target)
    # A plan and what was built on it are different things, but one must not be pulled away from under the other.
    after = evolve(board, facts)
    if lacking(after) is not None or not places_all(after):
        raise Refused("changed_since")
    keeps_promises(board, after.setup)
    return (Undone(number=target.number), *facts)


def freeze(board: Board, actor: Actor, command: Freeze, now: int) -> tuple[Event, ...]:
    """Close the board as its next version. Refuses a CPR number anywhere, unless it was said to be none."""
    if board.frozen_at is not None and not board.is_tidied:
        return ()
    for alarm in guard.to_be_frozen(board):
        raise guard.refused(alarm)
    no_cpr(command)
    # A number that an earlier release let in, and that was corrected since, is not written down anew as what stood.
    before = board.versions.newest
    now_only = command.now_only or (before is not None and any(guard.to_be_frozen(before)))
    version = board.version + 1
    frozen = BoardFrozen(
        at=now, version=version, note=command.note, tells_changes=True, now_only=now_only, hides_few=True
    )
    return (frozen,)


def reopen(board: Board, actor: Actor, command: Reopen, now: int) -> tuple[Event, ...]:
    """Open a frozen board again."""
    if board.frozen_at is None:
        raise Refused("not_frozen")
    if board.is_tidied:
        raise Refused("tidying")
    return (BoardReopened(at=now),)
