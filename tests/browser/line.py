"""The line between a page and the server, which may swallow what goes either way."""

import json
import re
from collections.abc import Callable
from typing import Any

from playwright.async_api import Page, WebSocketRoute


class Line:
    """Carries what is said on all sockets that a page opens from now on."""

    def __init__(self) -> None:
        self.is_mute = False  # nothing that the page says arrives
        self.is_deaf = False  # nothing that the server says arrives
        self.asked: list[dict[str, Any]] = []  # every command that the page sent, whether it arrived or not

    async def lies_under(self, page: Page) -> None:
        """Begin; the page must be loaded (again) afterwards."""
        await page.route_web_socket(re.compile("/live/1/"), self._opened)

    def commands(self, kind: str) -> list[dict[str, Any]]:
        return [command for command in self.asked if command["type"] == kind]

    def _opened(self, page: WebSocketRoute) -> None:
        server = page.connect_to_server()
        page.on_message(self._carry(server.send, lambda: self.is_mute, self._note))
        server.on_message(self._carry(page.send, lambda: self.is_deaf))

    def _note(self, frame: str) -> None:
        message = json.loads(frame)
        if "id" in message:
            self.asked.append(message)

    @staticmethod
    def _carry(
        hand_on: Callable[[str | bytes], None],
        is_cut: Callable[[], bool],
        note: Callable[[str], None] = lambda _frame: None,
    ) -> Callable[[str | bytes], None]:
        def carry(frame: str | bytes) -> None:
            note(str(frame))
            if not is_cut():
                hand_on(frame)

        return carry
