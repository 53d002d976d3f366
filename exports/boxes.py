"""Cards on paper: how much room each one takes at a density, in piles and in rows (look.md 4.2-4.4).

Lengths are CSS pixels (1/96 inch) unless they are said to be wall units.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from exports.fonts import MEDIUM, REGULAR, STRONG
from exports.typesetting import FLOOR, Measure, wrap


@dataclass(frozen=True, slots=True)
class Density:
    """A rung of the ladder, in wall units until it is `scaled`. `unit` is the narrowest and widest card of a pile;
    `flow` the widest one-line card of a row; `shares` how much of the width all runs may take together."""

    name: str
    font: float
    line: float
    pad: float
    gap: float
    edge: float
    tag: float
    shares: tuple[float, ...]
    band: bool
    unit: tuple[float, float] = (0, 0)
    flow: float = 0
    sub: float = 0  # the line of the target group; 0: not shown
    reach: float = 0  # room for the icon of the reach; 0: not shown
    letters: float = 0  # the type in a tag; set when scaled, as `tag_gap` is
    tag_gap: float = 0


DENSITIES = (
    Density("skema", 24, 30, 12, 10, 12, 54, (0.30,), True, unit=(320, 460), sub=22, reach=28),
    Density("kort", 20, 26, 8, 8, 10, 48, (0.30, 0.24), True, unit=(250, 400), reach=24),
    Density("navn", 18, 22, 6, 6, 10, 44, (0.28, 0.22), True, unit=(220, 360), reach=22),
    Density("tæt", 16, 19, 4, 4, 8, 43, (0.24, 0.18), True, unit=(180, 340)),
    Density("tæt", 16, 19, 3, 3, 7, 43, (0.18, 0.14), False, unit=(180, 340)),
    Density("løbende", 18, 22, 4, 4, 8, 46, (0.20,), True, flow=1000),
    Density("løbende", 16, 19, 4, 4, 7, 43, (0.20, 0.15), True, flow=900),
    Density("løbende", 16, 19, 3, 3, 6, 43, (0.15, 0.10), False, flow=900),
)


Look = Literal["", "same", "new", "gone", "changed"]  # in a comparison


@dataclass(frozen=True, slots=True)
class Card:
    """What of a card decides its size. `step` is a place in the picture's steps; None: it stands on none."""

    card_id: str
    tag: str  # its area's letters, or a gap's number
    name: str
    step: int | None
    gap: bool = False  # a finding that something is missing stands among the cards
    span: str = ""  # the steps it spans, as its pill says: “2–6”
    target: str = ""
    reach: str = ""
    marks: tuple[str, ...] = ()  # the numbers on its findings' pills
    asked: bool = False  # a known offer that the room has not confirmed
    column: int | None = None  # a place in the picture's columns; None: it stands in none
    notes: tuple[str, ...] = ()  # words on pills: what is another than in an earlier mapping
    look: Look = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A sign that follows a name: the reach's icon, the range of steps, a finding's number (`place` in `Card.marks`),
    `ASKED`, or a word (`place` in `Card.notes`). `x` counts from where the name begins, `row` from its first line."""

    kind: Literal["reach", "span", "mark", "asked", "note"]
    place: int
    width: float
    x: float = 0
    row: int = 0


@dataclass(frozen=True, slots=True)
class Box:
    """A card and where it stands. What follows its name may take further lines."""

    card: Card
    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]
    target_lines: tuple[str, ...]
    tail: tuple[Piece, ...]

    @property
    def rows(self) -> int:
        """The lines of the name and of what follows it."""
        return max([len(self.lines), *(piece.row + 1 for piece in self.tail)])


@dataclass(frozen=True, slots=True)
class GroupHead:
    """The short name of a column where it opens a group of cards in rows, in a type of `size`."""

    lane: int
    lines: tuple[str, ...]
    size: float
    x: float
    y: float
    width: float
    height: float


def scaled(plain: Density, scale: float, cards: Sequence[Card], measure: Measure) -> Density:
    """A density in pixels. Nothing is set smaller than `FLOOR`, and tags are as wide as their letters need."""
    font = max(plain.font * scale, FLOOR)
    grown = font / plain.font
    letters = max(FLOOR, (plain.tag * grown - TAG_GAP * scale) * 0.355)
    tags = {(card.tag, card.gap) for card in cards}
    widest = max((tag_width(tag, gap, letters, measure) for tag, gap in tags), default=0)
    return replace(
        plain,
        font=font,
        line=plain.line * grown,
        tag=max(plain.tag * grown, widest + TAG_GAP * scale),
        letters=letters,
        tag_gap=TAG_GAP * scale,
        pad=plain.pad * scale,
        gap=plain.gap * scale,
        edge=plain.edge * scale,
        flow=plain.flow * scale,
        sub=plain.sub * scale,
        reach=plain.reach * scale,
    )


TAG_GAP = 8  # wall units from a card's tag to its name; part of Density.tag


def tag_width(tag: str, gap: bool, letters: float, measure: Measure) -> float:
    """A tag's letters with a little air; on a gap, its glyph and number."""
    return measure(tag, letters, STRONG) + (1.2 * letters if gap else 0) + 6


def tag_column(card: Card, d: Density, measure: Measure) -> float:
    """A card's tag and the gap to its name: as wide for all in piles, each its own in rows."""
    return tag_width(card.tag, card.gap, d.letters, measure) + d.tag_gap if d.flow else d.tag


def pack(cards: Sequence[Card], x: float, piles: int, unit: float, d: Density, measure: Measure) -> list[Box]:
    """Each card on the shortest pile, the leftmost of equals: one that arrives moves no other. y counts from 0."""
    tops = [0.0] * piles
    boxes = []
    for card in cards:
        pile = tops.index(min(tops))
        box = card_box(card, x + pile * (unit + d.gap), tops[pile], unit, d, measure)
        tops[pile] += box.height + d.gap
        boxes.append(box)
    return boxes


def shelve(cards: Sequence[Card], x: float, width: float, d: Density, measure: Measure) -> list[Box]:
    """Rows of whole names, as type is set: each card as wide as its name, each row but the last flush; y from 0."""
    return shelve_groups([(None, cards)], x, width, d, measure)[0]


def shelve_groups(
    groups: Sequence[tuple[GroupHead | None, Sequence[Card]]],
    x: float,
    width: float,
    d: Density,
    measure: Measure,
) -> tuple[list[Box], list[GroupHead]]:
    """The same for groups of cards, each perhaps opened by a head; no row ends with one."""
    items: list[Box | GroupHead] = []
    for head, cards in groups:
        if head is not None and cards:
            items.append(head)
        for place, card in enumerate(cards):
            room = width - head.width - d.gap if head is not None and place == 0 else width
            items.append(card_box(card, 0, 0, flow_width(card, room, d, measure), d, measure))
    boxes: list[Box] = []
    heads: list[GroupHead] = []
    y, start = 0.0, 0
    while start < len(items):
        used, end = items[start].width, start + 1
        while end < len(items) and used + d.gap + _takes(items, end, d) <= width + EXACT:
            used += d.gap + items[end].width
            end += 1
        row = items[start:end]
        flush = end < len(items) or width - used < width * 0.12
        spare = (width - used) / sum(isinstance(one, Box) for one in row) if flush else 0
        height = max(one.height for one in row)
        at = x
        for one in row:
            if isinstance(one, Box):
                broken = one.lines, one.target_lines, one.tail
                boxes.append(Box(one.card, at, y, one.width + spare, height, *broken))
                at += spare
            else:
                heads.append(replace(one, x=at, y=y, height=height))
            at += one.width + d.gap
        y += height + d.gap
        start = end
    return boxes, heads


def _takes(items: Sequence[Box | GroupHead], place: int, d: Density) -> float:
    """A head goes where its first card has room too."""
    item = items[place]
    return item.width + (d.gap + items[place + 1].width if isinstance(item, GroupHead) else 0)


def flow_width(card: Card, width: float, d: Density, measure: Measure) -> float:
    """How wide a card of a row wants to be: its name on one line, or on two when that is longer than `flow`."""
    pieces = _pieces(card, d, measure)
    tail = max(
        sum(piece.width + TAIL_GAP * d.font for piece in pieces),
        (2.6 * d.font if card.span else 0) + 2 * d.font * len(card.marks),
    )
    column = tag_column(card, d, measure)
    natural = math.ceil(measure(card.name, d.font, MEDIUM) + tail + column + 2 * d.pad + 10 * d.font / 16)
    if natural > min(d.flow, width):
        natural = math.ceil(natural * 0.54 + column)  # a little over half: lines break at words
    return min(natural, width)


def card_box(card: Card, x: float, y: float, width: float, d: Density, measure: Measure) -> Box:
    """A card broken into lines for a width, its signs behind the last one, or below where they do not fit."""
    room = width - tag_column(card, d, measure) - 2 * d.pad - CARD_MARGIN
    lines = wrap(card.name, room, d.font, MEDIUM, measure)
    tail = []
    end, row = measure(lines[-1].rstrip(), d.font, MEDIUM), len(lines) - 1
    for piece in _pieces(card, d, measure):
        at = end + TAIL_GAP * d.font if end else 0.0
        if at + piece.width > room and end:
            at, row = 0.0, row + 1
        # dataclasses.replace() would take ten times as long.
        tail.append(Piece(piece.kind, piece.place, piece.width, at, row))
        end = at + piece.width
    targets = wrap(card.target, room, d.sub * SUB, REGULAR, measure) if d.sub and card.target else ()
    height = (row + 1) * d.line + len(targets) * d.sub + 2 * d.pad
    return Box(card, x, y, width, math.ceil(height), lines, targets, tuple(tail))


EXACT = 1e-6  # pixels: what is as wide as its room fits, however the sum was rounded
CARD_MARGIN = 4  # pixels that a line never takes of a card's width, besides its pads
SUB = 0.72  # a target group's type, as a share of its line
ASKED = "?"  # on what the room has not confirmed
TAIL_GAP = 0.3  # em before each sign that follows a name


def _pieces(card: Card, d: Density, measure: Measure) -> list[Piece]:
    pieces = [Piece("reach", 0, icon_size(d))] if d.reach and card.reach else []
    if card.span:
        pieces.append(Piece("span", 0, span_width(card.span, pill_size(d), measure)))
    size = pill_size(d)
    pieces += [
        Piece("mark", place, measure(mark, size, STRONG) + 1.9 * size)
        for place, mark in enumerate(card.marks)
    ]
    if card.asked:
        pieces.append(Piece("asked", 0, span_width(ASKED, size, measure)))
    pieces += [
        Piece("note", place, span_width(note, size, measure, STRONG)) for place, note in enumerate(card.notes)
    ]
    return pieces


def pill_size(d: Density) -> float:
    """The type in a pill."""
    return max(FLOOR, 0.75 * d.font)


def icon_size(d: Density) -> float:
    """The side of an icon behind a name."""
    return 1.0 * d.font


def span_width(text: str, size: float, measure: Measure, weight: int = MEDIUM) -> float:
    """The pill that says which steps a card spans, or other words, in a type of `size`."""
    return measure(text, size, weight) + 0.8 * size
