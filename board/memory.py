"""A log and a bus inside one process: what tests stand on, and the bus of a single worker."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence

from board.events import Entry
from board.ports import Stale


class MemoryLog:
    """A log that forgets everything when the process ends. Several rooms may share one."""

    def __init__(self) -> None:
        self.entries: dict[str, list[Entry]] = defaultdict(list)
        self._turns: dict[str, set[int]] = defaultdict(set)  # those who wait to append
        self._last_turn = 0

    async def append(self, session_id: str, entry: Entry) -> None:
        """Keeps the entry, or raises `Stale`. Lets others run first, as a real commit does."""
        self._last_turn += 1
        turn, waiting = self._last_turn, self._turns[session_id]
        waiting.add(turn)
        await asyncio.sleep(0)
        kept = self.entries[session_id]
        if turn not in waiting:
            raise Stale  # it stood behind a refused one, and was decided on a board that never came to be
        waiting.discard(turn)
        if entry.number != len(kept) + 1 or any(one.command_id == entry.command_id for one in kept):
            waiting.clear()
            raise Stale
        kept.append(entry)

    async def since(self, session_id: str, number: int, limit: int | None = None) -> Sequence[Entry]:
        await asyncio.sleep(0)
        return self.entries[session_id][number:][:limit]

    async def find(self, session_id: str, command_id: str) -> Entry | None:
        await asyncio.sleep(0)
        return next((one for one in self.entries[session_id] if one.command_id == command_id), None)

    def forget(self, session_id: str) -> None:
        """Nothing is remembered beside the entries themselves."""


class MemoryBus:
    """Carries notices between the hubs that share it."""

    shared = True

    def __init__(self) -> None:
        self._listeners: list[Callable[[str], Awaitable[None]]] = []
        self._tasks: set[asyncio.Task[None]] = set()

    def notify(self, session_id: str) -> None:
        for heard in self._listeners:
            task = asyncio.ensure_future(_tell(heard, session_id))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    def listen(self, heard: Callable[[str], Awaitable[None]]) -> None:
        self._listeners.append(heard)


async def _tell(heard: Callable[[str], Awaitable[None]], session_id: str) -> None:
    await heard(session_id)
