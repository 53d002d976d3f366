"""Signing in as the operator: links that work once, for a while. Only their hashes are kept."""

import hashlib
import secrets

from sqlalchemy import update
from sqlmodel import col, select

from sessions import accounts
from sessions.database import Database
from sessions.tables import SignInLink

LINK_LASTS = 24 * 3600 * 1000  # ms: made in the evening, used in the morning


async def new_link(database: Database, now: int, *, lasts: int = LINK_LASTS) -> str:
    """The token of a new link, valid once, for `lasts` milliseconds from now. It is told here and never again."""
    token = secrets.token_urlsafe(32)
    async with database.transaction() as db:
        db.add(SignInLink(token_hash=_hash(token), created_at=now, expires_at=now + lasts))
    return token


async def use_link(database: Database, token: str, *, sign_in_id: str, browser: str = "", now: int) -> bool:
    """Uses a link up and signs this browser in. False, and nothing done, if it is not valid (any more)."""
    valid = (
        col(SignInLink.token_hash) == _hash(token),
        col(SignInLink.used_at).is_(None),
        col(SignInLink.expires_at) > now,
    )
    await accounts.prepare(database, now)
    async with database.transaction() as db:
        # One statement that asks and marks: two who click at the same moment cannot both come in.
        used = await (await db.connection()).execute(update(SignInLink).where(*valid).values(used_at=now))
        if used.rowcount != 1:
            return False
        accounts.begin(db, accounts.OPERATOR, sign_in_id=sign_in_id, how="link", browser=browser, now=now)
    return True


async def first_start(database: Database) -> bool:
    """Whether no link has ever been made here: then the start makes one unasked."""
    async with database.reading() as db:
        return (await db.exec(select(SignInLink.created_at).limit(1))).first() is None


def _hash(token: str) -> str:
    # A token has 256 random bits: nothing to guess, so no slow password hash is needed.
    return hashlib.sha256(token.encode()).hexdigest()
