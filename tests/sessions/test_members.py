"""The people of a space: what they are there, and that somebody is always left who can let others in."""

import asyncio

import pytest

from sessions import accounts, members, spaces, welcoming
from sessions.access import ROLES
from sessions.account_tables import Account, Membership
from sessions.database import Database
from sessions.members import LastAdministrator
from tests.world import START


async def holbaek(database: Database, **people: str) -> str:
    """A space with these people."""
    space_id = await spaces.make(database, "Holbæk", START)
    async with database.transaction() as db:
        for name in people:
            db.add(Account(account_id=name, name=name.title(), created_at=START))
        await db.flush()
        for name, role in people.items():
            db.add(Membership(account_id=name, space_id=space_id, role=role, since=START))
    return space_id


async def roles(database: Database, space_id: str) -> dict[str, str]:
    return {one.account_id: one.role for one in await members.members(database, space_id)}


async def test_the_list_has_who_may_come_in_and_when_they_were_last_seen(database: Database) -> None:
    space_id = await holbaek(database, bo="reader", ada="administrator", gone="facilitator")
    async with database.transaction() as db:
        accounts.begin(db, "bo", sign_in_id="1", how="link", now=START + 5)
        accounts.begin(db, "bo", sign_in_id="2", how="link", now=START + 9)
        account = await db.get(Account, "gone")
        assert account is not None
        account.ended_at = START
    found = await members.members(database, space_id)
    assert [(one.name, one.seen_at) for one in found] == [("Ada", None), ("Bo", START + 9)]
    assert [one.name for one in await members.facilitators(database, space_id)] == ["Ada"]


async def test_a_role_is_changed_and_taken_at_once_in_every_browser(database: Database) -> None:
    space_id = await holbaek(database, ada="administrator", bo="facilitator")
    async with database.transaction() as db:
        accounts.begin(db, "bo", sign_in_id="bo", how="link", now=START)
    await members.change_role(database, space_id, "bo", "reader")
    bo = await accounts.signed_in(database, "bo", START)
    assert bo is not None
    assert bo.roles == {space_id: "reader"}
    await members.remove(database, space_id, "bo")
    await members.remove(database, space_id, "nobody")
    await members.change_role(database, space_id, "nobody", "administrator")
    bo = await accounts.signed_in(database, "bo", START)
    assert bo is not None
    assert not bo.knows(space_id)
    assert await roles(database, space_id) == {"ada": "administrator"}


async def test_the_last_administrator_goes_only_by_an_operator(database: Database) -> None:
    space_id = await holbaek(database, ada="administrator", bo="administrator")
    # Both at once: only one of them can be done without.
    asked = [members.change_role(database, space_id, name, "reader") for name in ("ada", "bo")]
    answers = await asyncio.gather(*asked, return_exceptions=True)
    assert sorted(map(type, answers), key=str) == sorted([type(None), LastAdministrator], key=str)
    last = next(name for name, role in (await roles(database, space_id)).items() if role == "administrator")
    with pytest.raises(LastAdministrator):
        await members.remove(database, space_id, last)
    await members.change_role(database, space_id, last, "administrator")
    await members.remove(database, space_id, last, by_operator=True)
    assert "administrator" not in (await roles(database, space_id)).values()


@pytest.mark.parametrize("how", ["removed", "demoted"])
async def test_who_is_sent_out_does_not_come_back_by_a_link_of_their_own(
    database: Database, how: str
) -> None:
    space_id = await holbaek(database, ada="administrator", bo="administrator")
    made = {
        name: await welcoming.invite(
            database, space_id, role="administrator", email="", made_by=name, now=START
        )
        for name in ("ada", "bo")
    }
    if how == "removed":
        await members.remove(database, space_id, "bo")
    else:
        await members.change_role(database, space_id, "bo", "facilitator")
    assert await welcoming.accept(database, made["bo"], "bo", START) is None
    assert await welcoming.accept(database, made["ada"], "bo", START) == space_id


def test_roles_are_compared_by_how_far_they_reach() -> None:
    assert [members.higher(one, "facilitator") for one in ROLES] == [True, False, False, False]
