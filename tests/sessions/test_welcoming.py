"""Invitations into a space: used once, within a week, and by nobody after they were taken back."""

import asyncio

import pytest

from board.refusals import Refused
from sessions import local, spaces, welcoming
from sessions.account_tables import Account, Membership
from sessions.database import Database
from sessions.welcoming import LINK_LASTS, MOST_OPEN
from tests.sessions.test_members import holbaek, roles
from tests.world import START


async def invite(database: Database, space_id: str, **other: str) -> str:
    asked = {"role": "facilitator", "email": "", "made_by": "ada", **other}
    return await welcoming.invite(database, space_id, now=START, **asked)  # type: ignore[arg-type]


async def test_a_link_says_what_it_is_to_and_gives_the_role_once(database: Database) -> None:
    space_id = await holbaek(database, ada="administrator")
    other = await roskilde(database)
    token = await invite(database, space_id, email=" Bo@Holbaek.dk ")
    found = await welcoming.find(database, token, START)
    assert found is not None
    assert (found.space, found.role, found.email, found.by) == (
        "Holbæk",
        "facilitator",
        "bo@holbaek.dk",
        "Ada",
    )
    assert token not in str(found)
    assert await welcoming.open_invitations(database, space_id, START) == [found]
    assert await welcoming.open_invitations(database, other, START) == []
    used = await asyncio.gather(*[welcoming.accept(database, token, name, START) for name in ("bo", "cleo")])
    assert set(used) == {None, space_id}
    assert list((await roles(database, space_id)).values()).count("facilitator") == 1
    assert await welcoming.find(database, token, START) is None
    assert await welcoming.open_invitations(database, space_id, START) == []


async def roskilde(database: Database) -> str:
    """Another space, and two people who are nothing anywhere."""
    async with database.transaction() as db:
        db.add(Account(account_id="bo", created_at=START))
        db.add(Account(account_id="cleo", created_at=START))
    return await spaces.make(database, "Roskilde", START)


@pytest.mark.parametrize(
    ("was", "invited", "then"),
    [
        ("administrator", "reader", "administrator"),
        ("reader", "facilitator", "facilitator"),
        ("consultant", "consultant", "consultant"),
    ],
)
async def test_a_role_is_never_lowered_by_an_invitation(
    database: Database, was: str, invited: str, then: str
) -> None:
    space_id = await holbaek(database, ada="administrator", bo=was)
    token = await invite(database, space_id, role=invited)
    assert await welcoming.accept(database, token, "bo", START) == space_id
    assert (await roles(database, space_id))["bo"] == then


async def test_a_link_ends_after_a_week_or_when_it_is_taken_back(database: Database) -> None:
    space_id = await holbaek(database, ada="administrator", bo="reader")
    token = await invite(database, space_id)
    assert await welcoming.find(database, token, START + LINK_LASTS - 1) is not None
    assert await welcoming.find(database, token, START + LINK_LASTS) is None
    assert await welcoming.accept(database, token, "bo", START + LINK_LASTS) is None
    invitation = (await welcoming.open_invitations(database, space_id, START))[0].invitation_id
    await welcoming.take_back(database, "another", invitation)
    assert await welcoming.find(database, token, START) is not None
    await welcoming.take_back(database, space_id, invitation)
    assert await welcoming.accept(database, token, "bo", START) is None
    assert (await roles(database, space_id))["bo"] == "reader"


async def test_a_space_has_only_so_many_open_links(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert MOST_OPEN >= 50
    monkeypatch.setattr(welcoming, "MOST_OPEN", 2)
    space_id = await holbaek(database, ada="administrator")
    for _ in range(2):
        await invite(database, space_id)
    with pytest.raises(Refused, match="too_many"):
        await invite(database, space_id)


async def arrive(database: Database, token: str, account_id: str, email: str) -> bool:
    return await welcoming.arrive(
        database, token, account_id=account_id, email=email, name="Bo", passphrase_hash="h", now=START
    )


async def test_a_link_makes_one_account_and_gives_no_role_by_it(database: Database) -> None:
    space_id = await holbaek(database, ada="administrator")
    token = await invite(database, space_id)
    outcomes = await asyncio.gather(
        *[arrive(database, token, name, f"{name}@h.dk") for name in ("bo", "cleo")]
    )
    assert sorted(outcomes) == [False, True]
    name = "bo" if outcomes[0] else "cleo"
    assert await local.find(database, f"{name}@h.dk") == local.Local(name, "h")
    assert await local.find(database, "cleo@h.dk" if name == "bo" else "bo@h.dk") is None
    assert await roles(database, space_id) == {"ada": "administrator"}
    found = await welcoming.find(database, token, START)
    assert found is not None
    assert found.is_begun
    assert await welcoming.accept(database, token, name, START) == space_id
    assert not await arrive(database, token, "eve", "eve@h.dk")


async def test_an_address_that_has_an_account_keeps_it_and_is_given_nothing(database: Database) -> None:
    """Two at the same moment take the same free address: the second one finds the first one's account."""
    space_id = await holbaek(database, ada="administrator")
    tokens = [await invite(database, space_id) for _ in range(2)]
    first, second = (arrive(database, token, f"bo{n}", "bo@h.dk") for n, token in enumerate(tokens))
    assert await asyncio.gather(first, second) == [True, True]
    assert await local.find(database, "bo@h.dk") is not None
    assert await roles(database, space_id) == {"ada": "administrator"}
    assert [one.is_begun for one in await welcoming.open_invitations(database, space_id, START)] == [True] * 2


@pytest.mark.parametrize("how", ["no administrator", "no operator", "ended"])
async def test_a_link_does_not_outlive_the_right_to_make_it(database: Database, how: str) -> None:
    """Also one that was made at the very moment in which its maker's were taken back."""
    space_id = await holbaek(database, ada="administrator", bo="reader")
    await _set(
        database,
        space_id,
        role="reader" if how == "no operator" else "administrator",
        is_operator=how == "no operator",
    )
    token = await invite(database, space_id, role="administrator")
    assert await welcoming.find(database, token, START) is not None
    ended_at = START if how == "ended" else None
    role = "administrator" if how == "ended" else "facilitator"
    await _set(database, space_id, role=role, is_operator=False, ended_at=ended_at)
    assert await welcoming.find(database, token, START) is None
    assert await welcoming.open_invitations(database, space_id, START) == []
    assert not await arrive(database, token, "eve", "eve@h.dk")
    assert await welcoming.accept(database, token, "bo", START) is None
    assert (await roles(database, space_id))["bo"] == "reader"


async def _set(
    database: Database, space_id: str, *, role: str, is_operator: bool, ended_at: int | None = None
) -> None:
    """Ada is this now. No link is taken back with it, as `members` and `ending` do."""
    async with database.transaction() as db:
        account, member = await db.get(Account, "ada"), await db.get(Membership, ("ada", space_id))
        assert account is not None
        assert member is not None
        account.is_operator, account.ended_at, member.role = is_operator, ended_at, role
