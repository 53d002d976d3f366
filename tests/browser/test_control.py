"""The facilitator takes things in hand: undo by name, the lock, the picture on the wall."""

import re

import pytest
from playwright.async_api import expect

from tests.browser.looks import sideways
from tests.browser.room import Room

pytestmark = pytest.mark.asyncio(loop_scope="session")

CARD = "Skilsmissegruppe 8-10 år"


async def test_a_stage_opened_by_mistake_is_taken_back_and_phones_are_as_before(room: Room) -> None:
    ada, ben = await room.ada(), await room.phone("Ben")
    invitation = await ada.makes_a_workshop()
    await ada.opens("Vi skriver tilbud")
    await ben.joins(invitation.code, area="PPR")
    await ben.begins_a_card()
    await ada.opens("Tak for i dag: hvem gør hvad")
    note = ada.page.locator(".toast")
    await note.hover()  # for as long as that it stays, however slow the machine is
    await expect(ben.page.get_by_role("heading", level=1)).to_have_text("Tak for i dag: hvem gør hvad")
    await ada.picture("stage-toast")
    await expect(note).to_contain_text(re.compile(r"Fortryd\s*\d"))
    await note.get_by_role("button", name="Fortryd").click()
    await ada.is_at("Vi skriver tilbud")
    await expect(ben.field("name")).to_have_value("")
    await ben.fills_card(name=CARD)
    await ben.puts_it_forward()
    await ben.has_stored(CARD)

    await ada.shows_as("Trappe")
    await ada.places_by_key(CARD, 2)
    await ada.page.keyboard.press("Control+z")
    await ada.shows(f"Gentag: placerede “{CARD}”")
    await ada.page.keyboard.press("Control+Shift+z")
    await ada.shows_on_step(2, CARD)
    await ada.picture("undone-and-redone")


async def test_what_stands_in_the_way_of_an_undo_is_named(room: Room) -> None:
    ada, ben = await room.ada(), await room.phone("Ben")
    invitation = await ada.makes_a_workshop()
    await ada.opens("Vi placerer tilbud på trappen")
    await ben.joins(invitation.code, area="PPR")
    await ben.writes(CARD)
    await ada.places_by_key(CARD, 2)
    await ben.places(CARD, 3)
    await ada.undoes()
    await ada.shows(f"Det kan ikke fortrydes, fordi PPR siden flyttede “{CARD}”. Fortryd det først.")
    await ada.picture("in-the-way")


async def test_a_locked_board_waits_and_a_held_wall_keeps_its_picture(room: Room) -> None:
    ada, wall, ben = await room.ada(), await room.wall(), await room.phone("Ben")
    invitation = await ada.makes_a_workshop()
    await wall.opens_up(invitation.wall_link)
    await ada.opens("Vi skriver tilbud")
    await ben.joins(invitation.code, area="PPR")
    await ada.presses("Lås tavlen")
    await ben.shows("Facilitator har låst tavlen et øjeblik")
    await expect(wall.page.get_by_role("img", name="Tavlen er låst")).to_be_visible()
    await ben.begins_a_card()
    await ben.fills_card(name=CARD)
    await ben.puts_it_forward()
    await ben.says_of(CARD, re.compile("Venter: facilitator har låst"))
    for device in (ada, ben, wall):
        await device.picture(f"locked-{device.name}")
    await ada.presses("Lås op")
    await ben.has_stored(CARD)
    await ben.shows_no("Facilitator har låst tavlen")

    await wall.shows_the("writing")
    await ada.presses("Hold billedet på skærmen")
    await ada.opens("Vi placerer tilbud på trappen")
    await expect(ben.page.get_by_role("heading", level=1)).to_have_text("Vi placerer tilbud på trappen")
    await ada.picture("held-Ada")
    await wall.page.reload()
    await wall.shows_the("writing")
    assert not wall.was_sent(CARD), "what is being prepared does not even reach the wall"
    await ada.presses("Vis det nye billede")
    await wall.shows_the("staircase")
    await expect(wall.card(CARD)).to_be_visible()


async def test_somebody_is_sent_out_kindly_and_let_in_again_with_all_they_wrote(room: Room) -> None:
    ada, ben = await room.ada(), await room.phone("Ben")
    invitation = await ada.makes_a_workshop()
    await ada.opens("Vi skriver tilbud")
    await ben.joins(invitation.code, area="PPR", name="Ben")
    await ben.writes(CARD)
    await ben.begins_a_card()
    await ben.fills_card(name="Kun en kladde")
    await ada.presses("Vis hvem")
    await ada.presses("Fjern eller luk ind …")
    people = ada.page.get_by_role("dialog")
    await people.get_by_role("button", name="Fjern Ben").click()
    await expect(ben.page.get_by_role("heading", level=1)).to_have_text(
        "Du er ikke med i workshoppen lige nu"
    )
    await ben.shows("Kun en kladde")
    await ben.page.reload()
    await expect(ben.page.get_by_role("heading", level=1)).to_have_text(
        "Du er ikke med i workshoppen lige nu"
    )
    await ben.picture("removed-Ben")
    await people.get_by_role("button", name="Træk alle kort tilbage, som Ben har skrevet").click()
    await expect(people).to_contain_text("1 kort er trukket tilbage.")
    await ada.picture("removed-Ada")
    await people.get_by_role("button", name="Fortryd").click()
    await expect(people).to_contain_text("1 kort er bragt tilbage.")
    await people.get_by_role("button", name="Luk Ben ind igen").click()
    await ben.page.reload()  # it would come by itself, a little later
    await expect(ben.field("name")).to_have_value("Kun en kladde")
    await ben.puts_it_forward()
    await ben.has_stored("Kun en kladde", CARD)


async def test_the_phone_is_a_remote_for_the_wall(room: Room) -> None:
    ada, wall = await room.ada(), await room.wall()
    invitation = await ada.makes_a_demo("presenting")
    await wall.opens_up(invitation.wall_link)
    await ada.page.set_viewport_size({"width": 390, "height": 844})
    await ada.presses("Næste kort")
    await wall.shows_the("presenting")
    await ada.presses("Hold billedet på skærmen")
    await ada.shows("Skærmen holder sit billede.")
    await ada.presses("Tag kortet af skærmen")
    await ada.presses("Skjul teksterne")
    await ada.picture("remote-portrait")
    await expect(wall.page.locator('[data-view="presenting"]')).to_have_count(0)  # hidden by hand: at once
    await ada.presses("Vis teksterne for alle")
    await ada.presses("Vis det nye billede")
    await wall.shows_the("staircase")

    await ada.presses("Tilbage til at placere")
    await ada.page.get_by_role("dialog").get_by_role("button").last.click()
    note = ada.page.locator(".toast")
    await note.hover()
    await expect(note).to_contain_text("Fortryd")
    await ada.picture("remote-note")
    await note.get_by_role("button", name="Fortryd").click()
    await expect(ada.page.get_by_role("heading", name="Vi præsenterer for hinanden")).to_be_visible()

    small = [
        await button.inner_text()
        for button in await ada.page.locator(".remote button").all()
        if (box := await button.bounding_box()) is None or min(box["width"], box["height"]) < 44
    ]
    assert not small, "a finger needs 44 px"
    await ada.page.set_viewport_size({"width": 844, "height": 390})
    await ada.picture("remote-landscape")
    assert not await sideways(ada.page, "landscape")


async def test_a_second_facilitator_comes_in_by_a_link_and_both_know(room: Room) -> None:
    ada, mette = await room.ada(), await room.ada(signed_in=False, name="Mette")
    await ada.makes_a_workshop()
    await ada.page.get_by_role("banner").get_by_label("Mere").click()
    await ada.page.get_by_role("link", name="Medfacilitator").click()
    await ada.presses("Lav et link")
    link = await ada.page.locator("code").inner_text()
    await ada.picture("co-facilitator")
    await mette.goes_to(link)
    await mette.page.get_by_label("Dit navn").fill("Mette")
    await mette.picture("help")
    await mette.presses("Åbn konsollen")
    await mette.sees_the_console()
    await ada.page.get_by_role("link", name="Børn og unge 0-18 år").click()
    await ada.shows("Mette er også her")
    await mette.shows("1 facilitator mere er også her")
    await mette.opens("Vi skriver tilbud")
    await ada.is_at("Vi skriver tilbud")
    await ada.picture("both")
