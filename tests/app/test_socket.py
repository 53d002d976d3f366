"""Frames are what RFC 6455 says, and reach the client in order with uvicorn's own."""

from typing import cast

import pytest
from starlette.websockets import WebSocket
from websockets.frames import Frame, Opcode

from app import socket
from app.socket import DirectProtocol, DirectSocket, frame, payload
from board.closing import TOO_SLOW, Closing

LENGTHS = (0, 1, 125, 126, 127, 65535, 65536, 70000)


@pytest.mark.parametrize("length", LENGTHS)
def test_a_frame_is_the_one_that_the_websockets_library_builds(length: int) -> None:
    text = b"x" * length
    assert frame(text) == Frame(Opcode.TEXT, text).serialize(mask=False)


@pytest.mark.parametrize("length", LENGTHS)
def test_the_message_can_be_taken_out_of_a_frame(length: int) -> None:
    text = b"y" * length
    assert payload(frame(text)) == text


def test_letters_outside_ascii_are_counted_in_bytes() -> None:
    text = "æøå→✓😀".encode()
    assert frame(text)[1] == len(text)
    assert payload(frame(text)).decode() == "æøå→✓😀"


class Line(DirectProtocol):
    """A client that has taken nothing yet."""

    is_open = True
    close_sent = disconnected = False

    def __init__(self) -> None:
        self.transport = self  # type: ignore[assignment]
        self.waiting: list[bytes] = []
        self.closed_with: Closing | None = None

    def get_write_buffer_size(self) -> int:
        return sum(map(len, self.waiting))

    def is_closing(self) -> bool:
        return False

    def write(self, framed: bytes) -> None:
        self.waiting.append(framed)
        self.ready = False  # as when the transport asks to pause

    def close(self, closing: Closing | None = None) -> None:
        self.closed_with = closing


def test_a_large_snapshot_alone_makes_nobody_too_slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """E3: what may wait is counted beside the snapshot, or a phone on a slow line would never get one."""
    monkeypatch.setattr(socket, "BACKLOG", 100)
    line = Line()
    direct = DirectSocket(line, cast(WebSocket, None))
    snapshot, update = b"s" * 5000, b"u" * 40
    direct.offer(snapshot)
    for _ in range(3):
        direct.offer(update)
    assert line.closed_with is None
    direct.offer(update)
    assert line.closed_with == TOO_SLOW
    assert line.waiting == [snapshot, update, update, update]
