"""A comparison as files: every offer of both mappings in each, told by words and form, hostile texts and all."""

import io
import json
import re
from collections.abc import Callable
from html import unescape

import pytest
from python_calamine import CalamineWorkbook

from exports import comparing_sheet, fonts
from exports.canvas import A3
from exports.compared import FILES, Compared, Told
from exports.comparing import Pair
from exports.comparing_words import KINDS
from exports.drawing import Rect, Text
from exports.freezing import freeze
from exports.report import Mapping, digest
from exports.words import translator
from tests.exports.boards import board, card, generated, hostile, real, setup, with_columns
from tests.exports.pdf_reading import opened, squeezed, texts

STEPS = [step.step_id for step in setup().steps]


def _mapping(*cards: tuple[int, str, int, str], **plan: str) -> Mapping:
    made = [card(n, [STEPS[at]] if at >= 0 else (), name=name, area_id=area) for n, name, at, area in cards]
    return freeze(board(made, setup(**plan)))


def _told(before: Mapping, after: Mapping) -> Told:
    ids = [offer.offer_id for offer in before.offers]
    return Told(Compared(before=before, after=after, same=tuple(Pair(one, one) for one in ids)), "da")


def _files(told: Told) -> dict[str, bytes]:
    return {file.suffix: file.render(told) for file in FILES}


LAST_YEAR = _mapping(
    (1, "Læsehjælp", 0, "skole"),
    (2, "Mentor", 1, "skole"),
    (3, "Natteravne", 2, "ssp"),
    (4, "Klub", 3, "ppr"),
)
THIS_YEAR = _mapping(
    (1, "Læsehjælp", 0, "skole"),
    (2, "Mentor", 3, "ppr"),
    (4, "Klubben", 3, "ppr"),
    (5, "Digital café", -1, "ssp"),
)


def test_what_became_of_an_offer_is_said_on_its_card_and_drawn_in_its_own_form() -> None:
    sheet = comparing_sheet.sheet(_told(LAST_YEAR, THIS_YEAR).saying, fonts.load())
    items = {}
    for part in sheet.parts:
        for item in part.items:
            said = [" ".join(shape.lines) for shape in item.shapes if isinstance(shape, Text)]
            edge = next(shape for shape in item.shapes if isinstance(shape, Rect))
            items[said[1] if len(said) > 1 else ""] = (said[2:], edge.dashed, bool(edge.fill), item.says)
    assert items["Læsehjælp"][:3] == ([], False, True)
    assert items["Mentor"][:3] == (["fra trin 2", "før SKO"], False, True)
    assert items["Natteravne"][:3] == (["udgået"], True, False) and items["Natteravne"][3].endswith(
        ". udgået"
    )
    assert items["Klubben"][:3] == (["ændret"], False, True)
    assert items["Digital café"][0] == ["nyt"]


def test_steps_say_how_many_they_have_in_both() -> None:
    svg = _files(_told(LAST_YEAR, THIS_YEAR))["svg"].decode()
    assert "2 tilbud, før 1" in svg and "1 tilbud, før 0" in svg  # the fourth step; without a step


def test_all_files_bear_both_titles_dates_versions_and_digests() -> None:
    before = _mapping((1, "Klub", 0, "skole"), title="Kortlægning et", municipality="Ærø", date="2025-03-01")
    after = _mapping((1, "Klub", 0, "skole"), title="Kortlægning to", municipality="Samsø")
    files = _files(_told(before, after))
    pdf = squeezed("".join(texts(opened(files["pdf"]))))
    svg = squeezed(unescape(re.sub(r"<[^>]+>", "", files["svg"].decode())))
    book = squeezed(str(_cells(files["xlsx"])))
    data = squeezed(files["json"].decode())
    for mapping in (before, after):
        for text in (mapping.session.title, mapping.session.municipality, digest(mapping)):
            assert all(squeezed(text) in content for content in (pdf, svg, book, data)), text
    assert all(squeezed("1. marts 2025") in content for content in (pdf, svg))
    assert "datetime.date(2025,3,1)" in book and '"2025-03-01"' in data


@pytest.mark.parametrize(
    "boards",
    [
        (real, hostile),
        (hostile, with_columns),
        (lambda: generated(3, 60, columns=3), lambda: generated(4, 60, 12)),
    ],
)
def test_every_offer_of_both_is_in_every_file(boards: tuple[Callable[[], object], ...]) -> None:
    before, after = (freeze(make()) for make in boards)  # type: ignore[arg-type]
    told = Told(Compared(before=before, after=after, same=(Pair("c1", "c1"), Pair("c2", "c2"))), "en")
    files = _files(told)
    cells = {str(cell) for row in _cells(files["xlsx"]) for cell in row}
    svg = squeezed(unescape(re.sub(r"<[^>]+>", "", files["svg"].decode())))
    data = json.loads(files["json"])
    pdf = squeezed("".join(texts(opened(files["pdf"]))))
    printable = fonts.load().printable
    names = [row.offer.name for row in told.saying.rows]
    assert len(names) == len(before.offers) + len(after.offers) - len(data["kept"])
    for name in names:
        assert name in cells, name
        assert squeezed(name) in svg, name
        assert squeezed(printable(name)) in pdf, name
    assert len(data["new"]) + len(data["kept"]) == len(after.offers)


def test_too_much_for_one_sheet_goes_on_over_several_and_each_offer_is_drawn_once() -> None:
    before, after = freeze(generated(5, 150, 6)), freeze(generated(6, 150, 6))
    saying = Told(Compared(before=before, after=after, same=()), "da").saying
    sheets = comparing_sheet.sheets(saying, fonts.load())
    assert len(sheets) > 1 and all(sheet.height <= A3.height + 1 for sheet in sheets)
    drawn = [card_id for sheet in sheets for card_id in sheet.offer_ids]
    assert len(drawn) == len(set(drawn)) == 300


def test_the_same_comparison_gives_the_same_bytes_and_everything_has_words_in_both_languages() -> None:
    told = _told(LAST_YEAR, THIS_YEAR)
    assert _files(told) == _files(_told(LAST_YEAR, THIS_YEAR))
    english = Told(told.compared, "en").saying
    assert {translator("en").gettext(told.saying.kind(kind)) for kind in KINDS} == {
        english.kind(kind) for kind in KINDS
    }
    assert (
        english.sentence()
        == "1 new offer, 1 gone, 1 moved, 1 in another area and 1 with other content. 1 is as before."
    )


def _cells(data: bytes) -> list[list[object]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return [list(row) for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python()]
