"""A comparison as PDF: the staircase on one sheet, then each difference in tables (PDF/UA-1)."""

from exports import comparing_sheet, fonts, labels
from exports.canvas import A3
from exports.compared import Compared, Told
from exports.comparing_words import Kind, Row
from exports.compiling import compiled, drawable
from exports.content import Block, Cell, Facts, Prose, Table, Title
from exports.pdf import Blocks
from exports.setting import TEMPLATE, document, foot, sheet_of

GROUPS: tuple[Kind, ...] = ("new", "gone", "moved", "area", "changed")


def render(told: Told) -> bytes:
    """The document on A3. Signs that no font has are shown as □; the digests are of what people wrote."""
    faces = fonts.load()
    shown = Told(Compared.model_validate(drawable(told.compared.model_dump(), faces)), told.lang)
    saying, digests = shown.saying, told.digests
    words, found = saying.words, shown.found
    _ = words.gettext
    drawn = comparing_sheet.sheets(saying, faces)
    sums = " · ".join(f"{x} {labels.short_digest(one)}" for x, one in zip("AB", digests, strict=True))
    named = {"before": saying.name(found.before), "after": saying.name(found.after)}
    data = {
        **document(found.after, words, digests[1]),
        "title": _("Sammenligning: %(before)s – %(after)s") % named,
        "description": saying.sentence(),
        "keywords": [f"sha256:{one}" for one in digests],
        "sheets": [sheet_of(one) for one in drawn],
        "foot": {
            **foot(found.after, words, sums, A3),
            "left": "",
            "middle": _("Forskellene som liste: fra side %(page)d") % {"page": len(drawn) + 1},
            "page": _("side {page} af {pages}"),
        },
        "page": {"w": A3.width, "h": A3.height, "top": A3.top + 10, "body": A3.body},
        "blocks": Blocks(found.after, faces, A3.body).all(_blocks(shown, digests), A3.inner),
    }
    return compiled(TEMPLATE, data, faces, found.after.frozen_at // 1000)


def _blocks(told: Told, digests: tuple[str, str]) -> list[Block]:
    saying = told.saying
    _, rows = saying.words.gettext, saying.rows
    blocks: list[Block] = [Title(_("Forskellene som liste"), 2), Prose(saying.sentence())]
    blocks += [Prose(said) for said in saying.told()]
    for kind in GROUPS:
        if of_kind := [row for row in rows if kind in row.kinds]:
            blocks += [Title(saying.counted(kind, len(of_kind)), 3), _table(told, kind, of_kind)]
    facts = []
    for letter, mapping, sha256 in zip("AB", (told.found.before, told.found.after), digests, strict=True):
        moment = saying.words.moment(mapping.frozen_at)
        version = _("Version %(version)d, afsluttet %(moment)s")
        told_of = version % {"version": mapping.version, "moment": moment}
        facts.append((letter, f"{saying.name(mapping)}\n{told_of}\n{_('Kontrolsum (SHA-256)')} {sha256}"))
    return [*blocks, Title(_("De to kortlægninger"), 2), Facts(tuple(facts))]


def _table(told: Told, kind: Kind, rows: list[Row]) -> Table:
    """New and gone offers with what they are; the others with what differs."""
    _ = told.saying.words.gettext
    if kind in ("new", "gone"):
        head = (_("Navn på tilbud"), _("Målgruppe"), _("Fagområde"), _("Organisatorisk placering"), _("Trin"))
        table = Table(head, (30, 30, 20, 20, 22), whole=True)
        for row in rows:
            name = f"{row.offer.name}\n{row.note}" if row.note else row.offer.name
            unit = Cell(row.offer.organisational_unit)
            step = Cell(row.step or row.was_step)
            table.rows.append(
                (Cell(name, strong=True), Cell(row.offer.target_group), Cell(row.area), unit, step)
            )
        return table
    columns = (_("Navn på tilbud"), _("Fagområde"), _("Trin"), _("Fra A til B"))
    table = Table(columns, (28, 18, 26, 50))
    empty = _("tomt")
    for row in rows:
        lines = (f"{one.what}: {one.before or empty} → {one.after or empty}" for one in row.lines)
        steps = row.step if row.step == row.was_step else f"{row.was_step} → {row.step}"
        cells = (Cell(row.offer.name, strong=True), Cell(row.area), Cell(steps), Cell("\n".join(lines)))
        table.rows.append(cells)
    return table
