"""The socket's endpoints: check who comes, join the room, then read until the line ends. Knows nothing about cards."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from functools import partial
from typing import NamedTuple

import structlog
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket

from app import entry, tracing, wire
from app.buckets import Bucket, Buckets
from app.languages import chosen
from app.parts import Parts, now, parts_of
from app.socket import Socket, frame, open_socket
from board.closing import (
    COME_BACK,
    NO_ENTRY,
    NO_SESSION,
    NO_TICKET,
    REMOVED,
    TOO_LARGE,
    TOO_SLOW,
    TOO_WILD,
    WENT_WRONG,
    Closing,
)
from board.commands import Command, OpenStage
from board.hub import NoSession, Room
from board.messages import Accepted, DoorMessage, Drafts, Hint, Lower, Ping, Pong, ServerMessage, Sign, dump
from board.people import Actor
from board.refusals import Refused
from exports.words import Translator
from sessions import doors, lifecycle, traces
from sessions.access import Right
from sessions.traces import By, What
from sessions.trouble import DatabaseTrouble

FRAME_LIMIT = 64 * 1024  # bytes; the longest card is a tenth of it. uvicorn is told the same in __main__.py
IN_FLIGHT = 32  # commands of one socket on their way to the disk; reading stops there until one is answered
BURST = 10  # seconds' worth of commands at once: a phone that comes back sends all it has kept
TRACED: Mapping[str, What] = {  # in the audit log
    "freeze": "frozen",
    "reopen": "reopened",
    "begin_tidying": "tidying_begun",
    "give_up_tidying": "tidying_given_up",
}
TOLD = frozenset({"open_stage", "freeze", "reopen"})  # what an operator asks for afterwards, with its time
WINDOWS = (
    30  # sockets of one participant; a phone with a bad line leaves some behind that have not been missed yet
)
LOOKS_AGAIN = 3.0  # seconds until a console or a projector from which access was taken back is shut out
PATIENCE = 50  # frames that are malformed or too many, before a socket is closed; one is forgiven each second

_log = structlog.get_logger(__name__)


class Viewer:
    """One socket, as its room sees it."""

    __slots__ = ("_socket", "actor", "close", "drafts", "offer")

    def __init__(self, actor: Actor, socket: Socket) -> None:
        self.actor, self._socket = actor, socket
        self.drafts = 0
        self.offer, self.close = socket.offer, socket.close  # as they are: a room calls them for each viewer

    @property
    def closing(self) -> Closing | None:
        """Why we have closed this socket, if we have."""
        return self._socket.closing


class Refusing(Exception):
    """Whoever connects may not: their socket is closed with this reason."""

    def __init__(self, closing: Closing) -> None:
        super().__init__(closing.name)
        self.closing = closing


class Entered(NamedTuple):
    """Who came in, and where. `tidies`: only to tidy up what is frozen, never to lead a day."""

    room: Room
    actor: Actor
    tidies: bool = False


Door = Callable[[WebSocket, Parts], Awaitable[Entered]]


async def participant_door(websocket: WebSocket, parts: Parts) -> Entered:
    """A participant, at the table where the board has them now."""
    session_id = websocket.path_params["session_id"]
    person_id = parts.tickets.participant(websocket.cookies, session_id)
    if person_id is None:
        raise Refusing(NO_TICKET)
    room = await parts.hub.room(session_id)
    if person_id not in room.board.people:
        raise Refusing(NO_TICKET)  # the join page brings them onto the board
    if person_id in room.board.control.removed:
        raise Refusing(REMOVED)
    return Entered(room, room.seated(person_id))


async def facilitator_door(websocket: WebSocket, parts: Parts) -> Entered:
    """Who may run this session; and who may tidy up what came of it, for as long as it is frozen."""
    session_id = websocket.path_params["session_id"]
    try:
        found = await entry.allowed(websocket, session_id, Right.WORK)
    except entry.NotSignedIn:
        # Someone who takes part here has merely opened the wrong page; anyone else is asked to sign in.
        here = parts.tickets.participant(websocket.cookies, session_id)
        raise Refusing(NO_ENTRY if here else NO_TICKET) from None
    except entry.Missing:
        raise Refusing(NO_SESSION) from None
    except entry.NotAllowed:
        raise Refusing(NO_ENTRY) from None
    room = await parts.hub.room(session_id)
    tidies = Right.RUN not in found.rights
    if tidies and room.board.frozen_at is None:
        raise Refusing(NO_ENTRY)
    return Entered(room, Actor("facilitator", found.who), tidies)


async def wall_door(websocket: WebSocket, parts: Parts) -> Entered:
    """A projector: whoever has its link."""
    session = await lifecycle.find_by_projector_key(parts.database, websocket.path_params["projector_key"])
    if session is None or not lifecycle.lets_in(session):
        raise Refusing(NO_SESSION)
    return Entered(await parts.hub.room(session.session_id), Actor("projector", "projector"))


def routes() -> list[WebSocketRoute]:
    """The three ways in. The protocol's version is in the address."""
    live = Live()
    return [
        WebSocketRoute("/live/1/{session_id}/participant", live.endpoint(participant_door)),
        WebSocketRoute("/live/1/{session_id}/facilitator", live.endpoint(facilitator_door)),
        WebSocketRoute("/live/1/wall/{projector_key}", live.endpoint(wall_door)),
    ]


class Live:
    """Serves sockets. Limits count for a person, whatever the number of their tabs."""

    def __init__(self) -> None:
        self._commands = Buckets(time.monotonic)
        self._patience = Buckets(time.monotonic)
        self._windows: dict[tuple[str, str], list[Viewer]] = {}

    def endpoint(self, door: Door) -> Callable[[WebSocket], Awaitable[None]]:
        async def serve(websocket: WebSocket) -> None:
            await self._serve(websocket, door)

        return serve

    async def _serve(self, websocket: WebSocket, door: Door) -> None:
        parts = parts_of(websocket)
        if not parts.origins.is_ours(websocket.headers):
            await websocket.close()  # before the handshake: the browser is told nothing but 403
            return
        await websocket.accept()
        socket = open_socket(websocket)
        try:
            room, actor, tidies = await door(websocket, parts)
        except (Refusing, NoSession) as refusing:
            closing = _why(refusing)
            parts.measures.closed.labels(closing.name).inc()
            socket.close(closing)
        except Exception:  # noqa: BLE001  the socket is closed, and the log says why
            _log.exception("socket not admitted", session=websocket.path_params.get("session_id"))
            socket.close(WENT_WRONG)
        else:
            viewer = Viewer(actor, socket)
            if actor.role == "facilitator" and room.board.frozen_at is not None:
                tracing.read(websocket, "mapping_opened", room.session_id, version=room.board.version)
            person = (room.session_id, actor.person_id)
            rate = parts.settings.commands_per_second * (10 if actor.role != "participant" else 1)
            connection = Connection(
                parts,
                room,
                viewer,
                socket,
                chosen(websocket.cookies),
                commands=self._commands.of(person, rate, rate * BURST),
                patience=self._patience.of(person, 1.0, PATIENCE),
                tidies=tidies,
                by=tracing.asker(websocket, room.session_id),
            )
            if actor.role == "participant":
                with self._window(person, viewer):  # whom the room sends out, the room itself closes
                    await connection.serve()
            else:
                looks = partial(doors.mark, parts.database, room.session_id)
                async with _watched(partial(door, websocket, parts), looks, viewer, tidies=tidies):
                    await connection.serve()
        await socket.finished()

    @contextmanager
    def _window(self, person: tuple[str, str], viewer: Viewer) -> Iterator[None]:
        """Counts a participant's sockets: each new one beyond WINDOWS closes the oldest."""
        windows = self._windows.setdefault(person, [])
        windows.append(viewer)
        for older in windows[:-WINDOWS]:
            older.close(TOO_WILD)
        try:
            yield
        finally:
            windows.remove(viewer)
            if not windows:
                self._windows.pop(person, None)


@asynccontextmanager
async def _watched(
    asks_again: Callable[[], Awaitable[Entered]],
    looks: Callable[[], Awaitable[object]],
    viewer: Viewer,
    *,
    tidies: bool,
) -> AsyncIterator[None]:
    """Closes the socket of whom the door would not let in any more, whichever worker their access was taken by, and of
    whom it would let in for something else: they come back as that. Tells the others that how one gets in has changed,
    where the notice of that was lost.
    """

    async def watch() -> None:
        stood = None
        while True:
            try:
                stands = await looks()
                if stood is not None and stands != stood:
                    viewer.offer(frame(dump(DoorMessage())))
                stood = stands
                await asyncio.sleep(LOOKS_AGAIN)
                found = await asks_again()
            except (Refusing, NoSession) as refusing:
                viewer.close(_why(refusing))
                return
            except DatabaseTrouble:
                await asyncio.sleep(LOOKS_AGAIN)  # nothing can be changed meanwhile either
                continue
            if found.tidies != tidies:
                viewer.close(COME_BACK)
                return

    watching = asyncio.create_task(watch())
    try:
        yield
    finally:
        watching.cancel()


def _why(refusing: Refusing | NoSession) -> Closing:
    return refusing.closing if isinstance(refusing, Refusing) else NO_SESSION


class Connection:
    """One viewer from joining to leaving."""

    def __init__(
        self,
        parts: Parts,
        room: Room,
        viewer: Viewer,
        socket: Socket,
        words: Translator,
        *,
        commands: Bucket,
        patience: Bucket,
        tidies: bool,
        by: By,
    ) -> None:
        self._parts, self._room, self._viewer, self._socket, self._words = parts, room, viewer, socket, words
        self._commands, self._patience, self._tidies, self._by = commands, patience, tidies, by
        self._in_flight = 0

    async def serve(self) -> None:
        """Returns when the line has ended, whoever ended it."""
        sockets = self._parts.measures.sockets.labels(self._viewer.actor.role)
        sockets.inc()
        self._room.join(self._viewer)
        try:
            await self._socket.read(self._hear)
        finally:
            self._room.leave(self._viewer)
            sockets.dec()
            if self._viewer.closing is not None:
                self._parts.measures.closed.labels(self._viewer.closing.name).inc()
                if self._viewer.closing is TOO_SLOW:
                    self._note("slow client closed", logging.WARNING)

    def _hear(self, text: str) -> None:
        if self._viewer.closing is not None:
            return
        if len(text) > FRAME_LIMIT:
            self._viewer.close(TOO_LARGE)
            return
        try:
            self._heard(text)
        except Exception:  # noqa: BLE001  as above
            _log.exception("socket failed", session=self._room.session_id)
            self._viewer.close(WENT_WRONG)

    def _heard(self, text: str) -> None:
        in_time = self._commands.take()
        try:
            asked = wire.parse(text)
        except wire.Unreadable as unreadable:
            self._bear()
            self._refuse(unreadable.refused, unreadable.command_id)
            return
        if not in_time:
            self._bear()
            if not isinstance(asked, Ping | Hint):
                self._refuse(Refused("too_fast"), asked.id)
        elif isinstance(asked, Ping):
            self._answer(Pong(now=now()))
        elif isinstance(asked, Drafts):
            self._room.hint_drafts(self._viewer, asked.count)
        elif isinstance(asked, Sign | Lower):
            self._room.hint_sign(self._viewer, asked)
        elif self._tidies and (self._room.board.frozen_at is None or asked.type == "reopen"):
            self._refuse(Refused("not_allowed"), asked.id)
        else:
            # A command need not wait for the commit of the one before it, but not too many may be on their way.
            self._in_flight += 1
            if self._in_flight == IN_FLIGHT:
                self._socket.hold()
            self._room.ask(self._viewer.actor, asked, partial(self._answered, asked))

    def _answered(self, command: Command, outcome: int | Exception) -> None:
        if self._in_flight == IN_FLIGHT:
            self._socket.go_on()
        self._in_flight -= 1
        match outcome:
            case int() as number:
                self._parts.measures.accepted.inc()
                if command.type in TOLD:
                    stage = command.stage_id if isinstance(command, OpenStage) else None
                    self._note(command.type, number=number, stage=stage)
                if command.type in TRACED:
                    self._trace(TRACED[command.type], number)
                self._answer(Accepted(id=command.id, number=number))
            case Refused() as refused:
                self._refuse(refused, command.id)
            case error:
                # Never the command itself: it holds what people wrote.
                _log.error(
                    "command failed",
                    session=self._room.session_id,
                    command=command.id,
                    type=command.type,
                    exc_info=error,
                )
                self._parts.measures.commands.labels("failed").inc()
                self._viewer.close(WENT_WRONG)

    def _bear(self) -> None:
        if not self._patience.take():
            self._viewer.close(TOO_WILD)

    def _refuse(self, refused: Refused, command_id: str | None) -> None:
        self._parts.measures.commands.labels(refused.code).inc()
        # What came malformed may have anything for an id.
        asked = command_id if refused.code != "malformed" else None
        self._note("refused", code=refused.code, field=refused.field, command=asked)
        self._answer(wire.refusal(refused, command_id, self._words))

    def _note(self, event: str, level: int = logging.INFO, **more: object) -> None:
        """A line in the log: ids only, never what somebody wrote."""
        actor = self._viewer.actor
        _log.log(level, event, session=self._room.session_id, role=actor.role, person=actor.person_id, **more)

    def _trace(self, what: What, number: int) -> None:
        id_, version = self._room.session_id, self._room.board.version
        once = f"{what} {id_} {number}"  # asked twice, it was done once
        self._parts.tracer.offer(
            traces.trace(what, self._by, now(), session_id=id_, once=once, detail={"version": version})
        )

    def _answer(self, message: ServerMessage) -> None:
        self._viewer.offer(frame(dump(message)))
