"""Looks into files that somebody sent, each in a process of its own (`exports/origin.py`), one at a time."""

import asyncio
import json
import os
import sys

import structlog

from app.renderer import ROOT
from exports.origin import Origin

COMMAND = (sys.executable, "-m", "exports.origin")
WITHIN = 15.0  # seconds; a usual file takes a third of one
WAITING = 5  # people who wait for their turn; the next one is asked to come back

_log = structlog.get_logger(__name__)


class Busy(Exception):
    """So many files are being looked into that this one was not taken."""


class Inspector:
    """One process at any time: a file that was made to take long holds up no one but those who come with files."""

    def __init__(self) -> None:
        self._turn = asyncio.Lock()
        self._waiting = 0

    async def look(self, file: bytes) -> Origin:
        """What can be told of the file. Raises `Busy`."""
        if self._waiting >= WAITING:
            raise Busy
        self._waiting += 1
        try:
            async with self._turn:
                return await _look(file)
        finally:
            self._waiting -= 1


async def _look(file: bytes) -> Origin:
    process = await asyncio.create_subprocess_exec(
        *COMMAND,
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if not name.startswith("TRAPPE_")},
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,  # an error repeats what stands in the file
    )
    try:
        async with asyncio.timeout(WITHIN):
            told, _nothing = await process.communicate(file)
        return Origin(**json.loads(told))
    except (TimeoutError, ValueError):  # it was ended by its bounds, or by us
        _log.warning("file not looked into", size=len(file))
        return Origin([], readable=False)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
