"""How wide a text is in an office program, to which we cannot hand our typefaces: its files name Arial.

Where Arial is missing, another face of the very same widths stands in for it.
"""

import unicodedata
from functools import lru_cache

from exports.fonts import FOLDER, REGULAR, STRONG, Fonts

FACE = "Arial"
SLASH = "\ue000"  # stands for “/” while lines are broken: office programs break none there
MORE = 1.015
WIDEST = 1.4  # em: an emoji as the widest of the office programs' faces has it

# Arial's widths in thousandths of an em, the printable ASCII signs in order, then others.
_PLAIN = (
    "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 "
    "556 278 278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 "
    "778 722 667 611 722 667 944 667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 556 222 "
    "222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500 334 260 334 584"
)
_BOLD = (
    "278 333 474 556 556 889 722 238 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 "
    "556 333 333 584 584 584 611 975 722 722 722 722 667 611 778 722 278 556 722 611 833 722 778 667 778 "
    "722 667 611 722 667 944 667 667 611 333 278 333 584 556 333 556 611 556 611 556 333 611 611 278 278 "
    "556 278 889 611 611 611 611 389 556 333 611 556 778 556 556 500 389 280 389 584"
)
_OTHERS = {
    "æ": 889, "ø": 611, "Æ": 1000, "Ø": 778, "§": 556, "–": 556, "—": 1000, "…": 1000, "“": 500, "”": 500,
    "’": 278, SLASH: 278, "·": 278, "×": 584, "°": 400, "\u00a0": 278,
}  # fmt: skip


def _table(widths: str) -> dict[str, float]:
    ascii_signs = {chr(code): int(width) for code, width in enumerate(widths.split(), 32)}
    return {sign: width / 1000 for sign, width in (ascii_signs | _OTHERS).items()}


class OfficeFonts(Fonts):
    """Measures as Arial does, in its two weights, and a little more: programs differ in how they round."""

    def __init__(self) -> None:
        super().__init__(FOLDER)
        self._arial = {False: _table(_PLAIN), True: _table(_BOLD)}
        self._em_in_arial = lru_cache(maxsize=30_000)(self._in_arial)

    def measure(self, text: str, size: float, weight: int = REGULAR) -> float:
        """The width of one line of text, in the unit of `size`."""
        return self._em_in_arial(text, weight >= STRONG) * size

    def _in_arial(self, text: str, is_bold: bool) -> float:
        widths = self._arial[is_bold]
        return MORE * sum(widths[sign] if sign in widths else self._other(sign, widths) for sign in text)

    def _other(self, sign: str, widths: dict[str, float]) -> float:
        base = unicodedata.normalize("NFD", sign)[0]
        if base in widths:
            return widths[base]
        category = unicodedata.category(sign)
        if category in ("Mn", "Cf"):
            return 0
        return max(super().measure(sign, 1), 1 if category == "Lo" else WIDEST)


@lru_cache(maxsize=1)
def load() -> OfficeFonts:
    """The faces, read once."""
    return OfficeFonts()
