"""What the facilitator has taken in hand: who may change anything, who is out, whether the wall keeps its picture."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from board.state import Board


@dataclass(frozen=True, slots=True)
class Control:
    """Part of a board. `shown` is what stood on the board when the wall was held last; it is kept after the release, so
    that the release can be undone.
    """

    locked: bool = False  # nobody but the facilitator may change anything
    removed: frozenset[str] = frozenset()  # person_ids; what they wrote stays
    held: bool = False
    shown: "Board | None" = field(default=None, compare=False, repr=False)


NO_CONTROL = Control()
