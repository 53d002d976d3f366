"""The workbook: offers one row each, steps by areas, findings, actions, the day, and the facts of the mapping.

What people wrote is always a text: a cell that begins with “=” is never a formula. Each sheet bears title, date,
version and digest in its printed head and foot; the last one bears them in cells.
"""

from collections.abc import Sequence
from datetime import date

from exports import labels, rows
from exports.reading import Reading
from exports.report import Mapping, Person
from exports.rows import Value, local
from exports.words import Lang, Translator, translator
from exports.workbook import A3, Workbook

FACTS = (44, 68)  # characters: the widths of the last sheet's columns


def render(mapping: Mapping, lang: Lang = "da", people: Sequence[Person] = ()) -> bytes:
    """The workbook. `people` are named beside the counts of their areas; they are no part of the digest.

    The same arguments give the same bytes. A sheet that would be empty because nobody asked or counted is left out.
    """
    reading, words = Reading(mapping), translator(lang)
    book = Workbook(mapping, words)
    _offers(book, reading, words)
    _by_step_and_area(book, reading, words)
    if reading.by_group:
        _by_group_and_step(book, reading, words)
    book.list(rows.findings(reading, words))
    book.list(rows.actions(reading, words))
    if (asked := rows.questions(reading, words)).rows:
        book.list(asked)
    book.counts(rows.participants(reading, words, people))
    if mapping.agenda:
        book.counts(rows.agenda(reading, words))
    if reading.session.process:
        book.counts(rows.process(reading, words))
    if (made := rows.changes(reading, words)).rows:
        book.list(made)
    _about(book, reading, words)
    return book.content()


def _offers(book: Workbook, reading: Reading, words: Translator) -> None:
    table = rows.offers(reading, words)
    sheet = book.list(table, keep=table.strong + 1)
    sheet.set_paper(A3)
    sheet.fit_to_pages(2, 0)  # on one, the type would be too small to read
    sheet.repeat_columns(0, table.strong)


def _by_step_and_area(book: Workbook, reading: Reading, words: Translator) -> None:
    table = rows.by_step_and_area(reading, words)
    areas = len(reading.session.areas)
    sheet = book.counts(table, keep=2, widths=(8, 44, *[14] * areas, 8))
    if areas and len(table.rows) > 1:
        book.shade(sheet, (1, 2), (len(table.rows) - 1, 1 + areas))  # without the sums


def _by_group_and_step(book: Workbook, reading: Reading, words: Translator) -> None:
    table = rows.by_group_and_step(reading, words)
    steps = len(reading.session.steps)
    sheet = book.counts(table, widths=(36, *[10] * steps))
    book.shade(sheet, (1, 1), (len(table.rows), steps))


def _about(book: Workbook, reading: Reading, words: Translator) -> None:
    _, mapping, session = words.gettext, reading.mapping, reading.session
    sheet = book.sheet(_("Om kortlægningen"))
    book.title(sheet, session.title)
    facts: tuple[tuple[str, Value], ...] = (
        (_("Kommune"), session.municipality),
        (_("Dato"), date.fromisoformat(session.date)),
        (_("Version"), mapping.version),
        (_("Afsluttet"), local(mapping.frozen_at)),
        (_("Kontrolsum (SHA-256)"), book.sha256),
        (_("Formål"), session.purpose),
        (_("Forventet udbytte"), session.expected_outcome),
        (_("Besluttet slutprodukt"), session.end_product),
        *labels.upkeep(words, session.upkeep),
        (_("Afgrænsning"), labels.scope(words, session.scope)),
        (_("Konsultative tilbud til fagpersoner er med"), labels.yes(words, session.consultative)),
        (_("Lov"), labels.law(words, session)),
        (_("Tilbud i alt"), len(mapping.offers)),
        *_since(reading, words),
        *((_("Samlet af"), labels.made_of(words, source)) for source in session.sources),
        *_notes(reading, words),
    )
    row = book.facts(sheet, 2, facts, FACTS)
    row = book.table(sheet, row + 1, rows.steps(reading, words), FACTS)
    if session.columns:
        book.table(sheet, row + 1, rows.columns(reading, words), FACTS)


def _since(reading: Reading, words: Translator) -> list[tuple[str, Value]]:
    """What a later version says of itself."""
    if (told := reading.mapping.changes) is None:
        return []
    _ = words.gettext
    return [(_("Ændret siden version"), told.since), (_("Om ændringerne"), told.note)]


def _notes(reading: Reading, words: Translator) -> list[tuple[str, Value]]:
    """How was counted: here, and not below the tables, where a program would take it for a row."""
    _, notes = words.gettext, list[tuple[str, Value]]()
    if reading.by_group:
        notes.append((_("Målgruppe × trin"), labels.how_groups_count(words)))
    if any(part.count is None for part in reading.mapping.participants):
        notes.append((_("Deltagere"), _("Er der færre end tre fra et fagområde, vises antallet ikke.")))
    return notes
