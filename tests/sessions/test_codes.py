"""Join codes: made, shown, and read however they are typed."""

import pytest

from sessions import codes


def test_a_code_has_six_unambiguous_signs() -> None:
    made = [codes.new_code() for _ in range(500)]
    assert all(len(code) == 6 and set(code) <= set(codes.ALPHABET) for code in made)
    assert not set(codes.ALPHABET) & set("0OQD1IL2Z5S8BGU")
    assert len(codes.ALPHABET) == len(set(codes.ALPHABET)) == 18
    assert set("".join(made)) == set(codes.ALPHABET), "every sign is used"
    assert len(set(made)) == 500, "34 million codes: a repetition here means that they are not random"


@pytest.mark.parametrize(
    "typed",
    [
        "KVX4T7",
        "kvx4t7",
        "KVX 4T7",
        " kvx-4t7\n",
        "k v x 4 t 7",
        "KVX–4T7",
        "KVX.4T7",
        "ＫＶＸ４Ｔ７",
        "KVX\u00a04T7",
        "\u200bKVX4T7\u2060",
        "KUXAT1",
        "kyx4t7",
    ],
)
def test_a_code_is_read_however_it_is_typed(typed: str) -> None:
    assert codes.parse_code(typed) == "KVX4T7"


def test_small_b_and_q_are_taken_for_the_numbers_that_they_look_like() -> None:
    assert codes.parse_code("bgqxxx") == "669XXX"


@pytest.mark.parametrize(
    "typed", ["", "KVX4T", "KVX4T77", "KVX4T0", "KVX4TØ", "KVX4T²3", "%_%_%_", "ıııııı", "👍" * 6]
)
def test_what_is_no_code_is_none(typed: str) -> None:
    assert codes.parse_code(typed) is None


def test_a_code_that_is_shown_is_read_again() -> None:
    assert codes.show_code("KVX4T7") == "KVX 4T7"
    for _ in range(50):
        code = codes.new_code()
        assert codes.parse_code(codes.show_code(code)) == code


def test_keys_are_long_and_fit_for_an_address() -> None:
    keys = {codes.new_key() for _ in range(100)}
    assert len(keys) == 100
    assert all(len(key) == 32 and key.replace("-", "").replace("_", "").isalnum() for key in keys)
