"""Days that are told again from their logs: made a piece at a time beside the event loop, and kept for a while."""

import asyncio
from collections import OrderedDict
from collections.abc import Sequence
from functools import partial

from app.aside import Aside
from app.keeping import Keeper
from board.events import BoardFrozen, Entry
from board.ports import Log
from board.retelling import Retelling
from board.state import Board
from exports.tape import Tape

KEPT = (
    32 * 1024 * 1024
)  # bytes of finished tapes in memory; a long day of 80 people has a tenth of a megabyte
PIECE = 100  # entries that are read and told before others have their turn: some ten milliseconds

_Key = tuple[str, int]


class Replays:
    """Has mappings' days told, each only once as long as it is kept. A log only grows, so what was told stays true."""

    def __init__(self, keeper: Keeper, log: Log, aside: Aside) -> None:
        self._keeper, self._log, self._aside = keeper, log, aside
        self._kept: OrderedDict[_Key, bytes] = OrderedDict()
        self._making: dict[_Key, asyncio.Task[bytes | None]] = {}
        self._turn = asyncio.Lock()  # one is made at a time: each needs the processor and some memory

    async def get(self, session_id: str, version: int, newest: Board) -> bytes | None:
        """The tape (exports/tape.py) of the day up to where this version was frozen; None if it never was.

        `newest` is the session's board now: mostly it stands where it was frozen, and the log is read only once.
        """
        key = session_id, version
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        if key not in self._making:
            self._making[key] = asyncio.ensure_future(self._make(key, newest))
        # Others may wait for the same one, so it is not cancelled with this one.
        return await asyncio.shield(self._making[key])

    async def close(self) -> None:
        """Give up what is in the making."""
        tasks = list(self._making.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _make(self, key: _Key, newest: Board) -> bytes | None:
        try:
            async with self._turn:
                last = await self._frozen(*key, newest)
                made = None if last is None else await self._told(key[0], last)
        finally:
            del self._making[key]
        if made is not None:
            self._kept[key] = made
            while sum(map(len, self._kept.values())) > KEPT and len(self._kept) > 1:
                self._kept.popitem(last=False)
        return made

    async def _frozen(self, session_id: str, version: int, newest: Board) -> Board | None:
        """The board right after the entry that froze this version."""
        if newest.version == version:
            last = await self._log.since(session_id, newest.number - 1, 1)
            if any(isinstance(event, BoardFrozen) for entry in last for event in entry.events):
                return newest
        return await self._keeper.frozen_board(session_id, version)

    async def _told(self, session_id: str, last: Board) -> bytes:
        tape, telling, number = Tape(), Retelling(last), 0
        while number < last.number:
            entries = await self._log.since(session_id, number, min(PIECE, last.number - number))
            number = entries[-1].number
            await self._aside.run(partial(_tell, tape, telling, entries))
        return await self._aside.run(tape.close)


def _tell(tape: Tape, telling: Retelling, entries: Sequence[Entry]) -> None:
    tape.add(telling.tell(entries))
