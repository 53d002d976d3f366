"""A participant's phone: comes in, writes, places, and always says in words how it stands."""

import re

from playwright.async_api import Locator, expect

from tests.browser.device import Device

# What stands above each field of the form, by the name that the field has on the wire.
LABELS = {
    "name": "Hvad hedder tilbuddet?",
    "target_group": "Målgruppe",
    "organisational_unit": "Hvor hører det til?",
    "age_span": "Alder",
    "group_size": "Hvor mange ad gangen?",
    "duration": "Hvor længe varer det?",
    "legal_basis": "Lov og paragraf",
    "contact": "Hvem kan man spørge?",
    "description": "Beskrivelse",
}
REACHES = {
    "alle": "Alle børn og unge",
    "gruppe": "En gruppe eller et fællesskab",
    "et_barn": "Ét barn og dets netværk",
    "individuelt": "Et barn eller en ung alene",
}
ROUTES = {
    "self_referral": "Man henvender sig selv",
    "referral": "Man bliver henvist",
    "allocation": "Man bliver visiteret",
}
FOLDED = ("age_span", "group_size", "duration", "access_route", "legal_basis", "contact", "description")

STORED = re.compile(r"Gemt kl\. \d")


class Phone(Device):
    """Somebody in the middle of a conversation, on bad Wi-Fi."""

    # ---- coming in

    async def joins(self, code: str, area: str, name: str = "") -> None:
        """From the front page, with the code from the wall."""
        await self.goes_to("/")
        await self.types_code(code)
        await self.fills_in(area, name)

    async def joins_by_qr(self, link: str, area: str, name: str = "") -> None:
        """As the camera opens it."""
        await self.goes_to(link)
        await self.fills_in(area, name)

    async def types_code(self, code: str) -> None:
        await self.page.get_by_label(re.compile("Koden på skærmen|code on the screen")).fill(code)
        await self.presses(re.compile("Gå ind|Go in|Join"))

    async def fills_in(self, area: str, name: str = "") -> None:
        await self.page.get_by_role("radio", name=area).check()
        await self.page.get_by_label(re.compile("Dit navn|Your name")).fill(name)
        await self.presses(re.compile("Gå ind|Go in|Join"))
        await self.is_in()

    async def is_in(self) -> None:
        """Wait until the phone's page is alive and has heard what the day is about."""
        await self.page.wait_for_url("**/phone/**")
        await self.has_heard(1)
        await expect(self.page.get_by_role("banner").get_by_role("heading", level=1)).to_be_visible()

    # ---- writing

    def field(self, name: str) -> Locator:
        """A text field of the form."""
        return self.page.get_by_role("textbox", name=LABELS[name])

    async def begins_a_card(self) -> None:
        """To an empty form, from wherever the phone is."""
        new = self.page.get_by_role("button", name="Nyt kort")
        # The first form of the day opens by itself.
        await expect(new.or_(self.field("name"))).to_be_visible()
        if await new.is_visible():
            await new.click()
        await expect(self.field("name")).to_have_value("")

    async def fills_card(self, **fields: str) -> None:
        """Fill in the form that is open. Fields as on the wire."""
        if any(name in FOLDED for name in fields) and not await self.field("age_span").is_visible():
            await self.presses("Trin, adgang, alder og mere")
        for name, value in fields.items():
            if name in LABELS:
                await self.field(name).fill(value)
            else:
                await self.chooses({**REACHES, **ROUTES}[value])

    async def chooses(self, words: str) -> None:
        """One of the tiles."""
        tile = self.page.get_by_role("button", name=words)
        await tile.click()
        await expect(tile).to_have_attribute("aria-pressed", "true")

    async def puts_it_forward(self) -> None:
        await self.presses("Læg kortet frem")

    async def writes(self, name: str, **fields: str) -> None:
        """A card from the first word to the word *gemt*."""
        await self.begins_a_card()
        await self.fills_card(name=name, **fields)
        await self.puts_it_forward()
        await self.has_stored(name)

    # ---- the list of cards

    def row(self, name: str) -> Locator:
        """A card in the list that is open."""
        return self.page.get_by_role("listitem").filter(has=self.page.get_by_text(name, exact=True))

    async def has_stored(self, *names: str) -> None:
        """Wait until the phone says of each of these cards that it is stored."""
        for name in names:
            await expect(self.row(name)).to_contain_text(STORED)

    async def says_of(self, name: str, words: str | re.Pattern[str]) -> None:
        """Wait until the card's row says this."""
        await expect(self.row(name)).to_contain_text(words)

    async def turns_to(self, tab: str) -> None:
        """Mine or Bordets."""
        handle = self.page.get_by_role("tab", name=tab)
        await handle.click()
        await expect(handle).to_have_attribute("aria-selected", "true")

    # ---- placing

    async def places(self, name: str, number: int, *others: int) -> None:
        """By "Flyt til trin …": one main step and any others. The list that the card is in must be open."""
        await self.page.get_by_role("button", name=f"Flyt: {name}", exact=True).click()
        sheet = self.page.get_by_role("dialog")
        await self._step(sheet, number).click()
        if others:
            await sheet.get_by_role("button", name="Også på andre trin").click()
            for other in others:
                await self._step(sheet, other).click()
        await sheet.get_by_role("button", name=re.compile("^Flyt til trin")).click()
        await expect(sheet).to_have_count(0)
        await self.says_of(name, re.compile(rf"Trin {number}(?!\d)"))

    def _step(self, sheet: Locator, number: int) -> Locator:
        return sheet.get_by_role("listitem").get_by_role("button", name=re.compile(rf"^{number}\b"))
