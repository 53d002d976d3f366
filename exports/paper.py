"""Paper for the room: blank cards, and the staircase as a poster. What is wanted of each, and which module draws it.

It is asked for before the day, so it is made from the plan and not from a mapping.
"""

from dataclasses import dataclass
from importlib import import_module
from typing import Annotated, Literal, Protocol, cast

from pydantic import BaseModel, ConfigDict, Field

from board.state import Area, Column, Step
from exports.words import Lang

NAMES = ("cards", "poster")
MEDIA_TYPE = "application/pdf"

Size = Literal["a3", "a2", "a1", "a0"]
# Millimetres, and shares of them.
SIZES: dict[Size, tuple[int, int]] = {"a3": (297, 420), "a2": (420, 594), "a1": (594, 841), "a0": (841, 1189)}
EDGE = 0.028  # of the shorter side, free on all sides
HEAD = 0.075  # of the height, for the title
STRIP = 0.038  # of the height, for the names of columns
SHARE = 0.30  # of the width that all runs take together, as on the wall (look.md 4.2)
LABEL = 0.24, 0.36  # of the width that remains to the top step, for its name: landscape and portrait
MOST_SHEETS = 100  # of cards in one file: four hundred on A6


class Wanted(BaseModel):
    """What stands on all paper of a workshop, and how the paper is to be. Fields of the other kind are left alone."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    municipality: str
    date: str
    steps: tuple[Step, ...]
    columns: tuple[Column, ...] = ()
    code: str
    address: str
    join_url: str
    # Cards
    per_sheet: Literal[2, 4] = 4
    sheets: Annotated[int, Field(ge=1, le=MOST_SHEETS)] = 1
    area: Area | None = None  # None: there is room to write it
    # Poster
    size: Size = "a0"
    landscape: bool = True


class Paper(Protocol):
    """What a module has that draws paper: the file as PDF/UA-1."""

    def render(self, wanted: Wanted, lang: Lang = ...) -> bytes: ...


def load(name: str) -> Paper:
    """The module of a kind of paper. Raises `KeyError` for a name that is none of `NAMES`."""
    return cast("Paper", import_module({"cards": "exports.blank_cards", "poster": "exports.poster"}[name]))


@dataclass(frozen=True, slots=True)
class Stairs:
    """Where the steps stand on a sheet of this size. `high` is a step's height, `strip` that of the columns' names."""

    width: float
    height: float
    edge: float
    head: float
    strip: float
    run: float
    high: float

    @property
    def label(self) -> float:
        """The width that a step's name has."""
        return (self.width - 2 * self.edge) * (1 - SHARE) * LABEL[self.height > self.width]

    @property
    def columns(self) -> tuple[float, float]:
        """From where to where the columns stand: clear of the top step's name, as on the wall."""
        right = self.width - self.edge
        top_step = self.edge + (self.width - 2 * self.edge) * SHARE
        return top_step + self.label + 2 * self.edge / 3, right


def stairs(size: Size, steps: int, *, landscape: bool, columns: bool = False) -> Stairs:
    """The staircase's measures."""
    short, long = SIZES[size]
    width, height = (long, short) if landscape else (short, long)
    edge, head, strip = EDGE * short, HEAD * height, STRIP * height if columns else 0
    run = SHARE * (width - 2 * edge) / (steps - 1)
    return Stairs(width, height, edge, head, strip, run, (height - 2 * edge - head - strip) / steps)
