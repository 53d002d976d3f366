"""A comparison as a workbook: one row for each offer, one for each field that differs, and what was compared."""

from collections.abc import Sequence
from datetime import date

from exports.compared import Told
from exports.comparing_words import Saying
from exports.report import Mapping
from exports.rows import Table, Value, local
from exports.workbook import A3, Workbook

FACTS = (26, 70, 70)  # characters: the widths of the last sheet's columns


def render(told: Told) -> bytes:
    """The workbook. Its printed heads and feet are the later mapping's."""
    saying = told.saying
    book = Workbook(told.found.after, saying.words)
    book.list(_offers(saying), keep=2).set_paper(A3)
    if (fields := _fields(saying)).rows:
        book.list(fields, keep=1)
    _about(book, told)
    return book.content()


def _offers(saying: Saying) -> Table:
    _ = saying.words.gettext
    head = (
        _("Forskel"),
        _("Navn på tilbud"),
        _("Målgruppe"),
        _("Fagområde"),
        _("Organisatorisk placering"),
        _("Trin i A"),
        _("Trin i B"),
        _("Fra A til B"),
        _("Tilbuddets id i A"),
        _("Tilbuddets id i B"),
    )
    rows: list[tuple[Value, ...]] = [
        (
            ", ".join(saying.kind(kind) for kind in row.kinds),
            row.offer.name,
            row.offer.target_group,
            row.area,
            row.offer.organisational_unit,
            row.was_step,
            row.step,
            "\n".join(
                [*filter(None, [row.note])]
                + [f"{one.what}: {one.before or _('tomt')} → {one.after or _('tomt')}" for one in row.lines]
            ),
            row.before.offer_id if row.before else "",
            row.after.offer_id if row.after else "",
        )
        for row in saying.rows
    ]
    return Table(_("Forskelle"), head, rows, strong=1)


def _fields(saying: Saying) -> Table:
    """What differs, so that it can be sorted and counted."""
    _ = saying.words.gettext
    head = (
        _("Navn på tilbud"),
        _("Felt"),
        _("I A"),
        _("I B"),
        _("Tilbuddets id i A"),
        _("Tilbuddets id i B"),
    )
    rows: list[tuple[Value, ...]] = []
    for row in saying.rows:
        if row.before is None or row.after is None:
            continue
        ids = (row.before.offer_id, row.after.offer_id)
        if row.was_step != row.step and "moved" in row.kinds:
            rows.append((row.offer.name, _("Trin"), row.was_step, row.step, *ids))
        rows += [(row.offer.name, one.what, one.before, one.after, *ids) for one in row.lines]
    return Table(_("Felt for felt"), head, rows)


def _about(book: Workbook, told: Told) -> None:
    saying = told.saying
    _, found = saying.words.gettext, told.found
    sheet = book.sheet(_("Om sammenligningen"))
    book.title(sheet, _("Sammenligning"))
    facts: Sequence[tuple[str, Value]] = [
        (_("I alt"), saying.sentence()),
        *((_("Trappen"), said) for said in saying.told()),
    ]
    row = book.facts(sheet, 2, facts, FACTS)
    sides = [_side(saying, *one) for one in zip((found.before, found.after), told.digests, strict=True)]
    rows: list[tuple[Value, ...]] = [(one[0], one[1], other[1]) for one, other in zip(*sides, strict=True)]
    book.table(sheet, row + 1, Table("", ("", "A", "B"), rows), FACTS)


def _side(saying: Saying, mapping: Mapping, sha256: str) -> list[tuple[str, Value]]:
    _, session = saying.words.gettext, mapping.session
    return [
        (_("Titel"), session.title),
        (_("Kommune"), session.municipality),
        (_("Dato"), date.fromisoformat(session.date)),
        (_("Version"), str(mapping.version)),
        (_("Afsluttet"), local(mapping.frozen_at)),
        (_("Tilbud i alt"), saying.words.number(len(mapping.offers))),
        (_("Kontrolsum (SHA-256)"), sha256),
    ]
