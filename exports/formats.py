"""All formats that a mapping can be had in. Each is a module with the same three names."""

from collections.abc import Sequence
from importlib import import_module
from typing import Protocol, cast

from exports.report import Mapping, Person
from exports.words import Lang

NAMES = ("pdf", "svg", "xlsx", "json")


class Format(Protocol):
    """What a format's module has. `render` is pure and slow: `rendering.py` calls it, in a process of its own."""

    MEDIA_TYPE: str
    SUFFIX: str

    def render(self, mapping: Mapping, lang: Lang = ..., people: Sequence[Person] = ...) -> bytes: ...


def load(name: str) -> Format:
    """The module of a format. Some bring heavy libraries, so each is loaded when it is first wanted.

    Raises `KeyError` for a name that is none of `NAMES`.
    """
    if name not in NAMES:
        raise KeyError(name)
    return cast("Format", import_module(f"exports.{name}"))
