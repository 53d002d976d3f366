"""Hands that only use the keyboard, and see at every stop where they are."""

import re
from typing import Literal

from playwright.async_api import Locator, expect

from tests.browser.console import Console
from tests.browser.looks import STOP

Role = Literal["button", "link", "textbox", "combobox", "radio", "tab", "searchbox"]

MOST_STOPS = 90


class Keys:
    """Ada's hands: only on the keyboard."""

    def __init__(self, ada: Console) -> None:
        self.page = ada.page

    async def goes_to(self, role: Role, name: str | re.Pattern[str]) -> None:
        """Press Tab until this has the focus."""
        await self._tabs_to(self.page.get_by_role(role, name=name), f"the {role} “{name}”")

    async def goes_to_card(self, ada: Console, name: str) -> None:
        """Press Tab until the card has the focus; of a list or a staircase only one card is on the way."""
        await self._tabs_to(ada.card(name), f"the card “{name}”")

    async def _tabs_to(self, wanted: Locator, what: str) -> None:
        """Every stop on the way must show that it has the focus."""
        await expect(wanted.first).to_be_visible()
        for _ in range(MOST_STOPS):
            await self.presses("Tab")
            unseen = await self.page.evaluate(STOP)
            assert not unseen, f"the focus cannot be seen on {unseen}"
            if await wanted.evaluate_all("(all) => all.includes(document.activeElement)"):
                return
        raise AssertionError(f"no way by Tab to {what}")

    async def presses(self, *keys: str) -> None:
        for key in keys:
            await self.page.keyboard.press(key)

    async def types(self, text: str) -> None:
        await self.page.keyboard.type(text)

    async def opens_stage(self, ada: Console, button: str, title: str, confirm: str = "") -> None:
        """The one large button, or a point of the agenda; and the question once."""
        await self.goes_to("button", button)
        await self.presses("Enter")
        await self.is_in_a_dialog()
        await self.goes_to("button", confirm or button)
        await self.presses("Enter")
        await ada.is_at(title)

    async def is_in_a_dialog(self) -> None:
        """Wait until a dialog is open and has taken the focus."""
        await expect(self.page.locator("dialog:focus-within")).to_be_visible()
