"""After the day: the next version is tidied by facilitators, while everybody else goes on seeing the frozen one."""

from dataclasses import replace

import pytest

from board.commands import (
    AddCard,
    AskQuestion,
    BringBackCard,
    Command,
    EditCard,
    EditFinding,
    Freeze,
    Join,
    MoveCard,
    NoteAction,
    NoteFinding,
    OfferChanges,
    OpenStage,
    PauseClock,
    RemoveFinding,
    Reopen,
    Undo,
    WithdrawCard,
)
from board.fold import replay
from board.people import Actor, audiences
from board.refusals import Refused
from board.sight import changes, see
from board.state import Board
from board.tidying import BeginTidying, GiveUpTidying, MergeCards, SplitCard
from board.touched import touches
from exports.freezing import freeze
from exports.report import Mapping, canonical, digest
from tests.world import (
    ADA,
    BEN,
    BETH,
    CLEO,
    START,
    WALL,
    Workshop,
    card,
    new_id,
    offer,
    plan_change,
    setup,
)

EVA = Actor("facilitator", "eva")
DAY = 24 * 3_600_000
ROOM = [audience for actor in (BEN, BETH, CLEO, WALL) for audience in audiences(actor)]

TIDIED: list[Command] = [
    EditCard(id="t1", card_id="k", changes=OfferChanges(name="Åben rådgivning", contact="Tlf. 12 34 56 78")),
    MoveCard(id="t2", card_id="k", step_id="trin-5"),
    WithdrawCard(id="t3", card_id="l"),
    BringBackCard(id="t4", card_id="gone"),
    MergeCards(id="t5", card_id="k", gone_card_id="l"),
    MergeCards(
        id="t6",
        card_id="l",
        gone_card_id="k",
        changes=OfferChanges(name="Åben rådgivning"),
        stands_there=True,
    ),
    SplitCard(
        id="t7",
        card_id="k",
        new_card_id="n",
        offer=offer("Gruppe for søskende"),
        changes=OfferChanges(name="Gruppe for børn"),
    ),
    AddCard(
        id="t8",
        card_id="m",
        offer=offer("Ungdomsskolen"),
        step_id="trin-1",
        source="Fritid, leder",
        why="Glemt på dagen",
    ),
    EditFinding(id="t9", finding_id="f", form="overlap", text="To, der ligner", card_ids=("k",)),
    RemoveFinding(id="t10", finding_id="f"),
    NoteAction(id="t11", action_id="b", what="Spørg igen"),
    plan_change(setup(), end_product="Et katalog", upkeep={"owner": "Konsulenten"}),
]


@pytest.fixture
def workshop() -> Workshop:
    """Frozen at noon: two cards that say the same on two steps, a finding and an agreement about both, a question."""
    made = Workshop("presenting")
    made.does(BEN, card("Åben radgivning", card_id="k", step_id="trin-2", target_group="Unge"))
    made.does(CLEO, card("Åben rådg.", "dagtilbud", card_id="l", step_id="trin-3", duration="10 uger"))
    made.does(BEN, card("Trukket", card_id="gone"))
    made.does(BEN, WithdrawCard(id=new_id(), card_id="gone"))
    made.does(
        ADA,
        NoteFinding(id=new_id(), finding_id="f", form="overlap", text="To ens", card_ids=("l", "k")),
    )
    made.does(ADA, NoteAction(id=new_id(), action_id="a", what="Spørg", card_ids=("l",)))
    made.does(ADA, AskQuestion(id=new_id(), question_id="q", card_id="l", text="Hvem må komme?"))
    made.now += 3_600_000
    made.does(ADA, Freeze(id=new_id()))
    made.now += 7 * DAY
    return made


@pytest.fixture
def tidied(workshop: Workshop) -> Workshop:
    workshop.does(ADA, BeginTidying(id=new_id()))
    return workshop


def work(board: Board) -> Board:
    """The board without its memory and number; without what was added and taken back since."""
    cards = {key: one for key, one in board.cards.items() if not (one.withdrawn and key in ("n", "m"))}
    actions = {key: one for key, one in board.actions.items() if not one.removed}
    return replace(board, number=0, recent=(), cards=cards, actions=actions)


def last(workshop: Workshop) -> int:
    return workshop.board.number


@pytest.mark.parametrize("command", TIDIED, ids=lambda command: f"{command.type}-{command.id}")
def test_each_deed_is_the_facilitators_alone_and_seen_by_nobody_else_and_undone_by_name(
    tidied: Workshop, command: Command
) -> None:
    before = tidied.board
    for other in (BEN, WALL):
        with pytest.raises(Refused, match="frozen"):
            tidied.does(other, command)
    facts = tidied.does(ADA, command)
    touched = {key for fact in facts for key in touches(before, tidied.board, fact)}
    told = changes(before, tidied.board, touched, [*ROOM, *audiences(ADA)])
    assert told.keys() == set(audiences(ADA))
    for audience in ROOM:
        assert see(tidied.board, audience) == see(before, audience)

    after, deed = tidied.board, tidied.board.recent[-1]
    assert deed.number == last(tidied) and deed.takes_back
    tidied.does(ADA, Undo(id=new_id(), number=deed.number))
    assert work(tidied.board) == work(before)
    tidied.does(ADA, Undo(id=new_id(), number=last(tidied)))
    assert work(tidied.board) == work(after)


def freeze_now(workshop: Workshop) -> Mapping:
    workshop.does(ADA, Freeze(id=new_id()))
    made = freeze(workshop.board)
    workshop.does(ADA, BeginTidying(id=new_id()))
    return made.model_copy(update={"version": 0, "frozen_at": 0, "log_number": 0, "changes": None})


def test_the_original_stays_and_the_log_gives_the_next_version_again(workshop: Workshop) -> None:
    original = canonical(freeze(workshop.board))
    frozen_by = len(workshop.entries)
    workshop.does(ADA, BeginTidying(id=new_id()))
    for command in TIDIED[4], TIDIED[7]:
        workshop.does(ADA, command)
    workshop.does(ADA, Freeze(id=new_id(), note="Ryddet op"))
    second = freeze(workshop.board)
    assert canonical(freeze(replay(workshop.entries[:frozen_by]))) == original
    assert digest(freeze(replay(workshop.entries))) == digest(second)
    assert second.changes is not None and second.changes.note == "Ryddet op"
    assert [(one.key, one.kind, one.merged_into) for one in second.changes.made] == [
        ("m", "added", None),
        ("l", "withdrawn", "k"),
    ]
    added = next(one for one in second.offers if one.offer_id == "m")
    assert (added.provenance.source, added.provenance.why) == ("Fritid, leder", "Glemt på dagen")


def test_nobody_is_told_anything_before_the_next_version_and_then_all_at_once(tidied: Workshop) -> None:
    for command in TIDIED[4], TIDIED[7]:
        tidied.does(ADA, command)
    before = tidied.board
    (frozen,) = tidied.does(ADA, Freeze(id=new_id()))
    told = changes(before, tidied.board, touches(before, tidied.board, frozen), ROOM)
    for audience in ROOM:
        picture = see(before, audience)
        assert "card:m" not in picture
        put, removed = told.get(audience, ([], []))
        picture.update({thing.key: thing for thing in put})
        assert {key: thing for key, thing in picture.items() if key not in removed} == see(
            tidied.board, audience
        )
    assert "card:l" not in see(tidied.board, audiences(BEN)[0])


def test_the_day_as_it_was_held_is_the_same_in_every_version(workshop: Workshop) -> None:
    first = freeze(workshop.board)
    workshop.does(ADA, BeginTidying(id=new_id()))
    workshop.does(Actor("participant", "late", "ppr"), Join(id=new_id(), area_id="ppr"))
    workshop.now += DAY
    workshop.does(ADA, TIDIED[0])
    workshop.does(ADA, Freeze(id=new_id()))
    second = freeze(workshop.board)
    assert second.frozen_at == first.frozen_at + 8 * DAY
    facts = ("agenda", "participants", "participants_total")
    assert [getattr(second, fact) for fact in facts] == [getattr(first, fact) for fact in facts]
    # Opened again, the day goes on from where it ended: what was tidied since was no part of it.
    workshop.now += DAY
    workshop.does(ADA, Reopen(id=new_id()))
    workshop.now += 60_000
    workshop.does(ADA, Freeze(id=new_id()))
    third = freeze(workshop.board)
    assert third.agenda[-1].seconds == first.agenda[-1].seconds + 60
    assert [one.model_copy(update={"closed_at": 0, "seconds": 0}) for one in third.agenda] == [
        one.model_copy(update={"closed_at": 0, "seconds": 0}) for one in first.agenda
    ]


def test_what_was_done_on_the_day_is_not_undone_while_tidying(tidied: Workshop) -> None:
    named = see(tidied.board, audiences(ADA)[0])
    deeds = [thing for thing in named.values() if thing.kind == "deed"]
    assert deeds and not any(deed.undoable for deed in deeds)
    for number in range(1, last(tidied) + 1):
        with pytest.raises(Refused, match="nothing_to_undo"):
            tidied.does(ADA, Undo(id=new_id(), number=number))
    tidied.does(ADA, TIDIED[0])
    deeds = [one for one in see(tidied.board, audiences(ADA)[0]).values() if one.kind == "deed"]
    assert [deed.what for deed in deeds if deed.undoable] == ["card_edited"]


def test_of_two_that_are_one_nothing_is_lost(tidied: Workshop) -> None:
    tidied.does(
        ADA, MergeCards(id=new_id(), card_id="k", gone_card_id="l", changes=OfferChanges(duration="10 uger"))
    )
    board = tidied.board
    assert board.cards["l"].withdrawn and board.cards["l"].merged_into == "k"
    assert (board.cards["k"].offer.target_group, board.cards["k"].offer.duration) == ("Unge", "10 uger")
    assert board.cards["k"].placement.step_id == "trin-2"
    assert board.findings["f"].card_ids == ("k",)
    assert board.actions["a"].card_ids == ("k",)
    assert board.questions["q"].card_id == "k"
    assert tidied.does(ADA, MergeCards(id=new_id(), card_id="k", gone_card_id="l")) == ()
    made = freeze_now(tidied).offers
    assert [(one.offer_id, one.merged_ids) for one in made] == [("k", ("l",))]
    # Brought back by hand it is an offer of its own again, and when that is undone it is not.
    tidied.does(ADA, BringBackCard(id=new_id(), card_id="l"))
    assert tidied.board.cards["l"].merged_into is None
    tidied.does(ADA, Undo(id=new_id(), number=last(tidied)))
    assert tidied.board.cards["l"].merged_into == "k"


def test_what_goes_into_one_that_goes_into_another_is_part_of_that_one(tidied: Workshop) -> None:
    tidied.does(ADA, TIDIED[7])
    tidied.does(ADA, MergeCards(id=new_id(), card_id="k", gone_card_id="l"))
    tidied.does(ADA, MergeCards(id=new_id(), card_id="m", gone_card_id="k"))
    assert [(one.offer_id, one.merged_ids) for one in freeze_now(tidied).offers] == [("m", ("k", "l"))]


def test_the_second_of_two_stands_beside_the_first_and_says_where_it_came_from(tidied: Workshop) -> None:
    tidied.does(ADA, TIDIED[6])
    first, second = tidied.board.cards["k"], tidied.board.cards["n"]
    assert (first.offer.name, second.offer.name) == ("Gruppe for børn", "Gruppe for søskende")
    assert second.placement.step_id == "trin-2" and second.placement.rank > first.placement.rank
    assert second.author_id == "ben"
    assert {one.offer_id: one.split_from for one in freeze_now(tidied).offers} == {
        "k": None,
        "n": "k",
        "l": None,
    }


def test_given_up_all_is_as_it_was_frozen_and_nothing_that_was_done_is_lost(tidied: Workshop) -> None:
    before = tidied.board
    for command in TIDIED[11], TIDIED[4], TIDIED[7]:
        tidied.does(ADA, command)
    there = tidied.board
    tidied.does(ADA, GiveUpTidying(id=new_id()))
    assert (tidied.board.cards, tidied.board.findings) == (before.cards, before.findings)
    assert tidied.board.setup == before.setup != there.setup
    assert tidied.board.frozen_at == before.frozen_at and not tidied.board.is_tidied
    assert tidied.does(ADA, GiveUpTidying(id=new_id())) == ()
    with pytest.raises(Refused, match="frozen"):
        tidied.does(ADA, TIDIED[0])
    tidied.does(ADA, BeginTidying(id=new_id(), go_on=True))
    assert (tidied.board.cards, tidied.board.findings) == (there.cards, there.findings)
    assert tidied.board.setup == there.setup
    # By name, newest first, as if it had never been given up.
    for number in (there.number, there.number - 1):
        tidied.does(ADA, Undo(id=new_id(), number=number))
    assert work(tidied.board).cards == work(before).cards
    assert replay(tidied.entries) == tidied.board


def test_begun_anew_it_begins_with_the_frozen_version(tidied: Workshop) -> None:
    before = tidied.board.cards
    tidied.does(ADA, TIDIED[0])
    tidied.does(ADA, GiveUpTidying(id=new_id()))
    tidied.does(ADA, BeginTidying(id=new_id()))
    assert tidied.board.cards == before


def test_several_tidy_at_once(tidied: Workshop) -> None:
    """Different fields of one card; and one who edits what another has just made part of something else."""
    tidied.does(ADA, EditCard(id=new_id(), card_id="k", changes=OfferChanges(name="Åben rådgivning")))
    tidied.does(EVA, EditCard(id=new_id(), card_id="k", changes=OfferChanges(contact="Reception")))
    stands = tidied.board.cards["k"].offer
    assert (stands.name, stands.contact) == ("Åben rådgivning", "Reception")
    assert tidied.does(EVA, BeginTidying(id=new_id())) == ()
    tidied.does(EVA, MergeCards(id=new_id(), card_id="l", gone_card_id="k"))
    for command in (
        EditCard(id=new_id(), card_id="k", changes=OfferChanges(name="x")),
        MergeCards(id=new_id(), card_id="k", gone_card_id="l"),
        SplitCard(id=new_id(), card_id="k", new_card_id="n", offer=offer()),
    ):
        with pytest.raises(Refused, match="withdrawn"):
            tidied.does(ADA, command)
    with pytest.raises(Refused, match="changed_since"):
        tidied.does(ADA, Undo(id=new_id(), number=last(tidied) - 1))


def test_a_known_offer_is_not_confirmed_by_a_corrected_letter() -> None:
    workshop = Workshop("placing")
    workshop.does(ADA, card("Kendt", card_id="k"))
    known = workshop.board.cards["k"].model_copy(update={"author_id": "", "confirmed": False})
    workshop.board = replace(workshop.board, cards={"k": known})
    workshop.does(ADA, Freeze(id=new_id()))
    workshop.does(ADA, BeginTidying(id=new_id()))
    workshop.does(ADA, EditCard(id=new_id(), card_id="k", changes=OfferChanges(name="Kendt tilbud")))
    assert not workshop.board.cards["k"].confirmed


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (AddCard(id="r1", card_id="r", offer=offer(), source="010114-1234"), "cpr"),
        (AddCard(id="r2", card_id="r", offer=offer(), why="Om 010114-1234"), "cpr"),
        (MergeCards(id="r3", card_id="k", gone_card_id="l", changes=OfferChanges(name="010114-1234")), "cpr"),
        (MergeCards(id="r4", card_id="k", gone_card_id="k"), "no_such_card"),
        (MergeCards(id="r5", card_id="k", gone_card_id="x"), "no_such_card"),
        (MergeCards(id="r6", card_id="k", gone_card_id="gone"), "withdrawn"),
        (
            MergeCards(id="r7", card_id="k", gone_card_id="l", changes=OfferChanges(area_id="x")),
            "no_such_area",
        ),
        (SplitCard(id="r8", card_id="k", new_card_id="l", offer=offer()), "taken"),
        (SplitCard(id="r9", card_id="k", new_card_id="r", offer=offer("010114-1234")), "cpr"),
        (SplitCard(id="r10", card_id="k", new_card_id="r", offer=offer(area_id="x")), "no_such_area"),
        (SplitCard(id="r11", card_id="gone", new_card_id="r", offer=offer()), "withdrawn"),
        (Freeze(id="r12", note="010114-1234"), "cpr"),
        (Reopen(id="r13"), "tidying"),
        (OpenStage(id="r14", stage_id="welcome"), "frozen"),
        (PauseClock(id="r15"), "frozen"),
        (plan_change(setup(), title="Noget andet"), "frozen"),
        (plan_change(setup(), agenda=setup().agenda[:2], purpose="At rydde op"), "frozen"),
        (plan_change(setup(), upkeep={"owner": "010114-1234"}), "cpr"),
    ],
    ids=lambda one: one if isinstance(one, str) else f"{one.type}-{one.id}",
)
def test_what_is_refused(tidied: Workshop, command: Command, code: str) -> None:
    with pytest.raises(Refused) as refused:
        tidied.does(ADA, command)
    assert refused.value.code == code


def test_tidying_is_begun_on_a_frozen_board_by_a_facilitator(workshop: Workshop) -> None:
    for command in (BeginTidying(id=new_id()), GiveUpTidying(id=new_id())):
        with pytest.raises(Refused, match="not_allowed"):
            workshop.does(BEN, command)
    with pytest.raises(Refused, match="not_frozen"):
        Workshop("wrapup").does(ADA, BeginTidying(id=new_id()))
    assert workshop.board.held[-1].opened_at == START


def test_a_half_tidied_board_makes_no_mapping(tidied: Workshop) -> None:
    with pytest.raises(ValueError, match="frozen"):
        freeze(tidied.board)
