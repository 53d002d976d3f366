"""The picture as SVG: well-formed, self-contained, with every name in real text."""

from xml.etree import ElementTree

import pytest

from exports import svg
from exports.freezing import freeze
from exports.report import digest
from tests.exports import boards
from tests.exports.pdf_reading import squeezed

NS = {"svg": "http://www.w3.org/2000/svg"}


def _texts(data: bytes) -> list[str]:
    """Every text of the picture, its lines joined."""
    root = ElementTree.fromstring(data)  # noqa: S314 - our own
    return ["".join(text.itertext()) for text in root.iterfind(".//svg:text", NS)]


@pytest.mark.parametrize(
    "board", [boards.real(), boards.hostile(), boards.generated(2, 300), boards.generated(3, 40, 15)]
)
def test_every_name_is_there_letter_for_letter(board: boards.Board) -> None:
    mapping = freeze(board)
    texts = _texts(svg.render(mapping))
    for offer in mapping.offers:
        assert offer.name in texts
    for finding in mapping.findings:
        if finding.form == "gap" and finding.step_id:
            assert finding.text in texts


def test_it_says_title_date_version_and_digest() -> None:
    mapping = freeze(boards.real())
    root = ElementTree.fromstring(svg.render(mapping))  # noqa: S314
    title, told = root.findtext("svg:title", "", NS), root.findtext("svg:desc", "", NS)
    assert title == "Tilbud til børn og unge 0-18 år – Holbæk Kommune, 12. november 2026"
    assert "Version 2" in told
    assert digest(mapping) in told
    assert any(digest(mapping) in text for text in _texts(svg.render(mapping)))


def test_each_card_says_aloud_what_it_shows() -> None:
    root = ElementTree.fromstring(svg.render(freeze(boards.real())))  # noqa: S314
    said = [title.text for title in root.iterfind(".//svg:g[@role='listitem']/svg:title", NS)]
    assert (
        "Hjemmetræning. Myndighed. Individuelt tilbud til et barn eller et ungt menneske. også på trin 3, 4, 5, 6"
        in said
    )
    assert "Mangel 3: Mangel: skolevægring i udskolingen" in said


def test_it_needs_nothing_from_elsewhere_and_runs_nothing() -> None:
    root = ElementTree.fromstring(svg.render(freeze(boards.hostile())))  # noqa: S314
    for element in root.iter():
        assert element.tag.removeprefix(f"{{{NS['svg']}}}") in {
            *("svg", "title", "desc", "g", "rect", "circle", "path", "text", "tspan")
        }
        for name in element.attrib:
            assert not name.startswith("on")
            assert "href" not in name
            assert name != "style"  # a strict Content-Security-Policy would refuse it


def test_a_large_board_makes_a_high_picture_and_not_small_type() -> None:
    root = ElementTree.fromstring(svg.render(freeze(boards.generated(2, 300, 6))))  # noqa: S314
    assert float(root.attrib["height"]) > 1123
    assert min(float(text.attrib["font-size"]) for text in root.iterfind(".//svg:text", NS)) >= 12


def test_english_speaks_english() -> None:
    texts = " ".join(map(squeezed, _texts(svg.render(freeze(boards.real()), "en"))))
    assert "Version2,closed12November2026" in texts
