"""Sees to it that people are forgotten on their workshop's day (`sessions/erasing.py`), without anybody's asking."""

import asyncio

import structlog

from app.documents import Documents
from app.parts import now, today
from sessions import erasing, traces, waiting
from sessions.database import Database
from sessions.traces import SERVER, By
from sessions.trouble import DatabaseTrouble
from sessions.upgrading import forget_copies

FIRST_LOOK = 60.0  # seconds; a start has other things to do
DAY = 24 * 3600 * 1000  # ms
LOOKS = 3600.0  # seconds between two looks; a day begins in one of them

_log = structlog.get_logger(__name__)


async def forget_when_due(database: Database, documents: Documents, days: int, traces_days: int) -> None:
    """Runs as long as the server does, in every worker: doing it twice is no different. `days` that names are kept, and
    lines of the audit log."""
    await asyncio.sleep(FIRST_LOOK)
    while True:
        try:
            for session_id in await erasing.due(database, days, today()):
                await forget(database, documents, session_id)
            await waiting.forget_old(database, now())
            await traces.forget_old(database, now() - traces_days * DAY)
            if database.path is not None:
                await asyncio.to_thread(forget_copies, database.path, now() / 1000)
        except DatabaseTrouble as trouble:
            _log.warning("nobody was forgotten", why=type(trouble).__name__)  # the next look will
        await asyncio.sleep(LOOKS)


async def forget(database: Database, documents: Documents, session_id: str, by: By = SERVER) -> None:
    """Forget a session's people now."""
    await erasing.erase(database, session_id, now(), by)
    documents.forget_names(session_id)
    _log.info("people forgotten", session=session_id)
