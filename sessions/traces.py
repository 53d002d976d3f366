"""What was done here, by whom and when: the audit log. Lines are added and, after their time, erased; none is changed.

It holds ids and closed words alone: no name, no address, nothing that anybody wrote. Who an account is, is looked up
when the log is read.
"""

import json
import re
import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal, NamedTuple, cast, get_args

from sqlalchemy import Table, exists, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import col, delete
from sqlmodel.ext.asyncio.session import AsyncSession

from sessions.account_tables import Account, Membership
from sessions.database import Database
from sessions.tables import Session, Trace

What = Literal[
    "signed_in",
    "sign_in_failed",
    "signed_out",
    "passphrase_changed",
    "second_step_changed",
    "recovery_used",
    "account_ended",
    "email_changed",
    "codes_renewed",
    "signed_out_elsewhere",
    "help_link_made",
    "operator_changed",
    "invited",
    "invitation_used",
    "invitation_taken_back",
    "role_changed",
    "member_removed",
    "space_made",
    "space_renamed",
    "workshop_made",
    "workshop_archived",
    "workshop_restored",
    "workshop_moved",
    "owner_changed",
    "helper_invited",
    "helper_came",
    "helpers_out",
    "projector_renewed",
    "door_opened",
    "door_closed",
    "code_renewed",
    "door_chosen",
    "frozen",
    "reopened",
    "tidying_begun",
    "tidying_given_up",
    "mapping_opened",
    "file_fetched",
    "link_made",
    "link_revoked",
    "link_used",
    "people_forgotten",
    "erasing_day_chosen",
    "traces_fetched",
]
WHATS: tuple[What, ...] = get_args(What)
# Who has no account is not told apart: a co-facilitator, a participant, a reader by a link, nobody that is known.
Kind = Literal["account", "helper", "participant", "link", "nobody", "server"]

_CLOSED = re.compile(
    r"[A-Za-z0-9._-]{0,64}"
)  # an id, a number, a file's address, a word of ours: never a text
_TABLE = cast(Table, Trace.__table__)  # type: ignore[attr-defined]  # as in entries.py


class By(NamedTuple):
    """Who did something."""

    kind: Kind
    account_id: str = ""


NOBODY, SERVER = By("nobody"), By("server")


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it is read. `name`: of the account, as it is called now; empty for who has none (any more). `account`:
    what tells it from all others, whatever it calls itself: its e-mail, or its id. `elsewhere`: the session lies in a
    space that was not asked for, and its title of today is told there alone.
    """

    at: int
    what: What
    kind: Kind
    account_id: str
    name: str
    account: str
    space_id: str
    session_id: str
    title: str
    elsewhere: bool
    detail: dict[str, str]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which lines. Empty: all. Days as times in ms: from `since`, before `until`."""

    what: Collection[str] = ()
    account_id: str = ""
    session_id: str = ""
    since: int = 0
    until: int = 0


def trace(
    what: What,
    by: By,
    at: int,
    *,
    space_id: str = "",
    session_id: str = "",
    once: str = "",
    detail: Mapping[str, str | int] = MappingProxyType({}),
) -> Trace:
    """A line to be added. `once`: what tells it from others; said again, it is noted once.

    Raises `ValueError` for a detail that could be something that a person wrote.
    """
    told = {name: str(value) for name, value in detail.items()}
    if wrong := [name for name, value in told.items() if not _CLOSED.fullmatch(value)]:
        raise ValueError(f"{what}: {wrong[0]} is no closed word")
    return Trace(
        trace_id=secrets.token_urlsafe(16),
        at=at,
        what=what,
        kind=by.kind,
        account_id=by.account_id,
        space_id=space_id,
        session_id=session_id,
        detail=json.dumps(told, separators=(",", ":")),
        once=once or None,
    )


async def add(db: AsyncSession, line: Trace | None) -> None:
    """Notes it together with the act itself: both or neither. None: the act is nobody's whom the log tells of."""
    if line is None:
        return
    if line.session_id and not line.space_id:
        session = await db.get(Session, line.session_id)
        line.space_id = session.space_id if session is not None else ""
    db.add(line)


async def write(database: Database, lines: Sequence[Trace]) -> None:
    """Notes what has been done already."""
    insert = sqlite.insert if database.path else postgresql.insert
    async with database.transaction() as db:
        connection = await db.connection()
        asked = {line.session_id for line in lines if line.session_id and not line.space_id}
        there = select(col(Session.session_id), col(Session.space_id)).where(
            col(Session.session_id).in_(asked)
        )
        spaces = {row[0]: row[1] for row in await connection.execute(there)} if asked else {}
        rows = [
            line.model_dump() | {"space_id": line.space_id or spaces.get(line.session_id, "")}
            for line in lines
        ]
        await connection.execute(insert(_TABLE).on_conflict_do_nothing(), rows)


async def forget_old(database: Database, before: int) -> None:
    """Erases what is older. It is the only way in which a line goes."""
    async with database.transaction() as db:
        await db.exec(delete(Trace).where(col(Trace.at) < before))


async def read(
    database: Database, wanted: Wanted, spaces: Collection[str] | None, *, skip: int = 0, most: int
) -> Sequence[Line]:
    """The lines of these spaces, and of how their people sign in; or all that there are. The newest first."""
    question = (
        select(
            col(Trace.at),
            col(Trace.what),
            col(Trace.kind),
            col(Trace.account_id),
            col(Account.name),
            col(Account.email),
            col(Trace.space_id),
            col(Trace.session_id),
            col(Session.title),
            col(Session.space_id),
            col(Trace.detail),
        )
        .outerjoin(
            Account, (col(Account.account_id) == col(Trace.account_id)) & col(Account.ended_at).is_(None)
        )
        .outerjoin(Session, col(Session.session_id) == col(Trace.session_id))
        .order_by(col(Trace.at).desc(), col(Trace.trace_id))
    )
    for column, value in _asked(wanted, spaces):
        question = question.where(column if value is None else column == value)
    async with database.reading() as db:
        rows = await (await db.connection()).execute(question.offset(skip).limit(most))
        return [
            Line(
                at,
                cast("What", what),
                cast("Kind", kind),
                account_id,
                name or email or "",
                email or account_id,
                space_id,
                session_id,
                (title or "") if spaces is None or lies_in in spaces else "",
                spaces is not None and bool(title) and lies_in not in spaces,
                json.loads(detail),
            )
            for at, what, kind, account_id, name, email, space_id, session_id, title, lies_in, detail in rows
        ]


async def people(database: Database, accounts: Collection[str]) -> Mapping[str, str]:
    """Whom lines tell of, by account_id: the name, and the e-mail behind it. Who is not here any more is left out."""
    question = select(col(Account.account_id), col(Account.name), col(Account.email)).where(
        col(Account.account_id).in_(accounts), col(Account.ended_at).is_(None)
    )
    async with database.reading() as db:
        rows = await (await db.connection()).execute(question)
        found = {account_id: (name, email or account_id) for account_id, name, email in rows}
    return {one: f"{name} ({account})" if name else account for one, (name, account) in found.items()}


def _asked(wanted: Wanted, spaces: Collection[str] | None) -> list[tuple[Any, str | None]]:
    asked: list[tuple[Any, str | None]] = []
    if spaces is not None:
        # Nobody's earlier days are told by making them a member.
        since_then = exists().where(
            col(Membership.account_id) == col(Trace.account_id),
            col(Membership.space_id).in_(spaces),
            col(Membership.since) <= col(Trace.at),
        )
        signing_in = (col(Trace.space_id) == "") & since_then
        asked.append((col(Trace.space_id).in_(spaces) | signing_in, None))
    if wanted.what:
        asked.append((col(Trace.what).in_(wanted.what), None))
    if wanted.account_id:
        asked.append((col(Trace.account_id), wanted.account_id))
    if wanted.session_id:
        asked.append((col(Trace.session_id), wanted.session_id))
    if wanted.since:
        asked.append((col(Trace.at) >= wanted.since, None))
    if wanted.until:
        asked.append((col(Trace.at) < wanted.until, None))
    return asked
