"""The facilitator holds a whole workshop without touching mouse or screen."""

import asyncio

import pytest
from playwright.async_api import expect

from tests.browser.console import Console
from tests.browser.keys import Keys
from tests.browser.room import Room

pytestmark = pytest.mark.asyncio(loop_scope="session")

FIRST, SECOND, THIRD = "Ungeguide", "Læsehjælp", "Mandecafé"


async def test_a_facilitator_holds_the_day_by_keyboard_alone(room: Room) -> None:
    ada, wall = await room.ada(signed_in=False), await room.wall()
    keys = Keys(ada)

    await ada.goes_to(await asyncio.to_thread(room.server.new_sign_in_link))
    await keys.goes_to("button", "Log ind")
    await keys.presses("Enter")
    await keys.goes_to("link", "Ny workshop")
    await keys.presses("Enter")
    await keys.goes_to("textbox", "Titel")
    await keys.types("Børn og unge 0-18 år")
    await keys.presses("Enter")
    invitation = await ada.sees_the_console()
    await wall.opens_up(invitation.wall_link)

    # Writing on behalf of a table, one card after the other without leaving the field.
    await keys.opens_stage(ada, "Byd velkommen", "Velkomst og rammesætning")
    await keys.opens_stage(ada, "Vi skriver tilbud", "Vi skriver tilbud", "Start skrivning")
    await keys.goes_to("combobox", "Fagområde")
    await keys.types("Skole")
    await keys.goes_to("textbox", "Hvad hedder tilbuddet?")
    for name in (FIRST, SECOND, THIRD):
        await keys.types(name)
        await keys.presses("Enter")
        await ada.shows(f"“{name}” er gemt")
    await ada.shows("3 kort")

    # Placing: arrows choose, numbers move, and the focus stays with the work.
    await keys.opens_stage(ada, "Start placering", "Vi placerer tilbud på trappen")
    await keys.goes_to_card(ada, FIRST)
    await keys.presses("2")
    await wall.shows_on_step(2, FIRST)
    await is_focused_on(ada, SECOND)
    await keys.presses("3")
    await wall.shows_on_step(3, SECOND)
    await is_focused_on(ada, THIRD)
    await keys.presses("z")
    await ada.shows("2 ikke placeret")
    await keys.presses("Shift+Z")
    await wall.shows_on_step(3, SECOND)
    await keys.presses("1")
    await wall.shows_on_step(1, THIRD)

    await keys.goes_to_card(ada, THIRD)
    await keys.presses("ArrowUp")
    await is_focused_on(ada, FIRST)
    await keys.presses("4")
    await wall.shows_on_step(4, FIRST)
    await is_focused_on(ada, FIRST)
    await keys.presses("Enter")
    await expect(ada.page.get_by_role("dialog", name=FIRST)).to_be_visible()
    await keys.presses("Escape")
    await expect(ada.page.get_by_role("dialog")).to_have_count(0)
    await is_focused_on(ada, FIRST)

    # Finding a card.
    await keys.presses("f")
    await keys.types("læse")
    await ada.shows("1 fundet")
    await keys.presses("Escape")
    await expect(ada.page.get_by_role("searchbox").first).to_have_value("")

    # Presenting: Space shows the card that has the focus, and from then on the next one.
    await keys.opens_stage(ada, "Start præsentation", "Vi præsenterer for hinanden")
    await keys.goes_to_card(ada, FIRST)
    await keys.presses("ArrowDown")
    await is_focused_on(ada, SECOND)
    for name in (SECOND, FIRST):
        await keys.presses("Space")
        await expect(wall.page.get_by_role("heading", name=name, level=1)).to_be_visible()

    await keys.opens_stage(ada, "Start refleksion", "Fælles refleksion")
    await keys.goes_to("radio", "Overlap")
    await keys.presses("ArrowDown")
    await keys.goes_to("textbox", "Hvad er det?")
    await keys.types("Hvem tager imod?")
    await keys.goes_to("button", "Notér")
    await keys.presses("Enter")
    await wall.shows("Hvem tager imod?")

    await keys.opens_stage(ada, "Start afrunding", "Tak for i dag: hvem gør hvad")
    await keys.goes_to("textbox", "Hvad skal gøres?")
    await keys.types("Send overblikket rundt")
    await keys.goes_to("button", "Notér aftalen")
    await keys.presses("Enter")
    await wall.shows("Send overblikket rundt")

    await keys.goes_to("button", "Afslut kortlægningen")
    await keys.presses("Enter")
    await keys.is_in_a_dialog()
    await keys.goes_to("button", "Afslut kortlægningen")
    await keys.presses("Enter")
    await wall.shows_the("frozen")
    await keys.goes_to("link", "Se kortlægningen")
    await keys.presses("Enter")
    await expect(ada.page.get_by_role("heading", name="Børn og unge 0-18 år")).to_be_visible()


async def is_focused_on(ada: Console, name: str) -> None:
    """Wait until the card with this name has the focus."""
    await expect(ada.page.locator(":focus")).to_contain_text(name)
