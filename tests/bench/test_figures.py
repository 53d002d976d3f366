"""What `make bench` says of what it measured."""

import json
from types import SimpleNamespace

import pytest

from bench import __main__ as bench
from bench.figure import Asked, Figure

ASKED = Asked(seconds=1, repeat=3, rates=(1,))


def test_the_median_of_all_repetitions_is_held_against_the_aim() -> None:
    figure = Figure("p99", "ms", (31.0, 12.0, 29.0), 30.0)
    assert json.loads(figure.line()) == {
        "figure": "p99",
        "value": 29.0,
        "unit": "ms",
        "aim": 30.0,
        "holds": True,
        "least": 12.0,
        "most": 31.0,
    }
    assert "holds" in figure.row()
    missed = Figure("p99", "ms", (31.0, 12.0, 33.0), 30.0)
    assert missed.holds is False and "MISSED" in missed.row()


def test_a_figure_without_an_aim_neither_holds_nor_misses() -> None:
    figure = Figure("commits", "1/s", (60.0,))
    assert json.loads(figure.line())["holds"] is None
    assert "holds" not in figure.row() and "MISSED" not in figure.row()


def test_a_group_that_cannot_be_measured_leaves_the_others_their_figures(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(asked: Asked) -> list[Figure]:
        raise RuntimeError("no PostgreSQL here")

    broken = SimpleNamespace(NAME="broken", figures=fails)
    whole = SimpleNamespace(NAME="whole", figures=lambda asked: [Figure("speed", "s", (1.0,), 2.0)])
    monkeypatch.setattr(bench, "GROUPS", {"broken": broken, "whole": whole})
    assert bench.measure(["broken", "whole"], ASKED) == 1
    said = capsys.readouterr()
    assert "no PostgreSQL here" in said.err
    assert [json.loads(line)["figure"] for line in said.out.splitlines() if line.startswith("{")] == ["speed"]
    assert bench.measure(["whole"], ASKED) == 0
