"""The offers as CSV: for spreadsheets in the reader's own words, for programs with the names of the JSON's schema.

No cell is ever a formula. A spreadsheet takes a text that begins with “=”, “+”, “-” or “@” for one, so such a text has
an apostrophe before it; and so has one that begins with an apostrophe. A program that takes one leading apostrophe
away has every text as it was written.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Literal

from exports import rows
from exports.reading import Reading
from exports.report import Mapping, Offer, Person, digest
from exports.rows import Value, clean
from exports.words import Lang, translator

Form = Literal["spreadsheet", "program"]

FORMULA = tuple("=+-@＝＋－＠")
GUARD = "'"
BETWEEN = " "  # ids in one cell
_NESTED = {"provenance", "questions"}


def render(
    mapping: Mapping, lang: Lang = "da", people: Sequence[Person] = (), *, form: Form = "spreadsheet"
) -> bytes:
    """UTF-8. For spreadsheets with its mark at the front, and semicolons, as Danish ones expect it; for programs with
    commas and without the mark. It names none of the `people`. The same arguments give the same bytes."""
    target = io.StringIO()
    if form == "spreadsheet":
        target.write("\ufeff")
        table = _for_spreadsheets(mapping, lang)
    else:
        table = _for_programs(mapping)
    writer = csv.writer(target, delimiter=";" if form == "spreadsheet" else ",", lineterminator="\r\n")
    writer.writerows([_cell(value) for value in row] for row in table)
    return target.getvalue().encode()


def guarded(text: str) -> str:
    """The text, with an apostrophe where a spreadsheet would calculate, or take one away."""
    begins = text.lstrip()[:1]
    return GUARD + text if begins in FORMULA or text[:1] in ("\t", "\r", "\n", GUARD) else text


def _cell(value: Value | bool) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case str():
            return guarded(clean(value))
        case datetime():
            return value.isoformat(" ", "minutes")
        case _:
            return value.isoformat()


def _for_spreadsheets(mapping: Mapping, lang: Lang) -> Iterable[Sequence[Value]]:
    words = translator(lang)
    _, session = words.gettext, mapping.session
    table = rows.offers(Reading(mapping), words)
    facts = (session.title, session.municipality, session.date, mapping.version, digest(mapping))
    yield (
        *table.head,
        _("Kortlægning"),
        _("Kommune"),
        _("Dato"),
        _("Version"),
        _("Kontrolsum (SHA-256)"),
    )
    for row in table.rows:
        yield (*row, *facts)


def _for_programs(mapping: Mapping) -> Iterable[Sequence[Value | bool]]:
    reading, session = Reading(mapping), mapping.session
    fields = [name for name in Offer.model_fields if name not in _NESTED]
    facts: dict[str, Value] = {
        "mapping_title": session.title,
        "mapping_municipality": session.municipality,
        "mapping_date": session.date,
        "mapping_version": mapping.version,
        "mapping_digest": digest(mapping),
    }
    yield (
        *fields,
        "area_name",
        "step_number",
        "step_name",
        "column_name",
        "written_by_area_id",
        "source",
        "confirmed",
        "added_at",
        "finding_numbers",
        *facts,
    )
    for offer in mapping.offers:
        step = reading.step_number.get(offer.step_id or "")
        findings = reading.findings_about.get(offer.offer_id, [])
        yield (
            *(_plain(getattr(offer, name)) for name in fields),
            reading.area[offer.area_id].name,
            step,
            session.steps[step - 1].name if step else "",
            reading.column_name(offer),
            offer.provenance.area_id,
            offer.provenance.source,
            offer.provenance.confirmed,
            datetime.fromtimestamp(offer.provenance.added_at // 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            BETWEEN.join(str(finding.number) for finding in findings),
            *facts.values(),
        )


def _plain(value: str | bool | tuple[str, ...] | None) -> Value | bool:
    return BETWEEN.join(value) if isinstance(value, tuple) else value
