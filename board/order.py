"""The order of one session's commands: decided one after another, stored in that order, each answered once.

asyncio only. The log and the clock are handed in. Nothing here knows of viewers.
"""

import asyncio
import logging
from collections import deque
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from board.commands import Command
from board.draft import Draft
from board.events import Entry
from board.fold import fold, take_in
from board.people import Actor
from board.ports import Log, NotStored, Stale
from board.reading import read
from board.refusals import Refused
from board.rules import decide
from board.state import Board

TRIES = 100  # how often a command is decided again because another worker was first
KNOWN = 1024  # newest command ids that are remembered here; older ones are found in the log

_log = logging.getLogger(__name__)

# Told what came of a command: its entry's number once that is committed to disk (or needed no change), or why
# nothing did: `Refused`, or a fault of ours. Called once; returns at once and never raises.
Answer = Callable[[int | Exception], None]

# Told of each entry that is committed to disk, in order: (entry, board before, board after, whether stored here).
Stored = Callable[[Entry, Board, Board, bool], None]


class NoSession(Exception):
    """The log has no such session."""


@dataclass(slots=True, eq=False)
class _Asked:
    actor: Actor
    command: Command
    answer: Answer
    place: int  # in the order in which all were asked
    tries: int = 0
    fresh: bool = False  # the log has been read since this was asked


@dataclass(slots=True, eq=False)
class _Doubt:
    """Refusals of one person's commands (their places) on what may not be the newest board, and what the person asked
    behind the first of them: decided at once it would come before that one, if the refusal does not stand.
    """

    places: set[int] = field(default_factory=set)
    behind: list[_Asked] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class _Pending:
    """An entry on its way to the disk. `storing` ends with it: stored, `Stale` or `NotStored`.

    `asked` has whose command it is, who asked the same again meanwhile, and whose command needed no change after it.
    """

    entry: Entry
    after: Board
    asked: list[_Asked]
    storing: "asyncio.Future[None]"
    fallen: bool = False


class Order:
    """One session's commands. `board` is what is stored, `head` what is decided, stored or not yet."""

    def __init__(
        self, session_id: str, log: Log, now: Callable[[], int], stored: Stored, *, shared: bool
    ) -> None:
        """`shared`: whether other workers may write to this session too."""
        self._session_id, self._log, self._now, self._stored, self._shared = (
            session_id,
            log,
            now,
            stored,
            shared,
        )
        self.head: Board
        self.board: Board
        self._waiting: deque[_Asked] = deque()  # not decided yet
        self._pending: deque[_Pending] = deque()
        self._fallen: list[_Pending] = []  # will not be stored as they were decided
        self._under_way: dict[
            str, tuple[_Pending, str]
        ] = {}  # command id to what it waits for, and the person
        self._known: dict[str, tuple[int, str]] = {}  # command id to (number, person)
        self._doubts: dict[str, _Doubt] = {}  # by person
        self._last_place = 0
        self._turn = asyncio.Lock()
        self._held = 0  # while above zero nothing is decided
        self._look_again = False
        self._tasks: set[asyncio.Task[None]] = set()

    async def open(self) -> None:
        """Read the session from the log. Raises `NoSession` if there is none."""
        draft: Draft | None = None
        async for entry in read(self._log, self._session_id):
            draft = take_in(draft, entry)
            self._know(entry)
        if draft is None:
            raise NoSession(self._session_id)
        self.head = self.board = draft.board()

    @property
    def is_storing(self) -> bool:
        """Whether anything is on its way to the disk."""
        return bool(self._pending)

    # ---- asking

    def ask(self, actor: Actor, command: Command, answer: Answer) -> None:
        """Carry a command out after all that were asked before it.

        Asking again with the same command id is answered with the first result and changes nothing.
        """
        self._last_place += 1
        self._waiting.append(_Asked(actor, command, answer, self._last_place))
        self._decide_waiting()

    def _decide_waiting(self) -> None:
        self._notice_a_fall()
        while self._waiting and not self._held and not self._fallen:
            asked = self._waiting.popleft()
            if self._doubts:
                doubt = self._doubts.get(asked.actor.person_id)
                if doubt is not None and asked.place > min(doubt.places):
                    doubt.behind.append(asked)
                    continue
            try:
                self._decide(asked)
            except Refused as refused:
                last = self._pending[-1].storing if self._pending else None
                self._doubts.setdefault(asked.actor.person_id, _Doubt()).places.add(asked.place)
                self._begin(self._refuse(asked, refused, self.head.number, last))
            except Exception as error:  # noqa: BLE001  whatever went wrong, who asked must hear of it
                asked.answer(error)

    def _decide(self, asked: _Asked) -> None:
        """Decide on the newest board, stored or not, and hand the facts to the log. Raises `Refused`."""
        actor, command = asked.actor, asked.command
        if (known := self._known.get(command.id)) is not None:
            number, person_id = known
            asked.answer(number if person_id == actor.person_id else Refused("taken"))
            return
        if (under_way := self._under_way.get(command.id)) is not None:
            pending, person_id = under_way
            if person_id == actor.person_id:
                pending.asked.append(asked)
            else:
                asked.answer(Refused("taken"))
            return
        now = self._now()
        events = decide(self.head, actor, command, now)
        if events:
            entry = Entry(self.head.number + 1, command.id, actor, now, events)
            self.head = fold(self.head, entry)
            storing = asyncio.ensure_future(self._log.append(self._session_id, entry))
            pending = _Pending(entry, self.head, [asked], storing)
            self._pending.append(pending)
            storing.add_done_callback(lambda _: self._settle(pending))
        elif self._pending:
            # Already as asked, but what made it so is still on its way to the disk.
            pending = self._pending[-1]
            pending.asked.append(asked)
        else:
            self._remember(command.id, self.head.number, actor.person_id)
            asked.answer(self.head.number)
            return
        self._under_way[command.id] = (pending, actor.person_id)

    async def _refuse(
        self, asked: _Asked, refused: Refused, seen: int, last: "asyncio.Future[None] | None"
    ) -> None:
        """Answer with a refusal, decided on entry `seen`, if it stands; else the command is decided again."""
        answer: int | Refused | None
        try:
            answer = await self._stands(asked, refused, seen, last)
        except Exception as error:  # noqa: BLE001  as above
            _log.warning("a refusal was not looked up: %s", type(error).__name__)
            answer = Refused("not_stored")
        doubt = self._doubts[asked.actor.person_id]
        doubt.places.discard(asked.place)
        self._line_up(doubt.behind)
        doubt.behind.clear()
        if not doubt.places:
            del self._doubts[asked.actor.person_id]
        if answer is None:
            self._again([asked])
        else:
            asked.answer(answer)
        self._decide_waiting()

    async def _stands(
        self, asked: _Asked, refused: Refused, seen: int, last: "asyncio.Future[None] | None"
    ) -> int | Refused | None:
        """The answer after all that is stored has been looked at; None if it must be decided again.

        A refusal does not stand if the command was accepted long ago and its answer was lost; nor if `last`, the entry
        that it was decided upon, came to nothing, or another worker has stored something that was not known here.
        """
        entry = await self._log.find(self._session_id, asked.command.id)
        if entry is not None:
            self._know(entry)
            return entry.number if entry.actor.person_id == asked.actor.person_id else refused
        stands = True
        if last is not None:
            await asyncio.wait([last])
            stands = _failure(last) is None
        if self._shared and not asked.fresh:
            await self.catch_up()
            asked.fresh = True
            stands = stands and self.head.number == seen
        return refused if stands else None

    def _again(self, asked: Iterable[_Asked]) -> None:
        """These are decided once more, each before all that were asked after it."""
        again = []
        for one in asked:
            one.tries += 1
            if one.tries < TRIES:
                again.append(one)
            else:
                one.answer(Refused("not_stored"))
        self._line_up(again)

    def _line_up(self, asked: Iterable[_Asked]) -> None:
        self._waiting = deque(sorted((*self._waiting, *asked), key=lambda one: one.place))

    # ---- what is stored

    def _settle(self, pending: _Pending) -> None:
        """An entry is on disk, or it never will be. Earlier ones have been here before, by the log's promise."""
        for asked in pending.asked:
            self._under_way.pop(asked.command.id, None)
        failure = _failure(pending.storing)
        if pending.fallen:
            return
        if failure is not None:
            self._fall(pending)
            return
        self._pending.popleft()
        for asked in pending.asked:
            self._remember(asked.command.id, pending.entry.number, asked.actor.person_id)
        self._take(pending.entry, pending.after, ours=True)
        for asked in pending.asked:
            asked.answer(pending.entry.number)
        if self._look_again and not self._pending:
            self._begin(self.heard())

    def _notice_a_fall(self) -> None:
        """An entry may have failed in this very moment, before its callback ran.

        What would be decided now, upon a board that never came to be, could even be stored: in the numbers another
        worker's entry may stand in the place of the one that failed.
        """
        for pending in self._pending:
            if not pending.storing.done():
                return
            if _failure(pending.storing) is not None:
                self._fall(pending)
                return

    def _fall(self, pending: _Pending) -> None:
        """An entry was not stored: it and all that were decided upon it are decided again."""
        if not self._fallen:
            self._begin(self._mend())
        first = self._pending.index(pending)
        fallen = [self._pending.pop() for _ in range(len(self._pending) - first)]
        for one in reversed(fallen):
            one.fallen = True
            self._fallen.append(one)
        self.head = self._pending[-1].after if self._pending else self.board

    async def _mend(self) -> None:
        """Read who was first, and decide what has fallen once more, in the order in which it was asked."""
        async with self._standstill():
            await self._settled()
            trouble: Exception | None = None
            number = self.board.number
            try:
                await self._read_on()
                if self.board.number == number:
                    await self._look_up(self._fallen)
            except Exception as error:  # noqa: BLE001  nobody may be left waiting
                trouble = error
            fallen, self._fallen = self._fallen, []
            again: list[_Asked] = []
            lost: list[_Asked] = []
            for pending in fallen:
                stale = trouble is None and not lost and isinstance(_failure(pending.storing), Stale)
                (again if stale else lost).extend(pending.asked)
            if lost:
                # Whoever has to ask again asks for what came behind it again too: in its order.
                persons = {one.actor.person_id for one in lost}
                lost += [one for one in self._waiting if one.actor.person_id in persons]
                self._waiting = deque(one for one in self._waiting if one.actor.person_id not in persons)
            self._again(again)
            for asked in lost:
                asked.answer(Refused("not_stored"))

    async def _look_up(self, fallen: Iterable[_Pending]) -> None:
        """Nobody was first in these numbers, and yet one was refused: its command may have been stored long ago."""
        for pending in fallen:
            entry = await self._log.find(self._session_id, pending.entry.command_id)
            if entry is not None:
                self._know(entry)

    async def catch_up(self) -> None:
        """Read what other workers have stored. Also heals a lost notice."""
        async with self._standstill():
            await self._settled()
            await self._read_on()

    async def heard(self) -> None:
        """Another worker says that it has stored something here.

        While something of our own is under way nothing need be read: its number tells whether another was first.
        """
        self._look_again = self.is_storing
        if not self._look_again:
            await self.catch_up()

    async def settled(self) -> None:
        """Returns when nothing is on its way to the disk, and all that was decided is answered."""
        await self._settled()
        while self._tasks:
            await asyncio.wait(list(self._tasks))

    async def _settled(self) -> None:
        while self._pending or any(not one.storing.done() for one in self._fallen):
            waiting = [one.storing for one in (*self._pending, *self._fallen) if not one.storing.done()]
            if waiting:
                await asyncio.wait(waiting)
            else:
                await asyncio.sleep(0)  # done, and about to be taken note of

    async def _read_on(self) -> None:
        self._look_again = False
        for entry in await self._log.since(self._session_id, self.board.number):
            self._know(entry)
            self._take(entry, fold(self.board, entry), ours=False)
        self.head = self.board

    def _take(self, entry: Entry, after: Board, *, ours: bool) -> None:
        before, self.board = self.board, after
        self._stored(entry, before, after, ours)

    @asynccontextmanager
    async def _standstill(self) -> AsyncIterator[None]:
        """Nothing is decided inside; what is asked meanwhile is decided afterwards, in its order."""
        self._held += 1
        try:
            async with self._turn:
                yield
        finally:
            self._held -= 1
            self._decide_waiting()

    def _know(self, entry: Entry) -> None:
        self._remember(entry.command_id, entry.number, entry.actor.person_id)

    def _remember(self, command_id: str, number: int, person_id: str) -> None:
        self._known[command_id] = (number, person_id)
        if len(self._known) > KNOWN:
            del self._known[next(iter(self._known))]

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            _log.warning("catching up with session %s failed: %s", self._session_id, type(error).__name__)


def _failure(storing: "asyncio.Future[None]") -> BaseException | None:
    """Why an entry that has settled was not stored; None if it was."""
    return NotStored("cancelled") if storing.cancelled() else storing.exception()
