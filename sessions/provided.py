"""People who sign in with a provider: which account is theirs, and what their groups give and take back.

An account is found by what the provider calls somebody (issuer and subject), and by nothing else. Never by an e-mail
address: at many providers people, or whoever invites guests, write it themselves, and by writing another's they would
get that one's account.
"""

import secrets
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import NamedTuple

from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from sessions import accounts, traces
from sessions.account_tables import Account, Identity, Membership, Space
from sessions.database import Database
from sessions.days import danish_moment, milliseconds
from sessions.groups import Given, Grant, given
from sessions.members import BY_GROUP, close_links

NIGHT = time(4)  # in Denmark: no workshop goes on
AT_LEAST = timedelta(hours=12)


class Told(NamedTuple):
    """What a provider says of somebody. `groups`: as it calls them."""

    issuer: str
    subject: str
    name: str
    email: str
    groups: frozenset[str]


def until(now: int) -> int:
    """When such a sign-in ends: at night, 12 to 36 hours on, so that whoever left their groups is soon out, and nobody
    in the middle of a day. Milliseconds since 1970, as `now`."""
    earliest = danish_moment(now) + AT_LEAST
    night = datetime.combine(earliest.date(), NIGHT, earliest.tzinfo)
    return milliseconds(night if night >= earliest else night + timedelta(days=1))


async def enter(
    database: Database,
    told: Told,
    grants: Sequence[Grant],
    *,
    sign_in_id: str,
    browser: str = "",
    is_invited: bool = False,
    now: int,
) -> bool:
    """Signs somebody in, after setting their name and what their groups give. False, and nobody signed in, for those
    who are nothing here and are not about to become it by an invitation: no account is made for them. An
    account that was ended stays so: whom the groups still give something comes in as somebody new."""
    await accounts.prepare(database, now)
    try:
        return await _enter(database, told, grants, sign_in_id, browser, is_invited, now)
    except IntegrityError:
        # The same person from another tab at the same moment, for the first time.
        return await _enter(database, told, grants, sign_in_id, browser, is_invited, now)


async def _enter(
    database: Database,
    told: Told,
    grants: Sequence[Grant],
    sign_in_id: str,
    browser: str,
    is_invited: bool,
    now: int,
) -> bool:
    async with database.transaction() as db:
        spaces = {one.space_id: one.name for one in (await db.exec(select(Space))).all()}
        theirs = given(grants, told.groups, spaces)
        identity = await db.get(Identity, (told.issuer, told.subject), with_for_update=True)
        if identity is None:
            if not (theirs.roles or theirs.is_operator or is_invited):
                return False
            identity = await _new(db, told, now)
        account = await db.get(Account, identity.account_id)
        if account is None or account.ended_at is not None:
            return False
        account.name = told.name or account.name
        identity.email = told.email
        await _set_operator(db, account, identity, now, is_operator=theirs.is_operator)
        has_role = await _set_roles(db, account.account_id, theirs, now)
        if not (has_role or account.is_operator or is_invited):
            return False
        accounts.begin(
            db,
            account.account_id,
            sign_in_id=sign_in_id,
            how="provider",
            browser=browser,
            now=now,
            until=until(now),
        )
    return True


async def _new(db: AsyncSession, told: Told, now: int) -> Identity:
    account = Account(account_id=secrets.token_urlsafe(16), created_at=now)
    identity = Identity(issuer=told.issuer, subject=told.subject, account_id=account.account_id)
    db.add(account)
    await db.flush()
    db.add(identity)
    await db.flush()
    return identity


async def _set_operator(
    db: AsyncSession, account: Account, identity: Identity, now: int, *, is_operator: bool
) -> None:
    """Takes back only what a group gave: who is an operator by other means stays one."""
    if account.is_operator == is_operator or (account.is_operator and not identity.gave_operator):
        return
    account.is_operator = identity.gave_operator = is_operator
    detail = {"whom": account.account_id, "state": "on" if is_operator else "off"}
    await traces.add(db, traces.trace("operator_changed", traces.SERVER, now, detail=detail))


async def _set_roles(db: AsyncSession, account_id: str, theirs: Given, now: int) -> bool:
    """Whether they have any role afterwards. What somebody was made here by hand stays, whatever their groups say."""
    question = select(Membership).where(col(Membership.account_id) == account_id)
    members = {one.space_id: one for one in (await db.exec(question)).all()}
    by_group = {space_id for space_id, one in members.items() if one.given_by == BY_GROUP}
    for space_id, role in theirs.roles.items():
        if space_id not in members:
            db.add(
                Membership(account_id=account_id, space_id=space_id, role=role, since=now, given_by=BY_GROUP)
            )
        elif space_id not in by_group or members[space_id].role == role:
            continue
        else:
            await close_links(db, space_id, account_id)
            members[space_id].role = role
        detail = {"whom": account_id, "role": role}
        await traces.add(
            db, traces.trace("role_changed", traces.SERVER, now, space_id=space_id, detail=detail)
        )
    gone = by_group - theirs.roles.keys()
    for space_id in gone:
        await close_links(db, space_id, account_id)
        await db.delete(members[space_id])
        detail = {"whom": account_id}
        await traces.add(
            db, traces.trace("member_removed", traces.SERVER, now, space_id=space_id, detail=detail)
        )
    return bool(theirs.roles) or len(gone) < len(members)
