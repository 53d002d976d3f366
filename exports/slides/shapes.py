"""Drawn sheets as shapes that office programs edit, with text as text and words for those who do not see them.

A card is a group of real shapes, its name the text of the card's own.
"""

from collections.abc import Iterable, Sequence
from functools import partial
from html import escape
from itertools import takewhile

from exports.boxes import CARD_MARGIN
from exports.drawing import Icon, Item, Part, Rect, Shape, Sheet, Text
from exports.fonts import MEDIUM, STRONG
from exports.slides import icons
from exports.slides.writing import NO_LINE, Lines, Run, Writer, filled, plain

ASCENT, DESCENT, LINE_HEIGHT = 0.905, 0.212, 1.15  # Arial's own, in em
THIN = 5.0  # pixels: what is thinner is a line, and all lines of a colour are one shape
SLACK = 2.0  # pixels, that a line may be wider than it was measured


class Pen(Writer):
    """Draws sheets."""

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
        frame = self.frame(text.x, text.y - ASCENT * text.size, wide + 6 * SLACK, high)
        self.shape(
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
        wide, high = self.emu(right - left), self.emu(bottom - top)
        paths = []
        for rect in rects:
            x, y = self.emu(rect.x - left), self.emu(rect.y - top)
            to_x, to_y = self.emu(rect.x + rect.width - left), self.emu(rect.y + rect.height - top)
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
        frame = self.frame(left, top, right - left, bottom - top)
        self.shape("Linje", frame + outline + filled(fill) + NO_LINE, decorative=True)

    def item(self, item: Item) -> None:
        """A thing of a list as a group, which says what it is."""
        first = item.shapes[0]
        name = next((shape for shape in item.shapes if isinstance(shape, Text) and _is_name(shape)), None)
        outer, self.written = self.written, []
        group = self.next_id()
        if isinstance(first, Rect) and name is not None:
            tag = item.shapes[1]
            self.card(first, name, tag.x - first.x)
            self.shapes([shape for shape in item.shapes[1:] if shape is not name])
        else:
            self.shapes(item.shapes)
        inner, self.written = "".join(self.written), outer
        said = plain(item.says)
        box = _around(item.shapes)
        x, y, wide, high = (self.emu(value) for value in box)
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
        fill = filled(rect.fill) if rect.fill else "<a:noFill/>"
        edge = self.edge(rect.stroke, rect.stroke_width, dashed=rect.dashed) if rect.stroke else NO_LINE
        said = "".join(run.text for runs in lines.paragraphs for run in runs) if lines else ""
        frame = self.frame(rect.x, rect.y, rect.width, rect.height)
        self.shape(
            said or "Flade",
            frame + outline + fill + edge,
            lines,
            insets=insets,
            upright=upright,
            wraps=wraps,
            decorative=lines is None,
        )

    def icon(self, icon: Icon) -> None:
        frame = self.frame(icon.x, icon.y, icon.size, icon.size)
        width = icons.STROKE / icons.GRID * icon.size
        edge = self.edge(icon.fill, width, dashed=icons.is_dashed(icon.name), is_round=True)
        self.shape(
            icon.says or "Ikon",
            frame + icons.outline(icon.name) + "<a:noFill/>" + edge,
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
        frame = self.frame(x, y, wide, high)
        self.shape(said, frame + outline, lines, upright=upright, wraps=wraps, is_box=True)


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
