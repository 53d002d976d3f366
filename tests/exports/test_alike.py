"""Screens and paper lay a staircase with columns out alike: both are held to `static/src/parts/layout/alike.json`.

`python -m tests.exports.test_alike` writes what paper makes of its boards; layout.test.ts reads the same file.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from exports.boxes import Card
from exports.lanes import Lane
from exports.layout import Heading, Picture, lay_out

FILE = Path(__file__).parents[2] / "static/src/parts/layout/alike.json"
ALIKE: list[dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))


def measure(text: str, size: float, weight: int) -> float:
    """Every sign as wide: the same on both sides."""
    return len(text) * size * (0.58 if weight > 500 else 0.55)


def made(board: dict[str, Any]) -> dict[str, Any]:
    """Whether there is a grid, with how many piles for each column, and which cards stand in which, step by step."""
    lanes = tuple(Lane(name, name) for name in board["columns"])
    if any(card["column"] is None for card in board["cards"]):
        lanes = (*lanes, Lane("Uden kolonne", "Uden kolonne"))
    cards = tuple(
        Card(card["id"], "SKO", card["name"], card["step"], column=card["column"]) for card in board["cards"]
    )
    steps = tuple(Heading(str(n), name, "1 tilbud", "1 tilbud") for n, name in enumerate(board["steps"], 1))
    picture = Picture(steps, cards, (0,) * len(steps), len(steps), lanes=lanes)
    layout = lay_out(picture, board["width"], board["height"], 1, measure)
    assert layout is not None
    columns = [*range(len(board["columns"])), None][: len(lanes)]
    return {
        "grid": layout.grid is not None,
        "piles": [lane.piles for lane in layout.grid.lanes] if layout.grid else [],
        "standing": [
            [[box.card.card_id for box in slab.boxes if box.card.column == column] for column in columns]
            for slab in layout.slabs
        ],
    }


@pytest.mark.parametrize("case", ALIKE, ids=lambda case: case["about"])
def test_paper_lays_columns_out_as_screens_do(case: dict[str, Any]) -> None:
    assert made(case["board"]) == case["made"]


if __name__ == "__main__":
    for one in ALIKE:
        one["made"] = made(one["board"])
    FILE.write_text(json.dumps(ALIKE, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
