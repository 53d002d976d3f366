"""What the facilitator takes in hand: the lock on the board, the picture on the wall."""

from board.commands import HoldWall, LockBoard
from board.events import BoardLocked, Event, WallHeld
from board.people import Actor
from board.state import Board


def lock(board: Board, actor: Actor, command: LockBoard, now: int) -> tuple[Event, ...]:
    """Let nobody but the facilitator change anything, or everybody again."""
    return () if command.locked == board.control.locked else (BoardLocked(locked=command.locked),)


def hold_wall(board: Board, actor: Actor, command: HoldWall, now: int) -> tuple[Event, ...]:
    """Keep the wall's picture, or let it follow the board."""
    return () if command.held == board.control.held else (WallHeld(held=command.held),)
