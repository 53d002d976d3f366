"""The overview as PowerPoint: slides of real shapes and real text, which a consultant goes on editing.

`contents.py` says what stands on which slide, `shapes.py` and `tables.py` write it; here it becomes a file.
"""

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import pptx
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.util import Emu

from exports import labels, tokens
from exports.drawing import Rect, Text, baseline
from exports.fonts import STRONG, Fonts
from exports.report import Mapping, Person, digest
from exports.slides import fonts
from exports.slides.contents import HEAD, LEADING, PARTS, SIZE, Contents, Slide, slides
from exports.slides.shapes import Pen
from exports.slides.tables import table
from exports.slides.writing import INCH, LANGUAGES, NAMESPACES, Lines, Run, plain
from exports.typesetting import wrap
from exports.words import Lang, Translator, translator

WIDTH, HEIGHT = INCH * 40 // 3, INCH * 15 // 2
LAYOUTS = {"Title Only": "Kun titel", "Blank": "Tom"}  # those that are kept, and what they are called
TITLE_ONLY = "Title Only"
TITLE = 26.0


def render(mapping: Mapping, lang: Lang = "da", people: Sequence[Person] = ()) -> bytes:
    """The presentation. It shows offers and so names none of the `people`. The same arguments give the same bytes."""
    words, faces = translator(lang), fonts.load()
    made, told = slides(mapping, words, faces)
    file = _Deck(mapping, words, faces)
    file.first(told)
    for number, slide in enumerate(made, 2):
        file.slide(number, slide)
    return file.saved()


class _Deck:
    """A presentation in the making."""

    def __init__(self, mapping: Mapping, words: Translator, faces: Fonts) -> None:
        self._mapping, self._words, self._faces = mapping, words, faces
        self._sha256 = digest(mapping)
        self._file: Any = pptx.Presentation()
        self._tags = {area.area_id: area.tag for area in mapping.session.areas}
        self._linked: list[tuple[Any, Pen]] = []
        _prepared(self._file, words.lang)
        self._layout = next(
            layout for layout in self._file.slide_layouts if layout.name == LAYOUTS[TITLE_ONLY]
        )

    def first(self, told: Sequence[Contents]) -> None:
        """What it is about, and where it stands."""
        session, c = self._mapping.session, PARTS
        pen = self._pen(c.width)
        top = 150.0
        lines = wrap(session.title, c.inner * 0.8, 40, STRONG, self._faces.measure)
        pen.title(Text(c.side, top, 40, lines, STRONG, leading=46))
        y = top + (len(lines) - 1) * 46 + 34
        facts = [
            session.municipality,
            labels.held(self._words, session),
            labels.offers_from_areas(self._words, self._mapping),
            labels.law(self._words, session),
        ]
        paragraphs = tuple((Run(fact, 17, fill=tokens.INK_2),) for fact in facts if fact)
        pen.lines(c.side, y, c.inner, 26.0 * len(paragraphs), Lines(paragraphs, 26))
        y += 26 * len(paragraphs) + 30
        rows = tuple(
            (Run(f"{one.slide}   ", 15, is_bold=True), Run(one.title, 15, slide=one.slide)) for one in told
        )
        pen.lines(c.side, y, c.inner, 24.0 * len(rows), Lines(rows, 24))
        pen.ground(self._stairs())
        self._foot(pen, c.width, c.height, c.side, c.bottom, whole=True)
        self._add(pen, "")

    def _stairs(self) -> list[Rect]:
        """A staircase of as many steps, in the corner where the first slide has no text."""
        steps, c = len(self._mapping.session.steps), PARTS
        foot, start = c.height - c.bottom - PARTS.foot - c.gap, c.width * 0.64
        run, rise = (c.width - c.side - start) * 0.8 / (steps - 1), c.height * 0.42 / steps
        rects = []
        for step in range(steps):
            x, y = start + step * run, foot - (step + 1) * rise
            width = c.width - c.side - x
            rects.append(Rect(x, y, width, rise, fill=tokens.tint(step, steps)))
            rects.append(Rect(x, y, run + 2 if step < steps - 1 else width, 2, fill=tokens.INK))
            rects.append(Rect(x, y, 2, rise, fill=tokens.INK))
        return rects

    def slide(self, number: int, slide: Slide) -> None:
        c = slide.canvas
        pen = self._pen(c.width)
        if slide.sheet:
            pen.sheet(slide.sheet)
        else:
            lines = wrap(slide.title, c.inner, TITLE, STRONG, self._faces.measure)
            first = baseline(c.top, TITLE * 1.15, TITLE)
            pen.title(Text(c.side, first, TITLE, lines, STRONG, leading=TITLE * 1.15))
        if slide.text:
            pen.lines(c.side, HEAD, c.inner, 24, Lines(((Run(slide.text, 15),),)))
        for grid in slide.grids:
            table(
                pen,
                grid.x,
                HEAD,
                grid.columns,
                grid.head,
                grid.rows,
                name=slide.title,
                size=SIZE,
                leading=LEADING,
                tags=self._tags,
            )
        self._foot(pen, c.width, c.height, c.side, c.bottom)
        self._add(pen, slide.notes)

    def saved(self) -> bytes:
        """The file; every zip entry dated alike, so that the same mapping gives the same bytes."""
        every = list(self._file.slides)
        for slide, pen in self._linked:
            xml = "".join(pen.written)
            for target in sorted(set(map(int, re.findall(r'r:id="slide(\d+)"', xml)))):
                link = slide.part.relate_to(every[target - 1].part, RELATIONSHIP_TYPE.SLIDE)
                xml = xml.replace(f'r:id="slide{target}"', f'r:id="{link}"')
            _fill(slide, xml)
        self._describe()
        raw, again = io.BytesIO(), io.BytesIO()
        self._file.save(raw)
        with zipfile.ZipFile(raw) as made, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as file:
            for entry in made.infolist():
                dated = zipfile.ZipInfo(entry.filename, (1980, 1, 1, 0, 0, 0))
                dated.compress_type = zipfile.ZIP_DEFLATED
                file.writestr(dated, made.read(entry))
        return again.getvalue()

    def _pen(self, width: float) -> Pen:
        return Pen(WIDTH / width, self._words.lang, self._faces)

    def _add(self, pen: Pen, notes: str) -> None:
        slide = self._file.slides.add_slide(self._layout)
        self._linked.append((slide, pen))
        if notes:
            frame = slide.notes_slide.notes_text_frame
            frame.text = plain(notes)
            for run in (run for paragraph in frame.paragraphs for run in paragraph.runs):
                run.font._element.set("lang", LANGUAGES[self._words.lang])

    def _foot(
        self, pen: Pen, width: float, height: float, side: float, bottom: float, *, whole: bool = False
    ) -> None:
        _ = self._words.gettext
        top = height - bottom - PARTS.foot
        pen.ground([Rect(side, top, width - 2 * side, 1.5, fill=tokens.INK)])
        size, ink = 12.0, tokens.INK_2
        left = _("Version %(version)d, afsluttet %(moment)s") % {
            "version": self._mapping.version,
            "moment": self._words.moment(self._mapping.frozen_at),
        }
        shown = self._sha256 if whole else labels.short_digest(self._sha256)
        right = _("Kontrolsum %(digest)s · dias ") % {"digest": shown}
        place = ", ".join(filter(None, [self._mapping.session.municipality, left]))
        number = (
            Run(right, size, fill=ink),
            Run(str(len(self._linked) + 1), size, fill=ink, is_number=True),
        )
        share = 0.42 if whole else 0.62
        inner = width - 2 * side
        pen.lines(side, top + 6, inner * share, 16, Lines(((Run(place, size, fill=ink),),)), wraps=False)
        pen.lines(
            side + inner * share, top + 6, inner * (1 - share), 16, Lines((number,), align="r"), wraps=False
        )

    def _describe(self) -> None:
        mapping, core = self._mapping, self._file.core_properties
        frozen = datetime.fromtimestamp(mapping.frozen_at // 1000, UTC).replace(tzinfo=None)
        core.title = labels.picture_title(self._words, mapping)[:255]
        core.subject = labels.picture_says(self._words, mapping, self._sha256)[:255]
        core.keywords = f"sha256:{self._sha256}"
        core.language = LANGUAGES[self._words.lang]
        core.author = core.last_modified_by = mapping.session.municipality[:255]
        core.created = core.modified = frozen
        core.revision = mapping.version


def _fill(slide: Any, xml: str) -> None:
    """The slide's shapes, instead of those that its layout proposed."""
    tree = slide.shapes._spTree
    for proposed in list(slide.shapes):
        tree.remove(proposed._element)
    for shape in parse_xml(f"<p:spTree {NAMESPACES}>{xml}</p:spTree>"):
        tree.append(shape)


def _prepared(file: Any, lang: Lang) -> None:
    """An empty presentation in our size, typeface, colours and language."""
    wider = WIDTH / file.slide_width
    file.slide_width, file.slide_height = Emu(WIDTH), Emu(HEIGHT)
    for layout in list(file.slide_layouts):
        if layout.name in LAYOUTS:
            layout._element.cSld.set("name", LAYOUTS[layout.name])
        else:
            file.slide_layouts.remove(layout)
    master = file.slide_master
    for holder in (master, *file.slide_layouts):
        for shape in holder.shapes:
            shape.left, shape.width = round(shape.left * wider), round(shape.width * wider)
        for element in holder._element.iter():
            if "lang" in element.attrib:
                element.set("lang", LANGUAGES[lang])
    theme = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme._blob = _theme(theme.blob)
    package = file.part.package
    for key, link in list(package._rels.items()):
        if link.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            package._rels.pop(key)


@lru_cache(maxsize=1)
def _theme(blob: bytes) -> bytes:
    """The theme with a typeface that is everywhere, and with our ink: links are no bluer than the rest."""
    theme = blob.decode()
    theme = re.sub(r'<a:latin typeface="[^"]*"', f'<a:latin typeface="{fonts.FACE}"', theme)
    for name, colour in (
        ("dk1", tokens.INK),
        ("dk2", tokens.INK_2),
        ("hlink", tokens.INK),
        ("folHlink", tokens.INK),
    ):
        theme = re.sub(
            rf"<a:{name}>.*?</a:{name}>",
            f'<a:{name}><a:srgbClr val="{colour.lstrip("#").upper()}"/></a:{name}>',
            theme,
            flags=re.DOTALL,
        )
    return theme.encode()
