"""The PDF: tagged and complete by its structure, every name in its text, and nothing typed is ever markup."""

import io

import pikepdf
import pytest

from exports import fonts, pdf
from exports.freezing import freeze
from exports.report import Mapping, Person, digest
from tests.exports import boards
from tests.exports.pdf_reading import font_files, opened, sizes, squeezed, tags, texts

SIZES = {"a3": (1190.55, 841.89), "a4": (841.89, 595.28)}  # points, landscape


@pytest.fixture(scope="module")
def real() -> Mapping:
    return freeze(boards.real())


@pytest.fixture(scope="module")
def data(real: Mapping) -> bytes:
    return pdf.render(real)


@pytest.mark.parametrize(
    "board",
    [
        boards.real(),
        boards.hostile(),
        boards.generated(21, 200),
        boards.generated(22, 40, 15),
        boards.board([]),
    ],
)
def test_every_name_is_on_the_staircase_and_in_the_list(board: boards.Board) -> None:
    mapping = freeze(board)
    document = opened(pdf.render(mapping))
    pages = texts(document)
    first = next(number for number, page in enumerate(pages) if page.startswith("Alle tilbud som liste"))
    picture, listed = (squeezed("".join(part)) for part in (pages[:first], pages[first:]))
    printable = fonts.load().printable
    for offer in mapping.offers:
        assert squeezed(printable(offer.name)) in picture
        assert squeezed(printable(offer.name)) in listed
        assert squeezed(printable(offer.target_group)) in listed
    for finding in mapping.findings:
        assert squeezed(printable(finding.text)) in listed
    for action in mapping.actions:
        assert squeezed(printable(action.what)) in listed
    _conforms(document, "a3")


def test_on_a4_everything_is_there_too_and_an_index_says_on_which_page() -> None:
    mapping = freeze(boards.generated(21, 90, 6))
    document = opened(pdf.render(mapping, paper="a4"))
    pages = [squeezed(page) for page in texts(document)]
    first = next(number for number, page in enumerate(pages) if page.startswith("Alletilbudsomliste"))
    found = next(number for number, page in enumerate(pages) if "Indeksoveralletilbud" in page)
    assert first > 2
    rows = "".join(pages[found:])
    for offer in mapping.offers:
        name = squeezed(offer.name)
        stands = [number for number, page in enumerate(pages[:first], 1) if name in page]
        assert any(f"{name}{step}{number}" in rows for number in stands for step in ("–", *"123456")), (
            offer.name
        )
        assert name in "".join(pages[first : found + 1])
    links = [link for page in document.pages for link in page.get("/Annots", [])]
    assert len(links) == len(mapping.offers)
    by_place = {page.obj.objgen: number for number, page in enumerate(document.pages, 1)}
    assert all(str(link.Contents) == f"side {by_place[link.Dest[0].objgen]}" for link in links)
    _conforms(document, "a4")
    assert min(sizes(document)) >= 8.99


def test_one_sheet_needs_no_index(data: bytes) -> None:
    assert not any("Indeks" in page for page in texts(opened(data)))


def _conforms(document: pikepdf.Pdf, paper: str) -> None:
    root = document.Root
    assert root.MarkInfo.Marked
    assert str(root.Lang).startswith("da")
    assert root.ViewerPreferences.DisplayDocTitle
    with document.open_metadata() as said:
        assert said["dc:title"]
        assert said["pdfuaid:part"] == "1"
    assert font_files(document)
    assert all(font_files(document).values())
    assert all("Inter" in name or "NotoEmoji" in name for name in font_files(document))
    for page in document.pages:
        assert (float(page.mediabox[2]), float(page.mediabox[3])) == pytest.approx(SIZES[paper], abs=0.1)
        assert page.StructParents is not None
        assert page.Tabs == "/S"


def test_nothing_is_set_smaller_than_nine_points(data: bytes) -> None:
    assert min(sizes(opened(data))) >= 8.99
    assert min(sizes(opened(pdf.render(freeze(boards.generated(21, 160)))))) >= 8.99


def test_it_is_read_in_order_with_headings_lists_and_table_headers(data: bytes) -> None:
    document = opened(data)
    found = tags(document)
    names = [name for name, _ in found]
    assert names[0] == "/Document"
    assert names.count("/H1") == 1
    assert names[1] == "/H1"
    assert names.index("/H2") < names.index("/L") < names.index("/Table")
    assert "/Span" not in names[:3]  # what stands between headings is a paragraph
    assert names.count("/LI") >= 30 + 1  # cards, the gap, and the legend's keys
    assert names.count("/TH") >= 7
    assert names.count("/THead") == names.count("/Table")
    assert all(alt for name, alt in found if name == "/Figure")


def test_text_between_headings_is_there_too(data: bytes, real: Mapping) -> None:
    page = texts(opened(data))[0]
    assert "Holbæk Kommune · Kortlægningsworkshop 12. november 2026\n" in page
    assert "30 tilbud fra 6 fagområder" in page
    assert "en almindelig hverdag" in page
    assert "Også her" in page


def test_bookmarks_lead_to_steps_and_lists(data: bytes) -> None:
    document = opened(data)
    with document.open_outline() as outline:
        top = outline.root[0]
        assert top.title == "Tilbud til børn og unge 0-18 år"
        titles = [item.title for item in top.children]
    assert titles[0].strip() == "1 Tidlige indsatser i almenområdet 1 tilbud"
    assert titles[-5:] == ["Alle tilbud som liste", "Fund", "Hvem gør hvad", "Dagen", "Version og kontrolsum"]


def test_every_page_says_version_digest_and_its_number(data: bytes, real: Mapping) -> None:
    document = opened(data)
    pages = texts(document)
    for number, page in enumerate(pages, 1):
        assert "Version 2, afsluttet 12. november 2026 kl. 10.51" in page
        assert f"Kontrolsum {digest(real)[:4]} {digest(real)[4:8]} … {digest(real)[-4:]}" in page
        assert f"side {number} af {len(pages)}" in page
    assert digest(real) in pages[-1]
    assert f"sha256:{digest(real)}" in str(document.docinfo["/Keywords"])


def test_pages_of_the_list_say_what_they_belong_to(data: bytes) -> None:
    *_sheet, listed = texts(opened(data))[:2]
    assert "Tilbud til børn og unge 0-18 år · Holbæk Kommune · 12. november 2026" in listed


def test_the_list_repeats_its_header_on_every_page() -> None:
    mapping = freeze(boards.generated(9, 120, 3))
    pages = texts(opened(pdf.render(mapping)))
    first = next(number for number, page in enumerate(pages) if page.startswith("Alle tilbud som liste"))
    last = next(number for number, page in enumerate(pages) if "Indeks over alle tilbud" in page)
    listed = [page for page in pages[first:last] if "\nFAM\n" in page]
    assert len(listed) > 3
    assert all("Navn på tilbud\nMålgruppe\nTilbuddet er til\n" in page for page in listed)


def test_thirty_offers_take_one_sheet_and_hundreds_several() -> None:
    def drawn(board: boards.Board) -> int:
        pages = texts(opened(pdf.render(freeze(board))))
        return next(number for number, page in enumerate(pages) if page.startswith("Alle tilbud som liste"))

    assert drawn(boards.real()) == 1
    assert drawn(boards.generated(21, 260)) > 1


def test_what_people_typed_is_shown_and_never_run() -> None:
    shown = squeezed("".join(texts(opened(pdf.render(freeze(boards.hostile()))))))
    for typed in (
        "#show: it => panic() $x^2$ *fed* _kursiv_ `kode`",
        '\\ skråstreg \\u{1F600} #"',
        "a->b --> <- =>",
    ):
        assert squeezed(typed) in shown


def test_emoji_come_through_and_other_scripts_are_visibly_replaced() -> None:
    shown = squeezed("".join(texts(opened(pdf.render(freeze(boards.hostile()))))))
    for emoji in ("👨‍👩‍👧", "👍🏽", "⭐", "🇩🇰"):
        assert emoji in shown
    assert "□□□□□□ □□□".replace(" ", "") in shown
    assert squeezed("tegn, som skriften ikke har") in shown
    plain = squeezed("".join(texts(opened(pdf.render(freeze(boards.real()))))))
    assert squeezed("tegn, som skriften ikke har") not in plain


def test_names_stand_in_it_only_when_they_are_handed_in(real: Mapping, data: bytes) -> None:
    assert "Mette" not in "".join(texts(opened(data)))
    named = pdf.render(real, people=[Person("Mette 😀 李", "skole")])
    assert "Mette" in "".join(texts(opened(named)))


def test_english_speaks_english(real: Mapping) -> None:
    document = opened(pdf.render(real, "en"))
    assert str(document.Root.Lang).startswith("en")
    shown = "".join(texts(document))
    assert "closed 12 November 2026" in shown
    assert "All offers as a list" in shown


def test_the_same_mapping_gives_the_same_bytes(real: Mapping, data: bytes) -> None:
    assert pdf.render(real) == data


def test_every_sign_that_is_said_to_be_drawable_can_be_set() -> None:
    """typst refuses a whole document for one sign that it cannot draw."""
    faces = fonts.load()
    signs = "".join(
        chr(code)
        for code in (
            *range(0x20, 0x3000),
            *range(0xFB00, 0xFE10),
            *range(0xFE20, 0x10000),
            *range(0x1F000, 0x1FB00),
        )
        if not 0xD800 <= code < 0xE000
    )
    pieces = [signs[start : start + 150] for start in range(0, len(signs), 150)]
    cards = [boards.card(number, name=f"x{piece}x") for number, piece in enumerate(pieces)]
    data = pdf.render(freeze(boards.board(cards)))
    assert pikepdf.open(io.BytesIO(data)).pages
    assert faces.printable("Æ→✓≥■") == "Æ→✓≥■"
