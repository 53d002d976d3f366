"""Every file that is made of a mapping tells in which column an offer stands; without columns none speaks of them."""

import pytest

from exports import pdf, svg
from exports.freezing import freeze
from tests.exports import boards
from tests.exports.pdf_reading import opened, squeezed, texts


@pytest.mark.parametrize("offers", [12, 30])
def test_the_picture_says_with_each_card_its_column(offers: int) -> None:
    mapping = freeze(boards.with_columns(offers))
    drawn = svg.render(mapping).decode()
    names = {column.column_id: column.name for column in mapping.session.columns}
    for offer in mapping.offers:
        line = next(line for line in drawn.splitlines() if f"<title>{offer.name}. " in line)
        assert (f"kolonne: {names[offer.column_id]}" in line) if offer.column_id else "kolonne:" not in line


def test_the_printed_list_has_the_column_of_each_offer() -> None:
    told = squeezed("".join(texts(opened(pdf.render(freeze(boards.with_columns()))))))
    for column in boards.with_columns().setup.columns[:5]:
        assert squeezed(column.name) in told


def test_a_staircase_without_columns_says_nothing_of_them() -> None:
    mapping = freeze(boards.real())
    assert "kolonne" not in svg.render(mapping).decode().casefold()
    assert "Kolonne" not in "".join(texts(opened(pdf.render(mapping))))
