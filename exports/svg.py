"""The staircase as SVG: one picture with real text that can be searched, read aloud and edited.

SVG breaks no lines by itself, so every line is set where `layout.py` put it. What people wrote is escaped here and
nowhere else.
"""

from collections.abc import Sequence
from html import escape

from exports import fonts, icons, labels, tokens
from exports.canvas import A3
from exports.drawing import Icon, Item, Part, Rect, Shape, Sheet, Text, baseline
from exports.report import Mapping, Person, digest
from exports.sheet import tall_sheet
from exports.words import Lang, translator

FAMILY = "Inter, system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Noto Emoji', sans-serif"


def render(mapping: Mapping, lang: Lang = "da", people: Sequence[Person] = ()) -> bytes:
    """The picture, UTF-8. It shows offers and so names none of the `people`; it asks no other host for anything."""
    words = translator(lang)
    _ = words.gettext
    sheet = tall_sheet(mapping, words, fonts.load())
    sum_ = digest(mapping)
    return drawn(
        sheet,
        lang,
        title=labels.picture_title(words, mapping),
        says=labels.picture_says(words, mapping, sum_),
        left=_("Version %(version)d, afsluttet %(moment)s")
        % {"version": mapping.version, "moment": words.moment(mapping.frozen_at)},
        right=_("Kontrolsum %(digest)s") % {"digest": sum_},
    )


def drawn(sheet: Sheet, lang: Lang, *, title: str, says: str, left: str, right: str) -> bytes:
    """A sheet as one picture, with what it is, what it says to those who do not see it, and two texts at its foot."""
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" xml:lang="{lang}" lang="{lang}" role="group" '
            f'aria-labelledby="title desc" viewBox="0 0 {_n(sheet.width)} {_n(sheet.height)}" '
            f'width="{_n(sheet.width)}" height="{_n(sheet.height)}" font-family="{FAMILY}" '
            f'font-variant-numeric="tabular-nums">'
        ),
        f'<title id="title">{_text(title)}</title>',
        f'<desc id="desc">{_text(says)}</desc>',
        f'<rect width="100%" height="100%" fill="{tokens.SHEET}"/>',
        *(_part(part) for part in sheet.parts),
        _foot(sheet, left, right),
        "</svg>",
    ]
    return ("\n".join(parts) + "\n").encode()


def _foot(sheet: Sheet, left: str, right: str) -> str:
    top = sheet.height - A3.bottom - A3.foot
    base = baseline(top + 8, 18, 12)
    return "".join(
        _shape(shape)
        for shape in (
            Rect(A3.side, top, sheet.width - 2 * A3.side, 2, fill=tokens.INK),
            Text(A3.side, base, 12, (left,), fill=tokens.INK_2),
            Text(sheet.width - A3.side, base, 12, (right,), fill=tokens.INK_2, anchor="end"),
        )
    )


def _part(part: Part) -> str:
    shapes = "".join(map(_shape, part.shapes))
    match part.kind:
        case "ground":
            return f'<g aria-hidden="true">{shapes}</g>'
        case "heading":
            return f'<g role="heading" aria-level="{part.level}">{shapes}</g>'
        case "text":
            return f"<g>{shapes}</g>"
        case "list":
            return f'<g role="list">\n{"".join(map(_item, part.items))}</g>'


def _item(item: Item) -> str:
    return f'<g role="listitem"><title>{_text(item.says)}</title>{"".join(map(_shape, item.shapes))}</g>\n'


def _shape(shape: Shape) -> str:
    match shape:
        case Rect():
            stroke = (
                f' stroke="{shape.stroke}" stroke-width="{_n(shape.stroke_width)}"'
                + (' stroke-dasharray="3 2"' if shape.dashed else "")
                if shape.stroke
                else ""
            )
            radius = f' rx="{_n(shape.radius)}"' if shape.radius else ""
            return (
                f'<rect x="{_n(shape.x)}" y="{_n(shape.y)}" width="{_n(shape.width)}" height="{_n(shape.height)}"'
                f'{radius} fill="{shape.fill or "none"}"{stroke}/>'
            )
        case Icon():
            side = _n(shape.size / 20)
            return (
                f'<g transform="translate({_n(shape.x)} {_n(shape.y)}) scale({side})">'
                f"{icons.strokes(shape.name, shape.fill)}</g>"
            )
        case Text():
            return _lines(shape)


def _lines(text: Text) -> str:
    style = f'font-size="{_n(text.size)}" font-weight="{text.weight}" fill="{text.fill}"'
    if text.anchor != "start":
        style += f' text-anchor="{text.anchor}"'
    if text.tracking:
        style += f' letter-spacing="{_n(text.tracking * text.size)}"'
    if len(text.lines) == 1:
        line = text.lines[0]
        return f'<text x="{_n(text.x)}" y="{_n(text.y)}" {style}{_length(text, line)}>{_text(line)}</text>'
    # The blank at a line's end stays: without it, words on two lines would run together when copied or read aloud.
    lines = "".join(
        f'<tspan x="{_n(text.x)}" y="{_n(text.y + number * text.leading)}"{_length(text, line)}>{_text(line)}</tspan>'
        for number, line in enumerate(text.lines)
    )
    return f'<text xml:space="preserve" {style}>{lines}</text>'


def _length(text: Text, line: str) -> str:
    """How wide the line is: where Inter is missing, another face is fitted to the boxes that were drawn for it."""
    width = fonts.load().measure(line, text.size, text.weight) + text.tracking * text.size * len(line)
    return f' textLength="{_n(width)}" lengthAdjust="spacingAndGlyphs"' if width > 0 else ""


def _text(text: str) -> str:
    return escape(text)


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
