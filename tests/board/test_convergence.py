"""Random workshops from seeds: two workers over one log, lost notices, duplicates, reconnects, failing commits.

In the end every viewer shows exactly what they may see, was never sent what they may not, and the log replays to
the same board.
"""

import asyncio
import json
import os
import random
from collections.abc import Iterable

import pytest

from board.commands import (
    AddCard,
    BringBackCard,
    Command,
    EditCard,
    ExtendClock,
    Join,
    MoveCard,
    NoteFinding,
    OfferChanges,
    OpenStage,
    PresentCard,
    RevealTexts,
    Undo,
    WithdrawCard,
)
from board.events import Entry
from board.fold import replay
from board.hub import Hub, Room
from board.memory import MemoryBus, MemoryLog
from board.people import Actor, audiences
from board.ports import NotStored
from board.refusals import PASSING, Refused
from board.sight import see
from board.state import Board
from tests.world import ADA, AGENDA, START, STEPS, WALL, FakeClient, new_id, offer, planned, told

SEEDS = [int(seed) for seed in os.environ.get("SEEDS", "1,2,3,4,5,6,7,8,9,10,11,12").split(",")]
PEOPLE = [
    Actor("participant", f"p{n}", area) for n, area in enumerate(["skole", "skole", "dagtilbud", "ppr"])
]


class RoughLog(MemoryLog):
    """Commits take a random while and sometimes fail."""

    def __init__(self, chance: random.Random) -> None:
        super().__init__()
        self.chance = chance
        self.order = asyncio.Lock()

    async def append(self, session_id: str, entry: Entry) -> None:
        async with self.order:
            if self.chance.random() < 0.3:
                await asyncio.sleep(self.chance.random() * 0.003)
            if self.chance.random() < 0.03:
                raise NotStored
            await super().append(session_id, entry)


class LossyBus(MemoryBus):
    """Loses every third notice."""

    def __init__(self, chance: random.Random) -> None:
        super().__init__()
        self.chance = chance

    def notify(self, session_id: str) -> None:
        if self.chance.random() > 0.33:
            super().notify(session_id)


def guess(chance: random.Random, actor: Actor, cards: list[str], number: int) -> Command:
    """Some command that this actor might ask, sensible or not."""
    steps = [step.step_id for step in STEPS]
    known = chance.choice(cards) if cards else "k-none"
    kind = chance.random()
    if (actor.role == "participant" and kind < 0.35) or not cards:
        card_id = new_id("k")
        cards.append(card_id)
        step_id = chance.choice([None, *steps])
        # Every text names the table that wrote it, so that a leak can be recognised.
        written = offer(f"{actor.area_id or 'ada'}:{card_id}", actor.area_id or "ppr")
        return AddCard(id=new_id(), card_id=card_id, offer=written, step_id=step_id)
    if kind < 0.65:
        others = tuple(chance.sample(steps, chance.randrange(3)))
        step_id = chance.choice(steps)
        return MoveCard(
            id=new_id(),
            card_id=known,
            step_id=step_id,
            other_steps=others,
            before=chance.choice([None, *cards]),
        )
    if kind < 0.75:
        return EditCard(id=new_id(), card_id=known, changes=OfferChanges(target_group=f"gruppe {number}"))
    if kind < 0.82:
        return chance.choice(
            [WithdrawCard(id=new_id(), card_id=known), BringBackCard(id=new_id(), card_id=known)]
        )
    if kind < 0.86:
        return NoteFinding(
            id=new_id(), finding_id=new_id("f"), form="overlap", text="Ligner", card_ids=(known,)
        )
    if kind < 0.90:
        return Undo(id=new_id(), number=max(1, number - chance.randrange(6)))
    if kind < 0.93:
        return PresentCard(id=new_id(), card_id=chance.choice([None, known]))
    if kind < 0.96:
        return RevealTexts(id=new_id(), revealed=chance.choice([None, True, False]))
    if kind < 0.97:
        return ExtendClock(id=new_id(), minutes=5)
    return OpenStage(id=new_id(), stage_id=chance.choice(AGENDA).stage_id)


class Phone:
    """A person's device: asks, loses the line, comes back on either worker, asks again until answered."""

    def __init__(self, actor: Actor, rooms: list[Room], chance: random.Random) -> None:
        self.actor, self.rooms, self.chance = actor, rooms, chance
        self.accepted: list[str] = []
        self.everything: list[FakeClient] = []
        self.connect()

    def connect(self) -> None:
        self.room = self.chance.choice(self.rooms)
        self.client = FakeClient(self.actor)
        self.everything.append(self.client)
        self.room.join(self.client)

    def reconnect(self) -> None:
        self.room.leave(self.client)
        self.connect()

    async def ask(self, command: Command) -> None:
        for _ in range(20):
            try:
                asking = [self.room.submit(self.actor, command) for _ in range(self.chance.choice([1, 1, 2]))]
                numbers = await asyncio.gather(*asking)
                assert len(set(numbers)) == 1
                self.accepted.append(command.id)
                return
            except Refused as refused:
                if refused.code not in PASSING or refused.code == "not_now":
                    return
            if self.chance.random() < 0.5:
                self.reconnect()


@pytest.mark.parametrize("seed", SEEDS)
async def test_every_viewer_ends_with_exactly_what_they_may_see(seed: int) -> None:
    chance = random.Random(seed)
    log, bus = RoughLog(chance), LossyBus(chance)
    log.entries["s"].append(planned())
    hubs = [Hub(log, bus, lambda: START) for _ in range(2)]
    rooms = [await hub.room("s") for hub in hubs]
    phones = [Phone(actor, rooms, chance) for actor in (ADA, WALL, *PEOPLE)]
    for phone in phones[2:]:
        await phone.ask(Join(id=new_id(), area_id=phone.actor.area_id))
    await phones[0].ask(OpenStage(id=new_id(), stage_id="writing"))
    cards: list[str] = []
    for _ in range(40):
        asked = [
            phone.ask(guess(chance, phone.actor, cards, rooms[0].board.number))
            for phone in chance.sample(phones, 4)
        ]
        await asyncio.gather(*asked)
        if chance.random() < 0.2:
            chance.choice(phones).reconnect()
    for room in rooms:
        await room.catch_up()
    await told()

    entries = log.entries["s"]
    board = replay(entries)
    assert [entry.number for entry in entries] == list(range(1, len(entries) + 1))
    ids = [entry.command_id for entry in entries]
    assert len(set(ids)) == len(ids)
    for room in rooms:
        assert room.board == board
    for phone in phones:
        assert phone.client.picture == picture(board, phone.actor)
    assert_nothing_hidden_was_sent(entries, phones)


def picture(board: Board, actor: Actor) -> dict[str, object]:
    """What this actor may see, as it would arrive."""
    return {
        key: json.loads(thing.model_dump_json())
        for audience in audiences(actor)
        for key, thing in see(board, audience).items()
    }


def assert_nothing_hidden_was_sent(entries: list[Entry], phones: Iterable[Phone]) -> None:
    """A table or the wall may only have been sent a card as, after some entry, it was allowed to read it."""
    allowed: dict[str, set[tuple[str, str]]] = {}
    for end in range(1, len(entries) + 1):
        board = replay(entries[:end])
        for phone in phones:
            readable = allowed.setdefault(phone.actor.person_id, set())
            for audience in audiences(phone.actor):
                things = see(board, audience).values()
                readable |= {
                    (thing.key, getattr(thing, "target_group", ""))  # what is edited in these workshops
                    for thing in things
                    if thing.kind in ("card", "own", "deed")
                }
    for phone in phones:
        for client in phone.everything:
            for message in client.sent:
                for thing in [*message.get("things", []), *message.get("put", [])]:
                    if thing["kind"] in ("card", "own", "deed"):
                        seen = (thing["key"], thing.get("target_group", ""))
                        assert seen in allowed[phone.actor.person_id]
