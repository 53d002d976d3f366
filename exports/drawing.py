"""What a drawn sheet is made of: a few shapes, in parts that say what they are, in the order they are read.

The parts know no format. `svg.py` and `pdf.py` draw them alike: same places, same lines, same words.
"""

from dataclasses import dataclass
from typing import Literal

from exports.fonts import REGULAR
from exports.tokens import INK

# Inter's own proportions, in em: where lines stand when they are set as a browser sets them.
ASCENT, DESCENT, CAPITALS = 0.96875, 0.2412, 0.7275


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle; no fill or stroke where they are empty."""

    x: float
    y: float
    width: float
    height: float
    fill: str = ""
    stroke: str = ""
    stroke_width: float = 0.75
    radius: float = 0
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """Lines of type; `y` is the first baseline, `x` their start, middle or end."""

    x: float
    y: float
    size: float
    lines: tuple[str, ...]
    weight: int = REGULAR
    fill: str = INK
    leading: float = 0
    tracking: float = 0  # em between letters
    anchor: Literal["start", "middle", "end"] = "start"


@dataclass(frozen=True, slots=True)
class Icon:
    """An icon in a square; `says` is what it means, in words. Empty: the words stand beside it."""

    x: float
    y: float
    size: float
    name: str
    fill: str
    says: str = ""


Shape = Rect | Text | Icon


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of a list: what it says as a whole, and how it is drawn."""

    says: str
    shapes: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a sheet. A ground carries no meaning; a heading has a level; a list has items instead of shapes."""

    kind: Literal["ground", "heading", "text", "list"]
    shapes: tuple[Shape, ...] = ()
    level: int = 0
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A drawn page, in CSS pixels; the offers whose cards stand on it, and the findings that do (gaps)."""

    width: float
    height: float
    parts: tuple[Part, ...]
    offer_ids: tuple[str, ...] = ()
    gap_ids: tuple[str, ...] = ()


def baseline(top: float, line: float, size: float) -> float:
    """The first baseline of lines `line` apart whose block begins at `top`."""
    return top + (line - (ASCENT + DESCENT) * size) / 2 + ASCENT * size


def centred(top: float, height: float, size: float) -> float:
    """The baseline that puts capitals in the middle of a box."""
    return top + (height + CAPITALS * size) / 2
