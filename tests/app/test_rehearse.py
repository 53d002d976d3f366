"""Rehearsal: simulated people take part in the facilitator's own session, each when the open stage lets them."""

import asyncio
from contextlib import suppress
from typing import Any

import pytest

from app.rehearse import rehearse
from app.simulated import NotLetIn
from tests.app.site import Ada

PHONES = 6

Picture = dict[str, dict[str, Any]]


def things(picture: Picture, kind: str) -> list[dict[str, Any]]:
    return [thing for thing in picture.values() if thing["kind"] == kind]


async def test_people_write_place_and_note_as_the_day_goes_on(ada: Ada) -> None:
    said: list[str] = []
    async with ada.console() as console:
        await console.ask("open_stage", stage_id="writing")
        going = asyncio.create_task(
            rehearse(ada.site.address, ada.code, PHONES, pace=400.0, seed=1, say=said.append)
        )
        try:
            await console.sees(lambda picture: len(things(picture, "card")) >= PHONES)
            assert not any(card["step_id"] for card in things(console.picture, "card"))
            await console.ask("open_stage", stage_id="placing")
            await console.sees(lambda picture: any(card["step_id"] for card in things(picture, "card")))
            await console.ask("open_stage", stage_id="reflection")
            await console.sees(lambda picture: bool(things(picture, "finding")))
        finally:
            going.cancel()
            with suppress(asyncio.CancelledError):
                await going
    assert said == [f"{PHONES} phones are in. Ctrl-C sends them home."]
    room = await ada.site.parts.hub.room(ada.session_id)
    assert len(room.board.people) == PHONES


async def test_a_code_that_opens_nothing_is_said_once(ada: Ada) -> None:
    with pytest.raises(NotLetIn):
        await rehearse(ada.site.address, "CCCCCC", PHONES)
