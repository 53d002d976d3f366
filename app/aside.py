"""Work that takes some milliseconds of the processor, done beside the event loop instead of in it.

What takes longer is for the renderer's process: this one shares Python's lock with everything else that is served.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")

READERS = 100  # waiting; a page takes up to 60 ms, so the last one waits some seconds


class Crowded(Exception):
    """So many read at once that this one is asked to come back in a moment."""


class Aside:
    """One thread. With more of them, the loop would wait for the lock behind each."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="aside")
        self._readers = 0
        self._turn = asyncio.Lock()

    async def run(self, work: Callable[[], T]) -> T:
        """What `work` gives or raises, when its turn has come."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    async def for_readers(self, work: Callable[[], T]) -> T:
        """The same for pages that anybody with a link may ask for: they stand in a line of their own, so that a freeze
        waits behind one of them at most. Raises `Crowded`.
        """
        if self._readers >= READERS:
            raise Crowded
        self._readers += 1
        try:
            async with self._turn:
                return await self.run(work)
        finally:
            self._readers -= 1

    def close(self) -> None:
        """Begin nothing any more."""
        self._thread.shutdown(wait=False, cancel_futures=True)
