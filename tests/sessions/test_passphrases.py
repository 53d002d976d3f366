"""Which passphrases are refused, and how they are kept."""

import pytest

from sessions.passphrases import LEAST, MOST, fits, hashed, is_old, weakness

OWN = ("bo.hansen@holbaek.dk", "Bo Hansen", "Holbæk Kommune")


@pytest.mark.parametrize(
    "typed",
    [
        "der går en ko på taget",
        "correct horse battery staple",
        "æblegrød med fløde",
        "我的密码是一只会飞的绿色的猫",
        "xK9!vQ2#mT7z",
        "  blanks at both ends are kept  ",
        "holbæk fjord er dejlig om morgenen",
        "vildsvin " * 8,
        "v" * 3 + "ildsvinet løber" + "x" * 100,
    ],
)
def test_any_long_enough_text_of_ones_own_will_do(typed: str) -> None:
    assert weakness(typed, OWN) is None


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", "short"),
        ("ko på taget", "short"),
        ("ﬁ" * (LEAST // 2 - 1), "short"),
        ("ko på taget " * 30, "long"),
        ("aaaaaaaaaaaaaa", "simple"),
        ("abababababababab", "simple"),
        ("hest12hest12hest12", "simple"),
        ("kommune kommune 2026", "known"),
        ("Tilbudstrappen2026!", "known"),
        ("adgangskode1234", "known"),
        ("qwertyuiop1234567890", "known"),
        ("0987654321asdfghjkl", "known"),
        ("1qaz2wsx3edc4rfv", "known"),
        ("Bo.Hansen@Holbaek.dk", "known"),
        ("Holbæk Kommune 1", "known"),
        ("hansen holbæk bo", "known"),
        ("!!!!sommer####2026????", "known"),
    ],
)
def test_what_others_would_try_first_is_refused(typed: str, why: str) -> None:
    assert weakness(typed, OWN) == why


def test_only_the_passphrase_itself_fits_on_whichever_keyboard_it_was_written() -> None:
    kept = hashed("æblegrød på ø")
    assert "æble" not in kept
    assert kept.startswith("$argon2id$v=19$m=32768,t=2,p=1$")
    assert fits(kept, "æblegrød på ø")
    assert not fits(kept, "æblegrød på ø ")
    assert fits(kept, "æblegrød på\u00a0ø"), "a blank that does not break"
    assert fits(kept, "æblegrød pa\u030a ø"), "a ring that was written by itself"


def test_nothing_fits_where_there_is_no_passphrase() -> None:
    for typed in ("", "\xff", "\udcff".encode("utf-8", "replace").decode()):
        assert not fits("", typed)
    assert not fits("what is no hash", "what is no hash")


def test_a_text_that_only_begins_with_the_longest_passphrase_does_not_fit() -> None:
    longest = "ko på taget " * 21 + "muh!"
    assert len(longest) == MOST
    assert fits(hashed(longest), longest)
    assert not fits(hashed(longest), longest + "!")


def test_a_hash_made_with_less_work_is_known() -> None:
    assert not is_old(hashed("der går en ko på taget"))
    assert is_old(
        "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$kDm8Hr5oTGm7cGC7GGyDHLxBzIsDJwkFFZ8tnNi6DGs"
    )
