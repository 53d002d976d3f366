"""Accounts with a passphrase of their own."""

import asyncio

import pytest

from sessions import accounts, local
from sessions.account_tables import Account
from sessions.database import Database
from tests.world import START


async def create(database: Database, account_id: str = "b", email: str = "bo@holbaek.dk") -> None:
    async with database.transaction() as db:
        await local.create(db, account_id, email=email, name="Bo", passphrase_hash="h", now=START)


async def test_an_account_is_found_by_its_address_however_that_is_written(database: Database) -> None:
    await create(database)
    assert await local.find(database, " Bo@Holbaek.DK ") == local.Local("b", "h")
    assert await local.find(database, "eve@holbaek.dk") is None


async def test_who_has_no_passphrase_or_has_ended_is_not_found(database: Database) -> None:
    await create(database)
    async with database.transaction() as db:
        db.add(Account(account_id="p", email="per@holbaek.dk", created_at=START))
        account = await db.get(Account, "b")
        assert account is not None
        account.ended_at = START + 1
    assert await local.find(database, "bo@holbaek.dk") is None
    assert await local.find(database, "per@holbaek.dk") is None
    assert await local.find(database, "") is None


async def test_of_two_who_take_an_address_at_the_same_moment_one_gets_it(database: Database) -> None:
    outcomes = await asyncio.gather(create(database, "b"), create(database, "c"), return_exceptions=True)
    assert sorted(repr(one) for one in outcomes) == ["EmailTaken()", "None"]
    with pytest.raises(local.EmailTaken):
        await create(database, "d")


async def test_another_passphrase_signs_out_everywhere_else(database: Database) -> None:
    await create(database)
    await create(database, "c", "cleo@holbaek.dk")
    async with database.transaction() as db:
        for account_id, sign_in_id in (("b", "here"), ("b", "there"), ("c", "cleo")):
            accounts.begin(db, account_id, sign_in_id=sign_in_id, how="passphrase", now=START)
    async with database.transaction() as db:
        await local.set_passphrase(db, "b", "new", but="here")
    assert await local.find(database, "bo@holbaek.dk") == local.Local("b", "new")
    signed_in = [await accounts.signed_in(database, one, START) for one in ("here", "there", "cleo")]
    assert [one is not None for one in signed_in] == [True, False, True]
    async with database.transaction() as db:
        await local.set_passphrase(db, "b", "newer")
    assert await accounts.signed_in(database, "here", START) is None
