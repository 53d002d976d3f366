"""A word that is said aloud in the room, beside the code that stands on the wall: proposed, and told from another."""

import hashlib
import hmac
import secrets
import unicodedata

from board.refusals import Refused
from board.text import clean

SHORTEST = 3  # letters
LONGEST = 40


def _nouns(together: str) -> tuple[str, ...]:
    return tuple(together.split())


# Two plain nouns make a word that nobody has heard before, is soon said and hard to misspell: 2,304 of them.
_FIRST = _nouns(
    "måne sol skov æble kaffe sommer vinter hav sne bjerg guld sølv blomster honning regn stjerne "
    "sten træ papir glas uld silke bølge vind eng mark kyst blåbær jordbær citron kanel salt "
    "brød smør sand ild sky dug hassel birke rose tulipan havre rug mælke pære blomme morgen"
)
_SECOND = _nouns(
    "hat båd bro hus tog bil lampe bog stol bord dør have kop sko klokke ske "
    "trappe tårn fugl hest kat bjørn ræv ugle hare måge svane fisk bi kurv vase tæppe "
    "gren rod blad sti mølle ovn pude vante nøgle spand stige skål drage vogn cykel fløjte"
)

# How æ, ø and å are typed where a keyboard has none; and then as who cannot be bothered types them.
_SPELLED = {"æ": "ae", "ä": "ae", "ø": "oe", "ö": "oe", "å": "aa"}
_SHORT = (("ae", "e"), ("oe", "o"), ("aa", "a"))


def propose() -> str:
    """A word, from a secure source: “Månehat”."""
    return (secrets.choice(_FIRST) + secrets.choice(_SECOND)).capitalize()


def clean_word(typed: str) -> str:
    """The word as it is kept and said. Raises `Refused` (`short_word`, `too_long`)."""
    word = clean(typed)
    if len(word) > LONGEST:
        raise Refused("too_long", "word")
    if len(fold(word)) < SHORTEST:
        raise Refused("short_word", "word")
    return word


def fold(word: str) -> str:
    """What is left of a word when case, blanks, hyphens and the ways to write æ, ø and å make no difference."""
    plain = unicodedata.normalize("NFC", word).casefold()
    for sign, spelled in _SPELLED.items():
        plain = plain.replace(sign, spelled)
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", plain) if sign.isalnum())
    for spelled, short in _SHORT:
        plain = plain.replace(spelled, short)
    return plain


def is_same(typed: str, word: str) -> bool:
    """Whether somebody has heard the word right. How long it takes says nothing of how nearly."""
    digests = (hashlib.sha256(fold(one[: 2 * LONGEST]).encode()).digest() for one in (typed, word))
    return hmac.compare_digest(*digests)
