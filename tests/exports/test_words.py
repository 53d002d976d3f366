"""Fixed words, dates and lengths in the reader's language; and the short forms that stand on cards."""

from pathlib import Path

import pytest

from exports import labels, tokens
from exports.freezing import freeze
from exports.reading import Reading, together
from exports.report import Person
from exports.words import translator
from tests.exports import boards

NOON = 1_794_481_860_000  # 12 November 2026, 12.11 in Denmark


def test_dates_and_times_speak_the_language_in_danish_time() -> None:
    danish, english = translator("da"), translator("en")
    assert danish.day("2026-11-02") == "2. november 2026"
    assert english.day("2026-11-02") == "2 November 2026"
    assert danish.moment(NOON) == "12. november 2026 kl. 12.11"
    assert english.moment(NOON) == "12 November 2026 at 12:11"
    assert (danish.clock(NOON), english.clock(NOON)) == ("12.11", "12:11")
    assert danish.moment(NOON - 120 * 86_400_000) == "15. juli 2026 kl. 13.11"  # summer time


def test_numbers_have_the_languages_own_signs() -> None:
    assert translator("da").number(1250.5) == "1.250,5"
    assert translator("en").number(1250.5) == "1,250.5"


def test_a_catalogue_is_read_compiled_or_not_and_may_be_missing(tmp_path: Path) -> None:
    folder = tmp_path / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "messages.po").write_text('msgid "Ja"\nmsgstr "Yes"\n', encoding="utf-8")
    assert translator("en", tmp_path).gettext("Ja") == "Yes"
    assert translator("en", tmp_path).gettext("Mangler") == "Mangler"
    assert translator("da", tmp_path).gettext("Ja") == "Ja"


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, "0 min"), (29, "0 min"), (2880, "48 min"), (3900, "1 t 5 min"), (7200, "2 t")],
)
def test_lengths_are_told_in_minutes(seconds: int, said: str) -> None:
    assert labels.length(translator("da"), seconds) == said


@pytest.mark.parametrize(
    ("numbers", "said"), [([2, 3, 4, 5, 6], "2–6"), ([3, 6], "3·6"), ([3, 4], "3·4"), ([1, 3, 4], "1·3·4")]
)
def test_steps_in_short(numbers: list[int], said: str) -> None:
    assert together(numbers) == said


def test_only_an_offer_on_several_steps_says_which() -> None:
    mapping = freeze(
        boards.board([boards.card(1, ("hjemme", "almen")), boards.card(2, ("almen",)), boards.card(3)])
    )
    reading = Reading(mapping)
    spans = {offer.offer_id: reading.span(offer) for offer in mapping.offers}
    assert spans == {"c1": "1·3", "c2": "", "c3": ""}


def test_names_are_sorted_by_area_and_the_nameless_left_out() -> None:
    people = [Person("Mette", "ppr"), Person("Bo", "ppr"), Person("", "skole")]
    assert labels.named(people) == {"ppr": ["Bo", "Mette"]}


def test_a_short_digest_keeps_its_ends() -> None:
    assert labels.short_digest("9f3c61ab" + "0" * 52 + "04e7") == "9f3c 61ab … 04e7"


def test_every_letter_on_a_tag_can_be_read() -> None:
    """WCAG 2.2: at least 4.5 to 1."""
    for letters in (
        "DAG",
        "SKO",
        "TAN",
        "SUN",
        "PPR",
        "CIV",
        "MYN",
        "SSP",
        "FPK",
        "FAM",
        "DØG",
        "ANDR",
        "EGN",
    ):
        look = tokens.tag(letters)
        light, dark = sorted((_luminance(look.fill), _luminance(look.text)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, letters


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_the_tints_climb_with_the_steps() -> None:
    assert [tokens.tint(step, 6) for step in range(6)] == list(tokens.STEPS)
    assert tokens.tint(0, 15) == tokens.STEPS[0]
    assert tokens.tint(14, 15) == tokens.STEPS[-1]
