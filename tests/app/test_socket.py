"""Frames are what RFC 6455 says, and reach the client in order with uvicorn's own."""

import pytest
from websockets.frames import Frame, Opcode

from app.socket import frame, payload

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
