"""What a passphrase must be like, and how it is kept: argon2id. All pure; hashing takes long: see `app/hashing.py`."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Literal

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

LEAST = 12  # signs, as everywhere below counted after `normal`
MOST = 256  # signs; a longer one is a file pasted by mistake
OWN = 8  # signs that must be left when what everybody would try has been taken away
DISTINCT = 5  # different signs

Weakness = Literal["short", "long", "simple", "known"]

# OWASP asks for 19 MiB and two rounds at least. 32 MiB take 70 ms on a slow core; only one is worked on at a time.
_HASHER = PasswordHasher(time_cost=2, memory_cost=32 * 1024, parallelism=1)
# Of nothing that anybody can type: for an address that has no account, the same work is done as for one that has.
_NOBODY = _HASHER.hash(b"\xff")

_COMMON = {
    *(
        "tilbudstrappen",
        "tilbudsvifte",
        "tilbud",
        "trappen",
        "trappe",
        "kortlaegning",
        "workshop",
        "facilitator",
    ),
    *(
        "socialstyrelsen",
        "kommune",
        "region",
        "danmark",
        "boern",
        "unge",
        "sommer",
        "vinter",
        "foraar",
        "efteraar",
    ),
    *("adgangskode", "adgangsord", "kodeord", "password", "passphrase", "passord", "hemmelig", "hemmeligt"),
    *("velkommen", "welcome", "letmein", "login", "admin", "administrator", "hej123", "iloveyou"),
}
_ROWS = (
    *("abcdefghijklmnopqrstuvwxyzæøå", "01234567890", "qwertyuiopå", "asdfghjklæø", "zxcvbnm"),
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol",
)
_RUN = 4  # neighbours on the keyboard, or in the alphabet, that count as one habit
_YEAR = re.compile(r"(19|20)\d\d")
_DANISH = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})


def normal(typed: str) -> str:
    """A passphrase as it is hashed: one and the same, whichever keyboard wrote its letters (NFKC)."""
    return unicodedata.normalize("NFKC", typed)


def weakness(typed: str, own_words: Iterable[str] = ()) -> Weakness | None:
    """Why this cannot be a passphrase; None if it can. Any signs will do, and blanks, and no mixture is asked for.

    `own_words`: what others know of this person, as their name, address and municipality; in whatever form.
    """
    passphrase = normal(typed)
    if len(passphrase) < LEAST:
        return "short"
    if len(passphrase) > MOST:
        return "long"
    folded = passphrase.casefold()
    if len(set(folded)) < DISTINCT or _repeats(folded):
        return "simple"
    return "known" if len(_left(folded, own_words)) < OWN else None


def hashed(typed: str) -> str:
    """The hash that is kept. Takes long."""
    return _HASHER.hash(normal(typed)[:MOST])


def fits(passphrase_hash: str, typed: str) -> bool:
    """Whether this is the passphrase. An empty hash is nobody's: nothing fits, and it takes as long. Takes long."""
    # A longer text is cut off, so that nobody makes us chew on it; it never fits.
    passphrase = normal(typed)
    try:
        _HASHER.verify(passphrase_hash or _NOBODY, passphrase[: MOST + 1])
    except (VerificationError, InvalidHashError):
        return False
    return True


def is_old(passphrase_hash: str) -> bool:
    """Whether it was made with less work than today's: to be made anew when the passphrase is next at hand."""
    return _HASHER.check_needs_rehash(passphrase_hash)


def _repeats(text: str) -> bool:
    """Whether it is a short piece again and again."""
    return (text + text).find(text, 1) < min(OWN, len(text))


def _left(folded: str, own_words: Iterable[str]) -> str:
    """What is left of it without habits and without what others know."""
    own = (piece for words in own_words for piece in re.findall(r"\w+", _plain(words)))
    left = _plain(folded)
    for habit in _habits(folded):
        left = left.replace(_plain(habit), " ")
    left = _YEAR.sub(" ", left)
    for word in sorted({*own, *_COMMON}, key=len, reverse=True):
        if len(word) > 2:
            left = left.replace(word, " ")
    return re.sub(r"[\W_]+", "", left)


def _habits(folded: str) -> list[str]:
    """Runs along the keyboard or the alphabet, either way, the longest first."""
    found = []
    for row in (*_ROWS, *(row[::-1] for row in _ROWS)):
        start = 0
        while start <= len(folded) - _RUN:
            end = start
            while end < len(folded) and folded[start : end + 1] in row:
                end += 1
            if end - start >= _RUN:
                found.append(folded[start:end])
            start = max(end, start + 1)
    return sorted(found, key=len, reverse=True)


def _plain(text: str) -> str:
    """Folded, with Danish letters as in addresses."""
    return normal(text).casefold().translate(_DANISH)
