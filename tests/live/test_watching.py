"""What an operator sees: readiness, numbers, and lines in the log that name everybody by id and quote nobody."""

import asyncio
import json
import socket
import time
from collections.abc import AsyncIterator, Callable
from contextlib import ExitStack, asynccontextmanager
from urllib.parse import urlsplit

import websockets

from app.browsing import Browser
from app.simulated import SimulatedPhone
from tests.facilitator import Facilitator
from tests.serving import IN_TIME, STOP_WITHIN, Server, throwaway_server

SECRET = "Hemmeligholdt tilbud"


class Gate:
    """A way to the database that can be slow, or let nothing through without ever closing."""

    def __init__(self) -> None:
        self.open = asyncio.Event()
        self.open.set()
        self.delay = 0.0

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while data := await reader.read(65536):
                await self.open.wait()
                await asyncio.sleep(self.delay)
                writer.write(data)
        finally:
            writer.close()


@asynccontextmanager
async def gate_to(url: str) -> AsyncIterator[tuple[Gate, str]]:
    """A gate, and the database's address through it."""
    gate, place = Gate(), urlsplit(url)
    carrying: set[asyncio.Task[None]] = set()

    async def come(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection(place.hostname, place.port)
        for each in (gate.carry(reader, back), gate.carry(there, writer)):
            carrying.add(asyncio.create_task(each))

    server = await asyncio.start_server(come, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    try:
        yield gate, url.replace(f":{place.port}", f":{port}")
    finally:
        server.close()
        for task in carrying:
            task.cancel()
        await asyncio.gather(*carrying, return_exceptions=True)


def lines(server: Server, event: str) -> list[dict[str, object]]:
    said = [json.loads(line) for line in server.log.read_text().splitlines() if line.startswith("{")]
    return [line for line in said if line["event"] == event]


async def asked(server: Server, path: str) -> tuple[int, float]:
    began = time.monotonic()
    page = await Browser(server.address).get(path)
    return page.status, time.monotonic() - began


async def test_a_database_that_says_nothing_is_noticed_in_two_seconds(postgres: Callable[[], str]) -> None:
    async with gate_to(postgres()) as (gate, url):
        with ExitStack() as stack:
            starting = throwaway_server(database_url=url, log_level="info")
            server = await asyncio.to_thread(stack.enter_context, starting)  # the gate is kept by this loop
            await through_the_gate(gate, server)


async def through_the_gate(gate: Gate, server: Server) -> None:
    ada = Facilitator(server.address, server.sign_in_link)
    await ada.signs_in()
    code = await ada.creates_a_workshop()
    phone = SimulatedPhone(server.address)
    await phone.join(code, ada.areas[0], "Karl Hemmelig")
    phone.switch_on()
    await phone.connected.wait()
    laying = phone.ask("add_card", card_id="k1", offer={"name": SECRET, "area_id": ada.areas[0]})
    async with asyncio.timeout(60):
        while not lines(server, "refused"):
            await asyncio.sleep(0.05)
    await ada.opens("writing")  # refused in passing before, accepted now
    await laying
    assert (await asked(server, "/readyz"))[0] == 200

    gate.delay = 0.15
    await phone.ask("add_card", card_id="k2", offer={"name": SECRET, "area_id": ada.areas[0]})
    gate.delay = 0.0

    gate.open.clear()
    answers = await asyncio.gather(*(asked(server, "/readyz") for _ in range(5)))
    assert {status for status, _ in answers} == {503}
    # It gives up after 1.5 s (`PING_WITHIN`), and not with the log, after 10; a shared machine adds what it likes.
    assert max(took for _, took in answers) < 8
    assert (await asked(server, "/healthz"))[0] == 200
    gate.open.set()
    async with asyncio.timeout(60):
        while (await asked(server, "/readyz"))[0] != 200:
            await asyncio.sleep(0.1)

    # A stop is in time also now: nobody who was told "gemt" is let down by it.
    gate.open.clear()
    line, process = phone._line, server._process
    assert line is not None
    assert process is not None
    pending = phone.ask("add_card", card_id="k3", offer={"name": SECRET, "area_id": ada.areas[0]})
    await asyncio.sleep(0.2)
    began = time.monotonic()
    process.terminate()
    await asyncio.to_thread(process.wait, STOP_WITHIN)
    assert time.monotonic() - began < IN_TIME
    assert (line.close_code, line.close_reason) == (1012, "come_back")
    assert not pending.done()
    await phone.switch_off()

    (joined,) = lines(server, "joined")
    assert {"session": ada.session_id, "area": ada.areas[0]}.items() <= joined.items()
    refused = lines(server, "refused")
    assert {"code": "not_now", "person": joined["person"]}.items() <= refused[0].items()
    assert [line["stage"] for line in lines(server, "open_stage")] == [ada.picture["stage"]["stage_id"]]
    assert lines(server, "slow commit")
    assert lines(server, "not ready")
    log = server.log.read_text()
    assert SECRET not in log
    assert "Karl" not in log


async def test_the_numbers_are_there_and_a_client_that_does_not_read_stands_in_the_log() -> None:
    """E3"""
    with throwaway_server(log_level="info") as server:
        ada = Facilitator(server.address, server.sign_in_link)
        await ada.signs_in()
        await ada.creates_a_workshop()
        await ada.opens("writing")
        line = socket.socket()
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)  # before it connects: then it stays small
        line.setblocking(False)
        await asyncio.get_running_loop().sock_connect(line, ("127.0.0.1", server.port))
        lazy = await websockets.connect(
            f"{server.address.replace('http', 'ws')}/live/1/{ada.session_id}/facilitator",
            additional_headers={"Cookie": ada.browser.cookie},
            origin=websockets.Origin(server.address),
            compression=None,
            max_queue=1,
            ping_interval=None,
            sock=line,
        )
        for number in range(700):
            offer = {"name": f"{SECRET} {number}", "area_id": ada.areas[0], "description": "blah " * 390}
            await ada.says("add_card", card_id=f"k{number}", offer=offer)
        await ada.sees(lambda picture: "card:k699" in picture)
        async with asyncio.timeout(60):
            while not lines(server, "slow client closed"):
                await asyncio.sleep(0.1)
        (closed,) = lines(server, "slow client closed")
        assert {"session": ada.session_id, "role": "facilitator"}.items() <= closed.items()
        await asyncio.sleep(1.1)  # the house is kept once a second
        page = (await Browser(server.address).get("/metrics")).text
        numbers = dict(line.rsplit(" ", 1) for line in page.splitlines() if not line.startswith("#"))
        numbers = {name: float(number) for name, number in numbers.items()}
        assert numbers['tilbudstrappen_sockets_closed_total{reason="too_slow"}'] == 1
        assert numbers['tilbudstrappen_sockets{role="facilitator"}'] in (1, 2)  # until the closed line is cut
        assert numbers['tilbudstrappen_commands_total{result="accepted"}'] == 701
        assert numbers["tilbudstrappen_rooms"] == 1
        assert numbers["tilbudstrappen_backlog_bytes"] > 100_000
        assert numbers["tilbudstrappen_commit_entries_sum"] == 701
        assert 0 < numbers["tilbudstrappen_fan_out_seconds_count"] <= 701
        assert SECRET not in server.log.read_text()
        lazy.transport.abort()
        await ada.goes_home()
