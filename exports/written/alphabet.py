"""Names under their letters, in the Danish order."""

from collections.abc import Callable, Iterable
from itertools import groupby
from typing import TypeVar

from exports.index import alphabetical

T = TypeVar("T")

_LAST = {"{": "Æ", "|": "Ø", "}": "Å"}  # as `alphabetical` puts them behind z
OTHER = "#"  # where names stand that begin with no Latin letter


def by_letter(things: Iterable[T], name: Callable[[T], str]) -> list[tuple[str, list[T]]]:
    """In the order of their names, under the letters that these begin with; the rest first, under `OTHER`."""

    def place(thing: T) -> tuple[bool, tuple[str, str]]:
        return letter(thing) != OTHER, alphabetical(name(thing))

    def letter(thing: T) -> str:
        first = alphabetical(name(thing))[0][:1]
        return _LAST.get(first) or (first.upper() if "a" <= first <= "z" else OTHER)

    return [(one, list(group)) for one, group in groupby(sorted(things, key=place), letter)]
