"""The room: a server, one browser program, and the people in it, each with a device of their own."""

import http.client
import urllib.parse
from contextlib import suppress
from typing import Any, TypeVar

from playwright.async_api import Browser, BrowserContext, Playwright
from playwright.async_api import Error as PlaywrightError

from tests.browser.console import Console
from tests.browser.device import Device
from tests.browser.phone import Phone
from tests.browser.wall import Wall
from tests.serving import Server

D = TypeVar("D", bound=Device)

# Who holds what. All three kinds of phone behave differently in small things: width, pixels, touch.
PHONES = {"Ben": "Pixel 7", "Cleo": "iPhone 14", "Dina": "Galaxy S9+"}


class Room:
    """Lets people in, and at the end asks whether anything went wrong on any device."""

    def __init__(self, playwright: Playwright, chromium: Browser, server: Server) -> None:
        self.server = server
        self._playwright = playwright
        self._chromium = chromium
        self._devices: list[Device] = []

    # ---- people

    async def ada(self, *, signed_in: bool = True, name: str = "Ada", **options: Any) -> Console:
        """The facilitator, with a laptop."""
        context = await self._context(viewport={"width": 1440, "height": 900}, **options)
        if signed_in:
            for cookie, value in sign_in(self.server).items():
                await context.add_cookies([{"name": cookie, "value": value, "url": self.server.address}])
        return self._in(Console(name, context, await context.new_page(), self.server.address))

    async def phone(self, name: str, device: str = "", **options: Any) -> Phone:
        """Somebody with a phone."""
        about = dict(self._playwright.devices[device or PHONES.get(name, "Pixel 7")])
        about.pop("default_browser_type", None)
        context = await self._context(**{**about, **options})
        return self._in(Phone(name, context, await context.new_page(), self.server.address))

    async def wall(self, **options: Any) -> Wall:
        """The projector, or a large screen that can be touched."""
        context = await self._context(viewport={"width": 1920, "height": 1080}, has_touch=True, **options)
        return self._in(Wall("Wall", context, await context.new_page(), self.server.address))

    async def anybody(self, **options: Any) -> Device:
        """A browser that nobody has used before."""
        context = await self._context(**options)
        return self._in(Device("anybody", context, await context.new_page(), self.server.address))

    async def _context(self, **options: Any) -> BrowserContext:
        return await self._chromium.new_context(
            **{"locale": "da-DK", "timezone_id": "Europe/Copenhagen", "reduced_motion": "reduce", **options}
        )

    def _in(self, device: D) -> D:
        self._devices.append(device)
        return device

    # ---- the end

    async def pictures(self, name: str) -> None:
        """Of every screen in the room, when pictures are wanted (SHOTS=folder)."""
        for device in self._devices:
            with suppress(PlaywrightError):
                await device.picture(f"{name}-{device.name}")

    async def closes(self) -> None:
        """Everybody goes home. Fails if a browser complained about anything, or the server about itself."""
        # Before that: a socket that is cut off by a closing window is no trouble of anybody's.
        troubles = [trouble for device in self._devices for trouble in device.troubles()]
        for device in self._devices:
            with suppress(PlaywrightError):  # a test may have closed it already
                await device.context.close()
        complaints = self.server.complaints()
        assert not troubles, "\n".join(troubles)
        assert not complaints, complaints


_signed_in: dict[str, dict[str, str]] = {}


def sign_in(server: Server) -> dict[str, str]:
    """A facilitator's cookies, made once for each server."""
    if server.address not in _signed_in:
        path = urllib.parse.urlsplit(server.sign_in_link).path
        line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
        line.request("POST", path, headers={"Origin": server.origin})
        answer = line.getresponse()
        answer.read()
        line.close()
        pairs = (
            cookie.split(";")[0].partition("=")[::2] for cookie in answer.headers.get_all("set-cookie", [])
        )
        _signed_in[server.address] = dict(pairs)
    return _signed_in[server.address]
