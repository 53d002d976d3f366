"""The staircase's second axis on paper: look.md 4.7. While cards lie in piles its columns are a grid; in rows only the
order is left, each group opened by its short name. `static/src/parts/layout/lanes.ts` is the same for screens.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from exports.boxes import EXACT, Card, Density, GroupHead, pack
from exports.fonts import STRONG
from exports.typesetting import FLOOR, Measure, words_of, wrap

ROOMY = (0.10,)
TIGHT = (0.10, 0.06)  # the runs give way before a grid is given up
NAME, LINE, HEAD, FOOT, LINES = 15, 1.2, 44, 6, 2  # of the columns' names, in wall units
BETWEEN = 2  # gaps between two columns, besides the one between two piles: the rule stands in the middle


@dataclass(frozen=True, slots=True)
class Lane:
    """A column as it is laid out; the last one may be of the cards that stand in none. `short` is never empty."""

    name: str
    short: str


@dataclass(frozen=True, slots=True)
class GridLane:
    """One column of the grid, in pixels from the picture's left edge."""

    x: float
    width: float
    piles: int
    lines: tuple[str, ...]  # its name, or its short one where that is too long


@dataclass(frozen=True, slots=True)
class Grid:
    """Where the columns stand; `head` is the height of their names above the top step."""

    first: float
    head: float
    lanes: tuple[GridLane, ...]


def lane_shares(d: Density) -> tuple[float, ...]:
    """How much of the width all runs may take together, on a staircase with columns."""
    return ROOMY if d.flow or d.reach else TIGHT


def grid_unit(width: float, first: float, lanes: int, piles: int, d: Density) -> float:
    """Width of a card when so many piles lie in so many columns."""
    between = (piles - 1) * d.gap + (lanes - 1) * BETWEEN * d.gap
    return (width - first - d.edge - between) / piles


def grid_of(
    lanes: Sequence[Lane],
    piles: Sequence[int],
    first: float,
    unit: float,
    d: Density,
    scale: float,
    measure: Measure,
) -> Grid:
    """The columns from `first` on, each as wide as its piles."""
    size = max(FLOOR, NAME * scale)
    x = first
    placed = []
    for lane, count in zip(lanes, piles, strict=True):
        width = count * (unit + d.gap) - d.gap
        lines = wrap(lane.name, width, size, STRONG, measure)
        whole = all(measure(word, size, STRONG) <= width for word in words_of(lane.name))
        if len(lines) > LINES or not whole:
            lines = wrap(lane.short, width, size, STRONG, measure)
        placed.append(GridLane(x, width, count, lines))
        x += width + (1 + BETWEEN) * d.gap
    most = max(len(lane.lines) for lane in placed)
    return Grid(first, max(HEAD * scale, most * size * LINE + 2 * FOOT * scale), tuple(placed))


def cells_of(cards: Sequence[Card], lanes: Sequence[Lane]) -> list[list[Card]]:
    """A step's cards by column; those without one come last."""
    cells: list[list[Card]] = [[] for _lane in lanes]
    for card in cards:
        cells[-1 if card.column is None else card.column].append(card)
    return cells


def share_piles(
    steps: Sequence[Sequence[Sequence[Card]]],
    lanes: int,
    piles: int,
    unit: float,
    d: Density,
    measure: Measure,
) -> list[int]:
    """Piles for each column: one at first, and each further one where it lowers the whole staircase most."""
    known: dict[tuple[int, int], list[float]] = {}

    def heights(lane: int, wide: int) -> list[float]:
        if (lane, wide) not in known:
            packed = (pack(cells[lane], 0, wide, unit, d, measure) for cells in steps)
            known[lane, wide] = [max((box.y + box.height for box in boxes), default=0) for boxes in packed]
        return known[lane, wide]

    def total(shares: Sequence[int]) -> float:
        each = [heights(lane, wide) for lane, wide in enumerate(shares)]
        return sum(max(lane[step] for lane in each) for step in range(len(steps)))

    shares = [1] * lanes
    for _spare in range(piles - lanes):
        sums = [total([wide + (lane == i) for i, wide in enumerate(shares)]) for lane in range(lanes)]
        shares[sums.index(min(sums))] += 1
    return shares


LABEL = 0.8  # of the cards' type
LABEL_SIDES = 1.7  # em of the cards' type
MOST_OF_ROW = 0.35


def group_head(lane: Lane, place: int, room: float, d: Density, measure: Measure) -> GroupHead:
    """What opens a column's cards in rows `room` wide."""
    size, sides = max(FLOOR, LABEL * d.font), LABEL_SIDES * d.font
    width = min(measure(lane.short, size, STRONG) + sides, MOST_OF_ROW * room)
    lines = wrap(lane.short, width - sides + EXACT, size, STRONG, measure)
    return GroupHead(place, lines, size, 0, 0, width, max(d.line + 2 * d.pad, len(lines) * size * LINE))
