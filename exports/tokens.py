"""The colours of everything that is exported: the light theme of the look, on white paper.

One source for PDF, SVG and XLSX; `static/css/tokens.css` has the same values for the screens.
"""

from typing import NamedTuple

INK = "#16202a"
INK_2 = "#4a5763"
LINE = "#d8d4ca"
EDGE = "#6f7983"
SHEET = "#ffffff"
CARD_EDGE = "#b5afa2"  # print has no shade: a hairline holds the card together instead
STEPS = ("#f4f1ea", "#efebe3", "#eae6dc", "#e6e1d6", "#e1dccf", "#ddd7c9")  # everyday life first


class Tag(NamedTuple):
    """The letters' ground, the letters themselves, and a quiet edge for grey and faint print."""

    fill: str
    text: str
    edge: str


def tag(letters: str) -> Tag:
    """How an area's letters look. A municipality's own area has no colour: white with an ink edge."""
    if letters not in _AREAS:
        return Tag(SHEET, INK, INK)
    fill, text = _AREAS[letters]
    return Tag(fill, text, _mixed(fill, INK, 0.16))


def tint(index: int, steps: int) -> str:
    """The ground of step `index` (0 is the lowest) of a staircase: six tints spread over its steps."""
    return STEPS[round(index / max(steps - 1, 1) * (len(STEPS) - 1))]


_PALE, _DEEP = INK, "#ffffff"  # letters on pale tags (universal services) and on deep ones (specialised)
_AREAS = {
    "DAG": ("#e7eabd", _PALE),
    "SKO": ("#bfdeff", _PALE),
    "TAN": ("#8feedd", _PALE),
    "SUN": ("#e3aeb6", _PALE),
    "PPR": ("#b7b0fc", _PALE),
    "CIV": ("#b4c575", _PALE),
    "MYN": ("#243c62", _DEEP),
    "SSP": ("#3b7482", _DEEP),
    "FPK": ("#506c47", _DEEP),
    "FAM": ("#571631", _DEEP),
    "DØG": ("#985012", _DEEP),
}


def _mixed(ground: str, over: str, share: float) -> str:
    pairs = ((int(ground[at : at + 2], 16), int(over[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(under + (top - under) * share):02x}" for under, top in pairs)
