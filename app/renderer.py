"""The processes that make documents, as the server sees them: started when wanted, replaced when they die.

Each takes one order at a time. What they make, and how they end when the server does, stands in `exports/rendering.py`.
"""

import asyncio
import json
import os
import socket
import subprocess
import sys
from collections.abc import Coroutine
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import structlog

from exports.rendering import SIZES, packed

ROOT = Path(__file__).parent.parent
COMMAND = (sys.executable, "-m", "exports.rendering")
MADE_WITHIN = 60.0  # seconds; two thousand offers take six on one core that is shared with nobody
HANDS = 2  # they stand back for everybody else, and one core is left idle by a single one
IDLE = 30.0  # seconds; then it goes, and its memory with it. A new one takes half a second to come
BUFFER = 1024 * 1024  # bytes of an answer that are taken in at once

_log = structlog.get_logger(__name__)


class Ended(Exception):
    """There is no answer: the process took too long, died twice, or is wanted no more."""


class Died(Ended):
    """The process died in the middle of a document."""


@dataclass(frozen=True, slots=True)
class _Process:
    system: "subprocess.Popen[bytes]"
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter


class Renderer:
    """Two processes at most, the second only while two documents are wanted at once. Whoever asks while both are busy
    waits for their turn.
    """

    def __init__(self) -> None:
        self._hands = tuple(_Hand() for _ in range(HANDS))

    async def ask(self, head: dict[str, Any], content: bytes) -> tuple[dict[str, Any], bytes]:
        """The answer to an order, both as in `exports/rendering.py`.

        Raises `Ended` if the process died over it twice, or did not finish in time; and once this is closed.
        """
        return await min(self._hands, key=lambda hand: hand.orders).ask(head, content)

    async def close(self) -> None:
        """End them at once, also in the middle of a document. Nothing is started any more."""
        await asyncio.gather(*(hand.close() for hand in self._hands))


class _Hand:
    """One of them."""

    def __init__(self) -> None:
        self.orders = 0  # in the making, or waiting
        self._process: _Process | None = None
        self._turn = asyncio.Lock()
        self._leaving: asyncio.TimerHandle | None = None
        self._left: asyncio.Task[None] | None = None
        self._closed = False

    async def ask(self, head: dict[str, Any], content: bytes) -> tuple[dict[str, Any], bytes]:
        self.orders += 1
        try:
            async with self._turn:
                return await self._answer(head, content)
        finally:
            self.orders -= 1

    async def _answer(self, head: dict[str, Any], content: bytes) -> tuple[dict[str, Any], bytes]:
        if self._leaving is not None:
            self._leaving.cancel()
        order = packed(head, content)
        try:
            return await self._try(order)
        except Died:  # mostly while it waited: by somebody's hand, or for want of memory
            return await self._try(order)
        finally:
            if self._process is not None:
                self._leaving = asyncio.get_running_loop().call_later(IDLE, self._leave)

    async def close(self) -> None:
        self._closed = True
        if self._leaving is not None:
            self._leaving.cancel()
        if self._left is not None:
            await self._left
        await self._end()

    async def _try(self, order: bytes) -> tuple[dict[str, Any], bytes]:
        process = await self._running()
        try:
            async with asyncio.timeout(MADE_WITHIN):
                answer = await _exchange(process, order)
        except TimeoutError:
            await self._end()
            _log.error("renderer killed, it did not finish in time")
            raise Ended from None
        except (OSError, asyncio.IncompleteReadError):
            await self._end()
            if self._closed:
                raise Ended from None
            _log.warning("renderer died", exit_code=process.system.returncode)
            raise Died from None
        except asyncio.CancelledError:
            await self._end()  # half an answer may be on its way
            raise
        if answer[0]["last"]:
            await self._end()
        return answer

    async def _running(self) -> _Process:
        if self._process is None and not self._closed:
            try:
                self._process = await _start()
            except OSError as trouble:
                _log.error("renderer not started", why=trouble.strerror)
                raise Ended from None
        if self._closed:  # perhaps while it was being started
            await self._end()
        if self._process is None:
            raise Ended
        return self._process

    def _leave(self) -> None:
        self._left = asyncio.ensure_future(self._end())

    def _end(self) -> Coroutine[Any, Any, None]:
        """Nobody gets hold of it from now on; it is gone when this has been awaited."""
        process, self._process = self._process, None
        return _ended(process)


async def _ended(process: _Process | None) -> None:
    if process is None:
        return
    process.writer.close()
    process.system.kill()
    await asyncio.to_thread(process.system.wait)  # it gives back its memory first: some milliseconds


async def _start() -> _Process:
    ours, theirs = socket.socketpair()
    with theirs:
        reader, writer = await asyncio.open_unix_connection(sock=ours, limit=BUFFER)
        try:
            system = subprocess.Popen(  # noqa: ASYNC220  a millisecond or two: the parent is not copied
                [*COMMAND, str(theirs.fileno())],
                cwd=ROOT,
                env={name: value for name, value in os.environ.items() if not name.startswith("TRAPPE_")},
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,  # a library that panics repeats the texts of cards
            )
        except OSError:
            writer.close()
            raise
    return _Process(system, reader, writer)


async def _exchange(process: _Process, order: bytes) -> tuple[dict[str, Any], bytes]:
    process.writer.write(order)
    await process.writer.drain()
    head_size, size = SIZES.unpack(await process.reader.readexactly(SIZES.size))
    head: dict[str, Any] = json.loads(await process.reader.readexactly(head_size))
    return head, await process.reader.readexactly(size)
