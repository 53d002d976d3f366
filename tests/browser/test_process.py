"""The process plan and the wrap-up: what is decided once stands where it is needed; notes stay with the facilitator."""

import pytest
from playwright.async_api import expect

from tests.browser.console import Console
from tests.browser.looks import faults
from tests.browser.room import Room

pytestmark = pytest.mark.asyncio(loop_scope="session")

PURPOSE = "At se, hvem der gør hvad for de 10-15-årige"
NOTE = "Direktionen vil have svar før jul"
ACTION = "Spørg PPR, om de to grupper kan slås sammen"


async def decides(ada: Console) -> None:
    """Write in the process plan at its first and last step, and save."""
    await ada.presses("Planen")
    await ada.page.get_by_role("dialog", name="Planen").get_by_role("button", name="Procesplan").click()
    plan = ada.page.get_by_role("dialog", name="Procesplan")
    await plan.get_by_role("textbox", name="Formål").fill(PURPOSE)
    await plan.get_by_role("textbox", name="Relevant input").fill(NOTE)
    await ada.picture("process-purpose")
    await plan.get_by_role("tab", name="3 Kortlægning").click()
    await ada.picture("process-mapping")
    assert not await faults(ada.page, "process plan, areas")
    await plan.get_by_role("tab", name="Slutprodukt").click()
    await plan.get_by_role("radio", name="Katalog", exact=True).check()
    await plan.get_by_role("textbox", name="Hvem er det til?").fill("Alle, der møder børn og unge")
    await plan.get_by_role("radio", name="Internt i kommunen").check()
    await plan.get_by_role("textbox", name="Hvor kan det findes?").fill("Intranettet")
    await plan.get_by_role("textbox", name="Hvem er tovholder?").fill("Anne i PPR")
    await plan.get_by_role("combobox", name="Hvor tit skal det opdateres?").select_option("yearly")
    await expect(plan.get_by_label("Næste gang")).not_to_have_value("")
    await plan.get_by_label("Næste gang").fill("2027-11-15")
    await ada.picture("process-end-product")
    assert not await faults(ada.page, "process plan, end product")
    await ada.presses("Gem procesplanen")
    await expect(plan).to_have_count(0)


async def test_what_is_decided_once_stands_on_every_screen_and_in_the_mapping(room: Room) -> None:
    ada, ben, wall = await room.ada(), await room.phone("Ben"), await room.wall()
    invitation = await ada.makes_a_demo("wrapup")
    await wall.opens_up(invitation.wall_link)
    await ben.joins(invitation.code, area="PPR")
    await decides(ada)
    panel = await ada.turns_to("Hvem gør hvad")
    await panel.get_by_role("button", name="Følg op på “Vi kender kun ét tilbud").click()
    await expect(panel.get_by_label("Hvad skal gøres?")).to_be_focused()
    await expect(panel.get_by_role("checkbox", name="Mangel 3")).to_be_checked()
    assert not await faults(ada.page, "wrap-up")
    await ada.agrees(ACTION, who="Anne", due="2027-01-15", finding="Overlap 1", cards=("Headspace",))
    for screen in (wall, ben):
        await screen.shows("Anne i PPR")
        await screen.shows("Næste gang 15. november 2027")
        row = screen.page.locator("tr, li").filter(has_text=ACTION)
        await expect(row).to_contain_text("Headspace")
        await expect(row.get_by_label("Overlap")).to_be_visible()
    await room.pictures("process-wrapup")
    assert not ben.was_sent(NOTE)
    assert not wall.was_sent(NOTE)

    link = ada.page.get_by_role("link", name="Datoer til kalenderen")
    dates = await ada.page.request.get(ada.address + str(await link.get_attribute("href")))
    assert "DTSTART;VALUE=DATE:20271115" in await dates.text()
    assert f"SUMMARY:{ACTION}".replace(",", "\\,") in await dates.text()

    await ada.opens("Velkomst og rammesætning")
    for screen in (wall, ben):
        await screen.shows(PURPOSE)
    await room.pictures("process-welcome")
    await ada.freezes()
    await ada.goes_to(f"/mappings/{invitation.session_id}/1")
    await ada.shows(NOTE)
    await expect(ada.page.get_by_role("link", name="Datoer til kalenderen")).to_be_visible()
    await ada.picture("process-mapping-page")


async def test_a_personal_number_is_told_where_it_stands_and_the_focus_finds_its_way_back(room: Room) -> None:
    ada = await room.ada()
    await ada.makes_a_workshop("Børn og unge")
    await ada.presses("Procesplan")
    plan = ada.page.get_by_role("dialog", name="Procesplan")
    await plan.get_by_role("tab", name="Opfølgning").click()
    await plan.get_by_role("textbox", name="Beslutninger").fill("Ring om 010114-1234")
    await plan.get_by_role("tab", name="Formål").click()
    await ada.presses("Gem procesplanen")
    asks = ada.page.get_by_role("dialog", name="Er det et CPR-nummer?")
    await expect(asks).to_contain_text("Procesplanen · Beslutninger")
    await expect(asks.get_by_role("button", name="Ret teksten")).to_be_focused()
    await ada.page.keyboard.press("Escape")
    await expect(plan.get_by_role("tab", name="Opfølgning")).to_have_attribute("aria-selected", "true")
    await expect(plan.get_by_role("alert")).to_contain_text("Det ligner et CPR-nummer.")
    await expect(plan.locator("[aria-invalid]")).to_have_value("Ring om 010114-1234")
    await ada.presses("Kassér rettelserne")
    await expect(plan).to_have_count(0)
    menu = ada.page.locator(".menu")
    await menu.locator("summary").click()
    await menu.get_by_role("button", name="Procesplan").click()
    await expect(plan.get_by_role("heading", name="Procesplan")).to_be_focused()
    await ada.page.keyboard.press("Escape")
    await expect(menu.locator("summary")).to_be_focused()


async def test_what_is_no_personal_number_is_said_to_be_none_where_it_was_stopped(room: Room) -> None:
    ada = await room.ada()
    await ada.makes_a_workshop("Børn og unge")
    panel = await ada.turns_to("Hvem gør hvad")
    await panel.get_by_label("Hvad skal gøres?").fill("Ring til firmaet om 010114-1234")
    await panel.get_by_role("button", name="Notér aftalen").click()
    await ada.shows("Er det et CPR-nummer?")
    await ada.picture("alarm")
    await ada.presses("Det er ikke et CPR-nummer")
    await ada.shows("Ikke et CPR-nummer: Hvad skal gøres?")
    await ada.undoes()
    await expect(ada.page.get_by_text("(fortrudt)")).to_be_visible()
    await ada.freezes()


async def test_two_write_in_one_step_and_nothing_is_lost(room: Room) -> None:
    ada, bo = await room.ada(), await room.ada(name="Bo")
    invitation = await ada.makes_a_workshop("Børn og unge")
    await bo.goes_to(f"/console/{invitation.session_id}")
    for desk, field, words in ((ada, "Relevant input", "Adas input"), (bo, "Beslutninger", "Bos beslutning")):
        await desk.presses("Procesplan")
        await desk.page.get_by_role("textbox", name=field).fill(words)
    await ada.presses("Gem procesplanen")
    await bo.shows("En anden har rettet i planen, mens du har den åben. Det er med her:")
    await expect(bo.page.get_by_role("textbox", name="Relevant input")).to_have_value("Adas input")
    await bo.presses("Gem procesplanen")
    await ada.has_heard(3)
    (note,) = ada.things("process")["process"]["notes"]
    assert (note["input"], note["decisions"]) == ("Adas input", "Bos beslutning")
