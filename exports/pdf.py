"""The overview as PDF: sheets with the staircase in real, tagged text, then all of it as tables (PDF/UA-1).

typst sets it (`overview.typ`). It is handed everything as data, so nothing that people wrote is ever markup.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from exports import fonts, icons, labels, tokens
from exports.canvas import A3, A4, Canvas
from exports.compiling import compiled, drawable
from exports.content import Block, Cell, Columns, Facts, Prose, Table, Title, content
from exports.drawing import Icon, Part, Rect, Shape, Sheet, Text
from exports.fonts import Fonts
from exports.index import index
from exports.reading import Reading
from exports.report import Mapping, Person, canonical, digest
from exports.sheet import sheets
from exports.typesetting import breakable, wrap
from exports.words import Lang, Translator, translator

TEMPLATE = Path(__file__).with_name("overview.typ")
CELL_PAD = 10 / 0.75  # CSS pixels, as everything here
BLANK = 4  # a line ends with the blank that it was broken at, and typst counts that
GUTTER = 18 / 25.4 * 96  # between two columns of blocks, as in the template
PAPERS = {"a3": A3, "a4": A4}
INDEX_FLOW = 460.0  # the least width of one of the index's columns


def render(mapping: Mapping, lang: Lang = "da", people: Sequence[Person] = (), *, paper: str = "a3") -> bytes:
    """The document, on a3 or a4. `people` are named beside the counts of their areas; they are no part of the digest.

    Where the staircase needs several sheets, an index tells on which each offer stands. Signs that neither Inter nor
    Noto Emoji has are shown as □. The same arguments give the same bytes.
    """
    words, faces, canvas = translator(lang), fonts.load(), PAPERS[paper]
    sha256 = digest(mapping)
    shown = _drawable(mapping, faces)
    named = [Person(faces.printable(person.name), person.area_id) for person in people]
    drawn = sheets(shown, words, faces, canvas, replaced=_has_boxes(shown) and not _has_boxes(mapping))
    flows = int(canvas.inner // INDEX_FLOW)
    found = index(Reading(shown), words, drawn, words.gettext("Side"), flows) if len(drawn) > 1 else []
    data = {
        **_document(shown, words, sha256),
        "sheets": [_sheet(sheet) for sheet in drawn],
        "foot": _foot(shown, words, sha256, len(drawn), canvas),
        "page": {"w": canvas.width, "h": canvas.height, "top": canvas.top + 10, "body": canvas.body},
        "blocks": _Blocks(shown, faces, canvas.body).all(
            content(shown, words, named, sha256, index=found), canvas.inner
        ),
    }
    return compiled(TEMPLATE, data, faces, mapping.frozen_at // 1000)


def _drawable(mapping: Mapping, faces: Fonts) -> Mapping:
    """The mapping with □ for each sign that cannot be drawn. Its digest is another one: never print that."""
    return Mapping.model_validate(drawable(mapping.model_dump(), faces))


def _has_boxes(mapping: Mapping) -> bool:
    return fonts.MISSING.encode() in canonical(mapping)


def _document(mapping: Mapping, words: Translator, sha256: str) -> dict[str, Any]:
    _, session = words.gettext, mapping.session
    frozen = datetime.fromtimestamp(mapping.frozen_at // 1000, UTC)
    place = f", {session.municipality}" if session.municipality else ""
    what = _("tilbud på indsatstrappen")
    held = _("Kortlægningsworkshop %(day)s") % {"day": words.day(session.date)}
    return {
        "lang": words.lang,
        "title": f"{session.title} – {what}{place}",
        "description": _("%(held)s. Version %(version)d, afsluttet %(moment)s.")
        % {"held": held, "version": mapping.version, "moment": words.moment(mapping.frozen_at)},
        "keywords": [f"sha256:{sha256}"],
        "date": {
            part: getattr(frozen, part) for part in ("year", "month", "day", "hour", "minute", "second")
        },
        "fonts": list(fonts.FAMILIES),
        "colours": {"ink": tokens.INK, "ink2": tokens.INK_2, "line": tokens.LINE},
    }


def _foot(mapping: Mapping, words: Translator, sha256: str, sheets: int, canvas: Canvas) -> dict[str, Any]:
    _ = words.gettext
    version = {"version": mapping.version, "moment": words.moment(mapping.frozen_at)}
    return {
        "left": _("Version %(version)d, afsluttet %(moment)s") % version,
        "middle": _("Samme indhold som liste: fra side %(page)d") % {"page": sheets + 1},
        "right": _("Kontrolsum %(digest)s") % {"digest": labels.short_digest(sha256)},
        "page": _("side {page} af {pages}"),
        "side": canvas.side,
        "up": canvas.bottom + canvas.foot,
    }


def _sheet(sheet: Sheet) -> dict[str, Any]:
    return {"w": sheet.width, "h": sheet.height, "parts": [_part(part) for part in sheet.parts]}


def _part(part: Part) -> dict[str, Any]:
    shapes = [_shape(shape) for shape in part.shapes]
    for shape in shapes:
        if shape["k"] == "text":
            shape["par"] = (
                part.kind == "text"
            )  # alone on the page it is a paragraph; in a heading or list it is not
    if part.kind == "heading":  # its texts make one bookmark: a blank keeps number, name and count apart
        for shape in shapes[:-1]:
            shape["lines"] = [f"{line.rstrip()} " for line in shape["lines"]]
    return {
        "k": part.kind,
        "level": part.level,
        "shapes": shapes,
        "items": [[_shape(shape) for shape in item.shapes] for item in part.items],
    }


def _shape(shape: Shape) -> dict[str, Any]:
    match shape:
        case Rect():
            return {
                "k": "rect",
                "x": shape.x,
                "y": shape.y,
                "w": shape.width,
                "h": shape.height,
                "fill": shape.fill,
                "stroke": shape.stroke,
                "sw": shape.stroke_width,
                "r": shape.radius,
                "dash": shape.dashed,
            }
        case Icon():
            picture = icons.svg(shape.name, shape.fill)
            return {
                "k": "icon",
                "x": shape.x,
                "y": shape.y,
                "size": shape.size,
                "svg": picture,
                "says": shape.says,
            }
        case Text():
            return {
                "k": "text",
                "x": shape.x,
                "y": shape.y,
                "size": shape.size,
                "lines": shape.lines,
                "weight": shape.weight,
                "fill": shape.fill,
                "leading": shape.leading,
                "tracking": shape.tracking,
                "anchor": shape.anchor,
                "par": False,
            }


class _Blocks:
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
        return {"text": "\n".join(lines), "weight": weight, "tag": tag}

    def _whole(self, text: str, width: float, size: float, weight: int) -> str:
        return breakable(text, width, size, weight, self._faces.measure)
