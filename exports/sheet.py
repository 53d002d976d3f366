"""The overview on a canvas: title, staircase, legend. All formats draw these sheets; only their feet differ.

One sheet as long as every name is whole on it; otherwise the steps go on over further sheets (`pages.py`). The SVG
is always one picture, and grows instead.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from exports import labels, tokens
from exports.canvas import A3, Canvas, screen
from exports.drawing import Icon, Part, Rect, Sheet, Text, baseline
from exports.fonts import REGULAR, STRONG, Fonts
from exports.layout import Layout, lay_out, lay_out_tall
from exports.legend import Legend, legend
from exports.pages import all_runs, pages
from exports.pictures import Pictures, Run
from exports.reading import Reading
from exports.report import Mapping
from exports.staircase import Staircase, draw
from exports.typesetting import FLOOR, wrap
from exports.words import Translator

TITLE, FACTS = 0.62, 0.36  # of the width, for the title and for what is told beside it
WITHOUT_REACH = 3  # the first rung that has no icons for reach
FAR_TOO_MUCH = 1.3  # times a sheet's height, at the tightest: wider headings gain less than that
IN_ROWS = 5  # the first rung whose cards lie in rows
NARROWEST, WIDER = 1280.0, 1.12  # of a picture's canvases, and by how much the next is wider
SHARES = (1, 0.96, 0.9, 0.8)  # of a sheet's height: steps that share one need a little more than each alone


def sheets(
    mapping: Mapping, words: Translator, fonts: Fonts, canvas: Canvas = A3, *, replaced: bool = False
) -> list[Sheet]:
    """The staircase on as many sheets as it needs; mostly one. No name is ever cut, or counted instead of shown.

    With `replaced`, the legend says that some signs could not be drawn.
    """
    overview = _Overview(Reading(mapping), words, fonts, canvas, replaced)
    runs = all_runs(overview.reading)
    if whole := overview.whole():
        return [whole]
    room = overview.room(overview.legend(reach=False), note=True)
    made: list[Sheet] = []
    for share in SHARES:
        parts = pages(runs, overview.pictures, canvas.inner, room * share, canvas.scale, fonts.measure)
        made = [overview.part(part, number, len(parts)) for number, part in enumerate(parts, 1)]
        if all(sheet.height <= canvas.height + 1 for sheet in made):
            break
    return made


def whole_sheet(mapping: Mapping, words: Translator, fonts: Fonts, canvas: Canvas) -> Sheet | None:
    """The staircase on a single sheet; None when it needs several."""
    return _Overview(Reading(mapping), words, fonts, canvas, replaced=False).whole()


def tall_sheet(mapping: Mapping, words: Translator, fonts: Fonts) -> Sheet:
    """The staircase in one picture: A3 when it fits, otherwise as high as it needs to be."""
    overview = _Overview(Reading(mapping), words, fonts, A3, replaced=False)
    runs = all_runs(overview.reading)
    return overview.sheet(runs, "") or overview.tall(runs, "")


def picture(
    mapping: Mapping, words: Translator, fonts: Fonts, share: float, widest: float, *, replaced: bool = False
) -> Sheet:
    """The staircase in one picture, `share` as high as it is wide, on the narrowest canvas: its type is as large as can
    be. What is too much for one `widest` wide makes the picture higher."""
    reading = Reading(mapping)
    runs = all_runs(reading)
    wide = [NARROWEST]
    while wide[-1] * WIDER <= widest:
        wide.append(wide[-1] * WIDER)
    overviews = [_Overview(reading, words, fonts, screen(width, share), replaced) for width in wide]

    def fits(overview: _Overview) -> bool:
        return overview.tall(runs, "").height <= overview.canvas.height

    place = bisect_left(overviews, True, hi=len(overviews) - 1, key=fits)
    chosen = overviews[place]
    # On all but the narrowest, rows were needed: piles take more room.
    whole = chosen.sheet(runs, "", tightly=place > 0) if fits(chosen) else None
    return whole or chosen.tall(runs, "")


def areas_sheet(mapping: Mapping, words: Translator, fonts: Fonts, canvas: Canvas) -> Sheet | None:
    """The staircase with a card for each area on each step, and its offers there; None if that is too much."""
    overview = _Overview(Reading(mapping), words, fonts, canvas, replaced=False)
    note = words.gettext("Så mange tilbud har hvert fagområde på hvert trin")
    key = Legend((), canvas.inner, 0, fonts)  # each card says its area
    areas, room = overview.pictures.areas(), overview.room(key, note=True)
    made = lay_out(areas.picture, canvas.inner, room, canvas.scale, fonts.measure)
    return None if made is None else overview.drawn(areas.laid_out(made), room, note, key)


@dataclass(frozen=True, slots=True)
class _Overview:
    reading: Reading
    words: Translator
    fonts: Fonts
    canvas: Canvas
    replaced: bool

    @property
    def pictures(self) -> Pictures:
        return Pictures(self.reading, self.words)

    def whole(self) -> Sheet | None:
        """Everything on one sheet, or None. What is far too much is not tried in every way."""
        runs = all_runs(self.reading)
        if self.tall(runs, "").height > FAR_TOO_MUCH * self.canvas.height:
            return None
        return self.sheet(runs, "")

    def part(self, runs: Sequence[Run], number: int, of: int) -> Sheet:
        """A sheet of several; higher than the canvas when its runs do not fit."""
        note = self.goes_on(runs, number, of)
        sheet = self.sheet(runs, note) or self.tall(runs, note)
        return replace(sheet, parts=(*sheet.parts, self.map(runs)))

    def map(self, runs: Sequence[Run]) -> Part:
        """A small staircase beside the title: the steps of this sheet are dark."""
        steps, c = len(self.reading.session.steps), self.canvas
        here = {run.step for run in runs}
        size, lines = self.title()
        run, rise = min(9.0, 81 / steps), min(5.0, 36 / steps)
        x = c.side + max(self.fonts.measure(line, size, STRONG) for line in lines) + 24
        foot = c.top + len(lines) * size * 1.15 - 4
        return Part(
            "ground",
            tuple(
                Rect(
                    x + step * run,
                    foot - (step + 1) * rise,
                    (steps + 3 - step) * run,
                    rise - 0.6,
                    fill=tokens.INK if step in here else tokens.STEPS[-1],
                )
                for step in range(steps)
            ),
        )

    def sheet(self, runs: Sequence[Run], note: str, *, tightly: bool = False) -> Sheet | None:
        """The runs on one sheet, or None when they do not fit. `tightly`: in rows, because piles would not."""
        picture, c = self.pictures.picture(runs), self.canvas
        for reach, first in ((False, IN_ROWS),) if tightly else ((True, 0), (False, WITHOUT_REACH)):
            key = self.legend(reach=reach)
            room = self.room(key, note=bool(note))
            made = lay_out(picture, c.inner, room, c.scale, self.fonts.measure, first_rung=first)
            if made is not None and (made.density.reach > 0) == reach:
                return self.compose(runs, made, room, note, key)
        return None

    def tall(self, runs: Sequence[Run], note: str) -> Sheet:
        c = self.canvas
        made = lay_out_tall(self.pictures.picture(runs), c.inner, c.scale, self.fonts.measure)
        return self.compose(runs, made, made.need, note, self.legend(reach=False))

    def room(self, key: Legend, *, note: bool) -> float:
        """The height that is left for a staircase."""
        c = self.canvas
        below = c.gap + key.height + c.gap + c.foot + c.bottom
        return c.height - c.top - self.head_height(note) - c.gap - below

    def compose(self, runs: Sequence[Run], made: Layout, room: float, note: str, key: Legend) -> Sheet:
        sheet = self.drawn(self.pictures.staircase(runs, made), room, note, key)
        return replace(
            sheet,
            offer_ids=tuple(offer.offer_id for run in runs for offer in run.offers),
            gap_ids=tuple(gap.finding_id for run in runs for gap in run.gaps),
        )

    def drawn(self, stairs: Staircase, room: float, note: str, key: Legend) -> Sheet:
        c = self.canvas
        top = c.top + self.head_height(bool(note)) + c.gap
        parts = [
            *self.head(note),
            *axis(stairs.layout, top, c, self.words, self.fonts),
            *draw(stairs, c.side, top, self.fonts.measure),
            key.draw(c.side, top + room + c.gap),
        ]
        height = top + room + c.gap + key.height + c.gap + c.foot + c.bottom
        return Sheet(c.width, height, tuple(parts))

    def legend(self, *, reach: bool) -> Legend:
        return legend(
            self.reading, self.words, self.fonts, self.canvas.inner, reach=reach, replaced=self.replaced
        )

    def title(self) -> tuple[float, tuple[str, ...]]:
        title, size, lines = self.reading.session.title, 0.0, tuple[str, ...]()
        for size in self.canvas.titles:
            lines = wrap(title, self.canvas.inner * TITLE, size, STRONG, self.fonts.measure)
            if len(lines) <= 2:
                break
        return size, lines

    def facts(self) -> tuple[str, ...]:
        session = self.reading.session
        held = labels.held(self.words, session)
        offers = labels.offers_from_areas(self.words, self.reading.mapping)
        lines = [
            *self.side_by_side(session.municipality, held),
            *self.side_by_side(labels.law(self.words, session), offers),
        ]
        return tuple(
            part.rstrip()
            for line in lines
            for part in wrap(line, self.canvas.inner * FACTS, self.canvas.note, REGULAR, self.fonts.measure)
        )

    def side_by_side(self, one: str, other: str) -> list[str]:
        """Two facts on one line, or each on its own where they do not fit."""
        facts = [fact for fact in (one, other) if fact]
        line = " · ".join(facts)
        fits = self.fonts.measure(line, self.canvas.note, REGULAR) <= self.canvas.inner * FACTS
        return [line] if fits else facts

    def head_height(self, note: bool) -> float:
        size, lines = self.title()
        small = self.canvas.note
        return max(len(lines) * size * 1.15 + (small * 1.6 if note else 0), len(self.facts()) * small * 1.4)

    def head(self, note: str) -> list[Part]:
        (size, lines), c, line = self.title(), self.canvas, self.canvas.note * 1.4
        first = baseline(c.top, size * 1.15, size)
        title = Text(c.side, first, size, lines, STRONG, leading=size * 1.15, tracking=-0.02)
        facts = self.facts()
        beside = baseline(c.top + self.head_height(bool(note)) - len(facts) * line, line, c.note)
        told = Text(c.width - c.side, beside, c.note, facts, fill=tokens.INK_2, leading=line, anchor="end")
        heading = [title]
        if note:
            under = baseline(c.top + len(lines) * size * 1.15 + c.note * 0.2, line, c.note)
            heading.append(Text(c.side, under, c.note, (note,), STRONG))
        return [Part("heading", tuple(heading), level=1), Part("text", (told,))]

    def goes_on(self, runs: Sequence[Run], number: int, of: int) -> str:
        """What a sheet of several says: “Trin 1–2 af 6, ark 1 af 2”."""
        _ = self.words.gettext
        steps = [run.step + 1 for run in runs if run.step is not None]
        part = _("del %(sheet)d af %(sheets)d") if self.canvas.is_slide else _("ark %(sheet)d af %(sheets)d")
        sheet = part % {"sheet": number, "sheets": of}
        if not steps:
            return _("Tilbud uden trin, %(sheet)s") % {"sheet": sheet}
        shown = f"{steps[0]}–{steps[-1]}" if steps[-1] > steps[0] else str(steps[0])
        return _("Trin %(shown)s af %(steps)d, %(sheet)s") % {
            "shown": shown,
            "steps": len(self.reading.session.steps),
            "sheet": sheet,
        }


def axis(made: Layout, top: float, canvas: Canvas, words: Translator, fonts: Fonts) -> list[Part]:
    """What climbing the staircase means, in the corner that it leaves empty; nothing where the corner is narrow."""
    _ = words.gettext
    c, s = canvas, canvas.scale
    size = max(FLOOR, 15 * s)
    room = (made.slabs[-1].x if made.slabs else 0) - 24 * s
    text = _("Mere indgribende, længere fra en almindelig hverdag")
    lines = wrap(text, min(room, 230 * s), size, REGULAR, fonts.measure)
    if room < 7 * size or len(lines) > 4:
        return []
    y, icon = top + 12 * s, 22 * s
    first = baseline(y + icon + 6 * s, size * 1.3, size)
    arrow = Icon(c.side, y, icon, "axis", tokens.INK_2)
    return [
        Part("ground", (arrow,)),
        Part("text", (Text(c.side, first, size, lines, fill=tokens.INK_2, leading=size * 1.3),)),
    ]
