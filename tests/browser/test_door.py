"""The door: who waits is let in by hand, a new code is on the wall at once, and a closed door is closed."""

import pytest
from playwright.async_api import expect

from tests.browser.looks import faults, sideways
from tests.browser.room import Room

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_the_facilitator_lets_people_in_changes_the_code_and_closes(room: Room) -> None:
    ada, wall, ben = await room.ada(), await room.wall(), await room.phone("Ben")
    invitation = await ada.makes_a_workshop()
    await wall.opens_up(invitation.wall_link)
    await ada.presses("Ret, hvem der kan komme ind")
    dialog = ada.page.get_by_role("dialog")
    await dialog.get_by_role("radio", name="Koden og et ord").check()
    await expect(dialog.get_by_label("Ordet, du siger højt")).not_to_have_value("")
    assert not await faults(ada.page, "console")
    await dialog.get_by_role("radio", name="Du lukker hver enkelt ind").check()
    await dialog.get_by_role("button", name="Gem").click()
    await wall.shows("Skriv dit navn, så facilitator kan lukke dig ind.")

    await ben.goes_to(invitation.qr_link)
    await ben.page.get_by_role("radio", name="PPR").check()
    await ben.page.get_by_label("Dit navn").fill("Ben")
    await ben.presses("Gå ind")
    await expect(ben.page.get_by_role("heading", level=1)).to_have_text("Vent et øjeblik")
    await ada.shows("Venter ved døren")
    for device in (ada, ben):
        assert not await faults(device.page, device.name) and not await sideways(device.page, device.name)
        await device.picture(f"door-{device.name}")
    await ada.presses("Luk ind: Ben")
    await ben.is_in()  # by itself
    await expect(ada.page.get_by_role("heading", name="Venter ved døren")).to_have_count(0)

    old = invitation.code
    await ada.presses("Ny kode …")
    await ada.page.get_by_role("dialog").get_by_role("button", name="Lav en ny kode").click()
    await expect(wall.page.locator(".welcome__code")).not_to_have_text(old)
    await expect(ada.page.locator(".getin__code")).not_to_have_text(old)
    await ada.presses("Luk døren")
    await wall.shows("Døren er lukket, så der kommer ikke nye ind lige nu.")
    await ben.page.reload()
    await ben.is_in()
    await room.pictures("door-closed")
