"""Keeps frozen mappings and finds them again. What stands in them is made, and its digest computed, in `exports/`."""

import asyncio
import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.exc import IntegrityError
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from sessions import summaries
from sessions.database import Database
from sessions.tables import LOCKED, Mapping, Participant, Session


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


async def store(database: Database, mapping: Mapping, *, names: bool = False) -> bool:
    """Keeps a mapping for good, and says whether it is new. The same one again changes nothing; another under its
    number raises `AlreadyFrozen`. `names`: whether those of the session's people are kept beside it, if there are any.
    """
    kept = await get(database, mapping.session_id, mapping.version)
    if kept is None:
        try:
            # Half a megabyte of JSON is read in some milliseconds; the transaction is not held open for it.
            summary = await asyncio.to_thread(summaries.of, mapping)
            async with database.transaction() as db:
                if names:
                    mapping.people = await _people(db, mapping.session_id)
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


async def _people(db: AsyncSession, session_id: str) -> str | None:
    """The names beside a mapping, as JSON; None without any. They are not in the digest, so that they can be erased.

    Read in the transaction that keeps them, with the session's row locked as whoever erases them does: what is being
    forgotten at this moment is not kept after all.
    """
    await db.get(Session, session_id, with_for_update=LOCKED)
    named = select(col(Participant.name), col(Participant.area_id)).where(
        col(Participant.session_id) == session_id, col(Participant.name) != ""
    )
    rows = (
        await (await db.connection()).execute(
            named.order_by(col(Participant.joined_at), col(Participant.person_id))
        )
    ).all()
    return json.dumps([dict(row._mapping) for row in rows], ensure_ascii=False) if rows else None


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
