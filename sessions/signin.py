"""Signing in with links that work once, for a while: the operator's, and one for somebody who has lost what they sign
in with. Only their hashes are kept."""

from sqlalchemy import update
from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from sessions import accounts, second_step, traces
from sessions.account_tables import Account, SignIn
from sessions.database import Database
from sessions.emails import folded
from sessions.tables import SignInLink
from sessions.tokens import hashed, new_token

LINK_LASTS = 24 * 3600 * 1000  # ms: made in the evening, used in the morning


async def new_link(database: Database, now: int, *, lasts: int = LINK_LASTS) -> str:
    """The token of a new link, valid once, for `lasts` milliseconds from now. It is told here and never again."""
    token = new_token()
    async with database.transaction() as db:
        db.add(SignInLink(token_hash=hashed(token), created_at=now, expires_at=now + lasts))
    return token


async def use_link(database: Database, token: str, *, sign_in_id: str, browser: str = "", now: int) -> bool:
    """Uses a link up and signs this browser in. False, and nothing done, if it is not valid (any more)."""
    valid = (
        col(SignInLink.token_hash) == hashed(token),
        col(SignInLink.used_at).is_(None),
        col(SignInLink.expires_at) > now,
    )
    await accounts.prepare(database, now)
    async with database.transaction() as db:
        # One statement that asks and marks: two who click at the same moment cannot both come in.
        used = await (await db.connection()).execute(update(SignInLink).where(*valid).values(used_at=now))
        if used.rowcount != 1:
            return False
        link = await db.get(SignInLink, hashed(token))
        account = None if link is None else await db.get(Account, link.account_id or accounts.OPERATOR)
        if account is None or account.ended_at is not None:
            return False
        accounts.begin(db, account.account_id, sign_in_id=sign_in_id, how="link", browser=browser, now=now)
    return True


async def help_in(database: Database, email: str, now: int) -> str | None:
    """The token of a link for whoever has lost what they sign in with: it lets them choose a passphrase anew, and turn
    the second step off. They are signed out everywhere, and what else would let in whoever has taken the account over
    is void: older links, and codes on paper. None if nobody has this address."""
    token = new_token()
    async with database.transaction() as db:
        asked = select(Account.account_id).where(
            col(Account.email) == folded(email), col(Account.ended_at).is_(None)
        )
        if (account_id := (await db.exec(asked)).first()) is None:
            return None
        await db.exec(delete(SignIn).where(col(SignIn.account_id) == account_id))
        await second_step.void_codes(db, account_id)
        await void_links(db, account_id)
        detail = {"whom": account_id}
        db.add(traces.trace("help_link_made", traces.SERVER, now, detail=detail))
        db.add(
            SignInLink(
                token_hash=hashed(token), account_id=account_id, created_at=now, expires_at=now + LINK_LASTS
            )
        )
    return token


async def void_links(db: AsyncSession, account_id: str) -> None:
    """No link that is still unused lets anybody in to this account, in a transaction that is open."""
    theirs = (account_id, "") if account_id == accounts.OPERATOR else (account_id,)
    unused = (col(SignInLink.account_id).in_(theirs), col(SignInLink.used_at).is_(None))
    await db.exec(delete(SignInLink).where(*unused))


async def first_start(database: Database) -> bool:
    """Whether no link has ever been made here: then the start makes one unasked."""
    async with database.reading() as db:
        return (await db.exec(select(SignInLink.created_at).limit(1))).first() is None
