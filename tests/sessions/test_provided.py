"""People whom a provider vouches for: what their groups give, who they are the next time, and when it ends."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from sessions import accounts, members, provided, welcoming
from sessions.account_tables import Account, Identity, Membership, Space
from sessions.database import Database
from sessions.days import danish_moment, milliseconds
from sessions.groups import Given, Grant, given, parse
from sessions.provided import Told
from sessions.tables import HOME, Trace
from tests.world import START

METTE = Told("https://login", "1", "Mette", "mette@holbaek.dk", frozenset({"A", "B"}))
SPACES = {"home": "", "r": "Roskilde Kommune"}


def test_groups_are_read_from_one_line() -> None:
    assert parse(" ; A=reader; CN=Trappe,OU=Grupper = Roskilde Kommune : facilitator;Drift=operator;") == (
        Grant("A", HOME, "reader"),
        Grant("CN=Trappe,OU=Grupper", "Roskilde Kommune", "facilitator"),
        Grant("Drift", "", None),
    )


@pytest.mark.parametrize("text", ["A", "=reader", "A=", "A=chief", "A=home:", "A=home:operator", "A:reader"])
def test_what_gives_no_role_is_no_mapping(text: str) -> None:
    with pytest.raises(ValueError, match=r"must look like|a role is"):
        parse(text)


def test_of_several_groups_the_role_that_reaches_furthest_counts() -> None:
    grants = parse(
        "*=reader; A=facilitator; B=consultant; B=ROSKILDE kommune:consultant; A=x:reader; C=operator"
    )
    assert given(grants, {"A", "B"}, SPACES) == Given({"home": "facilitator", "r": "consultant"}, False)
    assert given(grants, {"C"}, SPACES) == Given({"home": "reader"}, True)
    assert given(grants, {"a"}, SPACES) == Given({"home": "reader"}, False)
    assert given((), {"A"}, SPACES) == Given({}, False)
    assert given(parse("A=r:reader"), {"A"}, SPACES).roles == {"r": "reader"}


@pytest.mark.parametrize(
    ("at", "ends"),
    [
        ("2026-11-22 08:00", "2026-11-23 04:00"),
        ("2026-11-22 15:59", "2026-11-23 04:00"),
        ("2026-11-22 16:01", "2026-11-24 04:00"),
        ("2026-11-22 23:59", "2026-11-24 04:00"),
        ("2026-10-24 12:00", "2026-10-25 04:00"),  # the clocks are put back in that night
    ],
)
def test_a_sign_in_ends_at_night_and_never_in_the_middle_of_a_day(at: str, ends: str) -> None:
    zone = danish_moment(START).tzinfo
    moment = milliseconds(datetime.strptime(at, "%Y-%m-%d %H:%M").replace(tzinfo=zone))
    assert f"{danish_moment(provided.until(moment)):%Y-%m-%d %H:%M}" == ends
    lasts = datetime.fromtimestamp(provided.until(moment) / 1000, UTC) - datetime.fromtimestamp(
        moment / 1000, UTC
    )
    assert timedelta(hours=12) <= lasts <= timedelta(hours=37)


async def enters(
    database: Database, told: Told, mapping: str, sign_in_id: str = "s", now: int = START
) -> bool:
    return await provided.enter(database, told, parse(mapping), sign_in_id=sign_in_id, now=now)


async def test_two_tabs_at_the_first_time_are_one_person(database: Database) -> None:
    tabs = [enters(database, METTE, "A=reader", f"tab{n}") for n in range(5)]
    assert all(await asyncio.gather(*tabs))
    async with database.reading() as db:
        assert len((await db.exec(select(Identity))).all()) == 1
        assert len((await db.exec(select(Account).where(Account.account_id != accounts.OPERATOR))).all()) == 1
    people = {repr(await accounts.signed_in(database, f"tab{n}", START)) for n in range(5)}
    assert len(people) == 1


async def test_the_sign_in_counts_until_its_night(database: Database) -> None:
    await enters(database, METTE, "A=reader")
    end = provided.until(START)
    assert await accounts.signed_in(database, "s", end - 1) is not None
    assert await accounts.signed_in(database, "s", end) is None


async def test_what_somebody_here_decides_is_no_groups_any_more(database: Database) -> None:
    async def role() -> tuple[str, str]:
        async with database.reading() as db:
            member = (await db.exec(select(Membership))).one()
            return member.role, member.given_by

    await enters(database, METTE, "A=reader")
    async with database.reading() as db:
        account_id = (await db.exec(select(Identity.account_id))).one()
    assert await role() == ("reader", "group")
    token = await welcoming.invite(database, HOME, role="consultant", email="", made_by="operator", now=START)
    await welcoming.accept(database, token, account_id, START)
    assert await role() == ("consultant", "")
    await members.change_role(database, HOME, account_id, "facilitator", by_operator=True)
    await enters(database, METTE, "A=administrator", "s2")
    assert await role() == ("facilitator", "")
    await members.remove(database, HOME, account_id, by_operator=True)
    await enters(database, METTE, "A=administrator", "s3")
    assert await role() == ("administrator", "group")


async def test_who_loses_a_role_with_its_group_comes_back_by_no_link_of_their_own(database: Database) -> None:
    await enters(database, METTE, "A=administrator")
    async with database.reading() as db:
        account_id = (await db.exec(select(Identity.account_id))).one()
    token = await welcoming.invite(
        database, HOME, role="administrator", email="", made_by=account_id, now=START
    )
    assert not await enters(database, METTE, "", "s2")
    assert await welcoming.find(database, token, START) is None
    async with database.reading() as db:
        told = (await db.exec(select(Trace.what).where(Trace.space_id == HOME))).all()
    assert sorted(told) == ["member_removed", "role_changed"]


async def test_who_is_an_operator_by_other_means_stays_one(database: Database) -> None:
    await enters(database, METTE, "A=reader")
    async with database.transaction() as db:
        identity = (await db.exec(select(Identity))).one()
        account = await db.get(Account, identity.account_id)
        assert account is not None
        account.is_operator = True
    await enters(database, METTE, "A=reader; A=operator", "s2")
    await enters(database, METTE, "A=reader", "s3")
    person = await accounts.signed_in(database, "s3", START)
    assert person is not None
    assert person.is_operator


async def test_the_same_name_at_another_provider_is_somebody_else(database: Database) -> None:
    await enters(database, METTE, "A=reader")
    await enters(database, METTE._replace(issuer="https://another"), "A=consultant", "s2")
    one, two = [await accounts.signed_in(database, sign_in_id, START) for sign_in_id in ("s", "s2")]
    assert one is not None
    assert two is not None
    assert one.account_id != two.account_id


async def test_a_space_that_is_called_otherwise_gives_nothing_by_its_old_name(database: Database) -> None:
    await accounts.prepare(database, START)
    async with database.transaction() as db:
        db.add(Space(space_id="r", name="Roskilde", created_at=START))
    assert await enters(database, METTE, "A=Roskilde:reader")
    async with database.transaction() as db:
        space = await db.get(Space, "r")
        assert space is not None
        space.name = "Lejre"
    assert not await enters(database, METTE, "A=Roskilde:reader", "s2")
    assert await enters(database, METTE, "A=r:reader", "s3")
