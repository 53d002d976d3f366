"""What a mapping holds, as tables of texts, numbers and dates: the workbook's sheets, and the CSV for spreadsheets."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple, TypeVar

from board import few
from exports import changed, labels
from exports.reading import Reading
from exports.report import Finding, Offer, Person
from exports.words import ZONE, Translator

T = TypeVar("T")

# Excel repairs a file that has these, and says so; text is cleaned at the door, but a mapping may be older than that.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")

Value = str | int | date | datetime | None


class Table(NamedTuple):
    """Columns are called by `head`; `strong` is the one that names a row."""

    name: str
    head: tuple[str, ...]
    rows: list[tuple[Value, ...]]
    strong: int = 0


def offers(reading: Reading, words: Translator) -> Table:
    """One row for each offer, in the order of the staircase."""
    _ = words.gettext
    columns = reading.session.columns
    added_later = any(offer.provenance.why for offer in reading.mapping.offers)
    head = (
        _("Trin"),
        _("Trinnets navn"),
        *((_("Kolonne"),) if columns else ()),
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
        *((_("Hvorfor tilføjet"),) if added_later else ()),
        _("Tilføjet"),
        _("Tilbuddets id"),
    )

    def row(offer: Offer) -> tuple[Value, ...]:
        step = reading.step_number.get(offer.step_id or "")
        written = reading.area.get(offer.provenance.area_id)
        findings = reading.findings_about.get(offer.offer_id, [])
        return (
            step,
            reading.session.steps[step - 1].name if step else "",
            *((reading.column_name(offer),) if columns else ()),
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
            *((offer.provenance.why,) if added_later else ()),
            local(offer.provenance.added_at),
            offer.offer_id,
        )

    rows = [row(offer) for offer in reading.mapping.offers]
    return Table(_("Tilbud"), head, rows, strong=head.index(_("Navn på tilbud")))


def by_step_and_area(reading: Reading, words: Translator) -> Table:
    """Offers by main step and area: an offer counts once. The last row and the last column are sums."""
    _ = words.gettext
    areas = reading.session.areas

    def counted(offers: Sequence[Offer]) -> list[int]:
        counts = [sum(offer.area_id == area.area_id for offer in offers) for area in areas]
        return [*counts, len(offers)]

    rows: list[tuple[Value, ...]] = [
        (number, step.name, *counted(reading.on_step.get(step.step_id, [])))
        for number, step in enumerate(reading.session.steps, 1)
    ]
    if loose := reading.on_step.get(None):
        rows.append((None, _("Uden trin"), *counted(loose)))
    rows.append((None, _("I alt"), *counted(reading.mapping.offers)))
    head = (_("Trin"), _("Trinnets navn"), *(area.name for area in areas), _("I alt"))
    return Table(_("Trin × fagområder"), head, rows, strong=1)


def by_group_and_step(reading: Reading, words: Translator) -> Table:
    """The target groups that the room counted: an offer counts on all its steps, in each of its groups."""
    _ = words.gettext
    numbers = reading.step_number.values()
    head = (_("Målgruppe"), *(_("Trin %(number)d") % {"number": number} for number in numbers))
    return Table(_("Målgruppe × trin"), head, [(name, *counts) for name, counts in reading.by_group])


def questions(reading: Reading, words: Translator) -> Table:
    _ = words.gettext
    rows: list[tuple[Value, ...]] = [
        (offer.name, question.text, question.answer, offer.offer_id)
        for offer in reading.mapping.offers
        for question in offer.questions
    ]
    return Table(_("Spørgsmål"), (_("Tilbud"), _("Spørgsmål"), _("Svar"), _("Tilbuddets id")), rows)


def findings(reading: Reading, words: Translator) -> Table:
    _ = words.gettext
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
        *_from_where(reading, words),
    )
    rows: list[tuple[Value, ...]] = [
        (
            finding.number,
            labels.form(words, finding),
            finding.text,
            reading.step_number.get(finding.step_id or ""),
            finding.target_group,
            "\n".join(reading.offer[offer_id].name for offer_id in finding.offer_ids),
            few.told(finding.supports),
            *_compared(finding, words),
            "\n".join(finding.offer_ids),
            *((finding.source,) if reading.session.sources else ()),
        )
        for finding in reading.mapping.findings
    ]
    return Table(_("Fund"), head, rows, strong=2)


def _from_where(reading: Reading, words: Translator) -> tuple[str, ...]:
    """The heading of a column that only an overview has: which workshop something comes from."""
    return (words.gettext("Kilde"),) if reading.session.sources else ()


def _compared(finding: Finding, words: Translator) -> tuple[str, ...]:
    if (found := finding.comparison) is None:
        return "", "", "", ""
    return labels.relation(words, found.relation), found.form, found.method, found.intensity


def actions(reading: Reading, words: Translator) -> Table:
    _ = words.gettext
    head = (
        *(_("Hvad"), _("Hvem"), _("Hvornår"), _("Fund"), _("Tilbud"), _("Tilbuddenes id")),
        *_from_where(reading, words),
    )
    rows: list[tuple[Value, ...]] = [
        (
            action.what,
            action.who,
            date.fromisoformat(action.due) if action.due else None,
            reading.finding_numbers(action),
            "\n".join(reading.offer[offer_id].name for offer_id in action.offer_ids),
            "\n".join(action.offer_ids),
            *((action.source,) if reading.session.sources else ()),
        )
        for action in reading.mapping.actions
    ]
    return Table(_("Aftaler"), head, rows)


def participants(reading: Reading, words: Translator, people: Sequence[Person]) -> Table:
    """Few of an area are not counted out. `people` are named beside the counts."""
    _, mapping = words.gettext, reading.mapping
    named = labels.named(people)
    rows: list[tuple[Value, ...]] = []
    for part in mapping.participants:
        count = labels.uncounted(words, mapping.session) if part.count is None else part.count
        names = (", ".join(named.get(part.area_id, [])),) if named else ()
        rows.append((reading.area[part.area_id].name, *names, count))
    if mapping.participants_total is not None:
        rows.append((_("I alt"), *(("",) if named else ()), mapping.participants_total))
    head = (_("Fagområde"), *((_("Navne"),) if named else ()), _("Deltagere"))
    return Table(_("Deltagere"), head, rows)


def agenda(reading: Reading, words: Translator) -> Table:
    _ = words.gettext
    head = (_("Dagen, som den forløb"), _("Fra"), _("Til"), _("Minutter"), _("Planlagte minutter"))
    rows: list[tuple[Value, ...]] = [
        (
            stage.title,
            local(stage.opened_at),
            local(stage.closed_at),
            round(stage.seconds / 60),
            stage.planned_minutes or None,
        )
        for stage in reading.mapping.agenda
    ]
    return Table(_("Dagsorden"), head, rows)


def process(reading: Reading, words: Translator) -> Table:
    _ = words.gettext
    head = (
        _("Trin i kortlægningen"),
        _("Relevant input"),
        _("Beslutninger"),
        _("Punkter til videre arbejde"),
    )
    rows: list[tuple[Value, ...]] = [
        (labels.process_step(words, note.step), note.input, note.decisions, note.further)
        for note in reading.session.process
    ]
    return Table(_("Procesplan"), head, rows)


def changes(reading: Reading, words: Translator) -> Table:
    """What this version says that it changed, one row for each member of each thing; none for a first version."""
    _, told = words.gettext, reading.mapping.changes
    rows: list[tuple[Value, ...]] = []
    for change in told.made if told else ():
        fields = list(changed.fields(words, change)) or [("", "", "")]
        rows += [(changed.what(words, change), change.name, *field, change.key) for field in fields]
    head: tuple[str, ...] = (_("Ændring"), _("Navn"), _("Felt"), _("Før"), _("Nu"), _("Id"))
    if told and told.now_only:
        head, rows = _without_before(head), [_without_before(row) for row in rows]
    return Table(_("Ændringer"), head, rows, strong=1)


def _without_before(row: tuple[T, ...]) -> tuple[T, ...]:
    """An empty cell would say that nothing stood there before."""
    return (*row[:3], *row[4:])


def steps(reading: Reading, words: Translator) -> Table:
    _ = words.gettext
    rows: list[tuple[Value, ...]] = [
        (f"{number}. {step.name}", step.description) for number, step in enumerate(reading.session.steps, 1)
    ]
    return Table(_("Trin"), (_("Trin"), _("Beskrivelse")), rows)


def columns(reading: Reading, words: Translator) -> Table:
    _ = words.gettext
    rows: list[tuple[Value, ...]] = [(column.name, column.description) for column in reading.session.columns]
    return Table(_("Kolonne"), (_("Kolonne"), _("Beskrivelse")), rows)


def clean(text: str) -> str:
    """The text without signs that no table can hold."""
    return _CONTROL.sub("", text)


def local(at: int) -> datetime:
    """Danish time, without a zone: a cell has none."""
    return datetime.fromtimestamp(at // 1000, ZONE).replace(tzinfo=None)
