"""What the room asked about an offer, and the answer, stands in every file that has room for it."""

import io
import json
from dataclasses import replace

import pytest
from python_calamine import CalamineWorkbook

from exports import json as format_json
from exports import pdf, xlsx
from exports.freezing import PersonalNumber, freeze
from exports.words import Lang
from tests.exports import boards
from tests.exports.pdf_reading import opened, squeezed, texts


def test_each_offer_has_its_questions_in_the_order_they_were_asked() -> None:
    mapping = freeze(boards.asked())
    assert mapping.format_version == 3
    first, second = mapping.offers
    told = [(one.text, one.answer) for one in first.questions]
    assert told == [("Hvem må komme?", "Alle i 3. klasse"), ("Hvor længe varer det?", "")]
    assert second.questions == ()


def test_the_json_leaves_out_what_there_is_not() -> None:
    content = format_json.render(freeze(boards.asked()))
    told = json.loads(content)
    assert ["questions" in offer for offer in told["mapping"]["offers"]] == [True, False]
    assert b"p1" not in content, "nobody is told who asked"
    assert b"questions" not in format_json.render(freeze(boards.real()))


@pytest.mark.parametrize(
    ("lang", "title", "unanswered"),
    [
        ("da", "Spørgsmål fra rummet", "Ikke besvaret"),
        ("en", "Questions from the room", "Not answered"),
    ],
)
def test_the_printed_list_has_them_after_the_offers(lang: Lang, title: str, unanswered: str) -> None:
    told = squeezed("".join(texts(opened(pdf.render(freeze(boards.asked()), lang)))))
    for text in (title, "Hvem må komme?", "Alle i 3. klasse", unanswered):
        assert squeezed(text) in told
    for text in ("kaffe", "deltage", "Findes det"):
        assert squeezed(text) not in told
    assert squeezed(title) not in squeezed("".join(texts(opened(pdf.render(freeze(boards.real()), lang)))))


@pytest.mark.parametrize(("lang", "name"), [("da", "Spørgsmål"), ("en", "Questions")])
def test_the_workbook_has_a_sheet_for_them_if_there_are_any(lang: Lang, name: str) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(xlsx.render(freeze(boards.asked()), lang)))
    _, *rows = book.get_sheet_by_name(name).to_python()
    assert [row[1:3] for row in rows] == [
        ["Hvem må komme?", "Alle i 3. klasse"],
        ["Hvor længe varer det?", ""],
    ]
    without = CalamineWorkbook.from_filelike(io.BytesIO(xlsx.render(freeze(boards.real()), lang)))
    assert name not in without.sheet_names


def test_a_personal_number_in_a_question_stops_the_mapping() -> None:
    board = boards.asked()
    question = board.questions["q1"].model_copy(update={"answer": "Ring 010114-1234"})
    with pytest.raises(PersonalNumber, match="question q1"):
        freeze(replace(board, questions={"q1": question}))
