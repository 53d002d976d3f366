"""Danish and English: which one a person has chosen. Danish is the key of every text, and its default."""

from collections.abc import Mapping

from board.refusals import SENTENCES
from exports.words import Lang, Translator, translator

COOKIE = "lang"
LANGUAGES: tuple[Lang, ...] = ("da", "en")


def chosen(cookies: Mapping[str, str]) -> Translator:
    """The words in the language that this person has chosen."""
    return translator("en" if cookies.get(COOKIE) == "en" else "da")


def sentence(words: Translator, code: str) -> str:
    """What a person reads when something is refused."""
    return words.gettext(SENTENCES[code])
