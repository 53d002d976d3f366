"""Where everything on the printed staircase stands: look.md section 4, for paper.

`lay_out` is pure: from steps, cards, a size and a `measure` it makes boxes, and draws nothing. Lengths are CSS
pixels (1/96 inch); `scale` is how many of them a wall unit has. It has the ladder's rungs 1-8: paper never counts
cards, because a further page can show their names (`sheet.py` decides that). `static/src/parts/layout.ts` is the
same for screens; both follow look.md.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from exports.boxes import DENSITIES, Box, Card, Density, GroupHead, pack, scaled, shelve_groups, span_width
from exports.fonts import MEDIUM, REGULAR, STRONG
from exports.lanes import (
    Grid,
    Lane,
    cells_of,
    grid_of,
    grid_unit,
    group_head,
    lane_shares,
    share_piles,
)
from exports.typesetting import FLOOR, Measure, words_of, wrap

MOST_PILES = 14
MANY = 8  # more steps than this have smaller headings
BAND = 28  # wall units of a step's foot for the cards that stand on another step and span this one
LOOSE_GAP = 16  # wall units between the staircase's foot and the cards without a step
STRETCHES = (1.0, 1.35, 1.8, 2.4)  # long names of steps: a wider column for headings rather than higher steps


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands at a step's left. `count_alone` also says how many cards of other
    steps span it, and stands where no band shows them."""

    number: str
    name: str
    count: str
    count_alone: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A staircase, or some neighbouring steps of one, with its cards in the order they stand on their steps.

    `ghosts` has, for each step, how many cards of other steps span it; `of_steps` is how many steps the whole
    staircase has, which sets the runs; `loose` heads the cards that stand on no step.
    """

    steps: tuple[Heading, ...]
    cards: tuple[Card, ...]
    ghosts: tuple[int, ...]
    of_steps: int
    loose: Heading | None = None
    lanes: tuple[Lane, ...] = ()  # the second axis; none is as usual


@dataclass(frozen=True, slots=True)
class Slab:
    """A step: its ground, its heading's lines, its cards. `index` is None for the cards without a step."""

    index: int | None
    x: float
    width: float
    content: float  # where its cards begin
    names: tuple[str, ...]
    counts: tuple[tuple[str, ...], tuple[str, ...]]  # without the band, with it
    boxes: tuple[Box, ...]
    need: float
    ghosts: int
    band: bool
    groups: tuple[GroupHead, ...] = ()
    y: float = 0
    height: float = 0

    @property
    def count(self) -> tuple[str, ...]:
        """The lines that say how many offers stand here."""
        return self.counts[self.band]


@dataclass(frozen=True, slots=True)
class Layout:
    """A staircase with every box in its place; `density` is in pixels, the lowest slab comes first."""

    density: Density
    rung: int
    scale: float
    run: float
    need: float
    many: bool
    slabs: tuple[Slab, ...]
    loose: Slab | None
    grid: Grid | None = None  # where the columns stand, while cards lie in piles


@dataclass(frozen=True, slots=True)
class Attempt:
    """One way to lay a picture out. `piles` is counted on the widest step; `stretch` widens the headings' column;
    `longest` is the widest word of all names, or the widest sign behind one."""

    picture: Picture
    width: float
    height: float
    scale: float
    measure: Measure
    rung: int
    plain: Density
    share: float
    longest: float
    piles: int = 1
    stretch: float = 1.0


def lay_out(
    picture: Picture, width: float, height: float, scale: float, measure: Measure, first_rung: int = 0
) -> Layout | None:
    """The roomiest rung on which every name is whole and everything fits; None when none does."""
    for rung in range(first_rung, len(DENSITIES)):
        for share in range(len(_shares(picture, DENSITIES[rung]))):
            best = _best(first_attempt(picture, width, height, scale, measure, rung, share))
            if best is not None and best[1].need <= height:
                return settle(loosen(*best), height)
    return None


def lay_out_tall(picture: Picture, width: float, scale: float, measure: Measure) -> Layout:
    """The tightest rung, as high as it needs to be: for a picture that may scroll. It always fits."""
    made = attempt(first_attempt(picture, width, math.inf, scale, measure))
    if made is None:
        raise ValueError("the tightest rung has rows, and a row takes any card")
    return settle(made, made.need)


def first_attempt(
    picture: Picture,
    width: float,
    height: float,
    scale: float,
    measure: Measure,
    rung: int = -1,
    share: int = -1,
) -> Attempt:
    """An attempt with one pile, at a density and one of its shares; the tightest when none is said."""
    rung %= len(DENSITIES)
    plain = DENSITIES[rung]
    font = max(plain.font * scale, FLOOR)
    words = {word for card in picture.cards for word in words_of(card.name)}
    spans = {sign for card in picture.cards for sign in (card.span, *card.notes)}
    longest = max(
        (
            *(measure(word, font, MEDIUM) for word in words),
            *(span_width(span, max(FLOOR, 0.75 * font), measure) for span in spans),
        ),
        default=0,
    )
    return Attempt(
        picture, width, height, scale, measure, rung, plain, _shares(picture, plain)[share], longest
    )


def _shares(picture: Picture, plain: Density) -> tuple[float, ...]:
    return lane_shares(plain) if picture.lanes else plain.shares


def _best(first: Attempt) -> tuple[Attempt, Layout] | None:
    best: tuple[Attempt, Layout] | None = None
    for stretch in STRETCHES:
        least = max(1, len(first.picture.lanes))
        for piles in range(least, least + 1 if first.plain.flow else MOST_PILES + 1):
            trial = replace(first, piles=piles, stretch=stretch)
            made = attempt(trial)
            if made is not None and (best is None or made.need < best[1].need - 1):
                best = trial, made
        if best is not None and (best[1].need <= first.height or not _held_up_by_headings(best[1])):
            break
    return best


def _held_up_by_headings(made: Layout) -> bool:
    """Whether some step is higher than its cards need, so that a wider heading could make it lower."""
    return any(
        slab.need > _cards_height(slab) + 2 * made.density.edge + 1 and len(slab.names) > 1
        for slab in made.slabs
    )


def attempt(trial: Attempt) -> Layout | None:
    """The boxes of one attempt; None when its cards would be narrower or wider than the density allows."""
    picture, scale = trial.picture, trial.scale
    d = scaled(trial.plain, scale, picture.cards, trial.measure)
    label = _label(trial)
    run = math.floor(trial.width * trial.share / max(picture.of_steps - 1, 1))
    first = (len(picture.steps) - 1) * run + label  # columns start clear of the top step
    in_grid = bool(picture.lanes and picture.steps and not d.flow)
    unit = (
        grid_unit(trial.width, first, len(picture.lanes), trial.piles, d)
        if in_grid
        else (trial.width - label - d.edge - (trial.piles - 1) * d.gap) / trial.piles
    )
    if not d.flow and not _least_width(trial, d) <= unit <= trial.plain.unit[1] * scale * 1.001:
        return None
    if not d.flow and _hopeless(trial, d, run, label, unit):
        return None
    grid = _grid(trial, d, first, unit) if in_grid else None
    slabs = []
    for index in range(len(picture.steps)):
        slab = _slab(trial, d, index, index * run, label, unit, grid)
        if slab is None:
            return None
        slabs.append(slab)
    loose = _slab(trial, d, None, 0, label, unit, None) if picture.loose else None
    need = sum(slab.need for slab in slabs) + (loose.need + LOOSE_GAP * scale if loose else 0)
    need += grid.head if grid else 0
    return Layout(d, trial.rung, scale, run, need, picture.of_steps > MANY, tuple(slabs), loose, grid)


def _grid(trial: Attempt, d: Density, first: float, unit: float) -> Grid:
    lanes = trial.picture.lanes
    steps = [
        cells_of([card for card in trial.picture.cards if card.step == index], lanes)
        for index in range(len(trial.picture.steps))
    ]
    piles = share_piles(steps, len(lanes), trial.piles, unit, d, trial.measure)
    return grid_of(lanes, piles, first, unit, d, trial.scale, trial.measure)


def _least_width(trial: Attempt, d: Density) -> float:
    """No word is broken that is not longer than 16 em."""
    whole = min(16 * d.font, trial.longest) + d.tag + 2 * d.pad + 8 * trial.scale
    return max(whole, trial.plain.unit[0] * max(trial.scale, FLOOR / 16))


def _hopeless(trial: Attempt, d: Density, run: float, label: float, unit: float) -> bool:
    """Whether even cards of one line each would be too high: counted before five hundred names are broken."""
    counts = Counter(card.step for card in trial.picture.cards)
    high = 0.0
    for step, count in counts.items():
        room = trial.width - (step or 0) * run - label - d.edge
        piles = max(math.floor((room + d.gap) / (unit + d.gap) + 1e-6), 1)
        high += math.ceil(count / piles) * (d.line + 2 * d.pad + d.gap) - d.gap + 2 * d.edge
    return high > trial.height


def _label(trial: Attempt) -> float:
    """The width of the headings' column."""
    picture, many = trial.picture, trial.picture.of_steps > MANY
    heads = [*picture.steps, *([picture.loose] if picture.loose else [])]
    size = max(12.5, (15.6 if many else 18.8) * trial.scale)
    words = (word for head in heads for word in words_of(head.name))
    widest = max((trial.measure(word, size, STRONG) for word in words), default=0)
    least = max((150 if many else 180) * trial.scale, widest + (68 if many else 72) * trial.scale)
    return min(least * trial.stretch, trial.width * 0.3)


def _slab(
    trial: Attempt, d: Density, index: int | None, x: float, label: float, unit: float, grid: Grid | None
) -> Slab | None:
    picture, scale, many = trial.picture, trial.scale, trial.picture.of_steps > MANY
    stood = _stand(trial, d, index, x, label, unit, grid)
    if stood is None:
        return None
    content, boxes, groups = stood
    head = picture.loose if index is None else picture.steps[index]
    ghosts = 0 if index is None else picture.ghosts[index]
    band = d.band and ghosts > 0 and grid is None  # it would run under columns that it says nothing of
    names, counts, high = (
        _heading(trial, head, content - x if grid else label) if head else ((), ((), ()), 0.0)
    )
    least = (46 if many else 80) * scale if index is not None else 0
    tallest = max((box.y + box.height for box in boxes), default=0)
    need = max(least, high, tallest + 2 * d.edge + (BAND * scale if band else 0))
    return Slab(
        index,
        x,
        trial.width - x,
        content,
        names,
        counts,
        tuple(boxes),
        need,
        ghosts,
        band,
        tuple(groups),
    )


def _stand(
    trial: Attempt, d: Density, index: int | None, x: float, label: float, unit: float, grid: Grid | None
) -> tuple[float, list[Box], list[GroupHead]] | None:
    """Where a step's cards begin and stand; None when not even one pile finds room."""
    cards = [card for card in trial.picture.cards if card.step == index]
    room = trial.width - x - label - d.edge
    lanes = trial.picture.lanes if index is not None else ()
    if d.flow:
        groups: list[tuple[GroupHead | None, list[Card]]] = [(None, cards)]
        if lanes:
            groups = [
                (group_head(lanes[place], place, room, d, trial.measure), cell)
                for place, cell in enumerate(cells_of(cards, lanes))
            ]
        return x + label, *shelve_groups(groups, x + label, room, d, trial.measure)
    if grid is not None:
        boxes = [
            box
            for lane, cell in zip(grid.lanes, cells_of(cards, lanes), strict=True)
            for box in pack(cell, lane.x, lane.piles, unit, d, trial.measure)
        ]
        return grid.first, boxes, []
    fit = math.floor((room + d.gap) / (unit + d.gap) + 1e-6)
    if fit < 1:
        return None
    content = trial.width - d.edge - fit * unit - (fit - 1) * d.gap
    return content, pack(cards, content, fit, unit, d, trial.measure), []


@dataclass(frozen=True, slots=True)
class HeadingGeometry:
    """Sizes and places inside a slab's left, in pixels from its upper left corner."""

    top: float
    number_x: float
    number: float
    number_base: float  # its baseline, from `top`
    text_x: float
    name: float
    name_line: float
    count: float
    count_gap: float
    count_line: float
    foot: float


def heading_geometry(scale: float, many: bool, number_text: str) -> HeadingGeometry:
    """How a step's heading is set: number, name beside it, count below the name. Without a number it is flatter."""
    number, name, count = (22, 15, 13) if many else (44, 18, 15)
    top = (10 if many else 11) if number_text else 5
    name_size, count_size = max(FLOOR, name * scale), max(FLOOR, count * scale)
    return HeadingGeometry(
        top=top * scale,
        number_x=18 * scale,
        number=number * scale if number_text else 0,
        # Large numbers hang from the name's capitals; small ones stand on the name's first line.
        number_base=name_size * 1.02 if many else 0.794 * number * scale,
        text_x=(54 if many else 55) * scale if number_text else 18 * scale,
        name=name_size,
        name_line=name_size * 1.2,
        count=count_size,
        count_gap=(1 if many or not number_text else 5) * scale,
        count_line=count_size * 1.25,
        foot=8 * scale if number_text else 5 * scale,
    )


def _heading(
    trial: Attempt, head: Heading, label: float
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], tuple[str, ...]], float]:
    """The lines of name and counts, and the height that the whole heading needs."""
    g = heading_geometry(trial.scale, trial.picture.of_steps > MANY, head.number)
    room = label - g.text_x - 8 * trial.scale
    names = wrap(head.name, room, g.name, STRONG, trial.measure)
    alone, with_band = (
        wrap(text, room, g.count, REGULAR, trial.measure) for text in (head.count_alone, head.count)
    )
    high = g.top + max(len(names) * g.name_line, g.number * 0.9) + g.count_gap + len(alone) * g.count_line
    return names, (alone, with_band), high + g.foot


def loosen(trial: Attempt, made: Layout) -> Layout:
    """What is left over goes between the cards before it goes between the steps, in ten small rounds at most."""
    plain = trial.plain
    for turn in range(1, 11):
        airier = replace(
            plain, pad=plain.pad + 0.35 * turn, gap=plain.gap + 0.3 * turn, edge=plain.edge + 0.5 * turn
        )
        again = attempt(replace(trial, plain=airier))
        if again is None or again.need > trial.height:
            break
        made = again
    return made


def level(heights: Sequence[float], room: float) -> list[float]:
    """Raise the lowest steps first, until all of them together fill the room."""
    left = room - sum(heights)
    water = min(heights, default=0)
    for count, upper in enumerate([*sorted(heights)[1:], math.inf][: len(heights)], 1):
        rise = min(max(left, 0) / count, upper - water)
        water += rise
        left -= rise * count
    return [max(height, water) for height in heights]


def settle(made: Layout, height: float) -> Layout:
    """Give the slabs their heights and places, from the bottom up, and bring bands back where there is room."""
    bottom, loose = height, None
    if made.loose is not None:
        bottom -= made.loose.need
        loose = _placed(made.loose, bottom, made.loose.need, made.density.edge, made.loose.band)
        bottom -= LOOSE_GAP * made.scale
    slabs = []
    room = bottom - (made.grid.head if made.grid else 0)
    for slab, high in zip(made.slabs, level([slab.need for slab in made.slabs], room), strict=True):
        free = high - _cards_height(slab) - 2 * made.density.edge
        bottom -= high
        band = slab.band or (slab.ghosts > 0 and free > 30 * made.scale and made.grid is None)
        slabs.append(_placed(slab, bottom, high, made.density.edge, band))
    return replace(made, slabs=tuple(slabs), loose=loose)


def _placed(slab: Slab, y: float, height: float, edge: float, band: bool) -> Slab:
    boxes = tuple(replace(box, y=y + edge + box.y) for box in slab.boxes)
    groups = tuple(replace(group, y=y + edge + group.y) for group in slab.groups)
    return replace(slab, y=y, height=height, boxes=boxes, groups=groups, band=band)


def _cards_height(slab: Slab) -> float:
    return max((box.y + box.height for box in slab.boxes), default=0)
