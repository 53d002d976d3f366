"""All files that a comparison can be taken away as, and what the renderer is handed to make one."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from typing import cast

from exports.comparing import Comparison, Pair, compare
from exports.comparing_words import Saying
from exports.formats import MEDIA_TYPES
from exports.report import Mapping, Shape, digest
from exports.words import N_, Lang, translator


class Compared(Shape):
    """Two mappings, and which of their offers are one: the ids in both. `open_pairs`: of how many nobody has said."""

    before: Mapping
    after: Mapping
    same: tuple[Pair, ...]
    open_pairs: int = 0


@dataclass(frozen=True)
class Told:
    """A comparison as a file tells it: in one language, with the digests of both mappings."""

    compared: Compared
    lang: Lang

    @cached_property
    def found(self) -> Comparison:
        return compare(self.compared.before, self.compared.after, self.compared.same)

    @cached_property
    def saying(self) -> Saying:
        return Saying(self.found, translator(self.lang), self.compared.open_pairs)

    @cached_property
    def digests(self) -> tuple[str, str]:
        return digest(self.compared.before), digest(self.compared.after)


@dataclass(frozen=True, slots=True)
class File:
    """A file of a comparison. `label` is a msgid, `kind` what people call the type."""

    name: str
    suffix: str
    module: str  # beside this one; its `render` makes the bytes from what is `Told`
    label: str
    kind: str

    @property
    def address(self) -> str:
        return f"{self.name}.{self.suffix}"

    @property
    def media_type(self) -> str:
        return MEDIA_TYPES[self.suffix]

    def render(self, told: Told) -> bytes:
        """The file's bytes. Slow; the same comparison gives the same bytes."""
        return cast("Callable[[Told], bytes]", import_module(f"exports.{self.module}").render)(told)


PICTURE = File("trappe", "svg", "comparing_svg", N_("Trappen med forskelle"), "SVG")
FILES = (
    File("sammenligning", "pdf", "comparing_pdf", N_("Sammenligning, A3"), "PDF"),
    File("sammenligning", "xlsx", "comparing_xlsx", N_("Tilbud for tilbud"), "Excel"),
    PICTURE,
    File("sammenligning", "json", "comparing_json", N_("Data"), "JSON"),
)


def named(address: str) -> File:
    """The file with this address. Raises `KeyError` where there is none."""
    return {file.address: file for file in FILES}[address]
