"""What lists show of a mapping and search it by, kept beside it: no list ever reads a whole mapping."""

import json
import unicodedata
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, select, tuple_
from sqlmodel import col

from board.text import clean
from sessions.database import Database
from sessions.tables import Mapping, MappingSummary, Session

LONGEST = 200  # signs of what is searched for
MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person looks for. Empty: anything."""

    text: str = ""
    municipality: str = ""
    year: str = ""

    @property
    def words(self) -> list[str]:
        """Each of them has to be found, in title, municipality, date or the offers' names."""
        return fold(clean(self.text[:LONGEST])).split()[:MOST_WORDS]


@dataclass(frozen=True, slots=True)
class Head:
    """A mapping as a list shows it. `frozen_at` in ms since 1970, UTC; `steps`: offers on each, lowest first."""

    session_id: str
    version: int
    digest: str
    frozen_at: int
    title: str
    municipality: str
    date: str
    offers: int
    steps: tuple[int, ...]
    fits: bool
    next_date: str = ""
    owner: str = ""
    overview: bool = False
    space_id: str = ""

    @property
    def year(self) -> str:
        return self.date[:4]


@dataclass(frozen=True, slots=True)
class Volume:
    """All versions of one session's mapping, newest first. At least one of them fits what is wanted."""

    versions: tuple[Head, ...]

    @property
    def newest(self) -> Head:
        return self.versions[0]

    @property
    def found(self) -> Head:
        """The newest version that fits."""
        return next(head for head in self.versions if head.fits)


@dataclass(frozen=True, slots=True)
class Library:
    """What there is: the volumes that fit, newest first; how many there are; and what they can be narrowed down by."""

    volumes: tuple[Volume, ...]
    among: int
    municipalities: tuple[str, ...]
    years: tuple[str, ...]


def fold(text: str) -> str:
    """The text as it is compared: large and small letters are one, however æ, ø and å were typed."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())


def of(mapping: Mapping) -> MappingSummary:
    """The summary of a mapping, read from its canonical JSON. What is not there is left empty: a list never fails."""
    body = json.loads(mapping.body)
    session, offers = body.get("session", {}), [one for one in body.get("offers", ()) if "name" in one]
    names = [" ".join(offer["name"].split()) for offer in offers]
    on_step = Counter(offer["step_id"] for offer in offers)
    municipality, date = session.get("municipality", ""), session.get("date", "")
    upkeep = session.get("upkeep", {})
    return MappingSummary(
        session_id=mapping.session_id,
        version=mapping.version,
        municipality=municipality,
        date=date,
        offers=len(offers),
        steps=json.dumps([on_step[step["step_id"]] for step in session.get("steps", ())]),
        names="\n".join(names),
        sought=fold("\n".join((mapping.title, municipality, date, *names))),
        next_date=upkeep.get("next_date", ""),
        owner=upkeep.get("owner", ""),
    )


async def library(database: Database, wanted: Wanted, spaces: Collection[str] | None = None) -> Library:
    """All that is kept in these spaces, or in all, and of that what fits. One question to the database, which does the
    searching."""
    heads = await _heads(database, _within(_question(wanted), spaces))
    sessions: dict[str, list[Head]] = {}
    for head in heads:
        sessions.setdefault(head.session_id, []).append(head)
    return Library(
        volumes=tuple(
            Volume(tuple(versions)) for versions in sessions.values() if any(head.fits for head in versions)
        ),
        among=len(sessions),
        municipalities=tuple(sorted({head.municipality for head in heads} - {""}, key=fold)),
        years=tuple(sorted({head.year for head in heads} - {""}, reverse=True)),
    )


async def editions(database: Database, session_id: str) -> list[Head]:
    """All versions of one session's mapping, newest first."""
    return await _heads(database, _question(Wanted()).where(col(Mapping.session_id) == session_id))


async def with_digests(
    database: Database, digests: Sequence[str], spaces: Collection[str] | None = None
) -> list[Head]:
    """The mappings in these spaces, or in all, that have one of these digests; newest first."""
    question = _question(Wanted()).where(col(Mapping.digest).in_(digests))
    return await _heads(database, _within(question, spaces))


def _within(question: Select[*tuple[Any, ...]], spaces: Collection[str] | None) -> Select[*tuple[Any, ...]]:
    return question if spaces is None else question.where(col(Session.space_id).in_(spaces))


def _question(wanted: Wanted) -> Select[*tuple[Any, ...]]:
    same = and_(
        col(MappingSummary.session_id) == col(Mapping.session_id),
        col(MappingSummary.version) == col(Mapping.version),
    )
    return (
        select(
            col(Mapping.session_id),
            col(Mapping.version),
            col(Mapping.digest),
            col(Mapping.frozen_at),
            col(Mapping.title),
            col(MappingSummary.municipality),
            col(MappingSummary.date),
            col(MappingSummary.offers),
            col(MappingSummary.steps),
            _fits(wanted).label("fits"),
            col(MappingSummary.next_date),
            col(MappingSummary.owner),
            col(Session.overview),
            col(Session.space_id),
        )
        .join(MappingSummary, same)
        .join(Session, col(Session.session_id) == col(Mapping.session_id))
        .order_by(col(Mapping.frozen_at).desc(), col(Mapping.session_id), col(Mapping.version).desc())
    )


async def _heads(database: Database, question: Select[*tuple[Any, ...]]) -> list[Head]:
    async with database.reading() as db:
        rows = (await (await db.connection()).execute(question)).all()
    return [
        Head(**{**row._mapping, "steps": tuple(json.loads(row.steps)), "fits": bool(row.fits)})
        for row in rows
    ]


async def names(database: Database, heads: Sequence[Head]) -> dict[tuple[str, int], str]:
    """The names of each mapping's offers, one on each line, by session and version."""
    key = col(MappingSummary.session_id), col(MappingSummary.version)
    question = select(*key, col(MappingSummary.names)).where(
        tuple_(*key).in_([(head.session_id, head.version) for head in heads])
    )
    async with database.reading() as db:
        rows = (await (await db.connection()).execute(question)).all()
    return {(session_id, version): told for session_id, version, told in rows}


def found_by(head: Head, names: str, wanted: Wanted) -> list[str]:
    """The offers by which a mapping was found; empty where its title, municipality or date was enough. It looks through
    all names: some milliseconds for fifty mappings."""
    about = fold(f"{head.title}\n{head.municipality}\n{head.date}")
    words = [word for word in wanted.words if word not in about]
    if not words:
        return []
    # One name with all of the words says more than several with one each.
    lines = [(name, fold(name)) for name in names.splitlines()]
    whole = [name for name, folded in lines if all(word in folded for word in words)]
    return whole or [name for name, folded in lines if any(word in folded for word in words)]


def _fits(wanted: Wanted) -> ColumnElement[bool]:
    sought, date = col(MappingSummary.sought), col(MappingSummary.date)
    conditions = [sought.contains(word, autoescape=True) for word in wanted.words]
    if wanted.municipality:
        conditions.append(col(MappingSummary.municipality) == clean(wanted.municipality))
    if wanted.year:
        conditions.append(date.startswith(clean(wanted.year[:4]), autoescape=True))
    return and_(True, *conditions)
