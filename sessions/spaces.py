"""Spaces: which there are, what is in them, what they are called; and a session moves from one to another."""

import secrets
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from board.refusals import Refused
from board.text import clean
from sessions import traces
from sessions.account_tables import Membership, Space
from sessions.database import Database
from sessions.tables import Session, Trace
from sessions.traces import SERVER, By

NAME_LIMIT = 80  # signs
MOST_SPACES = 1000  # every municipality ten times


class Counted(NamedTuple):
    """A space with how much is in it; archived workshops count as well."""

    space_id: str
    name: str
    people: int
    workshops: int


async def names(database: Database, spaces: Collection[str] | None = None) -> Mapping[str, str]:
    """What these spaces are called, or all that there are; by name. The first one may have none."""
    question = select(Space)
    if spaces is not None:
        question = question.where(col(Space.space_id).in_(spaces))
    async with database.reading() as db:
        found = (await db.exec(question)).all()
    return {one.space_id: one.name for one in sorted(found, key=_order)}


async def all_spaces(database: Database, spaces: Collection[str] | None = None) -> Sequence[Counted]:
    """These spaces, or all that there are, by name."""
    question = select(Space)
    if spaces is not None:
        question = question.where(col(Space.space_id).in_(spaces))
    async with database.reading() as db:
        found = sorted((await db.exec(question)).all(), key=_order)
        people = await _counted(db, col(Membership.space_id))
        workshops = await _counted(db, col(Session.space_id))
    return [
        Counted(one.space_id, one.name, people.get(one.space_id, 0), workshops.get(one.space_id, 0))
        for one in found
    ]


async def make(database: Database, name: str, now: int, by: By = SERVER) -> str:
    """The id of a new space. Raises `Refused`: no name, too long a one, one that another space has, too many."""
    cleaned = _clean(name)
    async with database.transaction() as db:
        await _refuse_if_taken(db, cleaned)
        if (await db.exec(select(func.count()).select_from(Space))).one() >= MOST_SPACES:
            raise Refused("too_many")
        made = Space(space_id=secrets.token_urlsafe(16), name=cleaned, created_at=now)
        db.add(made)
        await traces.add(db, traces.trace("space_made", by, now, space_id=made.space_id))
        return made.space_id


async def rename(database: Database, space_id: str, name: str, line: Trace | None = None) -> None:
    """Another name for a space. Raises `Refused` as `make` does. An unknown one is left alone."""
    cleaned = _clean(name)
    async with database.transaction() as db:
        space = await db.get(Space, space_id)
        if space is not None and space.name != cleaned:
            await _refuse_if_taken(db, cleaned, but=space_id)
            space.name = cleaned
            await traces.add(db, line)


async def move(database: Database, session_id: str, space_id: str, *lines: Trace) -> None:
    """A session, with its mappings, belongs to another space from now on; who may do what with it is asked there.

    Its owner stays, and owns it only if they may lead workshops there (`access.may`).
    """
    async with database.transaction() as db:
        session, space = await db.get(Session, session_id), await db.get(Space, space_id)
        if session is not None and space is not None:
            for line in lines:  # told in the space that it leaves, and in the one that it comes to
                await traces.add(db, line)
            session.space_id = space_id


async def _refuse_if_taken(db: AsyncSession, name: str, but: str = "") -> None:
    for space in (await db.exec(select(Space))).all():
        if space.name.casefold() == name.casefold() and space.space_id != but:
            raise Refused("name_taken", "name")


async def _counted(db: AsyncSession, column: object) -> dict[str, int]:
    return dict((await db.exec(select(column, func.count()).group_by(column))).all())  # type: ignore[call-overload]


def _order(space: Space) -> tuple[str, str]:
    return space.name.casefold(), space.space_id


def _clean(name: str) -> str:
    cleaned = clean(name)
    if not cleaned:
        raise Refused("empty", "name")
    if len(cleaned) > NAME_LIMIT:
        raise Refused("too_long", "name")
    return cleaned
