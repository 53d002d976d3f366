"""Two mappings become one overview, by keys: chosen, answered for, made, and found in the library with its update."""

import pytest
from playwright.async_api import expect

from tests.browser.looks import COLOURS, faults, misnamed, sideways, small_targets
from tests.browser.room import Room

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_two_mappings_become_one_overview_that_names_them_both(room: Room) -> None:
    ada = await room.ada()
    await ada.makes_a_demo("frozen")
    invitation = await ada.makes_a_demo("frozen")
    await ada.goes_to(f"/mappings/{invitation.session_id}/1")
    await ada.goes_to("/overviews/new")
    page = ada.page
    for place in range(2):
        await page.get_by_role("checkbox").nth(place).press("Space")
    await page.get_by_role("button", name="Se, hvordan de passer sammen").press("Enter")

    # Nothing is the same until somebody says so.
    told = page.locator(".import-sum")
    await expect(told).to_have_text("60 tilbud fra 2 kortlægninger.")
    first = page.get_by_role("group").filter(has_text="Samme tilbud").first
    await first.get_by_role("radio", name="Hver for sig").press("Space")
    await page.get_by_role("button", name="Svar “samme tilbud” på").press("Enter")
    await expect(told).to_have_text("60 tilbud fra 2 kortlægninger bliver til 31.")
    await expect(first.get_by_role("radio", name="Hver for sig")).to_be_checked()
    found = await faults(page, "answered")
    await ada.picture("consolidating")
    await ada.turns("dark")
    found += await faults(page, "dark", COLOURS)
    for check in (misnamed, small_targets):
        found += await check(page, "answered")
    await page.set_viewport_size({"width": 320, "height": 640})
    found += await sideways(page, "320 px")

    await page.get_by_label("Titel").fill("Hele Holbæk")
    await page.get_by_role("button", name="Lav det samlede overblik").press("Enter")
    await expect(page.get_by_role("heading", name="Hele Holbæk")).to_be_visible()
    await expect(page.locator("#offers tbody tr")).to_have_count(31)
    await expect(page.get_by_role("heading", name="Samlet af")).to_be_visible()
    found += await sideways(page, "the overview, 320 px")
    assert not found, "\n".join(found)
