"""What a phone must fetch over a bad line. Bytes, not seconds: those depend on the machine that runs the test."""

import asyncio
import re
from typing import Any

import pytest

from tests.browser.room import Room

pytestmark = pytest.mark.asyncio(loop_scope="session")

ALLOWED = 60_000  # bytes on the wire, compressed, from the QR code to the first form


async def test_a_phone_comes_from_the_qr_code_to_its_first_card_within_60_kilobytes(room: Room) -> None:
    ada, ben = await room.ada(), await room.phone("Ben")
    invitation = await ada.makes_a_workshop()
    await ada.opens("Vi skriver tilbud")

    fetched: dict[str, int] = {}
    addresses: dict[str, str] = {}
    line = await ben.context.new_cdp_session(ben.page)
    line.on("Network.requestWillBeSent", lambda it: addresses.update({it["requestId"]: it["request"]["url"]}))

    def finished(it: dict[str, Any]) -> None:
        # What was fetched beforehand is asked for once more, and then costs nothing.
        address = addresses[it["requestId"]]
        fetched[address] = fetched.get(address, 0) + int(it["encodedDataLength"])

    line.on("Network.loadingFinished", finished)
    await line.send("Network.enable")
    await ben.joins_by_qr(invitation.qr_link, area="Skole")
    await ben.begins_a_card()

    kinds = {address.partition("?")[0].rpartition(".")[2] for address in fetched}
    assert {"js", "css"} <= kinds, f"the page needs at least a script and a style: {fetched}"
    assert not [address for address in fetched if "/fonts/" in address], "phones have good fonts of their own"
    assert sum(fetched.values()) <= ALLOWED, fetched


async def test_a_phone_that_comes_back_fetches_only_the_page_itself(room: Room) -> None:
    ada, ben = await room.ada(), await room.phone("Ben")
    invitation = await ada.makes_a_workshop()
    await ben.joins_by_qr(invitation.qr_link, area="Skole")
    await ben.goes_to(f"/phone/{invitation.session_id}")
    await ben.is_in()
    # What the browser has kept is not asked for again: names of files change with their content.
    sizes = await ben.page.evaluate(
        "() => performance.getEntriesByType('resource').map(({name, transferSize}) => [name, transferSize])"
    )
    assert sizes, "the page has scripts and styles"
    assert not [(name, size) for name, size in sizes if size > 0], sizes


async def test_while_people_look_for_their_area_the_phone_page_is_on_its_way(room: Room) -> None:
    ada, ben = await room.ada(), await room.phone("Ben")
    invitation = await ada.makes_a_workshop()
    came = [
        ben.page.wait_for_event("requestfinished", lambda request, part=part: re.search(part, request.url))
        for part in (r"/phone-chunk-\w+\.js$", r"/phone-[0-9A-Z]{8}\.js$")
    ]
    await asyncio.gather(*came, ben.goes_to(invitation.qr_link))
    await ben.fills_in("Skole")
    sizes = await ben.page.evaluate(
        "() => performance.getEntriesByType('resource').map(({name, transferSize}) => [name, transferSize])"
    )
    assert [size for name, size in sizes if name.endswith(".js")] == [0, 0], (
        "both are asked for once, and then there"
    )
