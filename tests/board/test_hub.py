"""The hub's housekeeping: each room is healed for itself, whatever the others wait for."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager

import pytest

from board import hub as housekeeping
from board.events import Entry
from board.hub import Hub, Room
from board.memory import MemoryBus, MemoryLog
from board.people import Here
from tests.world import ADA, START, FakeClient, card, planned

PATIENCE = 60.0  # seconds


class DeafBus(MemoryBus):
    """There are other workers, and all their notices are lost."""

    def notify(self, session_id: str) -> None:
        pass


class HangingLog(MemoryLog):
    """A log that gives no answer about some sessions, or fails."""

    def __init__(self, *session_ids: str) -> None:
        super().__init__()
        self.hanging: set[str] = set()
        self.failing: set[str] = set()
        self.never_stored: set[str] = set()
        self.looks: list[str] = []
        for session_id in session_ids:
            self.entries[session_id].append(planned())

    async def since(self, session_id: str, number: int, limit: int | None = None) -> Sequence[Entry]:
        self.looks.append(session_id)
        if session_id in self.failing:
            raise ConnectionError
        if session_id in self.hanging:
            await asyncio.Event().wait()
        return await super().since(session_id, number, limit)

    async def append(self, session_id: str, entry: Entry) -> None:
        if session_id in self.never_stored:
            await asyncio.Event().wait()
        await super().append(session_id, entry)

    async def written_elsewhere(self, session_id: str, card_id: str) -> None:
        """By another worker, whose notice is lost."""
        hanging, self.hanging = self.hanging, set()
        other = await Hub(self, DeafBus(), lambda: START).room(session_id)
        self.hanging = hanging
        await other.submit(ADA, card(card_id=card_id))


class HangingElsewhere:
    """Other workers that never say who is there."""

    def __init__(self) -> None:
        self.asked = 0

    async def exchange(self, here: Mapping[str, Here]) -> Mapping[str, Sequence[Here]]:
        self.asked += 1
        await asyncio.Event().wait()
        raise AssertionError


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A house that is kept a hundred times a second. Its patience is longer than ours: nothing here may wait for that
    to end.
    """
    monkeypatch.setattr(housekeeping, "HEAL", 0.01)
    monkeypatch.setattr(housekeeping, "ANSWER_WITHIN", 2 * PATIENCE)


@asynccontextmanager
async def kept(hub: Hub) -> AsyncIterator[None]:
    running = asyncio.create_task(hub.run())
    yield
    assert not running.done(), "housekeeping has ended"
    running.cancel()
    await asyncio.wait([running])
    assert running.cancelled()


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not true():
            await asyncio.sleep(0.005)


def has(room: Room, card_id: str) -> Callable[[], bool]:
    return lambda: card_id in room.board.cards


async def test_a_room_that_hangs_in_the_database_delays_no_other() -> None:
    log = HangingLog("stuck", "fine")
    hub = Hub(log, DeafBus(), lambda: START)
    await hub.room("stuck")
    fine = await hub.room("fine")
    log.hanging = {"stuck"}
    async with kept(hub):
        await until(lambda: "stuck" in log.looks[2:])
        for number in range(3):
            await log.written_elsewhere("fine", f"k{number}")
            await until(has(fine, f"k{number}"))
    assert log.looks[2:].count("stuck") == 1, "what hangs is not asked a second time meanwhile"


async def test_a_room_that_hung_is_healed_once_the_database_answers_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The answer to the first question never comes: it must be given up, and asked again."""
    monkeypatch.setattr(housekeeping, "ANSWER_WITHIN", 0.05)
    log = HangingLog("stuck")
    hub = Hub(log, DeafBus(), lambda: START)
    room = await hub.room("stuck")
    viewer = FakeClient(ADA)
    room.join(viewer)
    log.hanging = {"stuck"}
    async with kept(hub):
        await log.written_elsewhere("stuck", "k")
        await until(lambda: log.looks.count("stuck") >= 4)
        assert not room.board.cards
        log.hanging = set()
        await until(lambda: "card:k" in viewer.picture)


async def test_rooms_that_wait_for_a_commit_take_nobodys_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(housekeeping, "AT_ONCE", 2)
    storing = [f"storing-{number}" for number in range(5)]
    log = HangingLog("fine", *storing)
    hub = Hub(log, DeafBus(), lambda: START)
    fine = await hub.room("fine")
    log.never_stored = set(storing)
    asking = [asyncio.create_task((await hub.room(name)).submit(ADA, card())) for name in storing]
    await until(lambda: all(room.is_storing for room in hub.rooms if room is not fine))
    async with kept(hub):
        await asyncio.sleep(0.05)
        await log.written_elsewhere("fine", "k")
        await until(has(fine, "k"))
    for task in asking:
        task.cancel()


async def test_no_more_rooms_than_that_look_at_the_log_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(housekeeping, "AT_ONCE", 3)
    names = [f"s{number}" for number in range(10)]
    log = HangingLog(*names)
    hub = Hub(log, DeafBus(), lambda: START)
    for name in names:
        await hub.room(name)
    log.hanging, log.looks = set(names), []
    async with kept(hub):
        await until(lambda: len(log.looks) >= 3)
        await asyncio.sleep(0.05)
        assert len(log.looks) == 3


async def test_a_room_whose_log_fails_is_told_of_once_and_the_others_are_healed(
    caplog: pytest.LogCaptureFixture,
) -> None:
    log = HangingLog("bad", "fine")
    hub = Hub(log, DeafBus(), lambda: START)
    bad, fine = await hub.room("bad"), await hub.room("fine")
    async with kept(hub):
        for turn in (1, 2):
            log.failing, log.looks = {"bad"}, []
            await until(lambda: log.looks.count("bad") >= 3)
            await log.written_elsewhere("fine", f"k{turn}")
            await until(has(fine, f"k{turn}"))
            log.failing = set()
            await log.written_elsewhere("bad", f"k{turn}")
            await until(has(bad, f"k{turn}"))
            await until(lambda turn=turn: caplog.text.count("session bad came to nothing") == turn)  # type: ignore[misc]
    assert "ConnectionError" in caplog.text and "session fine" not in caplog.text


async def test_asking_who_is_elsewhere_delays_no_heal_and_no_closing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(housekeeping, "IDLE", 0.05)
    log, elsewhere = HangingLog("s", "empty"), HangingElsewhere()
    hub = Hub(log, DeafBus(), lambda: START, elsewhere=elsewhere)
    await hub.room("empty")
    room = await hub.room("s")
    room.join(FakeClient(ADA))
    async with kept(hub):
        await until(lambda: elsewhere.asked == 1)
        await log.written_elsewhere("s", "k")
        await until(has(room, "k"))
        await until(lambda: hub.rooms == (room,))
    assert elsewhere.asked == 1


async def test_a_notice_about_a_room_that_hangs_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """A room that waited for ever would keep its turn: nobody could decide anything there any more."""
    monkeypatch.setattr(housekeeping, "ANSWER_WITHIN", 0.05)
    heard: list[Callable[[str], Awaitable[None]]] = []

    class Ear(DeafBus):
        def listen(self, hear: Callable[[str], Awaitable[None]]) -> None:
            heard.append(hear)

    log = HangingLog("s")
    room = await Hub(log, Ear(), lambda: START).room("s")
    log.hanging = {"s"}
    with pytest.raises(TimeoutError):
        await heard[0]("s")
    log.hanging = set()
    async with asyncio.timeout(PATIENCE):
        await room.submit(ADA, card(card_id="k"))
    assert "k" in room.board.cards
