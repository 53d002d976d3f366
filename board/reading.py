"""Reads a session's log from its beginning, however long it has become."""

import asyncio
from collections.abc import AsyncIterator, Sequence

from board.events import Entry
from board.ports import Log

AT_ONCE = 500  # entries that are asked for, and folded, in one go: half a megabyte, and some milliseconds


async def read(log: Log, session_id: str) -> AsyncIterator[Entry]:
    """All committed entries of a session in order. Others have their turn in between; two parts at most are in memory:
    the next is fetched while one is worked on.
    """
    coming = _part(log, session_id, 0)
    try:
        while True:
            entries = await coming
            is_last = len(entries) < AT_ONCE
            if not is_last:
                coming = _part(log, session_id, entries[-1].number)
                await asyncio.sleep(0)  # so that the question is on its way
            for entry in entries:
                yield entry
            if is_last:
                return
    finally:
        coming.cancel()


def _part(log: Log, session_id: str, number: int) -> asyncio.Task[Sequence[Entry]]:
    return asyncio.ensure_future(log.since(session_id, number, AT_ONCE))
