"""Reflection: what phones note and support, what the facilitator compares and merges, and how it stands on the wall."""

import re

import pytest
from playwright.async_api import expect

from tests.browser.looks import faults, sideways
from tests.browser.room import Room

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_room_finds_supports_compares_and_merges(room: Room) -> None:
    ada, wall = await room.ada(), await room.wall()
    ben, cleo = await room.phone("Ben"), await room.phone("Cleo")
    invitation = await ada.makes_a_demo("reflection")
    await wall.opens_up(invitation.wall_link)
    for phone, area in ((ben, "Skole"), (cleo, "PPR")):
        await phone.joins(invitation.code, area)

    # Whoever noted it can put it right; nobody else can.
    await ben.presses("Skriv, hvad I ser")
    await ben.page.get_by_role("button", name="Mangel").click()
    await ben.page.get_by_role("textbox", name="Med jeres ord").fill("Intet om sorg")
    await ben.page.get_by_role("textbox", name="Hvem mangler der noget til?").fill("Børn i sorg")
    await ben.presses("Læg det frem")
    await ben.presses("Ret: Intet om sorg")
    await ben.page.get_by_role("textbox", name="Med jeres ord").fill("Intet om sorg på trin 2")
    await ben.page.get_by_label("Hvilket trin?").select_option("2 Forebyggende indsatser")
    await ben.presses("Gem rettelserne")
    gap = ben.page.get_by_role("listitem").filter(has_text="Intet om sorg på trin 2")
    await expect(gap).to_contain_text("Børn i sorg")
    await wall.shows_on_step(2, "Intet om sorg på trin 2")
    await expect(cleo.page.get_by_role("listitem").filter(has_text="Intet om sorg")).to_be_visible()
    await expect(cleo.page.get_by_role("button", name=re.compile("^Ret: "))).to_have_count(0)

    # One tap, taken back with another; everybody hears how many, nobody who.
    for phone in (ben, cleo):
        tap = phone.page.get_by_role("button", name="Støt: Intet om sorg på trin 2")
        await tap.click()
        await expect(tap).to_have_attribute("aria-pressed", "true")
        await phone.shows("Du kan støtte 4 mere")
        for fault in (await faults(phone.page, "phone"), await sideways(phone.page, "phone")):
            assert not fault
    await expect(gap).to_contain_text("2 støtter")
    await expect(wall.card("Intet om sorg på trin 2")).to_contain_text("Børn i sorg")
    assert not ben.things("mine").keys() - {
        f"mine:{thing['finding_id']}" for thing in ben.things("finding").values()
    }
    await ben.picture("reflection-phone")

    # The facilitator compares, and merges.
    await ada.notes("Overlap", "Rådgivning flere steder", cards=("Åben rådgivning",))
    panel = ada.page.get_by_role("tabpanel")
    await panel.get_by_role("button", name="Ret “Rådgivning flere steder”").click()
    await panel.get_by_text("Sammenlign tilbuddene").click()
    await panel.get_by_role("radio", name="De supplerer hinanden").check()
    await panel.get_by_label("Hvad er forskellen i metode?").fill("Samtale")
    await ada.picture("reflection-compare")
    await panel.get_by_role("button", name="Gem rettelsen").click()
    row = panel.get_by_role("listitem").filter(has_text="Rådgivning flere steder")
    await expect(row).to_contain_text("Metode: Samtale")
    await ada.notes("Overlap", "Mere rådgivning")
    await panel.get_by_role("checkbox", name="Mest støttede først").check()
    await expect(panel.locator(".finding").first).to_contain_text("2 støtter")
    await panel.get_by_role("button", name="Læg sammen: Rådgivning flere steder").click()
    other = panel.get_by_label(re.compile("Hvad skal ind under nr."))
    await other.select_option(
        await other.get_by_role("option", name="Mere rådgivning").get_attribute("value")
    )
    await ada.picture("reflection-merge")
    for fault in (await faults(ada.page, "console"), await sideways(ada.page, "console")):
        assert not fault
    await panel.get_by_role("button", name="Læg sammen", exact=True).last.click()
    await expect(row).to_contain_text("Rådgivning flere steder / Mere rådgivning")
    await ada.undoes()
    await expect(panel.get_by_role("listitem").filter(has_text="Mere rådgivning")).to_have_count(1)
    await expect(row).not_to_contain_text("Mere rådgivning")
    await ada.picture("reflection-console")
    await wall.picture("reflection-wall")


async def test_proposals_are_judged_and_the_wall_shows_what_is_empty(room: Room) -> None:
    ada, wall = await room.ada(), await room.wall()
    invitation = await ada.makes_a_demo("reflection")
    await wall.opens_up(invitation.wall_link)
    panel = await ada.turns_to("Overlap og mangler")
    row = panel.get_by_role("listitem").filter(has_text="Navnene ligner")
    await panel.get_by_role("button", name="Fjern “Hvornår går en familie").click()

    # The reason is said; turned down it stays away, and can be taken out again.
    await panel.get_by_text("1 forslag fra kortene").click()
    await expect(row).to_contain_text("Navnene ligner hinanden, i 2 forskellige fagområder")
    await ada.picture("reflection-candidates")
    await row.get_by_role("button", name="Afvis: Aflastningsordning").click()
    await ada.shows("0 forslag fra kortene")
    await panel.get_by_text("1 afvist").click()
    await panel.get_by_role("button", name="Tag frem igen: Aflastningsordning").click()
    await row.get_by_role("button", name="Notér: Aflastningsordning").click()
    await expect(
        panel.locator(".findings").get_by_role("listitem").filter(has_text="Navnene ligner")
    ).to_be_visible()
    await ada.shows("0 forslag fra kortene")

    # The facilitator chooses what is counted, and what the wall shows.
    panel = await ada.turns_to("Overblik")
    await panel.get_by_label("Målgrupper, der tælles").fill("skilsmisse, skilt\nsorg")
    await panel.get_by_role("button", name="+ funktionsevne").click()
    await panel.get_by_role("button", name="Tæl dem").click()
    await expect(panel.get_by_role("row", name=re.compile("^skilsmisse"))).to_contain_text("2")
    await panel.get_by_role("radio", name="Målgruppe × trin").check()
    grief = wall.page.get_by_role("row", name=re.compile("^sorg"))
    await expect(grief).to_have_text("sorg" + 6 * "ingen")
    await expect(ada.page.locator(".thumb")).to_contain_text("Målgruppe × trin")
    await wall.picture("overview-groups")
    await ada.picture("overview-console")
    for device in (ada, wall):
        for fault in (await faults(device.page, device.name), await sideways(device.page, device.name)):
            assert not fault
    await panel.get_by_role("radio", name="Fordeling").check()
    await expect(wall.page.get_by_role("columnheader", name="Tilbuddet er til")).to_be_visible()
    await wall.picture("overview-spread")
    await ada.undoes()
    await expect(grief).to_be_visible()

    # What was counted stands in the mapping.
    await ada.freezes()
    await ada.page.get_by_role("link", name="Se kortlægningen").click()
    await expect(ada.page.get_by_role("row", name=re.compile("^sorg"))).to_have_text(
        re.compile("sorg" + 6 * r"\s*ingen")
    )
    for fault in (await faults(ada.page, "mapping"), await sideways(ada.page, "mapping")):
        assert not fault
    await ada.page.get_by_role("row", name=re.compile("^sorg")).scroll_into_view_if_needed()
    await ada.picture("overview-mapping")
