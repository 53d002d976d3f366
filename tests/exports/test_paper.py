"""Paper for rooms without phones: tagged, whole, cut where there is nothing, in the size that was asked for."""

from typing import Any

import pytest

from exports import blank_cards, paper, poster
from exports.paper import Size, Wanted
from sessions.areas import AREAS
from sessions.staircases import HERNING, NORWEGIAN, SOCIALSTYRELSEN, legal
from tests.exports.pdf_reading import font_files, opened, squeezed, tags, texts

POINT = 25.4 / 72


def wanted(**more: Any) -> Wanted:
    plain = {
        "title": "Børn og unge 0-18 år",
        "municipality": "Holbæk Kommune",
        "date": "2026-11-22",
        "steps": SOCIALSTYRELSEN,
        "code": "7RR MT9",
        "address": "trappen.holbaek.dk",
        "join_url": "https://trappen.holbaek.dk/q/" + "x" * 32,
    }
    return Wanted.model_validate({**plain, **more})


def page_size(data: bytes) -> tuple[int, int]:
    pdf = opened(data)
    box = pdf.pages[0].MediaBox
    return round(float(box[2]) * POINT), round(float(box[3]) * POINT)


def is_accessible(data: bytes, lang: str, title: str) -> None:
    pdf = opened(data)
    assert pdf.Root.MarkInfo.Marked and str(pdf.Root.Lang) == lang
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    with pdf.open_metadata() as told:
        assert told["pdfuaid:part"] == "1" and told["dc:title"] == title
    fonts = font_files(pdf)
    assert fonts and all(fonts.values())
    for tag, says in tags(pdf):
        assert tag != "/Figure" or "QR" in says


@pytest.mark.parametrize(("per_sheet", "size"), [(2, (210, 297)), (4, (297, 210))])
@pytest.mark.parametrize("steps", [HERNING, NORWEGIAN])
def test_each_card_has_all_fields_of_the_tilbudsskema(
    per_sheet: int, size: tuple[int, int], steps: Any
) -> None:
    data = blank_cards.render(wanted(per_sheet=per_sheet, sheets=3, steps=steps))
    assert page_size(data) == size
    pages = texts(opened(data))
    assert len(pages) == 3, "nothing runs over to another sheet"
    for text in map(squeezed, pages):
        for field in (
            *("Fagområde", "Navn på tilbud", "Målgruppe", "Tilbuddet er til", "Organisatorisk placering"),
            *(
                "Evt. trin på indsatstrappen",
                "7RR MT9",
                "Alle børn og unge",
                "En gruppe",
                "Individuelt tilbud",
            ),
            *("trappen.holbaek.dk", "Ét barn med netværk", "CPR-numre"),
        ):
            assert text.count(squeezed(field)) == per_sheet, field
    is_accessible(data, "da", "Blanke tilbudskort til “Børn og unge 0-18 år”")
    assert [tag for tag, _ in tags(opened(data))].count("/Figure") == 3 * per_sheet


def test_an_area_is_printed_on_the_cards_where_one_was_chosen() -> None:
    area = AREAS[4]
    text = texts(opened(blank_cards.render(wanted(area=area))))[0]
    assert text.count(area.name) >= 4 and "Fagområde" not in text


@pytest.mark.parametrize("size", ["a3", "a2", "a1", "a0"])
@pytest.mark.parametrize("landscape", [True, False])
@pytest.mark.parametrize("steps", [SOCIALSTYRELSEN[:3], SOCIALSTYRELSEN, NORWEGIAN])
def test_the_poster_has_every_step_whole(size: Size, landscape: bool, steps: Any) -> None:
    data = poster.render(wanted(size=size, landscape=landscape, steps=steps))
    short, long = paper.SIZES[size]
    assert page_size(data) == ((long, short) if landscape else (short, long))
    (text,) = texts(opened(data))
    for step in steps:
        assert squeezed(step.name) in squeezed(text)
    for more in ("Børn og unge 0-18 år", "Holbæk Kommune, 22. november 2026", "7RR MT9", "Mere indgribende"):
        assert squeezed(more) in squeezed(text)
    is_accessible(data, "da", "Indsatstrappen til “Børn og unge 0-18 år”")
    headings = [tag for tag, _ in tags(opened(data)) if tag.startswith("/H")]
    assert headings == ["/H1", *["/H2"] * len(steps)]


@pytest.mark.parametrize("size", ["a3", "a0"])
@pytest.mark.parametrize("landscape", [True, False])
def test_the_poster_has_its_columns_right_of_the_top_steps_name(size: Size, landscape: bool) -> None:
    columns = legal("barnets_lov")
    (text,) = texts(opened(poster.render(wanted(size=size, landscape=landscape, columns=columns))))
    for column in columns:
        assert squeezed(column.short) in squeezed(text) or squeezed(column.name) in squeezed(text)
    at = paper.stairs(size, 6, landscape=landscape, columns=True)
    left, right = at.columns
    assert at.edge + 5 * at.run + at.label < left < right == at.width - at.edge
    assert at.high < paper.stairs(size, 6, landscape=landscape).high


def test_long_names_many_steps_and_foreign_signs_stop_no_poster() -> None:
    names = [f"{'Langt navn ' * 6}{number} 統計 👍" for number in range(15)]
    steps = [{"step_id": f"s{n}", "name": name, "description": "d" * 500} for n, name in enumerate(names)]
    for size in paper.SIZES:
        columns = [
            {"column_id": f"c{n}", "name": name, "short": name[:12]} for n, name in enumerate(names[:9])
        ]
        data = poster.render(
            wanted(size=size, steps=steps, columns=columns, title="T" * 120, landscape=False)
        )
        assert len(opened(data).pages) == 1
    assert blank_cards.render(wanted(title="統計 👍" * 20, steps=steps))


def test_a_step_of_the_largest_poster_holds_our_cards() -> None:
    assert paper.stairs("a0", 6, landscape=True).high > 105
    assert paper.stairs("a0", 6, landscape=False).high > 148


@pytest.mark.parametrize("name", paper.NAMES)
def test_english_speaks_english_and_the_same_wish_gives_the_same_bytes(name: str) -> None:
    made = paper.load(name).render(wanted(), "en")
    assert made == paper.load(name).render(wanted(), "en")
    (text,) = texts(opened(made))
    assert "22 November 2026" in text and "telefon" not in text
    assert str(opened(made).Root.Lang) == "en"
