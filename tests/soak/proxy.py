"""A bad network: a TCP proxy between phones and server that cuts, stalls and delays what passes.

Bytes are never changed, left out or swapped on one connection, because TCP would not let that happen either.
"""

import asyncio
import contextlib
import random
from collections.abc import Callable

PIECE = 64 * 1024


class Pair:
    """One client's connection and ours to the server."""

    def __init__(self) -> None:
        self.delay = 0.0  # seconds, for every piece in both directions
        self.passing = asyncio.Event()  # cleared: nothing passes, and neither end is told
        self.passing.set()
        self._writers: list[asyncio.StreamWriter] = []

    def hold(self, writer: asyncio.StreamWriter) -> None:
        self._writers.append(writer)

    def cut(self) -> None:
        """Both ends are gone at once, with whatever was under way."""
        for writer in self._writers:
            writer.transport.abort()
        self.passing.set()


class Proxy:
    """Listens on a port of its own and passes everything on to `upstream` (a port), which may change."""

    def __init__(self, chance: random.Random, upstream: int) -> None:
        self.chance, self.upstream = chance, upstream
        self.pairs: set[Pair] = set()
        self._server: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def address(self) -> str:
        assert self._server is not None
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, limit=PIECE)

    async def stop(self) -> None:
        assert self._server is not None
        self._server.close()
        self.each(1.0, Pair.cut)
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def each(self, part: float, fault: Callable[[Pair], None]) -> None:
        """Let something happen to this part of the connections."""
        for pair in tuple(self.pairs):
            if self.chance.random() < part:
                fault(pair)

    def heal(self) -> None:
        """Everything passes at once again."""
        for pair in self.pairs:
            pair.delay = 0.0
            pair.passing.set()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        pair = Pair()
        pair.hold(writer)
        try:
            there, to_server = await asyncio.open_connection("127.0.0.1", self.upstream, limit=PIECE)
        except OSError:  # the server is not there now, and its port would say the same
            writer.transport.abort()
            return
        pair.hold(to_server)
        self.pairs.add(pair)
        ways = [asyncio.create_task(_pass(pair, a, b)) for a, b in ((reader, to_server), (there, writer))]
        self._tasks.update(ways)
        try:
            await asyncio.wait(ways)
        finally:
            self.pairs.discard(pair)
            self._tasks.difference_update(ways)
            pair.cut()


async def _pass(pair: Pair, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while piece := await reader.read(PIECE):
            if pair.delay:
                await asyncio.sleep(pair.delay)
            await pair.passing.wait()
            writer.write(piece)
            await writer.drain()  # a client that does not read must be felt by the server
        writer.write_eof()
