"""The picture as PNG: as many pixels as a slide has, its type never too small, and told in words inside the file."""

import struct
import zlib
from xml.etree import ElementTree

import pytest

from exports import fonts, png
from exports.freezing import freeze
from exports.report import digest
from exports.sheet import picture
from exports.words import translator
from tests.exports import boards


def _chunks(data: bytes) -> list[tuple[bytes, bytes]]:
    """The parts of a PNG, each with a sum that holds."""
    found, at = [], 8
    while at < len(data):
        (size,) = struct.unpack_from(">I", data, at)
        kind, content = data[at + 4 : at + 8], data[at + 8 : at + 8 + size]
        assert struct.unpack_from(">I", data, at + 8 + size) == (zlib.crc32(kind + content),)
        found.append((kind, content))
        at += 12 + size
    return found


def _size(data: bytes) -> tuple[int, ...]:
    return struct.unpack(">II", dict(_chunks(data))[b"IHDR"][:8])


@pytest.mark.parametrize(("width", "size"), [("2320", (2320, 1305)), ("3840", (3840, 2160))])
def test_it_has_exactly_the_pixels_of_the_slide(width: str, size: tuple[int, int]) -> None:
    assert _size(png.render(freeze(boards.real()), width=width)) == size


def test_what_is_too_much_for_the_slide_makes_it_higher_and_keeps_its_type_readable() -> None:
    mapping = freeze(boards.generated(2, 300, 6))
    wide, high = _size(png.render(mapping))
    assert wide == 2320
    assert high > 1305
    sheet = picture(mapping, translator("da"), fonts.load(), png.SHARE, 2320 * 12 / png.SMALLEST)
    assert 12 * wide / sheet.width >= png.SMALLEST


def test_few_offers_are_larger_than_many() -> None:
    def width(offers: int) -> float:
        mapping = freeze(boards.generated(7, offers, 6))
        return picture(mapping, translator("da"), fonts.load(), png.SHARE, 3500).width

    assert width(5) < width(80) < width(150)


def test_the_file_tells_its_title_its_content_and_its_digest() -> None:
    mapping = freeze(boards.real())
    parts = _chunks(png.render(mapping))
    told = {}
    for content in (content for kind, content in parts if kind == b"iTXt"):
        keyword, text = content.split(bytes(5), 1)
        told[keyword.decode()] = text.decode()
    assert told["Title"] == "Tilbud til børn og unge 0-18 år – Holbæk Kommune, 12. november 2026"
    assert told["Description"].startswith("30 tilbud på 6 trin. Version 2")
    assert told["Digest"] == f"sha256:{digest(mapping)}"
    words = "".join(ElementTree.fromstring(told["XML:com.adobe.xmp"]).itertext())  # noqa: S314 - our own
    assert told["Description"] in words


def test_hostile_texts_are_drawn_and_stay_text() -> None:
    made = png.render(freeze(boards.hostile()))
    assert _size(made)[0] == 2320
    xmp = next(content for kind, content in _chunks(made) if content.startswith(b"XML:"))
    assert ElementTree.fromstring(xmp.split(bytes(5), 1)[1])  # noqa: S314
