"""Tables: an area spread over two, two areas at one. What is written at a table is read there and only there."""

from typing import Any

import pytest

from board.commands import (
    AddCard,
    EditCard,
    ImportCards,
    Join,
    KnownOffer,
    MoveCard,
    OfferChanges,
    OpenStage,
    RevealTexts,
)
from board.events import load_events
from board.fold import evolve
from board.hub import Hub
from board.memory import MemoryBus, MemoryLog
from board.people import Actor, Audience
from board.refusals import Refused
from board.seating import table_id_of
from board.sight import see
from board.state import Table
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
    offer,
    plan_change,
    planned,
)

# The school sits at two tables, of which one is shared with PPR; day care sits by itself.
TABLES = (
    Table(table_id="t1", name="Bord 1", area_ids=("skole",)),
    Table(table_id="t2", name="Bord 2", area_ids=("skole", "ppr")),
)
PIA = Actor("participant", "pia", "ppr")


def workshop(stage: str = "writing") -> Workshop:
    """Ben at the first table, Beth and Pia at the second, Cleo with day care."""
    workshop = Workshop(stage, tables=TABLES)
    workshop.does(BETH, Join(id=new_id(), area_id="skole", table_id="t2"))
    workshop.does(PIA, Join(id=new_id(), area_id="ppr"))
    return workshop


def cards_at(workshop: Workshop, table: str) -> set[str]:
    return {key for key in see(workshop.board, Audience("table", table)) if key.startswith("card:")}


def known(card_id: str, area_id: str) -> ImportCards:
    return ImportCards(
        id=new_id(), source="tilbud.csv", offers=(KnownOffer(card_id=card_id, offer=offer("Kendt", area_id)),)
    )


def test_who_chose_no_table_sits_at_the_first_of_their_area() -> None:
    board = workshop().board
    seats = {person: table_id_of(board, person) for person in board.people}
    assert seats == {"ben": "t1", "beth": "t2", "cleo": "", "pia": "t2"}


def test_a_hidden_card_is_read_at_the_table_where_it_was_written_and_only_there() -> None:
    """B7; F1"""
    at = workshop()
    at.does(BEN, card(card_id="k1"))
    at.does(BETH, card(card_id="k2"))
    at.does(PIA, card(card_id="k3", area_id="ppr"))
    assert cards_at(at, "t1") == {"card:k1"}
    assert cards_at(at, "t2") == {"card:k2", "card:k3"}
    for other in ("skole", "ppr", "dagtilbud"):
        assert cards_at(at, other) == set()
    at.does(ADA, RevealTexts(id=new_id(), revealed=True))
    assert len(cards_at(at, "dagtilbud")) == 3


def test_whoever_changes_table_takes_no_card_along() -> None:
    """F1. Those who read it go on reading; at the new table nothing is shown that was written elsewhere."""
    at = workshop()
    at.does(BEN, card(card_id="k1"))
    at.does(BEN, Join(id=new_id(), area_id="skole", table_id="t2"))
    assert cards_at(at, "t1") == {"card:k1"}
    assert cards_at(at, "t2") == set()
    assert "own:k1" in see(at.board, Audience("author", "ben"))


def test_known_offers_and_cards_without_a_table_belong_to_all_tables_of_their_area() -> None:
    """F1, C9"""
    at = workshop()
    at.does(ADA, known("k1", "skole"))
    at.does(ADA, known("k2", "ppr"))
    at.does(ADA, card(card_id="k3"))
    assert cards_at(at, "t1") == {"card:k1", "card:k3"}
    assert cards_at(at, "t2") == {"card:k1", "card:k2", "card:k3"}


def test_a_table_may_do_with_its_cards_what_tables_may() -> None:
    """F1. Beth of the school answers for a known offer of PPR, with whom she sits; Ben does not."""
    at = workshop("placing")
    at.does(ADA, known("k1", "ppr"))
    at.does(PIA, card(card_id="k2", area_id="ppr"))
    edit = EditCard(id=new_id(), card_id="k1", changes=OfferChanges(name="Rettet"))
    with pytest.raises(Refused, match="not_yours"):
        at.does(BEN, edit)
    assert at.does(BETH, edit)
    move = MoveCard(id=new_id(), card_id="k2", step_id="trin-2")
    with pytest.raises(Refused, match="not_yours"):
        at.does(BEN, move)
    assert at.does(BETH, move)


def test_a_card_that_gets_another_area_goes_to_the_tables_of_that() -> None:
    """F1"""
    at = workshop()
    at.does(BEN, card(card_id="k1"))
    at.does(BEN, EditCard(id=new_id(), card_id="k1", changes=OfferChanges(area_id="ppr")))
    assert (cards_at(at, "t1"), cards_at(at, "t2")) == (set(), {"card:k1"})


def test_tables_can_be_changed_in_the_middle_of_the_day_and_that_can_be_undone() -> None:
    """F1. What was written when the school sat together belongs to both of its tables."""
    at = Workshop("writing")
    at.does(BEN, card(card_id="k1"))
    at.does(ADA, plan_change(at.board.setup, tables=TABLES))
    at.does(BEN, card(card_id="k2"))
    assert cards_at(at, "t1") == {"card:k1", "card:k2"}
    assert cards_at(at, "t2") == {"card:k1"}
    back = evolve(at.board, at.board.recent[-2].takes_back)
    assert back.setup.tables == ()
    assert see(back, Audience("table", "skole")).keys() >= {"card:k1", "card:k2"}


@pytest.mark.parametrize(
    ("tables", "code"),
    [
        ((TABLES[0], TABLES[0]), "twice"),
        ((TABLES[0].model_copy(update={"table_id": "skole"}),), "twice"),
        ((TABLES[0].model_copy(update={"area_ids": ("unknown",)}),), "no_such_area"),
        ((TABLES[0].model_copy(update={"name": "Bord 010114-1234"}),), "cpr"),
    ],
)
def test_a_plan_with_tables_that_cannot_be_is_refused(tables: Any, code: str) -> None:
    at = Workshop()
    with pytest.raises(Refused, match=code):
        at.does(ADA, plan_change(at.board.setup, tables=tables))


def test_nobody_sits_at_a_table_where_their_area_does_not() -> None:
    at = workshop()
    for table_id in ("t1", "unknown"):
        with pytest.raises(Refused, match="no_such_table"):
            at.does(PIA, Join(id=new_id(), area_id="ppr", table_id=table_id))


def test_the_facilitator_writes_for_a_table_or_for_a_person() -> None:
    """F3"""
    at = workshop()
    asked: dict[str, Any] = {"offer": offer("Skrevet for andre", "skole")}
    at.does(ADA, AddCard(id=new_id(), card_id="k1", for_table_id="t2", **asked))
    at.does(ADA, AddCard(id=new_id(), card_id="k2", for_person_id="ben", **asked))
    assert cards_at(at, "t1") == {"card:k2"}
    assert cards_at(at, "t2") == {"card:k1"}
    assert at.board.cards["k2"].author_id == "ben"
    assert "own:k2" in see(at.board, Audience("author", "ben"))
    for wrong, code in (
        ({"for_table_id": "t9"}, "no_such_table"),
        ({"for_person_id": "nobody"}, "no_such_person"),
    ):
        with pytest.raises(Refused, match=code):
            at.does(ADA, AddCard(id=new_id(), card_id="k3", **wrong, **asked))
    # Nobody else says for whom they write.
    at.does(BETH, AddCard(id=new_id(), card_id="k4", for_person_id="ben", for_table_id="t1", **asked))
    assert (at.board.cards["k4"].author_id, at.board.cards["k4"].table_id) == ("beth", "t2")


def test_how_many_sit_at_a_table_is_told_to_the_facilitator_alone() -> None:
    """D4. The rest of the room could work out from it what is not told of a small area."""
    at = workshop()
    seen = see(at.board, Audience("facilitator"))
    assert {key: seen[key].model_dump()["people"] for key in seen if key.startswith("seated:")} == {
        "seated:t1": 1,
        "seated:t2": 2,
    }
    for audience in (Audience("projector"), Audience("table", "t2"), Audience("author", "beth")):
        assert not [key for key in see(at.board, audience) if key.startswith("seated:")]


async def test_a_phone_whose_table_is_another_one_now_comes_back() -> None:
    log = MemoryLog()
    log.entries["s"].append(planned())
    room = await Hub(log, MemoryBus(), lambda: START).room("s")
    for person in (BEN, CLEO):
        await room.submit(person, Join(id=new_id(), area_id=person.area_id))
    ben, cleo = FakeClient(BEN), FakeClient(CLEO)
    room.join(ben)
    room.join(cleo)
    await room.submit(ADA, OpenStage(id=new_id(), stage_id="writing"))
    await room.submit(ADA, plan_change(room.board.setup, tables=TABLES))
    await room.submit(ADA, card("Set af ingen", card_id="k1"))
    while ben.closed is None:
        await room.catch_up()
    assert ben.closed.name == "moved_table" and cleo.closed is None
    again = FakeClient(room.seated("ben"))
    room.join(again)
    assert again.sent[0]["table_id"] == "t1"


def test_a_log_from_before_there_were_tables_still_opens() -> None:
    [joined] = load_events('[{"type":"person_joined","person_id":"ben","area_id":"skole"}]')
    assert table_id_of(evolve(Workshop().board, [joined]), "ben") == ""
