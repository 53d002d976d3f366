"""Work that takes some milliseconds of the processor, done beside the event loop instead of in it.

What takes longer is for the renderer's process: this one shares Python's lock with everything else that is served.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


class Aside:
    """One thread. With more of them, the loop would wait for the lock behind each."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="aside")

    async def run(self, work: Callable[[], T]) -> T:
        """What `work` gives or raises, when its turn has come."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    def close(self) -> None:
        """Begin nothing any more."""
        self._thread.shutdown(wait=False, cancel_futures=True)
