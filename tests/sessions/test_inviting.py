"""Links by which others help to facilitate one session."""

import pytest

from board.refusals import Refused
from sessions import ending, inviting, lifecycle, members, spaces, traces
from sessions.account_tables import Account
from sessions.database import Database
from sessions.inviting import HELP_LASTS, LINK_LASTS
from tests.sessions.test_members import holbaek
from tests.world import START, setup


async def plan(database: Database, session_id: str) -> None:
    await lifecycle.create(database, setup(), session_id=session_id, facilitator_id="ada", now=START)


async def test_a_link_lets_in_to_its_session_until_it_runs_out_or_there_is_a_newer_one(
    database: Database,
) -> None:
    await plan(database, "s")
    token = await inviting.invite(database, "s", START, made_by="")
    assert await inviting.invited_to(database, token, START + LINK_LASTS - 1) == "s"
    assert await inviting.invited_to(database, token, START + LINK_LASTS) is None
    newer = await inviting.invite(database, "s", START, made_by="")
    assert await inviting.invited_to(database, token, START) is None
    assert await inviting.invited_to(database, newer, START) == "s"
    for other in ("", "x", "%"):
        assert await inviting.invited_to(database, other, START) is None


async def test_who_came_in_helps_in_that_session_alone_and_not_for_ever(database: Database) -> None:
    await plan(database, "s")
    await plan(database, "t")
    token = await inviting.invite(database, "s", START, made_by="")
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
        tokens[session_id] = await inviting.invite(database, session_id, START, made_by="")
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


@pytest.mark.parametrize("how", ["removed", "demoted", "moved", "ended"])
async def test_helpers_go_with_whoever_let_them_in(database: Database, how: str) -> None:
    """Who is sent out must not come back by a link that they have made beforehand, nor by whom they have let in."""
    space_id = await holbaek(database, ada="administrator", bo="facilitator")
    made = {}
    for session_id, by in (("s", "bo"), ("t", "ada")):
        await lifecycle.create(
            database, setup(), session_id=session_id, facilitator_id=by, now=START, space_id=space_id
        )
        made[by] = await inviting.invite(database, session_id, START, made_by=by)
        assert await inviting.come_in(database, made[by], facilitator_id=f"of-{by}", name="M", now=START)
    if how == "removed":
        await members.remove(database, space_id, "bo")
    elif how == "demoted":
        await members.change_role(database, space_id, "bo", "consultant")
    elif how == "moved":
        await spaces.move(database, "s", await spaces.make(database, "Roskilde", START))
    else:
        await ending.end(database, "bo", traces.SERVER, START)
    assert not await inviting.helps(database, "s", "of-bo", START)
    assert await inviting.helpers(database, "s") == []
    assert await inviting.invited_to(database, made["bo"], START) is None
    assert await inviting.come_in(database, made["bo"], facilitator_id="late", name="", now=START) is None
    assert await inviting.helps(database, "t", "of-ada", START)
    assert await inviting.invited_to(database, made["ada"], START) == "t"


async def test_helpers_stay_as_long_as_whoever_let_them_in_may_lead_there(database: Database) -> None:
    space_id = await holbaek(database, ada="administrator", bo="administrator", op="reader")
    async with database.transaction() as db:
        operator = await db.get(Account, "op")
        assert operator is not None
        operator.is_operator = True
    for session_id, by in (("s", "bo"), ("t", "op")):
        await lifecycle.create(
            database, setup(), session_id=session_id, facilitator_id=by, now=START, space_id=space_id
        )
        token = await inviting.invite(database, session_id, START, made_by=by)
        await inviting.come_in(database, token, facilitator_id=f"of-{by}", name="", now=START)
    await members.change_role(database, space_id, "bo", "facilitator")
    assert await inviting.helps(database, "s", "of-bo", START)
    assert await inviting.helps(database, "t", "of-op", START)
