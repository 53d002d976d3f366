"""When nothing goes wrong any more: everything is answered, everyone sees the same, the server is as it was."""

import asyncio
import contextlib
import json
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from board.events import Entry
from board.fold import replay
from sessions import mappings
from sessions.database import Database
from sessions.log import StoredLog
from tests.soak.promises import (
    FROZEN,
    LOST,
    RESTS,
    STORED,
    WORKS,
    Broken,
    Evidence,
    actor_of,
    check,
    picture,
)
from tests.soak.proxy import Pair, Proxy
from tests.soak.server_faults import ServerFaults
from tests.soak.serving import SoakServer, Use, use
from tests.soak.workshop import Workshop, come_in

ANSWERED_WITHIN = 180.0  # seconds in which all is answered, on a machine that does other things as well
ROUNDS = 4  # of everyone coming and going, before the server's use is read again
# KiB that these rounds may add to each process; a leak of one picture for each phone would be several times that.
MORE_MEMORY = 12 * 1024
# How often more is borne with. More phones than ever may meet in one worker, or wait at once on a busy machine, and
# Python gives nothing back of what that took; a leak is there again every time.
TRIES = 3
# What the server may complain of, because it was done to it; beside a database that it cannot reach.
EXPECTED = (
    "log entries not stored",
    "worker ended, its phones go to the others",
    "database trouble",
    "the database did not answer at the end",
    "Cancel 0 running task(s)",  # a stop, while some phones did not answer to their close
)

Figures = dict[str, int | float]


async def calm(rooms: Sequence[Workshop]) -> list[Broken]:
    """Open once more whatever lets phones get rid of what they kept; then freeze."""
    try:
        await come_in(rooms)
        async with asyncio.timeout(ANSWERED_WITHIN):
            for kind, commands in (
                ("writing", {"add_card", "edit_card", "withdraw_card", "bring_back_card"}),
                ("placing", {"move_card"}),
                ("reflection", {"note_finding"}),
            ):
                await asyncio.gather(*(room.open(kind) for room in rooms))
                for room in rooms:
                    for viewer in room.viewers:
                        viewer.resend()
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
        return [Broken(LOST, f"not everything was answered {ANSWERED_WITHIN:.0f} s after the last fault")]
    return []


async def look(
    rooms: Sequence[Workshop], address: str, faults: ServerFaults, settle_within: float, figures: Figures
) -> list[Broken]:
    """Hold what everyone was told against the logs, as they lie in the database."""
    everyone = [viewer for room in rooms for viewer in room.viewers]
    broken = []
    stored = 0
    async with _log(address) as (log, database):
        for room in rooms:
            entries = await log.since(room.session_id, 0)
            stored += len(entries)
            await _settle(room, entries, settle_within)
            digests = await _digests(room, faults.server.address, database, replay(entries).version)
            broken += check(Evidence(entries, room.viewers, digests))
            if await log.since(room.session_id, 0) != entries:
                broken.append(Broken(FROZEN, "a frozen session's log went on"))
    passing = sum((Counter(viewer.passing) for viewer in everyone), Counter())
    if faults.diary.happened["fail_commits"] and not passing["not_stored"]:
        broken.append(Broken(STORED, "commits failed, and nobody was told that something is not stored"))
    back = sorted(seconds for viewer in everyone for seconds in viewer.came_back)
    figures |= {
        "asked": sum(len(viewer.asked) for viewer in everyone),
        "sent": sum(len(viewer.sent) for viewer in everyone),
        "stored": stored,
        "not_stored": passing["not_stored"],
        "not_now": passing["not_now"],
        "pictures": sum(len(viewer.looks) for viewer in everyone) + len(everyone),
        "texts": sum(len(viewer.marks) for viewer in everyone),
        "came back": len(back),
        "median way back": back[len(back) // 2],
    }
    return broken


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


async def rest(rooms: Sequence[Workshop], server: SoakServer, proxy: Proxy, figures: Figures) -> list[Broken]:
    """Everyone comes and goes, politely or not; a server that keeps nothing of them is as it was before."""
    everyone = [viewer for room in rooms for viewer in room.viewers]

    async def come_and_go() -> None:
        await come_in(rooms)
        proxy.each(0.3, Pair.cut)
        await asyncio.gather(*(viewer.switch_off() for viewer in everyone))
        proxy.each(1.0, Pair.cut)

    async def at_rest(before: Use | None = None) -> Use:
        now = await asyncio.to_thread(use, server)
        for _ in range(150):
            await asyncio.sleep(0.2)
            last, now = now, await asyncio.to_thread(use, server)
            if now == last if before is None else (now.files <= before.files and now.tasks <= before.tasks):
                break
        return now

    await asyncio.gather(*(viewer.switch_off() for viewer in everyone))
    await come_and_go()
    used, grows = [await at_rest()], True
    for _ in range(TRIES):
        for _ in range(ROUNDS):
            await come_and_go()
        used.append(await at_rest(used[0]))
        grows = used[-1].memory > used[-2].memory + MORE_MEMORY * len(server.pids)
        if not grows:
            break
    figures |= {"memory": used[-1].memory // 1024, "files": used[-1].files, "tasks": used[-1].tasks}
    more = used[-1].files > used[0].files or used[-1].tasks > used[0].tasks
    if more or grows:
        rounds = " and ".join(map(str, used))
        return [Broken(RESTS, f"after every {ROUNDS} rounds of everyone it used {rounds}")]
    return []


def read_log(log: Path, figures: Figures) -> list[Broken]:
    """What the servers of the day said: nothing may have gone wrong in them that was not done to them."""
    said: Counter[str] = Counter()
    broken = []
    for line in log.read_text().splitlines():
        try:
            event = json.loads(line)
        except ValueError:  # a full disk or a kill in mid-line; or a trace, and that is one too many
            if line.startswith("Traceback"):
                broken.append(Broken(WORKS, "a trace stands in its log"))
            continue
        said[event["event"]] += 1
        expected = event["event"].startswith(EXPECTED) or "DatabaseTrouble" in line
        if event["level"] in ("error", "critical") and not expected:
            broken.append(Broken(WORKS, event["event"], [line[:2000]]))
    figures["closed as too slow"] = said["slow client closed"]
    return broken
