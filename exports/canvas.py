"""What the overview is drawn on: sheets of paper, slides and screens, each with its margins and the size of its type.

Lengths are CSS pixels (1/96 inch). One of them is the smallest type on every canvas (`typesetting.FLOOR`), so the
same staircase on a smaller canvas takes more sheets rather than smaller type.
"""

from dataclasses import dataclass

from exports.typesetting import FLOOR

_MILLIMETRE = 96 / 25.4
POINT = 72 / 96
SLIDE_WIDTH, SLIDE_HEIGHT = 1280, 720


@dataclass(frozen=True, slots=True)
class Canvas:
    """A sheet's size and measures. `scale` is how many pixels a wall unit has (look.md 4.1)."""

    width: float
    height: float
    scale: float
    side: float
    top: float
    bottom: float
    gap: float  # between title, staircase, legend and foot
    titles: tuple[float, ...]  # the largest at which a title takes two lines at most
    note: float  # the type of the facts beside the title
    body: float  # the type of the tables after the staircase
    is_slide: bool = False  # its parts are no sheets
    foot: float = 26  # a rule and one line, in which each format says version, time, digest and page

    @property
    def inner(self) -> float:
        """The width between the margins."""
        return self.width - 2 * self.side


def screen(width: float, share: float) -> Canvas:
    """A picture `share` as high as it is wide, to be shown in whatever size: a wider canvas has smaller type on it."""
    return Canvas(
        width=width,
        height=width * share,
        scale=0.82,
        side=48,
        top=36,
        bottom=24,
        gap=14,
        titles=(34, 28, 24, 20),
        note=14,
        body=12,
    )


def slide(points: float) -> Canvas:
    """A slide of the usual size, 13⅓ × 7½ inches, where the smallest type is `points`."""
    width = SLIDE_WIDTH * FLOOR / (points / POINT)
    return Canvas(
        width=width,
        height=width * SLIDE_HEIGHT / SLIDE_WIDTH,
        scale=0.72,
        side=42,
        top=26,
        bottom=14,
        gap=10,
        titles=(26, 22, 19, 16),
        note=13,
        body=13,
        is_slide=True,
    )


A3 = Canvas(
    width=420 * _MILLIMETRE,
    height=297 * _MILLIMETRE,
    scale=0.82,
    side=56,
    top=46,
    bottom=34,
    gap=16,
    titles=(34, 28, 24, 20),
    note=14,
    body=10 / 0.75,
)
A4 = Canvas(
    width=297 * _MILLIMETRE,
    height=210 * _MILLIMETRE,
    scale=0.66,
    side=45,
    top=36,
    bottom=26,
    gap=12,
    titles=(26, 22, 19, 16),
    note=12.5,
    body=9 / 0.75,
)
