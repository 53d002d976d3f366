"""Files of known offers: whatever a spreadsheet program writes is read, and a file made to do harm is not."""

import io
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from sessions.known import book as books
from sessions.known import file, xlsx_file
from sessions.known.book import Book, NotReadable, Row, Sheet, pack, unpack

HOLBAEK = Path(__file__).parents[2] / "sessions" / "data" / "holbaek.csv"


def rows(content: bytes) -> list[tuple[str, ...]]:
    (sheet,) = file.read("tilbud", content).sheets
    return [row.cells for row in sheet.rows]


def code(content: bytes) -> tuple[str, int]:
    with pytest.raises(NotReadable) as caught:
        file.read("tilbud", content)
    return caught.value.code, caught.value.row


# ---- CSV

TABLE = [("Navn", "Målgruppe"), ("Åben rådgivning", "Børn, unge; alle"), ("Café “Ærø”", "12–15 år")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_csv_is_read_as_spreadsheet_programs_write_it(encoding: str, separator: str, end: str) -> None:
    lines = (separator.join(f'"{cell}"' for cell in row) for row in TABLE)
    assert rows(end.join(lines).encode(encoding)) == TABLE


def test_a_line_that_names_the_separator_is_obeyed_and_counts_as_a_row() -> None:
    (sheet,) = file.read("tilbud.csv", b"sep=;\r\nNavn;Alder\r\nA, B;6,5\r\n").sheets
    assert sheet.rows == (Row(2, ("Navn", "Alder")), Row(3, ("A, B", "6,5")))


def test_commas_in_texts_do_not_hide_the_semicolons_between_cells() -> None:
    text = "Navn;Målgruppe\nA;Børn, unge, voksne\nB;Alle\nC;Unge, forældre\n"
    assert rows(text.encode()) == [
        ("Navn", "Målgruppe"),
        ("A", "Børn, unge, voksne"),
        ("B", "Alle"),
        ("C", "Unge, forældre"),
    ]


def test_a_list_with_one_column_has_no_separator() -> None:
    assert rows("Navn\nÅben rådgivning, anonym\nHeadspace\n".encode()) == [
        ("Navn",),
        ("Åben rådgivning, anonym",),
        ("Headspace",),
    ]


def test_rows_keep_the_numbers_that_a_spreadsheet_shows() -> None:
    (sheet,) = file.read("x", b'Navn,Om\n\n"To\nlinjer",ja\n,\n  ,\t\nSidst,nej\n').sheets
    assert [row.number for row in sheet.rows] == [1, 3, 6]
    assert sheet.rows[1].cells == ("To\nlinjer", "ja")


def test_the_real_list_is_read_whole() -> None:
    found = rows(HOLBAEK.read_bytes())
    assert len(found) == 31 and found[0][0] == "navn"
    assert found[1][0] == "Åben rådgivning"


def test_a_quotation_mark_that_is_never_closed_swallows_no_rows() -> None:
    assert code(b'Navn,Om\nA,b\n"C,d\nE,f\n') == ("broken_row", 3)


@pytest.mark.parametrize("content", [b"", b" \r\n\t ", b";;;\n;;\n", b"\xef\xbb\xbf"])
def test_an_empty_file_says_so(content: bytes) -> None:
    assert code(content)[0] == "empty"


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7\n\x00\x01\x02", b"\x89PNG\r\n\x1a\n\x00\x00", b"Navn\n\x81\x8d", b"\xff\xfeN"]
)
def test_what_is_no_table_is_told_from_one(content: bytes) -> None:
    assert code(content)[0] == "unknown_kind"


def test_old_and_locked_workbooks_are_told_from_others() -> None:
    assert code(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500))[0] == "old_excel"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"x" * (file.LARGEST + 1), "too_large"),
        (b"Navn\n" + b"A\n" * (books.ROWS + 1), "too_many_rows"),
        (b"Navn\n" + b";" * books.COLUMNS + b"x\n", "too_wide"),
    ],
)
def test_more_than_any_catalogue_has_is_refused_and_not_cut(content: bytes, why: str) -> None:
    assert code(content)[0] == why


def test_as_many_rows_as_a_board_takes_are_read() -> None:
    assert len(rows(b"Navn\n" + b"A\n" * books.ROWS)) == books.ROWS + 1


def test_texts_are_cleaned_at_the_door() -> None:
    assert rows("Navn\n  Åben\u00a0 råd\u202egivning \n".encode())[1] == ("Åben rådgivning",)


# ---- XLSX


def workbook(write: Callable[[xlsxwriter.Workbook], None], **options: Any) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, **options}) as made:
        write(made)
    return target.getvalue()


def of_all_kinds(made: xlsxwriter.Workbook) -> None:
    sheet = made.add_worksheet("Tilbud & mere")
    day, clock = made.add_format({"num_format": 'd. mmm "år" yyyy'}), made.add_format({"num_format": "hh:mm"})
    bold = made.add_format({"bold": True, "num_format": '0 "dage"'})
    sheet.write_row(0, 0, ["Navn", "Trin", "Alder", "Start", "Kl.", "Åbent"])
    sheet.write_string(2, 0, "Åben rådgivning\nog mere")
    sheet.write_number(2, 1, 2)
    sheet.write_formula(2, 2, '=CONCATENATE("8","-10")', None, "8-10")
    sheet.write_datetime(2, 3, datetime(2026, 3, 1, 12, 30), day)  # noqa: DTZ001
    sheet.write_datetime(2, 4, time(8, 15), clock)
    sheet.write_boolean(2, 5, True)
    sheet.write_rich_string(4, 0, "Halv ", bold, "fed", " tekst")
    sheet.write_formula(4, 1, "=1+2", bold, 3)
    sheet.write_number(4, 2, 0.1 + 0.2)
    sheet.write_datetime(4, 3, date(2026, 12, 31), day)
    sheet.write_string(6, 5, "_x000D_ er ikke et linjeskift")
    made.add_worksheet("Tomt")
    hidden = made.add_worksheet("Skjult")
    hidden.write(0, 0, "hemmeligt")
    hidden.hide()
    made.add_worksheet("Andet ark").write(0, 0, "Titel")


@pytest.mark.parametrize("options", [{}, {"constant_memory": True, "in_memory": False}])
def test_each_cell_is_read_as_what_it_shows(options: dict[str, Any]) -> None:
    """Shared strings and strings in their cells alike; formulas as their values."""
    read = file.read("tilbud.xlsx", workbook(of_all_kinds, **options))
    assert [sheet.name for sheet in read.sheets] == ["Tilbud & mere", "Andet ark"]
    assert read.sheets[0].rows == (
        Row(1, ("Navn", "Trin", "Alder", "Start", "Kl.", "Åbent")),
        Row(3, ("Åben rådgivning\nog mere", "2", "8-10", "2026-03-01 12:30", "08:15", "ja")),
        Row(5, ("Halv fed tekst", "3", "0.3", "2026-12-31")),
        Row(7, ("", "", "", "", "", "_x000D_ er ikke et linjeskift")),
    )


def test_another_reader_finds_the_same_texts() -> None:
    def write(made: xlsxwriter.Workbook) -> None:
        sheet = made.add_worksheet()
        for place, line in enumerate(HOLBAEK.read_text(encoding="utf-8").splitlines()):
            sheet.write_row(place, place % 3, [line, f"<&> {place}", "", "æøå 👍"])

    content = workbook(write, strings_to_numbers=False)
    theirs = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    ours = file.read("x.xlsx", content).sheets[0]
    assert [[*row.cells, *[""] * (6 - len(row.cells))] for row in ours.rows] == [
        [" ".join(str(cell).split()) for cell in row] for row in theirs
    ]


def repacked(replace: dict[str, bytes | None], *, add: dict[str, bytes] | None = None) -> bytes:
    """A good workbook of which some parts are others."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook(of_all_kinds))) as good,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as bad,
    ):
        for name in good.namelist():
            content = replace.get(name, good.read(name))
            if content is not None:
                bad.writestr(name, content)
        for name, content in (add or {}).items():
            bad.writestr(name, content)
    return target.getvalue()


NS = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
END = b"</sheetData></worksheet>"
SHEET, STRINGS, STYLES = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    b"<worksheet><sheetData><row><c t='str'><v>&b;</v></c></row></sheetData></worksheet>"
)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        pytest.param(
            repacked({SHEET: NS + b"<row>" + b"<c/>" * 3_000_000 + b"</row>" + END}), "too_large", id="cells"
        ),
        pytest.param(repacked({SHEET: NS + b"<row/>" * 3_000_000 + END}), "too_large", id="rows"),
        pytest.param(
            repacked({SHEET: NS + b"<row><c><v>1</v></c></row>" * 2_100 + END}),
            "too_many_rows",
            id="filled rows",
        ),
        pytest.param(
            repacked({SHEET: NS + b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>' + END}),
            "too_wide",
            id="far corner",
        ),
        pytest.param(repacked({SHEET: NS + b'<row r="99999999999"/>' + END}), "broken", id="no such row"),
        pytest.param(
            repacked({STRINGS: b"<sst>" + b"<si/>" * 300_000 + b"</sst>"}), "too_large", id="strings"
        ),
        pytest.param(
            repacked(
                {
                    STRINGS: b"<sst><si><t>" + b"x" * 4_000 + b"</t></si></sst>",
                    SHEET: NS + b'<row><c t="s"><v>0</v></c></row>' * 1_900 + END,
                }
            ),
            "too_large",
            id="one text, again and again",
        ),
        pytest.param(repacked({SHEET: b" " * 70_000_000}), "too_large", id="blanks"),
        pytest.param(repacked({SHEET: LAUGHS}), "broken", id="entities"),
        pytest.param(repacked({SHEET: None}), "broken", id="a part is missing"),
        pytest.param(repacked({SHEET: b"<worksheet>"}), "broken", id="cut off"),
        pytest.param(repacked({STRINGS: b"<sst/>"}), "broken", id="a string is missing"),
        pytest.param(repacked({"_rels/.rels": None}), "unknown_kind", id="no workbook"),
        pytest.param(repacked({SHEET: NS + END, "xl/worksheets/sheet4.xml": NS + END}), "empty", id="empty"),
        pytest.param(workbook(of_all_kinds)[:-200], "broken", id="half a file"),
    ],
)
def test_a_file_made_to_do_harm_is_refused_at_little_cost(content: bytes, why: str) -> None:
    assert len(content) < 200_000
    tracemalloc.start()
    try:
        assert code(content)[0] == why
        assert tracemalloc.get_traced_memory()[1] < 32_000_000
    finally:
        tracemalloc.stop()


def test_a_sheet_refers_to_nothing_outside_the_file() -> None:
    rels = (
        b'<Relationships><Relationship Id="rId1" TargetMode="External" Target="http://127.0.0.1/x.xml" '
        b'Type="http://x/worksheet"/></Relationships>'
    )
    assert code(repacked({"xl/_rels/workbook.xml.rels": rels}))[0] == "broken"


# ---- between two steps of the page


def test_what_the_browser_holds_comes_back_as_it_was() -> None:
    read = file.read("tilbud.xlsx", workbook(of_all_kinds))
    assert unpack(pack(read)) == read


@pytest.mark.parametrize(
    "packed",
    [
        "",
        "ikke noget",
        "æøå",
        pack(Book("x", (Sheet("", (Row(1, ("A",)),)),)))[:-4],
        pack(Book("x", ())),
        pack(Book("x", (Sheet("", (Row(0, ("A",)),)),))),
        pack(Book("x", (Sheet("", (Row(1, tuple("A" * 61)),)),))),
        pack(Book("x", (Sheet("", (Row(1, ("A" * 4002,)),)),))),
    ],
)
def test_what_the_browser_sends_back_is_trusted_no_more_than_a_file(packed: str) -> None:
    with pytest.raises(NotReadable, match=r"broken|empty"):
        unpack(packed)


def test_a_bomb_in_the_hidden_field_does_not_go_off() -> None:
    bomb = books.base64.urlsafe_b64encode(zlib.compress(b"[" * 100_000_000, 9)).decode()
    tracemalloc.start()
    try:
        with pytest.raises(NotReadable, match="too_large"):
            unpack(bomb)
        assert tracemalloc.get_traced_memory()[1] < 64_000_000
    finally:
        tracemalloc.stop()


def test_the_column_of_a_cell_is_read_from_its_letters() -> None:
    content = repacked(
        {SHEET: NS + b'<row r="3"><c r="AB3" t="str"><v>x</v></c><c t="str"><v>y</v></c></row>' + END}
    )
    assert file.read("x", content).sheets[0].rows == (Row(3, (*[""] * 27, "x", "y")),)
    assert xlsx_file.COLUMNS >= 29
