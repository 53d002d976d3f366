"""What a document says of its mapping's versions: what is another in it than in the one before, and its seal."""

from exports import changed
from exports.content import Cell, Prose, Table, Told
from exports.reading import Reading
from exports.report import Change, Changes
from exports.words import Translator
from exports.written.blocks import Block, Heading, plain


def versions(reading: Reading, words: Translator, sha256: str) -> list[Block]:
    """The changes, where the mapping tells of any; what an overview was made of; and the seal."""
    told = Told(reading, words)
    blocks = (*told.made_of(), *told.seal(sha256))
    return [*_changes(reading, words), *(part for block in blocks for part in plain(block))]


def _changes(reading: Reading, words: Translator) -> list[Block]:
    _, changes = words.gettext, reading.mapping.changes
    if changes is None:
        return []
    title = _("Ændret siden version %(number)s") % {"number": changes.since}
    table = Table((_("Hvad"), _("Navn"), _("Ændringer")), (20, 40, 60))
    for change in changes.made:
        what = Cell(changed.what(words, change))
        table.rows.append(
            (what, Cell(_named(reading, words, change), strong=True), Cell(_fields(words, changes, change)))
        )
    note = [Prose(changes.note)] if changes.note else []
    return [Heading(title, 1), *note, table if table.rows else Prose(_("Intet andet er ændret."))]


def _named(reading: Reading, words: Translator, change: Change) -> str:
    """What it is called, and which offer it became part of or was part of."""
    _ = words.gettext
    for key, how in ((change.merged_into, _("lagt sammen med")), (change.split_from, _("delt fra"))):
        if key is not None and key in reading.offer:
            return f"{change.name} ({how} {reading.offer[key].name})"
    return change.name


def _fields(words: Translator, changes: Changes, change: Change) -> str:
    nothing = words.gettext("intet")
    return "\n".join(
        f"{name}: {now or nothing}" if changes.now_only else f"{name}: {was or nothing} → {now or nothing}"
        for name, was, now in changed.fields(words, change)
    )
