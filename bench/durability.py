"""Durability: how many commands one process stores when each phone waits for its answer before it asks again, and
how many commits that takes; beside one commit for each command, which is as quick as the disk.
"""

import asyncio
import sqlite3
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import uvloop

from bench import server
from bench.figure import Asked, Figure
from bench.line import Line, connect_all
from bench.pace import WARM_UP, edit, percentile, tell_if_busy
from bench.server import Measured, counted
from bench.workshop import Plan

NAME = "durability"
BOARDS = 100  # with one phone each: what is measured is storing, not telling


def figures(asked: Asked) -> list[Figure]:
    """100 phones on a board of their own, each with one command on its way at any time."""
    loads, alone = [], []
    for _ in range(asked.repeat):
        alone.append(_one_by_one(asked.seconds / 4))
        with server.product(*[Plan(people=1, cards=1)] * BOARDS, commands_per_second="100000") as product:
            loads.append(uvloop.run(_closed_loop(product, asked.seconds / 2)))
    return [
        Figure("bare SQLite, one commit per entry: entries stored", "1/s", alone),
        Figure(f"commands stored, {BOARDS} phones waiting", "1/s", [load.commands for load in loads]),
        Figure(f"commits, {BOARDS} phones waiting", "1/s", [load.commits for load in loads]),
        Figure("commands in each commit", "", [load.commands / load.commits for load in loads]),
        Figure("server cpu per stored command", "us", [load.cpu for load in loads]),
        Figure("p99 of the answer", "ms", [load.p99 for load in loads]),
    ]


@dataclass(frozen=True)
class Load:
    """Rates for each second; CPU in µs, latency in ms."""

    commands: float
    commits: float
    cpu: float
    p99: float


async def _closed_loop(product: Measured, seconds: float) -> Load:
    phones = Phones()
    doors = [workshop.phones[0] for workshop in product.workshops]
    for line in await connect_all(product.port, doors, phones.heard):
        phones.ask(line)
    await asyncio.sleep(WARM_UP)
    stored, commits = await _stored(product)
    phones.answers.clear()
    cpu, own, began = product.cpu(), time.process_time(), time.perf_counter()
    await asyncio.sleep(seconds)
    took, used = time.perf_counter() - began, product.cpu() - cpu
    tell_if_busy(time.process_time() - own, took)
    more_stored, more_commits = await _stored(product)
    phones.hang_up()
    commands = more_stored - stored
    return Load(
        commands=commands / took,
        commits=(more_commits - commits) / took,
        cpu=used / commands * 1e6,
        p99=percentile(phones.answers, 0.99),
    )


class Phones:
    """Each asks for the next change as soon as the last one is confirmed."""

    def __init__(self) -> None:
        self.answers: list[float] = []  # ms
        self._asked: dict[Line, float] = {}
        self._turn = 0

    def ask(self, line: Line) -> None:
        self._turn += 1
        self._asked[line] = time.perf_counter()
        line.say(edit(self._turn, 0))

    def heard(self, line: Line, payload: bytes) -> None:
        if payload.startswith(b'{"type":"accepted"'):
            self.answers.append((time.perf_counter() - self._asked[line]) * 1000)
            self.ask(line)

    def hang_up(self) -> None:
        for line in self._asked:
            line.hang_up()


async def _stored(product: Measured) -> tuple[float, float]:
    """Entries and commits so far, as the server counts them."""
    return await counted(product, "commit_entries_sum"), await counted(product, "commit_seconds_count")


def _one_by_one(seconds: float) -> float:
    """Rows of an entry's size that SQLite commits each for itself, as safely as the product does."""
    with (
        tempfile.TemporaryDirectory(prefix="trappe-bench-") as folder,
        closing(sqlite3.connect(Path(folder) / "rows.db", isolation_level=None)) as db,
    ):
        db.execute("PRAGMA journal_mode=WAL")
        db.execute("PRAGMA synchronous=FULL")
        db.execute(
            "CREATE TABLE entry (session TEXT, number INTEGER, body TEXT, PRIMARY KEY (session, number))"
        )
        began, number = time.perf_counter(), 0
        while time.perf_counter() < began + seconds:
            db.execute("INSERT INTO entry VALUES ('one', ?, ?)", (number, "x" * 300))
            number += 1
        return number / (time.perf_counter() - began)
