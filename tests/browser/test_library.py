"""The day after: a mapping is found, narrowed down, sent, checked, and shared with somebody who never signs in."""

import re

import pytest
from playwright.async_api import expect

from tests.browser.looks import COLOURS, faults, misnamed, sideways, small_targets
from tests.browser.room import Room

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_consultant_finds_narrows_down_sends_and_shares_a_mapping(room: Room) -> None:
    ada, leader = await room.ada(), await room.anybody(viewport={"width": 390, "height": 844})
    invitation = await ada.makes_a_demo("wrapup")
    await ada.freezes()
    page, home = ada.page, f"/mappings/{invitation.session_id}/1"

    # Found by an offer; what was searched for stands in the mapping's own search already.
    await ada.goes_to(home)  # kept from now on, and in the library
    await page.get_by_role("link", name="Alle kortlægninger").click()
    await page.get_by_role("searchbox", name="Søg i titler, kommuner og tilbud").fill("SKILSMISSEGRUPPE")
    await page.get_by_role("button", name="Søg").click()
    await page.get_by_role("link", name=re.compile(r"\d tilbud passer")).first.click()
    search = page.get_by_role("searchbox", name="Søg i tilbud")
    await expect(search).to_have_value("SKILSMISSEGRUPPE")
    rows = page.locator("#offers tbody tr:visible")
    await expect(rows).to_have_count(2)

    # Narrowed down and sorted, and the address says so.
    await search.fill("")
    await page.get_by_role("combobox", name="Trin", exact=True).select_option(index=2)
    await page.get_by_role("columnheader", name="Navn").get_by_role("button").click()
    await page.get_by_role("columnheader", name="Navn").get_by_role("button").click()
    await expect(page).to_have_url(re.compile(r"\?step=[^&]+&sort=-name$"))
    shown = await rows.locator("th a").all_inner_texts()
    assert len(shown) > 2
    await page.reload()
    await expect(rows.locator("th a")).to_have_text(shown)

    # One offer, from the table and by its address; what was looked at stays.
    await rows.first.get_by_role("link").first.click()
    dialog = page.get_by_role("dialog", name=shown[0])
    await expect(dialog.get_by_text("Tilbuddet er til")).to_be_visible()
    await expect(page).to_have_url(re.compile("#offer-"))
    found = await faults(page, "offer")
    await page.reload()
    await expect(dialog).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(dialog).to_have_count(0)
    await expect(page).to_have_url(re.compile(r"\?step=[^&]+&sort=-name$"))
    await page.locator(".mapping__picture [data-card-id]").first.click()
    await expect(page.get_by_role("dialog")).to_be_visible()
    await page.go_back()
    await expect(page.get_by_role("dialog")).to_have_count(0)

    # Checked, and shared with somebody on a phone.
    await page.get_by_role("link", name="Efterprøv", exact=True).click()
    await expect(page.get_by_role("heading", level=1)).to_contain_text("uændret siden")
    found += await faults(page, "verified")
    await ada.goes_to(f"{home}/links")
    await page.get_by_role("button", name="Lav linket").click()
    link = await page.locator("code").first.inner_text()
    found += await faults(page, "links")
    await leader.page.goto(link)
    await expect(leader.page.locator(".staircase")).to_be_visible()
    await expect(
        leader.page.get_by_role("link", name=re.compile("konsol|Alle kortlægninger|Version"))
    ).to_have_count(0)
    for check in (faults, misnamed, small_targets, sideways):
        found += await check(leader.page, "shared, phone")
    await leader.page.set_viewport_size({"width": 320, "height": 640})
    found += await sideways(leader.page, "shared, 320 px")
    await leader.turns("dark")
    found += await faults(leader.page, "shared, dark", COLOURS)
    assert not found, "\n".join(found)
