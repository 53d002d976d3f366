"""Reads a session's log from its beginning, however long it has become."""

from collections.abc import AsyncIterator

from board.events import Entry
from board.ports import Log

AT_ONCE = 500  # entries that are asked for, and folded, in one go: half a megabyte, and some milliseconds


async def read(log: Log, session_id: str) -> AsyncIterator[Entry]:
    """All committed entries of a session in order. Others have their turn in between; a part at a time is in memory."""
    number, more = 0, True
    while more:
        entries = await log.since(session_id, number, AT_ONCE)
        for entry in entries:
            yield entry
            number = entry.number
        more = len(entries) == AT_ONCE
