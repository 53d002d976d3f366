"""Databases for tests: each test that asks gets an empty one of its own, of both kinds."""

from collections.abc import AsyncIterator, Iterator
from itertools import count
from pathlib import Path

import asyncpg
import pytest

from sessions.database import Database
from sessions.migrations.migrate import migrate
from tests.postgres import throwaway_postgres
from tests.sqlite import set_up

pytest.register_assert_rewrite("tests.sessions.log_contract")

_numbers = count(1)


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A PostgreSQL for the whole run; tests make databases in it."""
    with throwaway_postgres() as url:
        yield url


async def _new_database(postgres_url: str) -> str:
    name = f"test_{next(_numbers)}"
    connection = await asyncpg.connect(postgres_url.replace("+asyncpg", ""))
    await connection.execute(f"CREATE DATABASE {name}")
    await connection.close()
    return postgres_url.removesuffix("/postgres") + f"/{name}"


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """Where an SQLite database could be; there is none yet."""
    return f"sqlite+aiosqlite:///{tmp_path}/tilbudstrappen.sqlite"


@pytest.fixture
async def fresh_postgres_url(postgres_url: str) -> str:
    """An empty PostgreSQL database."""
    return await _new_database(postgres_url)


@pytest.fixture(params=["sqlite", "postgres"])
async def url(request: pytest.FixtureRequest, sqlite_url: str) -> str:
    """A database that has not been set up, of either kind."""
    if request.param == "sqlite":
        return sqlite_url
    return await _new_database(request.getfixturevalue("postgres_url"))


@pytest.fixture
async def database(url: str) -> AsyncIterator[Database]:
    """A database that is ready for use, of either kind."""
    database = Database(url)
    if database.path is None:
        await migrate(url)
    else:
        await set_up(database.path)
    yield database
    await database.close()
