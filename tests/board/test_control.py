"""What the facilitator takes in hand: the lock, who is out, the picture that the wall keeps."""

from typing import Any

import pytest

from board.closing import REMOVED
from board.commands import (
    AddCard,
    BringBackCard,
    EditCard,
    Freeze,
    HoldWall,
    Join,
    LockBoard,
    MoveCard,
    NoteFinding,
    OfferChanges,
    OpenStage,
    PresentCard,
    RemoveFinding,
    RemovePerson,
    RevealTexts,
    Undo,
    WithdrawCard,
    WithdrawCardsOf,
)
from board.hub import Hub
from board.memory import MemoryBus, MemoryLog
from board.people import Actor, Audience
from board.refusals import PASSING, Refused
from board.sight import see
from tests.world import ADA, BEN, BETH, CLEO, START, WALL, FakeClient, Workshop, card, new_id, offer, planned

PROJECTOR = Audience("projector")


@pytest.fixture
def workshop() -> Workshop:
    made = Workshop("placing")
    made.does(BEN, card("Dagbehandling", card_id="k", step_id="trin-2"))
    made.does(BEN, card("Headspace", card_id="l", step_id="trin-2"))
    made.does(CLEO, card("Motorik", "dagtilbud", card_id="m"))
    return made


def wall(workshop: Workshop) -> dict[str, Any]:
    """What a projector shows, whenever it comes."""
    return dict(see(workshop.board, PROJECTOR))


# ---- the lock


def locks(workshop: Workshop, *, locked: bool = True) -> None:
    workshop.does(ADA, LockBoard(id=new_id(), locked=locked))


def test_a_locked_board_is_changed_by_nobody_but_the_facilitator(workshop: Workshop) -> None:
    """C12"""
    locks(workshop)
    assert "locked" in PASSING, (
        "phones keep what they have written, and send it when the board is opened again"
    )
    for actor, command in (
        (BEN, card("Ny")),
        (BEN, MoveCard(id=new_id(), card_id="k", step_id="trin-3")),
        (BEN, WithdrawCard(id=new_id(), card_id="k")),
        (WALL, MoveCard(id=new_id(), card_id="k", step_id="trin-3")),
    ):
        with pytest.raises(Refused, match="locked"):
            workshop.does(actor, command)
    workshop.does(ADA, MoveCard(id=new_id(), card_id="k", step_id="trin-3"))
    locks(workshop, locked=False)
    workshop.does(BEN, card("Ny"))


def test_who_comes_late_comes_in_although_the_board_is_locked(workshop: Workshop) -> None:
    locks(workshop)
    workshop.does(Actor("participant", "dina", "ppr"), Join(id=new_id(), area_id="ppr"))
    assert workshop.board.people["dina"] == "ppr"


def test_phones_and_wall_are_told_of_the_lock_and_may_still_write(workshop: Workshop) -> None:
    locks(workshop)
    for audience in (PROJECTOR, Audience("table", "skole"), Audience("facilitator")):
        stage: Any = see(workshop.board, audience)["stage"]
        assert stage.locked
        assert stage.abilities == ("write",), "what is written waits; what is moved would not"


# ---- people


def removes(workshop: Workshop, person: Actor, *, removed: bool = True) -> None:
    workshop.does(ADA, RemovePerson(id=new_id(), person_id=person.person_id, removed=removed))


def test_a_removed_person_can_do_nothing_until_they_are_let_in_again(workshop: Workshop) -> None:
    """C13"""
    removes(workshop, BEN)
    for command in (card("Ny"), Join(id=new_id(), area_id="ppr")):
        with pytest.raises(Refused, match="removed"):
            workshop.does(BEN, command)
    assert not workshop.board.cards["k"].withdrawn, "what they wrote stays"
    removes(workshop, BEN, removed=False)
    workshop.does(BEN, card("Ny"))


def test_nobody_but_the_facilitator_removes_and_only_who_is_there(workshop: Workshop) -> None:
    with pytest.raises(Refused, match="not_allowed"):
        workshop.does(CLEO, RemovePerson(id=new_id(), person_id="ben", removed=True))
    with pytest.raises(Refused, match="no_such_person"):
        workshop.does(ADA, RemovePerson(id=new_id(), person_id="stranger", removed=True))


def test_a_removed_person_is_not_counted(workshop: Workshop) -> None:
    facilitator = Audience("facilitator")
    before: Any = see(workshop.board, facilitator)["here:skole"]
    removes(workshop, BEN)
    after: Any = see(workshop.board, facilitator)["here:skole"]
    assert (before.people, after.people) == (2, 1)
    removed: Any = see(workshop.board, facilitator)["control"]
    assert removed.removed == ("ben",)


def test_only_the_facilitator_learns_who_was_removed(workshop: Workshop) -> None:
    removes(workshop, BEN)
    for audience in (PROJECTOR, Audience("table", "skole"), Audience("author", "beth")):
        assert "control" not in see(workshop.board, audience)


async def test_their_sockets_are_closed_on_every_worker() -> None:
    """C13"""
    log, bus = MemoryLog(), MemoryBus()
    log.entries["s"].append(planned())
    rooms = [await Hub(log, bus, lambda: START).room("s") for _ in range(2)]
    for person in (BEN, BETH):
        await rooms[0].submit(person, Join(id=new_id(), area_id=person.area_id))
    await rooms[1].catch_up()
    bens, beths = [FakeClient(BEN) for _ in rooms], FakeClient(BETH)
    for room, ben in zip(rooms, bens, strict=True):
        room.join(ben)
    rooms[1].join(beths)
    await rooms[0].submit(ADA, RemovePerson(id=new_id(), person_id="ben", removed=True))
    for room in rooms:
        await room.catch_up()
        await room.close(REMOVED)  # tells what is stored first
    assert [ben.closed for ben in bens] == [REMOVED, REMOVED]
    assert beths.picture["here:skole"]["people"] is None


def test_all_cards_of_one_person_are_withdrawn_and_brought_back_as_one(workshop: Workshop) -> None:
    workshop.does(ADA, PresentCard(id=new_id(), card_id="l"))
    workshop.does(ADA, WithdrawCardsOf(id=new_id(), person_id="ben"))
    withdrawn = workshop.board.number
    assert [one.withdrawn for one in workshop.board.cards.values()] == [True, True, False]
    assert workshop.board.presented is None
    deed = workshop.board.recent[-1]
    assert (deed.what, deed.subject, deed.after) == ("cards_withdrawn", "Dagbehandling, Headspace", "2")
    assert not workshop.does(ADA, WithdrawCardsOf(id=new_id(), person_id="ben")), "there is none left"
    workshop.does(ADA, Undo(id=new_id(), number=withdrawn))
    assert not any(one.withdrawn for one in workshop.board.cards.values())
    assert workshop.board.presented == "l"


def test_what_was_brought_back_since_stands_in_the_way_and_is_told_by_its_number(workshop: Workshop) -> None:
    workshop.does(ADA, WithdrawCardsOf(id=new_id(), person_id="ben"))
    withdrawn = workshop.board.number
    workshop.does(ADA, BringBackCard(id=new_id(), card_id="k"))
    with pytest.raises(Refused, match="changed_since") as refused:
        workshop.does(ADA, Undo(id=new_id(), number=withdrawn))
    assert refused.value.deed == workshop.board.number


# ---- the wall


def holds(workshop: Workshop, *, held: bool = True) -> int:
    workshop.does(ADA, HoldWall(id=new_id(), held=held))
    return workshop.board.number


def test_a_held_wall_keeps_its_picture_whatever_is_prepared(workshop: Workshop) -> None:
    """B10"""
    before = wall(workshop)
    holds(workshop)
    kept = wall(workshop)
    assert kept.pop("stage") == before.pop("stage").model_copy(update={"abilities": ()}), (
        "it is only looked at"
    )
    assert kept == before
    workshop.does(ADA, OpenStage(id=new_id(), stage_id="reflection"))
    workshop.does(ADA, MoveCard(id=new_id(), card_id="k", step_id="trin-5"))
    workshop.does(BEN, card("Ny", card_id="n"))
    workshop.does(ADA, PresentCard(id=new_id(), card_id="m"))
    workshop.does(ADA, NoteFinding(id=new_id(), finding_id="f", form="gap", text="Mangler", step_id="trin-1"))
    held = wall(workshop)
    assert held.pop("stage").stage_id == "placing"
    assert held == before
    holds(workshop, held=False)
    released = wall(workshop)
    assert {"card:n", "finding:f"} <= released.keys()
    assert (released["stage"].presented, released["card:k"].step_id) == ("m", "trin-5")


def test_what_must_not_be_seen_any_more_goes_from_a_held_wall_at_once(workshop: Workshop) -> None:
    """B10"""
    workshop.does(ADA, NoteFinding(id=new_id(), finding_id="f", form="gap", text="Mangler hos Ida"))
    workshop.does(ADA, PresentCard(id=new_id(), card_id="k"))
    holds(workshop)
    workshop.does(ADA, WithdrawCard(id=new_id(), card_id="k"))
    workshop.does(ADA, RemoveFinding(id=new_id(), finding_id="f"))
    changes = OfferChanges(name="Headspace uden navn")
    workshop.does(BEN, EditCard(id=new_id(), card_id="l", changes=changes))
    seen = wall(workshop)
    assert not {"card:k", "finding:f"} & seen.keys()
    assert seen["stage"].presented is None
    assert seen["count:skole"].stored == 1
    assert seen["card:l"].name == "Headspace uden navn"
    workshop.does(ADA, RevealTexts(id=new_id(), revealed=False))
    assert not [key for key in wall(workshop) if key.startswith("card:")]


def test_the_card_that_is_shown_large_goes_too_when_texts_are_hidden_unless_it_is_still_presented(
    workshop: Workshop,
) -> None:
    workshop.does(ADA, PresentCard(id=new_id(), card_id="k"))
    holds(workshop)
    workshop.does(ADA, RevealTexts(id=new_id(), revealed=False))
    assert wall(workshop)["stage"].presented == "k"
    workshop.does(ADA, PresentCard(id=new_id(), card_id=None))
    assert "card:k" not in wall(workshop)


def test_new_words_that_may_not_be_read_now_are_not_told_by_a_held_wall(workshop: Workshop) -> None:
    """B7"""
    holds(workshop)
    workshop.does(ADA, OpenStage(id=new_id(), stage_id="writing"))
    workshop.does(BEN, EditCard(id=new_id(), card_id="k", changes=OfferChanges(name="Kun for bordet")))
    seen = wall(workshop)
    assert "card:k" not in seen
    assert seen["card:l"].name == "Headspace", "what could be read, and reads as it did, stays"


def test_a_held_wall_has_the_right_clock_or_none(workshop: Workshop) -> None:
    holds(workshop)
    workshop.does(ADA, OpenStage(id=new_id(), stage_id="presenting"))
    assert wall(workshop)["stage"].deadline is None


def test_nobody_moves_cards_on_a_wall_that_is_held(workshop: Workshop) -> None:
    holds(workshop)
    with pytest.raises(Refused, match="not_now"):
        workshop.does(WALL, MoveCard(id=new_id(), card_id="k", step_id="trin-3"))


def test_a_release_by_mistake_is_undone_to_the_picture_that_was_kept(workshop: Workshop) -> None:
    holds(workshop)
    workshop.does(ADA, OpenStage(id=new_id(), stage_id="reflection"))
    kept = wall(workshop)
    released = holds(workshop, held=False)
    workshop.does(ADA, Undo(id=new_id(), number=released))
    assert wall(workshop) == kept


def test_freezing_lets_the_wall_go(workshop: Workshop) -> None:
    holds(workshop)
    workshop.does(ADA, Freeze(id=new_id()))
    assert wall(workshop)["stage"].frozen_at is not None


async def test_a_wall_that_comes_while_it_is_held_shows_what_the_others_show() -> None:
    """B6"""
    log, bus = MemoryLog(), MemoryBus()
    log.entries["s"].append(planned())
    rooms = [await Hub(log, bus, lambda: START).room("s") for _ in range(2)]
    early = FakeClient(WALL)
    rooms[0].join(early)
    for command in (
        OpenStage(id=new_id(), stage_id="placing"),
        AddCard(id=new_id(), card_id="k", offer=offer("Dagbehandling")),
        HoldWall(id=new_id(), held=True),
        AddCard(id=new_id(), card_id="n", offer=offer("Hemmeligt endnu")),
        OpenStage(id=new_id(), stage_id="reflection"),
    ):
        await rooms[0].submit(ADA, command)
    await rooms[1].catch_up()
    late = FakeClient(WALL)
    for room in rooms:
        await room.close(REMOVED)  # tells what is stored first
    rooms[1].join(late)
    assert late.picture == early.picture
    assert late.picture["card:k"]["name"] == "Dagbehandling"
    assert "Hemmeligt endnu" not in early.texts() + late.texts()
