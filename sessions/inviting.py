"""A second facilitator for one session: a link that lets in until it runs out, and takes all access back at once."""

import hashlib
import secrets
from collections.abc import Sequence

from sqlmodel import col, delete, func, select

from board.refusals import Refused
from sessions import traces
from sessions.database import Database
from sessions.participants import clean_name
from sessions.tables import CoFacilitator, Invitation, Trace

LINK_LASTS = 24 * 3600 * 1000  # ms: sent in the evening, used in the morning
MOST_HELPERS = 20  # in one session: more than any has; a link that has got about lets in no crowd
HELP_LASTS = 30 * 24 * 3600 * 1000  # ms from coming in; what is left to do after the day is done by then


async def invite(database: Database, session_id: str, now: int, line: Trace | None = None) -> str:
    """The token of a new link, told here and never again; the one before lets nobody in any more."""
    token = secrets.token_urlsafe(32)
    made = Invitation(token_hash=_hash(token), session_id=session_id, expires_at=now + LINK_LASTS)
    async with database.transaction() as db:
        await db.exec(delete(Invitation).where(col(Invitation.session_id) == session_id))
        db.add(made)
        await traces.add(db, line)
    return token


async def invited_to(database: Database, token: str, now: int) -> str | None:
    """The session that a link lets into; None if it is not valid (any more)."""
    async with database.reading() as db:
        found = await db.get(Invitation, _hash(token))
    return found.session_id if found is not None and found.expires_at > now else None


async def come_in(database: Database, token: str, *, facilitator_id: str, name: str, now: int) -> str | None:
    """Let somebody in by a link: the session, or None if the link is not valid (any more). Raises `Refused` for a
    name that cannot be.
    """
    cleaned = clean_name(name)
    async with database.transaction() as db:
        # Locked: whoever takes the link back meanwhile finds this one in, and out again, or is first.
        found = await db.get(Invitation, _hash(token), with_for_update=True)
        if found is None or found.expires_at <= now:
            return None
        session_id = found.session_id
        helping = select(func.count()).where(CoFacilitator.session_id == session_id)
        if (await db.exec(helping)).one() >= MOST_HELPERS:
            raise Refused("too_many")
        db.add(
            CoFacilitator(facilitator_id=facilitator_id, session_id=session_id, name=cleaned, joined_at=now)
        )
        await traces.add(db, traces.trace("helper_came", traces.By("helper"), now, session_id=session_id))
    return session_id


async def helps(database: Database, session_id: str, facilitator_id: str, now: int) -> bool:
    """Whether this person may facilitate this session: they came in by a link, and nobody took that back."""
    async with database.reading() as db:
        found = await db.get(CoFacilitator, facilitator_id)
    return found is not None and found.session_id == session_id and found.joined_at + HELP_LASTS > now


async def helpers(database: Database, session_id: str) -> Sequence[CoFacilitator]:
    """All who may, in the order in which they came."""
    question = select(CoFacilitator).where(CoFacilitator.session_id == session_id)
    async with database.reading() as db:
        return (await db.exec(question.order_by(col(CoFacilitator.joined_at)))).all()


async def take_back(database: Database, session_id: str, line: Trace | None = None) -> None:
    """The link lets nobody in any more, and who has come in by one may do nothing more."""
    async with database.transaction() as db:
        for table in (Invitation, CoFacilitator):
            await db.exec(delete(table).where(col(table.session_id) == session_id))
        await traces.add(db, line)


def _hash(token: str) -> str:
    # As in signin.py: 256 random bits, nothing to guess.
    return hashlib.sha256(token.encode()).hexdigest()
