"""The plan may be changed all day, also by several at once: what is in use remains, nothing is overwritten unread."""

from typing import get_type_hints

import pytest
from pydantic import ValidationError

from board.commands import ChangeSetup, MoveCard, OpenStage, SetupFields, Undo, WithdrawCard
from board.people import Actor
from board.refusals import Refused
from board.state import UNPLACED, Area, Column, Setup
from tests.world import ADA, AGENDA, AREAS, BEN, COLUMNS, STEPS, Workshop, card, new_id, plan_change

BO = Actor("facilitator", "bo")


def test_the_plan_changes_but_keeps_what_is_in_use() -> None:
    workshop = Workshop("placing")
    workshop.does(BEN, card(card_id="k", step_id="trin-2"))
    workshop.does(ADA, plan_change(workshop.board.setup, title="Nyt navn", steps=STEPS[:3]))
    assert workshop.board.setup.title == "Nyt navn"
    for changes, code in (
        ({"areas": AREAS[1:]}, "area_in_use"),
        ({"agenda": AGENDA[:2]}, "stage_in_use"),
        ({"areas": (*AREAS, Area(area_id="ny", name="Nyt", tag="sko"))}, "twice"),
        ({"columns": (COLUMNS[0], COLUMNS[0])}, "twice"),
        ({"columns": (Column(column_id="x", name="Støtte 010114-1234"),)}, "cpr"),
        ({"purpose": "Elev 010114-1234"}, "cpr"),
    ):
        with pytest.raises(Refused, match=code):
            workshop.does(ADA, plan_change(workshop.board.setup, **changes))


def test_a_step_that_is_removed_takes_no_card_with_it() -> None:
    workshop = Workshop("placing")
    workshop.does(BEN, card(card_id="gone", step_id="trin-2", other_steps=("trin-1",)))
    workshop.does(BEN, card(card_id="stays", step_id="trin-1", other_steps=("trin-2", "trin-3")))
    workshop.does(BEN, card(card_id="back", step_id="trin-2"))
    workshop.does(BEN, WithdrawCard(id=new_id(), card_id="back"))
    before = workshop.board.cards
    workshop.does(ADA, plan_change(workshop.board.setup, steps=(STEPS[0], *STEPS[2:])))
    after = workshop.board.cards
    assert after["gone"].placement == after["back"].placement == UNPLACED
    assert after["stays"].placement == before["stays"].placement.model_copy(
        update={"other_steps": ("trin-3",)}
    )
    deed = workshop.board.recent[-1]
    assert (deed.what, deed.after) == ("setup_changed", "3"), "told how many cards lost a place"
    workshop.does(ADA, Undo(id=new_id(), number=workshop.board.number))
    assert workshop.board.cards == before
    assert workshop.board.setup.steps == STEPS
    assert workshop.board.recent[-1].what == "setup_changed", "called by what it was about, there and back"


def test_a_column_that_is_removed_leaves_its_cards_on_their_steps() -> None:
    workshop = Workshop("placing", columns=COLUMNS)
    workshop.does(BEN, card(card_id="k", step_id="trin-2", column_id="stoette"))
    workshop.does(BEN, card(card_id="l", step_id="trin-2", column_id="almen"))
    before = workshop.board.cards
    workshop.does(ADA, plan_change(workshop.board.setup, columns=COLUMNS[:1]))
    after = workshop.board.cards
    assert after["k"].placement == before["k"].placement.model_copy(update={"column_id": None})
    assert after["l"] is before["l"]
    workshop.does(ADA, Undo(id=new_id(), number=workshop.board.number))
    assert workshop.board.cards == before


def test_a_step_does_not_come_back_under_cards_that_have_been_moved_since() -> None:
    workshop = Workshop("placing")
    workshop.does(BEN, card(card_id="k", step_id="trin-2"))
    workshop.does(ADA, plan_change(workshop.board.setup, steps=(STEPS[0], *STEPS[2:])))
    removed = workshop.board.number
    workshop.does(BEN, MoveCard(id=new_id(), card_id="k", step_id="trin-3"))
    with pytest.raises(Refused, match="changed_since"):
        workshop.does(ADA, Undo(id=new_id(), number=removed))


def test_a_plan_from_before_there_were_columns_has_none() -> None:
    stored = Workshop(columns=COLUMNS).board.setup.model_dump(exclude={"columns"})
    assert Setup.model_validate(stored).columns == ()


def test_two_who_change_the_plan_at_once_overwrite_nothing_unread() -> None:
    workshop = Workshop("placing")
    seen = workshop.board.setup
    workshop.does(ADA, plan_change(seen, title="Adas titel", areas=AREAS[:3]))
    # Different fields: both changes stand.
    workshop.does(BO, plan_change(seen, purpose="Bos formål"))
    assert (workshop.board.setup.title, workshop.board.setup.purpose) == ("Adas titel", "Bos formål")
    # The same field: Bo has to look first.
    with pytest.raises(Refused, match="plan_changed") as refused:
        workshop.does(BO, plan_change(seen, municipality="Holbæk", title="Bos titel"))
    assert refused.value.field == "title"
    assert workshop.board.setup.municipality == seen.municipality, "all of it is refused, not a part"
    workshop.does(BO, plan_change(workshop.board.setup, municipality="Holbæk", title="Bos titel"))
    assert (workshop.board.setup.title, workshop.board.setup.municipality) == ("Bos titel", "Holbæk")


def test_two_who_change_the_plan_alike_agree() -> None:
    workshop = Workshop()
    seen = workshop.board.setup
    workshop.does(ADA, plan_change(seen, title="Ny titel"))
    assert workshop.does(BO, plan_change(seen, title="Ny titel")) == ()


def test_a_list_of_the_plan_that_was_changed_meanwhile_is_not_replaced_unread() -> None:
    workshop = Workshop()
    seen = workshop.board.setup
    workshop.does(ADA, plan_change(seen, areas=(*AREAS, Area(area_id="ssp", name="SSP", tag="SSP"))))
    with pytest.raises(Refused, match="plan_changed"):
        workshop.does(BO, plan_change(seen, areas=AREAS[:2]))
    assert len(workshop.board.setup.areas) == 4


def test_who_does_not_say_what_stood_there_changes_nothing() -> None:
    workshop = Workshop()
    unseen = ChangeSetup(id=new_id(), changes=SetupFields(title="Nyt navn"), seen=SetupFields())
    with pytest.raises(Refused, match="plan_changed"):
        workshop.does(ADA, unseen)


def test_every_field_of_the_plan_can_be_changed_within_its_own_bounds() -> None:
    """What `Setup` demands of a field, `SetupFields` demands of it too. What an overview was made of is no plan."""
    fields = get_type_hints(SetupFields, include_extras=True)
    for field, demanded in get_type_hints(Setup, include_extras=True).items():
        assert field == "sources" or fields[field] == demanded | None, field


def test_points_are_left_out_and_brought_back_but_not_those_that_were_held() -> None:
    workshop = Workshop("writing")
    seen = workshop.board.setup
    without = tuple(stage for stage in seen.agenda if stage.stage_id != "welcome")
    away = tuple(stage for stage in seen.agenda if stage.stage_id == "welcome")
    workshop.does(ADA, plan_change(seen, agenda=without, left_out=away))
    assert workshop.board.recent[-1].before == "agenda,left_out"
    with pytest.raises(Refused, match="no_such_stage"):
        workshop.does(ADA, OpenStage(id=new_id(), stage_id="welcome"))
    with pytest.raises(Refused, match="twice"):
        workshop.does(ADA, plan_change(workshop.board.setup, agenda=seen.agenda))
    workshop.does(ADA, plan_change(workshop.board.setup, agenda=seen.agenda, left_out=()))
    held = tuple(stage for stage in seen.agenda if stage.stage_id != "writing")
    with pytest.raises(Refused, match="stage_in_use"):
        workshop.does(ADA, plan_change(seen, agenda=held))


@pytest.mark.parametrize("wrong", ["9:00", "24:00", "09.00", "09:60"])
def test_the_day_begins_at_a_time_of_day(wrong: str) -> None:
    workshop = Workshop()
    workshop.does(ADA, plan_change(workshop.board.setup, starts_at="09:00"))
    assert workshop.board.setup.starts_at == "09:00"
    with pytest.raises(ValidationError):
        plan_change(workshop.board.setup, starts_at=wrong)
