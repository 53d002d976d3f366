"""A session from creation to archive."""

import asyncio
from typing import Any

import pytest

from board.fold import replay
from board.people import Actor
from board.refusals import Refused
from board.state import Area
from sessions import codes, lifecycle
from sessions.database import Database
from sessions.log import StoredLog
from sessions.tables import Participant, Session
from tests.sessions.log_contract import entry
from tests.world import AREAS, START, Workshop, setup


async def make(database: Database, session_id: str = "s1", **more: Any) -> Session:
    return await lifecycle.create(
        database, setup(), **{"session_id": session_id, "facilitator_id": "ada", "now": START, **more}
    )


async def test_a_new_session_has_its_row_and_the_first_entry_of_its_log(database: Database) -> None:
    plan = setup(title="Børn & unge “0-18”", municipality="Holbæk Kommune", date="2026-12-01")
    session = await lifecycle.create(database, plan, session_id="s1", facilitator_id="ada", now=START)
    assert (session.title, session.municipality, session.date) == (plan.title, plan.municipality, plan.date)
    assert (session.created_at, session.archived_at, session.demo) == (START, None, False)
    assert codes.parse_code(codes.show_code(session.code)) == session.code
    log = StoredLog(database)
    entries = await log.since("s1", 0)
    assert [(one.number, one.actor, one.at) for one in entries] == [(1, Actor("facilitator", "ada"), START)]
    board = replay(entries)
    assert board.setup == plan
    assert board.stage.kind == "preparation"
    await log.append("s1", entry(2))
    await log.close()


async def test_neither_row_nor_entry_is_kept_without_the_other(database: Database) -> None:
    log = StoredLog(database)
    await log.append("s1", entry(1))  # an entry that stands in the way
    with pytest.raises(Exception, match="entry"):
        await make(database, "s1")
    assert await lifecycle.find(database, "s1") is None
    await log.close()


async def test_a_plan_that_no_board_takes_is_refused(database: Database) -> None:
    twice = setup(areas=(*AREAS, Area(area_id="x", name="Skole", tag="XX")))
    with pytest.raises(Refused, match="twice"):
        await lifecycle.create(database, twice, session_id="s1", facilitator_id="ada", now=START)
    assert await lifecycle.find(database, "s1") is None


async def test_a_session_is_found_by_what_people_and_machines_carry(database: Database) -> None:
    session = await make(database, "s1")
    await make(database, "s2")
    code = session.code
    for typed in (code, code.lower(), codes.show_code(code), f" {code[:3]}-{code[3:]} "):
        found = await lifecycle.find_by_code(database, typed)
        assert found is not None
        assert found.session_id == "s1"
    by_key = await lifecycle.find_by_join_key(database, session.join_key)
    by_wall = await lifecycle.find_by_projector_key(database, session.projector_key)
    assert by_key is not None
    assert by_wall is not None
    assert by_key.session_id == by_wall.session_id == "s1"


async def test_no_key_opens_another_door(database: Database) -> None:
    session = await make(database)
    assert await lifecycle.find_by_projector_key(database, session.join_key) is None
    assert await lifecycle.find_by_projector_key(database, session.code) is None
    assert await lifecycle.find_by_join_key(database, session.projector_key) is None
    assert await lifecycle.find_by_join_key(database, session.code) is None
    assert await lifecycle.find_by_code(database, session.join_key) is None
    for nothing in ("", "%", "______"):
        assert await lifecycle.find_by_code(database, nothing) is None
        assert await lifecycle.find_by_join_key(database, nothing) is None
        assert await lifecycle.find_by_projector_key(database, nothing) is None


async def test_a_code_that_is_taken_is_drawn_again(database: Database) -> None:
    first = await make(database, "s1")
    drawn = iter([first.code, first.code, "CFHJKM"])
    ben = Participant(person_id="ben", session_id="s2", name="Ben", area_id="skole", joined_at=START)
    second = await make(database, "s2", new_code=lambda: next(drawn), people=[ben])
    assert second.code == "CFHJKM"
    with pytest.raises(Exception, match="code"):
        await make(database, "s3", new_code=lambda: first.code)
    assert await lifecycle.find(database, "s3") is None


async def test_a_session_may_bring_its_whole_log(database: Database) -> None:
    workshop = Workshop("writing")
    await make(database, "s1", entries=workshop.entries, demo=True)
    log = StoredLog(database)
    assert list(await log.since("s1", 0)) == workshop.entries
    session = await lifecycle.find(database, "s1")
    assert session is not None
    assert session.demo
    await log.close()


async def test_lists_are_newest_first_and_leave_the_archive_out(database: Database) -> None:
    for number in (1, 2, 3):
        await make(database, f"s{number}", now=START + number)
    await lifecycle.archive(database, "s2", START + 10)
    await lifecycle.archive(database, "unknown", START + 10)

    async def listed(*, archived: bool) -> list[str]:
        return [one.session_id for one in await lifecycle.all_sessions(database, archived=archived)]

    assert await listed(archived=False) == ["s3", "s1"]
    assert await listed(archived=True) == ["s2"]
    put_aside = await lifecycle.find(database, "s2")
    assert put_aside is not None
    assert put_aside.archived_at == START + 10
    await lifecycle.unarchive(database, "s2")
    assert await listed(archived=False) == ["s3", "s2", "s1"]


async def test_the_row_follows_a_changed_plan(database: Database) -> None:
    await make(database)
    await lifecycle.follow_setup(
        database, "s1", setup(title="Ny titel", municipality="Herning", date="2027-01-31")
    )
    session = await lifecycle.find(database, "s1")
    assert session is not None
    assert (session.title, session.municipality, session.date) == ("Ny titel", "Herning", "2027-01-31")


async def test_archiving_and_renaming_at_once_both_count(database: Database) -> None:
    await make(database)
    await asyncio.gather(
        lifecycle.archive(database, "s1", START),
        lifecycle.follow_setup(database, "s1", setup(title="Ny titel")),
    )
    session = await lifecycle.find(database, "s1")
    assert session is not None
    assert (session.title, session.archived_at) == ("Ny titel", START)
