"""A simulated phone: joins like a browser, keeps what it asks until it is confirmed, comes back by itself.

Rehearsals and tests use the same one. It follows board/PROTOCOL.md and knows nothing that a browser would not.
"""

import asyncio
import contextlib
import json
import random
import re
import secrets
import urllib.parse
from collections.abc import Callable, Mapping
from typing import Any

import websockets
from websockets.asyncio.client import ClientConnection

from app.browsing import Browser

PING_AFTER = 5.0  # seconds of silence (E1)
DEAD_AFTER = 10.0
RESEND = 2.0  # seconds between two looks at what is still unanswered

Answer = Mapping[str, Any]


class NotLetIn(Exception):
    """The join page did not let this phone in; the text is what it said."""


class SimulatedPhone:
    """One person with one phone. `unanswered` is what was asked and not confirmed yet, by command id."""

    def __init__(self, address: str, chance: random.Random | None = None) -> None:
        self.browser = Browser(address.rstrip("/"))
        self.chance = chance or random.Random()  # noqa: S311 - a rehearsal's dice, nothing secret
        self.session_id = ""
        self.area_id = ""
        self.picture: dict[str, Any] = {}
        self.number = 0
        self.connected = asyncio.Event()
        self.unanswered: dict[str, dict[str, Any]] = {}
        self.received: list[str] | None = None  # set to a list to keep everything that was sent to this phone
        self.on_change: Callable[[], None] = lambda: None
        self._answers: dict[str, asyncio.Future[Answer]] = {}
        self._waiting: set[str] = set()  # sent on this line, or refused in passing
        self._line: ClientConnection | None = None
        self._running: asyncio.Task[None] | None = None

    # ---- coming in

    async def join(self, code: str, area_id: str = "", name: str = "") -> None:
        """Go in with a code, at this table or any. Raises `NotLetIn` if the page says no."""
        path = f"/j/{urllib.parse.quote(''.join(code.split()))}"
        if not area_id:
            page = await self.browser.get(path)
            areas = page.choices("area")
            if not areas:
                raise NotLetIn(_plain(page.text))
            area_id = self.chance.choice(areas)
        page = await self.browser.post(path, [("area", area_id), ("name", name)])
        place = page.headers.get("location", "")
        found = re.search(r"/phone/([^/?#]+)", place)
        if page.status != 303 or found is None:
            raise NotLetIn(_plain(page.text) or f"{page.status} {place}")
        self.session_id, self.area_id = found[1], area_id

    # ---- the line

    @property
    def line_path(self) -> str:
        """Where its socket is."""
        return f"/live/1/{self.session_id}/participant"

    def switch_on(self) -> None:
        """Connect, and come back whenever the line is lost, until `switch_off`."""
        if self._running is None or self._running.done():
            self._running = asyncio.create_task(self._run())

    async def switch_off(self) -> None:
        """Stop at once, as when the battery is empty. What was asked and not confirmed is kept."""
        if self._running is not None:
            self._running.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._running
        self._running = None

    async def _run(self) -> None:
        pause = 0.1
        while True:
            try:
                await self._talk()
            except (OSError, websockets.WebSocketException, TimeoutError):
                pause = 0.1 if self.connected.is_set() else min(pause * 2, 5.0)
            finally:
                self.connected.clear()
                self._line = None
            await asyncio.sleep(pause * self.chance.uniform(0.5, 1.5))

    async def _talk(self) -> None:
        place = f"ws{self.browser.address.removeprefix('http')}{self.line_path}"
        async with websockets.connect(
            place,
            additional_headers={"Cookie": self.browser.cookie},
            origin=websockets.Origin(self.browser.origin),
            compression=None,
            open_timeout=10,
            ping_interval=None,  # the protocol has its own heartbeat
            max_size=None,
            close_timeout=1,
        ) as line:
            self._line = line
            self._waiting.clear()
            resending = asyncio.create_task(self._resend_for_ever())
            try:
                while True:
                    self._hear(await self._receive(line))
            finally:
                resending.cancel()

    async def _receive(self, line: ClientConnection) -> str:
        try:
            async with asyncio.timeout(PING_AFTER):
                return str(await line.recv())
        except TimeoutError:
            await line.send('{"type": "ping"}')
        async with asyncio.timeout(DEAD_AFTER - PING_AFTER):
            return str(await line.recv())

    def _hear(self, text: str) -> None:
        if self.received is not None:
            self.received.append(text)
        message = json.loads(text)
        match message["type"]:
            case "snapshot":
                self.picture = {thing["key"]: thing for thing in message["things"]}
                self.number = message["number"]
                self.connected.set()
                self._send_all()
            case "update":
                self.picture.update({thing["key"]: thing for thing in message["put"]})
                for key in message["remove"]:
                    self.picture.pop(key, None)
                self.number = message["number"]
                if any(thing["kind"] == "stage" for thing in message["put"]):
                    self._send_all()  # what was refused in passing may be welcome now
            case "accepted":
                self._answered(message["id"], message)
            case "refused" if not message["passing"]:
                self._answered(message["id"], message)
        self.on_change()

    # ---- asking

    def ask(self, command: str, **fields: Any) -> asyncio.Future[Answer]:
        """Ask for something. It is kept and sent again until it is accepted, or refused for good (C4)."""
        command_id = secrets.token_urlsafe(12)
        self.unanswered[command_id] = {"type": command, "id": command_id, **fields}
        self._answers[command_id] = asyncio.get_running_loop().create_future()
        self._send_all()
        return self._answers[command_id]

    def _answered(self, command_id: str, message: Answer) -> None:
        self.unanswered.pop(command_id, None)
        waiting = self._answers.pop(command_id, None)
        if waiting is not None and not waiting.done():
            waiting.set_result(message)

    async def _resend_for_ever(self) -> None:
        while True:
            await asyncio.sleep(RESEND)
            self._waiting.clear()
            self._send_all()

    def _send_all(self) -> None:
        for command_id, command in self.unanswered.items():
            if self._line is not None and self.connected.is_set() and command_id not in self._waiting:
                self._waiting.add(command_id)
                sending = asyncio.create_task(self._send(json.dumps(command)))
                _sending.add(sending)
                sending.add_done_callback(_sending.discard)

    async def _send(self, text: str) -> None:
        if self._line is not None:
            with contextlib.suppress(websockets.ConnectionClosed):
                await self._line.send(text)

    # ---- what it shows

    @property
    def stage(self) -> dict[str, Any]:
        """The open stage as the agenda describes it, with what may be done now."""
        now = self.picture["stage"]
        planned = next(one for one in self.picture["session"]["agenda"] if one["stage_id"] == now["stage_id"])
        return {**planned, **now, "kind": planned["kind"]}

    def things(self, kind: str) -> list[dict[str, Any]]:
        """All things of a kind in this phone's picture."""
        return [thing for thing in self.picture.values() if thing["kind"] == kind]


_sending: set[asyncio.Task[None]] = set()  # a task that nobody holds may be collected in mid-send


def _plain(page: str) -> str:
    """What an error page says, in one line."""
    found = re.search(r'class="[^"]*(?:bad|error)[^"]*"[^>]*>(.*?)</(?:p|span|div)>', page, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", found[1] if found else "").split())
