"""People with accounts: who they are, what they are in which space, and in which browsers they are signed in."""

from typing import Literal, cast

from sqlalchemy.exc import IntegrityError
from sqlmodel import col, delete, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from sessions import traces
from sessions.access import Person, Role
from sessions.account_tables import Account, Membership, SignIn, Space
from sessions.database import Database
from sessions.tables import HOME

OPERATOR = "operator"  # the account of whoever has the server's own one-time link
LASTS = 30 * 24 * 3600 * 1000  # ms that a browser stays signed in
NOTED_EVERY = 3600 * 1000  # ms between two notes that a browser was seen: nearly every look only reads

How = Literal["link", "passphrase", "provider"]


async def signed_in(database: Database, sign_in_id: str, now: int) -> Person | None:
    """Who is signed in in this browser, with what they may at this moment; None if it is nobody (any more)."""
    question = (
        select(SignIn, Account)
        .join(Account, col(Account.account_id) == col(SignIn.account_id))
        .where(
            col(SignIn.sign_in_id) == sign_in_id,
            col(SignIn.expires_at) > now,
            col(Account.ended_at).is_(None),
        )
    )
    async with database.reading() as db:
        found = (await db.exec(question)).first()
        if found is None:
            return None
        sign_in, account = found
        memberships = await db.exec(
            select(Membership).where(col(Membership.account_id) == account.account_id)
        )
        roles = {one.space_id: cast("Role", one.role) for one in memberships}
    if sign_in.seen_at + NOTED_EVERY < now:
        async with database.transaction() as db:
            seen = update(SignIn).where(col(SignIn.sign_in_id) == sign_in_id).values(seen_at=now)
            await (await db.connection()).execute(seen)
    return Person(account.account_id, account.is_operator, roles)


def begin(
    db: AsyncSession,
    account_id: str,
    *,
    sign_in_id: str,
    how: How,
    browser: str = "",
    now: int,
    until: int | None = None,
) -> None:
    """Signs a browser in, in a transaction that is open. The id is new each time: none can be handed out beforehand."""
    db.add(
        SignIn(
            sign_in_id=sign_in_id,
            account_id=account_id,
            how=how,
            browser=browser,
            created_at=now,
            seen_at=now,
            expires_at=now + LASTS if until is None else until,
        )
    )
    db.add(traces.trace("signed_in", traces.By("account", account_id), now, detail={"how": how}))


async def end(database: Database, sign_in_id: str, now: int) -> How | None:
    """Signs a browser out: a copy of its cookie opens nothing any more. How it had signed in; None if it is unknown."""
    async with database.transaction() as db:
        found = await db.get(SignIn, sign_in_id)
        await db.exec(delete(SignIn).where(col(SignIn.sign_in_id) == sign_in_id))
        if found is None:
            return None
        db.add(traces.trace("signed_out", traces.By("account", found.account_id), now))
        return cast("How", found.how)


async def prepare(database: Database, now: int) -> None:
    """Makes the operator's account and the first space, if there are none yet."""
    async with database.reading() as db:
        if await db.get(Account, OPERATOR) is not None:
            return
    try:
        async with database.transaction() as db:
            db.add(Space(space_id=HOME, name="", created_at=now))
            db.add(Account(account_id=OPERATOR, is_operator=True, created_at=now))
    except IntegrityError:
        pass  # another worker was first
