"""The wall with few cards and with many: names are whole, nothing scrolls, nothing lies on top of anything else."""

import asyncio
import itertools
import json
import random
import re

import pytest
import websockets
from playwright.async_api import expect

from sessions.demo import real_offers
from tests.browser.console import Console, Invitation
from tests.browser.ready import BoardName, lay_ready
from tests.browser.room import Room, sign_in

pytestmark = pytest.mark.asyncio(loop_scope="session")

SCREENS = ((1920, 1080), (1366, 768), (1024, 768), (3840, 2160))
UNITS = ("", ", Havnen", ", Familiehuset Nord", " (Tølløse)", " for de 12-14-årige", ", Vipperød Skole")
LEAST_TYPE = 12  # px

# What cannot be read, on the wall as it stands. Positions come from the page, so that no arithmetic of ours is trusted.
_UNREADABLE = """(leastType) => {
  const wrong = [];
  const room = document.documentElement;
  if (room.scrollWidth > room.clientWidth) wrong.push(`${room.scrollWidth} px wide`);
  if (room.scrollHeight > room.clientHeight) wrong.push(`${room.scrollHeight} px high`);
  const cards = [...document.querySelectorAll(".spot")];
  const boxes = cards.map((card) => card.getBoundingClientRect());
  const named = (index) => cards[index].innerText.replace(/\\s+/g, " ");
  cards.forEach((card, index) => {
    const box = boxes[index];
    const isOutside = box.left < 0 || box.top < 0 || box.right > innerWidth || box.bottom > innerHeight;
    if (isOutside) wrong.push(`outside: ${named(index)}`);
    const words = document.createRange();
    words.selectNodeContents(card.querySelector(".card__text"));
    for (const line of words.getClientRects()) {
      if (line.right > box.right + 0.5 || line.bottom > box.bottom + 0.5 || line.top < box.top - 0.5) {
        wrong.push(`cut: ${named(index)}`);
        break;
      }
    }
    const type = parseFloat(getComputedStyle(card.querySelector(".card__name")).fontSize);
    if (type < leastType) wrong.push(`${type} px: ${named(index)}`);
  });
  boxes.forEach((a, one) => {
    for (let other = one + 1; other < boxes.length; other++) {
      const b = boxes[other];
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (across > 1 && down > 1) wrong.push(`on top of each other: ${named(one)} | ${named(other)}`);
    }
  });
  for (const step of document.querySelectorAll(".staircase .step")) {
    const head = step.querySelector(".step__head").getBoundingClientRect();
    const words = step.querySelector(".step__title");
    const isCut = head.top < 0 || head.bottom > innerHeight || words.scrollWidth > words.clientWidth + 1;
    if (isCut) wrong.push(`step: ${words.innerText}`);
  }
  return [...new Set(wrong)].slice(0, 10);
}"""


@pytest.mark.parametrize(("cards", "staircase"), [(30, ""), (120, ""), (300, ""), (120, "Den norske")])
async def test_every_name_is_whole_on_every_screen(room: Room, cards: int, staircase: str) -> None:
    ada, wall = await room.ada(), await room.wall()
    invitation = await ada.makes_a_workshop(f"{cards} tilbud", staircase=staircase)
    await ada.opens("Vi placerer tilbud på trappen")
    await wall.opens_up(invitation.wall_link)
    steps = await fills(room, ada, invitation, cards)

    found = []
    for width, height in SCREENS:
        await wall.page.set_viewport_size({"width": width, "height": height})
        await wall.stands_still()
        found += [
            f"{width} × {height}: {wrong}" for wrong in await wall.page.evaluate(_UNREADABLE, LEAST_TYPE)
        ]
        heads = await wall.page.locator(".staircase .step__count").all_inner_texts()
        assert sum(int(head.split()[0]) for head in heads) == cards, "every card is counted where it stands"
        await wall.picture(f"wall-{cards}-{steps}-steps-{width}")
    assert not found, "\n".join(found)


@pytest.mark.parametrize("board", ["columns", "many_columns"])
async def test_columns_hold_on_every_screen(room: Room, board: BoardName) -> None:
    wall = await room.wall()
    ready = await lay_ready(room.server, board, "placing", "da")
    await wall.opens_up(ready.wall_link)
    found = []
    for width, height in SCREENS:
        await wall.page.set_viewport_size({"width": width, "height": height})
        await wall.stands_still()
        found += [
            f"{width} × {height}: {wrong}"
            for script in (_UNREADABLE, _CROSSED)
            for wrong in await wall.page.evaluate(script, LEAST_TYPE)
        ]
    assert not found, "\n".join(found)


# Where a card lies on the name of a column, or a name has no room.
_CROSSED = """() => {
  const wrong = [];
  const cards = [...document.querySelectorAll(".spot")].map((card) => card.getBoundingClientRect());
  for (const name of document.querySelectorAll(".lane__name, .lane__group")) {
    const a = name.getBoundingClientRect();
    const { scrollWidth, clientWidth, scrollHeight, clientHeight } = name;
    if (scrollWidth > clientWidth + 1 || scrollHeight > clientHeight + 1) wrong.push(`cut: ${name.innerText}`);
    const across = (b) => Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const down = (b) => Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (cards.some((card) => across(card) > 1 && down(card) > 1)) wrong.push(`covered: ${name.innerText}`);
  }
  return wrong;
}"""


async def fills(room: Room, ada: Console, invitation: Invitation, cards: int) -> int:
    """So many cards with real names, from all areas, on all steps; every fifth on several. Returns how many steps."""
    session = ada.things("session")["session"]
    steps = [step["step_id"] for step in session["steps"]]
    areas = [area["area_id"] for area in session["areas"]]
    chance = random.Random(cards)
    names = (real.offer.name + unit for unit in UNITS * 2 for real in real_offers())
    cookies = "; ".join(f"{name}={value}" for name, value in sign_in(room.server).items())
    async with websockets.connect(
        f"ws://127.0.0.1:{room.server.port}/live/1/{invitation.session_id}/facilitator",
        additional_headers={"Cookie": cookies},
        origin=websockets.Origin(room.server.address),
        max_size=None,
    ) as line:
        waiting = set()
        for number, name in enumerate(itertools.islice(names, cards)):
            main = int(len(steps) * chance.random() ** 2)  # most stand low, as in life
            others = [steps[main + 1]] if number % 5 == 0 and main + 1 < len(steps) else []
            offer = {
                "name": name,
                "area_id": chance.choice(areas),
                "reach": chance.choice(["", "alle", "gruppe"]),
            }
            waiting.add(f"fill-{number}")
            await line.send(
                json.dumps(
                    {
                        "type": "add_card",
                        "id": f"fill-{number}",
                        "card_id": f"fill-{number}",
                        "offer": offer,
                        "step_id": steps[main],
                        "other_steps": others,
                    }
                )
            )
        async with asyncio.timeout(60):
            while waiting:
                answer = json.loads(await line.recv())
                assert answer["type"] != "refused", answer
                waiting.discard(answer.get("id"))
    await ada.shows(f"{cards} kort")
    return len(steps)


async def test_where_no_card_that_waits_has_room_the_wall_counts_them_and_says_no_more(room: Room) -> None:
    """“And 3 more” would be more than the number that stands beside it says."""
    ada, wall = await room.ada(), await room.wall()
    invitation = await ada.makes_a_workshop()
    await ada.opens("Vi placerer tilbud på trappen")
    await wall.opens_up(invitation.wall_link)
    await wall.page.set_viewport_size({"width": 1024, "height": 768})
    panel = await ada.turns_to("Skriv kort")
    for number in range(3):
        name = f"{number} " + "Tværfaglig indsats for børn, unge og deres familier " * 3
        await panel.get_by_label("Fagområde").select_option(label="PPR")
        await panel.get_by_role("textbox", name="Hvad hedder tilbuddet?").fill(name.strip())
        await panel.get_by_role("button", name="Læg kortet frem").click()
        await ada.shows(f"“{name.strip()}” er gemt")
    await wall.shows("3 kort er ikke placeret")
    await expect(wall.page.locator(".loose__card")).to_have_count(0)
    await wall.shows_no(re.compile(r"^og \d til$"))
    await wall.picture("wall-no-room")


async def test_the_machine_behind_the_wall_is_asked_to_stay_awake(room: Room) -> None:
    ada, wall = await room.ada(), await room.wall()
    invitation = await ada.makes_a_workshop()
    await wall.page.add_init_script(
        """window.asked = [];
        navigator.wakeLock.request = async (what) => void window.asked.push(what);"""
    )
    await wall.opens_up(invitation.wall_link)
    await wall.page.wait_for_function("String(window.asked) === 'screen'")
    await wall.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    await wall.page.wait_for_function("String(window.asked) === 'screen,screen'")
