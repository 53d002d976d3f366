"""Rehearsal: simulated phones that take part in the facilitator's own session at a human pace.

`python -m app rehearse CODE --phones 40`. They write offers from the demo's catalogue, place them, and note findings,
each when the open stage lets them; Ctrl-C sends them home.
"""

import asyncio
import random
from collections.abc import Awaitable, Callable
from typing import Any

from app.simulated import SimulatedPhone
from sessions.demo import real_offers

JOIN_TOGETHER = 8  # phones that fill in the join form at the same time

# Seconds that a person thinks between two things they do, at pace 1: shortest and longest.
THINKING: dict[str, tuple[float, float]] = {
    "write_card": (20.0, 90.0),
    "place_card": (6.0, 25.0),
    "note_finding": (40.0, 180.0),
    "wait": (2.0, 6.0),
}
_DISTRICTS = ("Nord", "Syd", "Øst", "Vest", "Midtbyen", "Havnen", "Skovby", "Fjordby", "Ådalen")


async def rehearse(
    address: str,
    code: str,
    phones: int,
    pace: float = 1.0,
    seed: int | None = None,
    say: Callable[[str], None] = print,
) -> None:
    """Let `phones` simulated people take part until cancelled. `pace` 2 is twice as quick as people are.

    Raises `NotLetIn` if the code does not open a session.
    """
    chance = random.Random(seed)  # noqa: S311 - dice, nothing secret
    room = [SimulatedPhone(address, random.Random(chance.random())) for _ in range(phones)]  # noqa: S311
    gate = asyncio.Semaphore(JOIN_TOGETHER)

    async def come_in(phone: SimulatedPhone) -> None:
        async with gate:
            await phone.join(code)
            phone.switch_on()

    await come_in(room[0])  # a wrong code is said once, not forty times
    await asyncio.gather(*(come_in(phone) for phone in room[1:]))
    say(f"{phones} phones are in. Ctrl-C sends them home.")
    try:
        await asyncio.gather(*(Person(phone, pace).take_part() for phone in room))
    finally:
        await asyncio.gather(*(phone.switch_off() for phone in room))


class Person:
    """Someone who holds a phone: does now and then what the open stage lets them."""

    def __init__(self, phone: SimulatedPhone, pace: float) -> None:
        self.phone, self.pace, self.chance = phone, pace, phone.chance
        self.written = 0
        self.will_write = self.chance.randint(2, 6)
        self.will_note = self.chance.choice([0, 0, 1, 1, 2])

    async def take_part(self) -> None:
        """For ever: look at the phone, think, do something."""
        await self.phone.connected.wait()
        while True:
            what, act = self._next()
            await asyncio.sleep(self.chance.uniform(*THINKING[what]) / self.pace)
            await act()

    def _next(self) -> tuple[str, Callable[[], Awaitable[None]]]:
        stage = self.phone.stage
        abilities = stage["abilities"]
        if "note" in abilities and self.will_note and self._cards():
            return "note_finding", self._note_finding
        if "place" in abilities and self._unplaced():
            return "place_card", self._place_card
        # Whoever came after the writing has something to hang up all the same.
        enough = self.will_write if stage["kind"] == "writing" else 1
        if "write" in abilities and self.written < enough and "note" not in abilities:
            return "write_card", self._write_card
        return "wait", self._wait

    def _cards(self) -> list[dict[str, Any]]:
        return self.phone.things("card")

    def _unplaced(self) -> list[dict[str, Any]]:
        return [
            card for card in self.phone.things("own") if card["step_id"] is None and not card["withdrawn"]
        ]

    async def _write_card(self) -> None:
        offer = self.chance.choice(real_offers()).offer
        name = offer.name
        if self.chance.random() < 0.5:
            name = f"{name}, {self.chance.choice(_DISTRICTS)}"
        fields = {**offer.model_dump(), "name": name, "area_id": self.phone.area_id}
        card_id = f"r-{self.chance.getrandbits(64):x}"
        await self.phone.ask("add_card", card_id=card_id, offer=fields)
        self.written += 1

    async def _place_card(self) -> None:
        waiting = self._unplaced()
        if not waiting:
            return  # somebody else has placed it while this one was thinking
        card = self.chance.choice(waiting)
        steps = [step["step_id"] for step in self.phone.picture["session"]["steps"]]
        # Most offers stand low on the staircase; some stand on two steps.
        at = min(int(self.chance.expovariate(1.2) * 1.6), len(steps) - 1)
        others = [steps[at + 1]] if at + 1 < len(steps) and self.chance.random() < 0.2 else []
        await self.phone.ask("move_card", card_id=card["card_id"], step_id=steps[at], other_steps=others)

    async def _note_finding(self) -> None:
        self.will_note -= 1
        cards = self.chance.sample(self._cards(), min(2, len(self._cards())))
        about = " og ".join(f"“{card['name']}”" for card in cards)
        await self.phone.ask(
            "note_finding",
            finding_id=f"r-{self.chance.getrandbits(64):x}",
            form=self.chance.choice(["overlap", "interface", "observation"]),
            text=f"Hvad er forskellen på {about}?"[:500],
            card_ids=[card["card_id"] for card in cards],
        )

    async def _wait(self) -> None:
        """Listen to the others."""
