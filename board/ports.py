"""What the hub needs from the outside: a place where facts are kept, and a way to hear that others wrote some."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Protocol

from board.events import Entry
from board.people import Here


class Stale(Exception):
    """Another worker has written this session's next number first. Read what it wrote, and decide again."""


class NotStored(Exception):
    """The entry could not be committed (full or locked disk, lost database). Nothing of it was kept."""


class Log(Protocol):
    """The ordered log of every session. `(session, number)` and `(session, command_id)` are unique."""

    def append(self, session_id: str, entry: Entry) -> Awaitable[None]:
        """Ends when the entry is committed to disk. Entries of a session are stored in the order of the calls.

        Raises `Stale` if `entry.number` is not the session's next number or the command id is known already,
        `NotStored` if it could not be kept. In both cases nothing was stored, nor will any entry be that was
        appended after it with a later number.
        """

    async def since(self, session_id: str, number: int, limit: int | None = None) -> Sequence[Entry]:
        """All committed entries after `number`, in order; or, with a limit, the first so many of them."""

    async def find(self, session_id: str, command_id: str) -> Entry | None:
        """The entry that a command led to, if it was ever stored."""

    def forget(self, session_id: str) -> None:
        """The session's room is closed here: what was remembered for it may go."""


class Bus(Protocol):
    """Wakes the rooms of other workers. A notice has no content and may be lost: the log is the truth."""

    shared: bool  # whether there may be other workers at all; if so, rooms also look at the log by themselves

    def notify(self, notice: str, /) -> None:
        """Tell the other workers that a session's log has grown (its id), or what else the hub has a word for. Returns
        at once.
        """

    def listen(self, heard: Callable[[str], Awaitable[None]]) -> None:
        """`heard(notice)` is called for notices from other workers."""


class Elsewhere(Protocol):
    """Who is connected to the other workers. A hint: a second or two old, and all of it may be lost."""

    async def exchange(self, here: Mapping[str, Here]) -> Mapping[str, Sequence[Here]]:
        """Tell the others who is connected here, by session; hear what they told of these sessions."""
