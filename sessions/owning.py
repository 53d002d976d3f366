"""Whose a session is: taken over, and handed on. What its owner alone may: `access.Right.OWN`."""

from sessions import traces
from sessions.database import Database
from sessions.tables import Session, Trace


async def give(database: Database, session_id: str, account_id: str, line: Trace | None = None) -> None:
    """From now on it is theirs. An unknown session is left alone."""
    async with database.transaction() as db:
        session = await db.get(Session, session_id)
        if session is not None:
            session.owner_id = account_id
            await traces.add(db, line)
