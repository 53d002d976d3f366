"""One session, live: who watches it, and what each viewer is told once something is stored.

asyncio only. The log, the bus, the clock and the framing are handed in. Nothing here awaits a client.
"""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from time import perf_counter
from typing import Literal, Protocol

from board.attendance import Attendance
from board.closing import MOVED_TABLE, REMOVED, WENT_WRONG, Closing
from board.commands import Command
from board.events import Entry
from board.messages import (
    DoorMessage,
    Lower,
    Presence,
    ServerMessage,
    Sign,
    SignsMessage,
    Snapshot,
    dump,
    dump_thing,
    dump_update,
)
from board.order import Answer, Order
from board.people import Actor, Audience, Here, audiences
from board.ports import Bus, Log
from board.seating import table_id_of
from board.sight import changes, see, signs_seen
from board.signs import Signs
from board.state import Board
from board.things import Thing
from board.touched import touches

GAP = 0.010  # seconds between two batches while a board is busy: below what an eye sees, and half the writes
PRESENCE_GAP = 0.5  # seconds between two presence hints
STORE_WITHIN = 1.5  # seconds that a closing room waits for the database; the server ends within five


class Client(Protocol):
    """One socket, as a room sees it."""

    actor: Actor
    drafts: int  # a hint from this phone: cards begun there and not stored yet

    def offer(self, frame: bytes) -> None:
        """Take this message, at once or never: a client that cannot keep up closes itself with `TOO_SLOW`."""

    def close(self, closing: Closing) -> None:
        """Close the socket, giving the reason."""


# Told of each stored entry in order: (session_id, board before, board after). Returns at once and never raises.
Observer = Callable[[str, Board, Board], None]


def unobserved(session_id: str, before: Board, after: Board) -> None:
    """Nobody watches."""


# Told how many seconds it took to tell a batch to all viewers. Returns at once and never raises.
Measured = Callable[[float], None]


def unmeasured(_seconds: float) -> None:
    """Nobody measures."""


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
        self._bus, self._now, self._frame, self._release = bus, now, frame, release
        self._observe, self._measured = observe, measured
        self._order = Order(session_id, log, now, self._take, shared=bus.shared)
        self._told: Board  # what the viewers have been told
        self._clients: dict[Audience, set[Client]] = {}
        self._everyone: set[Client] = set()
        self._touched: set[str] = set()
        self._snapshots: dict[Audience, bytes] = {}
        self._telling: asyncio.TimerHandle | None = None
        self._told_at = 0.0
        self._noticing: asyncio.Handle | None = None
        self._hinting: asyncio.TimerHandle | None = None
        self._last_presence: Presence | None = None
        self._last_signs: SignsMessage | None = None
        self._signs = Signs()
        self._door_changed = False
        self.attendance = Attendance(self._everyone, alone=alone)

    async def open(self) -> None:
        """Read the session from the log. Raises `NoSession` if there is none."""
        await self._order.open()
        self._told = self._order.board

    @property
    def board(self) -> Board:
        """What is stored; nothing that is not stored leaves this class."""
        return self._order.board

    @property
    def is_storing(self) -> bool:
        """Whether anything is on its way to the disk."""
        return self._order.is_storing

    def seated(self, person_id: str) -> Actor:
        """A participant where they sit now."""
        area_id = self.board.people[person_id]
        return Actor("participant", person_id, area_id, table_id_of(self.board, person_id))

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
            # Whoever is told of presence and signs has not heard them yet.
            self._last_presence = self._last_signs = None
        elif (yours := self._signs.of(client.actor.person_id, self._opened_at)) is not None:
            client.offer(self._frame(dump(yours)))
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

    def hint_sign(self, client: Client, hint: Sign | Lower) -> None:
        """A phone says something to the facilitator, or the facilitator has seen it. Never logged.

        What is not theirs to say, and what belongs to another stage than the open one, is passed over.
        """
        role, person_id = client.actor.role, client.actor.person_id
        if isinstance(hint, Lower):
            if role == "facilitator":
                self._signs.lower(hint.person_id, self._now())
                self._sign_changed(hint.person_id)
        elif role == "participant" and self._is_said_now(person_id, hint):
            self._signs.say(person_id, hint, self._now())
            self._sign_changed(person_id)

    def door_changed(self) -> None:
        """How one gets in has changed: soon the consoles and walls of this worker are told."""
        self._door_changed = True
        self._presence_changed()

    def _is_said_now(self, person_id: str, sign: Sign) -> bool:
        board = self.board
        return board.frozen_at is None and person_id in board.people and sign.opened_at == self._opened_at

    # ---- commands

    def ask(self, actor: Actor, command: Command, answer: Answer) -> None:
        """Carry a command out, and answer when the entry is committed to disk or it is clear that none will be.

        Asking again with the same command id is answered with the first result and changes nothing.
        """
        self._order.ask(actor, command, answer)

    async def submit(self, actor: Actor, command: Command) -> int:
        """As `ask`: returns the entry's number; raises `Refused`."""
        answered: asyncio.Future[int] = asyncio.get_running_loop().create_future()

        def answer(outcome: int | Exception) -> None:
            if answered.done():  # whoever asked has gone; what they asked for is done all the same
                return
            if isinstance(outcome, Exception):
                answered.set_exception(outcome)
            else:
                answered.set_result(outcome)

        self.ask(actor, command, answer)
        return await answered

    async def catch_up(self) -> None:
        """Read what other workers have stored, and tell it. Also heals a lost notice."""
        await self._order.catch_up()

    async def heard(self) -> None:
        """Another worker says that it has stored something here."""
        await self._order.heard()

    # ---- what is stored

    def _notice(self) -> None:
        self._noticing = None
        self._bus.notify(self.session_id)

    def _take(self, entry: Entry, before: Board, after: Board, ours: bool) -> None:
        for event in entry.events:
            self._touched.update(touches(before, after, event))
        self._observe(self.session_id, before, after)
        loop = asyncio.get_running_loop()
        if self._telling is None:
            self._telling = loop.call_at(max(loop.time(), self._told_at + GAP), self._tell)
        if ours and self._noticing is None:
            self._noticing = loop.call_soon(self._notice)

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
        if (
            before.people is not after.people
            or before.seats is not after.seats
            or before.setup is not after.setup
            or before.control.removed != after.control.removed
        ):
            self._see_out()
        written: dict[int, bytes] = {}  # each thing, by its identity: most are told to many audiences
        frames: dict[tuple[tuple[int, ...], tuple[str, ...]], bytes] = {}
        told = changes(before, after, touched, self._clients)
        for audience, (put, remove) in told.items():
            same = (tuple(map(id, put)), tuple(remove))
            framed = frames.get(same)
            if framed is None:
                for thing in put:
                    if id(thing) not in written:
                        written[id(thing)] = dump_thing(thing)
                update = dump_update(after.number, (written[id(thing)] for thing in put), remove)
                framed = frames[same] = self._frame(update)
            for client in tuple(self._clients[audience]):
                client.offer(framed)
        if (
            before.people is not after.people
            or before.seats is not after.seats
            or before.control is not after.control
            or before.held is not after.held
            or before.setup is not after.setup
            or before.frozen_at != after.frozen_at
        ):
            self._presence_changed()
        self._measured(perf_counter() - began)

    def _see_out(self) -> None:
        """Close the sockets of people who were removed, or now sit at another table: their picture is another one."""
        for client in tuple(self._everyone):
            if client.actor.role != "participant":
                continue
            area_id = self.board.people.get(client.actor.person_id)
            if client.actor.person_id in self.board.control.removed:
                client.close(REMOVED)
            elif area_id is not None and client.actor != self.seated(client.actor.person_id):
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
            table_id=actor.table_id,
            things=(),
        )
        return dump(empty).removesuffix(b"[]}") + b"[" + b",".join(part for part in parts if part) + b"]}"

    def _presence_changed(self) -> None:
        if self._hinting is None:
            self._hinting = asyncio.get_running_loop().call_later(PRESENCE_GAP, self._tell_presence)

    def _tell_presence(self) -> None:
        self._hinting = None
        self._tell_signs()
        if self._door_changed:
            self._door_changed = False
            self._tell_kinds(DoorMessage(), "facilitator", "projector")
        presence = self.attendance.presence()
        if presence is None or presence == self._last_presence:
            return
        self._last_presence = presence
        self._tell_kinds(presence, "facilitator")
        self._tell_kinds(presence.model_copy(update={"facilitators": ()}), "projector")

    def _tell_signs(self) -> None:
        seen = signs_seen(self.board, self._signs.now(self._opened_at))
        if seen != self._last_signs:
            self._last_signs = seen
            self._tell_kinds(seen, "facilitator")

    def _tell_kinds(self, message: ServerMessage, *kinds: Literal["facilitator", "projector"]) -> None:
        frame = self._frame(dump(message))
        for kind in kinds:
            for client in tuple(self._clients.get(Audience(kind), ())):
                client.offer(frame)

    def _sign_changed(self, person_id: str) -> None:
        """Tell the person's own phones what holds, and soon the facilitator."""
        yours = self._signs.of(person_id, self._opened_at)
        if yours is None:
            return
        frame = self._frame(dump(yours))
        for client in tuple(self._clients.get(Audience("author", person_id), ())):
            client.offer(frame)
        self._presence_changed()

    @property
    def _opened_at(self) -> int:
        return self.board.held[-1].opened_at

    def here(self) -> Here:
        """What the other workers are told: who is connected here, and what was said here."""
        return replace(self.attendance.here(), signs=self._signs.here(self._opened_at))

    def hear_elsewhere(self, others: Sequence[Here]) -> None:
        """Take in who is connected to the other workers."""
        for person_id in self._signs.hear([each.signs for each in others]):
            self._sign_changed(person_id)
        if self.attendance.hear(others):
            self._presence_changed()

    async def close(self, closing: Closing) -> None:
        """Tell what is stored, then close every socket with this reason."""
        with suppress(TimeoutError):
            # What a silent database did not store was confirmed to nobody, and will be asked for again.
            async with asyncio.timeout(STORE_WITHIN):
                await self._order.settled()
        if self._telling is not None:
            self._telling.cancel()
            self._tell()
        if self._hinting is not None:
            self._hinting.cancel()
        for client in tuple(self._everyone):
            client.close(closing)


def _things(things: Iterable[Thing]) -> bytes:
    """Things as JSON, with commas between and no brackets around."""
    return b",".join(map(dump_thing, things))
