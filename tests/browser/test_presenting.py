"""The areas present: the representative shows their own cards from the phone, and the room asks and is answered."""

import re

import pytest
from playwright.async_api import expect

from tests.browser.looks import faults, sideways
from tests.browser.room import Room

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_representative_presents_from_the_phone_and_the_room_asks(room: Room) -> None:
    ada, wall = await room.ada(), await room.wall()
    ben, cleo, dina = [await room.phone(name) for name in ("Ben", "Cleo", "Dina")]
    invitation = await ada.makes_a_workshop()
    await wall.opens_up(invitation.wall_link)
    await ada.opens("Vi skriver tilbud")
    await ben.joins(invitation.code, "Skole", "Ben")
    await ben.writes("Lektiecafé")
    await ben.writes("Læsevejleder")
    await cleo.joins(invitation.code, "PPR")
    await cleo.writes("Cool Kids")
    await dina.joins(invitation.code, "PPR")

    await ada.opens("Vi præsenterer for hinanden")
    await ben.presses("Jeg præsenterer for os")
    await ben.shows("Du præsenterer for jeres fagområde")
    panel = await ada.turns_to("Præsentation")
    school = panel.get_by_role("group", name="Skole")
    await expect(school).to_contain_text("Har en, der præsenterer")
    await school.get_by_role("button", name="Giv ordet").click()
    await expect(cleo.page.get_by_role("button", name="Næste kort")).to_have_count(0)

    # Their turn: the phone shows the cards on the wall, and places what it shows.
    await ben.presses("Vis første kort")
    await wall.shows_the("presenting")
    await expect(wall.page.get_by_role("heading", name="Lektiecafé")).to_be_visible()
    await expect(wall.page.get_by_role("timer").last).to_contain_text(re.compile(r"\d+:\d\d"))
    await ben.presses("Placér kortet på trappen")
    sheet = ben.page.get_by_role("dialog")
    await sheet.get_by_role("listitem").get_by_role("button", name=re.compile(r"^2\b")).click()
    await sheet.get_by_role("button", name=re.compile("^Flyt til trin 2")).click()
    await expect(wall.page.get_by_role("img", name=re.compile("trin 2"))).to_be_visible()

    # A question is kept word for word, seen by those who are to answer it, and by the room when Ada shows it.
    await cleo.page.get_by_label("Stil et spørgsmål").fill("Hvem må komme?")
    await cleo.page.reload()
    await expect(cleo.page.get_by_label("Stil et spørgsmål")).to_have_value("Hvem må komme?")
    await cleo.presses("Send spørgsmål")
    await cleo.shows("Gemt. Facilitator og den, der præsenterer, kan se det")
    assert not dina.was_sent("Hvem må komme?") and not wall.was_sent("Hvem må komme?")
    await ben.shows("Hvem må komme?")
    await panel.get_by_role("button", name="Vis på skærmen: Hvem må komme?").click()
    await wall.shows("Hvem må komme?")
    await dina.presses("Samme spørgsmål")
    await wall.shows("2 spørger")
    await panel.get_by_role("button", name="Notér svar: Hvem må komme?").click()
    await panel.get_by_role("textbox", name="Svar").fill("Alle i 3. klasse")
    await panel.get_by_role("button", name="Gem som besvaret").click()
    for device in (wall, cleo):
        await device.shows("Svar: Alle i 3. klasse")
    await room.pictures("presenting")
    for device, view in ((wall, "projector"), (ben, "phone"), (cleo, "phone"), (ada, "console")):
        for fault in (await faults(device.page, view), await sideways(device.page, view)):
            assert not fault

    # On with the keys of a clicker; the next area is another turn.
    await ben.presses("Næste kort")
    await expect(wall.page.get_by_role("heading", name="Læsevejleder")).to_be_visible()
    await ben.shows("Det var jeres sidste kort")
    await ada.page.locator("main#work").focus()
    await ada.page.keyboard.press("PageDown")
    await expect(wall.page.get_by_role("heading", name="Cool Kids")).to_be_visible()
    await expect(ben.page.get_by_role("button", name="Næste kort")).to_have_count(0)
    await expect(panel.get_by_role("group", name="Skole")).to_contain_text("2 af 2 præsenteret")
    await ada.undoes()
    await expect(wall.page.get_by_role("heading", name="Læsevejleder")).to_be_visible()
