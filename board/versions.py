"""What a board has been frozen as, and whether the next version is being tidied."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from board.state import Board


@dataclass(frozen=True, slots=True)
class Versions:
    """Part of a board. The boards in it have no versions of their own."""

    newest: "Board | None" = field(default=None, compare=False, repr=False)  # as it was frozen
    before: "Board | None" = field(default=None, compare=False, repr=False)  # the version before that
    day: "Board | None" = field(default=None, compare=False, repr=False)  # as the day left it: not tidied yet
    note: str = ""  # what was said of the newest one by whoever made it
    # False: the newest one was frozen before versions said what changed, and its digest knows nothing of it.
    tells_changes: bool = False
    now_only: bool = False  # of what changed it does not say what stood before
    hides_few: bool = False  # as the newest one was frozen, for its digest: later ones do not count out a few
    begun_at: int | None = None  # while the next version is being tidied: since when,
    begun_after: int = 0  # and the last entry before that. What is older is the day's, and cannot be undone
    left: "Board | None" = field(default=None, compare=False, repr=False)  # where tidying was given up


NO_VERSIONS = Versions()
