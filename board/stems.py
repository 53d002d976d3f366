"""Danish words without their endings, so that “skilsmissegruppe” and “skilsmissegrupper” are one.

The published algorithm of Snowball's Danish stemmer (snowballstem.org): forty lines that have been the same for twenty
years. Its package would be one more thing to keep up to date for them; a test compares some hundred words with it.
"""

import re
from functools import lru_cache

_VOWELS = "aeiouyæåø"
_S_ENDINGS = "abcdfghjklmnoprtvyzå"
_WORD = re.compile(r"[a-zæøåéüöä]+")
_LISTED = """
hed ethed ered e erede ende erende ene erne ere en heden eren er heder erer heds es endes erendes enes ernes eres ens
hedens erens ers ets erets et eret
"""
_ENDINGS = sorted(_LISTED.split(), key=len, reverse=True)


def words(text: str) -> list[str]:
    """The words of a text, small letters only; numbers are no words."""
    return _WORD.findall(text.lower())


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A word of small letters without its endings."""
    start = _region(word)
    word = _without_ending(word, start)
    word = _shortened(word, start)
    word = word[:-2] if word.endswith("igst") else word
    for ending in ("elig", "els", "lig", "ig"):
        if word.endswith(ending) and len(word) - len(ending) >= start:
            word = _shortened(word[: -len(ending)], start)
            break
    else:
        if word.endswith("løst") and len(word) - 4 >= start:
            word = word[:-1]
    doubled = len(word) > start and word[-1:] == word[-2:-1] and word[-1] not in _VOWELS
    return word[:-1] if doubled else word


def _region(word: str) -> int:
    """Where endings may begin: after the first consonant that follows a vowel, and never before the fourth letter."""
    found = re.search(rf"[{_VOWELS}][^{_VOWELS}]", word)
    return max(3, found.end()) if found else len(word)


def _without_ending(word: str, start: int) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= start:
            return word[: -len(ending)]
    if word.endswith("s") and len(word) - 1 >= start and word[-2:-1] in _S_ENDINGS:
        return word[:-1]
    return word


def _shortened(word: str, start: int) -> str:
    if word.endswith(("gd", "dt", "gt", "kt")) and len(word) - 2 >= start:
        return word[:-1]
    return word
