"""The throw-away PostgreSQL that database tests rest on."""

import asyncio
import socket
from pathlib import Path

import asyncpg
import pytest

from tests.postgres import throwaway_postgres


async def _asked(url: str, question: str) -> str:
    connection = await asyncpg.connect(url.replace("+asyncpg", ""))
    try:
        return str(await connection.fetchval(question))
    finally:
        await connection.close()


def test_it_answers_while_it_is_open_and_is_gone_afterwards() -> None:
    with throwaway_postgres() as url:
        assert asyncio.run(_asked(url, "show fsync")) == "off"
        assert asyncio.run(_asked(url, "show server_encoding")) == "UTF8"
        folder = asyncio.run(_asked(url, "show data_directory"))
        port = int(url.partition("127.0.0.1:")[2].partition("/")[0])
    assert not Path(folder).exists()
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0


def test_a_test_that_fails_leaves_nothing_behind() -> None:
    folders: list[str] = []

    def fail() -> None:
        with throwaway_postgres() as url:
            folders.append(asyncio.run(_asked(url, "show data_directory")))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert not Path(folders[0]).exists()
