"""The typefaces of print: how wide a text is, and which of its signs can be drawn.

Inter draws letters, Noto Emoji the emoji; both lie as TrueType files in `FOLDER`, made there from their npm packages
by the front-end build. A sign that neither has is replaced by a likeness or a visible box, so that one name in some
other script never stops a document.
"""

import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont

FOLDER = Path(__file__).parent.parent / "static/dist/fonts/ttf"
FAMILIES = ("Inter", "Noto Emoji")
MISSING = "□"

REGULAR, MEDIUM, STRONG, BOLD = 400, 500, 600, 700


class Fonts:
    """The faces of one folder."""

    def __init__(self, folder: Path) -> None:
        """Read the faces. Raises `FileNotFoundError` when Inter or Noto Emoji is not there."""
        self.folder = folder
        faces: dict[tuple[str, int], TTFont] = {}
        for file in sorted(folder.glob("*.ttf")):
            font = TTFont(file, lazy=True)
            family = font["name"].getDebugName(16) or font["name"].getDebugName(1)
            faces[family, font["OS/2"].usWeightClass] = font
        try:
            self._emoji = _Face(faces["Noto Emoji", REGULAR])
            self._text = {weight: _Face(faces["Inter", weight]) for weight in (REGULAR, MEDIUM, STRONG, BOLD)}
        except KeyError as missing:
            raise FileNotFoundError(f"{missing} is not among the fonts in {folder}: run make") from None
        finally:
            for font in faces.values():
                font.close()
        self._signs = _Signs(self._shown)
        self._em = lru_cache(maxsize=30_000)(self._sum)

    def measure(self, text: str, size: float, weight: int = REGULAR) -> float:
        """The width of one line of text, in the unit of `size`, with kerning: exactly as typst sets it, except that
        emoji made of several signs are told wider than they are."""
        return self._em(text, weight) * size

    def printable(self, text: str) -> str:
        """The text as it can be drawn: a sign that no face has gives way to the plain signs that Unicode likens it to,
        or else to `MISSING`; invisible ones are left out."""
        return text.translate(self._signs)

    def _drawn(self, sign: str) -> bool:
        return sign == "\n" or ord(sign) in self._text[REGULAR].glyphs or ord(sign) in self._emoji.glyphs

    def _shown(self, sign: str) -> str:
        if self._drawn(sign):
            return sign
        like = unicodedata.normalize("NFKC", sign)
        if like != sign and all(map(self._drawn, like)):
            return like
        return "" if unicodedata.category(sign) == "Cf" else MISSING

    def _sum(self, text: str, weight: int) -> float:
        face, before, width = self._text[weight], "", 0.0
        for sign in text:
            if glyph := face.glyphs.get(ord(sign)):
                width += face.widths[glyph] + (face.kern(before, glyph) if before else 0)
            else:
                # A browser finds some other font for a sign that both lack; most of those are a whole em wide.
                width += self._emoji.widths.get(self._emoji.glyphs.get(ord(sign), ""), 1.0)
            before = glyph or ""
        return width


class _Signs(dict[int, str]):
    """By code point what is shown for a sign, found out the first time that it occurs: for `str.translate`."""

    def __init__(self, shown: Callable[[str], str]) -> None:
        self._shown = shown

    def __missing__(self, point: int) -> str:
        self[point] = shown = self._shown(chr(point))
        return shown


class _Face:
    """Advances and kerning of one font, in em."""

    def __init__(self, font: TTFont) -> None:
        self._em = font["head"].unitsPerEm
        self.glyphs: dict[int, str] = font.getBestCmap()
        advances = font["hmtx"].metrics
        self.widths = {glyph: advances[glyph][0] / self._em for glyph in self.glyphs.values()}
        self._kerning = list(_kerning(font)) if "GPOS" in font else []
        self._kept: dict[tuple[str, str], float] = {}

    def kern(self, left: str, right: str) -> float:
        """How much closer (or, above 0, further apart) two glyphs are set than they are wide."""
        if (left, right) not in self._kept:
            units = sum(_first(left, right, tables) for tables in self._kerning)
            self._kept[left, right] = units / self._em
        return self._kept[left, right]


def _kerning(font: TTFont) -> Iterator[list[tuple[Any, dict[str, int]]]]:
    """The pair tables of the Latin script, by lookup, each with its covered glyphs' places."""
    table = font["GPOS"].table
    script = next(record.Script for record in table.ScriptList.ScriptRecord if record.ScriptTag == "latn")
    features = (table.FeatureList.FeatureRecord[place] for place in script.DefaultLangSys.FeatureIndex)
    lookups = {
        place
        for feature in features
        if feature.FeatureTag == "kern"
        for place in feature.Feature.LookupListIndex
    }
    for place in sorted(lookups):
        tables = (getattr(sub, "ExtSubTable", sub) for sub in table.LookupList.Lookup[place].SubTable)
        yield [(sub, {glyph: at for at, glyph in enumerate(sub.Coverage.glyphs)}) for sub in tables]


def _first(left: str, right: str, tables: list[tuple[Any, dict[str, int]]]) -> int:
    """What the first table that knows the pair says, in the font's units."""
    for table, covered in tables:
        if left not in covered:
            continue
        if table.Format == 2:
            of_left = table.Class1Record[table.ClassDef1.classDefs.get(left, 0)]
            return _advance(of_left.Class2Record[table.ClassDef2.classDefs.get(right, 0)].Value1)
        for record in table.PairSet[covered[left]].PairValueRecord:
            if record.SecondGlyph == right:
                return _advance(record.Value1)
    return 0


def _advance(value: Any) -> int:
    return getattr(value, "XAdvance", 0) if value else 0


@lru_cache(maxsize=4)
def load(folder: Path = FOLDER) -> Fonts:
    """The faces in a folder, read once."""
    return Fonts(folder)
