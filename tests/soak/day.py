"""A workshop day with everything that can go wrong, compressed to minutes; then what is left of it is looked at."""

import asyncio
import contextlib
import random
import re
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.browsing import Browser
from board.events import Entry
from board.fold import replay
from sessions import mappings
from sessions.database import Database
from sessions.log import StoredLog
from tests.facilitator import Facilitator
from tests.postgres import throwaway_postgres
from tests.soak.faults import Faults
from tests.soak.people import Person, facilitate, touch
from tests.soak.promises import FROZEN, LOST, RESTS, Broken, Evidence, actor_of, check, picture
from tests.soak.proxy import Pair, Proxy
from tests.soak.server import Levers
from tests.soak.serving import SoakServer, Use, disk, use
from tests.soak.viewers import Console, Viewer, Wall

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
CALM_WITHIN = (
    60.0  # seconds in which all is answered and everyone shows the same, once nothing goes wrong any more
)
SETTLE_WITHIN = 20.0  # seconds for the last updates to arrive, once all is answered
ROUNDS = 4  # of everyone coming and going, before the server's use is read again
MORE_MEMORY = (
    12 * 1024
)  # KiB that the last rounds may add; a leak of one picture for each phone would be twice that


@dataclass(frozen=True)
class Plan:
    """What is to be played."""

    seed: int
    minutes: float = 3.0
    sessions: int = 3
    phones: int = 60
    database: str = "sqlite"
    workers: int = 1
    breaking: str = ""
    stages: tuple[tuple[str, float], ...] = DAY
    only: tuple[str, ...] = ()  # what goes wrong, once; nothing named: all that can, again and again


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
    )


@dataclass
class Outcome:
    """What came of it."""

    broken: list[Broken] = field(default_factory=list)
    figures: dict[str, object] = field(default_factory=dict)


class Workshop:
    """One session with everyone in it."""

    def __init__(self, console: Console, wall: Wall, browser: Browser) -> None:
        self.console, self.wall, self.browser = console, wall, browser
        self.phones: list[Viewer] = []

    @property
    def session_id(self) -> str:
        return self.console.session_id

    @property
    def viewers(self) -> list[Viewer]:
        return [self.console, self.wall, *self.phones]

    async def open(self, kind: str) -> None:
        """Open this stage, however long it takes."""
        stages = self.console.picture["session"]["agenda"]
        stage = next(one for one in stages if one["kind"] == kind)
        await self.console.ask("open_stage", stage_id=stage["stage_id"])

    async def hold_the_day(self, plan: Plan, *, freezing: bool) -> None:
        """All stages, and if so wished a first freeze in the midst of everything, which is taken up again."""
        for kind, part in plan.stages:
            await self.open(kind)
            await asyncio.sleep(plan.minutes * 60 * part)
        if freezing:
            await self.console.ask("freeze")
            await self.console.ask("reopen")

    def people(self, pause: float) -> Iterator[Any]:
        yield facilitate(self.console, pause / 3)
        yield touch(self.wall, pause)
        for phone in self.phones:
            yield Person(phone, pause).take_part()


async def live_through(plan: Plan, say: Callable[[str], None] = print) -> Outcome:
    """Play the day, and hold every promise against what was seen."""
    chance = random.Random(plan.seed)
    outcome = Outcome()
    with _database(plan) as address, disk() as small, tempfile.TemporaryDirectory() as shared:
        levers = Levers(Path(shared))
        settings = {"database_url": address} if address else {}
        server = SoakServer(small.folder, Path(shared), plan.breaking, workers=str(plan.workers), **settings)
        address = address or f"sqlite+aiosqlite:///{small.folder / 'tilbudstrappen.db'}"
        await asyncio.to_thread(server.start)
        proxy = Proxy(random.Random(chance.random()), server.port)
        await proxy.start()
        rooms = await _open_rooms(plan, chance, server, proxy.address)
        everyone = [viewer for room in rooms for viewer in room.viewers]
        faults = Faults(_dice(chance), server, proxy, small, levers, address, everyone, plan.only)
        say(f"seed {plan.seed}: {len(rooms)} sessions, {len(everyone)} viewers are in")
        try:
            await _go_wrong(plan, rooms, faults, outcome)
            say(f"seed {plan.seed}: {sum(faults.happened.values())} faults; looking at what is left")
            await _calm(rooms, outcome)
            await _look(rooms, address, faults, outcome, SETTLE_WITHIN if not plan.breaking else 1.0)
            if not plan.only:
                await _rest(rooms, faults, Path(shared), outcome)
            await faults.stop()
            outcome.broken += [Broken(LOST, complaint) for complaint in faults.complaints]
        finally:
            await asyncio.gather(*(viewer.switch_off() for viewer in everyone))
            await proxy.stop()
            await asyncio.to_thread(faults.server.kill)
    return outcome


@contextmanager
def _database(plan: Plan) -> Iterator[str]:
    with throwaway_postgres() if plan.database == "postgres" else contextlib.nullcontext("") as address:
        yield address


async def _open_rooms(plan: Plan, chance: random.Random, server: SoakServer, lines: str) -> list[Workshop]:
    rooms: list[Workshop] = []
    first = Facilitator(server.address, server.sign_in_link)
    await first.signs_in()
    for _ in range(plan.sessions):
        ada = Facilitator(server.address, "")
        ada.browser.cookies.update(first.browser.cookies)
        code = await ada.creates_a_workshop()
        page = await ada.browser.get(f"/console/{ada.session_id}")
        key = re.search(r"/wall/([\w-]+)", page.text)
        assert key is not None
        console, wall = Console(lines, _dice(chance)), Wall(lines, _dice(chance))
        console.browser.cookies.update(first.browser.cookies)
        console.session_id = wall.session_id = ada.session_id
        wall.key = key[1]
        room = Workshop(console, wall, ada.browser)
        # The first tables have several people, so that some see others' cards and some do not.
        areas = ada.areas[: max(3, plan.phones // 6)]
        for number in range(plan.phones):
            phone = Viewer(lines, _dice(chance))
            await phone.join(code, areas[number % len(areas)])
            room.phones.append(phone)
        await ada.goes_home()
        rooms.append(room)
    for room in rooms:
        for viewer in room.viewers:
            viewer.switch_on()
    await _connected(rooms)
    return rooms


def _dice(chance: random.Random) -> random.Random:
    return random.Random(chance.random())


async def _connected(rooms: Sequence[Workshop]) -> None:
    async with asyncio.timeout(CALM_WITHIN):
        for room in rooms:
            for viewer in room.viewers:
                await viewer.connected.wait()


async def _go_wrong(plan: Plan, rooms: Sequence[Workshop], faults: Faults, outcome: Outcome) -> None:
    """The day itself."""
    # 18 commands a second at full size, and as lively a room when it is small.
    pause = max(1.0, plan.sessions * plan.phones / 18)
    for room in rooms:
        for viewer in room.viewers:
            viewer.troubled = True
    people = [asyncio.create_task(person) for room in rooms for person in room.people(pause)]
    hands = [asyncio.create_task(faults.at_the_server()), asyncio.create_task(faults.in_the_network())]
    try:
        days = [room.hold_the_day(plan, freezing=room is rooms[0]) for room in rooms]
        day = asyncio.gather(*days, faults.each_was_there())
        # A hand that ends before the day has failed, and says why when it is waited for below.
        await asyncio.wait(
            [day, *hands], timeout=plan.minutes * 600 + CALM_WITHIN, return_when=asyncio.FIRST_COMPLETED
        )
        if not day.done():
            day.cancel()
            outcome.broken.append(Broken(LOST, "the day did not end in ten times its time"))
        with contextlib.suppress(asyncio.CancelledError):
            await day
    finally:
        faults.over = True
        await asyncio.gather(*hands)
        await faults.heal()
        for person in people:
            person.cancel()
        for ended in await asyncio.gather(*people, return_exceptions=True):
            if ended is not None and not isinstance(ended, asyncio.CancelledError):
                raise ended
    for room in rooms:
        for viewer in room.viewers:
            viewer.switch_on()


async def _calm(rooms: Sequence[Workshop], outcome: Outcome) -> None:
    """Open once more whatever lets phones get rid of what they kept; then freeze."""
    try:
        await _connected(rooms)
        async with asyncio.timeout(CALM_WITHIN):
            for kind, commands in (
                ("writing", {"add_card", "edit_card", "withdraw_card", "bring_back_card"}),
                ("placing", {"move_card"}),
                ("reflection", {"note_finding"}),
            ):
                await asyncio.gather(*(room.open(kind) for room in rooms))
                while any(
                    asked["type"] in commands
                    for room in rooms
                    for viewer in room.viewers
                    for asked in viewer.unanswered.values()
                ):
                    await asyncio.sleep(0.05)
            for room in rooms:
                await room.console.ask("freeze")
            while any(viewer.unanswered for room in rooms for viewer in room.viewers):
                await asyncio.sleep(0.05)
    except TimeoutError:
        outcome.broken.append(
            Broken(LOST, f"not everything was answered {CALM_WITHIN:.0f} s after the last fault")
        )


async def _look(
    rooms: Sequence[Workshop], address: str, faults: Faults, outcome: Outcome, settle_within: float
) -> None:
    everyone = [viewer for room in rooms for viewer in room.viewers]
    async with _log(address) as (log, database):
        for room in rooms:
            entries = await log.since(room.session_id, 0)
            await _settle(room, entries, settle_within)
            digests = await _digests(room, faults.server.address, database, replay(entries).version)
            outcome.broken += check(Evidence(entries, room.viewers, digests))
            if await log.since(room.session_id, 0) != entries:
                outcome.broken.append(Broken(FROZEN, "a frozen session's log went on"))
            outcome.figures[f"entries {room.session_id[:6]}"] = len(entries)
    back = sorted(seconds for viewer in everyone for seconds in viewer.came_back)
    passing = sum((Counter(viewer.passing) for viewer in everyone), Counter())
    outcome.figures |= {
        "faults": dict(faults.happened),
        "refused in passing": dict(passing),
        "came back": len(back),
        "seconds to a picture, median": round(back[len(back) // 2], 3),
        "seconds to a picture, 99 %": round(back[len(back) * 99 // 100], 3),
        "slowest polite stop, seconds": round(faults.slowest_stop, 2),
        "pictures compared": sum(len(viewer.looks) for viewer in everyone) + len(everyone),
        "texts followed": sum(len(viewer.marks) for viewer in everyone),
    }


@asynccontextmanager
async def _log(address: str) -> AsyncIterator[tuple[StoredLog, Database]]:
    database = Database(address)
    log = StoredLog(database)
    try:
        yield log, database
    finally:
        await log.close()
        await database.close()


async def _settle(room: Workshop, entries: Sequence[Entry], within: float) -> None:
    """Wait until everyone shows what they should; who never does is found by the check."""
    board = replay(entries)
    right = {viewer: picture(board, actor_of(viewer, entries)) for viewer in room.viewers}
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(within):
            while any(viewer.picture != right[viewer] for viewer in room.viewers):
                await asyncio.sleep(0.1)


async def _digests(room: Workshop, address: str, database: Database, versions: int) -> dict[int, str]:
    """As they are kept. A mapping that a kill left unkept is made when somebody looks at it."""
    room.browser.address = address
    digests = {}
    for version in range(1, versions + 1):
        await room.browser.get(f"/mappings/{room.session_id}/{version}")
        kept = await mappings.get(database, room.session_id, version)
        digests[version] = kept.digest if kept else "nothing"
    return digests


async def _rest(rooms: Sequence[Workshop], faults: Faults, shared: Path, outcome: Outcome) -> None:
    """Everyone comes and goes, politely or not; a server that keeps nothing of them is as it was before."""
    everyone = [viewer for room in rooms for viewer in room.viewers]

    async def come_and_go() -> None:
        for viewer in everyone:
            viewer.switch_on()
        await _connected(rooms)
        faults.proxy.each(0.3, Pair.cut)
        await asyncio.gather(*(viewer.switch_off() for viewer in everyone))
        faults.proxy.each(1.0, Pair.cut)

    async def at_rest(before: Use | None = None) -> Use:
        now = await asyncio.to_thread(use, faults.server, shared)
        for _ in range(30):
            await asyncio.sleep(0.2)
            last, now = now, await asyncio.to_thread(use, faults.server, shared)
            if now == last if before is None else (now.files <= before.files and now.tasks <= before.tasks):
                break
        return now

    await asyncio.gather(*(viewer.switch_off() for viewer in everyone))
    await come_and_go()
    before = await at_rest()
    for _ in range(ROUNDS):
        await come_and_go()
    after = await at_rest(before)
    outcome.figures["memory, files, tasks before and after"] = (before, after)
    if after.files > before.files or after.tasks > before.tasks or after.memory > before.memory + MORE_MEMORY:
        outcome.broken.append(
            Broken(RESTS, f"it used {before}, and after {ROUNDS} rounds of everyone {after}")
        )
