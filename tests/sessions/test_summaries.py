"""The library's list: what a mapping is found by, on both databases, also those that were kept before it could be."""

import asyncio
import json
import sqlite3
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text
from sqlmodel import select

from sessions import lifecycle, mappings, summaries
from sessions.database import Database
from sessions.migrations.migrate import FOLDER, migrate
from sessions.summaries import Wanted
from sessions.tables import Mapping, MappingSummary
from tests.world import START, setup


def mapping(session_id: str, version: int = 1, *names: str, **about: str) -> Mapping:
    """A mapping with these offers, the last of them not placed."""
    session = {
        "title": "Børn og unge",
        "municipality": "Holbæk Kommune",
        "date": "2026-03-03",
        "steps": [{"step_id": "et"}, {"step_id": "to"}],
        **about,
    }
    offers: list[dict[str, Any]] = [{"name": name, "step_id": "et"} for name in names]
    if offers:
        offers[-1]["step_id"] = None
    return Mapping(
        session_id=session_id,
        version=version,
        digest=f"{session_id}-{version}",
        frozen_at=START + version,
        title=session["title"],
        body=json.dumps({"session": session, "offers": offers}, ensure_ascii=False),
    )


KEPT = (
    mapping("a", 1, "Åben rådgivning", "Skilsmissegruppe 8-10 år", "50%_tilbud"),
    mapping("a", 2, "ÅBEN RÅDGIVNING", "Sorggruppe"),
    mapping(
        "b", 1, "Læsehjælp", "Sorggruppe", title="Ærø rundt", municipality="Ærø Kommune", date="2025-11-20"
    ),
    mapping("c", 1, date="2025-01-01", title="Tom"),
)


@pytest.fixture
async def kept(database: Database) -> Database:
    for session_id in "abc":
        await lifecycle.create(database, setup(), session_id=session_id, facilitator_id="ada", now=START)
    for one in KEPT:
        await mappings.store(database, Mapping(**one.model_dump()))
    return database


async def found(database: Database, **wanted: str) -> set[str]:
    """The sessions that are listed."""
    return {
        volume.newest.session_id for volume in (await summaries.library(database, Wanted(**wanted))).volumes
    }


async def test_versions_of_one_session_stand_together_newest_first_and_count_their_steps(
    kept: Database,
) -> None:
    library = await summaries.library(kept, Wanted())
    assert [[head.version for head in volume.versions] for volume in library.volumes] == [[2, 1], [1], [1]]
    head = library.volumes[0].versions[1]
    assert (head.title, head.municipality, head.date, head.offers, head.steps) == (
        "Børn og unge",
        "Holbæk Kommune",
        "2026-03-03",
        3,
        (2, 0),
    )
    assert library.among == 3
    assert library.municipalities == ("Holbæk Kommune", "Ærø Kommune")
    assert library.years == ("2026", "2025")


@pytest.mark.parametrize(
    ("typed", "sessions"),
    [
        ("åben", "a"),
        ("ÅBEN rådgivn", "a"),
        ("A\u030aben", "a"),  # as some keyboards write it
        ("ærø", "b"),
        ("sorggruppe", "ab"),
        ("sorggruppe ærø", "b"),
        ("2025", "bc"),
        ("børn", "a"),
        ("50%_", "a"),
        ("5_%", ""),
        ("%", "a"),
        ("\x00\ud800 ", "abc"),
        ("x" * 5000, ""),
    ],
)
async def test_every_word_is_found_in_titles_municipalities_dates_and_names_of_offers(
    kept: Database, typed: str, sessions: str
) -> None:
    assert await found(kept, text=typed) == set(sessions)


async def test_the_list_is_narrowed_down_by_municipality_and_year(kept: Database) -> None:
    assert await found(kept, municipality="Ærø Kommune") == {"b"}
    assert await found(kept, year="2025") == {"b", "c"}
    assert await found(kept, year="2025", text="sorggruppe") == {"b"}
    assert await found(kept, municipality="Holbæk Kommune", year="2025") == {"c"}


async def test_what_only_an_earlier_version_has_is_found_there_with_the_offers_that_fit(
    kept: Database,
) -> None:
    wanted = Wanted("holbæk skilsmisse")
    (volume,) = (await summaries.library(kept, wanted)).volumes
    assert (volume.newest.version, volume.found.version) == (2, 1)
    names = await summaries.names(kept, [volume.found])
    assert list(names) == [("a", 1)]
    assert summaries.found_by(volume.found, names["a", 1], wanted) == ["Skilsmissegruppe 8-10 år"]


async def test_a_mapping_that_was_kept_before_is_given_its_summary_by_the_migration(url: str) -> None:
    def as_it_was(connection: Connection) -> None:
        config = Config()
        config.set_main_option("script_location", str(FOLDER))
        config.attributes["connection"] = connection
        command.upgrade(config, "0004")
        connection.exec_driver_sql(
            "INSERT INTO session (session_id, code, join_key, projector_key, title, municipality, date, "
            "created_at, demo) VALUES ('a', 'c', 'j', 'p', '', '', '', 0, false)"
        )
        for one in KEPT[:2]:
            row = one.model_dump()
            columns = ", ".join(row)
            told = text(f"INSERT INTO mapping ({columns}) VALUES ({', '.join(map(':{}'.format, row))})")  # noqa: S608
            connection.execute(told, row)

    await asyncio.to_thread(sqlite_file, url)
    database = Database(url)
    async with database.transaction() as db:
        await (await db.connection()).run_sync(as_it_was)
    assert await migrate(url)
    async with database.reading() as db:
        found = (await db.exec(select(MappingSummary))).all()
    expected = [summaries.of(one) for one in KEPT[:2]]
    assert sorted(found, key=lambda one: one.version) == expected
    await database.close()


def sqlite_file(url: str) -> None:
    """An empty file, as the first start makes it."""
    if "sqlite" in url:
        sqlite3.connect(url.partition("///")[2]).close()
