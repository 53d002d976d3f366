"""B2 and B7 where several features meet: a picture that was followed is as a fresh one, and hidden is hidden."""

from collections.abc import Sequence

import pytest

from board.commands import (
    AskQuestion,
    ChoosePresenter,
    Command,
    GiveTurn,
    HoldWall,
    Join,
    MergeQuestions,
    OfferToPresent,
    OpenStage,
    PresentCard,
    RemovePerson,
    RevealTexts,
    ShowQuestion,
    SupportQuestion,
    Undo,
    WithdrawCard,
    WithdrawCardsOf,
)
from board.hub import Hub
from board.memory import MemoryBus, MemoryLog
from board.people import Actor, Audience
from board.refusals import Refused
from board.sight import changes, see
from board.state import Table
from board.touched import touches
from tests.world import (
    ADA,
    BEN,
    BETH,
    CLEO,
    START,
    FakeClient,
    Workshop,
    card,
    new_id,
    plan_change,
    planned,
    told,
)

WALL, FACILITATOR = Audience("projector"), Audience("facilitator")
AUDIENCES = [
    WALL,
    FACILITATOR,
    *(Audience("table", area) for area in ("skole", "dagtilbud")),
    *(Audience("author", person) for person in ("ben", "beth", "cleo")),
]


def follows(workshop: Workshop, asked: Sequence[tuple[Actor, Command]]) -> None:
    """Do these in one batch; every picture that follows it is then as a fresh one."""
    before, touched = workshop.board, set[str]()
    for actor, command in asked:
        earlier = workshop.board
        for event in workshop.does(actor, command):
            touched |= set(touches(earlier, workshop.board, event))
    told = changes(before, workshop.board, touched, AUDIENCES)
    for audience in AUDIENCES:
        picture = see(before, audience)
        put, removed = told.get(audience, ([], []))
        picture.update({thing.key: thing for thing in put})
        kept = {key: thing for key, thing in picture.items() if key not in removed}
        assert kept == see(workshop.board, audience), audience


def asked_on_the_wall(*, held: bool = False) -> Workshop:
    """Ben's card is presented, and Cleo's question about it is shown beside it."""
    workshop = Workshop("presenting")
    workshop.does(BEN, card("Lektiecafé", card_id="k"))
    workshop.does(ADA, PresentCard(id=new_id(), card_id="k"))
    for question in ("q1", "q2"):
        workshop.does(
            CLEO, AskQuestion(id=new_id(), question_id=question, card_id="k", text=f"Hvad {question}?")
        )
    workshop.does(ADA, ShowQuestion(id=new_id(), question_id="q1"))
    if held:
        workshop.does(ADA, HoldWall(id=new_id(), held=True))
        workshop.does(ADA, ShowQuestion(id=new_id(), question_id=None))
    return workshop


def on_the_wall(workshop: Workshop, kind: str) -> list[str]:
    return sorted(key for key in see(workshop.board, WALL) if key.startswith(kind))


@pytest.mark.parametrize("held", [False, True])
@pytest.mark.parametrize(
    "command", [WithdrawCardsOf(id="w", person_id="ben"), WithdrawCard(id="w", card_id="k")]
)
def test_a_question_leaves_the_wall_with_its_card(command: Command, held: bool) -> None:
    workshop = asked_on_the_wall(held=held)
    follows(workshop, [(ADA, command)])
    assert on_the_wall(workshop, "question:") == on_the_wall(workshop, "card:") == []
    follows(workshop, [(ADA, Undo(id=new_id(), number=workshop.board.number))])


def test_a_question_that_is_merged_on_the_wall_gives_way_to_the_one_that_stands_for_it() -> None:
    workshop = asked_on_the_wall()
    follows(workshop, [(ADA, MergeQuestions(id=new_id(), question_id="q1", into_id="q2"))])
    assert on_the_wall(workshop, "question:") == ["question:q2"]
    follows(workshop, [(BETH, SupportQuestion(id=new_id(), question_id="q2", supports=True))])


def test_texts_that_were_hidden_by_hand_stay_hidden_on_a_kept_wall_in_the_next_stage() -> None:
    """B10"""
    workshop = Workshop("placing")
    workshop.does(BEN, card("Lektiecafé", card_id="k"))
    workshop.does(ADA, HoldWall(id=new_id(), held=True))
    assert on_the_wall(workshop, "card:") == ["card:k"]
    follows(workshop, [(ADA, RevealTexts(id=new_id(), revealed=False))])
    assert on_the_wall(workshop, "card:") == []
    follows(workshop, [(ADA, OpenStage(id=new_id(), stage_id="writing"))])
    assert on_the_wall(workshop, "card:") == []


async def test_who_is_moved_to_another_table_is_not_sent_its_cards_on_the_old_line() -> None:
    """F1: the plan seats others at Ben's table; he hears of it by coming back, not by what they wrote."""

    def tables(*areas: str) -> tuple[Table, ...]:
        return tuple(
            Table(table_id=f"t{n}", name=f"Bord {n}", area_ids=(area,)) for n, area in enumerate(areas)
        )

    log = MemoryLog()
    log.entries["s"].append(planned(tables=tables("skole", "dagtilbud")))
    room = await Hub(log, MemoryBus(), lambda: START).room("s")
    for person in (BEN, CLEO):
        await room.submit(person, Join(id=new_id(), area_id=person.area_id))
    await room.submit(ADA, OpenStage(id=new_id(), stage_id="writing"))
    await room.submit(CLEO, card("Kun for dagtilbud", "dagtilbud", card_id="k"))
    await told()
    ben = FakeClient(room.seated("ben"))
    room.join(ben)
    await room.submit(ADA, plan_change(room.board.setup, tables=tables("dagtilbud", "skole")))
    await told()
    assert ben.closed is not None
    assert "Kun for dagtilbud" not in ben.texts()


@pytest.mark.parametrize("field", ["names_shown", "names_in_mapping"])
def test_no_undo_shows_names_to_those_who_were_told_that_they_are_not_shown(field: str) -> None:
    """F4"""
    workshop = Workshop(**{field: True})
    workshop.does(ADA, plan_change(workshop.board.setup, **{field: False}))
    number = workshop.board.number
    with pytest.raises(Refused, match="names_promised"):
        workshop.does(ADA, Undo(id=new_id(), number=number))
    with pytest.raises(Refused, match="names_promised"):
        workshop.does(ADA, plan_change(workshop.board.setup, **{field: True}))


@pytest.mark.parametrize(
    "gone", [RemovePerson(id="g", person_id="ben", removed=True), Join(id="g", area_id="ppr")]
)
def test_a_representative_who_has_left_stands_in_nobodys_way_when_an_undo_brings_the_name_back(
    gone: Command,
) -> None:
    workshop = Workshop("presenting")
    workshop.does(ADA, ChoosePresenter(id=new_id(), area_id="skole", person_id="ben"))
    workshop.does(ADA, ChoosePresenter(id=new_id(), area_id="skole", person_id="beth"))
    number = workshop.board.number
    follows(workshop, [(BEN if isinstance(gone, Join) else ADA, gone)])
    follows(workshop, [(ADA, Undo(id=new_id(), number=number))])
    turn = see(workshop.board, FACILITATOR)["turn:skole"]
    assert turn.kind == "turn" and not turn.has_presenter
    follows(workshop, [(BETH, OfferToPresent(id=new_id(), offers=True))])
    turn = see(workshop.board, FACILITATOR)["turn:skole"]
    assert turn.kind == "turn" and turn.has_presenter


def test_who_was_sent_out_is_not_chosen_to_present() -> None:
    workshop = Workshop("presenting")
    workshop.does(ADA, RemovePerson(id=new_id(), person_id="ben", removed=True))
    with pytest.raises(Refused, match="no_such_person"):
        workshop.does(ADA, ChoosePresenter(id=new_id(), area_id="skole", person_id="ben"))


def test_a_representative_does_not_show_what_they_may_not_read() -> None:
    """Of an area at two tables, while the texts are hidden."""
    tables = tuple(Table(table_id=key, name=key, area_ids=("skole",)) for key in ("t1", "t2"))
    workshop = Workshop("writing", tables=tables)
    for person, table in ((BEN, "t1"), (BETH, "t2")):
        workshop.does(person, Join(id=new_id(), area_id="skole", table_id=table))
    workshop.does(BETH, card("Kun ved bord 2", card_id="k"))
    workshop.does(ADA, OpenStage(id=new_id(), stage_id="presenting"))
    workshop.does(ADA, RevealTexts(id=new_id(), revealed=False))
    workshop.does(ADA, ChoosePresenter(id=new_id(), area_id="skole", person_id="ben"))
    workshop.does(ADA, GiveTurn(id=new_id(), area_id="skole"))
    with pytest.raises(Refused, match="not_yours"):
        workshop.does(BEN, PresentCard(id=new_id(), card_id="k"))


def test_the_log_of_the_console_does_not_tell_from_where_a_question_came() -> None:
    """C15"""
    deeds = [thing for thing in see(asked_on_the_wall().board, FACILITATOR).values() if thing.kind == "deed"]
    asked = [deed for deed in deeds if deed.what == "question_asked"]
    assert asked
    assert all(deed.area_id == "" for deed in asked)


def test_an_area_is_not_taken_from_the_plan_while_it_has_the_turn() -> None:
    workshop = Workshop("presenting")
    workshop.does(ADA, GiveTurn(id=new_id(), area_id="ppr"))
    fewer = plan_change(workshop.board.setup, areas=workshop.board.setup.areas[:2])
    with pytest.raises(Refused, match="area_in_use"):
        workshop.does(ADA, fewer)
    workshop.does(ADA, GiveTurn(id=new_id(), area_id=None))
    follows(workshop, [(ADA, fewer)])
