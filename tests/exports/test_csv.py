"""CSV: no cell is a formula, in whatever spreadsheet, and a program still has every text as it was written."""

import csv as reading
import io

import pytest

from exports import csv
from exports.freezing import freeze
from exports.report import Mapping, Offer, digest
from tests.exports import boards

BOM = b"\xef\xbb\xbf"


def _rows(content: bytes, delimiter: str) -> list[dict[str, str]]:
    text = io.StringIO(content.decode("utf-8-sig"), newline="")
    return list(reading.DictReader(text, delimiter=delimiter, strict=True))


def _danish(mapping: Mapping) -> list[dict[str, str]]:
    return _rows(csv.render(mapping), ";")


def _for_programs(mapping: Mapping) -> list[dict[str, str]]:
    return _rows(csv.render(mapping, form="program"), ",")


def test_a_danish_spreadsheet_opens_it_by_itself() -> None:
    mapping = freeze(boards.real())
    made = csv.render(mapping)
    assert made.startswith(BOM)
    assert made.endswith(b"\r\n")
    first = _danish(mapping)[0]
    assert first["Navn på tilbud"] == mapping.offers[0].name
    assert first["Tilføjet"] == "2026-11-12 07:51"
    assert first["Til fagpersoner"] == "Nej"
    assert (first["Kommune"], first["Version"]) == ("Holbæk Kommune", "2")
    assert first["Kontrolsum (SHA-256)"] == digest(mapping)


def test_a_program_has_the_names_of_the_schema_and_the_same_in_every_language() -> None:
    mapping = freeze(boards.with_columns())
    made = csv.render(mapping, "da", form="program")
    assert not made.startswith(BOM)
    assert made == csv.render(mapping, "en", form="program")
    rows = _for_programs(mapping)
    plain = [name for name in Offer.model_fields if name not in ("provenance", "questions")]
    assert list(rows[0])[: len(plain)] == plain
    for row, offer in zip(rows, mapping.offers, strict=True):
        assert (row["offer_id"], row["name"]) == (offer.offer_id, offer.name)
        assert row["other_step_ids"].split() == list(offer.other_step_ids)
        assert row["consultative"] == "false"
    assert rows[0]["added_at"].endswith("Z")


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("  =1+1", "'  =1+1"),
        ("+45 12 34 56 78", "'+45 12 34 56 78"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("＝1", "'＝1"),
        ("\tx", "'\tx"),
        ("'quoted'", "''quoted'"),
        ("1-2 gange om ugen", "1-2 gange om ugen"),
        ("", ""),
    ],
)
def test_an_apostrophe_stands_before_what_a_spreadsheet_would_calculate(text: str, cell: str) -> None:
    assert csv.guarded(text) == cell
    assert cell.removeprefix("'") == text


def test_no_cell_begins_a_formula_and_each_text_can_be_had_back() -> None:
    mapping = freeze(boards.hostile())
    for rows, name in ((_danish(mapping), "Navn på tilbud"), (_for_programs(mapping), "name")):
        assert not any(cell.lstrip()[:1] in csv.FORMULA for row in rows for cell in row.values() if cell)
        assert [row[name].removeprefix("'") for row in rows] == [offer.name for offer in mapping.offers]


def test_a_break_a_quote_and_a_separator_stay_in_their_cell() -> None:
    text = 'En "linje";\nog, en\r\nmere'
    mapping = freeze(boards.board([boards.card(1, ("hjemme",), description=text)]))
    assert _danish(mapping)[0]["Beskrivelse"] == mapping.offers[0].description
    assert _for_programs(mapping)[0]["description"] == mapping.offers[0].description


def test_a_mapping_without_offers_has_its_heads() -> None:
    assert csv.render(freeze(boards.board([]))).count(b"\r\n") == 1
