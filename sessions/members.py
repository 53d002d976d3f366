"""The people of a space: who they are, what they are there, and the end of it.

What somebody may is asked anew with every request (`accounts.signed_in`): what is taken here is gone at once.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple, cast

from sqlmodel import col, delete, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from sessions import traces
from sessions.access import ROLES, Role
from sessions.account_tables import Account, AccountInvitation, Membership, SignIn, Space
from sessions.database import Database
from sessions.tables import Trace

BY_GROUP = "group"  # in `membership.given_by`


class LastAdministrator(Exception):
    """Nobody would be left who could let anybody in; only an operator may do that."""


class Member(NamedTuple):
    """Somebody in a space. `seen_at`: roughly when they were last here (accounts.NOTED_EVERY); None: they are signed in
    nowhere. `is_by_group`: they have their role by one of the provider's groups, and again at each sign-in."""

    account_id: str
    name: str
    email: str
    role: Role
    since: int
    seen_at: int | None
    is_by_group: bool


async def members(database: Database, space_id: str) -> Sequence[Member]:
    """All in a space, by name; whose account has ended is in none."""
    seen = select(SignIn.account_id, func.max(SignIn.seen_at).label("seen_at")).group_by(
        col(SignIn.account_id)
    )
    last = seen.subquery()
    question = (
        select(Account, Membership, last.c.seen_at)
        .join(Membership, col(Membership.account_id) == col(Account.account_id))
        .outerjoin(last, last.c.account_id == col(Account.account_id))
        .where(col(Membership.space_id) == space_id, col(Account.ended_at).is_(None))
    )
    async with database.reading() as db:
        found = [
            Member(
                account.account_id,
                account.name,
                account.email or "",
                cast("Role", member.role),
                member.since,
                seen_at,
                member.given_by == BY_GROUP,
            )
            for account, member, seen_at in (await db.exec(question)).all()
        ]
    return sorted(found, key=lambda one: (one.name.casefold(), one.email, one.account_id))


async def facilitators(database: Database, space_id: str) -> Sequence[Member]:
    """Those of a space who may lead its workshops."""
    return [one for one in await members(database, space_id) if one.role in ("administrator", "facilitator")]


async def change_role(
    database: Database,
    space_id: str,
    account_id: str,
    role: Role,
    *,
    by_operator: bool = False,
    line: Trace | None = None,
) -> None:
    """Somebody is something else in a space from now on. Raises `LastAdministrator`. Who is not in it is left alone.
    `line`: for the audit log, written with it."""
    async with database.transaction() as db:
        member = await _locked(db, space_id, account_id)
        if member is None or member.role == role:
            return
        if member.role == "administrator":
            await _refuse_if_last(db, space_id, by_operator=by_operator)
            await close_links(db, space_id, account_id)
        member.role, member.given_by = role, ""
        await traces.add(db, line)


async def remove(
    database: Database,
    space_id: str,
    account_id: str,
    *,
    by_operator: bool = False,
    line: Trace | None = None,
) -> None:
    """Somebody is nothing in a space any more; their account, and what they are elsewhere, stays. Raises
    `LastAdministrator`."""
    async with database.transaction() as db:
        member = await _locked(db, space_id, account_id)
        if member is None:
            return
        if member.role == "administrator":
            await _refuse_if_last(db, space_id, by_operator=by_operator)
        await close_links(db, space_id, account_id)
        await db.delete(member)
        await traces.add(db, line)


async def names(database: Database, accounts: Collection[str]) -> Mapping[str, str]:
    """What these people are called, by account_id. Who never said, or is not here any more, is not named."""
    question = select(Account).where(col(Account.account_id).in_(accounts), col(Account.ended_at).is_(None))
    async with database.reading() as db:
        found = (await db.exec(question)).all()
    return {one.account_id: one.name or one.email or "" for one in found if one.name or one.email}


async def former(database: Database, accounts: Collection[str]) -> Collection[str]:
    """Those of these people whose account has ended."""
    question = select(Account.account_id).where(
        col(Account.account_id).in_(accounts), col(Account.ended_at).is_not(None)
    )
    async with database.reading() as db:
        return set((await db.exec(question)).all())


def higher(role: str, than: str) -> bool:
    """Whether a role reaches further than another."""
    names: tuple[str, ...] = ROLES  # the furthest-reaching first
    return names.index(role) < names.index(than)


async def _locked(db: AsyncSession, space_id: str, account_id: str) -> Membership | None:
    # Two administrators who demote each other at the same moment must not both find that one is left.
    await db.get(Space, space_id, with_for_update=True)
    return await db.get(Membership, (account_id, space_id))


async def _refuse_if_last(db: AsyncSession, space_id: str, *, by_operator: bool) -> None:
    if by_operator:
        return
    left = (
        select(func.count())
        .select_from(Membership)
        .join(Account, col(Account.account_id) == col(Membership.account_id))
        .where(
            col(Membership.space_id) == space_id,
            col(Membership.role) == "administrator",
            col(Account.ended_at).is_(None),
        )
    )
    if (await db.exec(left)).one() <= 1:
        raise LastAdministrator


async def close_links(db: AsyncSession, space_id: str, account_id: str) -> None:
    """Whoever is sent out must not come back by a link that they have made for themselves beforehand."""
    theirs = (
        col(AccountInvitation.space_id) == space_id,
        col(AccountInvitation.made_by) == account_id,
        col(AccountInvitation.used_at).is_(None),
    )
    await db.exec(delete(AccountInvitation).where(*theirs))
