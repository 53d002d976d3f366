"""A WebSocket client that is cheap enough to be thousands of viewers at once. Text frames only, no fragments."""

import asyncio
import base64
import os
import struct
from collections.abc import Callable, Sequence

HOST = "127.0.0.1"
_CONNECT_AT_ONCE = 50


class Line(asyncio.Protocol):
    """One viewer. `heard(line, payload)` is called for each text frame."""

    def __init__(self, request: bytes, heard: Callable[["Line", bytes], None]) -> None:
        self._request, self.heard = request, heard
        self._buffer = bytearray()
        self._open = False
        self.opened: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.closed = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport: asyncio.Transport = transport  # type: ignore[assignment]
        self.transport.write(self._request)

    def connection_lost(self, exc: Exception | None) -> None:
        self.closed = True
        if not self.opened.done():
            self.opened.set_exception(ConnectionError("closed before it was open"))

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        if not self._open and not self._shake_hands():
            return
        self._read_frames()

    def _shake_hands(self) -> bool:
        end = self._buffer.find(b"\r\n\r\n")
        if end < 0:
            return False
        head = bytes(self._buffer[:end])
        del self._buffer[: end + 4]
        if b" 101 " not in head.split(b"\r\n", 1)[0]:
            self.opened.set_exception(ConnectionError(head.decode(errors="replace").splitlines()[0]))
            self.transport.close()
            return False
        self._open = True
        self.opened.set_result(None)
        return True

    def _read_frames(self) -> None:
        buffer, at, size = self._buffer, 0, len(self._buffer)
        while size - at >= 2:
            length, start = buffer[at + 1], at + 2
            if length == 126:
                if size - at < 4:
                    break
                length, start = int.from_bytes(buffer[at + 2 : at + 4], "big"), at + 4
            elif length == 127:
                if size - at < 10:
                    break
                length, start = int.from_bytes(buffer[at + 2 : at + 10], "big"), at + 10
            if size - start < length:
                break
            if buffer[at] & 0x0F == 1:
                self.heard(self, bytes(buffer[start : start + length]))
            at = start + length
        del buffer[:at]

    def say(self, payload: bytes) -> None:
        """Send one text frame. The mask is zero, which is as valid as any other and costs the generator nothing."""
        size = len(payload)
        head = (
            struct.pack("!BB", 0x81, 0x80 | size)
            if size < 126
            else struct.pack("!BBH", 0x81, 0x80 | 126, size)
        )
        self.transport.write(head + b"\0\0\0\0" + payload)

    @property
    def port(self) -> int:
        """Ours, by which the kernel knows the connection."""
        port: int = self.transport.get_extra_info("sockname")[1]
        return port

    def hang_up(self) -> None:
        """Leave without a word, as a phone does whose network is gone."""
        self.transport.abort()


def unheard(line: Line, payload: bytes) -> None:
    """Nobody listens."""


async def connect(
    port: int, path: str, heard: Callable[[Line, bytes], None] = unheard, cookie: str = ""
) -> Line:
    """Open one line. Raises `ConnectionError` if the server does not want it."""
    key = base64.b64encode(os.urandom(16)).decode()
    lines = [
        f"GET {path} HTTP/1.1",
        f"Host: {HOST}:{port}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        f"Sec-WebSocket-Key: {key}",
        "Sec-WebSocket-Version: 13",
        f"Origin: http://{HOST}:{port}",
        *([f"Cookie: {cookie}"] if cookie else []),
    ]
    request = ("\r\n".join(lines) + "\r\n\r\n").encode()
    _, line = await asyncio.get_running_loop().create_connection(lambda: Line(request, heard), HOST, port)
    await line.opened
    return line


async def connect_all(
    port: int,
    doors: Sequence[tuple[str, str]],
    heard: Callable[[Line, bytes], None] = unheard,
    at_once: int = _CONNECT_AT_ONCE,
) -> list[Line]:
    """Open a line for each (path, cookie), so many at a time."""
    gate = asyncio.Semaphore(at_once)

    async def one(path: str, cookie: str) -> Line:
        async with gate:
            return await connect(port, path, heard, cookie)

    return await asyncio.gather(*(one(path, cookie) for path, cookie in doors))
