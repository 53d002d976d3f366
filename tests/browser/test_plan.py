"""The plan in two facilitators' hands: each sees what the other changes, and overwrites nothing unread."""

import re

import pytest
from playwright.async_api import Locator, expect

from tests.browser.console import Console
from tests.browser.line import Line
from tests.browser.room import Room

pytestmark = pytest.mark.asyncio(loop_scope="session")

TITLE, PURPOSE = "Hvad hedder workshoppen?", "Formål"


async def two_with_the_plan_open(room: Room) -> tuple[Console, Console, Line]:
    """Ada, and Bo on a line that can be cut."""
    ada, bo = await room.ada(), await room.ada(name="Bo")
    invitation = await ada.makes_a_workshop("Børn og unge")
    line = Line()
    await line.lies_under(bo.page)
    bo.page.on("dialog", lambda dialog: dialog.accept())
    await bo.goes_to(f"/console/{invitation.session_id}")
    await bo.sees_the_console()
    for desk in (ada, bo):
        await desk.presses("Planen")
        await expect(field(desk, TITLE)).to_have_value("Børn og unge")
    return ada, bo, line


def plan(desk: Console) -> Locator:
    return desk.page.get_by_role("dialog", name="Planen")


def field(desk: Console, label: str) -> Locator:
    return plan(desk).get_by_role("textbox", name=label)


async def saves(desk: Console) -> None:
    """And the plan closes, because it was stored."""
    await desk.presses("Gem planen")
    await expect(plan(desk)).to_have_count(0)


def stands(desk: Console, name: str) -> object:
    return desk.things("session")["session"][name]


async def test_two_change_different_parts_and_both_changes_stand(room: Room) -> None:
    ada, bo, _ = await two_with_the_plan_open(room)
    await field(bo, PURPOSE).fill("Et fælles overblik")
    await plan(bo).get_by_role("tab", name="Fagområder").click()
    await plan(bo).get_by_role("textbox", name="Navn").first.fill("Dagplejen")
    await field(ada, TITLE).fill("Børn og unge 0-18 år")
    await plan(ada).get_by_role("tab", name="Fagområder").click()
    await plan(ada).get_by_role("textbox", name="Navn").nth(1).fill("Skolerne")
    await saves(ada)

    await bo.shows("En anden har rettet i planen, mens du har den åben. Det er med her:")
    await bo.shows("Hvad workshoppen hedder: “Børn og unge 0-18 år”")
    await bo.shows("Fagområder: rettet “Skolerne”")
    await bo.picture("plan-news")
    await saves(bo)
    await ada.has_heard(bo.number())
    assert stands(ada, "title") == "Børn og unge 0-18 år"
    assert stands(ada, "purpose") == "Et fælles overblik"
    assert [area["name"] for area in stands(ada, "areas")][:2] == ["Dagplejen", "Skolerne"]  # type: ignore[attr-defined]


async def test_two_change_the_same_and_the_later_one_chooses(room: Room) -> None:
    ada, bo, _ = await two_with_the_plan_open(room)
    await field(bo, TITLE).fill("Bos titel")
    await field(bo, PURPOSE).fill("Bos formål")
    await field(ada, TITLE).fill("Adas titel")
    await field(ada, PURPOSE).fill("Adas formål")
    await saves(ada)

    await bo.shows("I har begge rettet det samme. Vælg, hvad der skal stå:")
    await expect(field(bo, TITLE)).to_have_value("Bos titel")
    await bo.presses("Gem planen")
    await bo.shows("Vælg først, hvad der skal stå, hvor I begge har rettet.")
    await bo.picture("plan-clash")
    assert stands(bo, "title") == "Adas titel"
    title = plan(bo).get_by_role("group", name="Hvad workshoppen hedder")
    await expect(title).to_contain_text("Den anden: “Adas titel”")
    await title.get_by_role("button", name="Behold min").click()
    await expect(plan(bo).locator(":focus")).to_have_count(1)  # the pressed button did not take it along
    await plan(bo).get_by_role("group", name="Formål").get_by_role("button", name="Tag den andens").click()
    await expect(field(bo, PURPOSE)).to_have_value("Adas formål")
    await saves(bo)
    await ada.has_heard(bo.number())
    assert (stands(ada, "title"), stands(ada, "purpose")) == ("Bos titel", "Adas formål")


async def test_who_has_not_heard_of_the_others_change_yet_is_told_by_the_server(room: Room) -> None:
    ada, bo, line = await two_with_the_plan_open(room)
    line.is_deaf = True
    await field(ada, TITLE).fill("Adas titel")
    await saves(ada)
    await line.has_swallowed("Adas titel")
    line.is_deaf = False
    await field(bo, TITLE).fill("Bos titel")
    await bo.presses("Gem planen")
    await bo.shows("En anden har rettet det samme sted i planen imens. Se, hvad der er ændret, og gem igen.")
    assert stands(ada, "title") == "Adas titel"


async def test_a_plan_that_was_refused_after_a_reload_is_opened_with_what_was_changed(room: Room) -> None:
    ada, bo, line = await two_with_the_plan_open(room)
    line.is_mute = True
    await field(bo, TITLE).fill("Bos titel")
    await bo.presses("Gem planen")
    await bo.shows(re.compile("Gemmer"))
    await field(ada, TITLE).fill("Adas titel")
    await saves(ada)
    line.is_mended_for_the_next_page()
    await bo.page.reload()
    title = plan(bo).get_by_role("group", name="Hvad workshoppen hedder")
    await expect(title).to_contain_text("Du: “Bos titel”")
    await title.get_by_role("button", name="Behold min").click()
    await saves(bo)
    await ada.has_heard(bo.number())
    assert stands(ada, "title") == "Bos titel"
