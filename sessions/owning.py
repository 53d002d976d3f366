"""Whose a session is: taken over, and handed on. What its owner alone may: `access.Right.OWN`."""

from sessions.database import Database
from sessions.tables import Session


async def give(database: Database, session_id: str, account_id: str) -> None:
    """From now on it is theirs. An unknown session is left alone."""
    async with database.transaction() as db:
        session = await db.get(Session, session_id)
        if session is not None:
            session.owner_id = account_id
