"""C8: what people type is cleaned once, at the door, and never cut."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from board.text import clean


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Åben   rådgivning \n", "Åben rådgivning"),
        ("A\u030aben", "Åben"),  # composed
        (
            "Læsehjælp & <b>sprogcafé</b>",
            "Læsehjælp & <b>sprogcafé</b>",
        ),  # text is text: shown as it was written
        ("Navn\u0007med\u0000styretegn", "Navnmedstyretegn"),
        ("tab\tog\vmere", "tab og mere"),
        ("\u202eevil\u202c", "evil"),
        ("familie 👨‍👩‍👧 og ⭐", "familie 👨‍👩‍👧 og ⭐"),
        ("עברית والعربية", "עברית والعربية"),
        ("Łucja Şahin 中文", "Łucja Şahin 中文"),
        ("halv \ud83d emoji", "halv emoji"),
    ],
)
def test_a_line_is_cleaned(typed: str, kept: str) -> None:
    assert clean(typed) == kept


def test_prose_keeps_its_lines() -> None:
    assert clean("Først\r\n\r\n\r\n\r\nså   sådan\u2028og så", lines=True) == "Først\n\nså sådan\nog så"


@given(st.text())
def test_cleaning_is_settled_after_once_and_fit_for_any_file(text: str) -> None:
    once = clean(text, lines=True)
    assert clean(once, lines=True) == once
    once.encode()
    assert all(sign == "\n" or unicodedata.category(sign) not in ("Cc", "Cs") for sign in once)
    assert "\n" not in clean(text)


@given(st.text(st.sampled_from(" ab\n\tA\u030a\u00e5\u00ad\u200d\u2003\u2028\ue000\u202e")), st.booleans())
def test_the_short_way_for_ordinary_text_leads_to_the_same(text: str, lines: bool) -> None:
    """A control sign is taken away, and keeps a text from going the short way."""
    assert clean(text, lines=lines) == clean(text + "\u0007", lines=lines)
