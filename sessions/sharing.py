"""Links by which a mapping may be read without signing in: for the intranet, until they run out or are taken back."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sqlmodel import col, select

from sessions import traces
from sessions.database import Database
from sessions.participants import clean_name
from sessions.tables import SharedLink, Trace
from sessions.tokens import hashed, new_token

DAY = 24 * 3600 * 1000  # ms
LASTS = {"30": 30 * DAY, "90": 90 * DAY, "365": 365 * DAY, "730": 730 * DAY}  # by what a form calls them
USUALLY = "365"
MOST_LINKS = 200  # for one session's mapping: far more than any has; whoever makes them by script is stopped

State = Literal["open", "over", "revoked"]


class TooMany(Exception):
    """This session's mapping has as many links as one may have."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link as it is listed. `link_id` names it and opens nothing; `used_on` is an ISO date, or empty: nobody has."""

    link_id: str
    session_id: str
    version: int
    name: str
    files: tuple[str, ...]
    created_at: int
    expires_at: int
    state: State
    used_on: str


async def share(
    database: Database,
    *,
    session_id: str,
    version: int,
    name: str,
    files: Sequence[str],
    lasts: int,
    now: int,
    line: Trace | None = None,
) -> str:
    """The token of a new link to this version, told here and never again. `files`: addresses of what may be fetched.

    Raises `Refused` for a name that cannot be, and `TooMany`.
    """
    cleaned, token = clean_name(name), new_token()
    made = SharedLink(
        token_hash=hashed(token),
        session_id=session_id,
        version=version,
        name=cleaned,
        files=json.dumps(list(files)),
        created_at=now,
        expires_at=now + lasts,
    )
    if len(await links(database, session_id, now)) >= MOST_LINKS:
        raise TooMany
    async with database.transaction() as db:
        db.add(made)
        await traces.add(db, line)
    return token


async def find(database: Database, token: str, now: int) -> Link | None:
    """The link with this token, whether it may still be used or not; None for what never was one."""
    async with database.reading() as db:
        found = await db.get(SharedLink, hashed(token))
    return None if found is None else _link(found, now)


async def links(database: Database, session_id: str, now: int) -> list[Link]:
    """All links to one session's mapping, newest first."""
    question = select(SharedLink).where(SharedLink.session_id == session_id)
    newest_first = (col(SharedLink.created_at).desc(), col(SharedLink.token_hash))
    async with database.reading() as db:
        return [_link(found, now) for found in (await db.exec(question.order_by(*newest_first))).all()]


async def revoke(
    database: Database, session_id: str, link_id: str, now: int, line: Trace | None = None
) -> None:
    """From now on the link opens nothing. One of another session is left alone."""
    async with database.transaction() as db:
        found = await db.get(SharedLink, link_id)
        if found is not None and found.session_id == session_id and found.revoked_at is None:
            found.revoked_at = now
            await traces.add(db, line)


async def note_use(database: Database, link: Link, day: str, line: Trace | None = None) -> None:
    """Somebody has used the link that day. Nothing else is kept of it, and the day is written once for each link."""
    if link.used_on == day:
        return
    async with database.transaction() as db:
        found = await db.get(SharedLink, link.link_id)
        if found is not None and found.used_on != day:
            found.used_on = day
            await traces.add(db, line)


def _link(found: SharedLink, now: int) -> Link:
    state: State = "open" if found.expires_at > now else "over"
    return Link(
        link_id=found.token_hash,
        session_id=found.session_id,
        version=found.version,
        name=found.name,
        files=tuple(json.loads(found.files)),
        created_at=found.created_at,
        expires_at=found.expires_at,
        state="revoked" if found.revoked_at is not None else state,
        used_on=found.used_on,
    )
