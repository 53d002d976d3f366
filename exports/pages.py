"""Which steps stand on which sheet, when one sheet cannot show every name."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from exports.boxes import DENSITIES
from exports.layout import attempt, first_attempt
from exports.pictures import Pictures, Run
from exports.reading import Reading
from exports.typesetting import Measure

SPECIAL = (
    2  # the first step that is no longer the universal area (look.md 8): where two sheets part if they can
)
EVEN = 1.25  # how much fuller a sheet may be for that than it had to be


@dataclass(frozen=True, slots=True)
class _Sized:
    run: Run
    need: float


def all_runs(reading: Reading) -> list[Run]:
    """Every card, in the order of the drawing from the bottom up: those without a step, then step by step."""
    loose = reading.on_step[None]
    return [
        *([Run(None, tuple(loose))] if loose else []),
        *(
            Run(place, tuple(reading.on_step[step.step_id]), tuple(reading.gaps_on_step[step.step_id]))
            for place, step in enumerate(reading.session.steps)
        ),
    ]


def pages(
    runs: Sequence[Run], pictures: Pictures, width: float, room: float, scale: float, measure: Measure
) -> list[list[Run]]:
    """The runs on as few sheets as they need, steps 1-2 and the rest when that is possible, otherwise evenly filled.

    A run that is too long for a sheet of its own goes on over several. `room` is a sheet's height; each run is
    measured by itself, so what comes out may need a little more than that.
    """
    needs = _Needs(pictures, width, scale, measure)
    steps = [piece for run in runs if run.step is not None for piece in _pieces(run, needs, room)]
    loose = [piece for run in runs if run.step is None for piece in _pieces(run, needs, room)]
    # Cards without a step stand below the lowest one, or on the last sheet if that saves one.
    below, last = _even([*loose, *steps], room), _even([*steps, *loose], room)
    return last if len(last) < len(below) else below


def _even(sized: Sequence[_Sized], room: float) -> list[list[Run]]:
    fewest = len(_filled(sized, room))
    low, high = max(piece.need for piece in sized), room
    while high - low > 1:  # the least height that this many sheets can do with: all are about as full
        middle = (low + high) / 2
        if len(_filled(sized, middle)) <= fewest:
            high = middle
        else:
            low = middle
    if fewest == 2 and (parted := _universal_and_special(sized, min(room, high * EVEN))):
        return parted
    return _filled(sized, high)


def _filled(sized: Sequence[_Sized], room: float) -> list[list[Run]]:
    """Sheet after sheet filled from the bottom of the staircase up."""
    parts: list[list[Run]] = []
    used = math.inf
    for piece in sized:
        if used + piece.need > room:
            parts.append([])
            used = 0
        parts[-1].append(piece.run)
        used += piece.need
    return parts


def _universal_and_special(sized: Sequence[_Sized], room: float) -> list[list[Run]] | None:
    cut = next((at for at, piece in enumerate(sized) if piece.run.step == SPECIAL), 0)
    parts = sized[:cut], sized[cut:]
    if not all(part and sum(piece.need for piece in part) <= room for part in parts):
        return None
    return [[piece.run for piece in part] for part in parts]


@dataclass(frozen=True, slots=True)
class _Needs:
    pictures: Pictures
    width: float
    scale: float
    measure: Measure

    def __call__(self, run: Run) -> float:
        """How high a run is at the tightest density, as far in as it stands on the whole staircase: on a sheet with
        fewer steps below it, it needs no more than this."""
        steps = len(self.pictures.reading.session.steps)
        into = math.floor(self.width * DENSITIES[-1].shares[-1] / (steps - 1)) * (run.step or 0)
        picture = self.pictures.picture([run])
        made = attempt(first_attempt(picture, self.width - into, math.inf, self.scale, self.measure))
        return math.inf if made is None else made.need


def _pieces(run: Run, needs: _Needs, room: float) -> list[_Sized]:
    need = needs(run)
    pieces = 1
    while need > room and pieces < len(run.offers) + len(run.gaps):
        pieces += 1
        cut = _cut(run, pieces)
        need = max(needs(piece) for piece in cut)
    return [_Sized(piece, needs(piece)) for piece in _cut(run, pieces)]


def _cut(run: Run, pieces: int) -> list[Run]:
    """A run in pieces of about the same number of cards; the gaps stay last."""
    if pieces == 1:
        return [run]
    cards = [*run.offers, *run.gaps]
    size = math.ceil(len(cards) / pieces)
    return [
        replace(
            run,
            offers=run.offers[start : start + size],
            gaps=run.gaps[max(start - len(run.offers), 0) : max(start + size - len(run.offers), 0)],
            goes_on=start > 0,
        )
        for start in range(0, len(cards), size)
    ]
