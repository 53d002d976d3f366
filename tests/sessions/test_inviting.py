"""Links by which others help to facilitate one session."""

import pytest

from board.refusals import Refused
from sessions import inviting, lifecycle
from sessions.database import Database
from sessions.inviting import HELP_LASTS, LINK_LASTS
from tests.world import START, setup


async def plan(database: Database, session_id: str) -> None:
    await lifecycle.create(database, setup(), session_id=session_id, facilitator_id="ada", now=START)


async def test_a_link_lets_in_to_its_session_until_it_runs_out_or_there_is_a_newer_one(
    database: Database,
) -> None:
    await plan(database, "s")
    token = await inviting.invite(database, "s", START)
    assert await inviting.invited_to(database, token, START + LINK_LASTS - 1) == "s"
    assert await inviting.invited_to(database, token, START + LINK_LASTS) is None
    newer = await inviting.invite(database, "s", START)
    assert await inviting.invited_to(database, token, START) is None
    assert await inviting.invited_to(database, newer, START) == "s"
    for other in ("", "x", "%"):
        assert await inviting.invited_to(database, other, START) is None


async def test_who_came_in_helps_in_that_session_alone_and_not_for_ever(database: Database) -> None:
    await plan(database, "s")
    await plan(database, "t")
    token = await inviting.invite(database, "s", START)
    came = await inviting.come_in(database, token, facilitator_id="mette", name=" Mette ", now=START)
    assert came == "s"
    assert [one.name for one in await inviting.helpers(database, "s")] == ["Mette"]
    assert await inviting.helps(database, "s", "mette", START + HELP_LASTS - 1)
    assert not await inviting.helps(database, "s", "mette", START + HELP_LASTS)
    assert not await inviting.helps(database, "t", "mette", START)
    assert not await inviting.helps(database, "s", "eve", START)
    with pytest.raises(Refused, match="cpr"):
        await inviting.come_in(database, token, facilitator_id="eve", name="010114-1234", now=START)


async def test_access_is_taken_back_from_all_of_one_session(database: Database) -> None:
    tokens = {}
    for session_id in ("s", "t"):
        await plan(database, session_id)
        tokens[session_id] = await inviting.invite(database, session_id, START)
        token = tokens[session_id]
        await inviting.come_in(database, token, facilitator_id=f"m-{session_id}", name="", now=START)
    await inviting.take_back(database, "s")
    assert await inviting.come_in(database, tokens["s"], facilitator_id="late", name="", now=START) is None, (
        "whoever held the form back while the link was taken back stays out"
    )
    assert not await inviting.helps(database, "s", "late", START)
    assert await inviting.invited_to(database, tokens["s"], START) is None
    assert not await inviting.helps(database, "s", "m-s", START)
    assert await inviting.invited_to(database, tokens["t"], START) == "t"
    assert await inviting.helps(database, "t", "m-t", START)
