"""What is taken for a civil registration number. The phone answers alike: cpr.test.ts reads the same cases."""

import json
from pathlib import Path

import pytest

from board.text import looks_like_cpr

CASES = json.loads((Path(__file__).parents[1] / "cpr_cases.json").read_text())


@pytest.mark.parametrize("text", CASES["stopped"])
def test_what_is_shaped_like_a_number_is_stopped(text: str) -> None:
    assert looks_like_cpr(text)


@pytest.mark.parametrize("text", CASES["passed"])
def test_other_figures_pass(text: str) -> None:
    assert not looks_like_cpr(text)
