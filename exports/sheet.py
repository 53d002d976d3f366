"""The overview on A3: title, staircase, legend. PDF and SVG draw these sheets; only their feet differ.

One sheet as long as every name is whole on it; otherwise the steps go on over further sheets (`pages.py`). The SVG
is always one picture, and grows instead.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from exports import labels, tokens
from exports.drawing import Icon, Part, Rect, Sheet, Text, baseline
from exports.fonts import REGULAR, STRONG, Fonts
from exports.layout import Layout, lay_out, lay_out_tall
from exports.legend import Legend, legend
from exports.pages import all_runs, pages
from exports.pictures import Pictures, Run
from exports.reading import Reading
from exports.report import Mapping
from exports.staircase import draw
from exports.typesetting import wrap
from exports.words import Translator

WIDTH, HEIGHT = 420 / 25.4 * 96, 297 / 25.4 * 96  # A3, landscape
SIDE, TOP, BOTTOM, GAP = 56, 46, 34, 16
INNER = WIDTH - 2 * SIDE
FOOT = 26  # a rule and one line, in which each format says version, time, digest and page
SCALE = 0.82
WITHOUT_REACH = 3  # the first rung that has no icons for reach
TITLES = (34, 28, 24, 20)  # the largest at which a title takes two lines at most
SHARES = (1, 0.96, 0.9, 0.8)  # of a sheet's height: steps that share one need a little more than each alone
NOTE = 14.0
AXIS = 15 * SCALE


def sheets(mapping: Mapping, words: Translator, fonts: Fonts, *, replaced: bool = False) -> list[Sheet]:
    """The staircase on as many A3 sheets as it needs; mostly one. No name is ever cut, or counted instead of shown.

    With `replaced`, the legend says that some signs could not be drawn.
    """
    overview = _Overview(Reading(mapping), words, fonts, replaced)
    runs = all_runs(overview.reading)
    whole = overview.sheet(runs, "")
    if whole is not None:
        return [whole]
    room = overview.room(note=True, reach=False)
    made: list[Sheet] = []
    for share in SHARES:
        parts = pages(runs, overview.pictures, INNER, room * share, SCALE, fonts.measure)
        made = [overview.part(part, number, len(parts)) for number, part in enumerate(parts, 1)]
        if all(sheet.height <= HEIGHT + 1 for sheet in made):
            break
    return made


def tall_sheet(mapping: Mapping, words: Translator, fonts: Fonts) -> Sheet:
    """The staircase in one picture: A3 when it fits, otherwise as high as it needs to be."""
    overview = _Overview(Reading(mapping), words, fonts, replaced=False)
    runs = all_runs(overview.reading)
    return overview.sheet(runs, "") or overview.tall(runs, "")


@dataclass(frozen=True, slots=True)
class _Overview:
    reading: Reading
    words: Translator
    fonts: Fonts
    replaced: bool

    @property
    def pictures(self) -> Pictures:
        return Pictures(self.reading, self.words)

    def part(self, runs: Sequence[Run], number: int, of: int) -> Sheet:
        """A sheet of several; higher than A3 when its runs do not fit."""
        note = self.goes_on(runs, number, of)
        sheet = self.sheet(runs, note) or self.tall(runs, note)
        return replace(sheet, parts=(*sheet.parts, self.map(runs)))

    def map(self, runs: Sequence[Run]) -> Part:
        """A small staircase beside the title: the steps of this sheet are dark."""
        steps = len(self.reading.session.steps)
        here = {run.step for run in runs}
        size, lines = self.title()
        run, rise = min(9.0, 81 / steps), min(5.0, 36 / steps)
        x = SIDE + max(self.fonts.measure(line, size, STRONG) for line in lines) + 24
        foot = TOP + len(lines) * size * 1.15 - 4
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

    def sheet(self, runs: Sequence[Run], note: str) -> Sheet | None:
        """The runs on one A3 sheet, or None when they do not fit."""
        picture = self.pictures.picture(runs)
        for reach, first in ((True, 0), (False, WITHOUT_REACH)):
            room = self.room(note=bool(note), reach=reach)
            made = lay_out(picture, INNER, room, SCALE, self.fonts.measure, first_rung=first)
            if made is not None and (made.density.reach > 0) == reach:
                return self.compose(runs, made, room, note, reach=reach)
        return None

    def tall(self, runs: Sequence[Run], note: str) -> Sheet:
        made = lay_out_tall(self.pictures.picture(runs), INNER, SCALE, self.fonts.measure)
        return self.compose(runs, made, made.need, note, reach=False)

    def room(self, *, note: bool, reach: bool) -> float:
        """The height that is left for a staircase."""
        above = TOP + self.head_height(note) + GAP
        return HEIGHT - above - GAP - self.legend(reach).height - GAP - FOOT - BOTTOM

    def compose(self, runs: Sequence[Run], made: Layout, room: float, note: str, *, reach: bool) -> Sheet:
        top = TOP + self.head_height(bool(note)) + GAP
        key = self.legend(reach)
        parts = [
            *self.head(note),
            *self.axis(made, top),
            *draw(self.pictures.staircase(runs, made), SIDE, top, self.fonts.measure),
            key.draw(SIDE, top + room + GAP),
        ]
        return Sheet(WIDTH, top + room + GAP + key.height + GAP + FOOT + BOTTOM, tuple(parts))

    def legend(self, reach: bool) -> Legend:
        return legend(self.reading, self.words, self.fonts, INNER, reach=reach, replaced=self.replaced)

    def title(self) -> tuple[float, tuple[str, ...]]:
        title = self.reading.session.title
        for size in TITLES:
            lines = wrap(title, INNER * 0.62, size, STRONG, self.fonts.measure)
            if len(lines) <= 2:
                return size, lines
        return TITLES[-1], wrap(title, INNER * 0.62, TITLES[-1], STRONG, self.fonts.measure)

    def facts(self) -> tuple[str, ...]:
        _, session = self.words.gettext, self.reading.session
        held = _("Kortlægningsworkshop %(day)s") % {"day": self.words.day(session.date)}
        areas = sum(1 for number in self.reading.by_area.values() if number)
        ngettext = self.words.ngettext
        from_areas = ngettext("fra %(number)d fagområde", "fra %(number)d fagområder", areas) % {
            "number": areas
        }
        offers = labels.offers(self.words, len(self.reading.mapping.offers))
        lines = [
            f"{session.municipality} · {held}" if session.municipality else held,
            f"{labels.law(self.words, session)} · {offers} {from_areas}",
        ]
        return tuple(
            part.rstrip()
            for line in lines
            for part in wrap(line, INNER * 0.36, NOTE, REGULAR, self.fonts.measure)
        )

    def head_height(self, note: bool) -> float:
        size, lines = self.title()
        return max(len(lines) * size * 1.15 + (NOTE * 1.6 if note else 0), len(self.facts()) * NOTE * 1.4)

    def head(self, note: str) -> list[Part]:
        size, lines = self.title()
        title = Text(
            SIDE, baseline(TOP, size * 1.15, size), size, lines, STRONG, leading=size * 1.15, tracking=-0.02
        )
        facts, high = self.facts(), self.head_height(bool(note))
        below = TOP + high - len(facts) * NOTE * 1.4
        parts = [
            Part("heading", (title,), level=1),
            Part(
                "text",
                (
                    Text(
                        WIDTH - SIDE,
                        baseline(below, NOTE * 1.4, NOTE),
                        NOTE,
                        facts,
                        fill=tokens.INK_2,
                        leading=NOTE * 1.4,
                        anchor="end",
                    ),
                ),
            ),
        ]
        if note:
            under = TOP + len(lines) * size * 1.15 + NOTE * 0.2
            parts.append(
                Part("text", (Text(SIDE, baseline(under, NOTE * 1.4, NOTE), NOTE, (note,), STRONG),))
            )
        return parts

    def goes_on(self, runs: Sequence[Run], number: int, of: int) -> str:
        """What a sheet of several says: “Trin 1–2 af 6, ark 1 af 2”."""
        _ = self.words.gettext
        steps = [run.step + 1 for run in runs if run.step is not None]
        sheet = _("ark %(sheet)d af %(sheets)d") % {"sheet": number, "sheets": of}
        if not steps:
            return _("Tilbud uden trin, %(sheet)s") % {"sheet": sheet}
        shown = f"{steps[0]}–{steps[-1]}" if steps[-1] > steps[0] else str(steps[0])
        return _("Trin %(shown)s af %(steps)d, %(sheet)s") % {
            "shown": shown,
            "steps": len(self.reading.session.steps),
            "sheet": sheet,
        }

    def axis(self, made: Layout, top: float) -> list[Part]:
        """What climbing the staircase means, in the corner that it leaves empty; nothing where the corner is narrow."""
        _ = self.words.gettext
        room = (made.slabs[-1].x if made.slabs else 0) - 24 * SCALE
        text = _("Mere indgribende, længere fra en almindelig hverdag")
        lines = wrap(text, min(room, 230 * SCALE), AXIS, REGULAR, self.fonts.measure)
        if room < 7 * AXIS or len(lines) > 4:
            return []
        y, icon = top + 12 * SCALE, 22 * SCALE
        first = baseline(y + icon + 6 * SCALE, AXIS * 1.3, AXIS)
        arrow = Icon(SIDE, y, icon, "axis", tokens.INK_2)
        return [
            Part("ground", (arrow,)),
            Part("text", (Text(SIDE, first, AXIS, lines, fill=tokens.INK_2, leading=AXIS * 1.3),)),
        ]
