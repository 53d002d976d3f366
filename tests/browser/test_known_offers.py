"""Known offers from a list to the mapping: the tables are asked, and what is not answered is marked on every screen."""

import re

import pytest
from playwright.async_api import expect

from tests.browser.looks import faults, sideways
from tests.browser.room import Room

pytestmark = pytest.mark.asyncio(loop_scope="session")

LIST = (
    "Navn;Målgruppe;Fagområde;Trin\n"
    "Headspace;Unge 12-25 år;Skole;2\n"
    "Lektiecafé;Alle elever;Skole;\n"
    "Læsevejleder;Elever;Skole;1\n"
    "Cool Kids;Børn med angst;PPR;3\n"
    "Støtte;Elev 010114-1234;Skole;\n"
).encode()


async def test_a_list_becomes_cards_that_the_tables_answer_for(room: Room) -> None:
    ada, wall, ben = await room.ada(), await room.wall(), await room.phone("Ben")
    invitation = await ada.makes_a_workshop()
    await ada.page.get_by_label("Mere", exact=True).click()
    await ada.page.get_by_role("link", name="Importér kendte tilbud").click()
    await ada.page.get_by_label("Excel (.xlsx) eller CSV").set_input_files(
        {"name": "tilbud.csv", "mimeType": "text/csv", "buffer": LIST}
    )
    await ada.presses("Se på filen")
    await ada.shows("Det ligner et CPR-nummer i “Målgruppe”")
    await ada.shows_no("010114")
    for fault in (await faults(ada.page, "import"), await sideways(ada.page, "import")):
        assert not fault
    await ada.presses("Importér 4 tilbud")
    await ada.shows("4 tilbud er importeret")
    await ada.page.get_by_role("link", name="Til konsollen").click()
    await ada.sees_the_console()
    await ada.shows("4 ikke bekræftet")

    await wall.opens_up(invitation.wall_link)
    await ada.opens("Vi skriver tilbud")
    await wall.shows("4 kendte tilbud: Gælder de stadig?")
    assert not wall.was_sent("Headspace"), "the room hears a number, and no text"

    # The table is asked before it writes; each answer goes by itself, and the focus goes on to the next.
    await ben.joins(invitation.code, "Skole")
    await expect(ben.page.get_by_role("heading", name="Kendte tilbud – gælder de stadig?")).to_be_visible()
    assert not ben.was_sent("Cool Kids")
    for fault in (await faults(ben.page, "phone"), await sideways(ben.page, "phone")):
        assert not fault
    await ben.page.get_by_role("button", name="Bekræft: Headspace").focus()
    await ben.page.keyboard.press("Enter")
    await expect(ben.page.get_by_role("button", name="Bekræft: Lektiecafé")).to_be_focused()
    await ben.presses("Findes ikke længere: Lektiecafé")
    await ben.shows("Trukket tilbage: “Lektiecafé”")
    await ben.presses("Ret: Læsevejleder")
    await ben.page.get_by_label("Målgruppe").fill("Elever i 1.-3. klasse")
    await ben.presses("Gem rettelserne")
    await expect(ben.page.get_by_role("heading", name="Kendte tilbud – gælder de stadig?")).to_have_count(0)
    await ada.shows("1 ikke bekræftet")

    # What nobody has answered is marked on the staircase, in words for who listens.
    await ada.opens("Vi placerer tilbud på trappen")
    await wall.shows_on_step(3, "Cool Kids")
    await expect(wall.card("Cool Kids").get_by_role("img", name="ikke bekræftet")).to_be_visible()
    await expect(wall.card("Headspace").get_by_role("img", name="ikke bekræftet")).to_have_count(0)
    await wall.shows("ikke bekræftet endnu")

    await ada.freezes()
    await ada.page.get_by_role("link", name="Se kortlægningen").click()
    await expect(ada.page.get_by_role("row", name=re.compile("Cool Kids"))).to_contain_text("ikke bekræftet")
    await expect(ada.page.get_by_role("row", name=re.compile("Headspace"))).not_to_contain_text(
        "ikke bekræftet"
    )
    await expect(ada.page.get_by_role("row", name=re.compile("Læsevejleder"))).to_contain_text("1.-3. klasse")


async def test_paper_is_downloaded_from_the_console(room: Room) -> None:
    ada = await room.ada()
    await ada.makes_a_workshop()
    await ada.page.get_by_label("Mere", exact=True).click()
    await ada.page.get_by_role("link", name="Papir til rummet").click()
    for fault in (await faults(ada.page, "paper"), await sideways(ada.page, "paper")):
        assert not fault
    files = {"Hent kortene som PDF": "tilbudskort-a6.pdf", "Hent plakaten som PDF": "trappe-a0.pdf"}
    for button, name in files.items():
        async with ada.page.expect_download() as coming:
            await ada.presses(button)
        assert (await coming.value).suggested_filename == name
