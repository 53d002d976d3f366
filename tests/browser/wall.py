"""The wall: the projector's page, which may be a large screen that people touch."""

from playwright.async_api import Locator, expect

from tests.browser.device import Device


class Wall(Device):
    """Needs no mouse to show; may be touched to move cards."""

    async def opens_up(self, link: str) -> None:
        """Show the workshop, and wait until there is something to see."""
        await self.goes_to(link)
        await expect(self.page.locator("[data-view]")).to_be_visible()

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
    """Drag a card onto the heading of a step: free ground, where it becomes the step's last card."""
    start = await card.bounding_box()
    end = await step.locator(".step__head").bounding_box()
    assert start is not None and end is not None, "what is dragged must be seen"
    mouse = device.page.mouse
    await mouse.move(start["x"] + 20, start["y"] + start["height"] / 2)
    await mouse.down()
    await mouse.move(start["x"] + 40, start["y"] + start["height"] / 2 - 20, steps=3)
    await mouse.move(end["x"] + 30, end["y"] + end["height"] / 2, steps=6)
    await mouse.up()
