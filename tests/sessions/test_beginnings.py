"""What a workshop can begin with: agendas, staircases, professional areas. All of them are plans that a board takes."""

from typing import get_args

import pytest
from pydantic import ValidationError

from board.rules.plan import check_setup
from board.state import StageKind
from sessions.agenda import AGENDAS, Lang, handbook
from sessions.areas import AREAS, OTHERS, own_area
from sessions.staircases import COLUMNS, STAIRCASES, legal
from tests.world import setup

LANGS: tuple[Lang, ...] = get_args(Lang)
# The handbook's day has no break; a facilitator may put one in.
KINDS = [kind for kind in get_args(StageKind) if kind != "break"]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("agenda", AGENDAS)
@pytest.mark.parametrize("staircase", STAIRCASES)
def test_every_choice_makes_a_plan_that_a_board_takes(lang: Lang, agenda: str, staircase: str) -> None:
    areas = [*AREAS, OTHERS]
    check_setup(setup(agenda=AGENDAS[agenda](lang), steps=STAIRCASES[staircase], areas=areas))


def test_the_handbooks_day_has_its_order_and_its_two_times() -> None:
    day = handbook("da")
    assert [stage.kind for stage in day] == KINDS
    assert {stage.kind: stage.minutes for stage in day if stage.minutes} == {"writing": 45, "presenting": 60}


def test_presenting_may_come_before_placing() -> None:
    kinds = [stage.kind for stage in AGENDAS["presenting_first"]("da")]
    assert kinds.index("presenting") == kinds.index("placing") - 1
    assert sorted(kinds) == sorted(KINDS)


def test_what_participants_may_do_and_read_follows_the_stage() -> None:
    may = {stage.kind: (stage.abilities, stage.texts) for stage in handbook("da")}
    assert may == {
        "preparation": ((), "own_table"),
        "welcome": ((), "own_table"),
        "introduction": ((), "own_table"),
        "writing": (("write",), "own_table"),
        "placing": (("write", "place"), "all"),
        "presenting": (("write", "place", "ask"), "all"),
        "reflection": (("write", "note"), "all"),
        "wrapup": ((), "all"),
    }


def test_agendas_differ_between_languages_in_their_titles_only() -> None:
    for ready_made in AGENDAS.values():
        danish, english = ready_made("da"), ready_made("en")
        assert all(one.title != other.title for one, other in zip(danish, english, strict=True))
        assert [one.model_copy(update={"title": ""}) for one in danish] == [
            one.model_copy(update={"title": ""}) for one in english
        ]


def test_the_staircases_have_their_steps_each_described() -> None:
    assert {name: len(steps) for name, steps in STAIRCASES.items()} == {
        "socialstyrelsen": 6,
        "herning": 5,
        "norwegian": 12,
        "spread": 9,
        "first_person": 7,
    }
    for steps in STAIRCASES.values():
        assert all(step.description.endswith(".") for step in steps)
        assert len({step.step_id for step in steps}) == len({step.name for step in steps}) == len(steps)


def test_the_columns_are_described_and_the_legal_ones_follow_the_law() -> None:
    for make in COLUMNS.values():
        for law in ("barnets_lov", "serviceloven"):
            columns = make(law)
            assert 5 <= len(columns) <= 7
            assert all(column.description.endswith(".") for column in columns)
            assert len({column.short for column in columns}) == len(columns)
    new, old = legal("barnets_lov"), legal("serviceloven")
    assert [column.column_id for column in new] == [column.column_id for column in old]
    assert (new[2].name, old[2].name) == ("Støttende indsatser", "Foranstaltninger")


def test_the_areas_are_the_handbooks_eleven_with_their_letters() -> None:
    assert " ".join(area.tag for area in AREAS) == "DAG SKO TAN SUN PPR MYN SSP FPK FAM DØG CIV"
    assert OTHERS.tag == "ANDR"


def test_own_areas_get_ids_and_letters_that_differ_from_all_others() -> None:
    names = [
        "Ungdomsskolen",
        "Ungdomsklubben",
        "UU",
        "Å",
        "Ældre",
        "Skole",
        "Kultur & fritid 🎉",
        "社会",
        "2",
        "Ungdom",
    ]
    own = list(AREAS)
    for name in (*names, *(f"Sogn {number}" for number in range(9))):
        own.append(own_area(name, own))
    check_setup(setup(areas=[area for area in own if area.area_id != "skole"]))
    assert [(area.area_id, area.tag) for area in own[11:15]] == [
        ("ungdomsskolen", "UNG"),
        ("ungdomsklubben", "UND"),
        ("uu", "UUU"),
        ("aa", "ÅÅÅ"),
    ]


@pytest.mark.parametrize("name", ["", "   ", "x" * 61])
def test_an_own_area_needs_a_name_that_fits(name: str) -> None:
    with pytest.raises(ValidationError):
        own_area(name, ())
