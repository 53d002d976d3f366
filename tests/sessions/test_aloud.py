"""The word that is said aloud: proposed, kept, and known again however it was typed."""

import pytest

from board.refusals import Refused
from sessions import aloud


@pytest.mark.parametrize(
    "typed",
    [
        "Månehat",
        "månehat",
        " MÅNEHAT ",
        "måne hat",
        "Måne-hat",
        "maanehat",
        "manehat",
        "må\u200bnehat",
        "ma\u030anehat",
    ],
)
def test_a_word_is_known_again_however_it_is_typed(typed: str) -> None:
    assert aloud.is_same(typed, "Månehat")


@pytest.mark.parametrize("typed", ["", "måne", "månehatt", "Månehus", "m", " ", "x" * 10_000])
def test_another_word_is_another(typed: str) -> None:
    assert not aloud.is_same(typed, "Månehat")


@pytest.mark.parametrize(
    ("one", "other"), [("Bølgeæble", "boelgeaeble"), ("Bølgeæble", "BOLGEEBLE"), ("Søhøj", "Söhöj")]
)
def test_letters_that_a_keyboard_lacks_are_forgiven(one: str, other: str) -> None:
    assert aloud.is_same(other, one)


def test_proposed_words_are_words_that_can_be_kept_and_told_apart() -> None:
    every = {aloud.fold(first + second) for first in aloud._FIRST for second in aloud._SECOND}
    assert len(every) == 2304, "the guard's figures are for as many"
    for _ in range(20):
        word = aloud.propose()
        assert aloud.clean_word(word) == word


@pytest.mark.parametrize(
    ("typed", "code"),
    [("", "short_word"), ("å-å", "short_word"), ("..!..", "short_word"), ("x" * 41, "too_long")],
)
def test_what_is_no_word_is_refused(typed: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        aloud.clean_word(typed)
    assert (refused.value.code, refused.value.field) == (code, "word")
