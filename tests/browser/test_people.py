"""Two municipalities on one server: people are invited, come in with a passphrase of their own, and see nothing of the
other one."""

import re

import pytest
from playwright.async_api import expect

from tests.browser.console import Console
from tests.browser.device import Device
from tests.browser.looks import faults, misnamed, sideways, small_targets
from tests.browser.room import Room

pytestmark = pytest.mark.asyncio(loop_scope="session")

PASSPHRASE = "fire grønne elefanter danser"


async def invites(ada: Console, space: str, role: str) -> str:
    """The link by which somebody comes into a new space."""
    page = ada.page
    await ada.goes_to("/spaces")
    await page.get_by_label("Navn").last.fill(space)
    await ada.presses("Lav arbejdsrummet")
    await page.get_by_role("link", name=space).click()
    await page.get_by_role("radio", name=re.compile(f"^{role}")).check()
    await ada.presses("Lav en invitation")
    return await page.locator("#made-link").inner_text()


async def comes_in(device: Device, link: str, name: str, email: str) -> list[str]:
    """By the link, as somebody new; what is wrong with the pages on the way."""
    page = device.page
    await page.goto(link)
    wrong = await faults(page, "invitation")
    await page.get_by_label("Dit navn").fill(name)
    await page.get_by_label("E-mail").fill(email)
    await page.get_by_label("Vælg en adgangskode").fill(PASSPHRASE)
    await device.presses("Lav min konto")
    await expect(page.get_by_role("heading", name="Din konto er klar")).to_be_visible()
    wrong += await faults(page, "first sign-in")
    await page.get_by_label("Adgangskode", exact=True).fill(PASSPHRASE)
    await device.presses("Log ind")
    await device.presses("Sig ja tak")
    await expect(page.get_by_role("heading", name=re.compile("Workshopper|Kortlægninger"))).to_be_visible()
    return wrong


async def test_people_come_in_by_invitation_and_only_into_their_own_space(fragile_room: Room) -> None:
    ada, bo = await fragile_room.ada(), await fragile_room.ada(signed_in=False, name="Bo")
    eve = await fragile_room.anybody(viewport={"width": 390, "height": 844})
    wrong = await comes_in(bo, await invites(ada, "Holbæk", "Facilitator"), "Bo", "bo@holbaek.dk")
    holbaek = ada.page.url.removeprefix(ada.address).removesuffix("/invitations")
    made = await bo.makes_a_workshop("Bos dag")
    await comes_in(eve, await invites(ada, "Roskilde", "Administrator"), "Eve", "eve@roskilde.dk")

    eve.forgives("404")
    for path in (f"/console/{made.session_id}", holbaek, f"/sessions/{made.session_id}/owner"):
        await eve.goes_to(path)
        await eve.shows("Siden findes ikke")
    await eve.goes_to("/workshops")
    await eve.shows_no("Bos dag")

    # Whoever is removed loses the console by itself.
    await ada.goes_to(holbaek)
    wrong += await faults(ada.page, "people") + await misnamed(ada.page, "people")
    await ada.page.locator("summary", has_text="Ret: Bo").click()
    await ada.presses("Fjern Bo")
    await ada.shows("Ingen endnu. Inviter den første nedenfor.")
    await bo.shows("Du har ikke længere adgang til denne workshop")
    for device in (ada, eve):
        wrong += await sideways(device.page, device.name) + await small_targets(device.page, device.name)
    assert not wrong
