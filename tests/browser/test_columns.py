"""A staircase with columns, from the form to the end: by phone, key and hand; and a step is taken away under a card."""

import re

import pytest
from playwright.async_api import Locator, expect

from tests.browser.room import Room
from tests.browser.wall import Wall

pytestmark = pytest.mark.asyncio(loop_scope="session")

CARD = "Lektiecafé"


def column(wall: Wall, step: int, name: str) -> Locator:
    """The cards of one column on a step, as a screen reader finds them."""
    return wall.step(step).get_by_role("list", name=f"Kolonne: {name}")


async def test_a_card_moves_across_the_columns_and_stays_when_its_step_is_removed(room: Room) -> None:
    ada, wall, ben = await room.ada(), await room.wall(), await room.phone("Ben")
    invitation = await ada.makes_a_workshop(columns="Efter hverdagsliv")
    await wall.opens_up(invitation.wall_link)
    await ada.opens("Vi placerer tilbud på trappen")
    await ben.joins(invitation.code, "Skole")

    await ben.writes(CARD)
    await ben.presses(f"Flyt: {CARD}", exact=True)
    sheet = ben.page.get_by_role("dialog")
    await sheet.get_by_role("button", name=re.compile("^2")).click()
    await sheet.get_by_role("button", name="Videre til kolonne").click()
    await sheet.get_by_role("button", name="Fritid og fællesskaber").click()
    await ben.picture("columns-sheet")
    await sheet.get_by_role("button", name="Flyt til trin 2, Fritid").click()
    await ben.says_of(CARD, "Trin 2 · Fritid")
    await expect(column(wall, 2, "Fritid og fællesskaber")).to_contain_text(CARD)

    await ada.card(CARD).focus()
    await ada.page.keyboard.press("Shift+ArrowRight")
    await expect(column(wall, 2, "Sundhed og trivsel")).to_contain_text(CARD)
    await expect(ada.card(CARD)).to_be_focused()

    await wall.card(CARD).hover()
    await wall.page.mouse.down()
    await wall.step(3).locator(".lane__cell").first.hover()
    await wall.picture("columns-dragging")
    await wall.page.mouse.up()
    await expect(column(wall, 3, "Hjem og familie")).to_contain_text(CARD)
    await ben.says_of(CARD, "Trin 3 · Hjem")

    await ada.presses("Planen")
    plan = ada.page.get_by_role("dialog", name="Planen")
    await plan.get_by_role("tab", name="Trappen").click()
    await plan.get_by_role("button", name="Fjern “Hjemmebaserede foranstaltninger”").click()
    await ada.picture("columns-plan")
    await plan.get_by_role("button", name="Gem planen").click()
    asked = ada.page.get_by_role("dialog", name="1 kort står på det, du fjerner")
    await expect(asked).to_contain_text(CARD)
    await ada.picture("columns-losing")
    await asked.get_by_role("button", name="Gem planen").click()
    await ada.shows(f"1 kort er nu ikke placeret: “{CARD}”")
    await ben.says_of(CARD, "Ikke placeret")
    await ada.undoes()
    await expect(column(wall, 3, "Hjem og familie")).to_contain_text(CARD)
    await ben.says_of(CARD, "Trin 3 · Hjem")
