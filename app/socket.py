"""How a frame reaches a phone: built once for all, and written straight to each transport.

Beside `patience.py` the one module that knows the inside of uvicorn (pinned for that reason in pyproject.toml).
Under another server everything works as well, through `QueuedSocket`, at about half the highest speed.
"""

import asyncio
import socket
import struct
from collections.abc import Callable
from typing import Any, Protocol

from starlette.websockets import WebSocket
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Frame
from websockets.http11 import Request

from board.closing import TOO_SLOW, Closing

BACKLOG = 256 * 1024  # bytes that may wait for one client beside its snapshot
KERNEL_BUFFER = 128 * 1024  # else the kernel takes megabytes for a stalled client before anyone notices
CLOSE_WITHIN = 5.0  # seconds that a client has to answer a close before its connection is cut
EXTENSION = "tilbudstrappen.protocol"


def frame(payload: bytes) -> bytes:
    """A whole text message from server to client (RFC 6455): final, unmasked, uncompressed."""
    length = len(payload)
    if length < 126:
        return b"\x81" + bytes((length,)) + payload
    if length < 65536:
        return b"\x81\x7e" + struct.pack("!H", length) + payload
    return b"\x81\x7f" + struct.pack("!Q", length) + payload


def payload(framed: bytes) -> bytes:
    """The message inside what `frame` built."""
    return framed[{126: 4, 127: 10}.get(framed[1], 2) :]


class HighWater:
    """The most bytes that waited for any one client of this process."""

    def __init__(self) -> None:
        self._bytes = 0

    def note(self, waiting: int) -> None:
        self._bytes = max(self._bytes, waiting)

    def take(self) -> int:
        """The most since the last time somebody took it."""
        taken, self._bytes = self._bytes, 0
        return taken


high_water = HighWater()


class DirectProtocol(WebSocketsSansIOProtocol):
    """uvicorn's WebSocket protocol, to which whole frames may be written from outside, and whose messages are heard
    without a queue.

    uvicorn builds and writes each of its own frames in one step without leaving anything behind, so ours may
    stand between any two of them. Only the ends need care: none before the handshake, none after a close.
    """

    heard: Callable[[str], None] | None = None  # hears each text message, instead of the application's queue
    ready = False  # whether a frame may be written without a look: the line is open, and little waits for the client

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        connection = transport.get_extra_info("socket")
        if connection is not None and connection.family in (socket.AF_INET, socket.AF_INET6):
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, KERNEL_BUFFER)

    def handle_connect(self, event: Request) -> None:
        super().handle_connect(event)
        if not self.close_sent:  # the application runs later than this
            self.scope["extensions"][EXTENSION] = self  # type: ignore[assignment]

    def send_receive_event_to_app(self) -> None:
        if self.heard is not None and self.curr_msg_data_type == "text" and not self.close_sent:
            try:
                text = b"".join(self.frames).decode()
            except UnicodeDecodeError:
                pass  # uvicorn closes the connection and says why
            else:
                self.frames = []
                self.heard(text)
                return
        super().send_receive_event_to_app()

    def pause_writing(self) -> None:
        self.ready = False
        super().pause_writing()

    def resume_writing(self) -> None:
        super().resume_writing()
        self.ready = self.is_open

    def handle_close(self, event: Frame) -> None:
        self.ready = False
        super().handle_close(event)

    def keepalive_timeout(self) -> None:
        self.ready = False
        super().keepalive_timeout()

    def connection_lost(self, exc: Exception | None) -> None:
        self.ready = False
        super().connection_lost(exc)

    @property
    def is_open(self) -> bool:
        """Whether frames may be written."""
        return self.handshake_complete and not (
            self.close_sent or self.disconnected or self.transport.is_closing()
        )

    def close(self, closing: Closing) -> None:
        """Send a close frame now, and cut the connection if the client does not answer it in time. Only while open."""
        self.conn.send_close(closing.code, closing.name)
        self._closing(closing.code, closing.name)

    def handle_parser_exception(self) -> None:
        """A frame that is too large or none at all: the library has made the close frame already.

        Not as uvicorn, which closes the connection with it: the client is still sending, the kernel would answer
        with a reset, and the client would never read why. What it sends is read and dropped until it is done.
        """
        made = self.conn.close_sent
        if not self.close_sent and made is not None:
            self._closing(made.code, made.reason)

    def shutdown(self) -> None:
        """The server stops. For the same reason, who has been told to come back may still answer."""
        self.ready = False
        if not self.close_sent:
            super().shutdown()

    def _closing(self, code: int, reason: str) -> None:
        self.ready = False
        self.stop_keepalive()
        self.transport.write(b"".join(self.conn.data_to_send()))
        self.close_sent = True
        self.queue.put_nowait({"type": "websocket.disconnect", "code": code, "reason": reason})
        if self.read_paused:
            self.read_paused = False
            self.transport.resume_reading()
        # abort, not close: closing waits until everything is written, and a stalled client never takes it.
        self.close_timer = self.loop.call_later(CLOSE_WITHIN, self.transport.abort)


class Socket(Protocol):
    """Where frames for one client go. Nothing here waits."""

    closing: Closing | None  # why it was closed by us, if it was

    def offer(self, framed: bytes) -> None:
        """Write the frame at once, or close the socket with `TOO_SLOW`. After a close, nothing."""

    def close(self, closing: Closing) -> None:
        """Close the socket and say why. Closing twice does nothing."""

    async def read(self, heard: Callable[[str], None]) -> None:
        """Hands each message on as it comes, and returns when the line has ended. What is no text is heard as none.

        Only to be called once. `heard` returns at once and never raises.
        """

    def hold(self) -> None:
        """Read nothing more until told to; what has arrived already may still be heard."""

    def go_on(self) -> None:
        """Read again."""

    async def finished(self) -> None:
        """Returns when nothing more will be written."""


def _bound(first: bytes) -> int:
    """What may wait for a client, given the first frame it is sent: the snapshot, beside which all others are small.

    A phone on a slow line needs seconds for a snapshot. Were that counted, it would be sent away in the middle by the
    first change, come back for another snapshot, and never get one.
    """
    return len(first) + BACKLOG


class DirectSocket:
    """A socket under uvicorn: a frame costs one write, and a message one call."""

    def __init__(self, protocol: DirectProtocol, websocket: WebSocket) -> None:
        self._protocol, self._websocket = protocol, websocket
        self._transport = protocol.transport
        self._write = protocol.transport.write
        self._bound = 0  # until the first frame
        self.closing: Closing | None = None

    def offer(self, framed: bytes) -> None:
        if self._protocol.ready:
            self._write(framed)
        else:
            self._offer_with_care(framed)

    def _offer_with_care(self, framed: bytes) -> None:
        if not self._protocol.is_open:
            return
        waiting = self._transport.get_write_buffer_size()
        high_water.note(waiting)
        if not self._bound:
            self._bound = _bound(framed)
            self._protocol.ready = True
        elif waiting > self._bound:
            self.close(TOO_SLOW)
            return
        self._write(framed)

    def close(self, closing: Closing) -> None:
        if self._protocol.is_open:
            self.closing = closing
            self._protocol.close(closing)

    async def read(self, heard: Callable[[str], None]) -> None:
        while True:
            if self._protocol.queue.empty():
                self._protocol.heard = heard  # what came before has been heard
            message = await self._websocket.receive()
            if message["type"] == "websocket.disconnect":
                return
            heard(message.get("text") or "")

    def hold(self) -> None:
        if self._protocol.is_open and not self._protocol.read_paused:
            self._protocol.read_paused = True
            self._transport.pause_reading()

    def go_on(self) -> None:
        if self._protocol.read_paused:
            self._protocol.read_paused = False
            if self._protocol.is_open:
                self._transport.resume_reading()

    async def finished(self) -> None:
        """Frames are with the transport already."""


class QueuedSocket:
    """A socket under any server: a bounded queue and a task that empties it."""

    def __init__(self, websocket: WebSocket) -> None:
        self._websocket = websocket
        self._waiting = self._bound = 0  # bytes
        self._gone = False
        self.closing: Closing | None = None
        self._reading = asyncio.Event()
        self._reading.set()
        self._queue: asyncio.Queue[bytes | Closing] = asyncio.Queue()
        self._writer = asyncio.create_task(self._write())

    def offer(self, framed: bytes) -> None:
        if self.closing is not None or self._gone:
            return
        high_water.note(self._waiting)
        self._bound = self._bound or _bound(framed)
        if self._waiting > self._bound:
            self.close(TOO_SLOW)
            return
        self._waiting += len(framed)
        self._queue.put_nowait(framed)

    def close(self, closing: Closing) -> None:
        if self.closing is not None or self._gone:
            return
        self.closing = closing
        if closing is TOO_SLOW:
            self._drop()  # the client gets it all anew when it comes back
        self._queue.put_nowait(closing)

    async def read(self, heard: Callable[[str], None]) -> None:
        while True:
            await self._reading.wait()
            message = await self._websocket.receive()
            if message["type"] == "websocket.disconnect":
                return
            heard(message.get("text") or "")

    def hold(self) -> None:
        self._reading.clear()

    def go_on(self) -> None:
        self._reading.set()

    def _drop(self) -> None:
        while not self._queue.empty():
            self._queue.get_nowait()

    async def finished(self) -> None:
        """Returns at once when the client went away by itself; else when the close is written, or not taken in time."""
        if self.closing is None:
            self._writer.cancel()
        await asyncio.wait([self._writer], timeout=CLOSE_WITHIN)
        self._writer.cancel()

    async def _write(self) -> None:
        while True:
            item = await self._queue.get()
            try:
                if isinstance(item, Closing):
                    await self._websocket.close(item.code, item.name)
                    return
                await self._websocket.send_text(payload(item).decode())
            except (RuntimeError, OSError):  # gone; the reader hears of it too
                self._gone = True
                return
            self._waiting -= len(item)


def open_socket(websocket: WebSocket) -> Socket:
    """The quickest way to write to this client. Only after the handshake has been accepted."""
    extensions: dict[str, Any] = websocket.scope.get("extensions") or {}
    protocol = extensions.get(EXTENSION)
    if isinstance(protocol, DirectProtocol):
        return DirectSocket(protocol, websocket)
    return QueuedSocket(websocket)
