"""What people say of offers of different mappings: kept once, changed, taken back, and found along a chain of years."""

import asyncio
from collections.abc import Sequence

import pytest
from sqlalchemy.exc import IntegrityError

from sessions import lifecycle, matches
from sessions.database import Database
from sessions.matches import Offer
from sessions.tables import OfferMatch
from tests.world import START, setup


@pytest.fixture
async def kept(database: Database) -> Database:
    """A database with five sessions."""
    for session_id in ("s1", "s2", "s3", "s4", "s5"):
        await lifecycle.create(database, setup(), session_id=session_id, facilitator_id="ada", now=START)
    return database


async def _says(database: Database, one: str, other: str, same: bool = True, now: int = START) -> None:
    pair = Offer(one[:2], one[3:]), Offer(other[:2], other[3:])
    await matches.decide(database, [pair], same=same, decided_by="ada", now=now)


def _told(rows: Sequence[OfferMatch]) -> list[tuple[str, str, bool]]:
    return [
        (f"{row.session_id}/{row.offer_id}", f"{row.other_session_id}/{row.other_offer_id}", row.same)
        for row in rows
    ]


async def test_two_offers_have_one_word_said_of_them_whichever_is_named_first(kept: Database) -> None:
    await _says(kept, "s2/b", "s1/a")
    await _says(kept, "s1/a", "s2/b", now=START + 5)
    (row,) = await matches.about(kept, ["s1", "s2"])
    assert _told([row]) == [("s1/a", "s2/b", True)]
    assert (row.decided_by, row.decided_at) == ("ada", START), "said again it is what it was"


async def test_the_newest_word_counts_and_may_be_taken_back(kept: Database) -> None:
    await _says(kept, "s1/a", "s2/b")
    await _says(kept, "s2/b", "s1/a", same=False, now=START + 5)
    (row,) = await matches.about(kept, ["s1"])
    assert (row.same, row.decided_at) == (False, START + 5)
    for _twice in range(2):
        await matches.forget(kept, Offer("s2", "b"), Offer("s1", "a"))
    assert await matches.about(kept, ["s1"]) == []


async def test_two_who_answer_the_same_pairs_at_once_are_both_heard_and_each_pair_is_kept_once(
    kept: Database, url: str
) -> None:
    pairs = [(Offer("s1", f"a{number}"), Offer("s2", f"b{number}")) for number in range(500)]
    another = Database(url)  # as another worker has it
    try:
        await asyncio.gather(
            *(
                matches.decide(database, told, same=True, decided_by=by, now=START)
                for _again in range(4)
                for database, told, by in ((kept, pairs, "ada"), (another, [*reversed(pairs)], "ben"))
            )
        )
    finally:
        await another.close()
    assert len(await matches.about(kept, ["s1"])) == len(pairs)


async def test_of_pairs_that_are_told_together_all_are_kept_or_none(kept: Database) -> None:
    pairs = [(Offer("s1", "a"), Offer("s2", "b")), (Offer("s1", "a"), Offer("gone", "c"))]
    with pytest.raises(IntegrityError):
        await matches.decide(kept, pairs, same=True, decided_by="ada", now=START)
    assert await matches.about(kept, ["s1"]) == []
    await matches.decide(kept, [], same=True, decided_by="ada", now=START)


async def test_what_was_said_is_found_over_the_years_between(kept: Database) -> None:
    await _says(kept, "s1/a", "s2/b")
    await _says(kept, "s2/b", "s3/c")
    await _says(kept, "s4/x", "s5/y")
    assert [pair[:2] for pair in _told(await matches.about(kept, ["s1"]))] == [
        ("s1/a", "s2/b"),
        ("s2/b", "s3/c"),
    ]
