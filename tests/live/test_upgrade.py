"""Promise 2 when the server is stopped on purpose: an upgrade in the middle of the writing costs a moment's pause."""

import asyncio
import random
import sqlite3
import time
from collections import Counter

import websockets

from app.simulated import SimulatedPhone
from board.events import CardAdded
from tests.facilitator import Facilitator
from tests.live.test_kill import CARDS, card_id, stored, write
from tests.serving import IN_TIME, STOP_WITHIN, throwaway_server

PHONES, UPGRADES = 12, 2


async def test_an_upgrade_under_load_loses_nothing_and_tells_everybody_to_come_back(
    settings: dict[str, str],
) -> None:
    """B4: what was accepted is stored, the sockets close with `come_back`, the process ends within five seconds."""
    with throwaway_server(**settings) as server:
        ada = Facilitator(server.address, server.sign_in_link)
        await ada.signs_in()
        code = await ada.creates_a_workshop()
        await ada.opens("writing")
        phones = [SimulatedPhone(server.address, random.Random(number)) for number in range(PHONES)]
        for number, phone in enumerate(phones):
            await phone.join(code, ada.areas[number % len(ada.areas)])
            phone.switch_on()
        confirmed: dict[str, int] = {}
        writing = [
            asyncio.create_task(write(phone, number, confirmed)) for number, phone in enumerate(phones)
        ]
        for turn in range(UPGRADES):
            await asyncio.sleep(1.5)
            line = ada._line
            began = time.monotonic()
            await asyncio.to_thread(server.stop)
            assert time.monotonic() - began < IN_TIME
            told = set(confirmed)
            entries = await stored(settings["database_url"], phones[0].session_id)
            kept = {
                event.card.card_id
                for entry in entries
                for event in entry.events
                if isinstance(event, CardAdded)
            }
            assert told <= kept, "a phone was told “gemt” of what is not stored"
            if turn == 0:
                assert line is not None
                await line.wait_closed()
                assert (line.close_code, line.close_reason) == (1012, "come_back")
            await asyncio.to_thread(server.start)
        async with asyncio.timeout(60):
            await asyncio.gather(*writing)
        await asyncio.gather(*(phone.switch_off() for phone in phones))
        entries = await stored(settings["database_url"], phones[0].session_id)
        complaints = server.complaints()
    added = Counter(
        event.card.card_id for entry in entries for event in entry.events if isinstance(event, CardAdded)
    )
    assert added == Counter(card_id(number, turn) for number in range(PHONES) for turn in range(CARDS))
    assert not complaints


async def test_a_stop_is_in_time_although_the_database_takes_nothing_any_more() -> None:
    with throwaway_server() as server:
        ada = Facilitator(server.address, server.sign_in_link)
        await ada.signs_in()
        await ada.creates_a_workshop()
        holder = sqlite3.connect(server.data / "tilbudstrappen.db", isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        await ada.says("add_card", card_id="k1", offer={"name": "Tilbud", "area_id": ada.areas[0]})
        await asyncio.sleep(0.2)
        began = time.monotonic()
        process = server._process
        assert process is not None
        process.terminate()
        await asyncio.to_thread(process.wait, STOP_WITHIN)
        assert time.monotonic() - began < IN_TIME
        holder.close()
        assert ada._line is not None
        with_reason = await _closing(ada._line)
        assert with_reason == (1012, "come_back")
        assert "card:k1" not in ada.picture, "it was shown and is not stored"


async def _closing(line: websockets.ClientConnection) -> tuple[int | None, str | None]:
    await line.wait_closed()
    return line.close_code, line.close_reason
