"""The end of an account: everything of somebody goes together, and nothing brings it back."""

import asyncio

import pytest
from sqlmodel import SQLModel, col, select

from sessions import accounts, ending, lifecycle, local, members, provided, second_step, signin, welcoming
from sessions.account_tables import (
    Account,
    AccountInvitation,
    Identity,
    Membership,
    RecoveryCode,
    SignIn,
)
from sessions.database import Database
from sessions.groups import Grant
from sessions.tables import SignInLink, Trace
from sessions.traces import By
from tests.sessions.test_members import holbaek
from tests.world import START, setup

EMAIL = "bo@holbaek.dk"
BY = By("account", "ada")
TOLD = provided.Told("https://id", "bo", "Bo", EMAIL, frozenset({"alle"}))


async def bo(database: Database) -> str:
    """A space with Ada and Bo, who has one of everything."""
    space_id = await holbaek(database, ada="administrator", bo="administrator")
    async with database.transaction() as db:
        account = await db.get_one(Account, "bo")
        account.email, account.passphrase_hash, account.totp_secret = EMAIL, "h", "sealed"
        db.add(Identity(issuer="https://id", subject="bo", account_id="bo", email=EMAIL))
    await welcoming.invite(database, space_id, role="reader", email="", made_by="bo", now=START)
    assert await signin.help_in(database, EMAIL, START) is not None
    return space_id


async def left(database: Database, account_id: str) -> list[str]:
    """What is still held of somebody, table by table."""
    tables: list[type[SQLModel]] = [Identity, Membership, RecoveryCode, SignIn, SignInLink]
    async with database.reading() as db:
        found = [
            table.__name__
            for table in tables
            if (await db.exec(select(table).where(col(table.account_id) == account_id))).first()  # type: ignore[attr-defined]
        ]
        made = select(AccountInvitation).where(col(AccountInvitation.made_by) == account_id)
        return found + ["AccountInvitation"] * len((await db.exec(made)).all())


async def test_all_that_is_held_goes_and_what_they_made_is_a_former_users(database: Database) -> None:
    space_id = await bo(database)
    await lifecycle.create(
        database, setup(), session_id="s", facilitator_id="bo", now=START, space_id=space_id
    )
    assert await ending.owned(database, "bo") == 1
    async with database.transaction() as db:
        await second_step.new_codes(db, "bo")
        accounts.begin(db, "bo", sign_in_id="bos", how="passphrase", now=START)
    assert len(await left(database, "bo")) == 6
    assert await ending.end(database, "bo", BY, START + 1)
    assert await left(database, "bo") == []
    async with database.reading() as db:
        kept = await db.get_one(Account, "bo")
        lines = (await db.exec(select(Trace).order_by(col(Trace.space_id)))).all()
    assert kept.model_dump() == {
        "account_id": "bo",
        "email": None,
        "name": "",
        "is_operator": False,
        "passphrase_hash": "",
        "totp_secret": "",
        "totp_used": 0,
        "created_at": START,
        "ended_at": START + 1,
    }
    told = [(one.what, one.account_id, one.space_id, one.detail) for one in lines if one.account_id == "ada"]
    whom = '{"whom":"bo"}'
    assert told == [("account_ended", "ada", "", whom), ("member_removed", "ada", space_id, whom)]
    assert await members.former(database, ["bo", "ada", "", "nobody"]) == {"bo"}
    session = await lifecycle.find(database, "s")
    assert session is not None and session.owner_id == "bo"
    assert not await ending.end(database, "bo", BY, START + 2), "once"


async def test_no_way_leads_back_in_and_the_address_is_free_again(database: Database) -> None:
    space_id = await bo(database)
    found = await local.account(database, "bo")
    token = await signin.help_in(database, EMAIL, START)
    link = await welcoming.invite(database, space_id, role="reader", email="", made_by="ada", now=START)
    assert found is not None and token is not None
    await ending.end(database, "bo", BY, START)
    assert not await signin.use_link(database, token, sign_in_id="1", now=START)
    assert not await local.sign_in(database, local.local(found), sign_in_id="2", browser="", now=START)
    assert not await local.change_access(database, found, email=EMAIL, passphrase_hash="", but=None)
    await local.rename(database, "bo", "Bo")
    async with database.transaction() as db:
        await second_step.turn_on(db, "bo", "sealed", 1)
    await welcoming.accept(database, link, "bo", START)
    assert not await provided.enter(database, TOLD, [], sign_in_id="3", now=START)
    kept = await local.account(database, "bo")
    assert kept is not None
    assert (kept.email, kept.name, kept.totp_secret) == (None, "", "")
    assert await left(database, "bo") == []
    async with database.transaction() as db:
        await local.create(db, "new", email=EMAIL, name="Bo", passphrase_hash="h", now=START)


async def test_who_is_still_in_a_group_of_the_provider_comes_in_as_somebody_new(database: Database) -> None:
    await bo(database)
    await ending.end(database, "bo", BY, START)
    grants = [Grant(group="alle", role="reader", space="Holbæk")]
    assert await provided.enter(database, TOLD, grants, sign_in_id="1", now=START)
    who = await accounts.signed_in(database, "1", START)
    assert who is not None and who.account_id != "bo"


async def test_the_last_administrator_is_told_of_and_goes_only_if_that_is_meant(database: Database) -> None:
    await bo(database)
    # Both at once: only one of them can be done without.
    asked = [ending.end(database, name, BY, START) for name in ("ada", "bo")]
    answers = await asyncio.gather(*asked, return_exceptions=True)
    assert sorted(map(repr, answers)) == ["Needed()", "True"]
    last = next(one.account_id for one in await ending.listed(database, most=9))
    assert await ending.needed(database, last) == ["Holbæk"]
    assert await ending.end(database, last, BY, START, even_if_needed=True)
    assert await ending.listed(database, most=9) == []


async def test_the_operators_own_account_never_ends(database: Database) -> None:
    await accounts.prepare(database, START)
    assert not await ending.end(database, accounts.OPERATOR, BY, START)
    async with database.reading() as db:
        assert (await db.get_one(Account, accounts.OPERATOR)).ended_at is None


async def test_the_list_has_everybody_by_name_with_roles_and_ways_in(database: Database) -> None:
    await accounts.prepare(database, START)
    await bo(database)
    found = await ending.listed(database, most=9)
    assert [(one.name, one.has_provider, one.roles) for one in found] == [
        ("Ada", False, {"Holbæk": "administrator"}),
        ("Bo", True, {"Holbæk": "administrator"}),
    ]
    assert [one.name for one in await ending.listed(database, skip=1, most=1)] == ["Bo"]
    assert [one.name for one in await ending.listed(database, only="ada", most=1)] == ["Ada"]


@pytest.mark.parametrize("account_id", ["nobody", ""])
async def test_who_is_nobody_has_nothing_to_end(database: Database, account_id: str) -> None:
    assert not await ending.end(database, account_id, BY, START)
