"""Why a socket is closed by the server, and what a client then does (PROTOCOL.md, section "Closing")."""

from typing import NamedTuple


class Closing(NamedTuple):
    """A WebSocket close code with its name."""

    code: int
    name: str


COME_BACK = Closing(1012, "come_back")  # the server restarts: come back, with jitter
TOO_SLOW = Closing(1013, "too_slow")  # more waits for this client than it may: come back at the ordinary door
TOO_LARGE = Closing(1009, "too_large")  # a frame over the limit
WENT_WRONG = Closing(1011, "went_wrong")  # our fault: come back
NO_TICKET = Closing(4401, "no_ticket")  # no valid cookie: go to the join page
NO_ENTRY = Closing(4403, "no_entry")  # not this session, or not in this role
NO_SESSION = Closing(4404, "no_session")  # the session does not exist (any more)
MOVED_TABLE = Closing(4409, "moved_table")  # this person now sits at another table: come back at once
REMOVED = Closing(
    4410, "removed"
)  # the facilitator has sent this person out: ask them; come back now and then
TOO_WILD = Closing(4429, "too_wild")  # too many malformed or too many frames: wait, then come back
