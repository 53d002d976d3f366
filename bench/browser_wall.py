"""The wall and the console in a burst: fifty cards are moved as quickly as the server takes them."""

import asyncio
import itertools
import random
from collections.abc import Mapping
from dataclasses import dataclass

from playwright.async_api import Browser, Page

from bench.browser_program import Console, come_in
from bench.browser_trace import CATEGORIES, longest_frame
from bench.server import Measured
from bench.workshop import Workshop

MOVES = 50
# A staircase that has stood for so long (s) looks for a roomier density with each change: a burst is dearest then.
STOOD = 21.0
WATCHED = 1.5  # seconds from the first move on; all has settled by then

# Ticks with each frame that the page may draw, also while nothing changes.
_BEGIN = """() => {
  performance.mark("burst");
  const ticks = (window.ticks = []);
  const tick = (now) => {
    ticks.push(now);
    window.ticking = requestAnimationFrame(tick);
  };
  window.ticking = requestAnimationFrame(tick);
}"""
_END = "() => (cancelAnimationFrame(window.ticking), window.ticks)"


@dataclass(frozen=True)
class Burst:
    """The longest of a burst, in ms."""

    frame: float  # of a frame on the main thread: script, style, layout, paint
    cpu: float  # what that used of the processor, whatever else the machine did meanwhile
    wait: float  # from one frame to the next, with what other threads needed to draw the first


async def bursts(
    browser: Browser, product: Measured, workshop: Workshop, path: str, size: tuple[int, int], repeat: int
) -> list[Burst]:
    """So many bursts on the staircase at `path`, one after the other; each time other cards go to other steps."""
    context = await come_in(
        browser, product, workshop.console, viewport={"width": size[0], "height": size[1]}
    )
    page = await context.new_page()
    await page.goto(product.address + path)
    await page.wait_for_selector(".staircase .step__head")
    found = [await _burst(browser, page, product, workshop, turn) for turn in range(repeat)]
    await context.close()
    return found


def _moves(facilitator: Console, turn: int) -> list[Mapping[str, object]]:
    chance = random.Random(turn)
    chosen = chance.sample(facilitator.cards, MOVES)
    return [
        {"type": "move_card", "card_id": card_id, "step_id": chance.choice(facilitator.steps)}
        for card_id in chosen
    ]


async def _burst(browser: Browser, page: Page, product: Measured, workshop: Workshop, turn: int) -> Burst:
    await asyncio.sleep(STOOD)
    # A line for each burst: the server lets go of one that has answered no ping meanwhile.
    facilitator = await Console.of(product, workshop.console)
    moves = _moves(facilitator, turn)
    await browser.start_tracing(page=page, categories=CATEGORIES)
    await page.evaluate(_BEGIN)
    await facilitator.asks(*moves)
    facilitator.line.hang_up()
    await asyncio.sleep(WATCHED)
    ticks: list[float] = await page.evaluate(_END)
    frame, cpu = longest_frame("burst", await browser.stop_tracing())
    wait = max(after - before for before, after in itertools.pairwise(ticks))
    return Burst(frame, cpu, wait)
