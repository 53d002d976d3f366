"""A facilitator shows the day again: by slider, by keys, by playing it, and by what one card went through."""

import re

import pytest
from playwright.async_api import expect

from tests.browser.looks import COLOURS, faults, misnamed, obscured, sideways, small_targets
from tests.browser.room import Room

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_facilitator_goes_through_the_day_and_through_one_cards_history(room: Room) -> None:
    ada = await room.ada()
    invitation = await ada.makes_a_demo("wrapup")
    await ada.freezes()
    await ada.goes_to(f"/mappings/{invitation.session_id}/1")
    page = ada.page
    await page.get_by_role("link", name="Se dagen igen").click()
    slider = page.get_by_role("slider", name="Tidspunkt på dagen")
    await expect(slider).to_have_attribute("aria-valuetext", re.compile(r"^\d+\.\d\d, Velkomst"))

    # By keys: from point to point, and to both ends.
    await slider.focus()
    for title in ("Introduktion til indsatstrappen", "Vi skriver tilbud", "Vi placerer tilbud på trappen"):
        await page.keyboard.press("PageUp")
        await expect(slider).to_have_attribute("aria-valuetext", re.compile(f", {title}$"))
    cards = page.locator(".replay__stairs [data-card-id]")
    await expect(page.get_by_text("30 kort, 0 placeret")).to_be_visible()
    await expect(cards).to_have_count(0)
    await page.keyboard.press("End")
    await expect(slider).to_have_attribute("aria-valuetext", re.compile("Afsluttet som version 1$"))
    await expect(page.get_by_text("30 kort, 26 placeret")).to_be_visible()
    await ada.picture("replay-end")

    # What one card went through, and back to where it was placed.
    card = page.locator(".replay__stairs").get_by_role("button", name="Skilsmissegruppe 8-10 år")
    await card.click()
    side = page.get_by_role("complementary", name="Hvad der skete")
    await expect(side.get_by_role("listitem")).to_have_text(
        [re.compile("Skrevet"), re.compile("Placeret på trin 2"), re.compile("Overlap 1")]
    )
    found = await faults(page, "history")
    await side.get_by_role("button", name=re.compile("Placeret på trin 2")).click()
    await expect(side.locator("[aria-current]")).to_contain_text("Placeret på trin 2")
    await expect(card).to_be_visible()
    await page.get_by_role("button", name="Forrige hændelse").click()
    await expect(card).to_have_count(0)
    await side.get_by_role("button", name="Netop sket").click()
    await expect(side.get_by_role("heading", name="Netop sket")).to_be_focused()

    # Played to its end: quiet moments take no time.
    await slider.press("End")
    await slider.press("PageDown")
    await page.get_by_role("button", name="60 ×").click()
    await page.get_by_role("button", name="Afspil").click()
    await expect(slider).to_have_attribute("aria-valuetext", re.compile("Afsluttet som version 1$"))
    await expect(page.get_by_role("button", name="Afspil")).to_be_visible()

    found += await faults(page, "news")
    await ada.turns("dark")
    found += await faults(page, "dark", COLOURS)
    for check in (misnamed, small_targets, obscured):
        found += await check(page, "news")
    await page.set_viewport_size({"width": 320, "height": 640})
    found += await sideways(page, "320 px")
    await ada.picture("replay-320")
    assert not found, "\n".join(found)
