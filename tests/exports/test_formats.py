"""The registry: every row is a file that can be made, told apart from all others, and joins these tests by itself."""

import pytest

from exports import formats
from exports.formats import FILES, GROUPS, MEDIA_TYPES, File
from exports.freezing import freeze
from exports.report import Person
from tests.exports import boards

PEOPLE = [Person("Bo", "ppr")]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.address)
def test_every_file_is_made_with_what_its_row_says_and_the_same_twice(file: File) -> None:
    mapping = freeze(boards.generated(5, 3))
    made = file.render(mapping, "en", PEOPLE, "session")
    assert made
    assert made == file.render(mapping, "en", PEOPLE, "session")


def test_addresses_are_told_apart_and_what_stands_on_the_page_too() -> None:
    assert len({file.address for file in FILES}) == len(FILES)
    assert len({(file.label, file.kind) for file in FILES}) == len(FILES)
    assert all(file.suffix in MEDIA_TYPES and file.use for file in FILES)


def test_files_stand_by_group_and_a_group_recommends_one_at_most() -> None:
    assert [file.group for file in FILES] == sorted((file.group for file in FILES), key=GROUPS.index)
    for group in GROUPS:
        assert sum(file.is_recommended for file in FILES if file.group is group) <= 1


def test_an_unknown_file_is_refused() -> None:
    with pytest.raises(KeyError):
        formats.named("overblik.exe")
