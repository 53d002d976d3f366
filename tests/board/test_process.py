"""The process plan and the upkeep of the end product: kept with the plan, the notes for the facilitator's eyes."""

import json
from typing import Any

import pytest

from board.commands import ChangeSetup, Undo
from board.events import load_events
from board.people import Actor, Audience, audiences
from board.process import ProcessNote, ProcessStep, Upkeep
from board.refusals import Refused
from board.sight import see
from tests.world import ADA, BEN, WALL, Workshop, new_id, plan_change, planned

BO = Actor("facilitator", "bo")


def note(step: ProcessStep, **words: str) -> ProcessNote:
    return ProcessNote.model_validate({"step": step, **words})


def writes(changed: ProcessNote, *seen: ProcessNote) -> ChangeSetup:
    """The command that changes one step, asked by somebody who saw it so."""
    return ChangeSetup.model_validate(
        {"id": new_id(), "changes": {"process": (changed,)}, "seen": {"process": seen}}
    )


def test_steps_are_written_each_for_itself_and_stand_in_their_order() -> None:
    workshop = Workshop()
    last, first = note("end_product", decisions="Et katalog"), note("purpose", input="Budgettet")
    workshop.does(ADA, writes(last))
    workshop.does(BO, writes(first))
    assert workshop.board.setup.process == (first, last)
    workshop.does(ADA, writes(note("end_product"), last))
    assert workshop.board.setup.process == (first,), "a step without a word is left out"


def test_nobody_overwrites_a_note_unread() -> None:
    workshop = Workshop()
    adas = note("purpose", input="Adas")
    workshop.does(ADA, writes(adas))
    with pytest.raises(Refused, match="plan_changed") as refused:
        workshop.does(BO, writes(note("purpose", input="Bos")))
    assert refused.value.field == "process"
    assert workshop.does(BO, writes(adas)) == (), "alike is no conflict"
    workshop.does(BO, writes(note("purpose", input="Bos"), adas))
    assert workshop.board.setup.process[0].input == "Bos"


@pytest.mark.parametrize("field", ["input", "decisions", "further"])
def test_a_personal_number_in_a_note_is_refused(field: str) -> None:
    with pytest.raises(Refused, match="cpr"):
        Workshop().does(ADA, writes(note("follow_up", **{field: "Ring om 010114-1234"})))


@pytest.mark.parametrize("field", ["recipients", "channel", "owner", "rhythm_words"])
def test_a_personal_number_in_the_upkeep_is_refused(field: str) -> None:
    workshop = Workshop()
    with pytest.raises(Refused, match="cpr") as refused:
        workshop.does(ADA, plan_change(workshop.board.setup, upkeep={field: "010114-1234"}))
    assert refused.value.field == field


def test_participants_do_not_write_in_it() -> None:
    with pytest.raises(Refused, match="not_allowed"):
        Workshop().does(BEN, writes(note("purpose", input="Bens")))


def test_the_notes_are_sent_to_the_facilitator_alone_and_the_upkeep_to_all() -> None:
    workshop = Workshop("wrapup")
    workshop.does(ADA, writes(note("purpose", input="Kun for os")))
    workshop.does(ADA, plan_change(workshop.board.setup, upkeep={"owner": "Anne", "rhythm": "yearly"}))
    for actor in (BEN, WALL):
        for audience in audiences(actor):
            told = "".join(thing.model_dump_json() for thing in see(workshop.board, audience).values())
            assert "Kun for os" not in told
            assert audience.kind == "author" or "Anne" in told
    seen: dict[str, Any] = see(workshop.board, Audience("facilitator"))
    assert seen["process"].notes == (note("purpose", input="Kun for os"),)


def test_what_was_written_is_taken_back_by_undo() -> None:
    workshop = Workshop()
    before = workshop.board.setup
    workshop.does(ADA, writes(note("purpose", input="Noget")))
    workshop.does(ADA, Undo(id=new_id(), number=workshop.board.number))
    assert workshop.board.setup == before


def test_a_log_from_before_there_was_any_still_opens() -> None:
    (event,) = planned().events
    stored = event.model_dump(mode="json")
    del stored["setup"]["process"], stored["setup"]["upkeep"]
    (read,) = load_events(json.dumps([stored]))
    assert read == event
    assert event.type == "session_planned"
    assert event.setup.upkeep == Upkeep()
