"""The icons as shapes that office programs draw: each as strokes in DrawingML, on the same 20 × 20 grid."""

import re
from collections.abc import Iterator
from functools import lru_cache

from exports.icons import PATHS

GRID = 20
UNITS = 1000  # of the shape's own, in one of the grid
STROKE = 1.6  # of the grid


@lru_cache(maxsize=32)
def outline(name: str) -> str:
    """The icon's `a:custGeom`."""
    drawn = "".join(_strokes(PATHS[name]))
    side = GRID * UNITS
    return (
        "<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
        '<a:rect l="0" t="0" r="r" b="b"/><a:pathLst>'
        f'<a:path w="{side}" h="{side}" fill="none">{drawn}</a:path></a:pathLst></a:custGeom>'
    )


def is_dashed(name: str) -> bool:
    return "dasharray" in PATHS[name]


def _strokes(markup: str) -> Iterator[str]:
    for circle in re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)" r="([\d.]+)"', markup):
        x, y, radius = map(float, circle)
        r = round(radius * UNITS)
        yield f'<a:moveTo>{_point(x + radius, y)}</a:moveTo><a:arcTo wR="{r}" hR="{r}" stAng="0" swAng="21600000"/>'
    for path in re.findall(r'<path d="([^"]+)"', markup):
        yield from _path(path)


def _path(path: str) -> Iterator[str]:
    """Lines and curves of an SVG path, as far as our icons use its commands."""
    x = y = 0.0
    control = (0.0, 0.0)
    for command, told in re.findall(r"([MHVhvlcsz])([^A-Za-z]*)", path):
        numbers = [float(number) for number in re.findall(r"-?\d*\.?\d+", told)]
        if command == "z":
            yield "<a:close/>"
        elif command in "Hh":
            x = numbers[0] + (x if command == "h" else 0)
            yield f"<a:lnTo>{_point(x, y)}</a:lnTo>"
        elif command in "Vv":
            y = numbers[0] + (y if command == "v" else 0)
            yield f"<a:lnTo>{_point(x, y)}</a:lnTo>"
        elif command == "M":
            for place in range(0, len(numbers), 2):
                x, y = numbers[place : place + 2]
                kind = "lnTo" if place else "moveTo"
                yield f"<a:{kind}>{_point(x, y)}</a:{kind}>"
        else:
            for first, second, end in _curves(command, numbers, (x, y), control):
                yield f"<a:cubicBezTo>{_point(*first)}{_point(*second)}{_point(*end)}</a:cubicBezTo>"
                control, (x, y) = second, end


_Point = tuple[float, float]


def _curves(
    command: str, numbers: list[float], at: _Point, control: _Point
) -> Iterator[tuple[_Point, _Point, _Point]]:
    """Curves relative to where the stroke stands; an `s` begins as the curve before it ended."""
    size = 6 if command == "c" else 4
    for place in range(0, len(numbers), size):
        told = numbers[place : place + size]
        pairs = [(at[0] + told[i], at[1] + told[i + 1]) for i in range(0, size, 2)]
        if command == "s":
            pairs.insert(0, (2 * at[0] - control[0], 2 * at[1] - control[1]))
        first, second, end = pairs
        yield first, second, end
        control, at = second, end


def _point(x: float, y: float) -> str:
    return f'<a:pt x="{round(x * UNITS)}" y="{round(y * UNITS)}"/>'
