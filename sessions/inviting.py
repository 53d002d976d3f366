"""A second facilitator for one session: a link that lets in until it runs out, and takes all access back at once.

Whoever has come in by one may only as long as the one who made it may lead workshops where the session is.
"""

from collections.abc import Sequence

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Mapped
from sqlmodel import col, delete, func, select
from sqlmodel.sql.expression import SelectOfScalar

from board.refusals import Refused
from sessions import traces
from sessions.access import GRANTS, Right
from sessions.database import Database
from sessions.participants import clean_name
from sessions.standing import stands
from sessions.tables import CoFacilitator, Invitation, Session, Trace
from sessions.tokens import hashed, new_token

LINK_LASTS = 24 * 3600 * 1000  # ms: sent in the evening, used in the morning
MOST_HELPERS = 20  # in one session: more than any has; a link that has got about lets in no crowd
HELP_LASTS = 30 * 24 * 3600 * 1000  # ms from coming in; what is left to do after the day is done by then


async def invite(
    database: Database, session_id: str, now: int, *, made_by: str, line: Trace | None = None
) -> str:
    """The token of a new link, told here and never again; the one before lets nobody in any more."""
    token = new_token()
    made = Invitation(
        token_hash=hashed(token), session_id=session_id, expires_at=now + LINK_LASTS, made_by=made_by
    )
    async with database.transaction() as db:
        await db.exec(delete(Invitation).where(col(Invitation.session_id) == session_id))
        db.add(made)
        await traces.add(db, line)
    return token


async def invited_to(database: Database, token: str, now: int) -> str | None:
    """The session that a link lets into; None if it is not valid (any more)."""
    async with database.reading() as db:
        return (await db.exec(_valid(token, now))).first()


async def come_in(database: Database, token: str, *, facilitator_id: str, name: str, now: int) -> str | None:
    """Let somebody in by a link: the session, or None if the link is not valid (any more). Raises `Refused` for a
    name that cannot be.
    """
    cleaned = clean_name(name)
    async with database.transaction() as db:
        # Locked: whoever takes the link back meanwhile finds this one in, and out again, or is first.
        found = await db.get(Invitation, hashed(token), with_for_update=True)
        if found is None or (await db.exec(_valid(token, now))).first() is None:
            return None
        session_id = found.session_id
        helping = select(func.count()).where(CoFacilitator.session_id == session_id)
        if (await db.exec(helping)).one() >= MOST_HELPERS:
            raise Refused("too_many")
        db.add(
            CoFacilitator(
                facilitator_id=facilitator_id,
                session_id=session_id,
                name=cleaned,
                joined_at=now,
                made_by=found.made_by,
            )
        )
        await traces.add(db, traces.trace("helper_came", traces.By("helper"), now, session_id=session_id))
    return session_id


async def helps(database: Database, session_id: str, facilitator_id: str, now: int) -> bool:
    """Whether this person may facilitate this session: they came in by a link, and nobody took that back."""
    question = (
        select(CoFacilitator.facilitator_id)
        .join(Session, col(Session.session_id) == col(CoFacilitator.session_id))
        .where(
            col(CoFacilitator.facilitator_id) == facilitator_id,
            col(CoFacilitator.session_id) == session_id,
            col(CoFacilitator.joined_at) > now - HELP_LASTS,
            _stands(col(CoFacilitator.made_by)),
        )
    )
    async with database.reading() as db:
        return (await db.exec(question)).first() is not None


async def helpers(database: Database, session_id: str) -> Sequence[CoFacilitator]:
    """All who may, in the order in which they came."""
    question = (
        select(CoFacilitator)
        .join(Session, col(Session.session_id) == col(CoFacilitator.session_id))
        .where(CoFacilitator.session_id == session_id, _stands(col(CoFacilitator.made_by)))
    )
    async with database.reading() as db:
        return (await db.exec(question.order_by(col(CoFacilitator.joined_at)))).all()


async def take_back(database: Database, session_id: str, line: Trace | None = None) -> None:
    """The link lets nobody in any more, and who has come in by one may do nothing more."""
    async with database.transaction() as db:
        for table in (Invitation, CoFacilitator):
            await db.exec(delete(table).where(col(table.session_id) == session_id))
        await traces.add(db, line)


def _valid(token: str, now: int) -> SelectOfScalar[str]:
    return (
        select(Invitation.session_id)
        .join(Session, col(Session.session_id) == col(Invitation.session_id))
        .where(
            col(Invitation.token_hash) == hashed(token),
            col(Invitation.expires_at) > now,
            _stands(col(Invitation.made_by)),
        )
    )


def _stands(made_by: Mapped[str]) -> ColumnElement[bool]:
    # Empty: made by an older version, where one person alone led all there was.
    return (made_by == "") | stands(made_by, col(Session.space_id), *GRANTS[Right.RUN])
