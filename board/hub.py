"""All live sessions of one process: opens rooms when somebody comes, closes them when everybody has gone."""

import asyncio
from collections.abc import Callable

from board.closing import Closing
from board.ports import Bus, Elsewhere, Log
from board.room import Client, Measured, NoSession, Observer, Room, unmeasured, unobserved

IDLE = 60.0  # seconds that an empty room is kept: a projector that is reopened finds it as it was
HEAL = 1.0  # seconds between looks at the log where other workers write too: the longest that a lost notice hides

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
        """Keep house until cancelled: heal lost notices, close empty rooms, tell other workers who is connected."""
        while True:
            await asyncio.sleep(HEAL)
            for room in self.rooms:
                if self._bus.shared:
                    await room.catch_up()
                await self._close_if_idle(room)
            await self.ask_elsewhere()

    async def ask_elsewhere(self) -> None:
        """Tell the other workers who is connected here, and learn who is connected there."""
        if self._elsewhere is None:
            return
        asked = self.rooms
        told = await self._elsewhere.exchange({room.session_id: room.attendance.here() for room in asked})
        for room in asked:
            room.hear_elsewhere(told.get(room.session_id, ()))

    async def _close_if_idle(self, room: Room) -> None:
        loop_time = asyncio.get_running_loop().time()
        if room.clients:
            self._idle_since.pop(room.session_id, None)
        elif loop_time - self._idle_since.setdefault(room.session_id, loop_time) > IDLE:
            del self._rooms[room.session_id], self._idle_since[room.session_id]
            self._log.forget(room.session_id)

    async def _heard(self, session_id: str) -> None:
        future = self._rooms.get(session_id)
        if future is not None:
            await (await asyncio.shield(future)).catch_up()

    async def close(self, closing: Closing) -> None:
        """Close every socket with this reason, once what is on its way has been stored and told."""
        await asyncio.gather(*(room.close(closing) for room in self.rooms))
