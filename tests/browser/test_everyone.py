"""What axe-core cannot see: the focus stays and is seen; targets, spacing, reflow, colours; few announcements."""

import asyncio
import itertools
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
import websockets
from playwright.async_api import Locator, expect
from websockets.asyncio.client import ClientConnection

from tests.browser.device import Device
from tests.browser.looks import STOP, misnamed, obscured, sideways, small_targets, spaced_out
from tests.browser.room import Room, sign_in

pytestmark = pytest.mark.asyncio(loop_scope="session")

# 1280 × 1024 px at 400 %, as WCAG 1.4.10 counts.
FOUR_HUNDRED_PER_CENT = {"width": 320, "height": 256}
PAGES = ("/", "/workshops", "/workshops/new", "/mappings", "/tilgaengelighed")

# Everything that live regions say, from now on.
_LISTEN = """() => {
  window.said = [];
  const watch = (region) => new MutationObserver(() => {
    const text = region.innerText.trim();
    if (text) window.said.push(text);
  }).observe(region, { childList: true, subtree: true, characterData: true });
  for (const region of document.querySelectorAll("[role=status], [role=alert], [role=log], [aria-live=polite]")) {
    watch(region);
  }
}"""


@asynccontextmanager
async def somebody_else(room: Room, session_id: str) -> AsyncIterator[ClientConnection]:
    """Another facilitator, on the wire."""
    cookies = "; ".join(f"{name}={value}" for name, value in sign_in(room.server).items())
    async with websockets.connect(
        f"ws://127.0.0.1:{room.server.port}/live/1/{session_id}/facilitator",
        additional_headers={"Cookie": cookies},
        origin=websockets.Origin(room.server.address),
        max_size=None,
    ) as line:
        yield line


async def does(line: ClientConnection, number: int, command: str, **fields: object) -> None:
    await line.send(json.dumps({"type": command, "id": f"else-{number}", **fields}))
    async with asyncio.timeout(60):
        while True:
            answer = json.loads(await line.recv())
            if answer.get("id") == f"else-{number}":
                assert answer["type"] == "accepted", answer
                return


async def focus_of(device: Device) -> str:
    return str(await device.page.evaluate("document.activeElement.outerHTML.slice(0, 200)"))


async def test_the_focus_is_not_lost_when_others_move_or_withdraw_what_has_it(room: Room) -> None:
    ada, ben, wall = await room.ada(), await room.phone("Ben"), await room.wall()
    invitation = await ada.makes_a_demo("placing")
    await wall.opens_up(invitation.wall_link)
    await ben.joins_by_qr(invitation.qr_link, area="Myndighed")
    await ben.turns_to("Bordets")
    name = "Praktiktilbud"
    card = next(one for one in ada.things("card").values() if one["name"] == name)
    steps = [step["step_id"] for step in ada.things("session")["session"]["steps"]]
    on_phone = ben.page.get_by_role("button", name=f"Flyt: {name}", exact=True)
    on_wall = wall.card(name).get_by_role("button").first
    for one in (ada.card(name), on_phone, on_wall):
        await one.focus()
    async with somebody_else(room, invitation.session_id) as line:
        await does(line, 1, "move_card", card_id=card["card_id"], step_id=steps[4])
        await ada.shows_on_step(5, name)
        await wall.shows_on_step(5, name)
        await ben.says_of(name, "Trin 5")
        for device, same in ((ada, ada.card(name)), (ben, on_phone), (wall, on_wall)):
            await expect(same, f"{device.name} keeps the card").to_be_focused()

        await does(line, 2, "withdraw_card", card_id=card["card_id"])
        for device in (ada, ben, wall):
            there = on_phone if device is ben else device.page.locator(f'[data-card-id="{card["card_id"]}"]')
            await expect(there).to_have_count(0)
            # Two pictures later at the latest, something near by has it.
            await expect(device.page.locator("main :focus, [role=tab]:focus")).to_have_count(1)
    assert "Flyt: " in await focus_of(ben)


async def test_who_put_the_focus_down_does_not_get_it_back(room: Room) -> None:
    """A field that took it again would open the keyboard of a phone."""
    ada, ben = await room.ada(), await room.phone("Ben")
    invitation = await ada.makes_a_demo("placing")
    await ben.joins_by_qr(invitation.qr_link, area="Myndighed")
    await ben.turns_to("Bordets")
    await ben.page.get_by_role("button", name="Flyt: Praktiktilbud", exact=True).focus()
    await ben.page.get_by_role("heading", level=1).click()
    card = next(iter(ada.things("card").values()))
    async with somebody_else(room, invitation.session_id) as line:
        await does(line, 1, "move_card", card_id=card["card_id"], step_id="pleje")
    await ben.shows("Vi placerer")
    await ben.page.wait_for_timeout(200)  # what would take the focus does so within two pictures
    assert "Flyt: " not in await focus_of(ben)


async def test_fifty_moves_of_others_are_not_read_out_one_by_one(room: Room) -> None:
    ada, ben, wall = await room.ada(), await room.phone("Ben"), await room.wall()
    invitation = await ada.makes_a_demo("placing")
    await wall.opens_up(invitation.wall_link)
    await ben.joins_by_qr(invitation.qr_link, area="Myndighed")
    steps = [step["step_id"] for step in ada.things("session")["session"]["steps"]]
    cards = list(ada.things("card").values())
    for device in (ada, ben, wall):
        await device.page.evaluate(_LISTEN)
    async with somebody_else(room, invitation.session_id) as line:
        for number, card in zip(range(50), itertools.cycle(cards), strict=False):
            step = steps[(steps.index(card["step_id"] or steps[0]) + 1 + number // len(cards)) % len(steps)]
            await does(line, number, "move_card", card_id=card["card_id"], step_id=step)
    for device in (ada, ben, wall):
        await device.has_heard(ada.number())
        said = await device.page.evaluate("window.said")
        assert len(said) <= 3, f"{device.name} heard {said}"


async def test_targets_are_large_enough_for_a_thumb_and_for_a_shaking_hand(room: Room) -> None:
    ada, ben = await room.ada(), await room.phone("Ben")
    found = []
    for path in PAGES:
        await ada.goes_to(path)
        found += await small_targets(ada.page, path)
        await ben.goes_to(path if path in ("/", "/tilgaengelighed") else "/")
        found += await small_targets(ben.page, f"phone {path}", 44)
    invitation = await ada.makes_a_demo("placing")
    for view in ("Trappe", "Liste", "Fagområder"):
        await ada.shows_as(view)
        found += await small_targets(ada.page, f"console {view}")
    await ben.goes_to(invitation.qr_link)
    found += await small_targets(ben.page, "join", 44)
    await ben.fills_in(area="Myndighed")
    found += await small_targets(ben.page, "phone", 44)
    await ben.page.get_by_role("button", name="Flyt: ").first.click()
    found += await small_targets(ben.page, "phone sheet", 44)
    await ben.page.keyboard.press("Escape")
    await ben.begins_a_card()
    await ben.presses("Trin, adgang, alder og mere")
    found += await small_targets(ben.page, "phone form", 44)
    assert not found, "\n".join(found)


async def test_text_may_be_spaced_out_and_nothing_is_cut(room: Room) -> None:
    ada, ben = await room.ada(), await room.phone("Ben")
    found = []
    for path in PAGES:
        await ada.goes_to(path)
        found += await spaced_out(ada.page, path)
    invitation = await ada.makes_a_demo("placing")
    await ada.shows_as("Liste")
    found += await spaced_out(ada.page, "console")
    await ben.joins_by_qr(invitation.qr_link, area="Myndighed")
    found += await spaced_out(ben.page, "phone")
    await ben.begins_a_card()
    await ben.presses("Trin, adgang, alder og mere")
    found += await spaced_out(ben.page, "phone form")
    assert not found, "\n".join(found)


async def test_at_four_hundred_per_cent_all_is_in_one_column_and_the_focus_is_seen(room: Room) -> None:
    ada, ben = await room.ada(), await room.phone("Ben")
    for device in (ada, ben):
        await device.page.set_viewport_size(FOUR_HUNDRED_PER_CENT)
    found = []
    for path in PAGES:
        await ada.goes_to(path)
        found += await sideways(ada.page, path)
        found += await obscured(ada.page, path)
    await ada.page.set_viewport_size({"width": 1440, "height": 900})
    invitation = await ada.makes_a_demo("writing")
    await ada.page.set_viewport_size(FOUR_HUNDRED_PER_CENT)
    await expect(ada.page.locator(".remote")).to_be_visible()
    found += await sideways(ada.page, "remote")
    found += await obscured(ada.page, "remote")
    await ada.page.set_viewport_size({"width": 844, "height": 390})
    found += await obscured(ada.page, "remote on its side")
    await ada.page.set_viewport_size(FOUR_HUNDRED_PER_CENT)
    await ada.presses("Vis hele konsollen")
    found += await sideways(ada.page, "console")
    await ben.joins_by_qr(invitation.qr_link, area="Myndighed")
    await ben.begins_a_card()
    await ben.presses("Trin, adgang, alder og mere")
    found += await sideways(ben.page, "form")
    found += await obscured(ben.page, "form")
    assert not found, "\n".join(found)


async def test_the_focus_is_not_hidden_behind_bars_and_docks(room: Room) -> None:
    ada, ben = await room.ada(), await room.phone("Ben")
    invitation = await ada.makes_a_demo("placing")
    found = await obscured(ada.page, "console", most=90)
    await ben.joins_by_qr(invitation.qr_link, area="Myndighed")
    await ben.turns_to("Bordets")
    found += await obscured(ben.page, "table")
    await ben.begins_a_card()
    await ben.presses("Trin, adgang, alder og mere")
    found += await obscured(ben.page, "form")
    assert not found, "\n".join(found)


async def test_what_is_chosen_is_seen_in_forced_colours(room: Room) -> None:
    ada, ben = await room.ada(forced_colors="active"), await room.phone("Ben", forced_colors="active")
    invitation = await ada.makes_a_demo("reflection")
    await ben.joins_by_qr(invitation.qr_link, area="Myndighed")
    await ben.presses("Skriv, hvad I ser")
    await ben.presses("Mangel")
    ground = "(element) => getComputedStyle(element).backgroundColor"
    pairs = (
        (
            ada.page.get_by_role("button", name="Trappe", exact=True),
            ada.page.get_by_role("button", name="Liste"),
        ),
        (ada.page.get_by_role("tab", selected=True), ada.page.get_by_role("tab", selected=False).first),
        (ben.page.get_by_role("button", name="Mangel"), ben.page.get_by_role("button", name="Snitflade")),
    )
    for chosen, other in pairs:
        assert await chosen.evaluate(ground) != await other.evaluate(ground), await chosen.inner_text()
    await ada.picture("forced-colours-console")
    await ben.picture("forced-colours-phone")


async def test_names_of_controls_hold_the_words_that_are_seen(room: Room) -> None:
    ada, ben, wall = await room.ada(), await room.phone("Ben"), await room.wall()
    invitation = await ada.makes_a_demo("reflection")
    await wall.opens_up(invitation.wall_link)
    await ben.joins_by_qr(invitation.qr_link, area="Myndighed")
    found = await misnamed(wall.page, "wall") + await misnamed(ben.page, "phone")
    for tab in await ada.page.get_by_role("tab").all():
        await tab.click()
        found += await misnamed(ada.page, f"console {await tab.inner_text()}")
    await ada.goes_to("/workshops")
    found += await misnamed(ada.page, "workshops")
    assert not found, "\n".join(found)


# Every movement that is longer than nothing, from now on: of CSS, and of the script. Told as they begin, for on a slow
# machine one may be over before the next frame.
_WATCH_MOVES = """() => {
  window.moves = [];
  const look = (element) => {
    for (const one of element.getAnimations()) {
      if (one.effect.getComputedTiming().duration > 0) window.moves.push(element.className);
    }
  };
  for (const begins of ["transitionrun", "animationstart"]) {
    document.addEventListener(begins, ({ target }) => look(target));
  }
  const animate = Element.prototype.animate;
  Element.prototype.animate = function (...how) {
    const animation = animate.apply(this, how);
    look(this);
    return animation;
  };
}"""


@pytest.mark.parametrize("wish", ["reduce", "no-preference"])
async def test_with_reduced_motion_nothing_moves(room: Room, wish: str) -> None:
    ada, wall = await room.ada(reduced_motion=wish), await room.wall(reduced_motion=wish)
    invitation = await ada.makes_a_demo("placing")
    await wall.opens_up(invitation.wall_link)
    for device in (ada, wall):
        await device.page.evaluate(_WATCH_MOVES)
    await ada.places_by_key("FamilieSpiren", 1)
    await wall.shows_on_step(1, "FamilieSpiren")
    for device in (ada, wall):
        if wish == "no-preference":
            await device.page.wait_for_function("window.moves.length > 0")
        moves = await device.page.evaluate("window.moves")
        assert bool(moves) == (wish == "no-preference"), f"{device.name}: {moves[:5]}"


async def test_a_phone_is_used_by_keyboard_alone(room: Room) -> None:
    """With a keyboard that is connected, or a switch that stands for one."""
    ada, ben = await room.ada(), await room.phone("Ben")
    invitation = await ada.makes_a_demo("placing")
    await ben.goes_to(invitation.qr_link)
    await tabs_to(ben, ben.page.get_by_role("radio").first)
    await ben.page.keyboard.press("ArrowDown")
    await tabs_to(ben, ben.page.get_by_role("button", name="Gå ind"))
    await ben.page.keyboard.press("Enter")
    await ben.is_in()
    await tabs_to(ben, ben.page.get_by_role("button", name="Nyt kort"))
    await ben.page.keyboard.press("Enter")
    await expect(ben.field("name")).to_be_focused()
    await ben.page.keyboard.type("Lektiehjælp")
    await tabs_to(ben, ben.page.get_by_role("button", name="Læg kortet frem"))
    await ben.page.keyboard.press("Enter")
    await ben.turns_to("Mine")
    await ben.has_stored("Lektiehjælp")
    await tabs_to(ben, ben.page.get_by_role("button", name="Flyt: Lektiehjælp"))
    await ben.page.keyboard.press("Enter")
    await tabs_to(ben, ben.page.get_by_role("dialog").get_by_role("button", name="2"))
    await ben.page.keyboard.press("Enter")
    await tabs_to(ben, ben.page.get_by_role("button", name="Flyt til trin 2"))
    await ben.page.keyboard.press("Enter")
    await ben.says_of("Lektiehjælp", "Trin 2")


async def tabs_to(device: Device, wanted: Locator, most: int = 60) -> None:
    """By Tab alone; every stop must show that it has the focus."""
    await expect(wanted.first).to_be_visible()
    for _ in range(most):
        if await wanted.evaluate_all("(all) => all.includes(document.activeElement)"):
            return
        await device.page.keyboard.press("Tab")
        unseen = await device.page.evaluate(STOP)
        assert not unseen, f"the focus cannot be seen on {unseen}"
    raise AssertionError(f"no way by Tab to {wanted}")
