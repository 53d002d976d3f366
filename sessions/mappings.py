"""Keeps frozen mappings and finds them again. What stands in them is made, and its digest computed, in `exports/`."""

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.exc import IntegrityError
from sqlmodel import col

from sessions import summaries
from sessions.database import Database
from sessions.tables import Mapping, Session


class AlreadyFrozen(Exception):
    """This version of the session's mapping is kept already, with another digest. It stays as it is."""


@dataclass(frozen=True, slots=True)
class MappingHead:
    """What a list shows of a mapping, without its content. `frozen_at` in ms since 1970, UTC."""

    session_id: str
    version: int
    digest: str
    frozen_at: int
    title: str


async def store(database: Database, mapping: Mapping) -> bool:
    """Keeps a mapping for good, and says whether it is new. The same one again changes nothing; another under its
    number raises `AlreadyFrozen`."""
    kept = await get(database, mapping.session_id, mapping.version)
    if kept is None:
        try:
            # Half a megabyte of JSON is read in some milliseconds; the transaction is not held open for it.
            summary = await asyncio.to_thread(summaries.of, mapping)
            async with database.transaction() as db:
                db.add(mapping)
                await db.flush()  # the summary refers to it
                db.add(summary)
        except IntegrityError:  # another worker keeps it at the same moment, or there is no such session
            kept = await get(database, mapping.session_id, mapping.version)
            if kept is None:
                raise
    if kept is not None and kept.digest != mapping.digest:
        raise AlreadyFrozen
    return kept is None


async def get(database: Database, session_id: str, version: int) -> Mapping | None:
    """One version of a session's mapping, whole."""
    async with database.reading() as db:
        return await db.get(Mapping, (session_id, version))


async def all_mappings(database: Database, session_id: str | None = None) -> Sequence[MappingHead]:
    """The mappings of one session, or of all; newest first."""
    heads = _heads()
    if session_id is not None:
        heads = heads.where(col(Mapping.session_id) == session_id)
    return await _read(database, heads)


async def in_spaces(database: Database, spaces: Collection[str] | None) -> Sequence[MappingHead]:
    """The mappings of these spaces' sessions, or of all; newest first."""
    heads = _heads()
    if spaces is not None:
        theirs = select(col(Session.session_id)).where(col(Session.space_id).in_(spaces))
        heads = heads.where(col(Mapping.session_id).in_(theirs))
    return await _read(database, heads)


def _heads() -> Select[*tuple[Any, ...]]:
    return select(
        col(Mapping.session_id),
        col(Mapping.version),
        col(Mapping.digest),
        col(Mapping.frozen_at),
        col(Mapping.title),
    ).order_by(col(Mapping.frozen_at).desc(), col(Mapping.session_id), col(Mapping.version).desc())


async def _read(database: Database, heads: Select[*tuple[Any, ...]]) -> Sequence[MappingHead]:
    async with database.reading() as db:
        return [MappingHead(*row) for row in await (await db.connection()).execute(heads)]
