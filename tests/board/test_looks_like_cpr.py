"""What is taken for a civil registration number. The phone answers alike: cpr.test.ts reads the same cases."""

import json
from pathlib import Path

import pytest

from board.text import looks_like_cpr, split_cpr

CASES = json.loads((Path(__file__).parents[1] / "cpr_cases.json").read_text())


@pytest.mark.parametrize("text", CASES["stopped"])
def test_what_is_shaped_like_a_number_is_stopped(text: str) -> None:
    assert looks_like_cpr(text)


@pytest.mark.parametrize("text", CASES["passed"])
def test_other_figures_pass(text: str) -> None:
    assert not looks_like_cpr(text)


@pytest.mark.parametrize(("first", "then"), CASES["stopped_across"])
def test_a_number_over_two_fields_is_stopped(first: str, then: str) -> None:
    assert split_cpr(first, then)
    assert not looks_like_cpr(first)
    assert not looks_like_cpr(then)


@pytest.mark.parametrize(("first", "then"), CASES["passed_across"])
def test_other_figures_in_two_fields_pass(first: str, then: str) -> None:
    assert not split_cpr(first, then)


def test_modulus_11_makes_nothing_harmless() -> None:
    """Valid numbers that fail it have been given since 2007: one that passes and one that fails are stopped alike."""
    numbers = ("0101140008", "0101141234")
    weights = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
    sums = [sum(w * int(n) for w, n in zip(weights, one, strict=True)) % 11 for one in numbers]
    assert sums[0] == 0 != sums[1]
    assert all(map(looks_like_cpr, numbers))
    assert all(split_cpr(one[:6], one[6:]) for one in numbers)
