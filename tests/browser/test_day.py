"""What happens on a day: a lost phone, the wrong table, second thoughts, another language, a screen carried away."""

import asyncio
import re

import pytest
from playwright.async_api import expect

from tests.browser.device import WAIT
from tests.browser.room import Room

pytestmark = pytest.mark.asyncio(loop_scope="session")

CARD = "Skilsmissegruppe 8-10 år"


async def test_the_clock_is_the_same_on_every_screen_also_paused_and_lengthened(room: Room) -> None:
    ada, ben, wall = await room.ada(), await room.phone("Ben"), await room.wall()
    invitation = await ada.makes_a_workshop()
    await wall.opens_up(invitation.wall_link)
    await ada.opens("Vi skriver tilbud")
    await ben.joins(invitation.code, area="PPR")
    await ada.presses("Pause")
    clocks = [screen.page.get_by_role("timer").first for screen in (ada, ben, wall)]
    for clock in clocks:
        await expect(clock).to_contain_text("på pause")
    shown = {re.sub(r"\D*$", "", await clock.inner_text()) for clock in clocks}
    assert len(shown) == 1, shown
    await ada.presses("+ 5 min")
    for clock in clocks:
        await expect(clock).to_contain_text(re.compile("(4[6-9]|50):"))
    await ada.presses("Fortsæt")
    for clock in clocks:
        await expect(clock).not_to_contain_text("på pause")


async def test_texts_are_shown_when_the_facilitator_says_so_and_gone_when_she_says_so(room: Room) -> None:
    ada, ben, wall = await room.ada(), await room.phone("Ben"), await room.wall()
    cleo = await room.phone("Cleo")
    invitation = await ada.makes_a_workshop()
    await wall.opens_up(invitation.wall_link)
    await ada.opens("Vi skriver tilbud")
    await ben.joins(invitation.code, area="PPR")
    await cleo.joins(invitation.code, area="Skole")
    await ben.writes(CARD)
    await ada.shows("1 kort")
    assert not wall.was_sent(CARD) and not cleo.was_sent(CARD)

    await ada.presses("Vis teksterne for alle")
    await wall.shows_the("staircase")
    await wall.shows(CARD)
    await ada.presses("Skjul teksterne")
    await wall.shows_the("writing")
    await wall.shows_no(CARD)
    assert not wall.things("card") and not cleo.things("card")
    # Whoever comes now is sent nothing that is hidden now.
    late = await room.phone("Dina")
    await late.joins(invitation.code, area="Skole")
    assert not late.was_sent(CARD)


async def test_a_card_is_taken_back_and_brought_back_by_its_author_and_by_the_facilitator(room: Room) -> None:
    ada, ben = await room.ada(), await room.phone("Ben")
    invitation = await ada.makes_a_workshop()
    await ada.opens("Vi placerer tilbud på trappen")
    await ben.joins(invitation.code, area="PPR")
    await ben.turns_to("Mine")
    await ben.writes(CARD, target_group="Børn i skilsmisse")
    await ben.places(CARD, 3)
    await ben.presses(f"Ret: {CARD}")
    await ben.presses("Træk kortet tilbage")
    await ben.says_of(CARD, "Trukket tilbage")
    await expect(ada.page.get_by_role("tab", name="Trukket tilbage 1")).to_be_visible()
    await ben.presses(f"Bring tilbage: {CARD}")
    await ben.says_of(CARD, "Trin 3")
    await ada.shows_on_step(3, CARD)

    await ada.card(CARD).click()
    await ada.card(CARD).click()
    await ada.page.get_by_role("dialog").get_by_role("button", name="Træk kortet tilbage").click()
    await ada.page.get_by_role("dialog").get_by_role("button", name="Luk").last.click()
    await ben.says_of(CARD, "Trukket tilbage")
    await ada.undoes()
    await ada.shows_on_step(3, CARD)
    await ben.says_of(CARD, "Trin 3")


async def test_a_lost_phone_is_taken_over_by_the_same_person_on_another_one(room: Room) -> None:
    ada, ben = await room.ada(), await room.phone("Ben")
    invitation = await ada.makes_a_workshop()
    await ada.opens("Vi skriver tilbud")
    await ben.joins(invitation.code, area="PPR", name="Ben")
    await ben.writes(CARD)
    await ben.page.close()
    async with asyncio.timeout(WAIT / 1000):  # until the server has noticed: nobody takes over a phone in use
        while ada.messages("presence")[-1]["phones"]:
            await ada.page.wait_for_timeout(20)

    other = await room.phone("Ben", "Galaxy S9+")
    await other.goes_to(invitation.qr_link)
    await other.page.get_by_role("radio", name="PPR").check()
    await other.page.get_by_label("Dit navn").fill("ben")
    await other.presses("Gå ind")
    await other.shows("Er du Ben, som var med før?")
    await other.presses("Ja, det er mig")
    await other.is_in()
    await other.has_stored(CARD)
    await ada.shows("1 er med")


async def test_somebody_who_sat_down_at_the_wrong_table_changes_it_and_keeps_the_cards(room: Room) -> None:
    ada, ben = await room.ada(), await room.phone("Ben")
    invitation = await ada.makes_a_workshop()
    await ada.opens("Vi skriver tilbud")
    await ben.joins(invitation.code, area="PPR", name="Ben")
    await ben.writes(CARD)
    await ben.page.get_by_role("link", name="Skift fagområde").click()
    await expect(ben.page.get_by_role("radio", name="PPR")).to_be_checked()
    await ben.fills_in(area="Skole", name="Ben")
    await ben.turns_to("Mine")
    await ben.has_stored(CARD)
    await ben.writes("Lektiecafé")
    await ada.shows("2 kort")
    cards = {card["name"]: card["area_id"] for card in ada.things("card").values()}
    assert cards["Lektiecafé"] == "skole"
    await ada.shows("1 er med")


async def test_each_person_reads_their_own_language(room: Room) -> None:
    ada, ben = await room.ada(), await room.phone("Ben")
    cleo, wall = await room.phone("Cleo"), await room.wall()
    invitation = await ada.makes_a_workshop()
    await wall.opens_up(invitation.wall_link)
    await ada.opens("Vi skriver tilbud")
    await ben.goes_to(invitation.qr_link)
    await ben.presses("In English")
    await expect(ben.page.locator("html")).to_have_attribute("lang", "en")
    await ben.fills_in(area="PPR")
    await cleo.joins(invitation.code, area="PPR")
    await ben.page.get_by_role("textbox", name="What is the offer called?").fill(CARD)
    await ben.presses("Put the card forward")
    await ben.says_of(CARD, re.compile(r"(Saved|Stored) at \d"))
    await expect(cleo.page.locator("html")).to_have_attribute("lang", "da")
    await wall.shows("Skriv ét kort for hvert tilbud, I kender")
    await ben.presses("På dansk")
    await ben.has_stored(CARD)


async def test_the_wall_may_be_closed_and_shown_elsewhere_at_any_time(room: Room) -> None:
    ada, wall = await room.ada(), await room.wall()
    invitation = await ada.makes_a_demo("placing")
    await wall.opens_up(invitation.wall_link)
    await ada.shows("1 skærm er med")
    second = await room.wall(is_mobile=True)
    await second.opens_up(invitation.wall_link)
    await ada.shows("2 skærme er med")
    await wall.page.close()
    await ada.shows("1 skærm er med")
    await ada.opens("Fælles refleksion")
    await second.shows_the("reflection")
    assert not [sent for sent in second.sent if "ping" not in sent], "a wall that is only shown says nothing"


async def test_the_front_page_leads_a_facilitator_to_a_demo_in_any_stage(room: Room) -> None:
    ada = await room.ada()
    await ada.goes_to("/")
    await ada.page.get_by_label("Åbn den ved").select_option("presenting")
    await ada.presses("Lav en demo")
    await ada.sees_the_console()
    await ada.is_at("Vi præsenterer for hinanden")
    await ada.shows("30 kort")
