"""The open stage's clock, for what depends on the time: nothing here looks at one, `now` (ms) is always handed in."""

from board.state import Board

MINUTE = 60_000
GRACE = 2 * MINUTE  # to end a sentence in, after the time that was told to the room


def closes_at(board: Board) -> int | None:
    """When participants can write no longer; None while nothing closes by itself.

    Only a stage that the facilitator made so closes, and only while its clock runs: paused, or given more time,
    writing is open again.
    """
    stage = board.stage
    if not stage.closes or "write" not in stage.abilities or board.frozen_at is not None:
        return None
    return None if board.clock.deadline is None else board.clock.deadline + GRACE


def is_shut(board: Board, now: int) -> bool:
    """Whether the time for writing has run out, grace included."""
    shut_at = closes_at(board)
    return shut_at is not None and now >= shut_at
