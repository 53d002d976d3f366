"""How cost grows: with viewers, cards and boards no faster than linearly, and with a board's age not at all."""

import json
import math
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import uvloop

from bench import rooms, server
from bench.figure import Asked, Figure
from bench.pace import Run, command_id, edit
from bench.server import Measured
from bench.storm import Arrivals
from bench.workshop import Plan, Workshop, prepare
from sessions.staircases import SOCIALSTYRELSEN

NAME = "growth"
VIEWERS, COMMANDS = (50, 200, 1000), 20  # a second
CARDS, PHONES, EDITS = (10, 100, 1000), 10, 200  # a second
BOARDS, ROOM, EACH = (1, 20, 200), 10, 2  # a second, on each board
YOUNG, OLD = 100, 50_000  # entries
NOISE = 1.1  # what repetitions of one and the same run differ by
OPEN_WITHIN = 1.0  # seconds


def figures(asked: Asked) -> list[Figure]:
    """Runs are shorter than elsewhere, there being so many."""
    seconds = max(1.5, asked.seconds / 3)
    return [
        *_grows("cpu per delivery", "us", "viewers", VIEWERS, asked, lambda size: _of_viewers(size, seconds)),
        *_grows("cpu per command", "us", "cards", CARDS, asked, lambda size: _of_cards(size, seconds)),
        *_grows("cpu per command", "us", "boards", BOARDS, asked, lambda size: _of_boards(size, seconds)),
        *_age(asked, seconds),
    ]


@dataclass(frozen=True)
class Cost:
    """What a size costs: as it is told of, and in all, of which the growth is taken."""

    told: float
    whole: float


def _grows(
    what: str, unit: str, of: str, sizes: Sequence[int], asked: Asked, cost: Callable[[int], Cost]
) -> list[Figure]:
    """Each size, and the steepest growth from one to the next: an exponent of 1 is linear, of 0 is none."""
    runs = [[cost(size) for size in sizes] for _ in range(asked.few)]
    return [
        *(
            Figure(f"{what}, {size} {of}", unit, [run[number].told for run in runs])
            for number, size in enumerate(sizes)
        ),
        Figure(f"growth of cost with {of}", "power", [_steepest(sizes, run) for run in runs], 1.0),
    ]


def _steepest(sizes: Sequence[int], run: Sequence[Cost]) -> float:
    pairs = range(len(sizes) - 1)
    return max(
        math.log(run[at + 1].whole / run[at].whole) / math.log(sizes[at + 1] / sizes[at]) for at in pairs
    )


def _of_viewers(viewers: int, seconds: float) -> Cost:
    with server.product(Plan(people=viewers, cards=viewers)) as product:
        run = uvloop.run(rooms.product(product, COMMANDS * viewers, seconds))
    return Cost(run.cpu, run.cpu_of_command)


def _of_cards(cards: int, seconds: float) -> Cost:
    def message(turn: int, phone: int) -> bytes:
        """All cards in turn are edited, and then moved."""
        card = phone + PHONES * (turn // PHONES % (cards // PHONES))
        return edit(turn, card) if turn // cards % 2 == 0 else _move(turn, card)

    with server.product(Plan(PHONES, cards, placed=True), commands_per_second="1000") as product:
        run = uvloop.run(rooms.product(product, EDITS * PHONES, seconds, message=message))
    return Cost(run.cpu_of_command, run.cpu_of_command)


def _move(turn: int, card: int) -> bytes:
    step_id = SOCIALSTYRELSEN[turn % len(SOCIALSTYRELSEN)].step_id
    asked = {"type": "move_card", "id": command_id(), "card_id": f"k{card}", "step_id": step_id}
    return json.dumps(asked).encode()


def _of_boards(boards: int, seconds: float) -> Cost:
    with server.product(*[Plan(people=ROOM, cards=ROOM)] * boards) as product:
        run = uvloop.run(rooms.product(product, EACH * ROOM * boards, seconds))
    return Cost(run.cpu_of_command, run.cpu_used)


def _age(asked: Asked, seconds: float) -> list[Figure]:
    """The same load on a young board and on an old one, each in a database of its own, which is kept in use."""
    with tempfile.TemporaryDirectory(prefix="trappe-bench-") as folder:
        young, old = (_lies_in(Path(folder), entries) for entries in (YOUNG, OLD))
        first = old.used(seconds)
        again = [(young.used(seconds), old.used(seconds)) for _ in range(asked.few)]
    ratios = [after.run.cpu_of_command / before.run.cpu_of_command for before, after in again]
    return [
        Figure(f"cpu per command, {YOUNG} events", "us", [one.run.cpu_of_command for one, _ in again]),
        Figure(f"cpu per command, {OLD} events", "us", [one.run.cpu_of_command for _, one in again]),
        Figure("cpu per command, share of the young board's", "x", ratios, NOISE),
        Figure(f"p50, {YOUNG} events", "ms", [one.run.percentile(0.5) for one, _ in again]),
        Figure(f"p50, {OLD} events", "ms", [one.run.percentile(0.5) for _, one in again]),
        Figure(f"opening {OLD} events, from the log alone", "s", [first.opening]),
        Figure(f"opening {OLD} events", "s", [one.opening for _, one in again], OPEN_WITHIN),
    ]


@dataclass(frozen=True)
class Use:
    """A server's start on a board, and some load."""

    opening: float  # seconds from the first phone's coming to all of its snapshot
    run: Run


@dataclass(frozen=True)
class Stored:
    """A board that outlives its servers."""

    url: str
    workshops: Sequence[Workshop]

    def used(self, seconds: float) -> Use:
        with server.serving(self.url, self.workshops) as product:
            opening = uvloop.run(_opening(product))
            return Use(opening, uvloop.run(rooms.product(product, COMMANDS * 5 * ROOM, seconds)))


def _lies_in(folder: Path, entries: int) -> Stored:
    url = f"sqlite+aiosqlite:///{folder}/{entries}.db"
    return Stored(url, uvloop.run(prepare(url, [Plan(people=ROOM, cards=50, placed=True, entries=entries)])))


async def _opening(product: Measured) -> float:
    began = time.perf_counter()
    first = await Arrivals.of(product, product.workshops[0].phones[:1], at_once=1)
    first.lines[0].hang_up()
    return first.times[0] - began
