"""A device in the room: one browser context of its own, that keeps what it was sent and what went wrong on it."""

import asyncio
import json
import os
import re
from typing import Any, Literal

from playwright.async_api import (
    BrowserContext,
    ConsoleMessage,
    Page,
    Response,
    WebError,
    WebSocket,
    expect,
)

SHOTS = os.environ.get("SHOTS", "")  # a folder: then every picture that a test takes is kept there

# Half a minute on two cores that others use as well; what is broken fails all the same, only later.
WAIT = 30_000  # ms
expect.set_options(timeout=WAIT)


class Device:
    """Whoever uses it is a subclass: a phone, the console, the wall."""

    def __init__(self, name: str, context: BrowserContext, page: Page, address: str) -> None:
        self.name = name
        self.context = context
        self.page = page
        self.address = address
        self.frames: list[str] = []  # everything that sockets of this device were sent, in order
        self.sent: list[str] = []  # everything that they sent
        self._wrong: list[str] = []
        self._forgiven: list[str] = []
        context.set_default_timeout(WAIT)
        context.on("console", self._on_console)
        context.on("weberror", self._on_error)
        context.on("response", self._on_response)
        context.on("page", self._listen)
        self._listen(page)

    async def reads_english(self) -> None:
        """As somebody who has chosen English before; for everybody else everything is in Danish."""
        await self.context.add_cookies([{"name": "lang", "value": "en", "url": self.address}])

    # ---- what it heard

    def messages(self, kind: str = "") -> list[dict[str, Any]]:
        """What the sockets were sent, as messages; those of one type, if it is given."""
        heard = [json.loads(frame) for frame in self.frames]
        return [message for message in heard if not kind or message["type"] == kind]

    def things(self, kind: str) -> dict[str, dict[str, Any]]:
        """The things of a kind that this device's newest picture holds, by key."""
        picture: dict[str, dict[str, Any]] = {}
        for message in self.messages():
            if message["type"] == "snapshot":
                picture = {}
            for thing in [*message.get("things", []), *message.get("put", [])]:
                picture[thing["key"]] = thing
            for key in message.get("remove", []):
                picture.pop(key, None)
        return {key: thing for key, thing in picture.items() if thing["kind"] == kind}

    def number(self) -> int:
        """How far in the log this device's picture has come."""
        return max((message["number"] for message in self.messages() if "number" in message), default=0)

    async def has_heard(self, number: int) -> None:
        """Wait until this device's picture has come as far as that."""
        async with asyncio.timeout(WAIT / 1000):
            while self.number() < number:
                await self.page.wait_for_timeout(20)  # lets the browser speak; how often is of no matter

    def was_sent(self, text: str) -> bool:
        """Whether this text was in anything that the sockets were sent, however it was written there."""
        spelled = {json.dumps(text)[1:-1], json.dumps(text, ensure_ascii=False)[1:-1]}
        return any(one in frame for frame in self.frames for one in spelled)

    # ---- what went wrong

    def forgives(self, *patterns: str) -> None:
        """These troubles are meant to happen: regular expressions for what the browser says about them."""
        self._forgiven.extend(patterns)

    def troubles(self) -> list[str]:
        """What the browser complained about, and nobody forgave."""
        return [wrong for wrong in self._wrong if not any(re.search(one, wrong) for one in self._forgiven)]

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning", "assert"):
            self._wrong.append(f"{self.name}: {message.type}: {message.text} ({message.location['url']})")

    def _on_error(self, error: WebError) -> None:
        self._wrong.append(f"{self.name}: uncaught: {error.error}")

    def _on_response(self, response: Response) -> None:
        if response.status >= 500:
            self._wrong.append(f"{self.name}: {response.status} {response.url}")

    def _listen(self, page: Page) -> None:
        page.on("websocket", self._on_socket)

    def _on_socket(self, socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: self.frames.append(_text(frame)))
        socket.on("framesent", lambda frame: self.sent.append(_text(frame)))

    # ---- what everybody can do

    async def goes_to(self, path: str) -> None:
        """Open an address, or a path on our site."""
        await self.page.goto(path if path.startswith("http") else self.address + path)

    async def shows(self, text: str | re.Pattern[str]) -> None:
        """Wait until this stands somewhere on the page, to be seen."""
        await expect(self.page.get_by_text(text).filter(visible=True).first).to_be_visible()

    async def shows_no(self, text: str | re.Pattern[str]) -> None:
        """Wait until this stands nowhere on the page."""
        await expect(self.page.get_by_text(text).filter(visible=True)).to_have_count(0)

    async def presses(self, name: str | re.Pattern[str], *, exact: bool = False) -> None:
        """Press a button, by what it is called."""
        await self.page.get_by_role("button", name=name, exact=exact).click()

    async def opens_a_tab(self) -> Page:
        """A second page on the same device, which becomes the one that is used."""
        self.page = await self.context.new_page()
        return self.page

    async def is_slow(self) -> None:
        """Slow 3G for pages and files. Sockets are not slowed by this: browsers cannot."""
        line = await self.context.new_cdp_session(self.page)
        await line.send(
            "Network.emulateNetworkConditions",
            {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000},
        )

    async def goes_offline(self) -> None:
        self.forgives("net::ERR_INTERNET_DISCONNECTED", "WebSocket connection to")
        await self.context.set_offline(True)

    async def comes_back_online(self) -> None:
        await self.context.set_offline(False)

    async def turns(self, scheme: Literal["light", "dark"]) -> None:
        """As the device's own setting does it."""
        await self.page.emulate_media(color_scheme=scheme)

    async def picture(self, name: str) -> None:
        """Keep a picture of the page, when pictures are wanted (SHOTS=folder)."""
        if SHOTS:
            await self.page.screenshot(path=f"{SHOTS}/{name}.png")


def _text(frame: str | bytes) -> str:
    return frame if isinstance(frame, str) else frame.decode()
