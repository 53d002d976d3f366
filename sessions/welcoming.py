"""Invitations into a space: a link that gives a role there, once, for a week. Only its hash is kept."""

from collections.abc import Sequence
from typing import NamedTuple, cast

from sqlalchemy import ColumnElement, update
from sqlmodel import col, delete, func, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import Select

from board.refusals import Refused
from sessions import local, traces
from sessions.access import GRANTS, Right, Role
from sessions.account_tables import Account, AccountInvitation, Membership, Space
from sessions.database import Database
from sessions.emails import clean_email
from sessions.members import higher
from sessions.standing import stands
from sessions.tables import Trace
from sessions.tokens import hashed, new_token

LINK_LASTS = 7 * 24 * 3600 * 1000  # ms: a holiday may lie between
MOST_OPEN = 100  # in one space; a class of new people at once


class Invited(NamedTuple):
    """What an invitation is to. `by`: whoever made it, as they call themselves; empty for who never said.

    `invitation_id` names it and opens nothing. `is_begun`: an account was made by it, or asked for.
    """

    invitation_id: str
    space_id: str
    space: str
    role: Role
    email: str
    by: str
    expires_at: int
    is_begun: bool


async def invite(
    database: Database,
    space_id: str,
    *,
    role: Role,
    email: str,
    made_by: str,
    now: int,
    line: Trace | None = None,
) -> str:
    """The token of a new link, told here and never again. `email` may be empty: then whoever gets the link may use it
    as they are called. Raises `Refused`."""
    token = new_token()
    made = AccountInvitation(
        token_hash=hashed(token),
        space_id=space_id,
        role=role,
        email=clean_email(email) if email.strip() else "",
        made_by=made_by,
        created_at=now,
        expires_at=now + LINK_LASTS,
    )
    async with database.transaction() as db:
        count = select(func.count()).select_from(AccountInvitation).where(*_open(space_id, now))
        if (await db.exec(count)).one() >= MOST_OPEN:
            raise Refused("too_many")
        db.add(made)
        await traces.add(db, line)
    return token


async def open_invitations(database: Database, space_id: str, now: int) -> Sequence[Invited]:
    """Those into a space that nobody has used and that have not run out, the newest first."""
    question = _invitations().where(*_open(space_id, now))
    newest_first = (col(AccountInvitation.created_at).desc(), col(AccountInvitation.token_hash))
    async with database.reading() as db:
        rows = (await db.exec(question.order_by(*newest_first))).all()
    return [_invited(*row) for row in rows]


async def find(database: Database, token: str, now: int) -> Invited | None:
    """What a link invites to; None if it is not valid (any more). Looking uses nothing up."""
    async with database.reading() as db:
        row = (await db.exec(_invitations().where(*_valid(token, now)))).first()
    return None if row is None else _invited(*row)


async def take_back(database: Database, space_id: str, invitation_id: str, line: Trace | None = None) -> None:
    """The link lets nobody in any more. One that was used, or into another space, is left alone."""
    these = (
        col(AccountInvitation.token_hash) == invitation_id,
        col(AccountInvitation.space_id) == space_id,
        col(AccountInvitation.used_at).is_(None),
    )
    async with database.transaction() as db:
        if (await db.exec(delete(AccountInvitation).where(*these))).rowcount:
            await traces.add(db, line)


async def accept(database: Database, token: str, account_id: str, now: int) -> str | None:
    """Uses a link up for somebody with an account: the space; None, and nothing done, if it is not valid (any more)."""
    async with database.transaction() as db:
        used = await use(db, token, account_id, now)
        if used is None:
            return None
        await _accept(db, used, account_id, now)
        return used.space_id


async def arrive(
    database: Database, token: str, *, account_id: str, email: str, name: str, passphrase_hash: str, now: int
) -> bool:
    """An account for somebody who is new here. False, and nothing done, if the link is not valid (any more) or has
    made one already.

    No role is given: anybody may have taken the address, so whoever signs in takes it then (`accept`). An address that
    has an account keeps it as it is: whoever asks is answered alike, learns nothing, and cannot ask by this link again.
    `email` as `clean_email` gives it.
    """
    first = (*_valid(token, now), col(AccountInvitation.begun_at).is_(None))
    while True:
        try:
            async with database.transaction() as db:
                # As in `use`: one statement that asks and marks.
                begun = update(AccountInvitation).where(*first).values(begun_at=now)
                if (await (await db.connection()).execute(begun)).rowcount != 1:
                    return False
                if (await db.exec(select(Account).where(Account.email == email))).first() is None:
                    await local.create(
                        db, account_id, email=email, name=name, passphrase_hash=passphrase_hash, now=now
                    )
        except local.EmailTaken:
            continue  # at this very moment: now it is known
        else:
            return True


async def use(db: AsyncSession, token: str, account_id: str, now: int) -> AccountInvitation | None:
    """Uses a link up, in a transaction that is open; None if it is not valid (any more)."""
    found = await db.get(AccountInvitation, hashed(token))
    if found is None:
        return None
    # Whatever is taken from whoever made it is before or after. First people, then the space, as `ending.end` does.
    people = select(Account.account_id).where(col(Account.account_id).in_({found.made_by, account_id}))
    await db.exec(people.order_by(col(Account.account_id)).with_for_update())
    await db.get(Space, found.space_id, with_for_update=True)
    # One statement that asks and marks: two who press at the same moment cannot both come in.
    used = await (await db.connection()).execute(
        update(AccountInvitation).where(*_valid(token, now)).values(used_at=now)
    )
    return found if used.rowcount == 1 else None


async def _accept(db: AsyncSession, used: AccountInvitation, account_id: str, now: int) -> None:
    await give_role(db, used.space_id, account_id, cast("Role", used.role), now)
    by, role = traces.By("account", account_id), {"role": used.role}
    await traces.add(db, traces.trace("invitation_used", by, now, space_id=used.space_id, detail=role))


async def give_role(db: AsyncSession, space_id: str, account_id: str, role: Role, now: int) -> None:
    """Somebody is this in a space, or what they were if that reaches further. Whose account has ended is nothing."""
    account = await db.get(Account, account_id, with_for_update=True)  # first, as `ending.end` takes it
    if account is None or account.ended_at is not None:
        return
    await db.get(Space, space_id, with_for_update=True)  # whoever removes them meanwhile is before or after
    member = await db.get(Membership, (account_id, space_id))
    if member is None:
        db.add(Membership(account_id=account_id, space_id=space_id, role=role, since=now))
    elif higher(role, member.role):
        member.role, member.given_by = role, ""


def _valid(token: str, now: int) -> tuple[ColumnElement[bool], ...]:
    return (
        col(AccountInvitation.token_hash) == hashed(token),
        *_unspent(now),
    )


def _open(space_id: str, now: int) -> tuple[ColumnElement[bool], ...]:
    return (
        col(AccountInvitation.space_id) == space_id,
        *_unspent(now),
    )


def _unspent(now: int) -> tuple[ColumnElement[bool], ...]:
    """Not used, not run out, and made by somebody who may still invite."""
    maker, space_id = col(AccountInvitation.made_by), col(AccountInvitation.space_id)
    return (
        col(AccountInvitation.used_at).is_(None),
        col(AccountInvitation.expires_at) > now,
        stands(maker, space_id, *GRANTS[Right.MANAGE]),
    )


def _invitations() -> Select[AccountInvitation, Space, Account]:
    return (
        select(AccountInvitation, Space, Account)
        .join(Space, col(Space.space_id) == col(AccountInvitation.space_id))
        .outerjoin(Account, col(Account.account_id) == col(AccountInvitation.made_by))
    )


def _invited(invitation: AccountInvitation, space: Space, maker: Account | None) -> Invited:
    return Invited(
        invitation_id=invitation.token_hash,
        space_id=space.space_id,
        space=space.name,
        role=cast("Role", invitation.role),
        email=invitation.email,
        by=maker.name if maker is not None else "",
        expires_at=invitation.expires_at,
        is_begun=invitation.begun_at is not None,
    )
