"""Codes of an app and codes on paper: which ones fit, that each counts once, and how the seed is kept."""

import asyncio

import pytest

from sessions import local, second_step
from sessions.account_tables import Account, RecoveryCode
from sessions.database import Database
from sessions.sealing import LONGEST, Sealing
from sessions.second_step import CODES, LASTS, code, new_codes, step_of, use
from tests.world import START

OLD, NEW = "an old secret of a proper length", "a new secret of a proper length"
SEED = b"12345678901234567890"


async def account(database: Database) -> Account:
    async with database.transaction() as db:
        await local.create(db, "b", email="bo@holbaek.dk", name="Bo", passphrase_hash="h", now=START)
    found = await local.account(database, "b")
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("seconds", "digits"),
    [(59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (2000000000, "279037")],
)
def test_codes_are_those_of_every_app(seconds: int, digits: str) -> None:
    """RFC 6238, appendix B."""
    assert code(SEED, seconds * 1000 // LASTS) == digits


def test_a_clock_may_be_half_a_minute_wrong_and_no_more() -> None:
    at = START // LASTS
    for beside, fits in ((-2, False), (-1, True), (0, True), (1, True), (2, False)):
        assert (step_of(SEED, code(SEED, at + beside), START) is not None) == fits, beside
    shown = code(SEED, at)
    assert step_of(SEED, f" {shown[:3]} {shown[3:]} ", START) == at
    for typed in ("", "12345", "æøå", "1234567", shown + "0"):
        assert step_of(SEED, typed, START) is None


async def test_a_code_of_the_app_counts_once_also_for_two_at_the_same_moment(database: Database) -> None:
    own = await account(database)
    shown = code(SEED, START // LASTS)
    both = await asyncio.gather(*(use(database, own, SEED, shown, START) for _ in range(4)))
    assert sorted(both) == [False, False, False, True]
    assert not await use(database, own, SEED, code(SEED, START // LASTS - 1), START), "nor an older one"
    assert await use(database, own, SEED, code(SEED, START // LASTS + 1), START)


async def test_codes_on_paper_count_once_each_and_new_ones_take_their_place(database: Database) -> None:
    own = await account(database)
    async with database.transaction() as db:
        first = await new_codes(db, "b")
    assert len({*first}) == CODES
    both = await asyncio.gather(*(use(database, own, None, first[0], START) for _ in range(4)))
    assert sorted(both) == [False, False, False, True]
    assert await use(database, own, SEED, first[1].upper().replace("-", " "), START)
    assert await second_step.codes_left(database, "b") == CODES - 2
    async with database.reading() as db:
        for one in first:
            assert await db.get(RecoveryCode, ("b", one)) is None, "only hashes are kept"
    async with database.transaction() as db:
        await new_codes(db, "b")
    assert not await use(database, own, SEED, first[2], START)
    assert await second_step.codes_left(database, "b") == CODES


async def test_a_code_on_paper_is_its_owners_alone(database: Database) -> None:
    await account(database)
    async with database.transaction() as db:
        await local.create(db, "c", email="cleo@holbaek.dk", name="", passphrase_hash="h", now=START)
        codes = await new_codes(db, "b")
    for account_id in ("c", "", "nobody"):
        assert not await local.renew_by_code(database, account_id, codes[0], "new", START)
    assert await local.renew_by_code(database, "b", codes[0], "new", START)
    found = await local.find(database, "bo@holbaek.dk")
    assert found is not None and found.passphrase_hash == "new"


def test_what_is_sealed_opens_for_its_owner_alone_and_is_another_each_time() -> None:
    sealing = Sealing([NEW])
    sealed = sealing.close(SEED, "b")
    assert sealing.open(sealed, "b") == SEED
    assert sealing.open(sealed, "c") is None
    assert Sealing([OLD]).open(sealed, "b") is None
    assert sealing.close(SEED, "b") != sealed
    for spoiled in ("", "x", "æ", sealed[:-4], sealed[4:], sealed.swapcase()):
        assert sealing.open(spoiled, "b") is None, spoiled
    with pytest.raises(ValueError):
        sealing.close(b"x" * (LONGEST + 1), "b")


async def test_a_new_secret_of_the_server_takes_nobodys_app_away(database: Database) -> None:
    await account(database)
    async with database.transaction() as db:
        await second_step.turn_on(db, "b", Sealing([OLD]).close(SEED, "b"), 1)
    await second_step.seal_anew(database, Sealing([NEW, OLD]))
    kept = await local.account(database, "b")
    assert kept is not None
    assert Sealing([NEW]).open(kept.totp_secret, "b") == SEED
    assert kept.totp_used == 1
    await second_step.seal_anew(database, Sealing(["a third secret of a proper length"]))
    assert await local.account(database, "b") == kept, "what cannot be opened is left as it is"
