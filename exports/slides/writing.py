"""What is written to a slide, whatever it shows: shapes, paragraphs and runs of text in DrawingML.

No style is named, so nothing gets a shadow or a gradient. What people wrote is escaped here and in `tables.py`.
"""

import re
from dataclasses import dataclass, field
from html import escape

from exports.fonts import Fonts
from exports.slides.fonts import SLASH
from exports.tokens import INK
from exports.words import Lang

NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
INCH = 914400
PIXEL = INCH / 96
LANGUAGES: dict[Lang, str] = {"da": "da-DK", "en": "en-GB"}
_DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one look; with `slide`, it leads to that slide."""

    text: str
    size: float
    is_bold: bool = False
    fill: str = INK
    slide: int = 0
    is_number: bool = False  # the slide's own, whatever it becomes


@dataclass(frozen=True, slots=True)
class Lines:
    """Paragraphs of runs. `leading` is the exact distance of two lines; 0: the face's own."""

    paragraphs: tuple[tuple[Run, ...], ...]
    leading: float = 0
    align: str = "l"


@dataclass(slots=True)
class Writer:
    """Writes to one slide, `scale` EMU to a pixel of its canvas."""

    scale: float
    lang: Lang
    fonts: Fonts
    written: list[str] = field(default_factory=list)
    _last: int = 1

    def shape(
        self,
        name: str,
        looks: str,
        lines: Lines | None = None,
        *,
        insets: tuple[float, float, float, float] = (0, 0, 0, 0),
        upright: str = "t",
        wraps: bool = True,
        decorative: bool = False,
        descr: str = "",
        placeholder: str = "",
        is_box: bool = False,
    ) -> None:
        """One shape: how it `looks`, and its text between `insets` (left, above, right, below)."""
        told = f' descr="{escape(plain(descr))}"' if descr else ""
        props = _DECORATIVE if decorative else ""
        kind = ' txBox="1"' if is_box else ""
        locks = '<a:spLocks noGrp="1"/>' if placeholder else ""
        left, top, right, bottom = (self.emu(value) for value in insets)
        wrap = "square" if wraps else "none"
        paragraphs = self.paragraphs(lines or Lines(((),)))
        self.written.append(
            f'<p:sp><p:nvSpPr><p:cNvPr id="{self.next_id()}" name="{escape(plain(name)[:60])}"{told}>{props}</p:cNvPr>'
            f"<p:cNvSpPr{kind}>{locks}</p:cNvSpPr><p:nvPr>{placeholder}</p:nvPr></p:nvSpPr><p:spPr>{looks}</p:spPr>"
            f'<p:txBody><a:bodyPr wrap="{wrap}" lIns="{left}" tIns="{top}" rIns="{right}" bIns="{bottom}" '
            f'anchor="{upright}" rtlCol="0"><a:noAutofit/></a:bodyPr><a:lstStyle/>{paragraphs}</p:txBody></p:sp>'
        )

    def paragraphs(self, lines: Lines) -> str:
        spacing = (
            f'<a:lnSpc><a:spcPts val="{self.points(lines.leading)}"/></a:lnSpc>'
            if lines.leading
            else '<a:lnSpc><a:spcPct val="100000"/></a:lnSpc>'
        )
        none = '<a:spcBef><a:spcPts val="0"/></a:spcBef><a:spcAft><a:spcPts val="0"/></a:spcAft><a:buNone/>'
        props = f'<a:pPr marL="0" indent="0" algn="{lines.align}">{spacing}{none}</a:pPr>'
        # An empty cell is as high as its type: without a size, that would be the program's large one.
        end = f'<a:endParaRPr lang="{LANGUAGES[self.lang]}" sz="1000"/>'
        return "".join(
            f"<a:p>{props}{''.join(map(self._run, runs))}{'' if runs else end}</a:p>"
            for runs in lines.paragraphs
        )

    def _run(self, run: Run) -> str:
        link = (
            f'<a:hlinkClick r:id="slide{run.slide}" action="ppaction://hlinksldjump"/>' if run.slide else ""
        )
        # A link has the theme's colour, which is the ink's.
        look = (
            f'<a:rPr lang="{LANGUAGES[self.lang]}" sz="{self.points(run.size)}" b="{int(run.is_bold)}" '
            f'dirty="0">{filled(run.fill)}{link}</a:rPr><a:t>{escape(plain(run.text), quote=False)}</a:t>'
        )
        if run.is_number:
            return f'<a:fld id="{{5F7C1B8E-2D64-4A0B-9E53-7A1C60D2F9B4}}" type="slidenum">{look}</a:fld>'
        return f"<a:r>{look}</a:r>"

    def edge(self, colour: str, width: float, *, dashed: bool, is_round: bool = False) -> str:
        dash = '<a:prstDash val="sysDash"/>' if dashed else ""
        cap = ' cap="rnd"' if is_round else ""
        return f'<a:ln w="{self.emu(width)}"{cap}>{filled(colour)}{dash}</a:ln>'

    def frame(self, x: float, y: float, wide: float, high: float, space: str = "a") -> str:
        left, top, width, height = (self.emu(value) for value in (x, y, wide, high))
        return (
            f'<{space}:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></{space}:xfrm>'
        )

    def emu(self, pixels: float) -> int:
        return round(pixels * self.scale)

    def points(self, pixels: float) -> int:
        """Hundredths of a point, rounded down to a tenth: what was measured is room enough."""
        return int(pixels * self.scale / INCH * 72 * 10 + 1e-6) * 10

    def next_id(self) -> int:
        self._last += 1
        return self._last


NO_LINE = "<a:ln><a:noFill/></a:ln>"


def filled(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{colour.lstrip("#").upper()}"/></a:solidFill>'


def plain(text: str) -> str:
    """The text without what XML cannot hold, and with its slashes again."""
    return _UNPRINTABLE.sub("", text).replace(SLASH, "/")
