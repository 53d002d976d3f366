"""A long log read in one go gives the same board as its entries one by one, and leaves earlier boards as they were."""

import asyncio
import random
from collections.abc import Sequence

import pytest

from board.commands import (
    BringBackCard,
    Command,
    EditCard,
    ExtendClock,
    Freeze,
    Join,
    MoveCard,
    NoteAction,
    NoteFinding,
    OfferChanges,
    OpenStage,
    PresentCard,
    RemoveFinding,
    Reopen,
    RevealTexts,
    Undo,
    WithdrawCard,
)
from board.draft import Draft
from board.events import Entry, dump_events
from board.fold import begin, fold, replay, take_in
from board.hub import Hub
from board.memory import MemoryBus, MemoryLog
from board.people import Actor
from board.reading import AT_ONCE, read
from board.refusals import Refused
from board.state import OWN_RECENT, RECENT, Board
from tests.world import ADA, AGENDA, AREAS, BEN, CLEO, START, STEPS, WALL, Workshop, card, new_id, planned

CARDS = 12


def long_workshop(seed: int, length: int) -> Workshop:
    """A day with so many entries, by everybody, with changes of heart."""
    chance = random.Random(seed)
    made = Workshop("placing")
    for number in range(CARDS):
        made.does(chance.choice([BEN, CLEO]), card(card_id=f"k{number}", step_id="trin-1"))
    while len(made.entries) < length:
        try:
            made.does(*something(chance, made.board.number))
        except Refused:
            continue
    return made


def something(chance: random.Random, number: int) -> tuple[Actor, Command]:
    """What somebody might ask."""
    one = f"k{chance.randrange(CARDS)}"
    step_id = chance.choice(STEPS).step_id
    by_anybody: list[Command] = [
        MoveCard(id=new_id(), card_id=one, step_id=step_id),
        EditCard(id=new_id(), card_id=one, changes=OfferChanges(target_group=f"gruppe {number}")),
    ]
    by_ada: list[Command] = [
        *by_anybody,
        WithdrawCard(id=new_id(), card_id=one),
        BringBackCard(id=new_id(), card_id=one),
        NoteFinding(id=new_id(), finding_id=new_id("f"), form="gap", text="Mangler", card_ids=(one,)),
        RemoveFinding(id=new_id(), finding_id="f1"),
        NoteAction(id=new_id(), action_id=new_id("a"), what="Ring"),
        PresentCard(id=new_id(), card_id=chance.choice([None, one])),
        RevealTexts(id=new_id(), revealed=chance.choice([None, True])),
        ExtendClock(id=new_id(), minutes=5),
        OpenStage(id=new_id(), stage_id=chance.choice(AGENDA[3:5]).stage_id),
        Undo(id=new_id(), number=max(1, number - chance.choice([0, 1, 5, 70, 100]))),
        chance.choice([Freeze(id=new_id()), Reopen(id=new_id())]),
    ]
    if chance.random() < 0.6:
        return chance.choice([BEN, CLEO, WALL]), chance.choice(by_anybody)
    if chance.random() < 0.1:
        return BEN, Join(id=new_id(), area_id=chance.choice(AREAS).area_id)
    return ADA, chance.choice(by_ada)


@pytest.mark.parametrize("seed", range(5))
def test_a_log_read_in_one_go_gives_the_board_of_its_entries_one_by_one(seed: int) -> None:
    made = long_workshop(seed, 600)
    assert len(made.board.recent) == RECENT + OWN_RECENT
    assert any(not deed.takes_back and deed.what == "card_moved" for deed in made.board.recent)
    assert replay(made.entries) == made.board


def test_boards_that_were_given_away_stay_as_they_are() -> None:
    made = long_workshop(7, 300)
    draft = Draft(begin(made.entries[0]))
    given: list[tuple[Board, Board]] = []
    board = begin(made.entries[0])
    for entry in made.entries[1:]:
        board = fold(board, entry)
        take_in(draft, entry)
        if entry.number % 3 == 0:
            given.append((draft.board(), replay(made.entries[: entry.number])))
    assert all(kept == expected for kept, expected in given)
    assert draft.board() == board


class LongLog(MemoryLog):
    """Tells how much was asked for at once."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        super().__init__()
        self.entries["S"].extend(entries)
        self.given: list[int] = []

    async def since(self, session_id: str, number: int, limit: int | None = None) -> Sequence[Entry]:
        entries = await super().since(session_id, number, limit)
        self.given.append(len(entries))
        return entries


@pytest.mark.parametrize("length", [AT_ONCE - 1, AT_ONCE, 2 * AT_ONCE + 30])
async def test_a_room_is_opened_from_a_long_log_a_part_at_a_time(length: int) -> None:
    made = long_workshop(1, length)
    log = LongLog(made.entries)
    room = await Hub(log, MemoryBus(), lambda: START).room("S")
    assert room.board == made.board
    assert sum(log.given) == length
    assert max(log.given) <= AT_ONCE


async def test_what_was_asked_long_ago_is_known_in_a_room_that_was_opened_since() -> None:
    made = long_workshop(2, AT_ONCE + 100)
    moved = next(
        entry for entry in made.entries if entry.actor == BEN and "card_moved" in dump_events(entry.events)
    )
    room = await Hub(LongLog(made.entries), MemoryBus(), lambda: START).room("S")
    again = MoveCard(id=moved.command_id, card_id="k1", step_id="trin-2")
    assert await room.submit(BEN, again) == moved.number
    assert room.board == made.board


async def test_reading_gives_others_their_turn() -> None:
    log = LongLog([planned(), *(Entry(n, f"c{n}", ADA, START, ()) for n in range(2, 4 * AT_ONCE))])
    read_so_far: list[int] = []

    async def reads() -> None:
        read_so_far.extend([entry.number async for entry in read(log, "S")])

    turns = 0
    reading = asyncio.ensure_future(reads())
    while not reading.done():
        await asyncio.sleep(0)
        turns += 1
    assert turns >= 4
    assert read_so_far == list(range(1, 4 * AT_ONCE))
