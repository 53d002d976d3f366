"""Ada's console: she prepares, opens stages, moves cards, and has the last word."""

import re
from dataclasses import dataclass

from playwright.async_api import Locator, expect

from tests.browser.device import Device
from tests.browser.wall import drag


@dataclass(frozen=True)
class Invitation:
    """What others need to take part."""

    session_id: str
    code: str
    qr_link: str
    wall_link: str


class Console(Device):
    """Found by role and name throughout: what a screen reader cannot find, this does not find either."""

    # ---- before the day

    async def signs_in(self, link: str) -> None:
        """Use a one-time link."""
        await self.goes_to(link)
        await self.presses("Log ind")
        await expect(self.page.get_by_role("heading", name="Workshopper", level=1)).to_be_visible()

    async def makes_a_workshop(
        self, title: str = "Børn og unge 0-18 år", *, staircase: str = "", columns: str = "", date: str = ""
    ) -> Invitation:
        """With everything else left as it is proposed."""
        await self.goes_to("/workshops/new")
        await self.page.get_by_label("Titel").fill(title)
        if date:
            await self.page.get_by_label("Dato").fill(date)
        if staircase or columns:
            await self.page.locator("summary", has_text="Trappen").click()
        for choice in filter(None, (staircase, columns)):
            await self.page.get_by_role("radio", name=choice).check()
        await self.page.get_by_role("button", name="Lav workshoppen").first.click()
        return await self.sees_the_console()

    async def makes_a_demo(self, stage: str) -> Invitation:
        """A workshop full of real offers, with this stage open."""
        await self.goes_to("/workshops")
        await self.page.get_by_label(re.compile("Åbn den ved|Open it at")).select_option(stage)
        await self.page.get_by_role("button", name=re.compile("Lav en demo|Make a demo")).click()
        return await self.sees_the_console()

    async def sees_the_console(self) -> Invitation:
        """Wait until it is alive; what it then shows of how one gets in."""
        await expect(
            self.page.get_by_role("navigation", name=re.compile("Dagens program|day"))
        ).to_be_visible()
        body = self.page.locator("body")
        wall = self.page.get_by_role("link", name=re.compile("Åbn skærmen|Open the screen"))
        return Invitation(
            session_id=str(await body.get_attribute("data-session")),
            code=str(await body.get_attribute("data-code")),
            qr_link=str(await body.get_attribute("data-join-url")),
            wall_link=str(await wall.evaluate("(link) => link.href")),
        )

    # ---- the day

    async def opens(self, title: str) -> None:
        """Go to a stage by its title in the agenda, forward or back; asked once, and then everybody is there."""
        await self.page.get_by_role("button", name=title).filter(has_text=title).first.click()
        await self.page.get_by_role("dialog").get_by_role("button").last.click()
        await self.is_at(title)

    async def goes_on(self, button: str, title: str) -> None:
        """Press the one large button that says what comes, and confirm."""
        await self.presses(button)
        await self.page.get_by_role("dialog").get_by_role("button", name=button).click()
        await self.is_at(title)

    async def is_at(self, title: str) -> None:
        await expect(self.page.locator('[aria-current="step"]')).to_contain_text(title)
        await expect(self.page.get_by_role("dialog")).to_have_count(0)

    async def shows_as(self, view: str) -> None:
        """Trappe, Liste or Fagområder."""
        segment = self.page.get_by_role("button", name=view, exact=True)
        await segment.click()
        await expect(segment).to_have_attribute("aria-pressed", "true")

    async def turns_to(self, tab: str) -> Locator:
        """A tab of the work panel; gives what stands in it."""
        handle = self.page.get_by_role("tab", name=tab)
        await handle.click()
        await expect(handle).to_have_attribute("aria-selected", "true")
        return self.page.get_by_role("tabpanel")

    # ---- cards

    def step(self, number: int) -> Locator:
        """A step of the staircase, from 1 at the foot."""
        return self.page.locator(".staircase").get_by_role("region").nth(number - 1)

    def card(self, name: str) -> Locator:
        """A card as a button, on the staircase or in the list of those without a place."""
        cards = self.page.locator("[data-card-id], [data-key^='card:']")
        return cards.get_by_role("button", name=name).filter(has_text=name).first

    async def shows_on_step(self, number: int, name: str) -> None:
        """Wait until the card stands on this step."""
        await expect(self.step(number).locator("[data-card-id]").filter(has_text=name)).to_be_visible()

    async def places_by_key(self, name: str, number: int) -> None:
        """Choose a card that has no place, press the step's number, and wait until it stands there."""
        await self.presses_number(name, number)
        await self.shows_on_step(number, name)

    async def presses_number(self, name: str, number: int) -> None:
        """Choose a card that has no place, and press the step's number."""
        await self.turns_to("Ikke placeret")
        await self.page.get_by_role("tabpanel").get_by_role("button", name=name).first.focus()
        await self.page.keyboard.press(str(number))

    async def drags(self, name: str, *, to_step: int) -> None:
        """With the mouse, from the list of cards without a place or from the staircase."""
        await drag(self, self.card(name), self.step(to_step))

    async def undoes(self) -> None:
        """Press the button that always says what it takes back."""
        await self.page.get_by_role("button", name=re.compile("^Fortryd: ")).first.click()

    async def has_everything_stored(self) -> None:
        await self.shows("Alt er gemt")

    # ---- findings, actions, the end

    async def notes(self, form: str, text: str, *, cards: tuple[str, ...] = (), step: str = "") -> None:
        """Overlap, Snitflade, Mangel or Iagttagelse."""
        panel = await self.turns_to("Overlap og mangler")
        await panel.get_by_role("radio", name=form).check()
        await panel.get_by_role("textbox", name="Hvad er det?").fill(text)
        for name in cards:
            await panel.get_by_role("searchbox").fill(name)
            await panel.get_by_role("button", name=name).first.click()
        if step:
            await panel.get_by_role("combobox", name="Trin").select_option(step)
        await panel.get_by_role("button", name="Notér").click()
        await expect(panel.get_by_role("listitem").filter(has_text=text)).to_be_visible()

    async def agrees(
        self, what: str, *, who: str = "", due: str = "", finding: str = "", cards: tuple[str, ...] = ()
    ) -> None:
        """Who does what, and when (an ISO date); perhaps about a finding ("Overlap 1") and cards."""
        panel = await self.turns_to("Hvem gør hvad")
        await panel.get_by_label("Hvad skal gøres?").fill(what)
        await panel.get_by_label("Hvem gør det?").fill(who)
        await panel.get_by_label("Hvornår?").fill(due)
        if finding or cards:
            await panel.locator("details").evaluate("(fold) => { fold.open = true; }")
        if finding:
            await panel.get_by_role("checkbox", name=finding).check()
        for name in cards:
            await panel.get_by_role("searchbox").fill(name)
            await panel.get_by_role("button", name=name).first.click()
        await panel.get_by_role("button", name="Notér aftalen").click()
        await expect(panel.get_by_role("row").filter(has_text=what)).to_be_visible()

    async def freezes(self) -> None:
        """Close the board, and go to the mapping's page."""
        await self.presses(re.compile("^Afslut kortlægningen"))
        await self.page.get_by_role("dialog").get_by_role("button", name="Afslut kortlægningen").click()
        await expect(self.page.get_by_role("link", name="Se kortlægningen")).to_be_visible()

    async def reopens(self) -> None:
        await self.presses("Åbn igen som ny version")
        await expect(self.page.get_by_role("link", name="Se kortlægningen")).to_have_count(0)
