"""Offers of different mappings of which a person said that they are the same one, or not. Each may be taken back.

The newest word counts, and holds for every later comparison. A mapping itself is never touched by it.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, cast

from sqlalchemy import Table, or_
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import col, select

from sessions.database import Database
from sessions.tables import OfferMatch

_TABLE = cast(Table, OfferMatch.__table__)  # type: ignore[attr-defined]  # as in entries.py
_KEY = ("session_id", "offer_id", "other_session_id", "other_offer_id")
FURTHEST = 20  # workshops from one to the next, as in a chain of years


class Offer(NamedTuple):
    """An offer of any mapping: its workshop, and its id there."""

    session_id: str
    offer_id: str


async def decide(
    database: Database, pairs: Iterable[tuple[Offer, Offer]], *, same: bool, decided_by: str, now: int
) -> None:
    """Keeps what was said of the two of each pair, in place of what was said before: of all pairs or of none. Said
    twice it counts once.
    """
    # In one order for everybody: two who answer the same pairs at once wait for each other's rows, never in a ring.
    told = sorted({(*min(pair), *max(pair)) for pair in pairs})
    if not told:
        return
    says = {"same": same, "decided_by": decided_by, "decided_at": now}
    insert = sqlite.insert if database.path else postgresql.insert
    statement = insert(_TABLE)
    upsert = statement.on_conflict_do_update(
        index_elements=_KEY,
        set_={field: statement.excluded[field] for field in says},
        where=_TABLE.c.same != statement.excluded.same,
    )
    async with database.transaction() as db:
        rows = [dict(zip(_KEY, ids, strict=True)) | says for ids in told]
        await (await db.connection()).execute(upsert, rows)


async def forget(database: Database, one: Offer, other: Offer) -> None:
    """As if nobody had ever said anything of the two."""
    first, second = sorted((one, other))
    async with database.transaction() as db:
        if (kept := await db.get(OfferMatch, (*first, *second))) is not None:
            await db.delete(kept)


async def about(database: Database, session_ids: Iterable[str]) -> Sequence[OfferMatch]:
    """All that was said of offers of these workshops, and of those that it leads to over the years."""
    found: dict[tuple[str, ...], OfferMatch] = {}
    asked, ask = set[str](), set(session_ids)
    async with database.reading() as db:
        for _step in range(FURTHEST):
            if not ask:
                break
            here = or_(col(OfferMatch.session_id).in_(ask), col(OfferMatch.other_session_id).in_(ask))
            rows = (await db.exec(select(OfferMatch).where(here))).all()
            found |= {(r.session_id, r.offer_id, r.other_session_id, r.other_offer_id): r for r in rows}
            asked |= ask
            ask = {one for row in rows for one in (row.session_id, row.other_session_id)} - asked
    return [found[key] for key in sorted(found)]
