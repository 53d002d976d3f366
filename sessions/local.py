"""Accounts that sign in with a passphrase of their own. Hashes are handed in: making one takes too long to be done
inside a transaction."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from sqlalchemy.exc import IntegrityError
from sqlmodel import col, delete, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from board.refusals import Refused
from board.text import clean
from sessions import accounts, second_step, signin, traces
from sessions.account_tables import Account, Identity, SignIn
from sessions.database import Database
from sessions.emails import folded
from sessions.tables import Trace

NAME_LIMIT = 80  # signs
VOUCHED = (
    3600 * 1000
)  # ms after a link in which no present passphrase is asked for; and of any recent sign-in


class EmailTaken(Exception):
    """Another account has this address."""


class Local(NamedTuple):
    """What signing in needs to know of an account."""

    account_id: str
    passphrase_hash: str
    has_second_step: bool = False


async def find(database: Database, email: str) -> Local | None:
    """The account that signs in with this address, if there is one with a passphrase that has not ended."""
    question = select(Account).where(
        col(Account.email) == folded(email),
        col(Account.passphrase_hash) != "",
        col(Account.ended_at).is_(None),
    )
    async with database.reading() as db:
        account = (await db.exec(question)).first()
    return None if account is None else local(account)


def local(account: Account) -> Local:
    """An account as signing in needs it."""
    return Local(account.account_id, account.passphrase_hash, bool(account.totp_secret))


async def keep_better(database: Database, account: Local, better_hash: str) -> Local:
    """A hash of the same passphrase that takes more work to guess is kept from now on."""
    same = (
        col(Account.account_id) == account.account_id,
        col(Account.passphrase_hash) == account.passphrase_hash,
    )
    async with database.transaction() as db:
        changed = update(Account).where(*same).values(passphrase_hash=better_hash)
        kept = await (await db.connection()).execute(changed)
    return account._replace(passphrase_hash=better_hash) if kept.rowcount else account


async def sign_in(database: Database, account: Local, *, sign_in_id: str, browser: str, now: int) -> bool:
    """Signs a browser in to an account as it was found, and whose passphrase was right. False, and nothing done, if it
    has ended or has another passphrase meanwhile."""
    async with database.transaction() as db:
        found = await db.get(Account, account.account_id, with_for_update=True)
        if found is None or found.ended_at is not None or found.passphrase_hash != account.passphrase_hash:
            return False
        accounts.begin(
            db, account.account_id, sign_in_id=sign_in_id, how="passphrase", browser=browser, now=now
        )
    return True


async def account(database: Database, account_id: str) -> Account | None:
    """What is kept of somebody with an account."""
    async with database.reading() as db:
        return await db.get(Account, account_id)


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
    """Another passphrase, in a transaction that is open. Every browser is signed out, `but` the one that asks,
    and links that are still unused are void."""
    changed = update(Account).where(col(Account.account_id) == account_id)
    await (await db.connection()).execute(changed.values(passphrase_hash=passphrase_hash))
    others = delete(SignIn).where(col(SignIn.account_id) == account_id)
    await db.exec(others if but is None else others.where(col(SignIn.sign_in_id) != but))
    await signin.void_links(db, account_id)


async def rename(database: Database, account_id: str, name: str) -> None:
    """What others read where somebody is named. Raises `Refused`."""
    cleaned = clean(name)
    if len(cleaned) > NAME_LIMIT:
        raise Refused("too_long", "name")
    async with database.transaction() as db:
        theirs = (col(Account.account_id) == account_id, col(Account.ended_at).is_(None))
        changed = update(Account).where(*theirs).values(name=cleaned)
        await (await db.connection()).execute(changed)


async def change_access(
    database: Database,
    account: Account,
    *,
    email: str,
    passphrase_hash: str,
    but: str | None,
    is_recovered: bool = False,
    lines: Mapping[str, Trace] = MappingProxyType({}),
) -> bool:
    """Another address to sign in with, and another passphrase if there is a hash of one: then every browser is signed
    out `but` this one. `is_recovered`: the present passphrase was not told; codes on paper may be those of whoever knew
    it, and are void with it. `lines`: for the audit log, by what is changed. `email` as `emails.clean_email` gives it.
    False, and nothing done, if the passphrase that was compared is not the account's any more. Raises `EmailTaken`."""
    try:
        async with database.transaction() as db:
            found = await db.get(Account, account.account_id, with_for_update=True)
            if found is None or found.ended_at is not None:
                return False
            if found.passphrase_hash != account.passphrase_hash:
                return False
            if found.email != email:
                found.email = email
                await db.flush()
                await traces.add(db, lines.get("email_changed"))
            if passphrase_hash:
                await set_passphrase(db, account.account_id, passphrase_hash, but=but)
                if is_recovered:
                    await second_step.void_codes(db, account.account_id)
                await traces.add(db, lines.get("passphrase_changed"))
    except IntegrityError as error:
        raise EmailTaken from error
    return True


async def has_provider(database: Database, account_id: str) -> bool:
    """Whether somebody signs in with a provider."""
    question = select(Identity.account_id).where(col(Identity.account_id) == account_id).limit(1)
    async with database.reading() as db:
        return (await db.exec(question)).first() is not None


async def sign_ins(database: Database, account_id: str, now: int) -> Sequence[SignIn]:
    """The browsers in which somebody is signed in, the one that was seen last first."""
    question = select(SignIn).where(col(SignIn.account_id) == account_id, col(SignIn.expires_at) > now)
    async with database.reading() as db:
        return (await db.exec(question.order_by(col(SignIn.seen_at).desc(), col(SignIn.sign_in_id)))).all()


async def came_lately(
    database: Database, sign_in_id: str, now: int, *, how: accounts.How | None = None
) -> bool:
    """Whether this browser was signed in a moment ago; `how`: in this way only. Whoever made a link vouches for the
    person, who may have forgotten their passphrase."""
    fresh = select(SignIn.sign_in_id).where(
        col(SignIn.sign_in_id) == sign_in_id, col(SignIn.created_at) > now - VOUCHED
    )
    if how is not None:
        fresh = fresh.where(col(SignIn.how) == how)
    async with database.reading() as db:
        return (await db.exec(fresh)).first() is not None


async def end_sign_ins(
    database: Database,
    account_id: str,
    *,
    but: str | None = None,
    only: str | None = None,
    line: Trace | None = None,
) -> None:
    """Signs somebody out everywhere, `but` in one browser, or `only` in one; in nobody else's."""
    ended = delete(SignIn).where(col(SignIn.account_id) == account_id)
    if but is not None:
        ended = ended.where(col(SignIn.sign_in_id) != but)
    if only is not None:
        ended = ended.where(col(SignIn.sign_in_id) == only)
    async with database.transaction() as db:
        if (await db.exec(ended)).rowcount:
            await traces.add(db, line)


async def renew_by_code(
    database: Database, account_id: str, typed: str, passphrase_hash: str, now: int
) -> bool:
    """Another passphrase for whoever has a code on paper, which is used up. Every browser is signed out. False, and
    nothing done, if it is none (any more)."""
    async with database.transaction() as db:
        if not await second_step.use_paper(db, account_id, typed, now):
            return False
        await set_passphrase(db, account_id, passphrase_hash)
    return True
