"""Exports: a mapping of 500 offers is frozen and taken away in every format, while others go on with their work.

The generator has next to nothing to do here, so that what makes documents may use both cores.
"""

import asyncio
import json
import re
import time
from dataclasses import dataclass, field
from itertools import count

import uvloop

from app.languages import LANGUAGES
from bench import server
from bench.figure import Asked, Figure
from bench.line import HOST, Line, connect, connect_all
from bench.pace import Clock, command_id, edit, paced, percentile, turns_in
from bench.server import Measured
from bench.workshop import Door, Plan

NAME = "exports"
OFFERS, PEOPLE = 500, 20
EACH = 20  # commands a second on a live board, and pages
QUIET = 3.0  # seconds before the freeze
LIVE = 60.0  # seconds in all: more than everything has ever taken
AT_MOST = 30.0  # seconds for one file


@dataclass(frozen=True)
class Waits:
    """When something was planned (s, monotonic), and how long it took (ms)."""

    of: list[tuple[float, float]] = field(default_factory=list)

    def most_between(self, begun: float, ended: float) -> float:
        return max(took for planned, took in self.of if begun <= planned <= ended)

    def usual_before(self, begun: float) -> float:
        return percentile([took for planned, took in self.of if planned < begun], 0.5)


@dataclass(frozen=True)
class Day:
    """What the freeze took (seconds), and the longest delay of others (ms) over what is usual."""

    danish: float
    all: float
    size: float  # MB
    commands: float
    pages: float


def figures(asked: Asked) -> list[Figure]:
    """Freeze and all formats; and what that did to commands on another board, and to pages."""
    days = []
    for _ in range(asked.repeat):
        with server.product(*[Plan(people=PEOPLE, cards=OFFERS, placed=True)] * 2) as product:
            server.let_go(product.process)
            days.append(uvloop.run(_day(product)))
    formats = "all files"
    return [
        Figure(f"freeze and {formats} of {OFFERS} offers", "s", [day.danish for day in days], 5.0),
        Figure(f"freeze and {formats} in {len(LANGUAGES)} languages", "s", [day.all for day in days]),
        Figure(f"size of {formats}", "MB", [day.size for day in days]),
        Figure("longest delay of a command meanwhile", "ms", [day.commands for day in days], 50.0),
        Figure("longest delay of a page meanwhile", "ms", [day.pages for day in days], 50.0),
    ]


async def _day(product: Measured) -> Day:
    frozen, live = product.workshops
    clock = _Live(EACH, PEOPLE)
    lines = await connect_all(product.port, live.phones, clock.heard)
    console = await _Console.of(product, frozen.console)
    pages, page = Waits(), f"/j/{live.code}"
    await _fetch(product, page, "")  # its template is read and compiled once
    others = [
        asyncio.create_task(paced(product, clock, lines, lambda turn: edit(turn, turn % PEOPLE), LIVE)),
        asyncio.create_task(_read_pages(product, page, pages)),
    ]
    await asyncio.sleep(QUIET)
    begun = time.perf_counter()
    await console.freezes()
    path = f"/mappings/{frozen.session_id}/1"
    files = await _files(product, path, frozen.console[1])
    size = await _take_away(product, files, f"{frozen.console[1]}; lang=da")
    danish = time.perf_counter()
    for lang in LANGUAGES:
        await _take_away(product, files, f"{frozen.console[1]}; lang={lang}")
    ended = time.perf_counter()
    await asyncio.sleep(0.5)
    for other in others:
        other.cancel()
    for line in [*lines, console.line]:
        line.hang_up()
    return Day(
        danish=danish - begun,
        all=ended - begun,
        size=size / 1e6,
        commands=clock.waits.most_between(begun, ended) - clock.waits.usual_before(begun),
        pages=pages.most_between(begun, ended) - pages.usual_before(begun),
    )


class _Live(Clock):
    """Keeps of each delivery when it was planned."""

    def __init__(self, rate: float, viewers: int) -> None:
        super().__init__(rate, viewers)
        self.waits = Waits()

    def heard(self, line: Line, payload: bytes) -> None:
        now = time.perf_counter()
        for turn in turns_in(payload):
            planned = self.planned(turn)
            self.waits.of.append((planned, (now - planned) * 1000))


class _Console:
    """The console of the board that is frozen."""

    def __init__(self) -> None:
        self.line: Line
        self._accepted = asyncio.Event()

    @classmethod
    async def of(cls, product: Measured, door: Door) -> "_Console":
        console = cls()
        console.line = await connect(product.port, door[0], console._heard, door[1])
        return console

    async def freezes(self) -> None:
        self.line.say(json.dumps({"type": "freeze", "id": command_id()}).encode())
        async with asyncio.timeout(AT_MOST):
            await self._accepted.wait()

    def _heard(self, line: Line, payload: bytes) -> None:
        if payload.startswith(b'{"type":"accepted"'):
            self._accepted.set()
        assert not payload.startswith(b'{"type":"refused"'), payload


async def _files(product: Measured, path: str, cookie: str) -> list[str]:
    """What the mapping's page offers, but for all of it in one."""
    page = (await _get(product, path, cookie)).decode()
    return [found for found in re.findall(rf'href="({path}/[^"]+)" data-file', page) if "/alt." not in found]


async def _take_away(product: Measured, files: list[str], cookie: str) -> int:
    """All files at once, as one who clicks on each. Gives their size."""
    return sum(await asyncio.gather(*(_fetch(product, path, cookie) for path in files)))


async def _read_pages(product: Measured, path: str, waits: Waits) -> None:
    """The page on which a code is typed in, at a pace, however late earlier ones are."""
    begun, reading = time.perf_counter(), set()
    for turn in count():
        planned = begun + turn / EACH
        await asyncio.sleep(max(0.0, planned - time.perf_counter()))
        reading.add(asyncio.create_task(_read(product, path, planned, waits)))


async def _read(product: Measured, path: str, planned: float, waits: Waits) -> None:
    await _fetch(product, path, "")
    waits.of.append((planned, (time.perf_counter() - planned) * 1000))


async def _fetch(product: Measured, path: str, cookie: str) -> int:
    """The size of what is there."""
    return len(await _get(product, path, cookie))


async def _get(product: Measured, path: str, cookie: str) -> bytes:
    """What is there. On a connection of its own, so that no request waits behind another."""
    reader, writer = await asyncio.open_connection(HOST, product.port)
    head = (
        f"GET {path} HTTP/1.1\r\nHost: {HOST}:{product.port}\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n"
    )
    writer.write(head.encode())
    async with asyncio.timeout(AT_MOST):
        answer = await reader.read()
    writer.close()
    assert answer.startswith(b"HTTP/1.1 200"), answer[:200]
    return answer.partition(b"\r\n\r\n")[2]
