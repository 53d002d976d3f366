"""Who is connected to which worker, told through a small table. Hints: short-lived, and worth no backup."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from typing import Any, cast

from sqlalchemy import Table, delete, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from board.people import Here, Said
from sessions import tables
from sessions.database import Database

BEAT = 2_000  # ms between two signs of life of what has not changed
STALE = 6_000  # ms; a worker that was silent for so long is gone, and its viewers have come to another
FORGOTTEN = 600_000  # ms; then its rows are removed

_NOBODY = Here()
_TABLE = cast(Table, tables.Presence.__table__)  # type: ignore[attr-defined]  # as in entries.py
_worker, _session = _TABLE.c.worker_id, _TABLE.c.session_id
_CLOCK = text("SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint")


class PostgresElsewhere:
    """A `board.ports.Elsewhere` for workers on one PostgreSQL. A worker that takes another's place has its id."""

    def __init__(self, database: Database, worker_id: str) -> None:
        self._database, self._worker_id = database, worker_id
        self._told: dict[str, str] | None = None  # None: what lies there is not known, and cleared first
        self._told_at = 0
        self._turn = asyncio.Lock()

    async def exchange(self, here: Mapping[str, Here]) -> Mapping[str, Sequence[Here]]:
        """As the port promises. Raises `DatabaseTrouble`."""
        ours = {session_id: _dump(each) for session_id, each in here.items() if each != _NOBODY}
        async with self._turn, self._database.transaction() as db:
            before, self._told = self._told, None
            connection = await db.connection()
            # A hint need not survive a power failure.
            await connection.execute(text("SET LOCAL synchronous_commit = off"))
            now = int((await connection.execute(_CLOCK)).scalar_one())
            await self._tell(connection, before, ours, now)
            told = await self._ask(connection, list(here), now)
            self._told = ours
        return told

    async def leave(self) -> None:
        """Nobody is connected here any more."""
        async with self._turn, self._database.transaction() as db:
            await (await db.connection()).execute(delete(_TABLE).where(_worker == self._worker_id))
            self._told = None

    async def _tell(
        self, connection: AsyncConnection, before: dict[str, str] | None, ours: dict[str, str], now: int
    ) -> None:
        if before is None:  # what a killed worker with our id has left, or half of what failed
            await connection.execute(delete(_TABLE).where(_worker == self._worker_id))
            before = {}
        if gone := before.keys() - ours.keys():
            await connection.execute(delete(_TABLE).where(_worker == self._worker_id, _session.in_(gone)))
        if now - self._told_at >= BEAT:
            await connection.execute(update(_TABLE).where(_worker == self._worker_id).values(seen_at=now))
            await connection.execute(delete(_TABLE).where(_TABLE.c.seen_at < now - FORGOTTEN))
            self._told_at = now
        for session_id, body in ours.items():
            if before.get(session_id) != body:
                row = {"worker_id": self._worker_id, "session_id": session_id, "body": body, "seen_at": now}
                changed = {"body": body, "seen_at": now}
                upsert = insert(_TABLE).values(row)
                await connection.execute(
                    upsert.on_conflict_do_update(index_elements=[_worker, _session], set_=changed)
                )

    async def _ask(
        self, connection: AsyncConnection, session_ids: list[str], now: int
    ) -> dict[str, list[Here]]:
        told: dict[str, list[Here]] = {}
        if not session_ids:
            return told
        theirs = (_session.in_(session_ids), _worker != self._worker_id, _TABLE.c.seen_at > now - STALE)
        question = select(_session, _TABLE.c.body).where(*theirs).order_by(_worker)
        for session_id, body in await connection.execute(question):
            told.setdefault(session_id, []).append(_load(body))
        return told


def _dump(here: Here) -> str:
    said = {"people": here.people, "screens": here.screens, "signs": here.signs}
    said["facilitators"] = sorted(here.facilitators)
    return json.dumps(said, sort_keys=True)


def _load(body: str) -> Here:
    said: dict[str, Any] = json.loads(body)
    return Here(
        {key: (area_id, drafts) for key, (area_id, drafts) in said["people"].items()},
        said["screens"],
        {key: Said(*each) for key, each in said.get("signs", {}).items()},
        frozenset(said.get("facilitators", ())),
    )
