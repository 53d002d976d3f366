"""The whole site in the test's own event loop, on a free port; and the people who use it, in the ways that they do."""

import asyncio
import itertools
import json
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx2
import pytest
import websockets
from websockets.asyncio.client import ClientConnection

from app.main import create_app
from app.parts import Parts, now
from app.serving import Server, listen
from app.settings import Settings
from sessions import signin
from tests.sqlite import set_up

PATIENCE = 60.0  # seconds to wait for what must come; the machine may be shared with anybody

_ids = itertools.count(1)


class Site:
    """A running server with its parts in reach."""

    def __init__(self, server: Server, port: int, parts: Parts) -> None:
        self.server, self.port, self.parts = server, port, parts
        self._browsers: list[httpx2.AsyncClient] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def browser(self, **options: Any) -> httpx2.AsyncClient:
        """Somebody's browser: keeps cookies, follows redirects."""
        # Nothing here is encrypted, and reading whom to trust takes as long as some pages.
        always = {"base_url": self.address, "follow_redirects": True, "timeout": PATIENCE, "verify": False}
        browser = httpx2.AsyncClient(**{**always, **options})
        self._browsers.append(browser)
        return browser

    async def close(self) -> None:
        """Close all browsers."""
        for browser in self._browsers:
            await browser.aclose()

    async def sign_in_path(self) -> str:
        return f"/sign-in/{await signin.new_link(self.parts.database, now())}"

    @asynccontextmanager
    async def line(
        self, path: str, browser: httpx2.AsyncClient | None = None, **options: Any
    ) -> AsyncIterator["Line"]:
        """A socket, opened with this browser's cookies."""
        headers = {"Cookie": cookies(browser)} if browser is not None else {}
        async with websockets.connect(
            f"ws://127.0.0.1:{self.port}{path}",
            additional_headers=headers,
            **{"origin": self.address, "compression": None, "max_size": None, "max_queue": None, **options},
        ) as socket:
            yield Line(socket)


def cookies(browser: httpx2.AsyncClient) -> str:
    return "; ".join(f"{name}={value}" for name, value in browser.cookies.items())


class Line:
    """One socket and everything that was sent on it."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.heard: list[dict[str, Any]] = []
        self.texts: list[str] = []
        self.picture: dict[str, dict[str, Any]] = {}

    async def hear(self) -> dict[str, Any]:
        """The next message."""
        async with asyncio.timeout(PATIENCE):
            text = await self.socket.recv()
        assert isinstance(text, str)
        message: dict[str, Any] = json.loads(text)
        self.texts.append(text)
        self.heard.append(message)
        for thing in [*message.get("things", ()), *message.get("put", ())]:
            self.picture[thing["key"]] = thing
        for key in message.get("remove", ()):
            self.picture.pop(key, None)
        return message

    async def until(self, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Listen until such a message comes."""
        while not wanted(message := await self.hear()):
            pass
        return message

    async def sees(self, wanted: Callable[[dict[str, dict[str, Any]]], bool]) -> None:
        """Listen until the picture shows it."""
        while not wanted(self.picture):
            await self.hear()

    async def say(self, type_: str, **fields: Any) -> str:
        """Send a message; its id."""
        id_ = str(fields.pop("id", f"c{next(_ids)}"))
        await self.socket.send(json.dumps({"type": type_, "id": id_, **fields}))
        return id_

    async def ask(self, type_: str, **fields: Any) -> dict[str, Any]:
        """Send a command and wait for its answer."""
        id_ = await self.say(type_, **fields)
        return await self.until(lambda message: message.get("id") == id_)

    async def closed(self) -> tuple[int, str]:
        """Listen until the server closes; the code and the reason."""
        with pytest.raises(websockets.ConnectionClosed) as closed:
            await self.until(lambda _: False)
        assert closed.value.rcvd is not None, "cut without a close frame"
        return closed.value.rcvd.code, closed.value.rcvd.reason


class Ada:
    """A facilitator who is signed in, with one workshop."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.browser = site.browser()
        self.session_id = self.code = self.projector = self.join_path = ""

    async def signs_in(self) -> None:
        await self.browser.post(await self.site.sign_in_path())

    async def plans(self, **fields: Any) -> None:
        """A workshop with two areas and six steps; open for joining."""
        form = {
            "title": "Børn og unge 0-18 år",
            "date": "2026-11-22",
            "scope": "broad",
            "law": "barnets_lov",
            "areas": ["skole", "ppr"],
            "staircase": "socialstyrelsen",
            "agenda": "handbook",
        }
        made = await self.browser.post("/workshops/new", data={**form, **fields})
        assert made.status_code == 200, made.text
        self.session_id = made.url.path.rsplit("/", 1)[1]
        data = json.loads(one(r'<script type="application/json" id="data">(.*?)</script>', made.text))
        self.code = one(r'data-code="(.*?)"', made.text).replace(" ", "")
        self.projector = data["projector"]
        self.join_path = "/q/" + data["join"].rsplit("/", 1)[1]

    @property
    def live(self) -> str:
        return f"/live/1/{self.session_id}/facilitator"

    @property
    def phones_live(self) -> str:
        return f"/live/1/{self.session_id}/participant"

    @property
    def wall_live(self) -> str:
        return f"/live/1/wall/{self.projector.rsplit('/', 1)[1]}"

    @asynccontextmanager
    async def console(self) -> AsyncIterator[Line]:
        async with self.site.line(self.live, self.browser) as line:
            await line.hear()
            yield line

    async def opens(self, stage_id: str) -> None:
        async with self.console() as line:
            assert (await line.ask("open_stage", stage_id=stage_id))["type"] == "accepted"

    async def joins(self, name: str, area_id: str = "skole") -> httpx2.AsyncClient:
        """A phone that has come in."""
        phone = self.site.browser()
        page = await phone.post(self.join_path, data={"name": name, "area": area_id, "was": "no"})
        assert page.url.path == f"/phone/{self.session_id}", page.text
        return phone


def one(pattern: str, text: str) -> str:
    """What the group of the pattern stands for in the text."""
    found = re.search(pattern, text, re.DOTALL)
    assert found is not None, f"{pattern} is not in: {text[:2000]}"
    return found[1]


@asynccontextmanager
async def running(folder: Path, *, direct: bool = True, **settings: Any) -> AsyncIterator[Site]:
    """The site, served until the block ends; then it stops as it does on SIGTERM.

    Not `direct`: with uvicorn's own WebSocket protocol, as under any other server.
    """
    chosen = Settings(
        **{"port": 0, "data": folder, "secret": "only for tests, only for tests, only", **settings}
    )
    if not chosen.database_url and not (place := folder / "tilbudstrappen.db").exists():
        await set_up(place)
    app = create_app(chosen)
    listening = listen(chosen)
    started = asyncio.Event()
    server = Server(app, started.set)
    if not direct:
        server.config.ws = "websockets-sansio"
    serving = asyncio.create_task(server.serve([listening]))
    waiting = asyncio.create_task(started.wait())
    await asyncio.wait([serving, waiting], return_when=asyncio.FIRST_COMPLETED)
    if serving.done():
        serving.result()
    site = Site(server, listening.getsockname()[1], app.state.parts)
    try:
        yield site
    finally:
        await site.close()
        server.should_exit = True
        await serving


def card(card_id: str, name: str = "Lektiecafé", area_id: str = "skole") -> dict[str, Any]:
    """The fields of a new card."""
    return {"card_id": card_id, "offer": {"name": name, "area_id": area_id}}
