"""By content: every text of every offer stands in every file, read back as other programs do it.

A new row of `formats.FILES` joins by itself, and so does a new text of an offer. A file that does not hold every offer
says why in `OTHERWISE`, one that does not hold all their texts in `LEFT_OUT`.
"""

import csv
import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import NamedTuple
from xml.etree import ElementTree

import pytest
from python_calamine import CalamineWorkbook

from board.state import Card
from board.state import Offer as Written
from exports import fonts
from exports.formats import FILES, File
from exports.freezing import freeze
from exports.report import Mapping, Offer
from tests.exports import boards, pdf_reading
from tests.exports.pdf_reading import squeezed

REAL = 5  # offers: the hostile ones have every text
SHORTEST = 30  # signs: what of a hostile text goes into every field, before what sets it apart

OTHERWISE = {
    "dias.png": "a picture: its drawing is that of the PDF",
    "dias-4k.png": "a picture: its drawing is that of the PDF",
    "referat.docx": "what was found and agreed, not what there is",
    "referat.pdf": "what was found and agreed, not what there is",
    "procesplan.docx": "what was decided before and after",
    "procesplan.pdf": "what was decided before and after",
    "calendar.ics": "dates only",
}
TEXTS = tuple(
    field
    for field, said in Offer.model_fields.items()
    if said.annotation is str and not field.endswith("_id")
)
BESIDE_THE_NAME = frozenset(TEXTS) - {"name"}
LEFT_OUT = {
    # Where offers stand, and what they are called.
    "overblik.pdf": BESIDE_THE_NAME,
    "overblik-a4.pdf": BESIDE_THE_NAME,
    "overblik.pptx": BESIDE_THE_NAME,
    "trappe.svg": BESIDE_THE_NAME,
    # What citizens can use.
    "katalog-borgere-fagomraader.docx": {"legal_basis"},
    "katalog-borgere-fagomraader.pdf": {"legal_basis"},
    "katalog-borgere-trin.docx": {"legal_basis"},
    "katalog-borgere-trin.pdf": {"legal_basis"},
}
HOLDING = [file for file in FILES if file.address not in OTHERWISE]


def mapping() -> Mapping:
    """Some real offers and the hostile ones on one staircase; citizens may see them all."""
    real = boards.real()
    cards = list(real.cards.values())[:REAL] + [_filled(card) for card in boards.hostile().cards.values()]
    return freeze(boards.public(replace(real, cards={card.card_id: card for card in cards})))


def _filled(card: Card) -> Card:
    """Each of its texts is a hostile one, and another than all others."""
    texts = {
        field: f"{card.offer.name[:SHORTEST]} {field} {card.card_id}" for field in TEXTS if field != "name"
    }
    offer = card.offer.model_dump() | texts | {"description": f"{card.offer.name}\n\n{texts['description']}"}
    return card.model_copy(update={"card_id": f"h{card.card_id}", "offer": Written.model_validate(offer)})


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


class Text(NamedTuple):
    """What is looked for. What a face cannot draw is replaced visibly, where faces are embedded: `drawn`."""

    field: str
    said: str
    drawn: str


@cache
def _frozen() -> Mapping:
    return mapping()


@cache
def _expected() -> list[Text]:
    printable = fonts.load().printable
    return [
        Text(field, squeezed(said), squeezed(printable(said)))
        for offer in _frozen().offers
        for field in TEXTS
        for said in getattr(offer, field).splitlines()
    ]


@pytest.mark.parametrize("file", HOLDING, ids=lambda file: file.address)
def test_every_text_of_every_offer_stands_in_every_file(file: File) -> None:
    shown = squeezed(READ[file.suffix](file.render(_frozen(), "da", (), "session")))
    held = [text for text in _expected() if text.field not in LEFT_OUT.get(file.address, ())]
    assert [text for text in held if text.said not in shown and text.drawn not in shown] == []


def test_each_text_is_looked_for() -> None:
    assert {text.field for text in _expected()} == set(TEXTS)
    assert LEFT_OUT.keys() <= {file.address for file in HOLDING}


def test_what_is_said_to_hold_no_offers_is_a_file() -> None:
    assert OTHERWISE.keys() <= {file.address for file in FILES}
