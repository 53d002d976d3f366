"""Lines of type: where a text breaks, in a width that is measured and not guessed."""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

Measure = Callable[[str, float, int], float]
"""(text, size, weight) to its width, in the unit of the size."""

FLOOR = 12.0  # CSS pixels, which is 9 pt: nothing on paper is set smaller

# What stands after a number and belongs to it. A word of it may go on: “uge”, “uger”, “ugers”.
_UNITS = r"(?:år|måned|mdr|uge|dag|time|minut|min\b|gang|klasse|pct|%|kr\b|trin\b|km\b)"
# After a blank, a slash or a hyphen inside a word. Never where Danish keeps two together: “§ 11”, “stk. 2”, “kl. 10”,
# “18 år”, “3. klasse”, “10-15-årige”, nor after the hyphen of “og -hjem”.
_BREAKS = re.compile(
    r"(?i)(?<=\s)(?<!§\s)(?<!stk\.\s)(?<!nr\.\s)(?<!kl\.\s)(?<!ca\.\s)(?<!tlf\.\s)"
    rf"(?<!\d\s(?={_UNITS}))(?<!\d\.\s(?={_UNITS}))"
    r"|(?<=/)|(?<=[^\s\d-]-)(?!\d)"
)


@lru_cache(maxsize=10_000)  # a layout tries many widths for the same names
def _pieces(text: str) -> tuple[str, ...]:
    return tuple(_BREAKS.split(text))


def words_of(text: str) -> list[str]:
    """The pieces that a line never breaks inside, without the blanks between them."""
    return [word.rstrip() for word in _pieces(text) if word.strip()]


def wrap(text: str, width: float, size: float, weight: int, measure: Measure) -> tuple[str, ...]:
    """The text in lines no wider than `width`: broken after a blank, hyphen or slash, and inside a word only when
    the word alone is too wide. Joined, the lines are the text again, letter for letter."""
    if measure(text, size, weight) <= width:
        return (text,)
    lines = [""]
    for word in _pieces(text):
        if measure((lines[-1] + word).rstrip(), size, weight) <= width:
            lines[-1] += word
            continue
        *whole, rest = _cut(word, width, size, weight, measure)
        lines += [*whole, rest]
    return tuple(lines if lines[0] else lines[1:])


def _cut(word: str, width: float, size: float, weight: int, measure: Measure) -> list[str]:
    """A word in pieces that fit; a single sign wider than the line stays whole."""
    if measure(word.rstrip(), size, weight) <= width:
        return [word]
    pieces = [""]
    for sign in clusters(word):
        if pieces[-1] and measure((pieces[-1] + sign).rstrip(), size, weight) > width:
            pieces.append(sign)
        else:
            pieces[-1] += sign
    return pieces


def breakable(text: str, width: float, size: float, weight: int, measure: Measure) -> str:
    """The text with a line break inside each word wider than `width`, for tables that break lines themselves, and with
    no-break spaces where `wrap` would not break."""
    return "".join(
        "\n".join(_cut(word, width, size, weight, measure))
        if measure(word.rstrip(), size, weight) > width
        else word.rstrip().replace(" ", "\u00a0") + word[len(word.rstrip()) :]
        for word in _pieces(text)
    )


_JOINER = "\u200d"


def clusters(text: str) -> list[str]:
    """The signs that a reader sees: letters with their marks, emoji with their joiners and skin tones."""
    found: list[str] = []
    for sign in text:
        belongs = (
            sign in (_JOINER, "\ufe0f")
            or unicodedata.category(sign).startswith("M")
            or "\U0001f3fb" <= sign <= "\U0001f3ff"
        )
        if found and (belongs or found[-1].endswith(_JOINER)):
            found[-1] += sign
        else:
            found.append(sign)
    return found
