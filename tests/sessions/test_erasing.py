"""Who took part is forgotten on its day; facts, mappings and digests stay as they are."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from board.events import BoardReopened, Entry, TextsRevealed
from sessions import erasing, inviting, lifecycle, mappings, participants
from sessions.database import Database
from sessions.log import StoredLog
from sessions.migrations.migrate import migrate
from sessions.tables import Mapping, Session
from tests.world import ADA, START, setup

DAY = 24 * 3600 * 1000
HELD_ON = date(2026, 11, 18)  # START


@pytest.fixture
async def kept(database: Database) -> Database:
    """Two sessions: s with two people, one of them named, and a mapping; t with one."""
    for session_id in ("s", "t"):
        await lifecycle.create(
            database,
            setup(date=HELD_ON.isoformat()),
            session_id=session_id,
            facilitator_id="ada",
            now=START - 9 * DAY,
        )
        await join(database, session_id, "ben", "Ben")
    await join(database, "s", "cleo", "")
    people = json.dumps([{"name": "Ben", "area_id": "skole"}, {"name": "Ben", "area_id": "ppr"}])
    await keep(database, START, people)
    return database


async def join(database: Database, session_id: str, who: str, name: str, now: int = START) -> None:
    await participants.join(
        database,
        session_id=session_id,
        device_id=f"phone-{who}-{session_id}",
        person_id=f"{who}-{session_id}",
        name=name,
        area_id="skole",
        now=now,
    )


async def keep(database: Database, frozen_at: int, people: str | None = None, version: int = 1) -> None:
    await mappings.store(
        database,
        Mapping(
            session_id="s", version=version, digest=f"d{version}", frozen_at=frozen_at, title="T", body="{}",
            people=people,
        ),
    )  # fmt: skip


async def session(database: Database, session_id: str = "s") -> Session:
    found = await lifecycle.find(database, session_id)
    assert found is not None
    return found


async def due(database: Database, session_id: str = "s", days: int = 90) -> date | None:
    return (await erasing.held(database, await session(database, session_id), days)).due


async def test_what_is_held_is_told_in_numbers(kept: Database) -> None:
    token = await inviting.invite(kept, "s", START, made_by="")
    await inviting.come_in(kept, token, facilitator_id="mette", name="Mette", now=START)
    held = await erasing.held(kept, await session(kept), 90)
    assert (held.people, held.named, held.devices, held.helpers, held.mappings) == (2, 1, 2, 1, 1)
    assert held.anything


async def test_the_day_is_counted_from_the_freeze_that_ended_the_day(kept: Database) -> None:
    assert await due(kept) == HELD_ON + timedelta(days=90)
    await keep(kept, START + 30 * DAY, version=2)
    assert await due(kept) == HELD_ON + timedelta(days=90), "tidying keeps nobody's name longer"
    await join(kept, "s", "dina", "Dina", START + 20 * DAY)
    await keep(kept, START + 40 * DAY, version=3)
    assert await due(kept) == HELD_ON + timedelta(days=90), "and neither does who comes in afterwards"
    await join(kept, "s", "eva", "Eva", START + 95 * DAY)
    assert await due(kept) == HELD_ON + timedelta(days=96), "nobody is forgotten at the door"


async def test_a_second_day_of_the_same_workshop_counts_from_its_own_freeze(kept: Database) -> None:
    log = StoredLog(kept)
    again = (BoardReopened(at=START + 50 * DAY),)
    await log.append("s", Entry(2, "again", ADA, START + 50 * DAY, again))
    await log.append("s", Entry(3, "on", ADA, START + 51 * DAY, (TextsRevealed(revealed=True),)))
    await log.close()
    assert await due(kept) == HELD_ON + timedelta(days=140), "open since then"
    await keep(kept, START + 52 * DAY, version=2)
    await keep(kept, START + 60 * DAY, version=3)
    assert await due(kept) == HELD_ON + timedelta(days=142)
    assert await due(kept, "t") == HELD_ON + timedelta(days=90), "that was another workshop's"


async def test_without_a_freeze_it_is_counted_from_the_workshop(kept: Database) -> None:
    assert await due(kept, "t", days=10) == HELD_ON + timedelta(days=10)


async def test_a_day_that_was_chosen_counts_instead(kept: Database) -> None:
    await erasing.choose_day(kept, "s", date(2027, 1, 2))
    assert await due(kept) == date(2027, 1, 2)
    await erasing.choose_day(kept, "s", None)
    assert await due(kept) == HELD_ON + timedelta(days=90)


async def test_only_those_whose_day_has_come_are_due(kept: Database) -> None:
    await erasing.choose_day(kept, "t", date(2026, 12, 1))
    assert await erasing.due(kept, 90, date(2026, 11, 30)) == []
    assert await erasing.due(kept, 90, date(2026, 12, 1)) == ["t"]
    assert sorted(await erasing.due(kept, 90, date(2028, 1, 1))) == ["s", "t"]


async def test_forgetting_leaves_nobody_and_every_fact(kept: Database) -> None:
    await inviting.come_in(
        kept,
        await inviting.invite(kept, "s", START, made_by=""),
        facilitator_id="mette",
        name="Mette",
        now=START,
    )
    for _ in range(2):  # two workers
        await erasing.erase(kept, "s", START + 100 * DAY)
    held = await erasing.held(kept, await session(kept), 90)
    assert not held.anything and held.due is None
    assert (await session(kept)).erased_at == START + 100 * DAY
    assert not await inviting.helps(kept, "s", "mette", START)
    mapping = await mappings.get(kept, "s", 1)
    assert mapping is not None and (mapping.people, mapping.digest, mapping.body) == (None, "d1", "{}")
    assert [one.name for one in await participants.people(kept, "t")] == ["Ben"], "the other workshop's stay"
    assert await erasing.due(kept, 90, date(2027, 11, 1)) == ["t"]


@pytest.mark.parametrize("alone", [True, False])
async def test_what_is_forgotten_is_in_no_file_any_more(sqlite_url: str, tmp_path: Path, alone: bool) -> None:
    await migrate(sqlite_url)
    database = Database(sqlite_url)
    await lifecycle.create(database, setup(), session_id="s", facilitator_id="ada", now=START)
    await join(database, "s", "ben", "Benjamin Navngiven")
    await keep(database, START, json.dumps([{"name": "Benjamin Navngiven", "area_id": "skole"}]))

    def files_with_name() -> list[str]:
        return [file.name for file in tmp_path.iterdir() if b"Benjamin Navngiven" in file.read_bytes()]

    assert files_with_name()
    if alone:
        ben = await participants.find(database, "s", "ben-s")
        assert ben is not None
        await erasing.forget_name(database, ben)
    else:
        await erasing.erase(database, "s", START)
    assert files_with_name() == [], "while the server goes on"
    await database.close()


async def test_a_name_goes_alone_and_a_namesake_keeps_theirs(kept: Database) -> None:
    ben = await participants.find(kept, "s", "ben-s")
    assert ben is not None
    for _ in range(2):
        await erasing.forget_name(kept, ben)
    after = await participants.find(kept, "s", "ben-s")
    assert after is not None and after.name == ""
    mapping = await mappings.get(kept, "s", 1)
    assert mapping is not None
    assert json.loads(mapping.people or "") == [{"name": "Ben", "area_id": "ppr"}]


async def test_what_somebody_wrote_is_theirs_alone(kept: Database) -> None:
    written = await erasing.written_by(kept, "s", "ada")
    assert [json.loads(one.events)[0]["type"] for one in written] == ["session_planned"]
    assert await erasing.written_by(kept, "t", "nobody") == []
    assert await erasing.phones_of(kept, "s", "ben-s") == [(START, False)]
    assert await erasing.phones_of(kept, "t", "ben-s") == []
    assert await participants.find(kept, "t", "ben-s") is None, "nobody of another workshop"
