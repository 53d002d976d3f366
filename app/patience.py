"""How long a request may take to arrive and how large it may be: a connection that says nothing holds no place.

Beside `socket.py` the only module that knows the inside of uvicorn. A reverse proxy in front does the same; on a
network without one, a single phone could otherwise take every connection that there is, or all memory.
"""

import asyncio

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from app.security import HEADERS

REQUEST_WITHIN = (
    30.0  # seconds from the first byte (or the connection) to the last; the longest form takes one
)
HEAD_LIMIT = 64 * 1024  # bytes until the body begins: many times all the cookies that we give
REQUEST_LIMIT = (
    4 * 1024 * 1024
)  # bytes in all; from BODY_LIMIT (main.py) on the answer is a page that says so


class PatientProtocol(HttpToolsProtocol):
    """uvicorn's HTTP protocol; what does not arrive in time, or never ends, is cut off."""

    _late: asyncio.TimerHandle | None = None  # set while a request is awaited or on its way
    _limit = HEAD_LIMIT
    _taken = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        self._taken += len(data)
        super().data_received(data)
        if self._late is not None and self._taken > self._limit:
            self.transport.close()

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._limit = HEAD_LIMIT
        if self._late is None:
            self._wait()

    def on_headers_complete(self) -> None:
        self._limit = REQUEST_LIMIT
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        self._come()
        super().on_message_complete()

    def handle_websocket_upgrade(self) -> None:
        self._come()
        super().handle_websocket_upgrade()

    def connection_lost(self, exc: Exception | None) -> None:
        self._come()
        super().connection_lost(exc)

    def send_400_response(self, msg: str) -> None:
        """The answer to what is no HTTP: the only one that does not come from the application."""
        always = "".join(f"{name}: {value}\r\n" for name, value in HEADERS.items())
        told = f"HTTP/1.1 400 Bad Request\r\n{always}content-type: text/plain; charset=utf-8\r\n"
        told += f"cache-control: no-store\r\ncontent-length: {len(msg)}\r\nconnection: close\r\n\r\n{msg}"
        self.transport.write(told.encode())
        self.transport.close()

    def _wait(self) -> None:
        self._late = self.loop.call_later(REQUEST_WITHIN, self.transport.close)

    def _come(self) -> None:
        self._taken = 0
        if self._late is not None:
            self._late.cancel()
            self._late = None
