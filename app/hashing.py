"""Passphrases are hashed and compared beside the event loop, one at a time in each of two lines: each takes 70 ms of a
core and 32 MiB."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from app.aside import Crowded
from sessions import passphrases

T = TypeVar("T")

LINE = 40  # waiting; the last one waits three seconds


class Hashing:
    """Two lines: `known` is for whoever is signed in, or signs in from a browser that was signed in before. They do not
    wait behind those who guess."""

    def __init__(self) -> None:
        self._lines = {known: _Line() for known in (False, True)}

    async def hashed(self, passphrase: str, *, known: bool) -> str:
        """What is kept of a new passphrase. Raises `Crowded`."""
        return await self._lines[known].run(lambda: passphrases.hashed(passphrase))

    async def fits(self, passphrase_hash: str, passphrase: str, *, known: bool) -> bool:
        """Whether this is the passphrase; nothing fits an empty hash, which takes as long. Raises `Crowded`."""
        return await self._lines[known].run(lambda: passphrases.fits(passphrase_hash, passphrase))


class _Line:
    def __init__(self) -> None:
        self._turn = asyncio.Lock()
        self._waiting = 0

    async def run(self, work: Callable[[], T]) -> T:
        if self._waiting >= LINE:
            raise Crowded
        self._waiting += 1
        try:
            async with self._turn:
                return await asyncio.to_thread(work)
        finally:
            self._waiting -= 1
