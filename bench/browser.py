"""The front end in a real Chromium: a phone's first visit over slow 3G, and the staircase in a burst of moves."""

import asyncio
from collections.abc import Sequence

from playwright.async_api import Browser

from bench import server
from bench.browser_phone import by_address, by_qr
from bench.browser_program import Console, Links, chromium
from bench.browser_wall import MOVES, Burst, bursts
from bench.figure import Asked, Figure, note
from bench.server import Measured
from bench.workshop import Plan

NAME = "browser"
WALL, CONSOLE = 300, 150  # cards …
PEOPLE = 20  # … that so many have written
SLOW_PHONE = 4  # times slower than this machine


def figures(asked: Asked) -> list[Figure]:
    """The phone's weight and time to its first word; frames of wall and console."""
    note("Chromium is headless and draws without a GPU, on the cores that the server uses as well")
    plans = [
        Plan(people=2 * asked.repeat, cards=0),
        Plan(people=PEOPLE, cards=WALL, placed=True),
        Plan(people=PEOPLE, cards=CONSOLE, placed=True),
    ]
    with server.product(*plans) as product:
        return asyncio.run(_measure(product, asked))


async def _measure(product: Measured, asked: Asked) -> list[Figure]:
    async with chromium() as browser:
        return [
            *await _phone(browser, product, asked),
            *await _wall(browser, product, asked),
            *await _console(browser, product, asked),
        ]


async def _phone(browser: Browser, product: Measured, asked: Asked) -> list[Figure]:
    workshop = product.workshops[0]
    facilitator = await Console.of(product, workshop.console)
    await facilitator.asks({"type": "open_stage", "stage_id": "writing"})
    facilitator.line.hang_up()
    join = (await Links.of(product, workshop)).join
    turns = range(asked.repeat)
    whole = [await by_qr(browser, product, join) for _ in turns]
    alone = [await by_address(browser, product, workshop, 2 * turn) for turn in turns]
    slow = [await by_address(browser, product, workshop, 2 * turn + 1, slower=SLOW_PHONE) for turn in turns]
    return [
        Figure("phone, first visit from the QR code on", "KB", [visit.weight for visit in whole], 60.0),
        Figure("phone page alone", "KB", [visit.weight for visit in alone], 60.0),
        Figure("what its socket brings meanwhile", "KB", [visit.socket / 1000 for visit in alone]),
        Figure("slow 3G: QR code to name and area", "s", [visit.joining for visit in whole], 2.0),
        Figure("slow 3G: from “Gå ind” to the first card", "s", [visit.writing for visit in whole], 2.0),
        Figure("slow 3G: phone page to the first card", "s", [visit.writing for visit in alone], 2.0),
        Figure(f"the same, processor {SLOW_PHONE} times slower", "s", [visit.writing for visit in slow]),
    ]


async def _wall(browser: Browser, product: Measured, asked: Asked) -> list[Figure]:
    workshop = product.workshops[1]
    path = (await Links.of(product, workshop)).wall
    found = await bursts(browser, product, workshop, path, (1920, 1080), asked.repeat)
    return _frames(f"projector, {WALL} cards, {MOVES} moves", found, 50.0)


async def _console(browser: Browser, product: Measured, asked: Asked) -> list[Figure]:
    workshop = product.workshops[2]
    path = f"/console/{workshop.session_id}"
    found = await bursts(browser, product, workshop, path, (1440, 900), asked.few)
    return _frames(f"console, {CONSOLE} cards, {MOVES} moves", found, None)


def _frames(name: str, found: Sequence[Burst], aim: float | None) -> list[Figure]:
    return [
        Figure(f"{name}: longest frame", "ms", [burst.frame for burst in found], aim),
        Figure(f"{name}: its CPU", "ms", [burst.cpu for burst in found]),
        Figure(f"{name}: longest wait", "ms", [burst.wait for burst in found]),
    ]
