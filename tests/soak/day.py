"""A workshop day with everything that can go wrong, compressed to minutes; then what is left of it is looked at."""

import asyncio
import random
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.postgres import throwaway_postgres
from tests.soak import aftermath
from tests.soak.faults import Diary, Hand
from tests.soak.leftovers import run_folder
from tests.soak.line_faults import LineFaults
from tests.soak.promises import LOST, Broken
from tests.soak.proxy import Proxy
from tests.soak.server_faults import ServerFaults
from tests.soak.serving import SoakServer
from tests.soak.storage import Disk, database_on, disk
from tests.soak.workshop import Workshop, dice, open_workshops

# The handbook's day, with the facilitator going back to writing once; the part of the time that each stage has.
DAY = (
    ("welcome", 0.03),
    ("introduction", 0.03),
    ("writing", 0.34),
    ("placing", 0.2),
    ("writing", 0.05),
    ("presenting", 0.15),
    ("reflection", 0.15),
    ("wrapup", 0.05),
)
NEVER = 400.0  # seconds; a day that has not ended by then does not


@dataclass(frozen=True)
class Plan:
    """What is to be played."""

    seed: int
    minutes: float = 1.0
    sessions: int = 3
    phones: int = 60
    database: str = "sqlite"
    workers: int = 1
    breaking: str = ""
    stages: tuple[tuple[str, float], ...] = DAY
    only: tuple[str, ...] = ()  # what goes wrong, once; nothing named: all that can, again and again
    pause: float = 1.0  # seconds between two things that go wrong, at most
    settle_within: float = 60.0  # seconds that everyone has to show what they should


def broken_on_purpose(promise: str, seed: int) -> Plan:
    """A short day on which the server does not keep this promise (a name of `tests.soak.server.BREAKS`)."""
    return Plan(
        seed,
        minutes=0.1,
        sessions=1,
        phones=8,
        breaking=promise,
        stages=(("writing", 1.0),),
        only=("fail_commits", "kill"),
        settle_within=1.0,
    )


@dataclass
class Outcome:
    """What came of it."""

    broken: list[Broken] = field(default_factory=list)
    figures: dict[str, int | float] = field(default_factory=dict)
    diary: Diary = field(default_factory=Diary)


async def live_through(plan: Plan) -> Outcome:
    """Play the day, and hold every promise against what was seen."""
    outcome = Outcome()
    with run_folder() as folder, disk(folder) as small:
        async with _database(plan, folder, small) as address:
            settings = {"database_url": address} if plan.database == "postgres" else {}
            server = SoakServer(folder, small.folder, plan.breaking, workers=str(plan.workers), **settings)
            await asyncio.to_thread(server.start)
            await _live_at(server, small, address, plan, outcome)
    return outcome


@asynccontextmanager
async def _database(plan: Plan, folder: Path, small: Disk) -> AsyncIterator[str]:
    if plan.database == "sqlite":
        yield f"sqlite+aiosqlite:///{small.folder / 'tilbudstrappen.db'}"
        return
    with throwaway_postgres(folder) as cluster:
        yield await database_on(small, cluster)


async def _live_at(server: SoakServer, small: Disk, address: str, plan: Plan, outcome: Outcome) -> None:
    chance = random.Random(plan.seed)
    proxy = Proxy(dice(chance), server.port)
    await proxy.start()
    rooms = await open_workshops(
        plan.sessions, plan.phones, dice(chance), server.address, server.sign_in_link, proxy.address
    )
    everyone = [viewer for room in rooms for viewer in room.viewers]
    on_lines = LineFaults(dice(chance), outcome.diary, everyone, plan.only, pause=plan.pause, proxy=proxy)
    at_server = ServerFaults(
        dice(chance),
        outcome.diary,
        everyone,
        plan.only,
        pause=plan.pause,
        server=server,
        proxy=proxy,
        disk=small,
        database=address,
    )
    try:
        outcome.broken += await _go_wrong(plan, rooms, (at_server, on_lines))
        outcome.broken += await aftermath.calm(rooms)
        outcome.broken += await aftermath.look(rooms, address, at_server, plan.settle_within, outcome.figures)
        if not plan.only:
            outcome.broken += await aftermath.rest(rooms, at_server.server, proxy, outcome.figures)
        await at_server.stop_for_good()
        outcome.broken += [Broken(LOST, complaint) for complaint in outcome.diary.complaints]
        outcome.broken += aftermath.read_log(server.log, outcome.figures)
        outcome.figures["slowest stop"] = at_server.slowest_stop
    finally:
        await asyncio.gather(*(viewer.switch_off() for viewer in everyone))
        await proxy.stop()
        if at_server.server.runs:
            await asyncio.to_thread(at_server.server.kill)


async def _go_wrong(plan: Plan, rooms: Sequence[Workshop], hands: Sequence[Hand]) -> list[Broken]:
    """The day itself."""
    # 36 commands a second at full size, and as lively a room when it is small.
    pause = max(1.0, plan.sessions * plan.phones / 36)
    for room in rooms:
        for viewer in room.viewers:
            viewer.troubled = True
    people = [asyncio.create_task(person) for room in rooms for person in room.people(pause)]
    working = [asyncio.create_task(hand.work()) for hand in hands]
    day = asyncio.create_task(_hold_the_day(plan, rooms, hands))
    broken = []
    try:
        # A hand that ends before the day has failed, and says why when it is waited for below.
        await asyncio.wait([day, *working], timeout=NEVER, return_when=asyncio.FIRST_COMPLETED)
        if not day.done():
            broken.append(Broken(LOST, f"the day did not end in {NEVER:.0f} s"))
    finally:
        for hand in hands:
            hand.over = True
        await asyncio.gather(*working)
        for hand in hands:
            await hand.heal()
        for task in (day, *people):
            task.cancel()
        for ended in await asyncio.gather(day, *people, return_exceptions=True):
            if ended is not None and not isinstance(ended, asyncio.CancelledError):
                raise ended
    return broken


async def _hold_the_day(plan: Plan, rooms: Sequence[Workshop], hands: Sequence[Hand]) -> None:
    def enough() -> bool:
        return all(hand.each_was_there for hand in hands)

    days = [
        room.hold_the_day(plan.stages, plan.minutes * 60, enough, freezing=room is rooms[0]) for room in rooms
    ]
    await asyncio.gather(*days)
