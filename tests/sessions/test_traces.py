"""The audit log: what is noted with an act, what is noted once, who reads which lines, and when they go."""

import pytest

from sessions import lifecycle, members, traces
from sessions.account_tables import Account, Membership, Space
from sessions.database import Database
from sessions.tables import Trace
from sessions.traces import By, Wanted, trace
from tests.world import START, setup

ALL = Wanted()
ADMINISTRATOR = By("account", "a")


@pytest.fixture
async def space(database: Database) -> Database:
    """Holbæk with an administrator and a reader, and a workshop there."""
    async with database.transaction() as db:
        db.add(Space(space_id="holbaek", name="Holbæk", created_at=START))
        for account_id, role in (("a", "administrator"), ("b", "reader")):
            db.add(Account(account_id=account_id, name=account_id.upper(), created_at=START))
            await db.flush()
            db.add(Membership(account_id=account_id, space_id="holbaek", role=role, since=START))
    await lifecycle.create(
        database, setup(), session_id="s", facilitator_id="a", now=START, space_id="holbaek"
    )
    return database


async def lines(database: Database, wanted: Wanted = ALL, **more: int) -> list[str]:
    found = await traces.read(database, wanted, ["holbaek"], most=50, **more)
    return [f"{one.what} {one.name} {one.title}".strip() for one in found]


async def test_a_line_is_written_with_the_act_or_neither_is(space: Database) -> None:
    line = trace("role_changed", ADMINISTRATOR, START + 1, space_id="holbaek", detail={"whom": "b"})
    await members.change_role(space, "holbaek", "b", "consultant", line=line)
    line = trace("member_removed", ADMINISTRATOR, START + 2, space_id="holbaek", detail={"whom": "a"})
    with pytest.raises(members.LastAdministrator):
        await members.remove(space, "holbaek", "a", line=line)
    line = trace("role_changed", ADMINISTRATOR, START + 3, space_id="holbaek", detail={"whom": "b"})
    await members.change_role(space, "holbaek", "b", "consultant", line=line)  # they are that already
    assert await lines(space) == ["role_changed A", f"workshop_made A {setup().title}"]


async def test_a_role_is_not_changed_where_that_cannot_be_noted(
    space: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(traces, "add", fails)
    with pytest.raises(RuntimeError):
        await members.change_role(space, "holbaek", "b", "administrator")
    assert [one.role for one in await members.members(space, "holbaek")] == ["administrator", "reader"]


async def test_what_is_noted_once_is_noted_once_whichever_worker_does(space: Database) -> None:
    def opened(at: int) -> list[Trace]:
        return [trace("mapping_opened", ADMINISTRATOR, at, session_id="s", once="the same hour")]

    first = opened(START + 5)
    await traces.write(space, first)
    await traces.write(space, first)  # it was stopped in the middle, and tries again
    await traces.write(space, opened(START + 6))
    assert await lines(space, Wanted(what=["mapping_opened"])) == [f"mapping_opened A {setup().title}"]


async def test_lines_are_chosen_by_kind_person_session_and_time_and_come_in_pages(space: Database) -> None:
    for at, who in ((10, "a"), (20, "b")):
        noted = trace("file_fetched", By("account", who), START + at, session_id="s", detail={"version": 1})
        await traces.write(space, [noted])
    title = setup().title
    both = [f"file_fetched B {title}", f"file_fetched A {title}"]
    assert await lines(space, Wanted(what=["file_fetched"])) == both
    assert await lines(space, Wanted(account_id="b")) == both[:1]
    assert await lines(space, Wanted(session_id="s", since=START + 20)) == both[:1]
    assert await lines(space, Wanted(since=START + 1, until=START + 20)) == both[1:]
    assert await lines(space, skip=1) == [both[1], f"workshop_made A {title}"]
    assert await traces.read(space, Wanted(), ["roskilde"], most=50) == []
    assert len(await traces.read(space, Wanted(), None, most=50)) == 3


async def test_an_account_that_has_ended_is_named_no_more(space: Database) -> None:
    async with space.transaction() as db:
        (await db.get_one(Account, "a")).ended_at = START + 1
    assert await lines(space) == [f"workshop_made  {setup().title}"]


async def test_lines_go_after_their_time(space: Database) -> None:
    await traces.write(space, [trace("frozen", ADMINISTRATOR, START + 9, session_id="s")])
    await traces.forget_old(space, START + 9)
    assert await lines(space) == [f"frozen A {setup().title}"]


@pytest.mark.parametrize("text", ["Beth Hansen", "beth@kommune.dk", "Klubben, 4. klasse", "x" * 65, "æ"])
def test_nothing_that_somebody_wrote_can_be_noted(text: str) -> None:
    with pytest.raises(ValueError, match="no closed word"):
        trace("frozen", ADMINISTRATOR, START, detail={"what": text})


async def test_how_somebody_signed_in_is_told_from_the_day_they_are_in_the_space(space: Database) -> None:
    signed_in = [
        trace("signed_in", By("account", "b"), at, detail={"how": "link"}) for at in (START - 1, START)
    ]
    await traces.write(space, signed_in)
    found = await traces.read(space, ALL, ["holbaek"], most=50)
    assert [one.at for one in found if one.what == "signed_in"] == [START]
