"""What the room sees on the staircase: how offers compare, who supports what, and two findings that become one."""

import pytest

from board.commands import (
    EditFinding,
    MergeFindings,
    NoteAction,
    NoteFinding,
    RemoveFinding,
    SupportFinding,
    Undo,
)
from board.people import Actor, Audience
from board.refusals import Refused
from board.sight import see
from board.state import Comparison
from board.support import SUPPORTS_PER_PERSON
from tests.world import ADA, BEN, BETH, CLEO, WALL, Workshop, card, new_id


@pytest.fixture
def workshop() -> Workshop:
    made = Workshop("reflection")
    for name in ("k1", "k2", "k3"):
        made.does(ADA, card(f"Tilbud {name}", card_id=name, step_id="trin-2"))
    return made


def notes(workshop: Workshop, finding_id: str, actor: Actor = ADA, **words: object) -> None:
    asked = {"id": new_id(), "finding_id": finding_id, "form": "overlap", "text": finding_id, **words}
    workshop.does(actor, NoteFinding.model_validate(asked))


def supports(workshop: Workshop, actor: Actor, finding_id: str, *, supported: bool = True) -> None:
    workshop.does(actor, SupportFinding(id=new_id(), finding_id=finding_id, supported=supported))


def counted(workshop: Workshop) -> dict[str, int]:
    """How many support what, as the wall is told."""
    seen = see(workshop.board, Audience("projector")).values()
    return {thing.finding_id: thing.count for thing in seen if thing.kind == "support"}


def undoes(workshop: Workshop) -> None:
    workshop.does(ADA, Undo(id=new_id(), number=workshop.board.number))


def test_answers_and_a_target_group_stay_when_somebody_edits_who_knows_nothing_of_them(
    workshop: Workshop,
) -> None:
    answers = Comparison(form="Gruppe og individuelt", relation="complementary")
    notes(workshop, "f", target_group="Unge mødre", comparison=answers)
    workshop.does(ADA, EditFinding(id=new_id(), finding_id="f", form="gap", text="Nye ord"))
    found = workshop.board.findings["f"]
    assert (found.text, found.target_group, found.comparison) == ("Nye ord", "Unge mødre", answers)


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"text": "010114-1234"}, "text"),
        ({"target_group": "010114-1234"}, "target_group"),
        ({"comparison": {"method": "010114-1234"}}, "comparison.method"),
    ],
)
def test_a_cpr_number_is_refused_at_its_field(
    workshop: Workshop, words: dict[str, object], field: str
) -> None:
    with pytest.raises(Refused, match="cpr") as refused:
        notes(workshop, "f", **words)
    assert refused.value.field == field


def test_a_participant_edits_what_they_have_noted_and_nobody_elses(workshop: Workshop) -> None:
    notes(workshop, "f", BEN)
    edit = EditFinding(id=new_id(), finding_id="f", form="gap", text="Bedre ord")
    workshop.does(BEN, edit)
    assert workshop.board.findings["f"].text == "Bedre ord"
    with pytest.raises(Refused, match="not_allowed"):
        workshop.does(CLEO, edit)


def test_a_phone_is_told_what_is_its_own_and_nobody_who_else(workshop: Workshop) -> None:
    notes(workshop, "f", BEN)
    supports(workshop, BETH, "f")
    for actor, noted, supported in ((BEN, True, False), (BETH, False, True)):
        (mine,) = see(workshop.board, Audience("author", actor.person_id)).values()
        assert mine.kind == "mine"
        assert (mine.noted, mine.supported) == (noted, supported)
    assert not see(workshop.board, Audience("author", CLEO.person_id))
    for audience in (Audience("projector"), Audience("facilitator"), Audience("table", "skole")):
        told = "".join(thing.model_dump_json() for thing in see(workshop.board, audience).values())
        assert '"ben"' not in told
        assert '"beth"' not in told


def test_each_person_counts_once_and_takes_it_back(workshop: Workshop) -> None:
    notes(workshop, "f")
    supports(workshop, BEN, "f")
    supports(workshop, BEN, "f")
    supports(workshop, CLEO, "f")
    assert counted(workshop) == {"f": 2}
    supports(workshop, BEN, "f", supported=False)
    assert counted(workshop) == {"f": 1}
    supports(workshop, CLEO, "f", supported=False)
    assert counted(workshop) == {}


def test_there_is_so_much_support_and_what_is_removed_gives_it_back(workshop: Workshop) -> None:
    for number in range(SUPPORTS_PER_PERSON + 1):
        notes(workshop, f"f{number}")
    for number in range(SUPPORTS_PER_PERSON):
        supports(workshop, BEN, f"f{number}")
    with pytest.raises(Refused, match="no_support_left"):
        supports(workshop, BEN, f"f{SUPPORTS_PER_PERSON}")
    workshop.does(ADA, RemoveFinding(id=new_id(), finding_id="f0"))
    supports(workshop, BEN, f"f{SUPPORTS_PER_PERSON}")
    assert "f0" not in counted(workshop)


def test_only_participants_support_and_only_while_findings_are_noted(workshop: Workshop) -> None:
    notes(workshop, "f")
    for actor in (ADA, WALL):
        with pytest.raises(Refused, match="not_allowed"):
            supports(workshop, actor, "f")
    with pytest.raises(Refused, match="no_such_finding"):
        supports(workshop, BEN, "unknown")
    closed = Workshop("placing")
    notes(closed, "f")
    with pytest.raises(Refused, match="not_now"):
        supports(closed, BEN, "f")


def test_taps_do_not_crowd_out_what_the_facilitator_did(workshop: Workshop) -> None:
    notes(workshop, "f")
    deeds = workshop.board.recent
    supports(workshop, BEN, "f")
    assert workshop.board.recent == deeds


def test_two_findings_become_one_that_has_all_of_both(workshop: Workshop) -> None:
    notes(workshop, "a", card_ids=("k1", "k2"), comparison={"form": "Gruppe"})
    notes(
        workshop,
        "b",
        card_ids=("k2", "k3"),
        step_id="trin-2",
        target_group="Unge",
        comparison={"form": "Ene", "method": "Samtale"},
    )
    for actor, finding_id in ((BEN, "a"), (BEN, "b"), (CLEO, "b")):
        supports(workshop, actor, finding_id)
    before = workshop.board.findings
    workshop.does(ADA, MergeFindings(id=new_id(), finding_id="a", gone_id="b"))
    one = workshop.board.findings["a"]
    assert (one.number, one.text, one.card_ids) == (1, "a / b", ("k1", "k2", "k3"))
    assert (one.step_id, one.target_group) == ("trin-2", "Unge")
    assert one.comparison == Comparison(form="Gruppe", method="Samtale")
    assert counted(workshop) == {"a": 2}, "Ben sees it too, and is one person"
    undoes(workshop)
    assert workshop.board.findings == before
    assert counted(workshop) == {"a": 1, "b": 2}


def test_an_agreement_about_the_one_that_goes_is_about_the_one_that_stays(workshop: Workshop) -> None:
    for finding_id in ("a", "b"):
        notes(workshop, finding_id)
    workshop.does(ADA, NoteAction(id=new_id(), action_id="x", what="Ring", finding_ids=("b", "a")))
    workshop.does(ADA, MergeFindings(id=new_id(), finding_id="a", gone_id="b"))
    assert workshop.board.actions["x"].finding_ids == ("a",)
    undoes(workshop)
    assert workshop.board.actions["x"].finding_ids == ("b", "a")


def test_what_was_said_of_a_part_is_taken_back_from_the_whole(workshop: Workshop) -> None:
    for finding_id in ("a", "b", "c"):
        notes(workshop, finding_id)
        supports(workshop, BEN, finding_id)
    workshop.does(ADA, MergeFindings(id=new_id(), finding_id="b", gone_id="c"))
    workshop.does(ADA, MergeFindings(id=new_id(), finding_id="a", gone_id="b"))
    assert counted(workshop) == {"a": 1}
    supports(workshop, BEN, "a", supported=False)
    assert counted(workshop) == {}


def test_merging_refuses_what_is_gone_and_itself_and_too_many_cards(workshop: Workshop) -> None:
    for number in range(60):
        workshop.does(ADA, card(f"Tilbud {number}", card_id=f"c{number}"))
    notes(workshop, "a", card_ids=[f"c{number}" for number in range(30)])
    notes(workshop, "b", card_ids=[f"c{number}" for number in range(30, 60)])
    notes(workshop, "c")
    with pytest.raises(Refused, match="too_many"):
        workshop.does(ADA, MergeFindings(id=new_id(), finding_id="a", gone_id="b"))
    with pytest.raises(Refused, match="no_such_finding"):
        workshop.does(ADA, MergeFindings(id=new_id(), finding_id="c", gone_id="c"))
    workshop.does(ADA, MergeFindings(id=new_id(), finding_id="a", gone_id="c"))
    workshop.does(ADA, MergeFindings(id=new_id(), finding_id="a", gone_id="c"))
    with pytest.raises(Refused, match="no_such_finding"):
        workshop.does(ADA, MergeFindings(id=new_id(), finding_id="b", gone_id="c"))
    with pytest.raises(Refused, match="not_allowed"):
        workshop.does(BEN, MergeFindings(id=new_id(), finding_id="a", gone_id="b"))
