"""The log's contract over memory, SQLite and PostgreSQL."""

from collections.abc import AsyncIterator

import pytest

from board.memory import MemoryLog
from board.ports import Log
from sessions.database import Database
from sessions.log import StoredLog
from sessions.migrations.migrate import migrate
from tests.sessions.log_contract import LogContract


class TestInMemory(LogContract):
    @pytest.fixture
    def logs(self) -> tuple[Log, Log]:
        log = MemoryLog()
        return log, log


class TestStored(LogContract):
    @pytest.fixture
    async def logs(self, url: str) -> AsyncIterator[tuple[Log, Log]]:
        await migrate(url)
        databases = Database(url), Database(url)
        logs = StoredLog(databases[0]), StoredLog(databases[1])
        yield logs
        for log, database in zip(logs, databases, strict=True):
            await log.close()
            await database.close()
