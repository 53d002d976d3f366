"""An area at two tables: chosen when one comes in, each with its own cards, and told softly of a card like theirs."""

import pytest
from playwright.async_api import expect

from tests.browser.looks import faults, sideways
from tests.browser.room import Room

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_an_area_sits_at_two_tables_and_each_reads_its_own_cards(room: Room) -> None:
    ada, ben, cleo, dina = (
        await room.ada(),
        await room.phone("Ben"),
        await room.phone("Cleo"),
        await room.phone("Dina"),
    )
    invitation = await ada.makes_a_workshop()
    await ada.presses("Planen")
    dialog = ada.page.get_by_role("dialog")
    await dialog.get_by_role("tab", name="Borde").click()
    for number, areas in ((1, ["SKO, Skole"]), (2, ["SKO, Skole", "PPR, PPR"])):
        await dialog.get_by_role("button", name="Tilføj et bord").click()
        row = dialog.get_by_role("listitem").nth(number - 1)
        await expect(row.get_by_label("Navn")).to_have_value(f"Bord {number}")
        for area in areas:
            await row.get_by_role("button", name=area, exact=True).click()
    for fault in (await faults(ada.page, "plan"), await sideways(ada.page, "plan")):
        assert not fault
    await room.pictures("tables-plan")
    await dialog.get_by_role("button", name="Gem planen").click()
    await expect(dialog).to_be_hidden()

    await ben.goes_to(invitation.qr_link)
    for fault in (await faults(ben.page, "join"), await sideways(ben.page, "join")):
        assert not fault
    await room.pictures("tables-join")
    await ben.fills_in("Skole Bord 1")
    await cleo.joins(invitation.code, "Skole Bord 1")
    await dina.joins(invitation.code, "PPR Bord 2")
    await ada.shows("Ved bordene")
    await ada.opens("Vi skriver tilbud")

    await ben.writes("Skilsmissegruppe 8-10 år")
    await cleo.begins_a_card()
    await cleo.fills_card(name="Skilsmissegrupper")
    await cleo.shows("Ét kort ligner: Skilsmissegruppe 8-10 år")
    await cleo.puts_it_forward()  # nobody is stopped by it
    await cleo.has_stored("Skilsmissegrupper")
    await dina.begins_a_card()
    await dina.fills_card(name="Skilsmissegrupper")
    await ada.shows("2 kort")
    await dina.shows_no("Ét kort ligner")
    assert not dina.was_sent("Skilsmissegruppe")
    await room.pictures("tables-writing")
    await ada.opens("Vi placerer tilbud på trappen")
    await dina.page.go_back()
    await dina.turns_to("Bordets")
    await dina.shows("Her kommer bordets kort")
