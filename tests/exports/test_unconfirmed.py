"""A mapping tells which known offers the room did not confirm, in every file that is made of it."""

import io

import pytest
from python_calamine import CalamineWorkbook

from exports import pdf, svg, xlsx
from exports.freezing import freeze
from exports.words import Lang
from tests.exports import boards
from tests.exports.pdf_reading import opened, squeezed, texts

SAID: dict[Lang, str] = {"da": "ikke bekræftet", "en": "not confirmed"}


@pytest.mark.parametrize("lang", ["da", "en"])
def test_the_picture_has_a_sign_with_its_words(lang: Lang) -> None:
    drawn = svg.render(freeze(boards.unconfirmed()), lang).decode()
    said = [line for line in drawn.splitlines() if SAID[lang] in line]
    assert any("Tilbud nr. 2" in line for line in said), "whoever listens hears it with the card"
    assert not any("Tilbud nr. 0" in line or "Tilbud nr. 1" in line for line in said)
    assert drawn.count(">?<") == 2, "on the one card, and in the key"


@pytest.mark.parametrize("lang", ["da", "en"])
def test_the_printed_list_says_it_beside_the_name(lang: Lang) -> None:
    told = squeezed("".join(texts(opened(pdf.render(freeze(boards.unconfirmed()), lang)))))
    assert squeezed(f"Tilbud nr. 2 ({SAID[lang]})") in told
    assert squeezed(f"Tilbud nr. 1 ({SAID[lang]})") not in told


@pytest.mark.parametrize(
    ("lang", "column", "answers"), [("da", "Bekræftet", "Ja Ja Nej"), ("en", "Confirmed", "Yes Yes No")]
)
def test_the_workbook_has_a_column_for_it(lang: Lang, column: str, answers: str) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(xlsx.render(freeze(boards.unconfirmed()), lang)))
    head, *rows = book.get_sheet_by_index(0).to_python()
    assert [row[head.index(column)] for row in rows] == answers.split()


def test_where_all_is_confirmed_nothing_is_said_of_it() -> None:
    mapping = freeze(boards.real())
    assert "bekræftet" not in svg.render(mapping).decode()
    assert "bekræftet" not in "".join(texts(opened(pdf.render(mapping))))
