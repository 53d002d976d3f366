"""The phone's first visit over slow 3G: what it must fetch, and when it can be written on."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

from playwright.async_api import Browser, CDPSession, Page

from bench.browser_program import come_in
from bench.server import Measured
from bench.workshop import Door, Workshop

LATENCY, RATE = (
    400,
    50_000,
)  # ms and bytes a second: slow 3G. Each request waits that long for its answer to begin.
USABLE_WITHIN = 30_000  # ms
THOUGHT = 4.0  # seconds in which somebody finds their area among ten, and types a name or none

NAME = "#name"  # on the join page
CARD = "form.form textarea"  # the card form's first field

# When a field is there to be written in: looked for with each frame, and none is drawn before the style has come.
_WATCH = f"""(() => {{
  const look = () => {{
    const field = document.querySelector("{NAME}, {CARD}");
    if (field?.checkVisibility() && !field.disabled) window.usable = performance.now();
    else requestAnimationFrame(look);
  }};
  requestAnimationFrame(look);
}})()"""

_MOMENT = """() => new Promise((tell) => {
  const look = () => (window.usable ? tell(window.usable) : requestAnimationFrame(look));
  look();
})"""


@dataclass
class Visit:
    """One phone's way to its first card. Times in seconds, each from the beginning of a navigation."""

    joining: float = 0.0  # until the form with name and area takes keys
    writing: float = 0.0  # until the card's form takes keys
    bytes_by_address: dict[str, int] = field(default_factory=dict)  # on the wire, heads included
    socket: int = 0  # bytes that the socket was sent until then

    @property
    def weight(self) -> float:
        """Kilobytes of pages and files."""
        return sum(self.bytes_by_address.values()) / 1000


async def by_qr(browser: Browser, product: Measured, join: str, *, slower: int = 1) -> Visit:
    """From the QR code through the form with name and area to the first card."""
    visit = Visit()
    page = await _slow_phone(browser, product, None, visit, slower)
    await page.goto(product.address + join, wait_until="commit")
    visit.joining = await _usable(page, NAME)
    await asyncio.sleep(THOUGHT)
    await page.locator(NAME).fill("")  # of two with the same name the page would ask which one this is
    await page.locator("input[name=area]").first.check()
    await page.locator(".dock button").click(no_wait_after=True)
    await page.wait_for_url("**/phone/**", wait_until="commit")
    visit.writing = await _usable(page, CARD)
    await page.context.close()
    return visit


async def by_address(
    browser: Browser, product: Measured, workshop: Workshop, person: int, *, slower: int = 1
) -> Visit:
    """The phone's page alone, by somebody who has joined, and of whom the browser has kept nothing but that."""
    visit = Visit()
    page = await _slow_phone(browser, product, workshop.phones[person], visit, slower)
    await page.goto(f"{product.address}/phone/{workshop.session_id}", wait_until="commit")
    visit.writing = await _usable(page, CARD)
    await page.context.close()
    return visit


async def _slow_phone(
    browser: Browser, product: Measured, door: Door | None, visit: Visit, slower: int
) -> Page:
    context = await come_in(
        browser,
        product,
        door,
        viewport={"width": 412, "height": 839},
        device_scale_factor=2.625,
        is_mobile=True,
        has_touch=True,
    )
    await context.add_init_script(_WATCH)
    page = await context.new_page()
    line = await context.new_cdp_session(page)
    _weigh(line, visit)
    await line.send("Network.enable")
    await line.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": LATENCY, "downloadThroughput": RATE, "uploadThroughput": RATE},
    )
    await line.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    return page


def _weigh(line: CDPSession, visit: Visit) -> None:
    addresses: dict[str, str] = {}

    def add(address: str, size: float) -> None:
        if not address.startswith("data:"):
            visit.bytes_by_address[address] = visit.bytes_by_address.get(address, 0) + int(size)

    def asked(it: dict[str, Any]) -> None:
        if gone := it.get("redirectResponse"):
            add(gone["url"], gone["encodedDataLength"])
        addresses[it["requestId"]] = it["request"]["url"]

    def heard(it: dict[str, Any]) -> None:
        visit.socket += len(it["response"]["payloadData"].encode())

    line.on("Network.requestWillBeSent", asked)
    line.on("Network.loadingFinished", lambda it: add(addresses[it["requestId"]], it["encodedDataLength"]))
    line.on("Network.webSocketFrameReceived", heard)


async def _usable(page: Page, selector: str) -> float:
    """Seconds from the navigation's beginning until this field was there. It is written in, or it was not usable."""
    first = page.locator(selector).first
    await first.wait_for(timeout=USABLE_WITHIN)
    moment: float = await page.evaluate(_MOMENT)
    await first.focus()
    await page.keyboard.type("Å")
    assert await first.input_value() == "Å", "the field takes no keys"
    return moment / 1000
