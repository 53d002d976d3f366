"""The overview as slides: what stands on each of them, before anything is written to a file.

First what it is about, then the staircase (on one slide, or area by area and then step by step on several), what was
found, what was agreed, and where each offer stands.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from exports import labels
from exports.canvas import Canvas, slide
from exports.content import Block, Cell, Prose, Table, Title, Told
from exports.drawing import Sheet
from exports.fonts import REGULAR, STRONG, Fonts
from exports.index import index
from exports.reading import Reading
from exports.report import Mapping
from exports.sheet import areas_sheet, sheets, whole_sheet
from exports.slides.fonts import SLASH
from exports.slides.tables import CELL
from exports.typesetting import wrap
from exports.words import Translator

PARTS = slide(points=10.5)  # where the staircase takes several slides
WHOLE = slide(points=12.5), PARTS, slide(points=9)  # where it may stand on one: the first that it fits on
SIZE, LEADING = 13.0, 17.0  # of tables
HEAD = 62.0  # from a slide's top to its table
FLOWS = 2  # tables beside each other in the index
GUTTER = 32.0


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of a table on one slide, each with its height, under the table's header."""

    x: float
    columns: tuple[float, ...]
    head: tuple[str, ...]
    rows: tuple[tuple[tuple[Cell, ...], float], ...]


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide: a drawn sheet, or tables (or a sentence) under its title. `notes` are for who presents it."""

    title: str
    canvas: Canvas
    sheet: Sheet | None = None
    grids: tuple[Grid, ...] = ()
    text: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Contents:
    """A line of the first slide: what comes, and the slide on which it begins."""

    title: str
    slide: int


def slides(mapping: Mapping, words: Translator, fonts: Fonts) -> tuple[list[Slide], list[Contents]]:
    """All slides after the first one, which is numbered 1, and what the first one tells of them."""
    return _Slides(Reading(unbroken(mapping)), words, fonts).all()


def unbroken(mapping: Mapping) -> Mapping:
    """The mapping as it is laid out for office programs, which break no line after a slash."""
    return Mapping.model_validate_json(mapping.model_dump_json().replace("/", SLASH))


@dataclass(frozen=True, slots=True)
class _Slides:
    reading: Reading
    words: Translator
    fonts: Fonts

    def all(self) -> tuple[list[Slide], list[Contents]]:
        _ = self.words.gettext
        made: list[Slide] = []
        contents: list[Contents] = []

        def add(title: str, slides: Sequence[Slide]) -> None:
            contents.append(Contents(title, len(made) + 2))
            made.extend(slides)

        stairs = self.staircase()
        if len(stairs) > 1 and (areas := self.areas()):
            add(_("Fagområder på trappen"), [areas])
        first = len(made) + 2
        add(_("Trappen"), stairs)
        told = Told(self.reading, self.words)
        for blocks in (told.findings(), told.actions()):
            add(*self.tables(blocks))
        if len(stairs) > 1:
            drawn = [slide.sheet for slide in stairs if slide.sheet]
            blocks = index(self.reading, self.words, drawn, _("Dias"), FLOWS, first)
            add(*self.tables(blocks))
        return made, contents

    def staircase(self) -> list[Slide]:
        mapping, title = self.reading.mapping, self.reading.session.title
        for canvas in WHOLE:
            if whole := whole_sheet(mapping, self.words, self.fonts, canvas):
                return [Slide(title, canvas, whole, notes=self.notes(whole))]
        parts = sheets(mapping, self.words, self.fonts, PARTS)
        return [Slide(title, PARTS, sheet, notes=self.notes(sheet)) for sheet in parts]

    def areas(self) -> Slide | None:
        for canvas in WHOLE[1:]:
            if sheet := areas_sheet(self.reading.mapping, self.words, self.fonts, canvas):
                return Slide(self.reading.session.title, canvas, sheet)
        return None

    def notes(self, sheet: Sheet) -> str:
        """What was found about the offers on this slide, and what is missing here, for whoever presents it."""
        shown = set(sheet.offer_ids)
        said = []
        for finding in self.reading.mapping.findings:
            if finding.finding_id in sheet.gap_ids or shown & set(finding.offer_ids):
                names = "; ".join(self.reading.offer[offer_id].name for offer_id in finding.offer_ids)
                about = f" ({names})" if names else ""
                said.append(f"{labels.form(self.words, finding)} {finding.number}: {finding.text}{about}")
        return "\n".join(said)

    def tables(self, blocks: Sequence[Block]) -> tuple[str, list[Slide]]:
        """A title and what stands under it, on as many slides as its rows need."""
        _ = self.words.gettext
        title = next(block.text for block in blocks if isinstance(block, Title))
        table = next((block for block in blocks if isinstance(block, Table)), None)
        if table is None:
            text = next(block.text for block in blocks if isinstance(block, Prose))
            return title, [Slide(title, PARTS, text=text)]
        pieces = list(self.grids(table))
        groups = [pieces[start : start + table.flows] for start in range(0, len(pieces), table.flows)]
        width = (PARTS.inner + GUTTER) / table.flows
        made = []
        for number, group in enumerate(groups, 1):
            of = (
                _(" (%(number)d af %(all)d)") % {"number": number, "all": len(groups)}
                if len(groups) > 1
                else ""
            )
            placed = (replace(grid, x=PARTS.side + place * width) for place, grid in enumerate(group))
            made.append(Slide(title + of, PARTS, grids=tuple(placed)))
        return title, made

    def grids(self, table: Table) -> Iterator[Grid]:
        """The table in pieces that each fill the height of a slide."""
        width = (PARTS.inner - GUTTER * (table.flows - 1)) / table.flows
        columns = tuple(width * share / sum(table.shares) for share in table.shares)
        # A line to spare: programs break very long words each in their own way.
        room = PARTS.height - HEAD - PARTS.foot - PARTS.bottom - PARTS.gap - self.height(1) - LEADING
        rows: list[tuple[tuple[Cell, ...], float]] = []
        left = room
        for cells in (part for row in table.rows for part in self.cut(row, columns, room)):
            high = self.height(self.most(cells, columns))
            if rows and high > left:
                yield Grid(0, columns, table.head, tuple(rows))
                rows, left = [], room
            rows.append((cells, high))
            left -= high
        yield Grid(0, columns, table.head, tuple(rows))

    def cut(self, row: tuple[Cell, ...], columns: Sequence[float], room: float) -> list[tuple[Cell, ...]]:
        """A row that is higher than a slide goes on in further ones."""
        most = math.floor((room - CELL[1] - CELL[3]) / LEADING)
        if self.most(row, columns) <= most:
            return [row]
        lines = [self.broken(cell, width) for cell, width in zip(row, columns, strict=True)]
        return [
            tuple(
                replace(cell, text="".join(all_lines[start : start + most]).strip("\n"))
                for cell, all_lines in zip(row, lines, strict=True)
            )
            for start in range(0, max(map(len, lines)), most)
        ]

    def most(self, row: tuple[Cell, ...], columns: Sequence[float]) -> int:
        return max(len(self.broken(cell, width)) for cell, width in zip(row, columns, strict=True))

    def broken(self, cell: Cell, width: float) -> list[str]:
        """The lines of a cell; the last of each paragraph ends with a line break."""
        weight = STRONG if cell.strong else REGULAR
        room = width - CELL[0] - CELL[2] - 1
        tag = f"{self.reading.area[cell.area_id].tag}  " if cell.area_id else ""
        found: list[str] = []
        for number, part in enumerate(cell.text.split("\n")):
            before = 0.0 if number else self.fonts.measure(tag, SIZE, STRONG)
            *lines, last = wrap(part, room - before, SIZE, weight, self.fonts.measure)
            found += [*lines, f"{last}\n"]
        return found

    def height(self, lines: int) -> float:
        return lines * LEADING + CELL[1] + CELL[3]
