"""Promises 1 and 2: phones write while the server is killed again and again. Nothing is lost, nothing counts twice."""

import asyncio
import random
from collections import Counter
from typing import Any

from app.simulated import SimulatedPhone
from board.events import CardAdded, Entry
from board.fold import replay
from sessions.database import Database
from sessions.log import StoredLog
from tests.facilitator import Facilitator
from tests.serving import throwaway_server

PHONES, CARDS = 30, 12
KILLS = {"1": 10, "2": 3}  # by the number of workers; each start takes longer with more


async def test_what_was_confirmed_is_there_and_everything_is_there_once(settings: dict[str, str]) -> None:
    chance = random.Random(20261122)
    kills = KILLS[settings.get("workers", "1")]
    with throwaway_server(**settings) as server:
        ada = Facilitator(server.address, server.sign_in_link)
        await ada.signs_in()
        code = await ada.creates_a_workshop()
        await ada.opens("writing")
        await ada.goes_home()
        phones = [SimulatedPhone(server.address, random.Random(number)) for number in range(PHONES)]
        for number, phone in enumerate(phones):
            await phone.join(code, ada.areas[number % len(ada.areas)])
            phone.switch_on()

        confirmed: dict[
            str, int
        ] = {}  # card to the number that its phone was told, as soon as it shows "gemt"
        writing = [
            asyncio.create_task(write(phone, number, confirmed)) for number, phone in enumerate(phones)
        ]
        confirmed_before_kills = []
        for _ in range(kills):
            # In the middle of the writing, also where phones take long to come back.
            so_far = len(confirmed)
            while len(confirmed) == so_far < PHONES * CARDS:
                await asyncio.sleep(0.01)
            await asyncio.sleep(chance.uniform(0.0, 0.5))
            await asyncio.to_thread(server.kill)
            confirmed_before_kills.append(len(confirmed))
            await asyncio.to_thread(server.start)
        async with asyncio.timeout(60):
            await asyncio.gather(*writing)
            for phone in phones:
                await phone.connected.wait()
        await everyone_is_current(phones)
        own = [{thing["card_id"] for thing in phone.things("own")} for phone in phones]
        await asyncio.gather(*(phone.switch_off() for phone in phones))
        server.stop()
        entries = await stored(settings["database_url"], phones[0].session_id)
        server.start()  # and it opens what the kills have left

    assert any(0 < count < PHONES * CARDS for count in confirmed_before_kills), (
        "the kills came before or after everything was written"
    )
    assert [entry.number for entry in entries] == list(range(1, len(entries) + 1))
    added = [
        event.card.card_id for entry in entries for event in entry.events if isinstance(event, CardAdded)
    ]
    asked = {card_id(number, turn) for number in range(PHONES) for turn in range(CARDS)}
    assert Counter(added) == Counter(asked), "a card was lost, or counted twice"
    where = {
        event.card.card_id: entry.number
        for entry in entries
        for event in entry.events
        if isinstance(event, CardAdded)
    }
    assert confirmed == where, "a phone was told another number than the one that was stored"
    assert set(replay(entries).cards) == asked
    assert own == [{card_id(number, turn) for turn in range(CARDS)} for number in range(PHONES)]


async def write(phone: SimulatedPhone, number: int, confirmed: dict[str, int]) -> None:
    """Lay cards one after the other, without waiting for an answer."""
    answers: list[Any] = []
    for turn in range(CARDS):
        await asyncio.sleep(phone.chance.uniform(0.0, 0.9))
        offer = {"name": f"Tilbud {turn} fra telefon {number}", "area_id": phone.area_id}
        card = card_id(number, turn)
        answer = phone.ask("add_card", card_id=card, offer=offer)
        answer.add_done_callback(
            lambda done, card=card: confirmed.setdefault(card, done.result().get("number", -1))
        )
        answers.append(answer)
    await asyncio.gather(*answers)


def card_id(number: int, turn: int) -> str:
    return f"k{number}-{turn}"


async def everyone_is_current(phones: list[SimulatedPhone]) -> None:
    """Wait until each phone shows all of its own cards."""
    async with asyncio.timeout(60):
        while any(len(phone.things("own")) < CARDS for phone in phones):
            await asyncio.sleep(0.05)


async def stored(url: str, session_id: str) -> list[Entry]:
    """The session's log, read from the database."""
    database = Database(url)
    log = StoredLog(database)
    try:
        return list(await log.since(session_id, 0))
    finally:
        await log.close()
        await database.close()
