"""What citizens may be shown is ticked in the list of cards, also with the keyboard, and taken back on the card."""

import pytest
from playwright.async_api import expect

from tests.browser.looks import faults, sideways
from tests.browser.room import Room

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_offers_are_marked_in_the_list_and_stand_so_on_their_cards(room: Room) -> None:
    ada = await room.ada()
    await ada.makes_a_demo("wrapup")
    await ada.presses("Liste")
    mark = ada.page.get_by_role("checkbox", name="“Headspace” må vises for borgere")
    await mark.focus()
    await ada.page.keyboard.press("Space")
    undo = ada.page.get_by_role("banner").get_by_role("button", name="Fortryd: rettede “Headspace”")
    await expect(undo).to_be_visible()
    for fault in (await faults(ada.page, "list"), await sideways(ada.page, "list")):
        assert not fault
    await ada.page.get_by_role("button", name="Headspace", exact=True).first.click()
    of_card = ada.page.get_by_role("dialog").get_by_role("checkbox", name="Må vises for borgere")
    await expect(of_card).to_be_checked()
    await of_card.uncheck()
    await ada.presses("Gem rettelserne")
    await expect(mark).not_to_be_checked()
