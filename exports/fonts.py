"""The typefaces of print: how wide a text is, and which of its signs can be drawn.

Inter draws letters, Noto Emoji the emoji; both lie as TrueType files in `FOLDER`, made there from their npm packages
by the front-end build. Any other sign is replaced by a visible box, so that one name in a script that neither has
never stops a document.
"""

import unicodedata
from functools import lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont

FOLDER = Path(__file__).parent.parent / "static/dist/fonts/ttf"
FAMILIES = ("Inter", "Noto Emoji")
MISSING = "□"

REGULAR, MEDIUM, STRONG, BOLD = 400, 500, 600, 700

# Pairs of letters that are set further apart than the sum of their widths (never more, over real names).
_KERNED_APART = 1.004


class Fonts:
    """The faces of one folder. `measure` never says less than what the text will take."""

    def __init__(self, folder: Path) -> None:
        """Read the faces. Raises `FileNotFoundError` when Inter or Noto Emoji is not there."""
        self.folder = folder
        self._text: dict[int, dict[int, float]] = {}
        self._emoji: dict[int, float] = {}
        for file in sorted(folder.glob("*.ttf")):
            font = TTFont(file, lazy=True)
            family, weight = (
                font["name"].getDebugName(16) or font["name"].getDebugName(1),
                font["OS/2"].usWeightClass,
            )
            if family == FAMILIES[0]:
                self._text[weight] = _widths(font)
            elif family == FAMILIES[1]:
                self._emoji = _widths(font)
            font.close()
        if not self._text.keys() >= {REGULAR, MEDIUM, STRONG, BOLD} or not self._emoji:
            raise FileNotFoundError(
                f"Inter (400, 500, 600, 700) and Noto Emoji are not in {folder}: run make"
            )
        self._em = lru_cache(maxsize=20_000)(self._sum)

    def measure(self, text: str, size: float, weight: int = REGULAR) -> float:
        """The width of one line of text, in the unit of `size`."""
        return self._em(text, weight) * size

    def printable(self, text: str) -> str:
        """The text with `MISSING` for each sign that no face can draw; invisible ones among them are left out."""
        return "".join(
            sign
            if sign == "\n" or ord(sign) in self._text[REGULAR] or ord(sign) in self._emoji
            else ""
            if unicodedata.category(sign) == "Cf"
            else MISSING
            for sign in text
        )

    def _sum(self, text: str, weight: int) -> float:
        face = self._text[weight]
        # A browser finds some other font for a sign that we lack; most of those are a whole em wide.
        return _KERNED_APART * sum(face.get(ord(sign)) or self._emoji.get(ord(sign), 1.0) for sign in text)


@lru_cache(maxsize=4)
def load(folder: Path = FOLDER) -> Fonts:
    """The faces in a folder, read once."""
    return Fonts(folder)


def _widths(font: TTFont) -> dict[int, float]:
    advances, em = font["hmtx"].metrics, font["head"].unitsPerEm
    return {code: advances[glyph][0] / em for code, glyph in font.getBestCmap().items()}
