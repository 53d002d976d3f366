"""A raised hand, “I need help”, “ready”: for the facilitator only, over with the stage, counted where enough sit."""

from typing import Any

import pytest

from board import room as live
from board.commands import Freeze, Join, OpenStage
from board.hub import Hub, Room
from board.memory import MemoryBus, MemoryLog
from board.messages import Lower, Sign
from board.people import Actor, Here, Said
from board.signs import Signs
from tests.world import ADA, BEN, BETH, CLEO, START, WALL, FakeClient, new_id, planned, told

BO = Actor("participant", "bo", "skole")


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hints that are as close to each other as what is stored."""
    monkeypatch.setattr(live, "PRESENCE_GAP", live.GAP)


@pytest.fixture
def clock() -> list[int]:
    return [START]


@pytest.fixture
async def room(clock: list[int]) -> Room:
    """Three from the school, one from day care."""
    log = MemoryLog()
    log.entries["s"].append(planned())
    room = await Hub(log, MemoryBus(), lambda: clock[0]).room("s")
    for person in (BEN, BETH, BO, CLEO):
        await room.submit(person, Join(id=new_id(), area_id=person.area_id))
    return room


def came(room: Room, actor: Actor) -> FakeClient:
    client = FakeClient(actor)
    room.join(client)
    return client


def sign(room: Room, ready: bool = False, call: Any = "", since: int = START) -> Sign:
    return Sign(opened_at=room.board.held[-1].opened_at, ready=ready, call=call, since=since)


def newest(client: FakeClient, kind: str) -> dict[str, Any] | None:
    return next((message for message in reversed(client.sent) if message["type"] == kind), None)


async def test_a_raised_hand_is_shown_to_the_facilitator_and_to_nobody_else(room: Room) -> None:
    """D3"""
    ada, wall, ben, beth = (came(room, actor) for actor in (ADA, WALL, BEN, BETH))
    room.hint_sign(ben, sign(room, call="hand"))
    await told()
    signs = newest(ada, "signs")
    assert signs is not None
    assert signs["calls"] == [
        {"person_id": "ben", "area_id": "skole", "table_id": "", "call": "hand", "since": START}
    ]
    yours = newest(ben, "your_sign")
    assert yours is not None and (yours["call"], yours["seen"]) == ("hand", False)
    assert "hand" not in wall.texts() + beth.texts()


async def test_the_facilitator_takes_a_hand_down_and_a_phone_that_slept_does_not_raise_it_again(
    room: Room, clock: list[int]
) -> None:
    """D3"""
    ada, ben, beth = came(room, ADA), came(room, BEN), came(room, BETH)
    room.hint_sign(ben, sign(room, call="help"))
    room.hint_sign(beth, Lower(person_id="ben"))  # not hers to say
    yours = newest(ben, "your_sign")
    assert yours is not None and yours["call"] == "help"
    room.hint_sign(ada, Lower(person_id="ben"))
    room.hint_sign(ben, sign(room, call="help"))
    yours = newest(ben, "your_sign")
    assert yours is not None and (yours["call"], yours["seen"]) == ("", True)
    await told()
    signs = newest(ada, "signs")
    assert signs is not None and signs["calls"] == []
    clock[0] += 60_000
    room.hint_sign(ben, sign(room, call="help", since=clock[0]))
    yours = newest(ben, "your_sign")
    assert yours is not None and yours["call"] == "help", "a new call is another one"


async def test_whoever_comes_back_is_told_what_their_phone_says(room: Room) -> None:
    """D3"""
    ben = came(room, BEN)
    room.hint_sign(ben, sign(room, ready=True, call="hand"))
    room.leave(ben)
    again = came(room, BEN)
    assert [message["type"] for message in again.sent] == ["snapshot", "your_sign"]
    assert again.sent[1]["ready"] and again.sent[1]["call"] == "hand"


async def test_who_is_ready_is_counted_only_where_enough_sit(room: Room) -> None:
    """D4. Three from the school are counted; the one from day care is not, and no name is told."""
    ada, ben, cleo = came(room, ADA), came(room, BEN), came(room, CLEO)
    room.hint_sign(ben, sign(room, ready=True))
    room.hint_sign(cleo, sign(room, ready=True))
    await told()
    signs = newest(ada, "signs")
    assert signs is not None
    assert signs["ready"] == [{"area_id": "skole", "table_id": "", "ready": 1, "people": 3}]
    assert "dagtilbud" not in str(signs) and "ben" not in str(signs)


async def test_with_the_stage_all_signs_are_over_and_on_a_frozen_board_there_are_none(
    room: Room, clock: list[int]
) -> None:
    """D3. What a phone still says of the stage before is passed over."""
    ada, ben = came(room, ADA), came(room, BEN)
    old = sign(room, ready=True, call="hand")
    room.hint_sign(ben, old)
    await told()
    clock[0] += 60_000
    await room.submit(ADA, OpenStage(id=new_id(), stage_id="writing"))
    room.hint_sign(ben, old)
    await told()
    signs = newest(ada, "signs")
    assert signs is not None and signs["calls"] == [] and signs["ready"] == []
    room.hint_sign(ben, sign(room, ready=True))
    await told()
    assert newest(ada, "signs") != signs
    await room.submit(ADA, Freeze(id=new_id()))
    room.hint_sign(ben, sign(room, call="help"))
    await told()
    assert newest(ada, "signs") == signs


async def test_what_another_worker_heard_is_told_here(room: Room) -> None:
    """D3: raised there, shown here; taken down here, told there."""
    opened_at = room.board.held[-1].opened_at
    ada, ben = came(room, ADA), came(room, BEN)
    room.hear_elsewhere([Here(signs={"ben": Said(START, opened_at, call="hand", since=START)})])
    await told()
    signs = newest(ada, "signs")
    assert signs is not None and [call["person_id"] for call in signs["calls"]] == ["ben"]
    assert newest(ben, "your_sign") is not None
    room.hint_sign(ada, Lower(person_id="ben"))
    assert room.here().signs["ben"].seen
    there = Signs()
    there.say("ben", sign(room, call="hand"), START)
    assert list(there.hear([room.here().signs])) == ["ben"]
    yours = there.of("ben", opened_at)
    assert yours is not None and yours.seen and not yours.call


async def test_of_a_stranger_and_of_the_wall_nothing_is_kept(room: Room) -> None:
    """D3"""
    for actor in (Actor("participant", "stranger", "skole"), WALL, ADA):
        room.hint_sign(came(room, actor), sign(room, call="hand"))
    assert room.here().signs == {}
