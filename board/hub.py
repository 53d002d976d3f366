"""All live sessions of one process: opens rooms when somebody comes, closes them when everybody has gone."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from functools import partial

from board.closing import Closing
from board.order import NoSession
from board.ports import Bus, Elsewhere, Log
from board.room import Client, Measured, Observer, Room, unmeasured, unobserved

IDLE = 60.0  # seconds that an empty room is kept: a projector that is reopened finds it as it was
HEAL = 1.0  # seconds between looks at the log where other workers write too: the longest that a lost notice hides
ANSWER_WITHIN = 5.0  # seconds; a look at the log that takes longer is given up, and begun anew
DOOR = "/door"  # ends a notice that is not about a session's log, but about how one gets in
AT_ONCE = 8  # rooms that look at the log at a time: whoever opens a room needs a connection too

_log = logging.getLogger(__name__)

__all__ = ["Client", "Hub", "NoSession", "Room"]


class Hub:
    """Every room of this process. The log, the bus, the clock, the framing and who watches are handed in.

    `elsewhere` is given where there are other workers, whose viewers count for presence.
    """

    def __init__(
        self,
        log: Log,
        bus: Bus,
        now: Callable[[], int],
        frame: Callable[[bytes], bytes] = lambda payload: payload,
        release: str = "",
        observe: Observer = unobserved,
        measured: Measured = unmeasured,
        elsewhere: Elsewhere | None = None,
    ) -> None:
        self._log, self._bus, self._now, self._frame, self._release = log, bus, now, frame, release
        self._observe, self._measured, self._elsewhere = observe, measured, elsewhere
        self._rooms: dict[str, asyncio.Future[Room]] = {}
        self._idle_since: dict[str, float] = {}
        bus.listen(self._heard)

    @property
    def rooms(self) -> tuple[Room, ...]:
        """The rooms that are open now."""
        opened = (future for future in self._rooms.values() if future.done() and not future.cancelled())
        return tuple(future.result() for future in opened if future.exception() is None)

    async def room(self, session_id: str) -> Room:
        """The session's room, opened from the log if need be. Raises `NoSession`."""
        self._idle_since.pop(session_id, None)  # whoever asked is about to use it
        if session_id not in self._rooms:
            self._rooms[session_id] = asyncio.ensure_future(self._open(session_id))
        try:
            return await asyncio.shield(self._rooms[session_id])
        except asyncio.CancelledError:
            raise
        except BaseException:
            self._rooms.pop(session_id, None)  # the next one who comes tries again
            raise

    async def _open(self, session_id: str) -> Room:
        room = Room(
            session_id,
            self._log,
            self._bus,
            self._now,
            self._frame,
            self._release,
            self._observe,
            self._measured,
            alone=self._elsewhere is None,
        )
        await room.open()
        return room

    async def run(self) -> None:
        """Keep house until cancelled: heal lost notices, close empty rooms, tell other workers who is connected.

        Each room is healed for itself: one that hangs in the database, or fails, delays no other.
        """
        slots = asyncio.Semaphore(AT_ONCE)
        async with asyncio.TaskGroup() as tasks:
            chores = _Chores(tasks)
            while True:
                await asyncio.sleep(HEAL)
                for room in self.rooms:
                    if self._bus.shared:
                        chores.begin(f"healing session {room.session_id}", partial(_heal, room, slots))
                    self._close_if_idle(room)
                if self._elsewhere is not None:
                    chores.begin("asking other workers who is there", self.ask_elsewhere)

    async def ask_elsewhere(self) -> None:
        """Tell the other workers who is connected here, and learn who is connected there."""
        if self._elsewhere is None:
            return
        asked = self.rooms
        async with asyncio.timeout(ANSWER_WITHIN):
            told = await self._elsewhere.exchange({room.session_id: room.here() for room in asked})
        for room in asked:
            room.hear_elsewhere(told.get(room.session_id, ()))

    def _close_if_idle(self, room: Room) -> None:
        loop_time = asyncio.get_running_loop().time()
        if room.clients:
            self._idle_since.pop(room.session_id, None)
        elif loop_time - self._idle_since.setdefault(room.session_id, loop_time) > IDLE:
            del self._rooms[room.session_id], self._idle_since[room.session_id]
            self._log.forget(room.session_id)

    def door_changed(self, session_id: str) -> None:
        """How one gets into a session, or who waits at its door, is another: its consoles and walls are told, here and
        at the other workers. Like any notice it may be lost.
        """
        if (room := next((one for one in self.rooms if one.session_id == session_id), None)) is not None:
            room.door_changed()
        self._bus.notify(f"{session_id}{DOOR}")

    async def _heard(self, notice: str) -> None:
        session_id = notice.removesuffix(DOOR)
        future = self._rooms.get(session_id)
        if future is not None:
            room = await asyncio.shield(future)
            if notice != session_id:
                room.door_changed()
                return
            async with asyncio.timeout(ANSWER_WITHIN):
                await room.heard()

    async def close(self, closing: Closing) -> None:
        """Close every socket with this reason, once what is on its way has been stored and told."""
        await asyncio.gather(*(room.close(closing) for room in self.rooms))


async def _heal(room: Room, slots: asyncio.Semaphore) -> None:
    # What is on its way to the disk will show by itself whether another worker was first; waiting for it is no
    # reason to keep a slot.
    if not room.is_storing:
        async with slots:
            await _catch_up(room)


async def _catch_up(room: Room) -> None:
    async with asyncio.timeout(ANSWER_WITHIN):
        await room.catch_up()


class _Chores:
    """Work that comes again every second. Each is begun only when it is not under way, and fails for itself."""

    def __init__(self, tasks: asyncio.TaskGroup) -> None:
        self._tasks = tasks
        self._under_way: set[str] = set()
        self._failing: set[str] = set()

    def begin(self, name: str, work: Callable[[], Awaitable[None]]) -> None:
        """Begin it, unless it is under way. The name tells one chore from the others, and is what the log calls it."""
        if name not in self._under_way:
            self._under_way.add(name)
            self._tasks.create_task(self._do(name, work))

    async def _do(self, name: str, work: Callable[[], Awaitable[None]]) -> None:
        try:
            await work()
        except Exception as error:  # noqa: BLE001  one room's trouble must not end the healing of others
            if name not in self._failing:  # once, not every second for as long as the database is away
                _log.warning("%s came to nothing: %s", name, type(error).__name__)
            self._failing.add(name)
        else:
            self._failing.discard(name)
        finally:
            self._under_way.discard(name)
