"""axe-core finds nothing on any page in any stage, light and dark, Danish and English; nothing scrolls sideways."""

import asyncio
import itertools
import re
from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import expect

from tests.browser.console import Console
from tests.browser.device import Device
from tests.browser.looks import COLOURS, faults, sideways
from tests.browser.phone import Phone
from tests.browser.room import Room

pytestmark = pytest.mark.asyncio(loop_scope="session")

PAGES = (
    "/",
    "/workshops",
    "/workshops/new",
    "/mappings",
    "/tilgaengelighed",
    "/databeskyttelse",
    "/sign-in/unknown",
)
STAGES = ("welcome", "introduction", "writing", "placing", "presenting", "reflection", "wrapup")
SMALL, LARGE = {"width": 320, "height": 640}, {"width": 1440, "height": 900}


async def look(device: Device, where: str, *, narrow: bool = True, dark: bool = True) -> list[str]:
    """What is wrong with the page as it stands: light, dark, and narrow if it is for small screens too."""
    page, file = device.page, where.replace("/", "-").replace(" ", "-")
    found = await faults(page, where)
    await device.picture(file)
    if dark:
        await device.turns("dark")
        # The rules that ask for anything but colours have just been passed.
        found += await faults(page, f"{where}, dark", COLOURS)
        await device.picture(f"{file}-dark")
        await device.turns("light")
    if narrow:
        before = page.viewport_size
        await page.set_viewport_size(SMALL)
        found += await sideways(page, f"{where}, 320 px")
        await device.picture(f"{file}-320")
        await page.set_viewport_size(before or LARGE)
    return found


@pytest.mark.parametrize("lang", ["da", "en"])
async def test_plain_pages_have_no_faults(room: Room, lang: str) -> None:
    ada, ben = await room.ada(), await room.phone("Ben")
    invitation = await ada.makes_a_workshop()
    for device in (ada, ben):
        device.forgives("status of 4")
        if lang == "en":
            await device.reads_english()
    found = []
    for path in PAGES:
        await ada.goes_to(path)
        found += await look(ada, f"page{path} {lang}")
    await ada.goes_to("/workshops/new")
    for fold in await ada.page.locator("summary").all():
        await fold.click()
    found += await look(ada, f"page/workshops/new unfolded {lang}")
    await ada.page.locator("form").first.evaluate("(form) => form.setAttribute('novalidate', '')")
    await ada.page.get_by_role("button").filter(has_text="workshop").first.click()
    await expect(ada.page.locator("[aria-invalid]")).to_have_count(1)
    found += await look(ada, f"page/workshops/new refused {lang}")
    for path in ("/", invitation.qr_link, "/nothing", "/console/unknown"):
        await ben.goes_to(path)
        found += await look(ben, f"phone-page {path.partition('/q/')[0][-12:]} {lang}")
    await ben.goes_to("/")
    await ben.types_code("")
    found += await look(ben, f"phone-page refused {lang}")
    assert not found, "\n".join(found)


@pytest.mark.parametrize("lang", ["da", "en"])
@pytest.mark.parametrize("stage", STAGES)
async def test_every_screen_has_no_faults_in_every_stage(room: Room, stage: str, lang: str) -> None:
    ada, ben, wall = await room.ada(), await room.phone("Ben"), await room.wall()
    if lang == "en":
        for device in (ada, ben, wall):
            await device.reads_english()
    invitation = await ada.makes_a_demo(stage)
    await wall.opens_up(invitation.wall_link)
    await ben.joins_by_qr(invitation.qr_link, area="SSP")
    dark = lang == "da"  # words have no colours
    found = await asyncio.gather(
        look(ada, f"console {stage} {lang}", dark=dark),
        look(ben, f"phone {stage} {lang}", dark=dark),
        look(wall, f"wall {stage} {lang}", dark=dark, narrow=False),
    )
    assert not any(found), "\n".join(itertools.chain(*found))


@pytest.mark.parametrize("stage", STAGES)
async def test_text_at_twice_its_size_is_read_without_scrolling_sideways(
    large_print: Room, stage: str
) -> None:
    ada, ben = await large_print.ada(), await large_print.phone("Ben")
    found = []
    if stage == STAGES[0]:
        for path in PAGES:
            await ada.goes_to(path)
            found += await sideways(ada.page, f"page{path}")
    invitation = await ada.makes_a_demo(stage)
    found += await sideways(ada.page, f"console {stage}")
    await ada.picture(f"large-print-console-{stage}")
    await ben.goes_to(invitation.qr_link)
    found += await sideways(ben.page, "the way in")
    await ben.fills_in(area="SSP")
    found += await sideways(ben.page, f"phone {stage}")
    await ben.picture(f"large-print-phone-{stage}")
    assert not found, "\n".join(found)


async def test_what_opens_on_top_has_no_faults(room: Room) -> None:
    """Dialogs, sheets, tabs and forms: what nobody sees before it is asked for."""
    ada, ben = await room.ada(), await room.phone("Ben")
    invitation = await ada.makes_a_demo("placing")
    await ben.joins_by_qr(invitation.qr_link, area="Myndighed")
    found = await asyncio.gather(on_the_console(ada), on_the_phone(ben))
    assert not any(found), "\n".join(itertools.chain(*found))


async def on_the_console(ada: Console) -> list[str]:
    page, found = ada.page, []

    async def seen(what: str) -> None:
        found.extend(await look(ada, f"console {what}"))

    for view in ("Trappe", "Liste", "Fagområder"):
        await ada.shows_as(view)
        await seen(f"view {view}")
    for tab in await page.get_by_role("tab").all():
        await tab.click()
        await seen(f"tab {(await tab.inner_text()).split()[0]}")
    await page.get_by_role("tab").first.click()
    await page.get_by_role("tabpanel").get_by_role("listitem").get_by_role("button").first.click()
    await in_dialog(ada, "card", seen)
    for button in ("Planen", "Afslut kortlægningen …"):
        await ada.presses(button)
        await in_dialog(ada, button[:6], seen)
    await page.locator("[aria-current=step] ~ li button").first.click()
    await in_dialog(ada, "stage", seen)
    await page.keyboard.press("?")
    await in_dialog(ada, "keys", seen)
    return found


async def in_dialog(device: Device, what: str, seen: Callable[[str], Awaitable[None]]) -> None:
    """Look at the dialog that is open, tab by tab, and close it with Escape."""
    dialog = device.page.get_by_role("dialog")
    await expect(dialog).to_be_visible()
    await seen(f"{what} dialog")
    for tab in await dialog.get_by_role("tab").all():
        await tab.click()
        await seen(f"{what} dialog {(await tab.inner_text()).split()[0]}")
    await device.page.keyboard.press("Escape")
    await expect(dialog).to_have_count(0)


async def on_the_phone(ben: Phone) -> list[str]:
    page, found = ben.page, []

    async def seen(what: str) -> None:
        found.extend(await look(ben, f"phone {what}"))

    for tab in await page.get_by_role("tab").all():
        await tab.click()
        await seen(f"tab {(await tab.inner_text()).split()[0]}")
    await page.get_by_role("listitem").get_by_role("button").last.click()
    await in_dialog(ben, "steps", seen)
    await page.locator(".dock").get_by_role("button").click()
    await page.get_by_role("button", expanded=False).click()
    await page.get_by_role("textbox").nth(1).fill("Børn 010203-1234")
    await page.locator(".dock").get_by_role("button").click()
    await seen("refused")
    await ben.goes_offline()
    await expect(page.locator(".banner")).to_be_visible()
    await seen("offline")
    await ben.comes_back_online()
    return found


@pytest.mark.parametrize("lang", ["da", "en"])
async def test_the_frozen_board_and_its_mapping_have_no_faults(room: Room, lang: str) -> None:
    ada, ben, wall = await room.ada(), await room.phone("Ben"), await room.wall()
    invitation = await ada.makes_a_demo("wrapup")
    await wall.opens_up(invitation.wall_link)
    await ben.joins_by_qr(invitation.qr_link, area="SSP")
    await ada.freezes()
    dark = lang == "da"
    if lang == "en":
        for device in (ada, ben, wall):
            await device.reads_english()
            await device.page.reload()
    await wall.shows_the("frozen")
    await expect(
        ada.page.get_by_role("link", name=re.compile("Se kortlægningen|See the mapping"))
    ).to_be_visible()
    found = list(
        itertools.chain(
            *await asyncio.gather(
                look(ada, f"console frozen {lang}", dark=dark),
                look(ben, f"phone frozen {lang}", dark=dark),
                look(wall, f"wall frozen {lang}", dark=dark, narrow=False),
            )
        )
    )
    for path in (f"/mappings/{invitation.session_id}/1", "/mappings", "/workshops"):
        await ada.goes_to(path)
        await expect(ada.page.get_by_role("heading", level=1)).to_be_visible()
        found += await look(ada, f"page {path.replace(invitation.session_id, 'one')} {lang}", dark=dark)
    await ada.goes_to(f"/mappings/{invitation.session_id}/tidy")
    await ada.presses(re.compile("Begynd at rydde op|Begin to tidy"))
    await ada.page.locator(".tidy-row").first.click()
    await ada.page.get_by_label(re.compile("Kontakt|Contact")).fill("Reception")
    await ada.page.get_by_label(re.compile("Alder|Age")).focus()
    await expect(ada.page.locator(".tidy-changes del, .tidy-changes ins").first).to_be_visible()
    found += await look(ada, f"tidying {lang}", dark=dark)
    assert not found, "\n".join(found)
