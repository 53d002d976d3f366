"""Accounts that sign in with a passphrase of their own. Hashes are handed in: making one takes too long to be done
inside a transaction."""

from typing import NamedTuple

from sqlalchemy.exc import IntegrityError
from sqlmodel import col, delete, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from sessions.account_tables import Account, SignIn
from sessions.database import Database
from sessions.emails import folded


class EmailTaken(Exception):
    """Another account has this address."""


class Local(NamedTuple):
    """What signing in needs to know of an account."""

    account_id: str
    passphrase_hash: str


async def find(database: Database, email: str) -> Local | None:
    """The account that signs in with this address, if there is one with a passphrase that has not ended."""
    question = select(Account).where(
        col(Account.email) == folded(email),
        col(Account.passphrase_hash) != "",
        col(Account.ended_at).is_(None),
    )
    async with database.reading() as db:
        account = (await db.exec(question)).first()
    return None if account is None else Local(account.account_id, account.passphrase_hash)


async def create(
    db: AsyncSession, account_id: str, *, email: str, name: str, passphrase_hash: str, now: int
) -> None:
    """A new account, in a transaction that is open. `email` as `emails.clean_email` gives it. Raises `EmailTaken`:
    then the transaction is over, and nothing was done."""
    db.add(
        Account(
            account_id=account_id, email=email, name=name, passphrase_hash=passphrase_hash, created_at=now
        )
    )
    try:
        await db.flush()
    except IntegrityError as error:
        raise EmailTaken from error


async def set_passphrase(
    db: AsyncSession, account_id: str, passphrase_hash: str, *, but: str | None = None
) -> None:
    """Another passphrase, in a transaction that is open. Every browser is signed out, `but` the one that asks."""
    changed = update(Account).where(col(Account.account_id) == account_id)
    await (await db.connection()).execute(changed.values(passphrase_hash=passphrase_hash))
    others = delete(SignIn).where(col(SignIn.account_id) == account_id)
    await db.exec(others if but is None else others.where(col(SignIn.sign_in_id) != but))
