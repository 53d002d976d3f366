"""What the room said of a finding beside its words: in the mapping, and in every file made of it."""

import io
import json
from dataclasses import replace

from python_calamine import CalamineWorkbook

from board.state import Board, Comparison, Finding, Overview
from exports import content, xlsx
from exports.freezing import freeze
from exports.report import Mapping, canonical, load
from exports.words import translator
from tests.exports import boards

ANSWERS = Comparison(form="Gruppe og individuelt", intensity="Den ene er kortere", relation="complementary")


def compared() -> Board:
    """Three who support one finding, one of them through a finding that became part of it."""
    one = Finding(finding_id="f1", number=1, form="overlap", text="To ens", comparison=ANSWERS)
    part = Finding(
        finding_id="f2",
        number=2,
        form="overlap",
        text="Ens",
        removed=True,
        merged_into="f1",
        author_id="person-17",
    )
    gap = Finding(finding_id="f3", number=3, form="gap", text="Mangler", target_group="Unge mødre")
    board = boards.board([], findings={found.finding_id: found for found in (one, part, gap)})
    return replace(
        board, supports={"f1": frozenset({"person-17", "cleo"}), "f2": frozenset({"person-17", "dina"})}
    )


def told(mapping: Mapping) -> str:
    """The list that stands after the staircase in the PDF."""
    blocks = content.content(mapping, translator("da"), (), "")
    tables = [block for block in blocks if isinstance(block, content.Table)]
    return "\n".join(cell.text for table in tables for row in table.rows for cell in row)


def workbook(data: bytes, name: str) -> list[dict[str, object]]:
    """A sheet's rows by their heads."""
    head, *rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name(name).to_python()
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def test_the_mapping_says_how_they_compare_and_how_many_support_it_and_not_who() -> None:
    mapping = freeze(compared())
    one, gap = mapping.findings
    assert (one.supports, gap.supports) == (3, 0)
    assert one.comparison is not None
    assert one.comparison.model_dump() == ANSWERS.model_dump()
    assert (gap.comparison, gap.target_group) == (None, "Unge mødre")
    assert mapping.format_version == 3
    assert load(canonical(mapping)) == mapping
    assert b"person-17" not in canonical(mapping)


def test_target_groups_are_counted_on_every_step_an_offer_stands_on() -> None:
    board = replace(
        boards.real(), overview=Overview(target_groups=("funktionsevne", "skilsmisse, skilt", "sorg"))
    )
    mapping = freeze(board)
    rows = workbook(xlsx.render(mapping), "Målgruppe × trin")
    assert [row["Målgruppe"] for row in rows] == ["funktionsevne", "skilsmisse", "sorg"]
    assert [row["Trin 2"] for row in rows] == [7.0, 2.0, 0.0]
    assert [row["Trin 5"] for row in rows] == [4.0, 0.0, 0.0]
    assert "sorg\ningen" in told(mapping)
    assert mapping.format_version == 3
    assert load(canonical(mapping)) == mapping


def test_a_finding_of_which_nothing_more_was_said_is_written_as_before() -> None:
    written = json.loads(canonical(freeze(boards.real())))
    for finding in written["findings"]:
        assert finding.keys() == {"finding_id", "form", "number", "offer_ids", "step_id", "text"}


def test_the_list_and_the_workbook_tell_all_of_it() -> None:
    mapping = freeze(compared())
    said = told(mapping)
    for words in ("De supplerer hinanden", "Gruppe og individuelt", "Støttet af 3 deltagere", "Unge mødre"):
        assert words in said
    one, gap = workbook(xlsx.render(mapping), "Fund")
    assert (one["Støtte"], one["Forhold"], one["Form"]) == (3.0, "De supplerer hinanden", ANSWERS.form)
    assert one["Intensitet og specialisering"] == ANSWERS.intensity
    assert (gap["Målgruppe"], gap["Metode"]) == ("Unge mødre", "")
