"""What a board has been frozen as: the newest version, and the one before it, with which it is compared."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from board.state import Board


@dataclass(frozen=True, slots=True)
class Versions:
    """Part of a board. The boards in it are as they stood when they were frozen, without versions of their own."""

    newest: "Board | None" = field(default=None, compare=False, repr=False)
    before: "Board | None" = field(default=None, compare=False, repr=False)
    note: str = ""  # what was said of the newest one by whoever made it
    # False: the newest one was frozen before versions said what changed, and its digest knows nothing of it.
    tells_changes: bool = False


NO_VERSIONS = Versions()
