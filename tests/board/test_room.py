"""The live room: stored then told, once, in order, and nobody waits for anybody."""

import asyncio
import json
from collections.abc import Awaitable, Sequence
from dataclasses import replace

import pytest

from board import hub as hubs
from board import room as live
from board.closing import COME_BACK, MOVED_TABLE, WENT_WRONG
from board.commands import (
    AddCard,
    BringBackCard,
    EditCard,
    Join,
    MoveCard,
    NoteFinding,
    OpenStage,
    PresentCard,
    WithdrawCard,
)
from board.events import Entry, PersonJoined
from board.hub import Hub, NoSession, Room
from board.memory import MemoryBus, MemoryLog
from board.people import Actor
from board.ports import NotStored, Stale
from board.refusals import Refused
from tests.world import ADA, BEN, BETH, CLEO, START, WALL, FakeClient, card, new_id, planned, told


class HeldLog(MemoryLog):
    """A log whose commits wait for `let_go`, or fail as told."""

    def __init__(self) -> None:
        super().__init__()
        self.gate = asyncio.Event()
        self.gate.set()
        self.failing: type[Exception] | None = None

    async def append(self, session_id: str, entry: Entry) -> None:
        await self.gate.wait()
        if self.failing:
            raise self.failing
        await super().append(session_id, entry)


async def opened(log: MemoryLog, stage: str = "writing", bus: MemoryBus | None = None) -> Room:
    """A room in which Ben, Beth and Cleo have joined."""
    if not log.entries["s"]:
        log.entries["s"].append(planned())
    room = await Hub(log, bus or MemoryBus(), lambda: START).room("s")
    for person in (BEN, BETH, CLEO):
        await room.submit(person, Join(id=new_id(), area_id=person.area_id))
    if stage != "preparation":
        await room.submit(ADA, OpenStage(id=new_id(), stage_id=stage))
    return room


def came(room: Room, actor: Actor) -> FakeClient:
    client = FakeClient(actor)
    room.join(client)
    return client


async def test_nothing_is_told_before_it_is_stored() -> None:
    """B4. The commit is held back: no viewer hears of the card, and its writer gets no answer."""
    log = HeldLog()
    room = await opened(log)
    clients = [came(room, actor) for actor in (ADA, BEN, BETH, WALL)]
    log.gate.clear()
    asking = asyncio.create_task(room.submit(BEN, card("Endnu ikke gemt", card_id="k")))
    await told()
    assert not asking.done()
    latecomer = came(room, BETH)
    assert all("Endnu ikke gemt" not in client.texts() for client in [*clients, latecomer])
    log.gate.set()
    number = await asking
    await told()
    assert number == room.board.number
    assert all("Endnu ikke gemt" in client.texts() for client in clients[:3])


async def test_asking_twice_counts_once_even_at_the_same_time() -> None:
    """C3"""
    log = MemoryLog()
    room = await opened(log)
    command = card(card_id="k")
    numbers = await asyncio.gather(*(room.submit(BEN, command) for _ in range(5)))
    assert len(set(numbers)) == 1 and len(room.board.cards) == 1
    assert sum(entry.command_id == command.id for entry in log.entries["s"]) == 1


async def test_asking_again_while_the_first_is_on_its_way_waits_for_it() -> None:
    """C3, with a slow disk: the phone's timer sends again before the commit."""
    log = HeldLog()
    room = await opened(log)
    log.gate.clear()
    command = card(card_id="k")
    first = asyncio.create_task(room.submit(BEN, command))
    second = asyncio.create_task(room.submit(BEN, command))
    foreign = asyncio.create_task(room.submit(BETH, command))
    await asyncio.sleep(0.02)
    assert not first.done()
    assert not second.done()
    log.gate.set()
    assert await first == await second
    with pytest.raises(Refused, match="taken"):
        await foreign


async def test_what_needed_no_change_is_not_done_later_when_asked_again() -> None:
    """C6: Ben's second asking must not withdraw what Ada has brought back meanwhile."""
    room = await opened(MemoryLog())
    await room.submit(BEN, card(card_id="k"))
    await room.submit(ADA, WithdrawCard(id=new_id(), card_id="k"))
    asked = WithdrawCard(id=new_id(), card_id="k")
    number = await room.submit(BEN, asked)
    await room.submit(ADA, BringBackCard(id=new_id(), card_id="k"))
    assert await room.submit(BEN, asked) == number
    assert not room.board.cards["k"].withdrawn


async def test_what_needs_no_change_after_something_under_way_is_not_done_later_either() -> None:
    """C3, while nothing is stored yet: the second copy comes when the board has moved on, and must not move it back."""
    log = HeldLog()
    room = await opened(log, "placing")
    await room.submit(BEN, card(card_id="k"))
    log.gate.clear()
    there = asyncio.create_task(room.submit(ADA, MoveCard(id=new_id(), card_id="k", step_id="trin-1")))
    await asyncio.sleep(0)
    again = MoveCard(id=new_id(), card_id="k", step_id="trin-1")
    first = asyncio.create_task(room.submit(BEN, again))
    await asyncio.sleep(0)
    elsewhere = asyncio.create_task(room.submit(BETH, MoveCard(id=new_id(), card_id="k", step_id="trin-2")))
    await asyncio.sleep(0)
    second = asyncio.create_task(room.submit(BEN, again))
    await asyncio.sleep(0)
    log.gate.set()
    assert await first == await second == await there
    await elsewhere
    assert room.board.cards["k"].placement.step_id == "trin-2"
    with pytest.raises(Refused, match="taken"):
        await room.submit(BETH, again)


async def test_a_command_accepted_before_a_restart_is_answered_from_the_log(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """C3: the answer was lost, the server is a new one, and the stage has closed meanwhile."""
    log = MemoryLog()
    first = await opened(log)
    command = card(card_id="k")
    number = await first.submit(BEN, command)
    await first.submit(ADA, OpenStage(id=new_id(), stage_id="wrapup"))
    monkeypatch.setattr("board.order.KNOWN", 1)  # what is older than the last one is not remembered
    again = await Hub(log, MemoryBus(), lambda: START).room("s")
    assert await again.submit(BEN, command) == number
    assert len(again.board.cards) == 1


async def test_what_was_stored_so_long_ago_that_only_the_log_knows_it_is_answered_from_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """C3: a phone has slept through a whole day's work, and asks all of its old moves again at once."""
    monkeypatch.setattr("board.order.KNOWN", 3)
    log = MemoryLog()
    room = await opened(log, "placing")
    await room.submit(BEN, card(card_id="k"))
    moves = [MoveCard(id=new_id(), card_id="k", step_id=f"trin-{n}") for n in (1, 2, 3)]
    numbers = [await room.submit(BEN, move) for move in moves]
    for n in (4, 5, 4, 6):
        await room.submit(ADA, MoveCard(id=new_id(), card_id="k", step_id=f"trin-{n}"))
    assert await asyncio.gather(*(room.submit(BEN, move) for move in moves)) == numbers
    assert room.board.cards["k"].placement.step_id == "trin-6"
    assert len({entry.command_id for entry in log.entries["s"]}) == len(log.entries["s"])


async def test_somebody_elses_command_id_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    room = await opened(log := MemoryLog())
    command = card(card_id="k")
    await room.submit(BEN, command)
    with pytest.raises(Refused, match="taken"):
        await room.submit(BETH, command)
    monkeypatch.setattr("board.order.KNOWN", 1)
    room = await Hub(log, MemoryBus(), lambda: START).room("s")
    await room.submit(BEN, card())
    with pytest.raises(Refused, match="taken"):
        await room.submit(BETH, command)


async def test_a_failed_commit_refuses_its_commands_and_the_board_goes_on() -> None:
    """Promise 1 and 2: `not_stored` passes by itself; what is sent again is stored once."""
    log = HeldLog()
    room = await opened(log)
    viewer = came(room, BETH)
    log.failing = NotStored
    commands = [card(f"Kort {n}", card_id=f"k{n}") for n in range(4)]
    answers = await asyncio.gather(*(room.submit(BEN, one) for one in commands), return_exceptions=True)
    assert all(isinstance(answer, Refused) and answer.code == "not_stored" for answer in answers)
    await told()
    assert "Kort" not in viewer.texts() and not room.board.cards
    log.failing = None
    await asyncio.gather(*(room.submit(BEN, one) for one in commands))
    await told()
    assert [entry.number for entry in log.entries["s"]] == list(range(1, room.board.number + 1))
    assert {f"card:k{n}" for n in range(4)} <= viewer.picture.keys()


async def test_a_refusal_on_a_board_that_came_to_nothing_is_no_refusal() -> None:
    """Ada's stage change fails to be stored; Ben's card must not be refused because of it."""
    log = HeldLog()
    room = await opened(log)
    log.gate.clear()
    log.failing = NotStored
    changing = asyncio.create_task(room.submit(ADA, OpenStage(id=new_id(), stage_id="wrapup")))
    await asyncio.sleep(0)
    writing = asyncio.create_task(room.submit(BEN, card(card_id="k")))
    await asyncio.sleep(0.01)
    log.gate.set()
    with pytest.raises(Refused, match="not_stored"):
        await changing
    with pytest.raises(Refused, match="not_stored"):
        await writing  # and not `not_now`
    assert room.board.stage.stage_id == "writing"


async def test_a_snapshot_is_first_and_followed_by_every_change() -> None:
    """A4, A5"""
    room = await opened(MemoryLog())
    viewers: list[FakeClient] = []
    for n in range(30):
        viewers.append(came(room, BETH))
        await room.submit(BEN, card(f"Kort {n}", card_id=f"k{n}"))
    await told()
    for viewer in viewers:
        assert viewer.sent[0]["type"] == "snapshot"
        assert {f"card:k{n}" for n in range(30)} <= viewer.picture.keys()


async def test_one_audience_is_written_once() -> None:
    """Everybody at one table is given the very same bytes."""
    room = await opened(MemoryLog())
    table = [came(room, Actor("participant", f"p{n}", "skole")) for n in range(20)]
    await room.submit(BEN, card(card_id="k"))
    await told()
    assert len({id(viewer.raw[-1]) for viewer in table}) == 1


async def test_a_burst_is_told_as_a_few_batches() -> None:
    room = await opened(MemoryLog())
    viewer = came(room, BETH)
    await asyncio.gather(*(room.submit(BEN, card(f"Kort {n}")) for n in range(100)))
    await told()
    updates = [message for message in viewer.sent if message["type"] == "update"]
    assert 1 <= len(updates) < 50
    assert sum(key.startswith("card:") for key in viewer.picture) == 100


async def test_the_client_that_leaves_hears_no_more() -> None:
    room = await opened(MemoryLog())
    viewer = came(room, BETH)
    room.leave(viewer)
    room.leave(viewer)
    heard = len(viewer.raw)
    await room.submit(BEN, card())
    await told()
    assert len(viewer.raw) == heard


async def test_whoever_changes_table_is_asked_to_come_again() -> None:
    room = await opened(MemoryLog())
    old = came(room, BEN)
    await room.submit(BEN, Join(id=new_id(), area_id="ppr"))
    await told()
    assert old.closed == MOVED_TABLE


async def test_a_fault_in_telling_leaves_nobody_with_an_old_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    """B6: whoever was not told is sent away, comes back at the door, and sees what the others see."""
    room = await opened(MemoryLog())
    faults: list[object] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: faults.append(context["exception"]))
    old = came(room, BETH)
    with monkeypatch.context() as patch:
        patch.setattr("board.room.changes", lambda *_: 1 / 0)
        await room.submit(BEN, card(card_id="k"))
        await told()
    assert old.closed == WENT_WRONG
    assert {type(fault) for fault in faults} == {ZeroDivisionError}, "it stands in the log as well"
    room.leave(old)
    again = came(room, BETH)
    await room.submit(BEN, card(card_id="l"))
    await told()
    assert {"card:k", "card:l"} <= again.picture.keys()


async def test_a_cancelled_asker_does_not_stop_the_store() -> None:
    """The socket closes while its card is on the way to the disk."""
    log = HeldLog()
    room = await opened(log)
    log.gate.clear()
    asking = asyncio.create_task(room.submit(BEN, card(card_id="k")))
    await asyncio.sleep(0.01)
    asking.cancel()
    log.gate.set()
    await told()
    assert "k" in room.board.cards
    assert await room.submit(BEN, card(card_id="l")) == room.board.number


async def test_two_workers_over_one_log_decide_again_when_the_other_was_first() -> None:
    log, bus = MemoryLog(), MemoryBus()
    one = await opened(log, "placing", bus)
    other = await Hub(log, bus, lambda: START).room("s")
    viewers = [came(one, BETH), came(other, BETH)]
    await asyncio.gather(
        *(one.submit(BEN, card(f"A {n}", card_id=f"a{n}")) for n in range(40)),
        *(other.submit(CLEO, card(f"B {n}", card_id=f"b{n}", area_id="dagtilbud")) for n in range(40)),
    )
    await one.catch_up()
    await other.catch_up()
    await told()
    assert [entry.number for entry in log.entries["s"]] == list(range(1, len(log.entries["s"]) + 1))
    assert len(one.board.cards) == 80 and one.board == other.board
    assert viewers[0].picture == viewers[1].picture


async def test_a_lost_notice_heals_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """Within a second: each `HEAL`."""
    monkeypatch.setattr(hubs, "HEAL", 0.05)

    class DeafBus(MemoryBus):
        def notify(self, session_id: str) -> None:
            pass

    log, bus = MemoryLog(), DeafBus()
    one = await opened(log, "writing", bus)
    hub = Hub(log, bus, lambda: START)
    viewer = came(await hub.room("s"), BETH)
    housekeeping = asyncio.create_task(hub.run())
    await one.submit(BEN, card(card_id="k"))
    async with asyncio.timeout(60):
        while "card:k" not in viewer.picture:
            await asyncio.sleep(0.02)
    housekeeping.cancel()


async def test_a_refusal_is_decided_on_what_the_other_worker_has_done() -> None:
    class DeafBus(MemoryBus):
        def notify(self, session_id: str) -> None:
            pass

    log, bus = MemoryLog(), DeafBus()
    one = await opened(log, "writing", bus)
    other = await Hub(log, bus, lambda: START).room("s")
    await one.submit(ADA, OpenStage(id=new_id(), stage_id="reflection"))
    await other.submit(BEN, NoteFinding(id=new_id(), finding_id="f", form="gap", text="Mangler"))
    assert "f" in other.board.findings


async def test_what_is_asked_behind_a_refusal_in_doubt_is_decided_after_it() -> None:
    """C5: Ben's line has moved to another worker, which does not know of his card yet."""
    log = MemoryLog()
    first = await opened(log)
    second = await Hub(log, MemoryBus(), lambda: START).room("s")
    await first.submit(BEN, card(card_id="k"))
    asked = (WithdrawCard(id=new_id(), card_id="k"), card(card_id="more"))
    withdrawn, added = await asyncio.gather(*(second.submit(BEN, command) for command in asked))
    assert withdrawn < added


async def test_what_another_worker_overtook_keeps_its_order_when_it_is_then_refused_in_doubt() -> None:
    """C5: both of Ada's commands are decided again, and the first of them meets a card that is away for a moment."""

    class SlowToFind(MemoryLog):
        gate = asyncio.Event()

        async def find(self, session_id: str, command_id: str) -> Entry | None:
            await self.gate.wait()
            return await super().find(session_id, command_id)

    log = SlowToFind()
    first = await opened(log)
    await first.submit(BEN, card(card_id="k"))
    second = await Hub(log, MemoryBus(), lambda: START).room("s")
    await first.submit(BEN, WithdrawCard(id=new_id(), card_id="k"))
    asked = (PresentCard(id=new_id(), card_id="k"), card(card_id="more"))
    asking = [asyncio.create_task(second.submit(ADA, command)) for command in asked]
    await told()
    await first.submit(BEN, BringBackCard(id=new_id(), card_id="k"))
    log.gate.set()
    presented, added = await asyncio.gather(*asking)
    assert presented < added


async def test_a_refusal_while_the_log_cannot_be_read_is_one_that_passes() -> None:
    class Unreadable(MemoryLog):
        async def find(self, session_id: str, command_id: str) -> Entry | None:
            raise OSError

    room = await opened(Unreadable())
    with pytest.raises(Refused, match="not_stored"):
        await room.submit(BEN, WithdrawCard(id=new_id(), card_id="none"))
    await room.submit(BEN, card())


async def test_closing_tells_what_is_stored_and_gives_the_reason() -> None:
    room = await opened(MemoryLog())
    viewer = came(room, BETH)
    asking = asyncio.create_task(room.submit(BEN, card(card_id="k")))
    while not room.is_storing:
        await asyncio.sleep(0)
    await room.close(COME_BACK)
    await asking
    assert viewer.closed == COME_BACK and "card:k" in viewer.picture


async def test_presence_is_a_hint_for_projector_and_facilitator(monkeypatch: pytest.MonkeyPatch) -> None:
    """D1, D2"""
    monkeypatch.setattr(live, "PRESENCE_GAP", live.GAP)
    room = await opened(MemoryLog())
    ada, wall, ben = came(room, ADA), came(room, WALL), came(room, BEN)
    room.hint_drafts(ben, 2)
    await told()
    said = {"type": "presence", "phones": 1, "screens": 1, "drafts": {"skole": 2}}
    assert ada.sent[-1] == {**said, "facilitators": ["ada"]}
    assert wall.sent[-1] == {**said, "facilitators": []}, "who facilitates is told to facilitators alone"
    assert all(message["type"] != "presence" for message in ben.sent)


async def test_an_unknown_session_is_no_room_and_may_be_asked_for_again() -> None:
    log = MemoryLog()
    hub = Hub(log, MemoryBus(), lambda: START)
    for _ in range(2):
        with pytest.raises(NoSession):
            await hub.room("s")
    log.entries["s"].append(planned())
    assert (await hub.room("s")).board.setup.title == "Børn og unge 0-18 år"


async def test_a_log_that_always_clashes_gives_up_with_a_refusal_that_passes() -> None:
    class Contested(MemoryLog):
        async def append(self, session_id: str, entry: Entry) -> None:
            await asyncio.sleep(0)
            raise Stale

    log = Contested()
    log.entries["s"].append(planned())
    room = await Hub(log, MemoryBus(), lambda: START).room("s")
    with pytest.raises(Refused, match="not_stored"):
        await room.submit(ADA, card())


async def test_what_is_sent_is_one_json_object_a_frame() -> None:
    """B1"""
    room = await opened(MemoryLog(), "placing")
    viewer = came(room, BEN)
    await room.submit(
        BEN, AddCard.model_validate({**card("Navn med “citat” og 😀").model_dump(), "card_id": "k"})
    )
    await room.submit(BEN, MoveCard(id=new_id(), card_id="k", step_id="trin-2"))
    await told()
    messages: Sequence[object] = [json.loads(frame) for frame in viewer.raw]
    assert all(isinstance(message, dict) and "type" in message for message in messages)


COME = PersonJoined(person_id="dan", area_id="skole")


class FailingLog(MemoryLog):
    """A log in which another worker is first, once; then everything is stored."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[tuple[Entry, asyncio.Future[None]]] = []
        self.by_hand = False

    def append(self, session_id: str, entry: Entry) -> Awaitable[None]:  # type: ignore[override]
        if not self.by_hand:
            return super().append(session_id, entry)
        answer: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.asked.append((entry, answer))
        return answer


async def test_what_is_asked_in_the_moment_of_a_failure_is_decided_after_what_failed() -> None:
    """C5: the log has refused the first, and the room has not been told so yet. The number of the second would fit."""
    log = FailingLog()
    room = await opened(log)
    await told()
    log.by_hand = True
    first = asyncio.ensure_future(room.submit(BEN, card("Først", card_id="k")))
    await asyncio.sleep(0)
    entry, answer = log.asked.pop()
    log.entries["s"].append(replace(entry, command_id="another", actor=CLEO, events=(COME,)))
    answer.set_exception(Stale())
    second = asyncio.ensure_future(room.submit(BEN, card("Så", card_id="l")))
    room.ask(BEN, card("Også", card_id="m"), lambda _: None)  # before the loop turns
    assert log.asked == []
    log.by_hand = False
    assert await first < await second
    assert await first == entry.number + 1


async def test_what_was_asked_behind_something_that_could_not_be_stored_is_asked_again_with_it() -> None:
    """C5: a full disk takes the card; its correction must not be refused for good because there is no such card."""
    log = FailingLog()
    room = await opened(log)
    await told()
    log.by_hand = True
    asked = [card("Kort", card_id="k"), EditCard(id=new_id(), card_id="k", changes={"name": "Kortet"})]
    answers = [asyncio.ensure_future(room.submit(BEN, command)) for command in asked]
    await asyncio.sleep(0)
    (_, first), (_, second) = log.asked
    first.set_exception(NotStored())
    second.set_exception(Stale())
    behind = asyncio.ensure_future(room.submit(BEN, card("Bagved", card_id="l")))
    for answer in (*answers, behind):
        with pytest.raises(Refused, match="not_stored"):
            await answer
    log.by_hand = False
    numbers = [await room.submit(BEN, command) for command in asked]
    assert numbers == sorted(numbers) and room.board.cards["k"].offer.name == "Kortet"
