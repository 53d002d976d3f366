"""Spaces are made, renamed and counted; a session moves from one to another."""

import pytest

from board.refusals import Refused
from sessions import accounts, lifecycle, spaces
from sessions.database import Database
from sessions.spaces import Counted
from sessions.tables import HOME
from tests.world import START, setup


async def test_a_space_has_a_name_of_its_own_also_the_first_one(database: Database) -> None:
    await accounts.prepare(database, START)
    holbaek = await spaces.make(database, "  Holbæk   Kommune ", START)
    await spaces.rename(database, HOME, "Roskilde")
    await spaces.rename(database, HOME, "Roskilde")
    assert await spaces.names(database) == {holbaek: "Holbæk Kommune", HOME: "Roskilde"}
    for taken in ("roskilde", "HOLBÆK KOMMUNE"):
        with pytest.raises(Refused, match="name_taken"):
            await spaces.make(database, taken, START)
    with pytest.raises(Refused, match="name_taken"):
        await spaces.rename(database, HOME, "Holbæk kommune")
    for name, code in ((" ", "empty"), ("x" * 81, "too_long")):
        with pytest.raises(Refused, match=code):
            await spaces.make(database, name, START)
    await spaces.rename(database, "unknown", "Lejre")
    assert len(await spaces.all_spaces(database)) == 2


async def test_a_session_moves_with_what_is_counted(database: Database) -> None:
    await accounts.prepare(database, START)
    holbaek = await spaces.make(database, "Holbæk", START)
    await lifecycle.create(database, setup(), session_id="s", facilitator_id="ada", now=START)
    assert [one.workshops for one in await spaces.all_spaces(database)] == [1, 0]
    await spaces.move(database, "s", "unknown")
    await spaces.move(database, "s", holbaek)
    assert await spaces.all_spaces(database, [holbaek]) == [Counted(holbaek, "Holbæk", 0, 1)]
    session = await lifecycle.find(database, "s")
    assert session is not None
    assert (session.space_id, session.owner_id) == (holbaek, "ada")
