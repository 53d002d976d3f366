"""The overview as PDF: sheets with the staircase in real, tagged text, then all of it as tables (PDF/UA-1).

typst sets it (`overview.typ`). It is handed everything as data, so nothing that people wrote is ever markup.
"""

from collections.abc import Sequence
from typing import Any

from exports import fonts, labels, tokens
from exports.canvas import A3, A4
from exports.compiling import compiled
from exports.content import Block, Cell, Columns, Facts, Prose, Table, Title, content
from exports.fonts import Fonts
from exports.index import index
from exports.reading import Reading
from exports.report import Mapping, Person, digest
from exports.setting import TEMPLATE, document, foot, in_type, lost_signs, sheet_of
from exports.sheet import sheets
from exports.typesetting import FLOOR, breakable, wrap
from exports.words import Lang, Translator, translator

CELL_PAD = 10 / 0.75  # CSS pixels, as everything here
BLANK = 4  # a line ends with the blank that it was broken at, and typst counts that
GUTTER = 18 / 25.4 * 96  # between two columns of blocks, as in the template
PAPERS = {"a3": A3, "a4": A4}
ABOUT = 0.4  # of the width, in the foot between version and digest
INDEX_FLOW = 460.0  # the least width of one of the index's columns


def render(mapping: Mapping, lang: Lang = "da", people: Sequence[Person] = (), *, paper: str = "a3") -> bytes:
    """The document, on a3 or a4. `people` are named beside the counts of their areas; they are no part of the digest.

    Where the staircase needs several sheets, an index tells on which each offer stands. Signs that neither Inter nor
    Noto Emoji has are shown as □. The same arguments give the same bytes.
    """
    words, faces, canvas = translator(lang), fonts.load(), PAPERS[paper]
    sha256 = digest(mapping)
    shown = in_type(mapping, faces)
    named = [Person(faces.printable(person.name), person.area_id) for person in people]
    drawn = sheets(shown, words, faces, canvas, replaced=lost_signs(shown, mapping))
    flows = int(canvas.inner // INDEX_FLOW)
    _ = words.gettext
    found = index(Reading(shown), words, drawn, _("Side"), flows) if len(drawn) > 1 else []
    data = {
        **document(shown, words, sha256),
        "sheets": [sheet_of(sheet) for sheet in drawn],
        "foot": {
            **foot(shown, words, labels.short_digest(sha256), canvas),
            "middle": _("Samme indhold som liste: fra side %(page)d") % {"page": len(drawn) + 1},
            "about": _about(shown, words, canvas.inner * ABOUT, faces),
            "page": _("side {page} af {pages}"),
        },
        "page": {"w": canvas.width, "h": canvas.height, "top": canvas.top + 10, "body": canvas.body},
        "blocks": Blocks(shown, faces, canvas.body).all(
            content(shown, words, named, sha256, index=found), canvas.inner
        ),
    }
    return compiled(TEMPLATE, data, faces, mapping.frozen_at // 1000)


def _about(mapping: Mapping, words: Translator, room: float, faces: Fonts) -> str:
    """What a page of the list belongs to, as much of it as has room."""
    facts = [mapping.session.title, mapping.session.municipality, words.day(mapping.session.date)]
    told = (" · ".join(filter(None, facts[start:])) for start in range(len(facts)))
    return next((line for line in told if faces.measure(line, FLOOR, fonts.REGULAR) <= room), "")


class Blocks:
    """Content in the template's terms, with a break in each word that is wider than its column."""

    def __init__(self, mapping: Mapping, faces: Fonts, body: float) -> None:
        self._tags = {area.area_id: area.tag for area in mapping.session.areas}
        self._faces = faces
        self._body = body

    def all(self, blocks: Sequence[Block], width: float) -> list[dict[str, Any]]:
        return [self._block(block, width) for block in blocks]

    def _block(self, block: Block, width: float) -> dict[str, Any]:
        match block:
            case Title():
                return {
                    "k": "heading",
                    "level": block.level,
                    "text": self._whole(block.text, width, 24, fonts.STRONG),
                }
            case Prose():
                text = self._whole(block.text, width, self._body, fonts.REGULAR)
                return {"k": "text", "text": text, "sticky": block.leads}
            case Facts():
                rows = [
                    (name, self._whole(value, width, self._body, fonts.REGULAR)) for name, value in block.rows
                ]
                return {"k": "facts", "rows": rows}
            case Table():
                return self._table(block, width)
            case Columns():
                half = (width - GUTTER) / 2
                return {"k": "columns", "columns": [self.all(block.left, half), self.all(block.right, half)]}

    def _table(self, table: Table, width: float) -> dict[str, Any]:
        width = (width - GUTTER * (table.flows - 1)) / table.flows
        columns = [width * share / sum(table.shares) for share in table.shares]
        return {
            "k": "table",
            "columns": columns,
            "head": table.head,
            "breakable": not table.whole,
            "flows": table.flows,
            "rows": [
                [self._cell(cell, wide - CELL_PAD) for cell, wide in zip(row, columns, strict=True)]
                for row in table.rows
            ],
        }

    def _cell(self, cell: Cell, width: float) -> dict[str, Any]:
        weight = fonts.STRONG if cell.strong else fonts.REGULAR
        letters = self._tags.get(cell.area_id, "")
        tag = {"letters": letters, **tokens.tag(letters)._asdict()} if letters else None
        if letters:
            width -= self._faces.measure(letters, 12, fonts.STRONG) + 16
        # Broken here and not by typst, which would part “§” from its number.
        lines = (
            line
            for part in cell.text.split("\n")
            for line in wrap(part, width - BLANK, self._body, weight, self._faces.measure)
        )
        return {"text": "\n".join(lines), "weight": weight, "tag": tag, "page": cell.leads_to}

    def _whole(self, text: str, width: float, size: float, weight: int) -> str:
        return breakable(text, width, size, weight, self._faces.measure)
