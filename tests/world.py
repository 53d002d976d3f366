"""A small workshop for tests: Ada facilitates, Ben (school) and Cleo (day care) hold phones, the Wall is shown."""

import asyncio
import itertools
import json
from typing import Any

from board.closing import Closing
from board.commands import AddCard, ChangeSetup, Command, Join, OpenStage
from board.events import Entry, Event, SessionPlanned
from board.fold import begin, fold
from board.people import Actor
from board.rules import decide
from board.state import Area, Board, Column, Offer, Setup, Stage, Step

ADA = Actor("facilitator", "ada")
BEN = Actor("participant", "ben", "skole")
BETH = Actor("participant", "beth", "skole")
CLEO = Actor("participant", "cleo", "dagtilbud")
WALL = Actor("projector", "wall")

START = 1_795_000_000_000  # ms; the clock stands still unless a test moves it

AREAS = (
    Area(area_id="skole", name="Skole", tag="SKO"),
    Area(area_id="dagtilbud", name="Dagtilbud", tag="DAG"),
    Area(area_id="ppr", name="PPR", tag="PPR"),
)
STEPS = tuple(Step(step_id=f"trin-{n}", name=f"Trin nummer {n}") for n in range(1, 7))
COLUMNS = (
    Column(column_id="almen", name="Almenlovgivning", short="Almen"),
    Column(column_id="stoette", name="Støttende indsatser", short="Støtte"),
    Column(column_id="anbringelse", name="Anbringelse"),
)
AGENDA = (
    Stage(stage_id="preparation", kind="preparation", title="Forberedelse"),
    Stage(stage_id="welcome", kind="welcome", title="Velkomst"),
    Stage(
        stage_id="writing",
        kind="writing",
        title="Vi skriver",
        minutes=45,
        abilities=("write",),
        texts="own_table",
    ),
    Stage(stage_id="placing", kind="placing", title="Placering", minutes=20, abilities=("write", "place")),
    Stage(
        stage_id="presenting",
        kind="presenting",
        title="Præsentation",
        minutes=60,
        abilities=("write", "place", "ask"),
    ),
    Stage(stage_id="reflection", kind="reflection", title="Fælles refleksion", abilities=("write", "note")),
    Stage(stage_id="wrapup", kind="wrapup", title="Hvem gør hvad"),
)


def setup(**changes: Any) -> Setup:
    """A plan with three areas, six steps and the handbook's agenda."""
    plan = {
        "title": "Børn og unge 0-18 år",
        "date": "2026-11-12",
        "areas": AREAS,
        "steps": STEPS,
        "agenda": AGENDA,
    }
    return Setup.model_validate({**plan, **changes})


def planned(**changes: Any) -> Entry:
    """The first entry of a log."""
    return Entry(1, "planned", ADA, START, (SessionPlanned(setup=setup(**changes), at=START),))


def plan_change(seen: Setup, **changes: Any) -> ChangeSetup:
    """The command that changes these fields of a plan, asked by somebody who saw it so."""
    fields = {field: getattr(seen, field) for field in changes}
    return ChangeSetup.model_validate({"id": new_id(), "changes": changes, "seen": fields})


_ids = itertools.count(1)


def new_id(prefix: str = "c") -> str:
    """An id that was not used before in this run."""
    return f"{prefix}{next(_ids)}"


def offer(name: str = "Åben rådgivning", area_id: str = "skole", **fields: Any) -> Offer:
    """An offer with a name and an area."""
    return Offer.model_validate({"name": name, "area_id": area_id, **fields})


def card(
    name: str = "Åben rådgivning", area_id: str = "skole", card_id: str | None = None, **more: Any
) -> AddCard:
    """The command that adds a card."""
    fields = {key: more.pop(key) for key in list(more) if key in Offer.model_fields}
    return AddCard(id=new_id(), card_id=card_id or new_id("k"), offer=offer(name, area_id, **fields), **more)


async def told() -> None:
    """Wait until whatever is stored in memory has been told.

    However slow the machine is: what a stall makes due at once is done in the order of its time, the turns are for what
    takes several of the loop's, and the rounds for what is begun by what was told.
    """
    for _round in range(3):
        for _turn in range(50):
            await asyncio.sleep(0)
        await asyncio.sleep(0.015)  # longer than the room's gap between two batches
    for _turn in range(50):
        await asyncio.sleep(0)


class Workshop:
    """A board without a room: commands are decided and folded at once, as the log would have them."""

    def __init__(self, stage: str = "preparation", **changes: Any) -> None:
        self.entries: list[Entry] = [planned(**changes)]
        self.board: Board = begin(self.entries[0])
        self.now = START
        for person in (BEN, BETH, CLEO):
            self.does(person, Join(id=new_id(), area_id=person.area_id))
        if stage != "preparation":
            self.does(ADA, OpenStage(id=new_id(), stage_id=stage))

    def does(self, actor: Actor, command: Command) -> tuple[Event, ...]:
        """Carry a command out; raises what `decide` raises."""
        events = decide(self.board, actor, command, self.now)
        if events:
            entry = Entry(self.board.number + 1, command.id, actor, self.now, events)
            self.entries.append(entry)
            self.board = fold(self.board, entry)
        return events


class FakeClient:
    """A viewer without a socket. Keeps all it was sent, and the picture that follows from it."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self.drafts = 0
        self.sent: list[dict[str, Any]] = []
        self.raw: list[bytes] = []
        self.picture: dict[str, Any] = {}
        self.number = 0
        self.closed: Closing | None = None

    def offer(self, frame: bytes) -> None:
        """Applies the message just as `static/src/state.ts` does."""
        if self.closed is not None:
            return
        self.raw.append(frame)
        message = json.loads(frame)
        self.sent.append(message)
        if message["type"] == "snapshot":
            self.picture = {thing["key"]: thing for thing in message["things"]}
            self.number = message["number"]
        elif message["type"] == "update":
            assert message["number"] >= self.number, "B3: numbers never go down on a socket"
            self.picture.update({thing["key"]: thing for thing in message["put"]})
            for key in message["remove"]:
                self.picture.pop(key, None)
            self.number = message["number"]

    def close(self, closing: Closing) -> None:
        self.closed = closing

    def texts(self) -> str:
        """Everything this viewer was ever sent, as one text."""
        return "\n".join(frame.decode() for frame in self.raw)
