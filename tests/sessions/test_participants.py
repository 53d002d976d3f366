"""The people of a workshop: joining, coming back, a lost phone, another name."""

import asyncio
from typing import Any

import pytest

from board.refusals import Refused
from sessions import lifecycle, participants
from sessions.database import Database
from sessions.tables import Device, Participant
from tests.world import START, setup


@pytest.fixture
async def room(database: Database) -> Database:
    """A database with two workshops, s1 and s2, in which nobody has joined."""
    for session_id in ("s1", "s2"):
        await lifecycle.create(database, setup(), session_id=session_id, facilitator_id="ada", now=START)
    return database


async def join(room: Database, person_id: str, device_id: str = "", **more: Any) -> Participant:
    known = {"session_id": "s1", "name": person_id.title(), "area_id": "skole", "now": START}
    return await participants.join(
        room, **{**known, "person_id": person_id, "device_id": device_id or f"phone-{person_id}", **more}
    )


async def names(room: Database, session_id: str = "s1") -> list[str]:
    return [person.name for person in await participants.people(room, session_id)]


async def test_whoever_joins_is_among_the_people_in_the_order_they_came(room: Database) -> None:
    await join(room, "cleo", now=START + 2)
    await join(room, "ben", name="  Ben\t Åse‮ ", now=START + 1)
    await join(room, "nobody", name=" ", now=START + 3)
    assert await names(room) == ["Ben Åse", "Cleo", ""]
    assert await names(room, "s2") == []


async def test_the_same_phone_coming_back_is_the_same_person(room: Database) -> None:
    await join(room, "ben", "phone")
    found = await participants.come_back(room, "s1", "phone", START + 1)
    assert found is not None
    assert (found.person_id, found.name, found.area_id) == ("ben", "Ben", "skole")
    assert await participants.come_back(room, "s2", "phone", START) is None, (
        "in another workshop it is a stranger"
    )
    assert await participants.come_back(room, "s1", "another phone", START) is None


async def test_the_same_phone_joining_again_is_the_same_person_with_another_name_and_area(
    room: Database,
) -> None:
    await join(room, "ben", "phone")
    again = await join(room, "somebody-new", "phone", name="Benjamin", area_id="ppr", now=START + 5)
    assert (again.person_id, again.joined_at) == ("ben", START)
    assert [(one.name, one.area_id) for one in await participants.people(room, "s1")] == [("Benjamin", "ppr")]


async def test_the_same_phone_in_two_workshops_is_two_people(room: Database) -> None:
    await join(room, "ben", "phone")
    await join(room, "ben-2", "phone", session_id="s2")
    found = await participants.come_back(room, "s2", "phone", START)
    assert found is not None
    assert found.person_id == "ben-2"


async def test_pressing_twice_joins_once(room: Database) -> None:
    joined = await asyncio.gather(*(join(room, f"ben-{n}", "phone") for n in range(6)))
    assert len({person.person_id for person in joined}) == 1
    assert len(await names(room)) == 1


@pytest.mark.parametrize(("name", "code"), [("Ben 010190-1234", "cpr"), ("B" * 81, "too_long")])
async def test_a_name_that_is_refused_joins_nobody_and_renames_nobody(
    room: Database, name: str, code: str
) -> None:
    with pytest.raises(Refused, match=code) as refused:
        await join(room, "ben", name=name)
    assert refused.value.field == "name"
    assert await names(room) == []
    await join(room, "ben")
    with pytest.raises(Refused, match=code):
        await join(room, "ben", name=name)
    assert await names(room) == ["Ben"]


async def test_a_lost_phones_person_is_found_by_name_in_any_case_and_area(room: Database) -> None:
    await join(room, "first", name="Åse Ørum", now=START + 1)
    await join(room, "second", name="ÅSE ØRUM", now=START + 2)
    await join(room, "elsewhere", name="Åse Ørum", area_id="ppr")
    await join(room, "other", name="Åse")
    await join(room, "another-day", name="Åse Ørum", session_id="s2")
    found = await participants.namesakes(room, "s1", " åse  ørum", "skole")
    assert [person.person_id for person in found] == ["first", "second"]


async def test_those_without_a_name_are_nobodys_namesakes(room: Database) -> None:
    await join(room, "nobody", name="")
    assert list(await participants.namesakes(room, "s1", " ", "skole")) == []


async def test_a_new_phone_takes_over_and_the_old_one_still_works(room: Database) -> None:
    await join(room, "ben", "old phone")
    await join(room, "stranger", "new phone")
    taken = await participants.take_over(
        room, session_id="s1", device_id="new phone", person_id="ben", now=START + 9
    )
    assert taken is not None
    assert await participants.is_own_phone(room, taken, "old phone")
    for phone in ("new phone", "nobody's"):
        assert not await participants.is_own_phone(room, taken, phone)
    for phone in ("old phone", "new phone"):
        found = await participants.come_back(room, "s1", phone, START + 10)
        assert found is not None
        assert found.person_id == "ben"


async def test_nobody_is_taken_over_from_another_workshop(room: Database) -> None:
    await join(room, "ben", "phone", session_id="s2")
    for person_id in ("ben", "nobody"):
        taken = await participants.take_over(
            room, session_id="s1", device_id="thief", person_id=person_id, now=START
        )
        assert taken is None
    assert await participants.come_back(room, "s1", "thief", START) is None


async def test_a_name_may_be_changed_and_emptied(room: Database) -> None:
    await join(room, "ben")
    await join(room, "ben", name="  Benny ")
    assert await names(room) == ["Benny"]
    await join(room, "ben", name="")
    assert await names(room) == [""]


async def test_a_thousand_phones_coming_back_write_nothing_but_a_day_later_each_is_seen_again(
    room: Database,
) -> None:
    await join(room, "ben", "phone")

    async def seen_at() -> int:
        async with room.reading() as db:
            device = await db.get(Device, ("s1", "phone"))
            assert device is not None
            return device.seen_at

    await participants.come_back(room, "s1", "phone", START + 3_600_000)
    assert await seen_at() == START
    await participants.come_back(room, "s1", "phone", START + 86_400_000)
    assert await seen_at() == START + 86_400_000
