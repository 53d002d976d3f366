"""Drawn sheets as shapes that office programs edit: DrawingML, with text as text and words for who does not see it.

A card is a group of real shapes, its name the text of the card's own. No style is named, so nothing gets a shadow or a
gradient. What people wrote is escaped here and nowhere else.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from html import escape
from itertools import takewhile

from exports import icon_shapes
from exports.boxes import CARD_MARGIN
from exports.content import Cell
from exports.drawing import Icon, Item, Part, Rect, Shape, Sheet, Text
from exports.fonts import MEDIUM, STRONG, Fonts
from exports.office_fonts import SLASH
from exports.tokens import INK, INK_2, LINE
from exports.words import Lang

NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
INCH = 914400
PIXEL = INCH / 96
LANGUAGES: dict[Lang, str] = {"da": "da-DK", "en": "en-GB"}
ASCENT, DESCENT, LINE_HEIGHT = 0.905, 0.212, 1.15  # Arial's own, in em
THIN = 5.0  # pixels: what is thinner is a line, and all lines of a colour are one shape
SLACK = 2.0  # pixels, that a line may be wider than it was measured
_DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one look; with `slide`, it leads to that slide."""

    text: str
    size: float
    is_bold: bool = False
    fill: str = INK
    slide: int = 0
    is_number: bool = False  # the slide's own, whatever it becomes


@dataclass(frozen=True, slots=True)
class Lines:
    """Paragraphs of runs. `leading` is the exact distance of two lines; 0: the face's own."""

    paragraphs: tuple[tuple[Run, ...], ...]
    leading: float = 0
    align: str = "l"


@dataclass(slots=True)
class Pen:
    """Writes the shapes of one slide, `scale` EMU to a pixel of its canvas."""

    scale: float
    lang: Lang
    fonts: Fonts
    written: list[str] = field(default_factory=list)
    _last: int = 1

    def sheet(self, sheet: Sheet) -> None:
        for part in sheet.parts:
            self.part(part)

    def part(self, part: Part) -> None:
        match part.kind:
            case "ground":
                self.ground(part.shapes)
            case "heading" if part.level == 1:
                self.title(*(shape for shape in part.shapes if isinstance(shape, Text)))
            case "list":
                for item in part.items:
                    self.item(item)
            case _:
                self.shapes(part.shapes)

    def title(self, text: Text, *notes: Text) -> None:
        """The slide's title with what tells it from others, in the place that the layout keeps for it."""
        all_texts = (text, *notes)
        wide = max(self.fonts.measure(line, one.size, STRONG) for one in all_texts for line in one.lines)
        high = sum(len(one.lines) * one.size * LINE_HEIGHT for one in all_texts)
        frame = self._frame(text.x, text.y - ASCENT * text.size, wide + 6 * SLACK, high)
        self._shape(
            "Titel",
            frame + '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>',
            Lines(tuple((_run(one, "".join(one.lines)),) for one in all_texts)),
            placeholder='<p:ph type="title"/>',
        )

    def ground(self, shapes: Sequence[Shape]) -> None:
        lines: dict[str, list[Rect]] = {}
        for shape in shapes:
            if isinstance(shape, Rect) and shape.fill and min(shape.width, shape.height) <= THIN:
                lines.setdefault(shape.fill, []).append(shape)
            elif isinstance(shape, Rect):
                self.rect(shape)
            elif isinstance(shape, Icon):
                self.icon(shape)
        for fill, rects in lines.items():
            self.strokes(fill, rects)

    def strokes(self, fill: str, rects: Sequence[Rect]) -> None:
        """Lines of one colour as one free form: the staircase's climbing line is a single shape."""
        left, top = min(rect.x for rect in rects), min(rect.y for rect in rects)
        right = max(rect.x + rect.width for rect in rects)
        bottom = max(rect.y + rect.height for rect in rects)
        wide, high = self._emu(right - left), self._emu(bottom - top)
        paths = []
        for rect in rects:
            x, y = self._emu(rect.x - left), self._emu(rect.y - top)
            to_x, to_y = self._emu(rect.x + rect.width - left), self._emu(rect.y + rect.height - top)
            first, *others = (
                f'<a:pt x="{px}" y="{py}"/>' for px, py in ((x, y), (to_x, y), (to_x, to_y), (x, to_y))
            )
            turns = "".join(f"<a:lnTo>{point}</a:lnTo>" for point in others)
            paths.append(f"<a:moveTo>{first}</a:moveTo>{turns}<a:close/>")
        outline = (
            "<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
            '<a:rect l="0" t="0" r="r" b="b"/><a:pathLst>'
            f'<a:path w="{wide}" h="{high}">{"".join(paths)}</a:path></a:pathLst></a:custGeom>'
        )
        frame = self._frame(left, top, right - left, bottom - top)
        self._shape("Linje", frame + outline + _filled(fill) + _NO_LINE, decorative=True)

    def item(self, item: Item) -> None:
        """A thing of a list as a group, which says what it is."""
        first = item.shapes[0]
        name = next((shape for shape in item.shapes if isinstance(shape, Text) and _is_name(shape)), None)
        outer, self.written = self.written, []
        group = self._next()
        if isinstance(first, Rect) and name is not None:
            tag = item.shapes[1]
            self.card(first, name, tag.x - first.x)
            self.shapes([shape for shape in item.shapes[1:] if shape is not name])
        else:
            self.shapes(item.shapes)
        inner, self.written = "".join(self.written), outer
        said = plain(item.says)
        box = _around(item.shapes)
        x, y, wide, high = (self._emu(value) for value in box)
        frame = (
            f'<a:off x="{x}" y="{y}"/><a:ext cx="{wide}" cy="{high}"/>'
            f'<a:chOff x="{x}" y="{y}"/><a:chExt cx="{wide}" cy="{high}"/>'
        )
        self.written.append(
            f'<p:grpSp><p:nvGrpSpPr><p:cNvPr id="{group}" name="{escape(said[:60])}" descr="{escape(said)}"/>'
            f"<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>{frame}</a:xfrm></p:grpSpPr>{inner}</p:grpSp>"
        )

    def card(self, rect: Rect, name: Text, pad: float) -> None:
        """A card whose text is its name. It breaks its lines itself, where they were broken when it was measured."""
        top = name.y - name.leading + DESCENT * name.size - rect.y
        lines = Lines(((Run("".join(name.lines), name.size),),), name.leading)
        self.rect(rect, lines, (name.x - rect.x, top, pad + CARD_MARGIN - SLACK, 0))

    def shapes(self, shapes: Sequence[Shape]) -> None:
        """Shapes in their order; single lines that stand inside a box become its text."""
        place = 0
        while place < len(shapes):
            shape = shapes[place]
            place += 1
            match shape:
                case Rect():
                    inside = list(takewhile(partial(_stands_in, rect=shape), shapes[place:]))
                    place += len(inside)
                    self.box(shape, [one for one in inside if isinstance(one, Text)])
                    for icon in (one for one in inside if isinstance(one, Icon)):
                        self.icon(icon)
                case Icon():
                    self.icon(shape)
                case Text():
                    self.text(shape)

    def box(self, rect: Rect, texts: Sequence[Text]) -> None:
        """A tag or a pill with what stands in it."""
        if not texts:
            self.rect(rect)
            return
        first = texts[0]
        runs = []
        for number, text in enumerate(texts):
            said = "".join(text.lines)
            runs.append(_run(text, said if number == len(texts) - 1 else f"{said} "))
        middle = first.anchor == "middle"
        left = 0 if middle else first.x - rect.x
        lines = Lines((tuple(runs),), align="ctr" if middle else "l")
        self.rect(rect, lines, (left, 0, 0, 0), upright="ctr", wraps=False)

    def rect(
        self,
        rect: Rect,
        lines: Lines | None = None,
        insets: tuple[float, float, float, float] = (0, 0, 0, 0),
        *,
        upright: str = "t",
        wraps: bool = True,
    ) -> None:
        shape = "rect"
        adjust = ""
        if rect.radius:
            shape = "roundRect"
            share = min(rect.radius / min(rect.width, rect.height), 0.5)
            adjust = f'<a:gd name="adj" fmla="val {round(share * 100_000)}"/>'
        outline = f'<a:prstGeom prst="{shape}"><a:avLst>{adjust}</a:avLst></a:prstGeom>'
        fill = _filled(rect.fill) if rect.fill else "<a:noFill/>"
        edge = self._edge(rect.stroke, rect.stroke_width, dashed=rect.dashed) if rect.stroke else _NO_LINE
        said = "".join(run.text for runs in lines.paragraphs for run in runs) if lines else ""
        frame = self._frame(rect.x, rect.y, rect.width, rect.height)
        self._shape(
            said or "Flade",
            frame + outline + fill + edge,
            lines,
            insets=insets,
            upright=upright,
            wraps=wraps,
            decorative=lines is None,
        )

    def icon(self, icon: Icon) -> None:
        frame = self._frame(icon.x, icon.y, icon.size, icon.size)
        width = icon_shapes.STROKE / icon_shapes.GRID * icon.size
        edge = self._edge(icon.fill, width, dashed=icon_shapes.is_dashed(icon.name), is_round=True)
        self._shape(
            icon.says or "Ikon",
            frame + icon_shapes.outline(icon.name) + "<a:noFill/>" + edge,
            descr=icon.says,
            decorative=not icon.says,
        )

    def text(self, text: Text) -> None:
        """Lines without a ground, wrapped again when they are edited."""
        said = "".join(text.lines)
        wide = max(self.fonts.measure(line.rstrip(), text.size, text.weight) for line in text.lines) + SLACK
        left = text.x - {"start": 0, "middle": wide / 2, "end": wide}[text.anchor]
        if len(text.lines) == 1:
            top, high, leading = text.y - ASCENT * text.size, LINE_HEIGHT * text.size, 0.0
        else:
            leading = text.leading
            top, high = text.y - leading + DESCENT * text.size, len(text.lines) * leading
        align = {"start": "l", "middle": "ctr", "end": "r"}[text.anchor]
        # Facts that stand at a side are one paragraph each; a name that was broken is one again.
        broken = text.anchor == "end" and len(text.lines) > 1
        paragraphs = text.lines if broken else (said,)
        lines = Lines(tuple((_run(text, line),) for line in paragraphs), leading, align)
        self.lines(left, top, wide, high, lines, wraps=len(text.lines) > 1 and not broken)

    def lines(
        self,
        x: float,
        y: float,
        wide: float,
        high: float,
        lines: Lines,
        *,
        wraps: bool = True,
        upright: str = "t",
    ) -> None:
        """A text box."""
        said = "".join(run.text for runs in lines.paragraphs for run in runs)
        outline = '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/>'
        frame = self._frame(x, y, wide, high)
        self._shape(said, frame + outline, lines, upright=upright, wraps=wraps, is_box=True)

    def table(
        self,
        x: float,
        y: float,
        columns: Sequence[float],
        head: Sequence[str],
        rows: Sequence[tuple[Sequence[Cell], float]],
        *,
        name: str,
        size: float,
        leading: float,
        tags: dict[str, str],
    ) -> None:
        """A table with a header row; each of `rows` has its height, and no row is lower than its text."""
        grid = "".join(f'<a:gridCol w="{self._emu(width)}"/>' for width in columns)
        top = leading + CELL[1] + CELL[3]
        drawn = [
            self._row(
                [Lines(((Run(text, size, is_bold=True, fill=INK_2),),), leading) for text in head],
                top,
                is_head=True,
            ),
            *(
                self._row([self._cell(cell, size, leading, tags) for cell in cells], high)
                for cells, high in rows
            ),
        ]
        wide, high = sum(columns), top + sum(height for _cells, height in rows)
        self.written.append(
            f'<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="{self._next()}" name="{escape(name)}" '
            f'descr="{escape(name)}"/>'
            '<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/>'
            f"</p:nvGraphicFramePr>{self._frame(x, y, wide, high, 'p')}"
            '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table"><a:tbl>'
            f'<a:tblPr firstRow="1"/><a:tblGrid>{grid}</a:tblGrid>{"".join(drawn)}'
            "</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
        )

    def _cell(self, cell: Cell, size: float, leading: float, tags: dict[str, str]) -> Lines:
        paragraphs = []
        for number, text in enumerate(cell.text.split("\n")):
            runs = [Run(text, size, is_bold=cell.strong, slide=cell.leads_to)] if text else []
            if cell.area_id and not number:
                runs.insert(0, Run(f"{tags[cell.area_id]}  ", size, is_bold=True, fill=INK_2))
            paragraphs.append(tuple(runs))
        return Lines(tuple(paragraphs), leading)

    def _row(self, cells: Sequence[Lines], high: float, *, is_head: bool = False) -> str:
        left, top, right, bottom = (self._emu(value) for value in CELL)
        colour, width = (INK, 1.5) if is_head else (LINE, 0.75)
        none = "".join(f'<a:{side} w="0"><a:noFill/></a:{side}>' for side in ("lnL", "lnR", "lnT"))
        edge = f'<a:lnB w="{self._emu(width)}">{_filled(colour)}</a:lnB>'
        drawn = "".join(
            f'<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>{self._paragraphs(lines)}</a:txBody><a:tcPr marL="{left}" '
            f'marT="{top}" marR="{right}" marB="{bottom}">{none}{edge}<a:noFill/></a:tcPr></a:tc>'
            for lines in cells
        )
        return f'<a:tr h="{self._emu(high)}">{drawn}</a:tr>'

    def _shape(
        self,
        name: str,
        looks: str,
        lines: Lines | None = None,
        *,
        insets: tuple[float, float, float, float] = (0, 0, 0, 0),
        upright: str = "t",
        wraps: bool = True,
        decorative: bool = False,
        descr: str = "",
        placeholder: str = "",
        is_box: bool = False,
    ) -> None:
        told = f' descr="{escape(plain(descr))}"' if descr else ""
        props = _DECORATIVE if decorative else ""
        kind = ' txBox="1"' if is_box else ""
        locks = '<a:spLocks noGrp="1"/>' if placeholder else ""
        left, top, right, bottom = (self._emu(value) for value in insets)
        wrap = "square" if wraps else "none"
        paragraphs = self._paragraphs(lines or Lines(((),)))
        self.written.append(
            f'<p:sp><p:nvSpPr><p:cNvPr id="{self._next()}" name="{escape(plain(name)[:60])}"{told}>{props}</p:cNvPr>'
            f"<p:cNvSpPr{kind}>{locks}</p:cNvSpPr><p:nvPr>{placeholder}</p:nvPr></p:nvSpPr><p:spPr>{looks}</p:spPr>"
            f'<p:txBody><a:bodyPr wrap="{wrap}" lIns="{left}" tIns="{top}" rIns="{right}" bIns="{bottom}" '
            f'anchor="{upright}" rtlCol="0"><a:noAutofit/></a:bodyPr><a:lstStyle/>{paragraphs}</p:txBody></p:sp>'
        )

    def _paragraphs(self, lines: Lines) -> str:
        spacing = (
            f'<a:lnSpc><a:spcPts val="{self._points(lines.leading)}"/></a:lnSpc>'
            if lines.leading
            else '<a:lnSpc><a:spcPct val="100000"/></a:lnSpc>'
        )
        none = '<a:spcBef><a:spcPts val="0"/></a:spcBef><a:spcAft><a:spcPts val="0"/></a:spcAft><a:buNone/>'
        props = f'<a:pPr marL="0" indent="0" algn="{lines.align}">{spacing}{none}</a:pPr>'
        # An empty cell is as high as its type: without a size, that would be the program's large one.
        end = f'<a:endParaRPr lang="{LANGUAGES[self.lang]}" sz="1000"/>'
        return "".join(
            f"<a:p>{props}{''.join(map(self._run, runs))}{'' if runs else end}</a:p>"
            for runs in lines.paragraphs
        )

    def _run(self, run: Run) -> str:
        link = (
            f'<a:hlinkClick r:id="slide{run.slide}" action="ppaction://hlinksldjump"/>' if run.slide else ""
        )
        # A link has the theme's colour, which is the ink's.
        look = (
            f'<a:rPr lang="{LANGUAGES[self.lang]}" sz="{self._points(run.size)}" b="{int(run.is_bold)}" '
            f'dirty="0">{_filled(run.fill)}{link}</a:rPr><a:t>{escape(plain(run.text), quote=False)}</a:t>'
        )
        if run.is_number:
            return f'<a:fld id="{{5F7C1B8E-2D64-4A0B-9E53-7A1C60D2F9B4}}" type="slidenum">{look}</a:fld>'
        return f"<a:r>{look}</a:r>"

    def _edge(self, colour: str, width: float, *, dashed: bool, is_round: bool = False) -> str:
        dash = '<a:prstDash val="sysDash"/>' if dashed else ""
        cap = ' cap="rnd"' if is_round else ""
        return f'<a:ln w="{self._emu(width)}"{cap}>{_filled(colour)}{dash}</a:ln>'

    def _frame(self, x: float, y: float, wide: float, high: float, space: str = "a") -> str:
        left, top, width, height = (self._emu(value) for value in (x, y, wide, high))
        return (
            f'<{space}:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></{space}:xfrm>'
        )

    def _emu(self, pixels: float) -> int:
        return round(pixels * self.scale)

    def _points(self, pixels: float) -> int:
        """Hundredths of a point, rounded down to a tenth: what was measured is room enough."""
        return int(pixels * self.scale / INCH * 72 * 10 + 1e-6) * 10

    def _next(self) -> int:
        self._last += 1
        return self._last


CELL = (0.0, 3.0, 10.0, 3.0)  # a cell's margins: left, above, right, below
_NO_LINE = "<a:ln><a:noFill/></a:ln>"


def _filled(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{colour.lstrip("#").upper()}"/></a:solidFill>'


def plain(text: str) -> str:
    """The text without what XML cannot hold, and with its slashes again."""
    return _UNPRINTABLE.sub("", text).replace(SLASH, "/")


def _run(text: Text, said: str) -> Run:
    return Run(said, text.size, is_bold=text.weight >= STRONG, fill=text.fill)


def _is_name(text: Text) -> bool:
    return text.weight == MEDIUM and text.anchor == "start"


def _stands_in(shape: Shape, rect: Rect) -> bool:
    """Whether a line or an icon stands inside the box that was drawn just before it."""
    match shape:
        case Text():
            inside = rect.x <= shape.x <= rect.x + rect.width and rect.y <= shape.y <= rect.y + rect.height
            return inside and len(shape.lines) == 1
        case Icon():
            return rect.x <= shape.x and shape.x + shape.size <= rect.x + rect.width and rect.y <= shape.y
        case Rect():
            return False


def _around(shapes: Iterable[Shape]) -> tuple[float, float, float, float]:
    """What a group covers. Its texts stand on its boxes or right of them."""
    boxes = []
    for shape in shapes:
        match shape:
            case Rect():
                boxes.append((shape.x, shape.y, shape.x + shape.width, shape.y + shape.height))
            case Icon():
                boxes.append((shape.x, shape.y, shape.x + shape.size, shape.y + shape.size))
            case Text():
                boxes.append((shape.x, shape.y - shape.size, shape.x, shape.y))
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    return left, top, max(box[2] for box in boxes) - left, max(box[3] for box in boxes) - top
