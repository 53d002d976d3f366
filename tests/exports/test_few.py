"""Small counts: nothing that remains of a day tells of one or two people by number, nor lets it be computed."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from board import few
from board.state import Board, Finding
from board.versions import Versions
from exports import labels, rows
from exports.freezing import freeze
from exports.reading import Reading
from exports.report import canonical, digest, load
from exports.words import translator
from tests.exports import boards


def attended(counts: dict[str, int], supports: list[int], *, hides_few: bool = True) -> Board:
    """A board with so many people from each area, and a finding for each number of those who support it."""
    board = boards.real()
    people = {f"{area}-{n}": area for area, count in counts.items() for n in range(count)}
    ids = list(people)
    found = {
        f"f{n}": Finding(finding_id=f"f{n}", number=n + 1, form="observation", text="Set")
        for n in range(len(supports))
    }
    supported = {f"f{n}": frozenset(ids[:count]) for n, count in enumerate(supports) if count}
    versions = Versions(hides_few=hides_few)
    return replace(board, people=people, findings=found, supports=supported, versions=versions)


def ways(hidden: int, rest: int) -> list[tuple[int, ...]]:
    """All the ways in which that many hidden counts, each one or two, can make up the rest."""
    if hidden == 0:
        return [()] if rest == 0 else []
    return [(first, *others) for first in (1, 2) for others in ways(hidden - 1, rest - first)]


AREAS = [area.area_id for area in boards.real().setup.areas][:6]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.integers(0, 6), min_size=len(AREAS), max_size=len(AREAS)),
    st.lists(st.integers(0, 5), max_size=4),
)
def test_no_file_of_any_mapping_tells_of_one_or_two_by_number(counts: list[int], supports: list[int]) -> None:
    board = attended(dict(zip(AREAS, counts, strict=True)), supports)
    mapping = load(canonical(freeze(board)))
    told = {part.area_id: part.count for part in mapping.participants}
    assert told == {
        area: count if count >= few.FEW else None for area, count in zip(AREAS, counts, strict=True) if count
    }
    # What the total leaves for the hidden ones can be made up in ways in which each of them is one, and two.
    hidden = [area for area, count in told.items() if count is None]
    if mapping.participants_total is not None and hidden:
        rest = mapping.participants_total - sum(count or 0 for count in told.values())
        possible = ways(len(hidden), rest)
        assert all({way[place] for way in possible} == {1, 2} for place in range(len(hidden)))
    people = sum(counts)
    assert [one.supports for one in mapping.findings] == [
        min(count, people) if min(count, people) >= few.FEW else 0 for count in supports
    ]


def test_an_older_mapping_keeps_its_digest_and_its_files_tell_no_small_count() -> None:
    board = attended({AREAS[0]: 5}, [1, 2, 3], hides_few=False)
    mapping = freeze(board)
    assert [one.supports for one in mapping.findings] == [1, 2, 3]
    assert digest(mapping) == digest(load(canonical(mapping)))
    words = translator("da")
    assert [labels.supports(words, one) for one in mapping.findings] == ["", "", "Støttet af 3 deltagere"]
    table = rows.findings(Reading(mapping), words)
    assert [row[table.head.index("Støtte")] for row in table.rows] == [None, None, 3]
