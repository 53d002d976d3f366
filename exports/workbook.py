"""Sheets of a workbook: how they print, how wide their columns are, and texts that never become formulas."""

import io
from collections.abc import Sequence
from datetime import UTC, date, datetime
from math import ceil

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from exports import tokens
from exports.report import Mapping, digest
from exports.rows import Table, Value, clean
from exports.words import Translator

A3, A4 = 8, 9
NARROWEST, WIDEST = 8, 44  # of a column, in characters
LINE = 15.0  # points: a row of one line
LONGEST = 32_767  # characters in a cell
HEAD_LIMIT = 250  # Excel refuses a printed head of more than 255 characters


class Workbook:
    """A workbook of one mapping. Each sheet bears title, date, version and digest in its printed head and foot."""

    def __init__(self, mapping: Mapping, words: Translator) -> None:
        self._mapping, self._words, self.sha256 = mapping, words, digest(mapping)
        self._target = io.BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._book = xlsxwriter.Workbook(self._target, options)
        text = {"valign": "top", "text_wrap": True}
        self._plain = self._book.add_format(text)
        self._left = self._book.add_format({**text, "align": "left"})
        self._strong = self._book.add_format({**text, "bold": True})
        self._head = self._book.add_format(
            {**text, "bold": True, "bottom": 2, "bottom_color": tokens.INK, "bg_color": tokens.STEPS[0]}
        )
        self._title = self._book.add_format({"bold": True, "font_size": 16})
        self._day = self._book.add_format({**text, "num_format": "yyyy-mm-dd", "align": "left"})
        self._moment = self._book.add_format({**text, "num_format": "yyyy-mm-dd hh:mm", "align": "left"})
        self._describe()

    def content(self) -> bytes:
        """The finished file; the same sheets give the same bytes."""
        self._book.close()
        return self._target.getvalue()

    def list(self, table: Table, *, keep: int = 0) -> Worksheet:
        """A sheet of rows to be sorted and filtered: its head stays in sight and on each printed page, and so do the
        first `keep` columns."""
        sheet = self.counts(table, keep=keep)
        sheet.autofilter(0, 0, max(len(table.rows), 1), len(table.head) - 1)
        return sheet

    def counts(self, table: Table, *, keep: int = 1, widths: Sequence[float] = ()) -> Worksheet:
        """A sheet of rows that have their order."""
        sheet = self.sheet(table.name)
        self.table(sheet, 0, table, widths)
        sheet.freeze_panes(1, keep)
        sheet.repeat_rows(0)
        return sheet

    def sheet(self, name: str) -> Worksheet:
        """An empty one."""
        _, session = self._words.gettext, self._mapping.session
        sheet = self._book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.hide_gridlines(1)
        day = _coded(self._words.day(session.date))
        sheet.set_header(f"&L{_coded(session.title)[: HEAD_LIMIT - len(day) - 4]}&R{day}")
        # After a size, figures stand apart: they would be read as part of it.
        page = _("Side %(page)s af %(pages)s") % {"page": "&P", "pages": "&N"}
        sheet.set_footer(f"&L&8{_coded(self.version())}&C&8 {self.sha256}&R&8{page}")
        return sheet

    def version(self) -> str:
        _, mapping = self._words.gettext, self._mapping
        moment = self._words.moment(mapping.frozen_at)
        return _("Version %(version)d, afsluttet %(moment)s") % {"version": mapping.version, "moment": moment}

    def title(self, sheet: Worksheet, text: str) -> None:
        sheet.write_string(0, 0, clean(text), self._title)

    def facts(
        self, sheet: Worksheet, top: int, facts: Sequence[tuple[str, Value]], widths: Sequence[float]
    ) -> int:
        """Names, and what there is to say beside them; returns the row after them."""
        for row, (name, value) in enumerate(facts, top):
            sheet.write_string(row, 0, name, self._strong)
            self._cell(sheet, row, 1, value, self._left)
            sheet.set_row(row, _height((name, value), widths))
        return top + len(facts)

    def table(self, sheet: Worksheet, top: int, table: Table, widths: Sequence[float] = ()) -> int:
        """A header row and rows below it; returns the row after them. Without `widths`, columns are as wide as their
        texts need."""
        if not widths:
            widths = [_width(name, [row[i] for row in table.rows]) for i, name in enumerate(table.head)]
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        for column, name in enumerate(table.head):
            sheet.write_string(top, column, clean(name), self._head)
        sheet.set_row(top, _height(table.head, widths))
        for number, row in enumerate(table.rows, top + 1):
            for column, value in enumerate(row):
                look = self._strong if column == table.strong else self._plain if column else self._left
                self._cell(sheet, number, column, value, look)
            sheet.set_row(number, _height(row, widths))
        return top + 1 + len(table.rows)

    def shade(self, sheet: Worksheet, first: tuple[int, int], last: tuple[int, int]) -> None:
        """The more, the darker: numbers of a table, whose figures say the same."""
        scale = {"type": "2_color_scale", "min_color": tokens.SHEET, "max_color": tokens.STEPS[-1]}
        sheet.conditional_format(*first, *last, scale)

    def _cell(self, sheet: Worksheet, row: int, column: int, value: Value, look: Format) -> None:
        match value:
            case None:
                sheet.write_blank(row, column, None, look)
            case str():
                sheet.write_string(row, column, _fitting(clean(value)), look)
            case int():
                sheet.write_number(row, column, value, look)
            case datetime():
                sheet.write_datetime(row, column, value, self._moment)
            case date():
                sheet.write_datetime(row, column, value, self._day)

    def _describe(self) -> None:
        _, mapping = self._words.gettext, self._mapping
        self._book.set_properties(
            {
                "title": clean(mapping.session.title),
                "subject": _("Tilbud på indsatstrappen, kortlagt %(day)s")
                % {"day": self._words.day(mapping.session.date)},
                "company": clean(mapping.session.municipality),
                "keywords": f"sha256:{self.sha256}",
                "comments": self.version(),
                "created": datetime.fromtimestamp(mapping.frozen_at // 1000, UTC).replace(tzinfo=None),
            }
        )
        self._book.set_custom_property("version", mapping.version)
        self._book.set_custom_property("sha256", self.sha256)


def _width(name: str, values: Sequence[Value]) -> float:
    """Wide enough for nine texts in ten, so that one long name does not make a column of empty paper."""
    lengths = sorted(
        max(map(len, value.split("\n")))
        if isinstance(value, str)
        else 16
        if isinstance(value, datetime)
        else 10
        for value in values
        if value not in (None, "") and not isinstance(value, int)
    )
    usual = lengths[len(lengths) * 9 // 10] if lengths else 0
    return min(max(usual + 2, len(name) + 4, NARROWEST), WIDEST)


def _height(values: Sequence[Value], widths: Sequence[float]) -> float:
    """As many lines as the longest text breaks into: only Excel finds that out by itself when a file is opened."""
    lines = 1
    for value, width in zip(values, widths, strict=False):
        if isinstance(value, str):
            lines = max(lines, sum(ceil((len(line) * 1.12 or 1) / width) for line in value.split("\n")))
    return min(lines * LINE, 409)  # the highest row there is


def _fitting(text: str) -> str:
    """What a cell can hold; the writer leaves out without a word what is longer."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _coded(text: str) -> str:
    """A text in a printed head or foot, where “&” begins a code."""
    return clean(text).replace("&", "&&")
