"""What travels on the socket (PROTOCOL.md): the shapes of every message, and their JSON."""

from collections.abc import Iterable, Sequence
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from board.commands import AskedOnSocket
from board.people import Role
from board.state import Calling, Fact
from board.text import Id
from board.things import Thing


class Ping(Fact):
    """Is the line alive? Sent by the client when it has heard nothing for a while; answered at once."""

    type: Literal["ping"] = "ping"


class Drafts(Fact):
    """A hint: how many cards on this phone are begun or on their way, and not stored yet."""

    type: Literal["drafts"] = "drafts"
    count: Annotated[int, Field(ge=0, le=500)]


class Sign(Fact):
    """A hint from a phone: ready with the stage that was opened at `opened_at`, and what it calls the facilitator for.

    `since` is when the call began, ms in server time. The newest counts, and ends with the stage.
    """

    type: Literal["sign"] = "sign"
    opened_at: int
    ready: bool = False
    call: Calling = ""
    since: int = 0


class Lower(Fact):
    """A hint from the facilitator: this person's call has been seen."""

    type: Literal["lower"] = "lower"
    person_id: Id


Hint = Drafts | Sign | Lower
ClientMessage = Annotated[AskedOnSocket | Ping | Hint, Field(discriminator="type")]


class Snapshot(Fact):
    """All that this viewer may see, after entry `number`. `now` is the server's time in ms."""

    type: Literal["snapshot"] = "snapshot"
    number: int
    now: int
    release: str
    role: Role
    area_id: str
    table_id: str  # where a participant sits, if that is one of the plan's tables
    things: tuple[Thing, ...]


class Update(Fact):
    """What became of the viewer's picture up to entry `number`: things to put, keys to remove."""

    type: Literal["update"] = "update"
    number: int
    put: tuple[Thing, ...] = ()
    remove: tuple[str, ...] = ()


class Accepted(Fact):
    """The command `id` is committed to disk as entry `number` (or needed no change)."""

    type: Literal["accepted"] = "accepted"
    id: str
    number: int


class RefusedMessage(Fact):
    """The command `id` is not carried out. `sentence` is for a person, in the viewer's language."""

    type: Literal["refused"] = "refused"
    id: str | None
    code: str
    field: str
    sentence: str
    passing: bool  # it passes by itself: keep the command and send it again later
    deed: int | None = None  # the entry that stands in the way of an undo
    place: str = ""  # where something stands that looks like a CPR number: what the facilitator may dismiss


class Pong(Fact):
    """The line is alive. `now` is the server's time in ms."""

    type: Literal["pong"] = "pong"
    now: int


class Presence(Fact):
    """A hint: who is connected, and by area how many cards lie on phones and are not stored yet.

    For projector and facilitator. The phones of one area are never told by number, only their drafts are.
    """

    type: Literal["presence"] = "presence"
    phones: int
    screens: int
    drafts: dict[str, int]
    facilitators: tuple[str, ...] = ()  # who facilitates, by id; told to facilitators alone


class YourSign(Fact):
    """A hint: what this person's phones say, as the facilitator is told of it. For that person only.

    `seen`: the facilitator has taken down the call that began at `since`.
    """

    type: Literal["your_sign"] = "your_sign"
    opened_at: int
    ready: bool
    call: Calling
    since: int
    seen: bool


class Call(Fact):
    """Somebody calls for the facilitator. Who it is stands in no message; the name is asked for elsewhere."""

    person_id: str
    area_id: str
    table_id: str  # of the plan's tables, if they sit at one
    call: Calling
    since: int


class Ready(Fact):
    """How many of those who sit together say that they are ready: at a table of the plan, or in an area by itself."""

    area_id: str
    table_id: str
    ready: int
    people: int


class SignsMessage(Fact):
    """A hint: who calls, the longest first, and how many are ready where more than a few sit. For facilitators."""

    type: Literal["signs"] = "signs"
    calls: tuple[Call, ...] = ()
    ready: tuple[Ready, ...] = ()


class DoorMessage(Fact):
    """A hint: how one gets in, or who waits at the door, is another than before. What it is now is asked for beside
    the socket: codes stand in no message. For projector and facilitator.
    """

    type: Literal["door"] = "door"


ServerMessage = Annotated[
    Snapshot | Update | Accepted | RefusedMessage | Pong | Presence | YourSign | SignsMessage | DoorMessage,
    Field(discriminator="type"),
]

CLIENT: TypeAdapter[ClientMessage] = TypeAdapter(ClientMessage)
SERVER: TypeAdapter[ServerMessage] = TypeAdapter(ServerMessage)
_KEYS = TypeAdapter(tuple[str, ...])


def dump(message: ServerMessage) -> bytes:
    """The message as JSON, in UTF-8."""
    return SERVER.dump_json(message)


def dump_thing(thing: Thing) -> bytes:
    """One thing as it stands in a message."""
    return thing.__pydantic_serializer__.to_json(thing)


def dump_update(number: int, put: Iterable[bytes], remove: Sequence[str]) -> bytes:
    """As `dump(Update(…))`, of things that `dump_thing` has written: they are written once for all who are told."""
    removed = _KEYS.dump_json(tuple(remove))
    return b'{"type":"update","number":%d,"put":[%b],"remove":%b}' % (number, b",".join(put), removed)
