"""The end of an account: all that is held of somebody goes at once and together. What they made stays, and whoever
looks it up reads of a former user."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import col, delete, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from sessions import traces
from sessions.account_tables import (
    Account,
    AccountInvitation,
    Identity,
    Membership,
    RecoveryCode,
    SignIn,
    Space,
)
from sessions.accounts import OPERATOR
from sessions.database import Database
from sessions.tables import Session, SignInLink
from sessions.traces import By


class Needed(Exception):
    """Nobody would be left who could let anybody into these spaces. `spaces`: what they are called."""

    def __init__(self, spaces: Sequence[str]) -> None:
        super().__init__()
        self.spaces = spaces


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody with an account, for the operator. `roles` by what the spaces are called; `seen_at`: as in a space's
    list (members.Member)."""

    account_id: str
    name: str
    email: str
    is_operator: bool
    has_provider: bool
    roles: Mapping[str, str]
    seen_at: int | None


async def listed(
    database: Database, *, only: str | None = None, skip: int = 0, most: int
) -> Sequence[Listed]:
    """All accounts that have not ended, by name, or `only` this one. The operator's own is in none: whoever has the
    server has that one."""
    question = select(Account).where(col(Account.ended_at).is_(None), col(Account.account_id) != OPERATOR)
    if only is not None:
        question = question.where(col(Account.account_id) == only)
    in_order = (func.lower(col(Account.name)), col(Account.email), col(Account.account_id))
    async with database.reading() as db:
        accounts = (await db.exec(question.order_by(*in_order).offset(skip).limit(most))).all()
        ids = [one.account_id for one in accounts]
        memberships = await db.exec(
            select(Membership, Space)
            .join(Space, col(Space.space_id) == col(Membership.space_id))
            .where(col(Membership.account_id).in_(ids))
            .order_by(col(Space.name))
        )
        roles: dict[str, dict[str, str]] = {one: {} for one in ids}
        for membership, space in memberships:
            roles[membership.account_id][space.name] = membership.role
        provided = select(Identity.account_id).where(col(Identity.account_id).in_(ids))
        with_provider = set((await db.exec(provided)).all())
        seen = select(SignIn.account_id, func.max(SignIn.seen_at)).where(col(SignIn.account_id).in_(ids))
        last = dict((await db.exec(seen.group_by(col(SignIn.account_id)))).all())
    return [
        Listed(
            one.account_id,
            one.name,
            one.email or "",
            one.is_operator,
            one.account_id in with_provider,
            roles[one.account_id],
            last.get(one.account_id),
        )
        for one in accounts
    ]


async def needed(database: Database, account_id: str) -> Sequence[str]:
    """What the spaces are called in which nobody else is an administrator."""
    async with database.reading() as db:
        return await _needed(db, account_id)


async def owned(database: Database, account_id: str) -> int:
    """How many workshops are theirs."""
    async with database.reading() as db:
        theirs = select(func.count()).select_from(Session).where(col(Session.owner_id) == account_id)
        return (await db.exec(theirs)).one()


async def end(database: Database, account_id: str, by: By, now: int, *, even_if_needed: bool = False) -> bool:
    """Somebody has no account any more. False if they had none. Raises `Needed`, and then nothing was done.

    Each space that they were in is told in the log. Its lines keep their id, which says nothing from now on.
    """
    if account_id == OPERATOR:
        return False
    async with database.transaction() as db:
        # In the order in which the ways in take what they use, and then the account: two must not wait for each other.
        await db.exec(delete(Identity).where(col(Identity.account_id) == account_id))
        await db.exec(delete(SignInLink).where(col(SignInLink.account_id) == account_id))
        await db.exec(delete(RecoveryCode).where(col(RecoveryCode.account_id) == account_id))
        account = await db.get(Account, account_id, with_for_update=True)
        if account is None or account.ended_at is not None:
            return False
        theirs = select(Membership).where(col(Membership.account_id) == account_id)
        memberships = (await db.exec(theirs.order_by(col(Membership.space_id)))).all()
        for one in memberships:
            await db.get(Space, one.space_id, with_for_update=True)
        if not even_if_needed and (spaces := await _needed(db, account_id)):
            raise Needed(spaces)
        for one in memberships:
            await db.delete(one)
            detail = {"whom": account_id}
            db.add(traces.trace("member_removed", by, now, space_id=one.space_id, detail=detail))
        unused = (col(AccountInvitation.made_by) == account_id, col(AccountInvitation.used_at).is_(None))
        await db.exec(delete(AccountInvitation).where(*unused))
        await db.exec(delete(SignIn).where(col(SignIn.account_id) == account_id))
        account.email, account.name, account.is_operator = None, "", False
        account.passphrase_hash, account.totp_secret, account.totp_used = "", "", 0
        account.ended_at = now
        db.add(traces.trace("account_ended", by, now, detail={"whom": account_id}))
    return True


async def _needed(db: AsyncSession, account_id: str) -> Sequence[str]:
    others = (
        select(Membership.space_id)
        .join(Account, col(Account.account_id) == col(Membership.account_id))
        .where(
            col(Membership.role) == "administrator",
            col(Membership.account_id) != account_id,
            col(Account.ended_at).is_(None),
        )
    )
    alone = (
        select(Space.name)
        .join(Membership, col(Membership.space_id) == col(Space.space_id))
        .where(
            col(Membership.account_id) == account_id,
            col(Membership.role) == "administrator",
            col(Space.space_id).not_in(others),
        )
    )
    return (await db.exec(alone.order_by(col(Space.name)))).all()
