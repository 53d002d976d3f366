"""Who is signed in, what they may, and that an upgrade throws nobody out."""

import asyncio
import itertools
import sqlite3
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine
from sqlmodel import select

from sessions import accounts, signin
from sessions.access import GRANTS, ROLES, Person, Right, may
from sessions.account_tables import Account, Membership, Space
from sessions.accounts import LASTS, NOTED_EVERY, OPERATOR
from sessions.database import Database
from sessions.migrations.migrate import FOLDER, migrate
from tests.world import START


async def member(database: Database, role: str = "consultant") -> None:
    """Bo, who is something in Holbæk, signed in with the browser `bo`."""
    async with database.transaction() as db:
        db.add(Space(space_id="holbaek", name="Holbæk", created_at=START))
        db.add(Account(account_id="b", email="bo@holbaek.dk", created_at=START))
        await db.flush()
        db.add(Membership(account_id="b", space_id="holbaek", role=role, since=START))
        accounts.begin(db, "b", sign_in_id="bo", how="passphrase", now=START)


async def test_somebody_is_what_they_are_in_their_spaces_and_nothing_elsewhere(database: Database) -> None:
    await member(database)
    bo = await accounts.signed_in(database, "bo", START + 1)
    assert bo == Person("b", roles={"holbaek": "consultant"})
    assert bo.spaces(Right.READ) == {"holbaek"}
    assert bo.spaces(Right.RUN) == set()
    assert bo.knows("holbaek")
    assert not bo.knows("roskilde")


async def test_a_sign_in_runs_out_and_is_ended(database: Database) -> None:
    await member(database)
    assert await accounts.signed_in(database, "bo", START + LASTS - 1) is not None
    assert await accounts.signed_in(database, "bo", START + LASTS) is None
    await accounts.end(database, "bo", START)
    assert await accounts.signed_in(database, "bo", START + 1) is None
    await accounts.end(database, "bo", START)


async def test_an_account_that_is_ended_opens_nothing_wherever_it_is_signed_in(database: Database) -> None:
    await member(database)
    async with database.transaction() as db:
        account = await db.get(Account, "b")
        assert account is not None
        account.ended_at = START + 5
    assert await accounts.signed_in(database, "bo", START + 6) is None


async def test_a_look_is_noted_once_an_hour(database: Database) -> None:
    await member(database)

    async def seen() -> int:
        async with database.reading() as db:
            return (await db.exec(select(accounts.SignIn.seen_at))).one()

    await accounts.signed_in(database, "bo", START + NOTED_EVERY)
    assert await seen() == START
    await accounts.signed_in(database, "bo", START + NOTED_EVERY + 1)
    assert await seen() == START + NOTED_EVERY + 1


async def test_the_first_links_may_be_used_at_the_same_moment(database: Database) -> None:
    tokens = [await signin.new_link(database, START) for _ in range(4)]
    used = (signin.use_link(database, token, sign_in_id=token, now=START) for token in tokens)
    assert all(await asyncio.gather(*used))
    for token in tokens:
        person = await accounts.signed_in(database, token, START)
        assert person is not None
        assert person.account_id == OPERATOR


def test_each_role_may_what_a_lower_one_may() -> None:
    for higher, lower in itertools.pairwise(ROLES):
        assert {right for right in Right if lower in GRANTS[right]} <= {
            right for right in Right if higher in GRANTS[right]
        }


def test_an_owner_owns_their_session_for_as_long_as_they_may_run_it() -> None:
    for role in ROLES:
        ada = Person("ada", roles={"holbaek": role})
        assert may(ada, Right.OWN, space_id="holbaek", owner_id="ada") == (role in GRANTS[Right.RUN])
        assert may(ada, Right.OWN, space_id="holbaek", owner_id="bo") == (role == "administrator")
        assert not any(may(ada, right, space_id="roskilde", owner_id="ada") for right in Right)


async def test_who_was_signed_in_before_accounts_came_goes_on_as_the_operator(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        await asyncio.to_thread(command.upgrade, config, "0011")
    engine.dispose()
    db = sqlite3.connect(path)
    db.execute("INSERT INTO facilitator VALUES ('ada', ?)", (START,))
    db.execute("INSERT INTO template VALUES ('t', 'agenda', 'Kort', '[]', 1)")
    db.execute(
        "INSERT INTO session (session_id, code, join_key, projector_key, title, municipality, date, created_at, demo)"
        " VALUES ('s', 'c', 'j', 'p', 'Før', '', '2026-01-01', 1, 0)"
    )
    db.commit()
    db.close()
    url = f"sqlite+aiosqlite:///{path}"
    assert await migrate(url)
    database = Database(url)
    person = await accounts.signed_in(database, "ada", START + 1)
    assert person is not None
    assert person.is_operator
    async with database.reading() as session:
        connection = await session.connection()
        rows = (await connection.exec_driver_sql("SELECT space_id, owner_id FROM session")).all()
        kept = (await connection.exec_driver_sql("SELECT space_id, name FROM template")).all()
    assert rows == [("home", "")]
    assert kept == [("home", "Kort")]
    await database.close()
