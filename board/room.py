"""One session, live: decides commands in order, waits until they are stored, and tells every viewer what changed.

asyncio only. The log, the bus, the clock and the framing are handed in. Nothing here awaits a client.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from time import perf_counter
from typing import Protocol

from board.attendance import Attendance
from board.closing import MOVED_TABLE, WENT_WRONG, Closing
from board.commands import Command
from board.events import Entry
from board.fold import begin, fold
from board.messages import Presence, Snapshot, Update, dump
from board.people import Actor, Audience, Here, audiences
from board.ports import Bus, Log, NotStored, Stale
from board.refusals import Refused
from board.rules import decide
from board.sight import Thing, changes, deed_touches, see, touches
from board.state import Board

GAP = 0.010  # seconds between two batches while a board is busy: below what an eye sees, and half the writes
PRESENCE_GAP = 0.5  # seconds between two presence hints
STORE_WITHIN = 1.5  # seconds that a closing room waits for the database; the server ends within five
TRIES = 100  # how often a command is decided again because another worker was first
KNOWN = 4096  # newest command ids that are remembered here; older ones are found in the log


class Client(Protocol):
    """One socket, as a room sees it."""

    actor: Actor
    drafts: int  # a hint from this phone: cards begun there and not stored yet

    def offer(self, frame: bytes) -> None:
        """Take this message, at once or never: a client that cannot keep up closes itself with `TOO_SLOW`."""

    def close(self, closing: Closing) -> None:
        """Close the socket, giving the reason."""


@dataclass(slots=True, eq=False)
class _Pending:
    """An entry on its way to the disk. `storing` ends with it: stored, `Stale` or `NotStored`.

    `answers` has the commands that its number is the answer to: its own, and those that needed no change after it.
    """

    entry: Entry
    after: Board
    storing: "asyncio.Future[None]"
    answers: dict[str, str]  # command id to person


# Told of each stored entry in order: (session_id, board before, board after). Returns at once and never raises.
Observer = Callable[[str, Board, Board], None]


def unobserved(session_id: str, before: Board, after: Board) -> None:
    """Nobody watches."""


# Told how many seconds it took to tell a batch to all viewers. Returns at once and never raises.
Measured = Callable[[float], None]


def unmeasured(_seconds: float) -> None:
    """Nobody measures."""


class NoSession(Exception):
    """The log has no such session."""


class Room:
    """One session in this process. `board` is what is stored; nothing that is not stored leaves this class."""

    def __init__(
        self,
        session_id: str,
        log: Log,
        bus: Bus,
        now: Callable[[], int],
        frame: Callable[[bytes], bytes],
        release: str,
        observe: Observer,
        measured: Measured,
        *,
        alone: bool,
    ) -> None:
        self.session_id = session_id
        self._log, self._bus, self._now, self._frame, self._release = log, bus, now, frame, release
        self._observe, self._measured = observe, measured
        self._head: Board  # everything decided, stored or not yet
        self.board: Board  # everything stored
        self._told: Board  # what the viewers have been told
        self._pending: deque[_Pending] = deque()
        self._known: dict[str, tuple[int, str]] = {}  # command id to (number, person)
        self._clients: dict[Audience, set[Client]] = {}
        self._everyone: set[Client] = set()
        self._touched: set[str] = set()
        self._snapshots: dict[Audience, bytes] = {}
        self._turn = asyncio.Lock()
        self._telling: asyncio.TimerHandle | None = None
        self._told_at = 0.0
        self._noticing: asyncio.Handle | None = None
        self._hinting: asyncio.TimerHandle | None = None
        self._last_presence: Presence | None = None
        self.attendance = Attendance(self._everyone, alone=alone)

    async def open(self) -> None:
        """Read the session from the log. Raises `NoSession` if there is none."""
        entries = await self._log.since(self.session_id, 0)
        if not entries:
            raise NoSession(self.session_id)
        board = begin(entries[0])
        self._know(entries[0])
        for entry in entries[1:]:
            board = fold(board, entry)
            self._know(entry)
        self._head = self.board = self._told = board

    # ---- viewers

    @property
    def clients(self) -> frozenset[Client]:
        """All sockets of this session in this process."""
        return frozenset(self._everyone)

    def join(self, client: Client) -> None:
        """Send the client its snapshot and every update from then on. There is no gap: nothing is awaited between."""
        self._everyone.add(client)
        for audience in audiences(client.actor):
            self._clients.setdefault(audience, set()).add(client)
        client.offer(self._frame(self._snapshot(client.actor)))
        if client.actor.role != "participant":
            self._last_presence = None  # whoever is told of presence has not heard it yet
        self._presence_changed()

    def leave(self, client: Client) -> None:
        """Forget a client. Leaving twice does nothing."""
        if client not in self._everyone:
            return
        self._everyone.discard(client)
        for audience in audiences(client.actor):
            self._clients[audience].discard(client)
            if not self._clients[audience]:
                del self._clients[audience]
        self._presence_changed()

    def hint_drafts(self, client: Client, count: int) -> None:
        """Remember how many cards lie unstored on a phone. Never logged; the latest value counts."""
        if client.drafts != count:
            client.drafts = count
            self._presence_changed()

    # ---- commands

    async def submit(self, actor: Actor, command: Command) -> int:
        """Carry a command out. Returns the entry's number once it is committed to disk; raises `Refused`.

        Asking again with the same command id is answered with the first result and changes nothing.
        """
        for _ in range(TRIES):
            async with self._turn:
                decided = self._decide(actor, command)
            try:
                if isinstance(decided, Refused):
                    if await self._is_final(actor, command):
                        raise decided
                elif isinstance(decided, int):
                    return decided
                else:
                    # Shielded: a socket that closes now must not stop what is on its way to the disk.
                    await asyncio.shield(decided.storing)
                    return decided.entry.number
            except Stale:
                await self.catch_up()
            except NotStored:
                raise Refused("not_stored") from None
        raise Refused("not_stored")

    def _decide(self, actor: Actor, command: Command) -> "_Pending | int | Refused":
        """Decide on the newest board, stored or not, and hand the facts to the log. Never waits.

        Gives what is to be waited for, or the number of a result that stands already, or the refusal.
        """
        if (known := self._known.get(command.id)) is not None:
            number, person_id = known
            return number if person_id == actor.person_id else Refused("taken")
        for pending in self._pending:
            if (asker := pending.answers.get(command.id)) is not None:
                return pending if asker == actor.person_id else Refused("taken")
        try:
            events = decide(self._head, actor, command, self._now())
        except Refused as refused:
            return refused
        if not events:
            if self._pending:
                # Already as asked, but what made it so is still on its way to the disk.
                last = self._pending[-1]
                last.answers[command.id] = actor.person_id
                return last
            self._remember(command.id, self._head.number, actor.person_id)
            return self._head.number
        entry = Entry(self._head.number + 1, command.id, actor, self._now(), events)
        self._head = fold(self._head, entry)
        storing = asyncio.ensure_future(self._store(entry))
        pending = _Pending(entry, self._head, storing, {command.id: actor.person_id})
        pending.storing.add_done_callback(lambda storing: self._settle(pending, storing))
        self._pending.append(pending)
        return pending

    async def _store(self, entry: Entry) -> None:
        await self._log.append(self.session_id, entry)

    async def _is_final(self, actor: Actor, command: Command) -> bool:
        """Whether a refusal stands. It does not if the command was accepted long ago and its answer was lost, or if
        the board that it was decided on came to nothing. Raises `Stale` or `NotStored` in that last case.
        """
        seen = self._head.number
        last = self._pending[-1] if self._pending else None
        entry = await self._log.find(self.session_id, command.id)
        if entry is not None:
            self._know(entry)
            return entry.actor.person_id != actor.person_id
        if last is not None:
            await asyncio.shield(last.storing)
        if self._bus.shared:
            await self.catch_up()
            return self._head.number == seen
        return True

    # ---- what is stored

    def _settle(self, pending: _Pending, storing: "asyncio.Future[None]") -> None:
        """An entry is on disk, or it never will be. Earlier ones have been here before, by the log's promise."""
        if storing.cancelled() or storing.exception() is not None:
            self._roll_back(pending)
        elif self._pending and self._pending[0] is pending:
            self._pending.popleft()
            for command_id, person_id in pending.answers.items():
                self._remember(command_id, pending.entry.number, person_id)
            self._take(pending.entry, pending.after)
            if self._noticing is None:
                self._noticing = asyncio.get_running_loop().call_soon(self._notice)

    def _notice(self) -> None:
        self._noticing = None
        self._bus.notify(self.session_id)

    def _take(self, entry: Entry, after: Board) -> None:
        before = self.board
        self._know(entry)
        self.board = after
        for event in entry.events:
            self._touched.update(touches(before, after, event))
        self._touched.update(deed_touches(before, after))
        self._observe(self.session_id, before, after)
        if self._telling is None:
            loop = asyncio.get_running_loop()
            self._telling = loop.call_at(max(loop.time(), self._told_at + GAP), self._tell)

    def _roll_back(self, pending: _Pending) -> None:
        """Forget an entry that was not stored, and all that were decided after it: they will be decided again."""
        if pending not in self._pending:
            return
        while self._pending and self._pending.pop() is not pending:
            pass
        self._head = self._pending[-1].after if self._pending else self.board

    async def catch_up(self) -> None:
        """Read what other workers have stored, and tell it. Also heals a lost notice."""
        async with self._turn:
            await self._settled()
            for entry in await self._log.since(self.session_id, self.board.number):
                self._take(entry, fold(self.board, entry))
            self._head = self.board

    async def _settled(self) -> None:
        """Wait until nothing is on its way to the disk."""
        while self._pending:
            await asyncio.wait([self._pending[-1].storing])
            await asyncio.sleep(0)

    def _know(self, entry: Entry) -> None:
        self._remember(entry.command_id, entry.number, entry.actor.person_id)

    def _remember(self, command_id: str, number: int, person_id: str) -> None:
        self._known[command_id] = (number, person_id)
        if len(self._known) > KNOWN:
            del self._known[next(iter(self._known))]

    # ---- telling

    def _tell(self) -> None:
        try:
            self._tell_changes()
        except Exception:
            # Half of a batch was told. Whoever comes back by the ordinary door is right again.
            for client in tuple(self._everyone):
                client.close(WENT_WRONG)
            raise

    def _tell_changes(self) -> None:
        """One message for each audience whose picture changed, written once and framed once."""
        self._telling = None
        self._told_at = asyncio.get_running_loop().time()
        began = perf_counter()
        before, after, touched = self._told, self.board, self._touched
        self._told, self._touched = after, set()
        self._snapshots.clear()
        frames: dict[tuple[tuple[int, ...], tuple[str, ...]], bytes] = {}
        for audience, (put, remove) in changes(before, after, touched, self._clients).items():
            same = (tuple(id(thing) for thing in put), tuple(remove))
            if same not in frames:
                update = Update(number=after.number, put=tuple(put), remove=tuple(remove))
                frames[same] = self._frame(dump(update))
            for client in tuple(self._clients[audience]):
                client.offer(frames[same])
        if before.people is not after.people:
            self._move_tables()
        self._measured(perf_counter() - began)

    def _move_tables(self) -> None:
        """Close the sockets of people who now sit at another table: their picture is another one."""
        for client in tuple(self._everyone):
            area_id = self.board.people.get(client.actor.person_id)
            if client.actor.role == "participant" and area_id is not None and area_id != client.actor.area_id:
                client.close(MOVED_TABLE)

    def _snapshot(self, actor: Actor) -> bytes:
        """The viewer's whole picture as last told. Shared parts are rendered once for a roomful of phones."""
        shared, *own = audiences(actor)
        if shared not in self._snapshots:
            self._snapshots[shared] = _things(see(self._told, shared).values())
        parts = [self._snapshots[shared], *(_things(see(self._told, audience).values()) for audience in own)]
        empty = Snapshot(
            number=self._told.number,
            now=self._now(),
            release=self._release,
            role=actor.role,
            area_id=actor.area_id,
            things=(),
        )
        return dump(empty).removesuffix(b"[]}") + b"[" + b",".join(part for part in parts if part) + b"]}"

    def _presence_changed(self) -> None:
        if self._hinting is None:
            self._hinting = asyncio.get_running_loop().call_later(PRESENCE_GAP, self._tell_presence)

    def _tell_presence(self) -> None:
        self._hinting = None
        presence = self.attendance.presence()
        if presence is None or presence == self._last_presence:
            return
        self._last_presence = presence
        frame = self._frame(dump(presence))
        for kind in ("facilitator", "projector"):
            for client in tuple(self._clients.get(Audience(kind), ())):
                client.offer(frame)

    def hear_elsewhere(self, others: Sequence[Here]) -> None:
        """Take in who is connected to the other workers."""
        if self.attendance.hear(others):
            self._presence_changed()

    async def close(self, closing: Closing) -> None:
        """Tell what is stored, then close every socket with this reason."""
        with suppress(TimeoutError):
            # What a silent database did not store was confirmed to nobody, and will be asked for again.
            async with asyncio.timeout(STORE_WITHIN):
                await self._settled()
        if self._telling is not None:
            self._telling.cancel()
            self._tell()
        if self._hinting is not None:
            self._hinting.cancel()
        for client in tuple(self._everyone):
            client.close(closing)


def _things(things: Iterable[Thing]) -> bytes:
    """Things as JSON, with commas between and no brackets around."""
    return b",".join(thing.__pydantic_serializer__.to_json(thing) for thing in things)
