"""What is asked of the figures' groups, and what they answer.

A group is a module with `NAME` and `figures(asked) -> list[Figure]`; `__main__.py` has them all.
"""

import json
import statistics
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

HEAD = f"{'figure':58} {'median':>9} {'spread':>19} {'aim':>8}"


@dataclass(frozen=True)
class Asked:
    """How thoroughly to measure."""

    seconds: float  # that each run counts
    repeat: int  # how often each run is made; the median counts
    rates: Sequence[int]  # deliveries a second, for those groups that have a choice

    @property
    def few(self) -> int:
        """`repeat` for what takes long and hardly differs from one run to the next."""
        return min(self.repeat, 2)


@dataclass(frozen=True)
class Figure:
    """One figure with the values of all repetitions. Smaller is better wherever there is an aim."""

    figure: str
    unit: str
    values: Sequence[float]
    aim: float | None = None

    @property
    def value(self) -> float:
        return statistics.median(self.values)

    @property
    def holds(self) -> bool | None:
        return None if self.aim is None else self.value <= self.aim

    def row(self) -> str:
        """A line under `HEAD`."""
        spread = f"{min(self.values):.2f}–{max(self.values):.2f}"
        aim = "" if self.aim is None else f"≤ {self.aim:.3g}"
        verdict = {None: "", True: "holds", False: "MISSED"}[self.holds]
        return f"{self.figure:58} {self.value:9.2f} {spread:>19} {aim:>8} {self.unit:6} {verdict}".rstrip()

    def line(self) -> str:
        """As JSON, for a program."""
        return json.dumps(
            {
                "figure": self.figure,
                "value": round(self.value, 4),
                "unit": self.unit,
                "aim": self.aim,
                "holds": self.holds,
                "least": round(min(self.values), 4),
                "most": round(max(self.values), 4),
            }
        )


class Group(Protocol):
    """A module of figures that are measured together."""

    NAME: str

    def figures(self, asked: Asked) -> list[Figure]:
        """Measure. Cleans up after itself, also when it fails."""


def note(text: str) -> None:
    """Say what the reader of the figures should know, between the table's lines."""
    print(f"  note: {text}", file=sys.stderr, flush=True)
