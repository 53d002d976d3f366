"""Frozen mappings are kept once and for good."""

import asyncio
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from sessions import erasing, lifecycle, mappings, participants
from sessions.database import Database
from sessions.mappings import AlreadyFrozen, MappingHead
from sessions.tables import Mapping
from tests.world import START, setup


def mapping(version: int = 1, session_id: str = "s1", **more: Any) -> Mapping:
    fields = {"title": "Børn og unge", "body": '{"offers":["Åben"]}', "people": None}
    when = {"digest": f"digest-{version}", "frozen_at": START + version}
    return Mapping(session_id=session_id, version=version, **{**fields, **when, **more})


@pytest.fixture
async def kept(database: Database) -> Database:
    """A database with two sessions."""
    for session_id in ("s1", "s2"):
        await lifecycle.create(database, setup(), session_id=session_id, facilitator_id="ada", now=START)
    return database


async def test_a_mapping_is_found_again_letter_for_letter(kept: Database) -> None:
    await mappings.store(kept, mapping(people='["Ben"]'))
    found = await mappings.get(kept, "s1", 1)
    assert found is not None
    assert (found.body, found.people, found.digest) == ('{"offers":["Åben"]}', '["Ben"]', "digest-1")
    assert await mappings.get(kept, "s1", 2) is None
    assert await mappings.get(kept, "s2", 1) is None


async def test_storing_the_same_again_changes_nothing(kept: Database) -> None:
    await mappings.store(kept, mapping())
    await mappings.store(kept, mapping(title="another title", body="another body"))
    found = await mappings.get(kept, "s1", 1)
    assert found is not None
    assert (found.title, found.body) == ("Børn og unge", '{"offers":["Åben"]}')


async def test_another_content_under_the_same_number_is_refused(kept: Database) -> None:
    await mappings.store(kept, mapping())
    with pytest.raises(AlreadyFrozen):
        await mappings.store(kept, mapping(digest="another"))
    found = await mappings.get(kept, "s1", 1)
    assert found is not None
    assert found.digest == "digest-1"


async def test_workers_that_freeze_at_the_same_moment_keep_one(kept: Database) -> None:
    was_first = await asyncio.gather(*(mappings.store(kept, mapping()) for _ in range(6)))
    assert sorted(was_first) == [False] * 5 + [True], "one of them makes the files, and no other"
    ended = await asyncio.gather(
        *(mappings.store(kept, mapping(2, digest=f"digest {n}")) for n in range(3)), return_exceptions=True
    )
    assert sorted(type(one).__name__ for one in ended) == ["AlreadyFrozen", "AlreadyFrozen", "bool"]


async def test_a_mapping_needs_its_session(kept: Database) -> None:
    with pytest.raises(IntegrityError):
        await mappings.store(kept, mapping(session_id="none"))


async def test_lists_are_newest_first_and_without_content(kept: Database) -> None:
    for one in (mapping(1), mapping(2), mapping(1, "s2", frozen_at=START + 9)):
        await mappings.store(kept, one)
    everything = await mappings.all_mappings(kept)
    assert [(head.session_id, head.version) for head in everything] == [("s2", 1), ("s1", 2), ("s1", 1)]
    assert everything[1] == MappingHead("s1", 2, "digest-2", START + 2, "Børn og unge")
    assert [head.version for head in await mappings.all_mappings(kept, "s1")] == [2, 1]


async def test_names_that_are_forgotten_while_a_mapping_is_kept_are_not_kept_beside_it(
    database: Database,
) -> None:
    """In either order, however close: nobody's name is left where nobody would look for it."""
    for turn in range(10):
        session_id = f"s{turn}"
        await lifecycle.create(database, setup(), session_id=session_id, facilitator_id="ada", now=START)
        await participants.join(
            database,
            session_id=session_id,
            device_id="d",
            person_id=f"p{turn}",
            name="Bo Ægidius",
            area_id="skole",
            now=START,
        )
        kept = mapping(session_id=session_id)
        keeping = asyncio.create_task(mappings.store(database, kept, names=True))
        for _ in range(turn):
            await asyncio.sleep(0)
        await erasing.erase(database, session_id, START)
        await keeping
        stored = await mappings.get(database, session_id, kept.version)
        assert stored is not None
        assert stored.people is None
