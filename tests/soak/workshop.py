"""One session with everyone in it: how people come in, and the stages of their day."""

import asyncio
import random
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import cycle
from typing import Any

from app.browsing import Browser
from tests.facilitator import Facilitator
from tests.soak.people import Person, facilitate, touch
from tests.soak.viewers import Console, Viewer, Wall

EXTRA = 2.0  # seconds for each stage that is opened once more
IN_WITHIN = 120.0  # seconds for everyone to connect, on a machine that does other things as well


class Workshop:
    """`browser` is the facilitator's, signed in."""

    def __init__(self, console: Console, wall: Wall, browser: Browser) -> None:
        self.console, self.wall, self.browser = console, wall, browser
        self.phones: list[Viewer] = []

    @property
    def session_id(self) -> str:
        return self.console.session_id

    @property
    def viewers(self) -> list[Viewer]:
        return [self.console, self.wall, *self.phones]

    async def open(self, kind: str) -> None:
        """Open this stage, however long it takes."""
        stages = self.console.picture["session"]["agenda"]
        stage = next(one for one in stages if one["kind"] == kind)
        await self.console.ask("open_stage", stage_id=stage["stage_id"])

    async def hold_the_day(
        self,
        stages: Sequence[tuple[str, float]],
        seconds: float,
        enough: Callable[[], bool],
        *,
        freezing: bool,
    ) -> None:
        """All stages; the liveliest again until it is enough; and if so wished a first freeze, which is taken up."""
        for kind, part in stages:
            await self.open(kind)
            await asyncio.sleep(seconds * part)
        for kind in cycle(("writing", "placing")):
            if enough():
                break
            await self.open(kind)
            await asyncio.sleep(EXTRA)
        if freezing:
            await self.console.ask("freeze")
            await self.console.ask("reopen")

    def people(self, pause: float) -> Iterator[Any]:
        """What they all do, until it is cancelled, with so many seconds between two deeds of one of them."""
        yield facilitate(self.console, pause / 3)
        yield touch(self.wall, pause)
        for phone in self.phones:
            yield Person(phone, pause).take_part()


async def open_workshops(
    sessions: int, phones: int, chance: random.Random, server: str, sign_in_link: str, lines: str
) -> list[Workshop]:
    """So many, each with so many phones, everyone connected through `lines` (an address)."""
    rooms: list[Workshop] = []
    first = Facilitator(server, sign_in_link)
    await first.signs_in()
    for _ in range(sessions):
        ada = Facilitator(server, "")
        ada.browser.cookies.update(first.browser.cookies)
        code = await ada.creates_a_workshop()
        page = await ada.browser.get(f"/console/{ada.session_id}")
        key = re.search(r"/wall/([\w-]+)", page.text)
        assert key is not None
        console, wall = Console(lines, dice(chance)), Wall(lines, dice(chance))
        console.browser.cookies.update(first.browser.cookies)
        console.session_id = wall.session_id = ada.session_id
        wall.key = key[1]
        room = Workshop(console, wall, ada.browser)
        # The first tables have several people, so that some see others' cards and some do not.
        areas = ada.areas[: max(3, phones // 6)]
        for number in range(phones):
            phone = Viewer(lines, dice(chance))
            await phone.join(code, areas[number % len(areas)])
            room.phones.append(phone)
        await ada.goes_home()
        rooms.append(room)
    await come_in(rooms)
    return rooms


async def come_in(rooms: Sequence[Workshop]) -> None:
    """Everyone connects, and has a picture when this returns. Raises `TimeoutError`."""
    for room in rooms:
        for viewer in room.viewers:
            viewer.switch_on()
    async with asyncio.timeout(IN_WITHIN):
        for room in rooms:
            for viewer in room.viewers:
                await viewer.connected.wait()


def dice(chance: random.Random) -> random.Random:
    """Dice of one's own, so that what one does changes nothing for the others."""
    return random.Random(chance.random())
