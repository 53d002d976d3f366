"""The day's program: made, changed and run. Breaks on every screen; writing that closes by itself, and opens again."""

import asyncio
import time

import pytest
from playwright.async_api import Locator, expect

from tests.browser.console import Console
from tests.browser.device import WAIT, Device
from tests.browser.room import Room

pytestmark = pytest.mark.asyncio(loop_scope="session")

WRITING, PAUSE = "Vi skriver tilbud", "Pause"


def editor(ada: Console) -> Locator:
    return ada.page.get_by_role("dialog", name="Planen")


def point(ada: Console, title: str) -> Locator:
    return (
        editor(ada)
        .get_by_role("listitem")
        .filter(has=ada.page.get_by_role("button", name=f"Mere om “{title}”"))
    )


async def titles(ada: Console) -> list[str]:
    return (
        await editor(ada)
        .locator(".program input:not([type])")
        .evaluate_all("(all) => all.map((one) => one.value)")
    )


async def saves(ada: Console) -> None:
    await ada.presses("Gem planen")
    await expect(editor(ada)).to_have_count(0)


async def test_a_program_is_made_by_keyboard_kept_as_a_template_and_run(room: Room) -> None:
    ada = await room.ada()
    # On a day to come: of today's it would say after nine how late it is.
    invitation = await ada.makes_a_workshop(date="2087-05-06")
    await ada.presses("Ret programmet")
    await editor(ada).get_by_label("Dagen begynder").fill("09:00")
    for title, minutes in (("Velkomst og rammesætning", "15"), ("Introduktion til indsatstrappen", "10")):
        await point(ada, title).get_by_label("Minutter").fill(minutes)
    await expect(point(ada, WRITING)).to_contain_text("9.25")

    await editor(ada).get_by_label("Efter", exact=True).select_option(label=WRITING)
    await editor(ada).get_by_role("button", name="Tilføj", exact=True).press("Enter")
    await expect(point(ada, PAUSE)).to_contain_text("10.10")
    await point(ada, WRITING).get_by_role("button", name="Mere om").press("Enter")
    await point(ada, WRITING).get_by_role("checkbox", name="Luk for at skrive").press("Space")
    await point(ada, WRITING).get_by_role("button", name="Gentag som et nyt punkt").press("Enter")
    again = editor(ada).locator(":focus")
    await expect(again).to_have_value("Vi skriver tilbud, 2. runde")
    await again.press("Alt+ArrowDown")
    await again.press("Alt+ArrowDown")
    await point(ada, "Introduktion til indsatstrappen").get_by_role("button", name="Mere om").press("Enter")
    await point(ada, "Introduktion til indsatstrappen").get_by_role("button", name="Udelad").press("Enter")
    await editor(ada).get_by_role("radio", name="På samme tid, i ét punkt").check()
    expected = [
        "Forberedelse",
        "Velkomst og rammesætning",
        WRITING,
        PAUSE,
        "Vi skriver tilbud, 2. runde",
        "Vi præsenterer for hinanden",
        "Fælles refleksion",
        "Tak for i dag: hvem gør hvad",
    ]
    assert await titles(ada) == expected
    await expect(
        editor(ada).get_by_role("button", name="Tag “Introduktion til indsatstrappen” med igen")
    ).to_be_visible()
    await ada.picture("agenda-editor")
    await editor(ada).locator("summary", has_text="Skabeloner").click()
    await editor(ada).get_by_label("Gem programmet som skabelon").fill("Vores dag")
    await ada.presses("Gem skabelonen")
    await ada.shows("Gemt som “Vores dag”.")
    await saves(ada)
    rail = ada.page.get_by_role("navigation", name="Dagens program")
    await expect(rail).not_to_contain_text("Introduktion til indsatstrappen")
    plan = ada.things("session")["session"]
    assert [one["title"] for one in plan["agenda"]] == expected
    assert "place" in plan["agenda"][5]["abilities"]

    await ada.goes_to("/workshops/new")
    await ada.page.locator("summary", has_text="Dagens program").click()
    await expect(ada.page.get_by_role("radio", name="Vores dag")).to_be_visible()
    await ada.goes_to(f"/console/{invitation.session_id}")
    await ada.sees_the_console()
    await ada.presses("Ret programmet")
    await editor(ada).locator("summary", has_text="Skabeloner").click()
    await ada.presses("Slet skabelonen “Vores dag”")
    await ada.shows("Skabelonen “Vores dag” er slettet.")


async def test_a_break_stands_on_wall_and_phone_and_what_takes_longer_is_made_up_for(room: Room) -> None:
    ada, wall, ben = await room.ada(), await room.wall(), await room.phone("Ben")
    invitation = await ada.makes_a_workshop()
    await ada.presses("Ret programmet")
    await editor(ada).get_by_role("button", name="Tilføj", exact=True).click()
    for title, minutes in (("Fælles refleksion", "30"), ("Tak for i dag: hvem gør hvad", "15")):
        await point(ada, title).get_by_label("Minutter").fill(minutes)
    await saves(ada)
    await wall.goes_to(invitation.wall_link)
    await ben.joins_by_qr(invitation.qr_link, "Skole", "Ben")
    await ada.opens("Vi præsenterer for hinanden")
    await ada.presses("+ 5 min")
    await ada.presses("+ 5 min")
    await ada.shows("“Fælles refleksion” begynder 10 min senere")
    await ada.picture("agenda-late")
    await ada.presses("Hent 10 min ind")
    await ada.shows("“Fælles refleksion” 5 min kortere, “Tak for i dag: hvem gør hvad” 5 min kortere")
    await ada.shows("Dagen slutter stadig")
    await ada.undoes()
    await ada.shows("Hent 10 min ind")
    await ada.opens(PAUSE)
    await wall.shows("Bagefter: Velkomst og rammesætning")
    for screen in (wall, ben):
        await screen.shows(f"Vi går videre kl. {await ends_at(ada)}")
        await screen.picture(f"break-{screen.name.lower()}")


async def ends_at(ada: Console) -> str:
    deadline = ada.things("stage")["stage"]["deadline"]
    told = await ada.page.evaluate(
        "(at) => new Intl.DateTimeFormat('da-DK', { hour: 'numeric', minute: '2-digit' }).format(at)",
        deadline,
    )
    return str(told)


async def test_a_phone_whose_clock_is_an_hour_wrong_shows_the_same_time_as_the_wall(room: Room) -> None:
    ada, wall, ben = await room.ada(), await room.wall(), await room.phone("Ben")
    invitation = await ada.makes_a_workshop()
    await ada.opens(WRITING)
    await wall.goes_to(invitation.wall_link)
    await ben.page.clock.install(time=time.time() + 3600)
    await ben.joins_by_qr(invitation.qr_link, "Skole", "Ben")
    async with asyncio.timeout(WAIT / 1000):
        while abs(await left_on(wall) - await left_on(ben)) > 1:  # looked at one after the other
            await asyncio.sleep(0.1)
    assert 40 * 60 < await left_on(ben) <= 45 * 60


async def left_on(device: Device) -> int:
    """Seconds, as its countdown says."""
    minutes, seconds = (await device.page.get_by_role("timer").inner_text()).split(":")
    return int(minutes) * 60 + int(seconds)


async def test_writing_closes_only_where_it_was_chosen_and_the_grace_takes_the_last_card(room: Room) -> None:
    ada, ben = await room.ada(), await room.phone("Ben")
    invitation = await ada.makes_a_workshop()
    await ben.joins_by_qr(invitation.qr_link, "Skole", "Ben")
    await ada.opens(WRITING)
    await ben.begins_a_card()
    await ben.fills_card(name="Mandecafé")
    await ada.presses("Slut nu")
    await ben.shows("Det, du skriver nu, kommer stadig med.")
    await ada.presses("Ret programmet")
    await point(ada, WRITING).get_by_role("button", name="Mere om").click()
    await expect(point(ada, WRITING)).to_contain_text("bliver stående i programmet")
    await point(ada, WRITING).get_by_role("checkbox", name="Luk for at skrive").check()
    await saves(ada)
    await ben.shows("Læg kortet frem, før der lukkes om")
    await ada.shows("Kort kan stadig lægges frem.")
    await ben.picture("grace")
    await ada.picture("grace-console")
    await ben.puts_it_forward()
    await ben.has_stored("Mandecafé")
    await ada.presses("+ 5 min")
    await ben.shows_no("Læg kortet frem, før der lukkes om")
