"""The workbook: every offer letter for letter, real numbers and dates, and no text that becomes a formula."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date, datetime

import pytest
from python_calamine import CalamineWorkbook

from board.state import Action
from exports import xlsx
from exports.freezing import freeze
from exports.report import Change, Changes, FieldChange, Mapping, Person, digest
from tests.exports import boards

SHEETS = [
    "Tilbud",
    "Trin × fagområder",
    "Fund",
    "Aftaler",
    "Deltagere",
    "Dagsorden",
    "Om kortlægningen",
]


def _read(data: bytes, name: str) -> list[list[object]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return [list(row) for row in book.get_sheet_by_name(name).to_python()]


def _rows(data: bytes, name: str) -> list[dict[str, object]]:
    head, *rows = _read(data, name)
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def _parts(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return {name: book.read(name).decode() for name in book.namelist()}


@pytest.fixture
def real() -> Mapping:
    return freeze(boards.real())


@pytest.mark.parametrize("board", [boards.real(), boards.hostile(), boards.generated(5, 40)])
def test_every_offer_is_a_row_letter_for_letter(board: boards.Board) -> None:
    mapping = freeze(board)
    rows = _rows(xlsx.render(mapping), "Tilbud")
    assert [row["Navn på tilbud"] for row in rows] == [offer.name for offer in mapping.offers]
    assert [row["Målgruppe"] for row in rows] == [offer.target_group for offer in mapping.offers]
    assert [row["Tilbuddets id"] for row in rows] == [offer.offer_id for offer in mapping.offers]


def test_the_sheets_stand_in_order(real: Mapping) -> None:
    assert CalamineWorkbook.from_filelike(io.BytesIO(xlsx.render(real))).sheet_names == SHEETS


def test_no_text_becomes_a_formula_or_a_link() -> None:
    parts = _parts(xlsx.render(freeze(boards.hostile())))
    for name, text in parts.items():
        if name.startswith("xl/worksheets/"):
            assert "<f>" not in text
            assert "<hyperlink" not in text


def test_control_characters_that_came_past_the_door_are_left_out(real: Mapping) -> None:
    offer = real.offers[0].model_copy(update={"name": "A\x07B\x00C\x1bD\ufffe"})
    data = xlsx.render(real.model_copy(update={"offers": (offer, *real.offers[1:])}))
    assert _rows(data, "Tilbud")[0]["Navn på tilbud"] == "ABCD"
    assert "_x0007_" not in _parts(data)["xl/sharedStrings.xml"]


def test_numbers_are_numbers_and_dates_are_dates(real: Mapping) -> None:
    row = _rows(xlsx.render(real), "Tilbud")[0]
    assert row["Trin"] == 1.0
    assert row["Tilføjet"] == datetime(2026, 11, 12, 7, 51, 29)  # noqa: DTZ001 - Danish time, as a cell has it
    assert _rows(xlsx.render(real), "Aftaler")[0]["Hvornår"] == date(2026, 12, 15)


def test_an_offer_on_several_steps_says_all_of_them(real: Mapping) -> None:
    rows = _rows(xlsx.render(real), "Tilbud")
    row = next(row for row in rows if row["Navn på tilbud"] == "Anbringelse")
    assert (row["Trin"], row["Alle trin"]) == (4.0, "4, 5, 6")
    assert next(row for row in rows if row["Navn på tilbud"] == "Headspace")["Trin"] == ""


def test_each_offer_counts_once_among_steps_and_areas(real: Mapping) -> None:
    *rows, total = _rows(xlsx.render(real), "Trin × fagområder")
    assert total["I alt"] == len(real.offers) == sum(row["I alt"] for row in rows)  # type: ignore[misc]
    assert total["Myndighed"] == 20.0
    assert rows[-1]["Trinnets navn"] == "Uden trin"


def test_findings_name_their_offers(real: Mapping) -> None:
    rows = _rows(xlsx.render(real), "Fund")
    assert [row["Nr."] for row in rows] == [1.0, 3.0, 4.0]
    assert rows[0]["Tilbud"] == "Skilsmissegruppe 8-10 år\nSkilsmissegruppe 11-13 år"


def test_actions_name_their_findings_and_offers() -> None:
    board = boards.real()
    card_id, finding_id = next(iter(board.cards)), next(iter(board.findings))
    linked = Action(action_id="a1", what="Spørg", card_ids=(card_id,), finding_ids=(finding_id,))
    mapping = freeze(replace(board, actions={"a1": linked}))
    (row,) = _rows(xlsx.render(mapping), "Aftaler")
    assert row["Tilbud"] == board.cards[card_id].offer.name
    assert row["Tilbuddenes id"] == card_id
    assert row["Fund"] == str(board.findings[finding_id].number)


def test_the_facts_and_the_full_digest_stand_on_the_last_sheet(real: Mapping) -> None:
    facts = {row[0]: row[1] for row in _read(xlsx.render(real), SHEETS[-1])}
    assert facts["Kontrolsum (SHA-256)"] == digest(real)
    assert facts["Version"] == 2.0
    assert facts["Dato"] == date(2026, 11, 12)
    assert facts["Formål"] == "At kende hinandens tilbud.\n\nOg at se, hvor der mangler noget."


def test_every_sheet_prints_title_date_version_and_digest(real: Mapping) -> None:
    parts = _parts(xlsx.render(real))
    sheets = [text for name, text in parts.items() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == len(SHEETS)
    for text in sheets:
        printed = re.search("<headerFooter>(.*)</headerFooter>", text)
        assert printed
        for said in (real.session.title, "12. november 2026", "Version 2", digest(real)):
            assert said in printed[1]
        assert f"&amp;8 {digest(real)}" in printed[1]  # its first figure would be read as part of the size
    assert digest(real) in parts["docProps/custom.xml"]


def test_a_long_title_full_of_codes_fits_the_printed_head(recwarn: pytest.WarningsRecorder) -> None:
    mapping = freeze(boards.board([], boards.setup(title="&P" * 60)))
    assert "&amp;&amp;P" in _parts(xlsx.render(mapping))["xl/worksheets/sheet1.xml"]
    assert not recwarn


def test_names_stand_beside_counts_only_when_they_are_handed_in(real: Mapping) -> None:
    assert "Mette" not in _parts(xlsx.render(real))["xl/sharedStrings.xml"]
    people = [Person("Mette", "skole"), Person("Bo", "skole")]
    assert ["Skole", "Bo, Mette", 4.0] in [
        row[:3] for row in _read(xlsx.render(real, people=people), "Deltagere")
    ]


def test_few_participants_are_not_counted_out(real: Mapping) -> None:
    assert ["PPR", "1–2"] in [row[:2] for row in _read(xlsx.render(real), "Deltagere")]


def test_a_text_that_no_cell_holds_is_cut_visibly(real: Mapping) -> None:
    offer = real.offers[0].model_copy(update={"description": "Æ" * 40_000})
    data = xlsx.render(real.model_copy(update={"offers": (offer, *real.offers[1:])}))
    assert _rows(data, "Tilbud")[0]["Beskrivelse"] == "Æ" * 32_766 + "…"


def test_the_day_is_told_as_it_was_held(real: Mapping) -> None:
    rows = _rows(xlsx.render(real), "Dagsorden")
    assert [row["Dagen, som den forløb"] for row in rows] == [stage.title for stage in real.agenda]
    assert rows[0]["Minutter"] == round(real.agenda[0].seconds / 60)


def test_what_a_version_changed_has_a_sheet_of_its_own(real: Mapping) -> None:
    assert "Ændringer" not in CalamineWorkbook.from_filelike(io.BytesIO(xlsx.render(real))).sheet_names
    renamed = Change(
        about="offer",
        key="c1",
        kind="changed",
        name="Nyt navn",
        fields=(
            FieldChange(field="name", was="=Gammelt", now="Nyt navn"),
            FieldChange(field="public", was="", now="true"),
        ),
    )
    gone = Change(about="offer", key="c2", kind="withdrawn", name="Væk")
    told = Changes(since=1, note="Rettet med PPR", made=(renamed, gone))
    data = xlsx.render(real.model_copy(update={"changes": told}))
    rows = [(row["Navn"], row["Felt"], row["Før"], row["Nu"]) for row in _rows(data, "Ændringer")]
    assert rows == [
        ("Nyt navn", "Navn", "=Gammelt", "Nyt navn"),
        ("Nyt navn", "Må vises for borgere", "Nej", "Ja"),
        ("Væk", "", "", ""),
    ]
    facts = {row[0]: row[1] for row in _read(data, SHEETS[-1])}
    assert (facts["Ændret siden version"], facts["Om ændringerne"]) == (1, "Rettet med PPR")


def test_the_same_mapping_gives_the_same_bytes(real: Mapping) -> None:
    assert xlsx.render(real) == xlsx.render(real)


def test_an_empty_mapping_is_a_workbook_too() -> None:
    assert _rows(xlsx.render(freeze(boards.board([]))), "Tilbud") == []


def test_english_speaks_english(real: Mapping) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(xlsx.render(real, "en")))
    assert book.sheet_names[0] == "Offers"
    assert "12 November 2026" in _parts(xlsx.render(real, "en"))["xl/worksheets/sheet1.xml"]


def test_columns_of_the_staircase_have_a_column_and_their_description() -> None:
    mapping = freeze(boards.with_columns())
    book = CalamineWorkbook.from_filelike(io.BytesIO(xlsx.render(mapping)))
    head, *rows = book.get_sheet_by_index(0).to_python()
    names = {column.column_id: column.name for column in mapping.session.columns}
    assert [row[head.index("Kolonne")] for row in rows] == [
        names.get(offer.column_id or "", "") for offer in mapping.offers
    ]
    without, *_rows = (
        CalamineWorkbook.from_filelike(io.BytesIO(xlsx.render(freeze(boards.real()))))
        .get_sheet_by_index(0)
        .to_python()
    )
    assert "Kolonne" not in without
