"""Databases for servers that are started for real."""

import gc
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from tests.postgres import new_database, throwaway_postgres

_numbers = count(1)


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown() -> None:
    """Lines that were cut in mid-word leave coroutines behind. Python 3.11 stumbles if they are collected while it
    reads a module, and that is whichever one a plugin needs next.
    """
    gc.collect()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Callable[[], str]]:
    """Makes an empty PostgreSQL database and gives its address."""
    with throwaway_postgres() as url:
        yield lambda: new_database(url, f"live_{next(_numbers)}")


@pytest.fixture(params=["sqlite", "postgres with two workers"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, str]:
    """What makes a server run on either database; on PostgreSQL with two workers."""
    if request.param == "sqlite":
        return {"database_url": f"sqlite+aiosqlite:///{tmp_path}/tilbudstrappen.db"}
    return {"database_url": request.getfixturevalue("postgres")(), "workers": "2"}
