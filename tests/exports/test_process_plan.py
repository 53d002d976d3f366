"""The process plan and the upkeep of the end product: in a mapping and in every file; where there is none, nothing."""

import io
import json

import pytest
from python_calamine import CalamineWorkbook

from board.guard import Place
from board.process import ProcessNote, Upkeep
from exports import pdf, xlsx
from exports.freezing import PersonalNumber, freeze
from exports.report import canonical, load
from exports.words import Lang
from tests.exports import boards
from tests.exports.pdf_reading import opened, squeezed, texts


def test_it_is_a_format_of_its_own_and_read_back_as_it_was() -> None:
    mapping = freeze(boards.planned())
    assert mapping.format_version == 3
    assert load(canonical(mapping)) == mapping
    told = json.loads(canonical(mapping))["session"]
    assert [note["step"] for note in told["process"]] == ["purpose", "follow_up"]
    assert told["upkeep"]["next_date"] == "2027-11-15"


def test_where_nothing_was_written_nothing_is_told() -> None:
    mapping = freeze(boards.real())
    assert mapping.format_version == 1
    assert not {"process", "upkeep"} & json.loads(canonical(mapping))["session"].keys()
    assert "Procesplan" not in "".join(texts(opened(pdf.render(mapping))))
    assert "Procesplan" not in CalamineWorkbook.from_filelike(io.BytesIO(xlsx.render(mapping))).sheet_names


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("da", ("Procesplan", "Opfølgning", "Hvert år", "Visuelt overblik og katalog", "15. november 2027")),
        (
            "en",
            ("Process plan", "Follow-up", "Every year", "Visual overview and catalogue", "15 November 2027"),
        ),
    ],
)
def test_the_printed_pages_tell_it(lang: Lang, said: tuple[str, ...]) -> None:
    told = squeezed("".join(texts(opened(pdf.render(freeze(boards.planned()), lang)))))
    for words in (*said, "Bred kortlægning", "Ring til PPR", "Anne i PPR"):
        assert squeezed(words) in told


def test_the_workbook_has_a_sheet_and_facts() -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(xlsx.render(freeze(boards.planned()))))
    head, first, second = book.get_sheet_by_name("Procesplan").to_python()
    assert head == ["Trin i kortlægningen", "Relevant input", "Beslutninger", "Punkter til videre arbejde"]
    assert first == ["Afklaring af formål", "Ny strategi", "Bred kortlægning", "Spørg Anne"]
    assert second[0] == "Opfølgning"
    facts = {row[0]: row[1] for row in book.get_sheet_by_name("Om kortlægningen").to_python()}
    assert (facts["Tovholder"], facts["Næste opdatering"]) == ("Anne i PPR", "15. november 2027")


@pytest.mark.parametrize(
    ("plan", "place"),
    [
        (
            {"process": (ProcessNote(step="purpose", further="010190-1234"),)},
            Place("process", "purpose", "further"),
        ),
        ({"upkeep": Upkeep(channel="010190-1234")}, Place("session", "", "channel")),
    ],
)
def test_a_personal_number_stops_the_freeze(plan: dict[str, object], place: Place) -> None:
    with pytest.raises(PersonalNumber) as trouble:
        freeze(boards.board([], boards.setup(**plan)))
    assert trouble.value.places == (place,)
