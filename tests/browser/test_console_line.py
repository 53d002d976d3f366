"""What a facilitator asked for outlives the page: after a reload it is asked once more, and counts once."""

import re
from collections import Counter

import pytest
from playwright.async_api import Dialog, expect

from tests.browser.console import Console, Invitation
from tests.browser.line import Line
from tests.browser.room import Room

pytestmark = pytest.mark.asyncio(loop_scope="session")

CARD = "Skilsmissegruppe 8-10 år"
SECOND = "Mandecafé for fædre, som er alene med deres børn"


async def at_two_desks(room: Room, stage: str) -> tuple[Console, Line, Console, Invitation]:
    """Ada on a line that can be cut, Bo on a good one, both at the same workshop."""
    ada, bo = await room.ada(), await room.ada(name="Bo")
    invitation = await ada.makes_a_workshop()
    await ada.opens(stage)
    line = Line()
    await line.lies_under(ada.page)
    ada.page.on("dialog", leaves)
    await ada.page.reload()
    for desk in (ada, bo):
        await desk.goes_to(f"/console/{invitation.session_id}")
        await desk.sees_the_console()
    return ada, line, bo, invitation


async def leaves(dialog: Dialog) -> None:
    """Yes, leave the page, although something is on its way."""
    await dialog.accept()


async def loads_again(ada: Console, line: Line) -> None:
    """The page, and with it a line that carries everything."""
    line.is_mended_for_the_next_page()
    await ada.page.reload()
    await ada.sees_the_console()


async def writes_for_a_table(ada: Console, name: str) -> None:
    panel = await ada.turns_to("Skriv kort")
    await panel.get_by_label("Fagområde").select_option(label="PPR")
    await panel.get_by_role("textbox", name="Hvad hedder tilbuddet?").fill(name)
    await panel.get_by_role("button", name="Læg kortet frem").click()


def names(desk: Console) -> Counter[str]:
    return Counter(card["name"] for card in desk.things("card").values())


async def test_a_card_whose_answer_was_lost_with_the_page_is_there_once_and_its_form_is_empty(
    room: Room,
) -> None:
    """C3, C4, at the console."""
    ada, line, bo, _ = await at_two_desks(room, "Vi skriver tilbud")
    line.is_deaf = True
    await writes_for_a_table(ada, CARD)
    await bo.shows("1 kort")
    await expect(ada.page.get_by_role("button", name="Gemmer …")).to_be_visible()

    await loads_again(ada, line)
    await ada.shows(f"“{CARD}” er gemt")
    await expect(ada.page.get_by_role("textbox", name="Hvad hedder tilbuddet?")).to_have_value("")
    await ada.has_everything_stored()
    sent = line.commands("add_card")
    assert len(sent) >= 2 and len({command["id"] for command in sent}) == 1
    # Nothing is left to be sent a third time.
    await loads_again(ada, line)
    await ada.has_everything_stored()
    await writes_for_a_table(ada, SECOND)
    await bo.shows("2 kort")
    assert len({command["id"] for command in line.commands("add_card")}) == 2
    assert names(bo) == {CARD: 1, SECOND: 1}


async def test_a_move_that_never_arrived_is_made_after_the_page_is_loaded_again(room: Room) -> None:
    ada, line, bo, _ = await at_two_desks(room, "Vi placerer tilbud på trappen")
    await writes_for_a_table(ada, CARD)
    await ada.has_everything_stored()
    line.is_mute = True
    await ada.presses_number(CARD, 3)
    await ada.shows("Gemmer …")
    await loads_again(ada, line)
    await ada.shows_on_step(3, CARD)
    await bo.shows_on_step(3, CARD)
    assert len({command["id"] for command in line.commands("move_card")}) == 1


async def test_words_that_are_refused_after_the_page_was_loaded_again_are_not_lost(room: Room) -> None:
    ada, line, bo, _ = await at_two_desks(room, "Vi placerer tilbud på trappen")
    await writes_for_a_table(ada, CARD)
    await ada.has_everything_stored()
    line.is_mute = True
    await ada.presses_number(CARD, 3)
    await ada.card(CARD).click()
    dialog = ada.page.get_by_role("dialog")
    await dialog.get_by_role("combobox", name="Målgruppe").fill("Børn i skilsmisse")
    await dialog.get_by_role("button", name="Gem rettelserne").click()
    await bo.freezes()

    await loads_again(ada, line)
    await expect(dialog.get_by_role("combobox", name="Målgruppe")).to_have_value("Børn i skilsmisse")
    await expect(dialog).to_contain_text("Kortlægningen er afsluttet og kan ikke ændres.")
    await ada.picture("returned-to-console")
    await dialog.get_by_role("button", name="Luk").first.click()
    await dialog.get_by_role("button", name="Kassér rettelserne").click()
    await ada.shows(
        re.compile(
            "Noget, du gjorde, før siden blev indlæst igen, blev ikke til noget: Kortlægningen er afsluttet"
        )
    )
    await ada.has_everything_stored()


async def test_what_was_asked_before_somebody_else_came_to_this_desk_is_sent_when_they_say_so(
    room: Room,
) -> None:
    ada, line, bo, invitation = await at_two_desks(room, "Vi placerer tilbud på trappen")
    await bo.goes_to(f"/sessions/{invitation.session_id}/co-facilitator")
    await bo.presses("Lav et link")
    link = await bo.page.locator("code").inner_text()
    await bo.goes_to(f"/console/{invitation.session_id}")
    await bo.sees_the_console()
    await writes_for_a_table(ada, CARD)
    await ada.has_everything_stored()
    line.is_mute = True
    await ada.presses_number(CARD, 3)
    await ada.shows("Gemmer …")

    await ada.context.clear_cookies()
    await ada.goes_to(link)
    await ada.page.get_by_label("Dit navn").fill("Mette")
    line.is_mute = False
    await ada.presses("Åbn konsollen")
    await ada.sees_the_console()
    await ada.shows("1 ændring herfra blev ikke sendt, før der blev logget ind igen")
    await ada.picture("left-over-on-console")
    assert not [card for card in bo.things("card").values() if card["step_id"]]
    await ada.presses("Send nu")
    await bo.shows_on_step(3, CARD)
    await ada.shows_no("blev ikke sendt")


async def test_a_text_that_is_too_large_to_be_sent_stays_in_its_form_and_holds_up_nothing(room: Room) -> None:
    ada, line, bo, _ = await at_two_desks(room, "Vi skriver tilbud")
    panel = await ada.turns_to("Skriv kort")
    await panel.get_by_text("Beskrivelse, alder, adgang og mere").click()
    description = panel.get_by_role("textbox", name="Beskrivelse")
    await description.fill("å" * 40_000)
    await panel.get_by_text("Beskrivelse, alder, adgang og mere").click()
    await writes_for_a_table(ada, CARD)
    await ada.shows(
        "Teksten er for lang til at blive sendt. Den bliver liggende her. Forkort den, og prøv igen."
    )
    await expect(description).to_be_focused()  # unfolded again, to be shortened
    await ada.picture("too-large-on-console")
    assert not line.commands("add_card")
    await description.fill("En linje")
    await panel.get_by_role("button", name="Læg kortet frem").click()
    await bo.shows("1 kort")
    await ada.has_everything_stored()
