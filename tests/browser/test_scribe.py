"""The facilitator writes cards for others by keys alone, many in a row; a draft is there again after a reload."""

import pytest
from playwright.async_api import expect

from tests.browser.looks import faults
from tests.browser.room import Room

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_cards_are_written_for_others_with_the_keyboard_alone(room: Room) -> None:
    ada, ben = await room.ada(), await room.phone("Ben")
    invitation = await ada.makes_a_workshop()
    await ben.joins(invitation.code, "Skole", "Bent Boye")
    await ada.opens("Vi skriver tilbud")
    keys = ada.page.keyboard
    name = ada.page.get_by_role("textbox", name="Hvad hedder tilbuddet?")
    await ada.page.get_by_role("main").focus()
    await keys.press("n")
    await expect(name).to_be_focused()

    await keys.type("Åben rådgivning")
    await keys.press("Enter")
    await ada.shows("Vælg det fagområde, kortet hører til.")
    area = ada.page.get_by_label("Fagområde", exact=True)
    await area.focus()
    await keys.type("Skole")  # as one finds a choice by its first letters
    await expect(area).to_have_value("skole")
    await name.focus()
    await keys.press("Enter")
    await ada.shows("“Åben rådgivning” er gemt")
    await expect(name).to_be_focused()
    await expect(name).to_have_value("")

    # The next one is Bent's own, put forward from another field.
    chosen = ada.page.get_by_label("Skriv for")
    await chosen.focus()
    await keys.type("Bent")
    await name.focus()
    await keys.type("Læsevejleder")
    await keys.press("Tab")
    await keys.type("Elever i 1.-3. klasse")
    await keys.press("Control+Enter")
    await ada.shows("“Læsevejleder” er gemt")
    await ada.shows("2 kort skrevet herfra")
    await ben.page.go_back()
    await ben.has_stored("Læsevejleder")
    await expect(ben.page.get_by_role("tab", name="Mine")).to_contain_text("1")
    await room.pictures("scribe")
    for fault in await faults(ada.page, "console"):
        assert not fault

    await keys.type("Familiehu")
    await keys.press("Escape")
    await expect(name).not_to_be_focused()
    await ada.page.reload()
    await ada.sees_the_console()
    await expect(name).to_have_value("Familiehu")
    await expect(area).to_have_value("skole")
    await ada.shows("2 kort skrevet herfra")
