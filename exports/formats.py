"""All formats that a mapping can be had in. Each is a module with the same three names."""

from collections.abc import Mapping as Table
from collections.abc import Sequence
from typing import Protocol

from exports import json, pdf, svg, xlsx
from exports.report import Mapping, Person
from exports.words import Lang


class Format(Protocol):
    """What a format's module has. `render` is pure and slow: call it in a worker thread."""

    MEDIA_TYPE: str
    SUFFIX: str

    def render(self, mapping: Mapping, lang: Lang = ..., people: Sequence[Person] = ...) -> bytes: ...


FORMATS: Table[str, Format] = {"pdf": pdf, "xlsx": xlsx, "svg": svg, "json": json}
