"""Links that sign a facilitator in once."""

import asyncio

from sqlmodel import select

from sessions import accounts, signin
from sessions.database import Database
from sessions.signin import LINK_LASTS
from sessions.tables import SignInLink
from tests.world import START


async def test_a_link_signs_in_once(database: Database) -> None:
    token = await signin.new_link(database, START)
    assert await accounts.signed_in(database, "ada", START) is None
    assert await signin.use_link(database, token, sign_in_id="ada", now=START + 1)
    ada = await accounts.signed_in(database, "ada", START + 1)
    assert ada is not None
    assert ada.is_operator
    assert not await signin.use_link(database, token, sign_in_id="eve", now=START + 2)
    assert await accounts.signed_in(database, "eve", START + 2) is None


async def test_of_many_who_click_at_the_same_moment_one_comes_in(database: Database) -> None:
    token = await signin.new_link(database, START)
    clicks = [signin.use_link(database, token, sign_in_id=f"f{n}", now=START + 1) for n in range(8)]
    assert sorted(await asyncio.gather(*clicks)) == [False] * 7 + [True]


async def test_a_link_runs_out(database: Database) -> None:
    on_time, late = await signin.new_link(database, START), await signin.new_link(database, START)
    assert await signin.use_link(database, on_time, sign_in_id="ada", now=START + LINK_LASTS - 1)
    assert not await signin.use_link(database, late, sign_in_id="bob", now=START + LINK_LASTS)
    short = await signin.new_link(database, START, lasts=1000)
    assert not await signin.use_link(database, short, sign_in_id="bob", now=START + 1000)


async def test_what_is_no_link_signs_nobody_in(database: Database) -> None:
    await signin.new_link(database, START)
    for token in ("", "x", "%", "' OR 1=1 --"):
        assert not await signin.use_link(database, token, sign_in_id="eve", now=START)


async def test_who_reads_the_database_cannot_sign_in_with_it(database: Database) -> None:
    token = await signin.new_link(database, START)
    async with database.reading() as db:
        link = (await db.exec(select(SignInLink))).one()
    assert token not in repr(link)
    assert not await signin.use_link(database, link.token_hash, sign_in_id="eve", now=START)


async def test_only_the_first_start_makes_a_link_unasked(database: Database) -> None:
    assert await signin.first_start(database)
    token = await signin.new_link(database, START)
    assert not await signin.first_start(database)
    await signin.use_link(database, token, sign_in_id="ada", now=START)
    assert not await signin.first_start(database)
