"""Two workers write to one session at once, from seeds: whoever was first, each line's commands keep their order."""

import asyncio
import random
from collections import Counter, deque
from collections.abc import Sequence

import pytest

from board.commands import AddCard, BringBackCard, Command, EditCard, Join, OpenStage, WithdrawCard
from board.events import Entry
from board.hub import Hub, Room
from board.memory import MemoryBus
from board.people import Actor
from board.ports import NotStored, Stale
from board.refusals import Refused
from tests.world import ADA, START, new_id, planned


class Shared:
    """What both workers have stored."""

    def __init__(self) -> None:
        self.entries = [planned()]
        self.numbers = {self.entries[0].command_id: 1}


class WorkerLog:
    """One worker's log, with group commit: it takes its time, and finds out at the end that the other was first."""

    def __init__(self, shared: Shared, chance: random.Random) -> None:
        self._shared, self._chance = shared, chance
        self._queue: deque[tuple[Entry, asyncio.Future[None]]] = deque()
        self._writer: asyncio.Task[None] | None = None
        self.failing = 0.0  # how often a commit fails

    def append(self, session_id: str, entry: Entry) -> asyncio.Future[None]:
        answer: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._queue.append((entry, answer))
        if self._writer is None:
            self._writer = asyncio.create_task(self._write())
        return answer

    async def _write(self) -> None:
        while self._queue:
            await self._pause()
            batch = list(self._queue)
            self._queue.clear()
            await self._pause()
            failed = self._chance.random() < self.failing
            stored: list[bool] = []
            for entry, _ in batch:  # as the port promises: none after one that was refused
                stored.append(not failed and all(stored) and self._keep(entry))
            await self._pause()
            for (_, answer), kept in zip(batch, stored, strict=True):
                if kept:
                    answer.set_result(None)
                else:
                    answer.set_exception(NotStored() if failed else Stale())
            while not all(stored) and self._queue:
                self._queue.popleft()[1].set_exception(Stale())
        self._writer = None

    def _keep(self, entry: Entry) -> bool:
        fits = entry.number == len(self._shared.entries) + 1 and entry.command_id not in self._shared.numbers
        if fits:
            self._shared.entries.append(entry)
            self._shared.numbers[entry.command_id] = entry.number
        return fits

    async def since(self, session_id: str, number: int, most: int | None = None) -> Sequence[Entry]:
        await self._pause()
        found = self._shared.entries[number:][:most]
        await self._pause()
        return found

    async def find(self, session_id: str, command_id: str) -> Entry | None:
        await self._pause()
        number = self._shared.numbers.get(command_id)
        return None if number is None else self._shared.entries[number - 1]

    def forget(self, session_id: str) -> None:
        """Nothing is remembered."""

    async def _pause(self) -> None:
        await asyncio.sleep(self._chance.uniform(0.0, 0.003))


class Line:
    """A phone that does not wait for answers. `sent` has its commands in order, `answers` what came of each."""

    def __init__(self, actor: Actor, room: Room, chance: random.Random) -> None:
        self._actor, self._room, self._chance = actor, room, chance
        self.sent: list[Command] = []
        self.answers: dict[str, int | Exception] = {}
        self._cards: list[str] = []

    async def works(self, commands: int) -> None:
        for _ in range(commands):
            await asyncio.sleep(self._chance.expovariate(1 / 0.004))
            command = self._next()
            self.sent.append(command)
            self._room.ask(
                self._actor,
                command,
                lambda came, command=command: self._answered(command, came),  # type: ignore[misc]
            )

    def _next(self) -> Command:
        if not self._cards or self._chance.random() < 0.4:
            self._cards.append(new_id())
            offer = {"name": "Nyt tilbud", "area_id": self._actor.area_id}
            return AddCard.model_validate({"id": new_id(), "card_id": self._cards[-1], "offer": offer})
        card_id = self._chance.choice(self._cards)
        kind = self._chance.choice((EditCard, EditCard, WithdrawCard, BringBackCard))
        if kind is EditCard:
            return EditCard.model_validate(
                {"id": new_id(), "card_id": card_id, "changes": {"name": new_id()}}
            )
        return kind.model_validate({"id": new_id(), "card_id": card_id})

    def _answered(self, command: Command, came: int | Exception) -> None:
        assert command.id not in self.answers
        self.answers[command.id] = came


@pytest.mark.parametrize("failing", [0.0, 0.05])
@pytest.mark.parametrize("seed", range(4))
async def test_a_lines_commands_are_decided_in_their_order_whichever_worker_was_first(
    seed: int, failing: float
) -> None:
    """C5, and every command has one answer. A card that was written is never told to be unknown."""
    chance = random.Random(seed)
    shared, bus = Shared(), MemoryBus()
    logs = [WorkerLog(shared, chance) for _ in range(2)]
    rooms = [await Hub(log, bus, lambda: START).room("s") for log in logs]
    areas = [area.area_id for area in rooms[0].board.setup.areas]
    actors = [Actor("participant", f"p{n}", areas[n % len(areas)]) for n in range(12)]
    for actor in actors:
        await rooms[0].submit(actor, Join(id=new_id(), area_id=actor.area_id))
    await rooms[0].submit(ADA, OpenStage(id=new_id(), stage_id="writing"))
    for room in rooms:
        await room.catch_up()
    for log in logs:
        log.failing = failing
    lines = [Line(actor, rooms[n % 2], chance) for n, actor in enumerate(actors)]
    await asyncio.gather(*(line.works(25) for line in lines))
    async with asyncio.timeout(60):
        while any(len(line.answers) < len(line.sent) for line in lines):
            await asyncio.sleep(0.01)
    came = Counter(
        answer.code if isinstance(answer, Refused) else type(answer).__name__
        for line in lines
        for answer in line.answers.values()
    )
    assert set(came) <= {"int", "withdrawn"} | ({"not_stored", "no_such_card"} if failing else set()), came
    for line in lines:
        numbers = [shared.numbers[command.id] for command in line.sent if command.id in shared.numbers]
        assert numbers == sorted(numbers)
        for command in line.sent:
            if command.id in shared.numbers and line.answers[command.id] != shared.numbers[command.id]:
                raise AssertionError(f"{command.id} is stored, and was answered {line.answers[command.id]}")
