"""A facilitator for tests and figures: signs in, creates a workshop, opens stages, all by the ways that people use."""

import asyncio
import json
import re
import secrets
from collections.abc import Callable, Mapping
from typing import Any

import websockets
from websockets.asyncio.client import ClientConnection

from app.browsing import Browser


class Facilitator:
    """Ada, at the console of one session."""

    def __init__(self, address: str, sign_in_link: str) -> None:
        self.browser = Browser(address)
        self._sign_in = sign_in_link.removeprefix(address)
        self.areas: list[str] = []
        self.session_id = ""
        self.picture: dict[str, Any] = {}
        self.presence: dict[str, Any] = {}
        self.doors = 0  # how often this console heard that the door has changed
        self._line: ClientConnection | None = None
        self._listening: asyncio.Task[None] | None = None
        self._changed = asyncio.Event()

    async def signs_in(self) -> None:
        await self.browser.post(self._sign_in, [])

    async def creates_a_workshop(self) -> str:
        """A workshop with everything left as it is proposed. Returns its code, and opens the console's socket."""
        form = await self.browser.get("/workshops/new")
        made = await self.browser.post("/workshops/new", form.filled(title="Prøve"))
        found = re.search(r"/console/([^/?#]+)", made.headers.get("location", ""))
        assert found is not None, f"no workshop: {made.status} {made.text[:300]}"
        self.session_id = found[1]
        console = await self.browser.get(f"/console/{self.session_id}")
        code = re.search(r'data-code="([^"]+)"', console.text)
        assert code is not None
        await self._listen()
        self.areas = [area["area_id"] for area in self.picture["session"]["areas"]]
        return code[1]

    async def opens(self, kind: str) -> None:
        """Open the first stage of this kind, and wait until it is open."""
        stage = next(one for one in self.picture["session"]["agenda"] if one["kind"] == kind)
        await self.says("open_stage", stage_id=stage["stage_id"])
        await self.sees(lambda picture: picture["stage"]["stage_id"] == stage["stage_id"])

    async def says(self, command: str, **fields: Any) -> None:
        assert self._line is not None
        await self._line.send(json.dumps({"type": command, "id": secrets.token_urlsafe(9), **fields}))

    async def sees(self, what: Callable[[Mapping[str, Any]], bool]) -> None:
        """Wait until the console's picture shows it; a minute at most."""
        async with asyncio.timeout(60):
            while not what(self.picture):
                self._changed.clear()
                await self._changed.wait()

    async def goes_home(self) -> None:
        if self._line is not None:
            await self._line.close()

    async def _listen(self) -> None:
        self._line = await websockets.connect(
            f"ws{self.browser.address.removeprefix('http')}/live/1/{self.session_id}/facilitator",
            additional_headers={"Cookie": self.browser.cookie},
            origin=websockets.Origin(self.browser.origin),
            compression=None,
            max_size=None,
        )
        self._listening = asyncio.create_task(self._hear(self._line))
        await self.sees(lambda picture: "session" in picture)

    async def _hear(self, line: ClientConnection) -> None:
        async for text in line:
            message = json.loads(text)
            if message["type"] == "presence":
                self.presence = message
            self.doors += message["type"] == "door"
            for thing in [*message.get("things", []), *message.get("put", [])]:
                self.picture[thing["key"]] = thing
            for key in message.get("remove", []):
                self.picture.pop(key, None)
            self._changed.set()
