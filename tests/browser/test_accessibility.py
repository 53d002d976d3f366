"""axe-core finds nothing on any page in any stage, light and dark, Danish and English; nothing scrolls sideways."""

import asyncio
import itertools

import pytest
from playwright.async_api import expect

from tests.browser.device import Device
from tests.browser.looks import COLOURS, faults, sideways
from tests.browser.room import Room

pytestmark = pytest.mark.asyncio(loop_scope="session")

PAGES = ("/", "/workshops", "/workshops/new", "/mappings", "/sign-in/unknown")
STAGES = ("welcome", "introduction", "writing", "placing", "presenting", "reflection", "wrapup")
SMALL, LARGE = {"width": 320, "height": 640}, {"width": 1440, "height": 900}


async def look(device: Device, where: str, *, narrow: bool = True, dark: bool = True) -> list[str]:
    """What is wrong with the page as it stands: light, dark, and narrow if it is for small screens too."""
    page, file = device.page, where.replace("/", "-").replace(" ", "-")
    found = await faults(page, where)
    await device.picture(file)
    if dark:
        await page.emulate_media(color_scheme="dark")
        # The rules that ask for anything but colours have just been passed.
        found += await faults(page, f"{where}, dark", COLOURS)
        await device.picture(f"{file}-dark")
        await page.emulate_media(color_scheme="light")
    if narrow:
        before = page.viewport_size
        await page.set_viewport_size(SMALL)
        found += await sideways(page, f"{where}, 320 px")
        await device.picture(f"{file}-320")
        await page.set_viewport_size(before or LARGE)
    return found


async def in_english(device: Device) -> None:
    """As the language switch sets it."""
    await device.context.add_cookies([{"name": "lang", "value": "en", "url": device.address}])


@pytest.mark.parametrize("lang", ["da", "en"])
async def test_plain_pages_have_no_faults(room: Room, lang: str) -> None:
    ada, ben = await room.ada(), await room.phone("Ben")
    invitation = await ada.makes_a_workshop()
    for device in (ada, ben):
        device.forgives("status of 4")
        if lang == "en":
            await in_english(device)
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
            await in_english(device)
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
