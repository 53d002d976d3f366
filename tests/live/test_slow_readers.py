"""Promise 5 and E3 on real sockets: what may wait for a phone that does not read is bounded, in our memory and in the
kernel's; then it is closed with a reason, and everyone else goes on. Nothing here is timed: it waits for states.
"""

import asyncio
import random
import re
import socket
from pathlib import Path

from app.browsing import Browser
from app.simulated import SimulatedPhone
from app.socket import BACKLOG, KERNEL_BUFFER
from tests.facilitator import Facilitator
from tests.serving import Server, throwaway_server

STALLED, READING = 6, 6
LONG = "Et tilbud med en lang beskrivelse. " * 50
CARD = 4096  # bytes on the wire, at most
SMALL = 4096  # bytes that a stalled phone's own kernel takes in; it doubles them


async def test_phones_that_do_not_read_are_bounded_and_closed_and_the_others_go_on() -> None:
    with throwaway_server() as server:
        ada, code = await facilitator(server)
        await ada.opens("placing")
        readers = [await phone(server, code) for _ in range(READING)]
        for reader in readers:
            reader.switch_on()
            await reader.connected.wait()
        stalled = [await Stalled.opens(await phone(server, code)) for _ in range(STALLED)]
        await measured(server, 'sockets{role="participant"}', READING + STALLED)

        most = 0
        cards = 0
        while await measure(server, 'sockets_closed_total{reason="too_slow"}') < STALLED:
            await writes(ada, range(cards, cards + 10))
            cards += 10
            most = max(most, *(kernel_queue(server, one.port) for one in stalled))
            assert cards < 1000, "a phone that reads nothing is never closed"
        snapshot = len(str(readers[0].picture))  # longer than it was when they came
        assert most <= 2 * KERNEL_BUFFER, "the kernel keeps more for a stalled phone than it was told to"
        assert await measure(server, "backlog_bytes") <= BACKLOG + snapshot + 100 * CARD

        await writes(ada, [cards])
        for reader in readers:
            await shows(reader, f"card:k{cards}")
            assert len(reader.things("card")) == cards + 1
        # Whoever wakes up finds out why, comes back by the ordinary door, and is right again.
        closing = await stalled[0].reads_to_the_end()
        assert closing in ((1013, "too_slow"), None)  # None: it slept too long, and the line was cut
        back = stalled[0].phone
        back.switch_on()
        await shows(back, f"card:k{cards}")
        assert back.picture == {**readers[0].picture, **own(back)}
        await asyncio.gather(*(one.switch_off() for one in [*readers, back]))
        for one in stalled:
            one.line.close()
        await measured(server, 'sockets{role="participant"}', 0)
        assert server.complaints() == ""
        await ada.goes_home()


async def test_a_phone_on_a_slow_line_is_not_closed_while_its_snapshot_is_on_the_way() -> None:
    """The snapshot of a big board alone is longer than what may wait for a client otherwise."""
    with throwaway_server() as server:
        ada, code = await facilitator(server)
        await ada.opens("placing")
        await writes(ada, range(500))
        slow = await Stalled.opens(await phone(server, code))
        await measured(server, 'sockets{role="participant"}', 1)
        await writes(ada, range(500, 530))  # others go on while it has not even the half of it
        assert await measure(server, 'sockets_closed_total{reason="too_slow"}') == 0
        loop = asyncio.get_running_loop()
        heard = b""
        while b'"key":"card:k529"' not in heard:
            piece = await loop.sock_recv(slow.line, 16_000)
            assert piece, "closed before it had heard everything"
            heard += piece
        assert len(heard) > 2 * BACKLOG
        assert all(f'"key":"card:k{number}"'.encode() in heard for number in range(530))
        slow.line.close()
        await ada.goes_home()


class Stalled:
    """A phone whose line is open and who reads nothing."""

    def __init__(self, phone: SimulatedPhone, line: socket.socket) -> None:
        self.phone, self.line = phone, line
        self.port: int = line.getsockname()[1]

    @classmethod
    async def opens(cls, phone: SimulatedPhone) -> "Stalled":
        line = socket.socket()
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL)
        line.setblocking(False)
        place = phone.browser.address.removeprefix("http://")
        host, port = place.split(":")
        loop = asyncio.get_running_loop()
        await loop.sock_connect(line, (host, int(port)))
        asked = (
            f"GET {phone.line_path} HTTP/1.1\r\nHost: {place}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n"
            f"Origin: {phone.browser.address}\r\nCookie: {phone.browser.cookie}\r\n\r\n"
        )
        await loop.sock_sendall(line, asked.encode())
        return cls(phone, line)

    async def reads_to_the_end(self) -> tuple[int, str] | None:
        """The code and reason of the close frame, which is the last that was sent, if it was still sent."""
        loop = asyncio.get_running_loop()
        heard = b""
        try:
            while not (found := re.search(rb"\x88.(..)too_slow$", heard, re.DOTALL)):
                piece = await loop.sock_recv(self.line, 65536)
                if not piece:
                    return None
                heard = heard[-64:] + piece
        except ConnectionResetError:
            return None
        return int.from_bytes(found[1], "big"), "too_slow"


async def facilitator(server: Server) -> tuple[Facilitator, str]:
    ada = Facilitator(server.address, server.sign_in_link)
    await ada.signs_in()
    return ada, await ada.creates_a_workshop()


async def phone(server: Server, code: str) -> SimulatedPhone:
    made = SimulatedPhone(server.address, random.Random(5))
    await made.join(code, "skole")
    return made


async def writes(ada: Facilitator, numbers: "range | list[int]") -> None:
    """Cards, and waits until the console shows them."""
    for number in numbers:
        offer = {"name": f"Tilbud {number}", "area_id": "skole", "description": LONG}
        await ada.says("add_card", card_id=f"k{number}", offer=offer)
    await ada.sees(lambda picture: f"card:k{numbers[-1]}" in picture)


async def shows(viewer: SimulatedPhone, key: str) -> None:
    async with asyncio.timeout(60):
        while key not in viewer.picture:
            await asyncio.sleep(0.01)


def own(viewer: SimulatedPhone) -> dict[str, object]:
    return {thing["key"]: thing for thing in viewer.things("own")}


async def measure(server: Server, name: str) -> float:
    """A number of /metrics."""
    text = (await Browser(server.address).get("/metrics")).text
    found = re.search(rf"^tilbudstrappen_{re.escape(name)} (\S+)$", text, re.MULTILINE)
    return float(found[1]) if found else 0.0


async def measured(server: Server, name: str, wanted: float) -> None:
    async with asyncio.timeout(60):
        while await measure(server, name) != wanted:
            await asyncio.sleep(0.05)


def kernel_queue(server: Server, port: int) -> int:
    """Bytes that the server's kernel keeps for the connection from this port."""
    here, there = f"0100007F:{server.port:04X}", f"0100007F:{port:04X}"
    for row in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        fields = row.split()
        if fields[1:3] == [here, there]:
            return int(fields[4].partition(":")[0], 16)
    return 0
