"""A written document as PDF on A4, tagged (PDF/UA-1). typst sets it (`exports/written.typ`)."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from exports import fonts, icons, labels, tokens
from exports.compiling import compiled
from exports.content import Cell, Facts, Prose, Table
from exports.fonts import Fonts
from exports.report import Mapping, Person, digest
from exports.setting import document as properties
from exports.setting import in_type
from exports.typesetting import breakable
from exports.words import Lang, Translator, translator
from exports.written.blocks import Block, Heading, Index, Leads, Note, Together, Where, Written
from exports.written.documents import written
from exports.written.motif import motif

TEMPLATE = Path(__file__).parent.parent / "written.typ"
# As in the template, in points.
BODY, SMALL, TITLE, CHAPTER, NAME = 10, 9, 30, 17, 12
TALL, WIDE = 168 / 25.4 * 72, 255 / 25.4 * 72  # the width of the text, upright and on its side
NAMES = 37 / 25.4 * 72  # of it before facts
INDEXED = (TALL - 10 / 25.4 * 72) / 2 - 36  # a name in the index, with its page beside it
CELL_PAD = 10
SHORT = 16  # rows: a table of so few stays on one page
LONG = 1500  # letters: what is longer together may go on over a page


def render(mapping: Mapping, lang: Lang = "da", people: Sequence[Person] = (), **options: str) -> bytes:
    """The document that `options` name (see `documents.py`). Signs that neither Inter nor Noto Emoji has are shown
    as □. The same arguments give the same bytes.
    """
    words, faces = translator(lang), fonts.load()
    sha256 = digest(mapping)
    shown = in_type(mapping, faces)
    named = [Person(faces.printable(person.name), person.area_id) for person in people]
    document = written(shown, words, named, sha256, **options)
    dress = _Dress(document, faces)
    data = {
        **properties(shown, words, sha256),
        "title": f"{document.kind}: {document.title}",
        "kind": document.kind,
        "heading": dress.text(document.title, TALL, TITLE, fonts.STRONG),
        "lines": [dress.text(line, TALL, 11, fonts.REGULAR) for line in document.lines],
        "book": document.is_book,
        "depth": document.depth,
        "wide": document.is_wide,
        "motif": motif(len(shown.session.steps)) if document.is_book else "",
        "sign": icons.svg("open", tokens.INK),
        "words": {"contents": words.gettext("Indholdsfortegnelse")},
        "foot": _foot(shown, words, sha256),
        "blocks": [dress.block(block) for block in document.blocks],
    }
    return compiled(TEMPLATE, data, faces, mapping.frozen_at // 1000)


def _foot(mapping: Mapping, words: Translator, sha256: str) -> dict[str, str]:
    _ = words.gettext
    version = {"version": mapping.version, "moment": words.moment(mapping.frozen_at)}
    return {
        "left": _("Version %(version)d, afsluttet %(moment)s") % version,
        "right": _("Kontrolsum %(digest)s") % {"digest": labels.short_digest(sha256)},
        "page": _("side {page} af {pages}"),
    }


class _Dress:
    """Blocks in the template's terms."""

    def __init__(self, document: Written, faces: Fonts) -> None:
        self._tags, self._faces = document.tags, faces
        self._width = WIDE if document.is_wide else TALL

    def text(self, text: str, width: float, size: float, weight: int) -> str:
        """With a break in each word that is wider than its column, and none between “§” and its number."""
        return breakable(text, width, size, weight, self._faces.measure)

    def block(self, block: Block) -> dict[str, Any]:
        match block:
            case Heading():
                size = CHAPTER if block.level == 1 else NAME
                text = self.text(block.text, self._width, size, fonts.STRONG)
                return {
                    "k": "heading",
                    "level": block.level,
                    "text": text,
                    "anchor": block.anchor,
                    "apart": block.apart,
                }
            case Prose():
                return {"k": "text", "text": self._plain(block.text), "sticky": block.leads}
            case Note():
                return {"k": "note", "text": self._plain(block.text)}
            case Where():
                tag = self._tag(block.area_id)
                return {"k": "where", "tag": tag, "text": self._plain(block.text), "open": block.open}
            case Facts():
                rows = [
                    (name, self.text(value, self._width - NAMES, BODY, fonts.REGULAR))
                    for name, value in block.rows
                ]
                return {"k": "facts", "rows": rows}
            case Table():
                return self._table(block)
            case Leads():
                return {
                    "k": "leads",
                    "text": block.text,
                    "to": [(self._plain(name), to) for name, to in block.to],
                }
            case Index():
                return {
                    "k": "index",
                    "title": block.title,
                    "letters": [self._letter(*one) for one in block.letters],
                }
            case Together():
                made = [self.block(one) for one in block.blocks]
                return {"k": "together", "blocks": made, "long": len(str(made)) > LONG}

    def _plain(self, text: str) -> str:
        return self.text(text, self._width, BODY, fonts.REGULAR)

    def _letter(self, letter: str, entries: Sequence[tuple[str, str, str]]) -> tuple[str, list[Any]]:
        def fitting(text: str) -> str:
            return self.text(text, INDEXED, BODY, fonts.REGULAR)

        return letter, [(fitting(name), fitting(beside), anchor) for name, beside, anchor in entries]

    def _tag(self, area_id: str) -> dict[str, str] | None:
        letters = self._tags.get(area_id, "")
        return {"letters": letters, **tokens.tag(letters)._asdict()} if letters else None

    def _table(self, table: Table) -> dict[str, Any]:
        widths = [self._width * share / sum(table.shares) - CELL_PAD for share in table.shares]
        rows = [
            [self._cell(cell, width) for cell, width in zip(row, widths, strict=True)] for row in table.rows
        ]
        return {
            "k": "table",
            "columns": table.shares,
            "head": table.head,
            "together": table.whole and len(table.rows) <= SHORT,
            "breakable": any(len(cell.text) > LONG for row in table.rows for cell in row),
            "rows": rows,
        }

    def _cell(self, cell: Cell, width: float) -> dict[str, Any]:
        weight = fonts.STRONG if cell.strong else fonts.REGULAR
        tag = self._tag(cell.area_id)
        if tag:
            width -= self._faces.measure(tag["letters"], SMALL, fonts.STRONG) + 12
        return {"text": self.text(cell.text, width, BODY, weight), "weight": weight, "tag": tag}
