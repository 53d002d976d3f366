"""The handbook's whole day (boxes 6 and 7), from preparation to freeze, as a room lives it."""

import re
from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.browser.keys import Keys
from tests.browser.room import Room
from tests.browser.takeaway import takes_everything_home

pytestmark = pytest.mark.asyncio(loop_scope="session")

PURPOSE = "At se, hvem der gør hvad for børn i skilsmisse"
GROUP, TALKS, CLUB, SCRIBED = (
    "Skilsmissegruppe 8-10 år",
    "Samtaler om skilsmisse",
    "Lektiecafé",
    "Familiehuset",
)
QUESTION, ANSWER = "Kan man selv henvende sig?", "Ja, alle kan ringe"
GAP, ACTION = "Intet til de 15-17-årige", "Find ud af, hvem der tager de ældste"


async def test_the_whole_day_with_a_facilitator_who_only_has_a_keyboard(room: Room, tmp_path: Path) -> None:
    ada, wall = await room.ada(), await room.wall()
    ben, cleo, dina = await room.phone("Ben"), await room.phone("Cleo"), await room.phone("Dina")
    phones, keys = (ben, cleo, dina), Keys(ada)

    # Preparation: the plan, and the purpose in the process plan.
    await ada.goes_to("/workshops/new")
    await keys.goes_to("textbox", "Titel")
    await keys.types("Børn i skilsmisse")
    await keys.presses("Enter")
    invitation = await ada.sees_the_console()
    await wall.opens_up(invitation.wall_link)
    await keys.goes_to("button", "Procesplan")
    await keys.presses("Enter")
    await keys.is_in_a_dialog()
    await keys.goes_to("textbox", "Formål")
    await keys.types(PURPOSE)
    await keys.goes_to("button", "Gem procesplanen")
    await keys.presses("Enter")
    await expect(ada.page.get_by_role("dialog")).to_have_count(0)

    # Welcome: they come in, and read what the day is for.
    await keys.opens_stage(ada, "Byd velkommen", "Velkomst og rammesætning")
    for phone, area in ((ben, "PPR"), (cleo, "Skole"), (dina, "PPR")):
        await phone.joins(invitation.code, area, phone.name)
    for screen in (wall, *phones):
        await screen.shows(PURPOSE)
    await ada.shows("3 er med")
    await keys.opens_stage(ada, "Introduktion", "Introduktion til indsatstrappen", "Start introduktion")
    await wall.shows_the("introduction")

    # Writing: what one table writes steers no other. Somebody needs a hand; one has no phone.
    await keys.opens_stage(ada, "Start skrivning", "Vi skriver tilbud")
    await ben.writes(GROUP, target_group="Børn, hvis forældre er skilt")
    await dina.writes(TALKS, target_group="Børn, hvis forældre er skilt")
    await cleo.writes(CLUB)
    assert not wall.was_sent(GROUP) and not cleo.was_sent(GROUP)
    await dina.turns_to("Bordets")
    await dina.shows(GROUP)
    await keys.goes_to("combobox", "Fagområde")
    await keys.types("Myndighed")
    await keys.goes_to("textbox", "Hvad hedder tilbuddet?")
    await keys.types(SCRIBED)
    await keys.presses("Enter")
    await ada.shows(f"“{SCRIBED}” er gemt")
    await keys.goes_to("button", "+ 5 min")
    await keys.presses("Enter")
    await expect(wall.page.get_by_role("timer").first).to_contain_text(re.compile("^(4[6-9]|50):"))

    # Placing: from phones and from the console, and one thought better of.
    await keys.opens_stage(ada, "Start placering", "Vi placerer tilbud på trappen")
    for phone, name, step in ((ben, GROUP, 2), (dina, TALKS, 2), (cleo, CLUB, 1)):
        await phone.turns_to("Mine")
        await phone.places(name, step)
        await wall.shows_on_step(step, name)
    await keys.goes_to_card(ada, SCRIBED)
    await keys.presses("4")
    await wall.shows_on_step(4, SCRIBED)
    await keys.presses("Control+z")
    await expect(wall.step(4).locator("[data-card-id]")).to_have_count(0)
    await keys.presses("Control+Shift+z")
    await wall.shows_on_step(4, SCRIBED)

    # Presenting: Ben speaks for PPR from his own phone; Cleo asks, and Ada notes the answer.
    await keys.opens_stage(ada, "Start præsentation", "Vi præsenterer for hinanden")
    await ben.presses("Jeg præsenterer for os")
    await ben.shows("Du præsenterer for jeres fagområde")
    await keys.goes_to("button", re.compile("^Giv ordet.*PPR"))
    await keys.presses("Enter")
    await ben.presses("Vis første kort")
    await expect(wall.page.get_by_role("heading", name=GROUP, level=1)).to_be_visible()
    await cleo.page.get_by_label("Stil et spørgsmål").fill(QUESTION)
    await cleo.presses("Send spørgsmål")
    await keys.goes_to("button", f"Notér svar: {QUESTION}")
    await keys.presses("Enter")
    await expect(ada.page.get_by_role("textbox", name="Svar")).to_be_focused()
    await keys.types(ANSWER)
    await keys.goes_to("button", "Gem som besvaret")
    await keys.presses("Enter")
    await cleo.shows(f"Svar: {ANSWER}")
    await ben.presses("Næste kort")
    await expect(wall.page.get_by_role("heading", name=TALKS, level=1)).to_be_visible()

    # Reflection: a gap from a phone, supported by another; an overlap from the console.
    await keys.opens_stage(ada, "Start refleksion", "Fælles refleksion")
    await cleo.presses("Skriv, hvad I ser")
    await cleo.page.get_by_role("button", name="Mangel").click()
    await cleo.page.get_by_role("textbox", name="Med jeres ord").fill(GAP)
    await cleo.presses("Læg det frem")
    await wall.shows(GAP)
    await dina.page.get_by_role("button", name=f"Støt: {GAP}").click()
    await cleo.shows("1 støtter")

    # Wrap-up, and the mapping that all of them may read.
    await keys.opens_stage(ada, "Start afrunding", "Tak for i dag: hvem gør hvad")
    await keys.goes_to("textbox", "Hvad skal gøres?")
    await keys.types(ACTION)
    await keys.goes_to("button", "Notér aftalen")
    await keys.presses("Enter")
    for screen in (wall, *phones):
        await screen.shows(ACTION)
    await keys.goes_to("button", "Afslut kortlægningen")
    await keys.presses("Enter")
    await keys.is_in_a_dialog()
    await keys.goes_to("button", "Afslut kortlægningen")
    await keys.presses("Enter")
    await wall.shows_the("frozen")
    await keys.goes_to("link", "Se kortlægningen")
    await keys.presses("Enter")
    await expect(ada.page.get_by_role("heading", name="Børn i skilsmisse")).to_be_visible()
    for said in (GROUP, TALKS, CLUB, SCRIBED, GAP, ACTION):
        await ada.shows(said)
    home = await takes_everything_home(ada, tmp_path)
    offers = {offer["name"]: offer for offer in home.mapping()["offers"]}
    assert [(one["text"], one["answer"]) for one in offers[GROUP]["questions"]] == [(QUESTION, ANSWER)]


async def test_the_other_order_in_english_on_twelve_steps_with_columns_by_law(room: Room) -> None:
    """The handbook's running text: each representative presents a card and puts it up at once."""
    ada, wall = await room.ada(), await room.wall()
    ben, cleo = await room.phone("Ben"), await room.phone("Cleo")
    for device in (ada, wall, ben, cleo):
        await device.reads_english()

    await ada.goes_to("/workshops/new")
    await ada.page.get_by_label("Title").fill("Young people at home")
    await ada.page.locator("summary", has_text="The staircase").click()
    await ada.page.get_by_role("radio", name="12 steps").check()
    await ada.page.get_by_role("radio", name="By law").check()
    await ada.page.locator("summary", has_text="The agenda of the day").click()
    await ada.page.get_by_role("radio", name="Present first, and place meanwhile").check()
    await ada.page.get_by_role("button", name="Make the workshop").first.click()
    invitation = await ada.sees_the_console()
    await wall.opens_up(invitation.wall_link)

    await ada.opens("Welcome and framing")
    for phone, area in ((ben, "PPR"), (cleo, "Skole")):
        await phone.joins(invitation.code, area, phone.name)
    await ada.opens("We write offers")
    for phone, name in ((ben, GROUP), (cleo, CLUB)):
        await phone.page.get_by_role("textbox", name="What is the offer called?").fill(name)
        await phone.presses("Put the card forward")
        await phone.says_of(name, re.compile(r"(Saved|Stored) at \d"))
    assert not wall.was_sent(GROUP) and not cleo.was_sent(GROUP)

    await ada.opens("We present to each other")
    await ben.presses("I present for us")
    panel = await ada.turns_to("Presenting")
    await panel.get_by_role("group", name="PPR").get_by_role("button", name="Give the floor").click()
    await ben.presses("Show the first card")
    await expect(wall.page.get_by_role("heading", name=GROUP, level=1)).to_be_visible()
    await ben.presses("Place the card on the staircase")
    sheet = ben.page.get_by_role("dialog")
    await sheet.get_by_role("listitem").get_by_role("button", name=re.compile(r"^3\b")).click()
    await sheet.get_by_role("button", name="Go on to column").click()
    await sheet.get_by_role("listitem").get_by_role("button").nth(1).click()
    await sheet.get_by_role("button", name=re.compile("^Move to step 3")).click()
    await expect(sheet).to_have_count(0)

    # What was not placed while it was presented, is placed now; then the staircase is as the room made it.
    await ada.opens("We place offers on the staircase")
    await wall.shows_on_step(3, GROUP)
    (placed,) = (card for card in wall.things("card").values() if card["name"] == GROUP)
    columns = [column["column_id"] for column in wall.things("session")["session"]["columns"]]
    assert placed["column_id"] == columns[1]
    await ada.page.get_by_role("tab", name="Not placed").click()
    await ada.page.get_by_role("tabpanel").get_by_role("button", name=CLUB).first.focus()
    await ada.page.keyboard.press("1")
    await wall.shows_on_step(1, CLUB)
    await room.pictures("whole-day-columns")

    await ada.opens("Reflecting together")
    await ada.opens("Thank you: who does what")
    await ada.page.get_by_role("button", name=re.compile("^Close the mapping")).first.click()
    await ada.page.get_by_role("dialog").get_by_role("button", name="Close the mapping").click()
    await wall.shows_the("frozen")
    await ada.page.get_by_role("link", name="See the mapping").click()
    for said in (GROUP, CLUB, "Rådgivning"):
        await ada.shows(said)
