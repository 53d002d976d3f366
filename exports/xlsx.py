"""The workbook: offers one row each, steps by areas, findings, actions, and the facts of the day.

What people wrote is always a text: a cell that begins with “=” is never a formula. Each sheet bears title, date,
version and digest in its printed head and foot; the last one bears them in cells.
"""

import io
import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from math import ceil

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from exports import labels, tokens
from exports.reading import Reading
from exports.report import Finding, Mapping, Offer, Person, digest
from exports.words import ZONE, Lang, Translator, translator

A3, A4 = 8, 9
NARROWEST, WIDEST = 8, 44  # of a column, in characters
LINE = 15.0  # points: a row of one line
HEAD_LIMIT = 250  # Excel refuses a printed head of more than 255 characters
# Excel repairs a file that has these, and says so; text is cleaned at the door, but a mapping may be older than that.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")

Value = str | int | date | datetime | None


def render(mapping: Mapping, lang: Lang = "da", people: Sequence[Person] = ()) -> bytes:
    """The workbook. `people` are named beside the counts of their areas; they are no part of the digest.

    The same arguments give the same bytes.
    """
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        _Book(book, Reading(mapping), translator(lang), digest(mapping)).write(people)
    return target.getvalue()


class _Book:
    def __init__(self, book: xlsxwriter.Workbook, reading: Reading, words: Translator, sha256: str) -> None:
        self._book, self._reading, self._words, self._sha256 = book, reading, words, sha256
        text = {"valign": "top", "text_wrap": True}
        self._plain = book.add_format(text)
        self._left = book.add_format({**text, "align": "left"})
        self._strong = book.add_format({**text, "bold": True})
        self._head = book.add_format(
            {**text, "bold": True, "bottom": 2, "bottom_color": tokens.INK, "bg_color": tokens.STEPS[0]}
        )
        self._title = book.add_format({"bold": True, "font_size": 16})
        self._day = book.add_format({**text, "num_format": "yyyy-mm-dd", "align": "left"})
        self._moment = book.add_format({**text, "num_format": "yyyy-mm-dd hh:mm", "align": "left"})

    def write(self, people: Sequence[Person]) -> None:
        self._describe()
        self._offers()
        self._matrix()
        self._questions()
        if self._reading.by_group:
            self._target_groups()
        self._findings()
        self._actions()
        if self._reading.session.process:
            self._process()
        self._about(people)

    def _describe(self) -> None:
        _, mapping = self._words.gettext, self._reading.mapping
        self._book.set_properties(
            {
                "title": _clean(mapping.session.title),
                "subject": _("Tilbud på indsatstrappen, kortlagt %(day)s")
                % {"day": self._words.day(mapping.session.date)},
                "company": _clean(mapping.session.municipality),
                "keywords": f"sha256:{self._sha256}",
                "comments": self._version(),
                "created": datetime.fromtimestamp(mapping.frozen_at // 1000, UTC).replace(tzinfo=None),
            }
        )
        self._book.set_custom_property("version", mapping.version)
        self._book.set_custom_property("sha256", self._sha256)

    def _version(self) -> str:
        _, mapping = self._words.gettext, self._reading.mapping
        moment = self._words.moment(mapping.frozen_at)
        return _("Version %(version)d, afsluttet %(moment)s") % {"version": mapping.version, "moment": moment}

    def _offers(self) -> None:
        _ = self._words.gettext
        head = (
            _("Trin"),
            _("Trinnets navn"),
            *((_("Kolonne"),) if self._reading.session.columns else ()),
            _("Navn på tilbud"),
            _("Målgruppe"),
            _("Tilbuddet er til"),
            _("Fagområde"),
            _("Organisatorisk placering"),
            _("Alle trin"),
            _("Beskrivelse"),
            _("Alder"),
            _("Gruppestørrelse"),
            _("Varighed"),
            _("Adgang"),
            _("Lovgrundlag"),
            _("Kontakt"),
            _("Til fagpersoner"),
            _("Må vises for borgere"),
            _("Fund"),
            _("Skrevet af"),
            _("Kilde"),
            _("Bekræftet"),
            _("Tilføjet"),
            _("Tilbuddets id"),
        )
        rows = [self._offer(offer) for offer in self._reading.mapping.offers]
        sheet = self._sheet(_("Tilbud"), paper=A3)
        sheet.fit_to_pages(2, 0)  # on one, the type would be too small to read
        named = head.index(_("Navn på tilbud"))
        sheet.repeat_columns(0, named)
        self._table(sheet, 0, head, rows, strong=named)
        sheet.freeze_panes(1, named + 1)
        sheet.autofilter(0, 0, max(len(rows), 1), len(head) - 1)
        sheet.repeat_rows(0)

    def _offer(self, offer: Offer) -> tuple[Value, ...]:
        _, reading, words = self._words.gettext, self._reading, self._words
        step = reading.step_number.get(offer.step_id or "")
        written = reading.area.get(offer.provenance.area_id)
        findings = reading.findings_about.get(offer.offer_id, [])
        return (
            step,
            reading.session.steps[step - 1].name if step else "",
            *((reading.column_name(offer),) if reading.session.columns else ()),
            offer.name,
            offer.target_group,
            labels.reach(words, offer),
            reading.area[offer.area_id].name,
            offer.organisational_unit,
            ", ".join(map(str, reading.numbers(offer))),
            offer.description,
            offer.age_span,
            offer.group_size,
            offer.duration,
            labels.access(words, offer),
            offer.legal_basis,
            offer.contact,
            labels.yes(words, offer.consultative),
            labels.yes(words, offer.public),
            ", ".join(str(finding.number) for finding in findings),
            written.name if written else _("Facilitator"),
            offer.provenance.source,
            labels.yes(words, offer.provenance.confirmed),
            _local(offer.provenance.added_at),
            offer.offer_id,
        )

    def _matrix(self) -> None:
        """Offers by main step and area: an offer counts once."""
        _, reading = self._words.gettext, self._reading
        areas = reading.session.areas
        head = (_("Trin"), _("Trinnets navn"), *(area.name for area in areas), _("I alt"))
        rows: list[tuple[Value, ...]] = []
        for number, step in enumerate(reading.session.steps, 1):
            rows.append((number, step.name, *self._by_area(reading.on_step.get(step.step_id, []))))
        if loose := reading.on_step.get(None):
            rows.append((None, _("Uden trin"), *self._by_area(loose)))
        rows.append((None, _("I alt"), *self._by_area(reading.mapping.offers)))
        sheet = self._sheet(_("Trin × fagområder"))
        widths = (8, 44, *(14 for _area in areas), 8)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        self._table(sheet, 0, head, rows, strong=1, widths=widths)
        sheet.freeze_panes(1, 2)
        sheet.repeat_rows(0)

    def _target_groups(self) -> None:
        """The target groups that the room counted: an offer counts on all its steps, in each of its groups."""
        _, reading = self._words.gettext, self._reading
        head = (_("Målgruppe"), *(_("Trin %(number)d") % {"number": n} for n in reading.step_number.values()))
        rows: list[tuple[Value, ...]] = [(name, *counts) for name, counts in reading.by_group]
        sheet = self._sheet(_("Målgruppe × trin"))
        self._table(sheet, 0, head, rows, strong=0)
        sheet.freeze_panes(1, 1)

    def _by_area(self, offers: Sequence[Offer]) -> list[int]:
        counts = [
            sum(offer.area_id == area.area_id for offer in offers) for area in self._reading.session.areas
        ]
        return [*counts, len(offers)]

    def _questions(self) -> None:
        """No sheet where nobody asked."""
        _ = self._words.gettext
        rows: list[tuple[Value, ...]] = [
            (offer.name, question.text, question.answer, offer.offer_id)
            for offer in self._reading.mapping.offers
            for question in offer.questions
        ]
        if not rows:
            return
        sheet = self._sheet(_("Spørgsmål"))
        self._table(sheet, 0, (_("Tilbud"), _("Spørgsmål"), _("Svar"), _("Tilbuddets id")), rows, strong=0)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)

    def _findings(self) -> None:
        _, reading = self._words.gettext, self._reading
        rows: list[tuple[Value, ...]] = [
            (
                finding.number,
                labels.form(self._words, finding),
                finding.text,
                reading.step_number.get(finding.step_id or ""),
                finding.target_group,
                "\n".join(reading.offer[offer_id].name for offer_id in finding.offer_ids),
                finding.supports,
                *self._compared(finding),
                "\n".join(finding.offer_ids),
            )
            for finding in reading.mapping.findings
        ]
        head = (
            _("Nr."),
            _("Slags"),
            _("Fund"),
            _("Trin"),
            _("Målgruppe"),
            _("Tilbud"),
            _("Støtte"),
            _("Forhold"),
            _("Form"),
            _("Metode"),
            _("Intensitet og specialisering"),
            _("Tilbuddenes id"),
        )
        sheet = self._sheet(_("Fund"))
        self._table(sheet, 0, head, rows, strong=2)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)

    def _compared(self, finding: Finding) -> tuple[str, ...]:
        if (found := finding.comparison) is None:
            return "", "", "", ""
        return labels.relation(self._words, found.relation), found.form, found.method, found.intensity

    def _actions(self) -> None:
        _ = self._words.gettext
        reading = self._reading
        rows: list[tuple[Value, ...]] = [
            (
                action.what,
                action.who,
                date.fromisoformat(action.due) if action.due else None,
                reading.finding_numbers(action),
                "\n".join(reading.offer[offer_id].name for offer_id in action.offer_ids),
                "\n".join(action.offer_ids),
            )
            for action in reading.mapping.actions
        ]
        sheet = self._sheet(_("Aftaler"))
        head = (_("Hvad"), _("Hvem"), _("Hvornår"), _("Fund"), _("Tilbud"), _("Tilbuddenes id"))
        self._table(sheet, 0, head, rows, strong=0)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)

    def _process(self) -> None:
        _ = self._words.gettext
        rows: list[tuple[Value, ...]] = [
            (labels.process_step(self._words, note.step), note.input, note.decisions, note.further)
            for note in self._reading.session.process
        ]
        head = (
            _("Trin i kortlægningen"),
            _("Relevant input"),
            _("Beslutninger"),
            _("Punkter til videre arbejde"),
        )
        sheet = self._sheet(_("Procesplan"))
        self._table(sheet, 0, head, rows, strong=0)
        sheet.freeze_panes(1, 1)
        sheet.repeat_rows(0)

    def _about(self, people: Sequence[Person]) -> None:
        _, mapping, session = self._words.gettext, self._reading.mapping, self._reading.session
        sheet = self._sheet(_("Om kortlægningen"))
        widths = (44, 68, 17, 17, 17)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.write_string(0, 0, _clean(session.title), self._title)
        facts: tuple[tuple[str, Value], ...] = (
            (_("Kommune"), session.municipality),
            (_("Dato"), date.fromisoformat(session.date)),
            (_("Version"), mapping.version),
            (_("Afsluttet"), _local(mapping.frozen_at)),
            (_("Kontrolsum (SHA-256)"), self._sha256),
            (_("Formål"), session.purpose),
            (_("Forventet udbytte"), session.expected_outcome),
            (_("Besluttet slutprodukt"), session.end_product),
            *labels.upkeep(self._words, session.upkeep),
            (_("Afgrænsning"), labels.scope(self._words, session.scope)),
            (_("Konsultative tilbud til fagpersoner er med"), labels.yes(self._words, session.consultative)),
            (_("Lov"), labels.law(self._words, session)),
            (_("Tilbud i alt"), len(mapping.offers)),
        )
        row = 2
        for name, value in facts:
            sheet.write_string(row, 0, name, self._strong)
            self._cell(sheet, row, 1, value, self._left)
            sheet.set_row(row, _height((name, value), widths))
            row += 1
        row = self._table(sheet, row + 1, *self._steps(), widths=widths)
        if session.columns:
            row = self._table(sheet, row + 1, *self._columns(), widths=widths)
        row = self._table(sheet, row + 1, *self._agenda(), widths=widths)
        self._table(sheet, row + 1, *self._participants(people), widths=widths)

    def _steps(self) -> tuple[tuple[str, ...], list[tuple[Value, ...]]]:
        _ = self._words.gettext
        steps = enumerate(self._reading.session.steps, 1)
        rows: list[tuple[Value, ...]] = [
            (f"{number}. {step.name}", step.description) for number, step in steps
        ]
        return (_("Trin"), _("Beskrivelse")), rows

    def _columns(self) -> tuple[tuple[str, ...], list[tuple[Value, ...]]]:
        _ = self._words.gettext
        columns = self._reading.session.columns
        rows: list[tuple[Value, ...]] = [(column.name, column.description) for column in columns]
        return (_("Kolonne"), _("Beskrivelse")), rows

    def _agenda(self) -> tuple[tuple[str, ...], list[tuple[Value, ...]]]:
        _ = self._words.gettext
        head = (
            _("Dagen, som den forløb"),
            _("Fra"),
            _("Til"),
            _("Minutter"),
            _("Planlagte minutter"),
        )
        rows: list[tuple[Value, ...]] = [
            (
                stage.title,
                _local(stage.opened_at),
                _local(stage.closed_at),
                round(stage.seconds / 60),
                stage.planned_minutes or None,
            )
            for stage in self._reading.mapping.agenda
        ]
        return head, rows

    def _participants(self, people: Sequence[Person]) -> tuple[tuple[str, ...], list[tuple[Value, ...]]]:
        _, mapping = self._words.gettext, self._reading.mapping
        named = labels.named(people)
        rows: list[tuple[Value, ...]] = []
        for part in mapping.participants:
            count = labels.SMALL if part.count is None else part.count
            names = (", ".join(named.get(part.area_id, [])),) if named else ()
            rows.append((self._reading.area[part.area_id].name, *names, count))
        if mapping.participants_total is not None:
            rows.append((_("I alt"), *(("",) if named else ()), mapping.participants_total))
        return (_("Fagområde"), *((_("Navne"),) if named else ()), _("Deltagere")), rows

    def _sheet(self, name: str, paper: int = A4) -> Worksheet:
        _, session = self._words.gettext, self._reading.session
        sheet = self._book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(paper)
        sheet.fit_to_pages(1, 0)
        sheet.hide_gridlines(1)
        day = _coded(self._words.day(session.date))
        sheet.set_header(f"&L{_coded(session.title)[: HEAD_LIMIT - len(day) - 4]}&R{day}")
        # After a size, figures stand apart: they would be read as part of it.
        page = _("Side %(page)s af %(pages)s") % {"page": "&P", "pages": "&N"}
        sheet.set_footer(f"&L&8{_coded(self._version())}&C&8 {self._sha256}&R&8{page}")
        return sheet

    def _table(
        self,
        sheet: Worksheet,
        top: int,
        head: Sequence[str],
        rows: Sequence[Sequence[Value]],
        strong: int = 0,
        widths: Sequence[float] = (),
    ) -> int:
        """Write a header row and rows below it; returns the row after them. Without `widths`, columns are as wide as
        their texts need."""
        if not widths:
            widths = [_width(name, [row[column] for row in rows]) for column, name in enumerate(head)]
            for column, width in enumerate(widths):
                sheet.set_column(column, column, width)
        for column, name in enumerate(head):
            sheet.write_string(top, column, _clean(name), self._head)
        sheet.set_row(top, _height(head, widths))
        for number, row in enumerate(rows, top + 1):
            for column, value in enumerate(row):
                look = self._strong if column == strong else self._plain if column else self._left
                self._cell(sheet, number, column, value, look)
            sheet.set_row(number, _height(row, widths))
        return top + 1 + len(rows)

    def _cell(self, sheet: Worksheet, row: int, column: int, value: Value, look: Format) -> None:
        match value:
            case None:
                sheet.write_blank(row, column, None, look)
            case str():
                sheet.write_string(row, column, _clean(value), look)
            case int():
                sheet.write_number(row, column, value, look)
            case datetime():
                sheet.write_datetime(row, column, value, self._moment)
            case date():
                sheet.write_datetime(row, column, value, self._day)


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
            lines = max(lines, sum(ceil((len(line) * 1.06 or 1) / width) for line in value.split("\n")))
    return min(lines * LINE, 409)  # the highest row there is


def _local(at: int) -> datetime:
    """Danish time, without a zone: a cell has none."""
    return datetime.fromtimestamp(at // 1000, ZONE).replace(tzinfo=None)


def _clean(text: str) -> str:
    return _CONTROL.sub("", text)


def _coded(text: str) -> str:
    """A text in a printed head or foot, where “&” begins a code."""
    return _clean(text).replace("&", "&&")
