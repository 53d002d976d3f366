"""The wall: the projector's page, which may be a large screen that people touch."""

from typing import Literal

from playwright.async_api import Locator, expect

from tests.browser.device import Device


class Wall(Device):
    """Needs no mouse to show; may be touched to move cards."""

    async def opens_up(self, link: str) -> None:
        """Show the workshop, and wait until there is something to see."""
        await self.goes_to(link)
        await expect(self.page.locator("[data-view]")).to_be_visible()

    async def stands_still(self) -> None:
        """Wait until it has drawn its staircase for its size and its cards."""
        await expect(self.page.locator(".staircase .step__head").first).to_be_visible()
        await self.page.evaluate(
            """async () => {
                await document.fonts.ready;
                for (let frame = 0; frame < 4; frame++) await new Promise((drawn) => requestAnimationFrame(drawn));
            }"""
        )

    async def turns(self, scheme: Literal["light", "dark"]) -> None:
        """A projector is bright unless its address asks for a dark one."""
        await self.page.evaluate("(scheme) => (document.documentElement.dataset.theme = scheme)", scheme)

    async def shows_the(self, view: str) -> None:
        """Wait for a view: welcome, introduction, writing, staircase, presenting, reflection, wrapup, frozen."""
        await expect(self.page.locator(f'[data-view="{view}"]')).to_be_visible()

    def step(self, number: int) -> Locator:
        """A step of the staircase, from 1 at the foot."""
        return self.page.locator(".staircase").get_by_role("region").nth(number - 1)

    def card(self, name: str) -> Locator:
        """A card on the wall, whether on the staircase or waiting for its place."""
        return self.page.locator("[data-card-id]").filter(has_text=name).first

    async def shows_on_step(self, number: int, name: str) -> None:
        """Wait until the card stands on this step."""
        await expect(self.step(number).locator("[data-card-id]").filter(has_text=name)).to_be_visible()

    async def drags(self, name: str, *, to_step: int) -> None:
        """With the mouse, in several moves as a hand does it."""
        await drag(self, self.card(name), self.step(to_step))


async def drag(device: Device, card: Locator, step: Locator) -> None:
    """Drag a card to free ground of a step, beside its name, where it becomes the step's last card."""
    await card.hover()
    await device.page.mouse.down()
    # Waits until the step stands still: an earlier card may still be settling.
    await step.locator(".step__ground").hover(position={"x": 60, "y": 20})
    await device.picture(f"dragging-{device.name}")
    await device.page.mouse.up()
