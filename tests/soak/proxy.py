"""A bad network: a TCP proxy between phones and server that cuts, stalls and delays what passes.

Bytes are never changed, left out or swapped on one connection, because TCP would not let that happen either. What
does happen is that a phone gives a connection up and comes back by another, and that the old one still delivers what
was under way: then commands arrive twice, and older ones after newer ones. `Pair.lag_behind` is that.
"""

import asyncio
import contextlib
import random
import socket
from collections.abc import Callable

PIECE = 16 * 1024
BUFFER = (
    16 * 1024
)  # bytes that each socket here holds: a client that does not read must be felt by the server


class Pair:
    """One client's connection and ours to the server."""

    def __init__(self) -> None:
        self.delay = 0.0  # seconds, for every piece in both directions
        self.passing = asyncio.Event()  # cleared: nothing passes, and neither end is told
        self.passing.set()
        self.lags = False
        self._writers: list[asyncio.StreamWriter] = []

    def hold(self, writer: asyncio.StreamWriter) -> None:
        writer.transport.set_write_buffer_limits(BUFFER)
        self._writers.append(writer)

    def lag_behind(self) -> None:
        """The client is cut off, and the server hears no more until `passing` is set: then what was under way."""
        self.passing.clear()
        self.lags = True
        self._writers[0].transport.abort()

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
        """Everything passes at once again, but for what lags behind."""
        for pair in self.pairs:
            if not pair.lags:
                pair.delay = 0.0
                pair.passing.set()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        pair = Pair()
        writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, BUFFER)
        pair.hold(writer)
        try:
            there, to_server = await asyncio.open_connection(sock=await self._connect(), limit=PIECE)
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

    async def _connect(self) -> socket.socket:
        connection = socket.socket()
        connection.setblocking(False)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, BUFFER)
        try:
            await asyncio.get_running_loop().sock_connect(connection, ("127.0.0.1", self.upstream))
        except BaseException:
            connection.close()
            raise
        return connection


async def _pass(pair: Pair, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while piece := await reader.read(PIECE):
            if pair.delay:
                await asyncio.sleep(pair.delay)
            await pair.passing.wait()
            writer.write(piece)
            await writer.drain()
        writer.write_eof()
