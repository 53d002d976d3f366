"""Debian's Chromium for the figures, as the browser tests start it: headless and without a GPU, so that everything is
drawn by the processor, the server's machine and the browser's being one.
"""

import asyncio
import json
import os
import re
import shutil
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from playwright.async_api import Browser, BrowserContext, async_playwright

from app.browsing import Browser as Fetching
from bench.line import Line, connect
from bench.pace import command_id
from bench.server import Measured
from bench.workshop import Door, Workshop
from tools.node import node

ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
ANSWER_WITHIN = 10.0  # seconds


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """A browser with all cores: it is many processes, and has a machine of its own in life."""
    program = shutil.which("chromium")
    if program is None:
        raise RuntimeError("Chromium is missing; `make test` as root installs it.")
    # Playwright's own Node needs a library that a minimal Debian lacks.
    os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(node()))
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, range(os.cpu_count() or 1))
    try:
        async with (
            async_playwright() as running,
            await running.chromium.launch(executable_path=program, args=ARGUMENTS) as browser,
        ):
            yield browser
    finally:
        os.sched_setaffinity(0, before)


async def come_in(browser: Browser, product: Measured, door: Door | None, **options: Any) -> BrowserContext:
    """A browser that nobody has used before, with this person's cookies: nothing is in its cache."""
    context = await browser.new_context(locale="da-DK", timezone_id="Europe/Copenhagen", **options)
    if door:
        for cookie in door[1].split("; "):
            name, _, value = cookie.partition("=")
            await context.add_cookies([{"name": name, "value": value, "url": product.address}])
    return context


@dataclass(frozen=True)
class Links:
    """What the console's page tells others to open, as paths."""

    wall: str
    join: str

    @classmethod
    async def of(cls, product: Measured, workshop: Workshop) -> "Links":
        name, _, value = workshop.console[1].partition("=")
        fetching = Fetching(product.address, {name: value})
        page = (await fetching.get(f"/console/{workshop.session_id}")).text
        wall, join = re.search(r"/wall/[\w-]+", page), re.search(r"/q/[\w-]+", page)
        assert wall is not None, page[:300]
        assert join is not None, page[:300]
        return cls(wall[0], join[0])


class Console:
    """The facilitator's line: asks, and knows the cards and the steps of the staircase."""

    line: Line

    def __init__(self) -> None:
        self.steps: list[str] = []
        self.cards: list[str] = []
        self._answered = 0
        self._changed = asyncio.Event()

    @classmethod
    async def of(cls, product: Measured, door: Door) -> "Console":
        """Connected, with the first picture."""
        console = cls()
        console.line = await connect(product.port, door[0], console._heard, door[1])
        await console._until(lambda: bool(console.steps))
        return console

    async def asks(self, *commands: Mapping[str, object]) -> None:
        """Send them all at once, and wait until the last is stored. A refusal is a fault of whoever asked."""
        wanted = self._answered + len(commands)
        for command in commands:
            self.line.say(json.dumps({"id": command_id(), **command}).encode())
        await self._until(lambda: self._answered >= wanted)

    def _heard(self, line: Line, payload: bytes) -> None:
        message = json.loads(payload)
        assert message["type"] != "refused", message
        if message["type"] == "snapshot":
            plan = next(thing for thing in message["things"] if thing["kind"] == "session")
            self.steps = [step["step_id"] for step in plan["steps"]]
            self.cards = [thing["card_id"] for thing in message["things"] if thing["kind"] == "card"]
        self._answered += message["type"] == "accepted"
        self._changed.set()

    async def _until(self, is_so: Callable[[], bool]) -> None:
        async with asyncio.timeout(ANSWER_WITHIN):
            while not is_so():
                self._changed.clear()
                await self._changed.wait()
