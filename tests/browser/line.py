"""The line between a page and the server, which may swallow what goes either way."""

import asyncio
import json
import re
from collections.abc import Callable
from typing import Any

from playwright.async_api import Page, WebSocketRoute

PATIENCE = 30.0  # seconds; as long as a page is given to show something


class Line:
    """Carries what is said on all sockets that a page opens from now on."""

    def __init__(self) -> None:
        self.is_mute = False  # nothing that the page says arrives
        self.is_deaf = False  # nothing that the server says arrives
        self.asked: list[dict[str, Any]] = []  # every command that the page sent, whether it arrived or not
        self._swallowed: list[str] = []  # what the server said meanwhile
        self._opened_so_far = 0
        self._dead = 0  # the sockets opened before this many carry nothing any more

    async def lies_under(self, page: Page) -> None:
        """Begin; the page must be loaded (again) afterwards."""
        await page.route_web_socket(re.compile("/live/1/"), self._opened)

    def commands(self, kind: str) -> list[dict[str, Any]]:
        return [command for command in self.asked if command["type"] == kind]

    def is_mended_for_the_next_page(self) -> None:
        """What is opened from now on is carried both ways; the page that is still there gets nothing through."""
        self.is_mute = self.is_deaf = False
        self._dead = self._opened_so_far

    async def has_swallowed(self, text: str) -> None:
        """Wait until the server has said this to a deaf page. Only then will the page never hear of it."""
        async with asyncio.timeout(PATIENCE):
            while not any(text in frame for frame in self._swallowed):
                await asyncio.sleep(0.01)

    def _opened(self, page: WebSocketRoute) -> None:
        server = page.connect_to_server()
        self._opened_so_far += 1
        number = self._opened_so_far
        page.on_message(self._carry(server.send, lambda: self.is_mute or number <= self._dead, self._note))
        server.on_message(
            self._carry(page.send, lambda: self.is_deaf or number <= self._dead, self._note_swallowed)
        )

    def _note_swallowed(self, frame: str) -> None:
        if self.is_deaf:
            self._swallowed.append(frame)

    def _note(self, frame: str) -> None:
        message = json.loads(frame)
        if "id" in message:
            self.asked.append(message)

    @staticmethod
    def _carry(
        hand_on: Callable[[str | bytes], None],
        is_cut: Callable[[], bool],
        note: Callable[[str], None],
    ) -> Callable[[str | bytes], None]:
        def carry(frame: str | bytes) -> None:
            note(str(frame))
            if not is_cut():
                hand_on(frame)

        return carry
