"""Fingers: on the wall, and on phones with the habits that their browsers have."""

import pytest
from playwright.async_api import Locator, expect

from tests.browser.looks import sideways
from tests.browser.room import Room
from tests.browser.wall import Wall

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def drags_with_a_finger(wall: Wall, card: Locator, step: Locator) -> None:
    """As a touch screen reports it: the browser makes pointer events of it, or takes it for a scroll."""
    await wall.stands_still()
    line = await wall.context.new_cdp_session(wall.page)
    start, end = await card.bounding_box(), await step.locator(".step__ground").bounding_box()
    assert start and end
    x, y = start["x"] + start["width"] / 2, start["y"] + start["height"] / 2
    to_x, to_y = end["x"] + 60, end["y"] + 20

    async def touch(kind: str, *points: tuple[float, float]) -> None:
        at = [{"x": across, "y": down} for across, down in points]
        await line.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})

    await touch("touchStart", (x, y))
    for part in range(1, 9):
        await touch("touchMove", (x + (to_x - x) * part / 8, y + (to_y - y) * part / 8))
    await touch("touchEnd")


async def test_a_finger_drags_a_card_on_the_wall_and_places_one_that_waits(room: Room) -> None:
    ada, wall = await room.ada(), await room.wall()
    invitation = await ada.makes_a_demo("placing")
    await wall.opens_up(invitation.wall_link)
    await drags_with_a_finger(wall, wall.card("Fælles om ungelivet"), wall.step(3))
    await wall.shows_on_step(3, "Fælles om ungelivet")
    await drags_with_a_finger(wall, wall.card("FamilieSpiren"), wall.step(1))
    await wall.shows_on_step(1, "FamilieSpiren")
    await ada.shows_on_step(1, "FamilieSpiren")


async def test_two_taps_move_a_card_on_the_wall_without_dragging(room: Room) -> None:
    ada, wall = await room.ada(), await room.wall()
    invitation = await ada.makes_a_demo("placing")
    await wall.opens_up(invitation.wall_link)
    await wall.card("Praktiktilbud").tap()
    await wall.page.get_by_role("region", name="Flyt til trin").get_by_role("button", name="Trin 5").tap()
    await wall.shows_on_step(5, "Praktiktilbud")


async def test_the_back_gesture_closes_what_is_open_and_loses_nothing(room: Room) -> None:
    ada, ben = await room.ada(), await room.phone("Ben")
    invitation = await ada.makes_a_demo("placing")
    await ben.joins_by_qr(invitation.qr_link, area="Myndighed")
    await ben.turns_to("Bordets")
    await ben.page.get_by_role("button", name="Flyt: Praktiktilbud", exact=True).tap()
    await expect(ben.page.get_by_role("dialog")).to_be_visible()
    await ben.page.go_back()
    await expect(ben.page.get_by_role("dialog")).to_have_count(0)
    await expect(ben.page.get_by_role("button", name="Flyt: Praktiktilbud", exact=True)).to_be_focused()

    await ben.begins_a_card()
    await ben.fills_card(name="Lektiehjælp i klub")
    await ben.page.go_back()
    await ben.turns_to("Mine")
    await ben.says_of("Lektiehjælp i klub", "Kladde")
    await ben.page.get_by_role("button", name="Skriv videre: Lektiehjælp i klub").tap()
    await expect(ben.field("name")).to_have_value("Lektiehjælp i klub")


async def test_a_phone_neither_zooms_by_itself_nor_fetches_the_page_anew_by_a_pull(room: Room) -> None:
    ada, ben = await room.ada(), await room.phone("Ben", "iPhone SE")
    invitation = await ada.makes_a_demo("writing")
    await ben.goes_to(invitation.qr_link)
    sizes = """() => [...document.querySelectorAll("input:not([type=radio], [type=checkbox]), select, textarea")]
        .map((one) => getComputedStyle(one).fontSize)"""
    small = [size for size in await ben.page.evaluate(sizes) if float(size[:-2]) < 16]
    await ben.fills_in(area="Myndighed")
    await ben.begins_a_card()
    await ben.presses("Trin, adgang, alder og mere")
    small += [size for size in await ben.page.evaluate(sizes) if float(size[:-2]) < 16]
    assert not small, "iOS zooms in on fields with smaller type, and does not zoom out again"
    pull = "() => getComputedStyle(document.documentElement).overscrollBehaviorY"
    assert await ben.page.evaluate(pull) == "contain"
    meta = await ben.page.locator("meta[name=viewport]").get_attribute("content")
    assert meta and "maximum-scale" not in meta and "user-scalable" not in meta
    # On its side, and over a keyboard: the field that is written in is seen, and the dock does not lie over it.
    for width, height in ((844, 390), (390, 400)):
        await ben.page.set_viewport_size({"width": width, "height": height})
        assert not await sideways(ben.page, f"{width} × {height}")
        await ben.field("target_group").tap()
        await expect(ben.field("target_group")).to_be_in_viewport(ratio=1)
        assert (
            await ben.page.locator(".dock").evaluate("(dock) => getComputedStyle(dock).position") == "static"
        )
