"""Two mappings compared: chosen from a list, matches confirmed by keys, one kind of difference at a time."""

import re

import pytest
from playwright.async_api import expect

from tests.browser.looks import COLOURS, faults, misnamed, obscured, sideways, small_targets
from tests.browser.room import Room

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_two_mappings_are_compared_and_a_person_says_which_offers_are_one(room: Room) -> None:
    ada = await room.ada()
    await ada.makes_a_demo("frozen")
    invitation = await ada.makes_a_demo("frozen")
    await ada.goes_to(f"/mappings/{invitation.session_id}/1")
    page = ada.page
    await page.get_by_role("link", name="Sammenlign med …").click()
    await page.get_by_role("listitem").get_by_role("link", name="Demo: tilbud i Holbæk").first.click()

    # Two demos are two workshops: nothing is the same until somebody says so.
    sentence, drawn = page.locator(".compare__sentence"), page.locator(".compare__picture svg text")
    await expect(sentence).to_have_text("30 nye tilbud og 30 udgåede. 0 er som før. 30 par er ikke afgjort.")
    await expect(drawn.filter(has_text=re.compile("^nyt$"))).to_have_count(30)
    found = await faults(page, "proposals")
    apart = page.get_by_role("button", name=re.compile("^Ikke det samme: Headspace – Headspace$"))
    await apart.focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("1 par er ikke det samme")).to_be_visible()
    await page.get_by_role("button", name="Bekræft alle 29 med samme navn").press("Enter")
    await expect(sentence).to_have_text("1 nyt tilbud og 1 udgået. 29 er som før.")
    await expect(drawn.filter(has_text=re.compile("^udgået$"))).to_have_count(1)

    # By kind, and back to what was said of one.
    rows = page.locator(".compare tbody tr")
    await expect(rows).to_have_count(2)
    await page.get_by_role("link", name="Som før 29").click()
    await expect(rows).to_have_count(29)
    await page.get_by_text("1 par er ikke det samme").click()
    await page.get_by_role("button", name=re.compile("^Foreslå igen: Headspace")).click()
    await expect(page.get_by_role("button", name=re.compile("^Det samme: Headspace"))).to_be_visible()
    await ada.picture("comparing")

    found += await faults(page, "one kind")
    await ada.turns("dark")
    found += await faults(page, "dark", COLOURS)
    for check in (misnamed, small_targets, obscured):
        found += await check(page, "one kind")
    await page.set_viewport_size({"width": 320, "height": 640})
    found += await sideways(page, "320 px")
    await ada.picture("comparing-320")
    assert not found, "\n".join(found)
