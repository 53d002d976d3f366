"""Several workers on one PostgreSQL: to everybody outside they are one server."""

import asyncio
import contextlib
import json
import os
import random
import signal
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from app.browsing import Browser
from app.security import CodeGate
from app.settings import BadSetting, Settings
from app.simulated import SimulatedPhone
from app.workers import Workers
from tests.facilitator import Facilitator
from tests.live.processes import is_running, served_by, workers
from tests.serving import IN_TIME, Server, throwaway_server

FEWEST = 2  # phones that each worker is to serve
PATIENCE = 60.0  # seconds
MOST = 60  # phones that are sent before the test says that one worker gets them all
MANY = 15  # after so many, the next one takes its time


@pytest.fixture(scope="module")
def address(postgres: Callable[[], str]) -> str:
    return postgres()


@pytest.fixture(scope="module")
def server(address: str) -> Iterator[Server]:
    with throwaway_server(database_url=address, workers="2", log_level="info") as server:
        yield server
        complaints = [line for line in server.complaints().splitlines() if '"worker ended' not in line]
        assert not complaints


class Workshop:
    """Ada's workshop in its writing stage, and phones at one table of it, so that all show the same."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.ada = Facilitator(server.address, "")
        self.code = ""
        self.phones: list[SimulatedPhone] = []
        self.consoles: list[Facilitator] = []

    async def begin(self) -> None:
        self.ada = Facilitator(self.server.address, self.server.new_sign_in_link())
        await self.ada.signs_in()
        self.code = await self.ada.creates_a_workshop()
        await self.ada.opens("writing")

    async def phone(self, name: str = "") -> SimulatedPhone:
        phone = SimulatedPhone(self.server.address, random.Random(len(self.phones)))
        phone.received = []
        await phone.join(self.code, self.ada.areas[0], name)
        phone.switch_on()
        self.phones.append(phone)
        async with asyncio.timeout(PATIENCE):
            await phone.connected.wait()
        return phone

    async def console(self) -> Facilitator:
        """Another window of Ada's."""
        another = Facilitator(self.server.address, "")
        another.browser, another.session_id = self.ada.browser, self.ada.session_id
        await another._listen()
        self.consoles.append(another)
        return another

    async def phones_on_both(self) -> dict[int, list[SimulatedPhone]]:
        """Phones until each worker has a few."""
        pids = workers(self.server.pid)
        on: dict[int, list[SimulatedPhone]] = {pid: [] for pid in pids}
        while min(map(len, on.values())) < FEWEST:
            assert len(self.phones) < MOST, f"one worker gets them all: {[len(each) for each in on.values()]}"
            if len(self.phones) >= MANY:
                await asyncio.sleep(0.5)  # the other one may be starting still
            phone = await self.phone()
            on[served_by(phone, pids)].append(phone)
        return on

    async def everyone_shows(self, *card_ids: str) -> None:
        wanted = set(card_ids)
        async with asyncio.timeout(PATIENCE):
            while not all(
                wanted <= {card["card_id"] for card in phone.things("card")} for phone in self.phones
            ):
                await asyncio.sleep(0.01)

    async def end(self) -> None:
        windows = (self.ada, *self.consoles)
        await asyncio.gather(
            *(phone.switch_off() for phone in self.phones), *(one.goes_home() for one in windows)
        )


@contextlib.asynccontextmanager
async def workshop(server: Server):  # type: ignore[no-untyped-def]
    each = Workshop(server)
    await each.begin()
    try:
        yield each
    finally:
        await each.end()


def lays(phone: SimulatedPhone, card_id: str) -> "asyncio.Future[object]":
    offer = {"name": f"Tilbud {card_id}", "area_id": phone.area_id}
    return phone.ask("add_card", card_id=card_id, offer=offer)  # type: ignore[return-value]


def shared(phone: SimulatedPhone) -> dict[str, object]:
    """What all at the table see."""
    return {key: thing for key, thing in phone.picture.items() if thing["kind"] != "own"}


def snapshots(phone: SimulatedPhone) -> int:
    return sum(1 for text in phone.received or () if text.startswith('{"type":"snapshot"'))


async def until(true: Callable[[], bool], what: str, within: float = PATIENCE) -> None:
    deadline = time.monotonic() + within
    while not true():
        assert time.monotonic() < deadline, what
        await asyncio.sleep(0.02)


async def test_a_killed_worker_costs_its_phones_one_reconnect_and_nothing_else(server: Server) -> None:
    """B6, C3: phones of both workers lay cards all the while; the pictures are the same, and nobody else notices."""
    async with workshop(server) as it:
        on = await it.phones_on_both()
        await asyncio.gather(*(lays(phone, f"a{number}") for number, phone in enumerate(it.phones)))
        await it.everyone_shows(*(f"a{number}" for number in range(len(it.phones))))
        await until(lambda: it.ada.presence.get("phones") == len(it.phones), f"presence is {it.ada.presence}")

        victim, survivor = on
        before = {phone: snapshots(phone) for phone in it.phones}
        answers = [lays(phone, f"b{number}") for number, phone in enumerate(it.phones)]
        await answers[0]  # others are on their way to the disk
        os.kill(victim, signal.SIGKILL)
        await asyncio.gather(*answers)
        await it.everyone_shows(*(f"{letter}{number}" for letter in "ab" for number in range(len(it.phones))))
        await until(lambda: len({phone.number for phone in it.phones}) == 1, "not all heard the same number")
        assert all(shared(phone) == shared(it.phones[0]) for phone in it.phones)
        back = {phone: snapshots(phone) - before[phone] for phone in it.phones}
        assert {back[phone] for phone in on[survivor]} == {0}
        assert {back[phone] for phone in on[victim]} == {1}

        await until(lambda: len(workers(server.pid)) == 2, "nobody took the dead worker's place")
        assert victim not in workers(server.pid)
        await until(lambda: it.ada.presence.get("phones") == len(it.phones), f"presence is {it.ada.presence}")


async def test_a_lost_notice_heals_by_itself(server: Server, address: str) -> None:
    async with workshop(server) as it:
        on = await it.phones_on_both()
        here, there = (phones[0] for phones in on.values())
        database = await asyncpg.connect(address.replace("+asyncpg", ""))
        took = []
        for number in range(3):
            # The workers' ears are cut off at the moment when there is something to hear.
            await database.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND (query LIKE 'LISTEN%' OR query LIKE '%pg_notify%') "
                "AND pid <> pg_backend_pid()"
            )
            await lays(here, f"n{number}")
            began = time.monotonic()
            await until(lambda card=f"card:n{number}": card in there.picture, "the card never came")
            took.append(time.monotonic() - began)
        await database.close()
        assert sorted(took)[1] < 8, took  # a second, and what a shared machine adds


async def test_presence_counts_all_workers_and_is_the_same_on_all(server: Server) -> None:
    """D2: a person counts once, whatever the worker; two consoles on two workers show the same."""
    async with workshop(server) as it:
        on = await it.phones_on_both()
        for phones in on.values():
            await phones[0]._send('{"type": "drafts", "count": 2}')
        total = {"phones": len(it.phones), "screens": 0, "drafts": {it.ada.areas[0]: 4}}
        consoles = [it.ada, *[await it.console() for _ in range(6)]]  # on both workers, as good as certainly
        for console in consoles:
            await until(
                # One facilitator, however many windows on whichever workers.
                lambda console=console: (
                    {**total, "type": "presence", "facilitators": console.presence.get("facilitators")}
                    == console.presence
                    and len(console.presence["facilitators"]) == 1
                ),
                f"{console.presence} is not {total}",
            )
        for phone in on[max(on)]:
            await phone.switch_off()
        left = len(it.phones) - len(on[max(on)])
        for console in consoles:
            await until(
                lambda console=console: console.presence["phones"] == left,
                f"{console.presence}: {left} are left",
            )


async def test_only_who_is_connected_nowhere_may_be_taken_over(server: Server) -> None:
    async with workshop(server) as it:
        names = [f"Anne {number}" for number in range(6)]
        phones = [await it.phone(name) for name in names]
        consoles = [it.ada, *[await it.console() for _ in range(6)]]  # on both workers, as good as certainly
        for console in consoles:
            await until(
                lambda console=console: console.presence.get("phones") == len(names), "not all are counted"
            )

        async def comes(name: str) -> int:
            browser = Browser(server.address)
            fields = [("area", it.ada.areas[0]), ("name", name)]
            return (await browser.post(f"/j/{''.join(it.code.split())}", fields)).status

        assert [await comes(name) for name in names] == [303] * 6, (
            "somebody else may take over a phone in use"
        )
        for phone in phones:
            await phone.switch_off()
        for console in consoles:
            await until(lambda console=console: console.presence.get("phones") == 0, "they are still counted")
        assert [await comes(name) for name in names] == [200] * 6, "a lost phone's person is not found again"


async def test_a_new_code_holds_at_every_worker_and_all_consoles_are_told(server: Server) -> None:
    """D5, D6"""
    async with workshop(server) as it:
        consoles = [it.ada, *[await it.console() for _ in range(6)]]  # on both workers, as good as certainly
        phone = await it.phone("Ben")
        old = "".join(it.code.split())
        said = await it.ada.browser.post(f"/doors/{it.ada.session_id}", [("do", "renew")])
        it.code = json.loads(said.text)["code"]
        for console in consoles:
            await until(lambda console=console: console.doors > 0, "a console was not told")
        strangers = [Browser(server.address) for _ in range(6)]
        assert [(await one.get(f"/j/{old}")).status for one in strangers] == [404] * 6
        await it.phone("Cleo")
        assert snapshots(phone) == 1, "who is in notices nothing"


async def test_whichever_worker_is_asked_tells_the_numbers_of_all(server: Server) -> None:
    async with workshop(server) as it:
        await it.phones_on_both()
        browser = Browser(server.address)

        async def measured() -> set[str]:
            pages = [await browser.get("/metrics") for _ in range(6)]
            return {
                line
                for page in pages
                for line in page.text.splitlines()
                if line.startswith('tilbudstrappen_sockets{role="participant"}')
            }

        assert await measured() == {f'tilbudstrappen_sockets{{role="participant"}} {len(it.phones)}.0'}


def test_the_sign_in_link_is_printed_once_and_the_stop_is_in_time(postgres: Callable[[], str]) -> None:
    with throwaway_server(database_url=postgres(), workers="2") as server:
        assert server.said.count("/sign-in/") == 1
        mine = workers(server.pid)
        began = time.monotonic()
        server.stop()
        assert time.monotonic() - began < IN_TIME
        assert not any(map(is_running, mine))
        server.start()
        assert "/sign-in/" not in server.said

        # A parent that was killed takes its workers with it: the port is free for the next start.
        mine = workers(server.pid)
        os.kill(server.pid, signal.SIGKILL)
        server._end(signal.SIGKILL)
        deadline = time.monotonic() + IN_TIME
        while any(map(is_running, mine)):
            assert time.monotonic() < deadline, "workers go on without their parent"
            time.sleep(0.05)
        server.start()


def test_workers_that_cannot_start_are_not_started_for_ever() -> None:
    before = {each: signal.getsignal(each) for each in (signal.SIGTERM, signal.SIGINT)}
    listening = socket.create_server(("127.0.0.1", 0))
    # Ends at once, with a TypeError on standard error.
    broken: Any = time.sleep
    try:
        with pytest.raises(BadSetting, match="A worker could not start"):
            Workers(Settings(workers=2), listening, broken).run(lambda: pytest.fail("nothing has started"))
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
    assert listening.fileno() == -1, "the port is still held"


@pytest.mark.parametrize("workers", [1, 3, 64])
async def test_more_workers_make_guessing_codes_no_easier(workers: int) -> None:
    """Whoever guesses is served by all of them in turn, and gets no more looks in all than one process gives."""
    free = 0
    for gate in (CodeGate(lambda: 0.0, workers) for _ in range(workers)):
        while True:
            waiting = asyncio.create_task(gate.enter())
            await asyncio.sleep(0)
            if not waiting.done():
                waiting.cancel()
                break
            gate.was_wrong()
            free += 1
        assert gate._pause * CodeGate.LOOKS_PER_SECOND == pytest.approx(workers)
    assert free <= max(CodeGate.WRONG_PER_MINUTE, workers)


def test_more_than_one_worker_on_sqlite_is_refused_in_words(tmp_path: Path) -> None:
    refused = Server(tmp_path).run("serve", "--workers", "2")
    assert refused.returncode == 1
    assert "which SQLite does not allow; set TRAPPE_DATABASE_URL to a PostgreSQL" in refused.stderr
