"""By content: the text of every offer stands in every file, read back as other programs do it.

A new row of `formats.FILES` joins by itself. One that does not hold every offer's name says why in `OTHERWISE`.
"""

import csv
import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from xml.etree import ElementTree

import pytest
from python_calamine import CalamineWorkbook

from exports import fonts
from exports.formats import FILES, File
from exports.freezing import freeze
from exports.report import Mapping
from tests.exports import boards, pdf_reading
from tests.exports.pdf_reading import squeezed

OTHERWISE = {
    "dias.png": "a picture: its drawing is that of the PDF",
    "dias-4k.png": "a picture: its drawing is that of the PDF",
    "referat.docx": "what was found and agreed, not what there is",
    "referat.pdf": "what was found and agreed, not what there is",
    "procesplan.docx": "what was decided before and after",
    "procesplan.pdf": "what was decided before and after",
    "calendar.ics": "dates only",
}
HOLDING = [file for file in FILES if file.address not in OTHERWISE]


def mapping() -> Mapping:
    """The real offers and the hostile ones on one staircase; citizens may see them all."""
    real, hostile = boards.real(), boards.hostile()
    cards = [
        *real.cards.values(),
        *(card.model_copy(update={"card_id": f"h{card.card_id}"}) for card in hostile.cards.values()),
    ]
    public = [
        card.model_copy(update={"offer": card.offer.model_copy(update={"public": True})}) for card in cards
    ]
    return freeze(replace(real, cards={card.card_id: card for card in public}))


def _pdf(content: bytes) -> str:
    return "".join(pdf_reading.texts(pdf_reading.opened(content)))


def _markup(content: bytes) -> str:
    return "".join(ElementTree.fromstring(content).itertext())  # noqa: S314  made by us


def _office(content: bytes) -> str:
    """All parts of a document that hold text, in whatever order."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return "".join(_markup(package.read(name)) for name in package.namelist() if name.endswith(".xml"))


def _workbook(content: bytes) -> str:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    sheets = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
    return "".join(str(cell) for sheet in sheets for row in sheet for cell in row)


def _comma(content: bytes) -> str:
    text = content.decode("utf-8-sig")
    rows = csv.reader(
        io.StringIO(text, newline=""), delimiter=";" if content.startswith(b"\xef\xbb\xbf") else ","
    )
    return "".join(cell for row in rows for cell in row)


def _json(content: bytes) -> str:
    found: list[str] = []

    def take(value: object) -> None:
        match value:
            case str():
                found.append(value)
            case list():
                for one in value:
                    take(one)
            case dict():
                for one in value.values():
                    take(one)

    take(json.loads(content))
    return "".join(found)


READ: dict[str, Callable[[bytes], str]] = {
    "pdf": _pdf,
    "svg": _markup,
    "docx": _office,
    "pptx": _office,
    "xlsx": _workbook,
    "csv": _comma,
    "json": _json,
}


@cache
def _frozen() -> Mapping:
    return mapping()


@pytest.mark.parametrize("file", HOLDING, ids=lambda file: file.address)
def test_the_name_of_every_offer_stands_in_every_file(file: File) -> None:
    text = squeezed(READ[file.suffix](file.render(_frozen(), "da", (), "session")))
    printable = fonts.load().printable
    lost = [
        offer.name
        for offer in _frozen().offers
        # What a face cannot draw is replaced visibly, where faces are embedded.
        if squeezed(offer.name) not in text and squeezed(printable(offer.name)) not in text
    ]
    assert lost == []


def test_what_is_said_to_hold_no_offers_is_a_file() -> None:
    assert OTHERWISE.keys() <= {file.address for file in FILES}
