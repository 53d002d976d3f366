"""The slides: real text that can be edited, each name where the layout says, nothing that overlaps or lies outside."""

import io
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from typing import Any

import pptx as library
import pytest
from pptx.enum.shapes import MSO_SHAPE_TYPE, PP_PLACEHOLDER
from pptx.enum.text import MSO_ANCHOR

from board.state import Board, Finding
from exports.freezing import freeze
from exports.labels import short_digest
from exports.report import Mapping, digest
from exports.slides import deck, fonts
from exports.slides.contents import slides
from exports.slides.writing import LANGUAGES, PIXEL
from exports.typesetting import wrap
from exports.words import translator
from tests.exports import boards

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
BOARDS = {
    "real": boards.real(),
    "hostile": boards.hostile(),
    "empty": boards.board([]),
    "15 steps": boards.generated(115, 50, 15),
    "in columns": boards.generated(8, 60, 12, columns=5),
    "130": boards.generated(7, 130, 6),
}
Room = tuple[float, float, float, float]  # left, top, right, bottom
HAIR = 1.5  # pixels: less than this is not seen


@cache
def _mapping(name: str) -> Mapping:
    return freeze(BOARDS[name])


@cache
def _file(name: str) -> Any:
    return _opened(deck.render(_mapping(name)))


def _opened(data: bytes) -> Any:
    return library.Presentation(io.BytesIO(data))


def _shapes(shapes: Any) -> Iterator[Any]:
    """Every single shape, groups opened: as they are read aloud."""
    for shape in shapes:
        if shape.shape_type == MSO_SHAPE_TYPE.GROUP:
            yield from _shapes(shape.shapes)
        else:
            yield shape


def _texts(slide: Any) -> list[str]:
    told = [shape.text_frame.text for shape in _shapes(slide.shapes) if shape.has_text_frame]
    for table in (shape.table for shape in slide.shapes if shape.has_table):
        told += [cell.text for row in table.rows for cell in row.cells]
    return told


def _lines(shape: Any) -> Iterator[tuple[str, Room]]:
    """Each line of a shape's text with its place, in pixels, as an office program breaks and sets it in Arial."""
    frame = shape.text_frame
    left, right = shape.left + frame.margin_left, shape.left + shape.width - frame.margin_right
    high = []
    for para in frame.paragraphs:
        size, weight = para.runs[0].font.size.pt / 0.75, 700 if para.runs[0].font.bold else 400
        wide = sum(_arial(run.text, size, 700 if run.font.bold else 400) for run in para.runs)
        lines = [(para.text, wide)]
        if frame.word_wrap:
            broken = wrap(para.text.replace("/", fonts.SLASH), (right - left) / PIXEL, size, weight, _arial)
            lines = [(line, _arial(line.rstrip(), size, weight)) for line in broken]
        leading = para.line_spacing.pt / 0.75 if hasattr(para.line_spacing, "pt") else 1.15 * size
        high += [(line, wide, size, leading, para._p.pPr.get("algn")) for line, wide in lines]
    top = (shape.top + frame.margin_top) / PIXEL
    if frame.vertical_anchor == MSO_ANCHOR.MIDDLE:
        top += (shape.height / PIXEL - sum(leading for *_, leading, _align in high)) / 2
    for line, wide, size, leading, align in high:
        x = left / PIXEL + {"l": 0, "ctr": 0.5, "r": 1}[align] * ((right - left) / PIXEL - wide)
        base = top + leading - 0.25 * size
        yield line, (x, base - 0.72 * size, x + wide, base)
        top += leading
    assert top <= (shape.top + shape.height) / PIXEL + 5, frame.text


def _arial(text: str, size: float, weight: int) -> float:
    return fonts.load().measure(text, size, weight) / fonts.MORE


@pytest.mark.parametrize("name", BOARDS)
def test_every_offer_stands_as_text_on_the_slide_where_the_layout_has_it(name: str) -> None:
    mapping, file = _mapping(name), _file(name)
    names = {offer.offer_id: offer.name for offer in mapping.offers}
    made, _told = slides(mapping, translator("da"), fonts.load())
    drawn = {
        number: slide.sheet for number, slide in enumerate(made, 2) if slide.sheet and slide.sheet.offer_ids
    }
    assert sorted(one for sheet in drawn.values() for one in sheet.offer_ids) == sorted(names)
    for number, sheet in drawn.items():
        shown = _texts(file.slides[number - 1])
        for offer_id in sheet.offer_ids:
            assert names[offer_id] in shown


@pytest.mark.parametrize("name", BOARDS)
def test_no_text_overlaps_another_and_nothing_leaves_the_slide(name: str) -> None:
    file = _file(name)
    for slide in file.slides:
        rooms = []
        for shape in _shapes(slide.shapes):
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= file.slide_width
            assert shape.top + shape.height <= file.slide_height
            if shape.has_text_frame and shape.text_frame.text:
                rooms += list(_lines(shape))
        for (one, a), (other, b) in combinations(sorted(rooms, key=lambda room: room[1]), 2):
            across = min(a[2], b[2]) - max(a[0], b[0])
            assert across <= HAIR or min(a[3], b[3]) - max(a[1], b[1]) <= HAIR, (one, other)


@pytest.mark.parametrize("name", ["real", "130"])
def test_tables_end_above_the_foot(name: str) -> None:
    file = _file(name)
    for slide in file.slides:
        for frame in (shape for shape in slide.shapes if shape.has_table):
            high = sum(row.height for row in frame.table.rows)
            foot = min(
                shape.top
                for shape in slide.shapes
                if shape.has_text_frame and "Version 2" in shape.text_frame.text
            )
            assert frame.top + high <= foot


def test_every_slide_has_a_title_of_its_own_and_says_version_digest_and_number() -> None:
    file, mapping = _file("130"), _mapping("130")
    titles = [slide.shapes.title.text_frame.text for slide in file.slides]
    assert all(titles)
    assert len(set(titles[1:])) == len(titles) - 1
    for slide in file.slides:
        assert slide.shapes[0].placeholder_format.type == PP_PLACEHOLDER.TITLE  # read first
        said = " ".join(_texts(slide))
        assert "Holbæk Kommune, Version 2, afsluttet 12. november 2026 kl. 10.51" in said
        assert short_digest(digest(mapping)) in said or digest(mapping) in said
        assert slide._element.findall(f".//{A}fld[@type='slidenum']")
    assert file.core_properties.keywords == f"sha256:{digest(mapping)}"
    assert file.core_properties.language == "da-DK"


@pytest.mark.parametrize("lang", ["da", "en"])
def test_every_text_has_its_language_and_nothing_a_shadow(lang: Any) -> None:
    file = _opened(deck.render(_mapping("real"), lang))
    parts = [*(slide._element for slide in file.slides), *(one._element for one in file.slide_layouts)]
    parts += [slide.notes_slide._element for slide in file.slides if slide.has_notes_slide]
    for part in (*parts, file.slide_master._element):
        for run in part.iter(f"{A}rPr"):
            assert run.get("lang") == LANGUAGES[lang]
    for part in parts[: len(file.slides)]:
        assert not list(part.iter(f"{P}style", f"{A}effectLst", f"{A}gradFill"))


def test_cards_are_groups_that_say_what_they_show_and_grounds_say_nothing() -> None:
    stairs = _file("real").slides[1]
    said = [shape._element.nvGrpSpPr.cNvPr.get("descr") for shape in stairs.shapes if shape.shape_type == 6]
    assert any(text.startswith("Hjemmetræning. Myndighed.") for text in said)
    assert any(text.startswith("Mangel 3: Mangel: skolevægring") for text in said)
    grounds = [shape for shape in stairs.shapes if shape.has_text_frame and not shape.text_frame.text]
    assert all("decorative" in str(ground._element.nvSpPr.cNvPr.xml) for ground in grounds)


def test_the_index_tells_and_leads_to_the_slide_of_each_offer() -> None:
    file = _file("130")
    rows = [
        row.cells
        for slide in file.slides
        if slide.shapes.title.text_frame.text.startswith("Indeks")
        for shape in slide.shapes
        if shape.has_table
        for row in list(shape.table.rows)[1:]
    ]
    assert len(rows) == len(_mapping("130").offers)
    slides_by_part = {slide.part.partname: number for number, slide in enumerate(file.slides, 1)}
    index = next(slide for slide in file.slides if slide.shapes.title.text_frame.text.startswith("Indeks"))
    for name, _step, place in (row for row in rows[:10]):
        number = int(place.text)
        assert name.text.split("  ", 1)[1] in _texts(file.slides[number - 1])
        link = place._tc.find(f".//{A}hlinkClick").values()[0]
        assert slides_by_part[index.part.related_part(link).partname] == number


def test_what_was_found_and_agreed_has_slides_and_the_notes_name_the_findings() -> None:
    file = _file("real")
    titles = {slide.shapes.title.text_frame.text: slide for slide in file.slides}
    assert "To grupper ligner hinanden" in _texts(titles["Fund"])
    assert "Samle de to grupper" in _texts(titles["Hvem gør hvad"])
    notes = file.slides[1].notes_slide.notes_text_frame.text
    assert "Overlap 1: To grupper ligner hinanden" in notes
    assert "Mangel 3: Mangel: skolevægring i udskolingen" in notes
    assert "De fleste er fra myndighed" not in notes  # about no offer on the slide
    many = _file("130")
    told = [slide.notes_slide.notes_text_frame.text for slide in many.slides if slide.has_notes_slide]
    for gap in (one for one in _mapping("130").findings if one.form == "gap" and not one.offer_ids):
        assert sum(gap.text in notes for notes in told) == 1


def test_a_finding_longer_than_a_slide_goes_on_over_several() -> None:
    found = Finding(
        finding_id="f1",
        number=1,
        form="overlap",
        text="Alle ligner",
        card_ids=tuple(f"c{n}" for n in range(80)),
    )
    board: Board = boards.board([boards.card(n, ("hjemme",)) for n in range(80)], findings={"f1": found})
    file = _opened(deck.render(freeze(board)))
    told = [
        text
        for slide in file.slides
        if slide.shapes.title.text_frame.text.startswith("Fund (")
        for text in _texts(slide)
    ]
    assert all(any(f"Tilbud nr. {n}" in text.split("\n") for text in told) for n in range(80))
