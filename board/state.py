"""The board: what a session is at one moment. Frozen values only; `fold.py` says how facts change them.

Times are whole milliseconds since 1970 in UTC. A mapping inside the board is never changed in place: the fold
makes a new one, so any number of readers may keep an older board.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple

from pydantic import Field

from board.control import NO_CONTROL, Control
from board.fact import Fact as Fact
from board.process import Process, Upkeep
from board.sources import Sources
from board.text import Day, DayOrNone, Id, Line, Name, Prose, Sentence, Short, TimeOrNone
from board.versions import NO_VERSIONS, Versions

if TYPE_CHECKING:
    from board.events import Event
    from board.presenting import AreaTurn, Question

Reach = Literal["", "alle", "gruppe", "et_barn", "individuelt"]
AccessRoute = Literal["", "self_referral", "referral", "allocation"]
FindingForm = Literal["overlap", "interface", "gap", "observation"]
Relation = Literal["", "complementary", "overlapping"]
StageKind = Literal[
    "preparation",
    "welcome",
    "introduction",
    "writing",
    "placing",
    "presenting",
    "reflection",
    "wrapup",
    "break",
]
Ability = Literal["write", "place", "note", "act", "ask"]
Texts = Literal["own_table", "all"]
Calling = Literal["", "hand", "help"]  # what a phone calls the facilitator for


class Step(Fact):
    """A step of the staircase. The order in `Setup.steps` is from everyday life upwards."""

    step_id: Id
    name: Annotated[Name, Field(max_length=80)]
    description: Line = ""


class Column(Fact):
    """A column of the staircase's second axis, from left to right. `short` stands where the name has no room."""

    column_id: Id
    name: Annotated[Name, Field(max_length=80)]
    short: Annotated[Short, Field(max_length=20)] = ""
    description: Line = ""


class Area(Fact):
    """A professional area (fagområde). `tag` is what stands on its cards: 2-4 letters, unique in the session."""

    area_id: Id
    name: Annotated[Name, Field(max_length=60)]
    tag: Annotated[Name, Field(min_length=2, max_length=4)]


class Table(Fact):
    """Those who sit together, by area; see seating.py."""

    table_id: Id
    name: Annotated[Name, Field(max_length=60)]
    area_ids: Annotated[tuple[Id, ...], Field(max_length=30)] = ()


class Stage(Fact):
    """A point of the agenda, as data: how long, what participants may do, and whose texts they and the wall see."""

    stage_id: Id
    kind: StageKind
    title: Annotated[Name, Field(max_length=80)]
    minutes: Annotated[int, Field(ge=0, le=600)] = 0  # 0: no clock
    abilities: tuple[Ability, ...] = ()
    texts: Texts = "all"
    closes: bool = False  # whether writing ends by itself, a grace after the time has run out; see clock.py
    # Minutes that were meant for it and given up since, because something before it took longer: against the day as
    # it was planned it still begins late, and what comes after it no longer does.
    given_up: Annotated[int, Field(ge=0, le=600)] = 0


Title = Annotated[Name, Field(max_length=120)]
Municipality = Annotated[Short, Field(max_length=80)]
Scope = Literal["broad", "narrow"]
Law = Literal["serviceloven", "barnets_lov"]
Areas = Annotated[tuple[Area, ...], Field(min_length=1, max_length=30)]
Tables = Annotated[tuple[Table, ...], Field(max_length=40)]
Steps = Annotated[tuple[Step, ...], Field(min_length=3, max_length=15)]
Columns = Annotated[tuple[Column, ...], Field(max_length=7)]
Agenda = Annotated[tuple[Stage, ...], Field(min_length=1, max_length=30)]
LeftOut = Annotated[tuple[Stage, ...], Field(max_length=30)]


class Setup(Fact):
    """What was decided before the day (handbook, mapping steps 1-2): the session's plan."""

    title: Title
    municipality: Municipality = ""
    date: Day
    purpose: Prose = ""
    expected_outcome: Prose = ""
    end_product: Prose = ""
    scope: Scope = "broad"
    consultative: bool = False  # whether offers for professionals are part of the mapping
    law: Law = "barnets_lov"
    names_in_mapping: bool = False
    names_shown: bool = True  # to the facilitator during the day; no one else is ever shown a name
    areas: Areas
    tables: Tables = ()  # areas that none of them names sit by themselves
    steps: Steps
    columns: Columns = ()  # none: the staircase has no second axis
    agenda: Agenda
    starts_at: TimeOrNone = ""  # when people come: the first point that is not preparation begins
    left_out: LeftOut = ()  # points that are not part of the day, and can be brought back as they were
    process: Process = ()
    upkeep: Upkeep = Upkeep()
    sources: Sources = ()  # of an overview: the mappings that it was made of; none: this is a workshop


class Offer(Fact):
    """The fields of an offer card (tilbudsskema, handbook annex 2, with the facts that real catalogues carry)."""

    name: Name
    target_group: Line = ""
    reach: Reach = ""
    area_id: Id
    organisational_unit: Short = ""
    description: Prose = ""
    age_span: Annotated[Short, Field(max_length=60)] = ""
    group_size: Annotated[Short, Field(max_length=60)] = ""
    duration: Annotated[Short, Field(max_length=120)] = ""
    access_route: AccessRoute = ""
    legal_basis: Short = ""
    contact: Short = ""
    consultative: bool = False
    public: bool = False  # whether it may be shown to citizens; the facilitator says so


class Placement(Fact):
    """Where a card stands: on one main step, in an order, and perhaps on further steps. No step: not placed."""

    step_id: Id | None = None
    other_steps: tuple[Id, ...] = ()
    rank: str = ""  # sorts within the main step; see staircase.py
    column_id: Id | None = None  # of the main step


UNPLACED = Placement()


class Origin(Fact):
    """An offer of an earlier mapping that a card was imported from: the workshop, the mapping's version, and its id
    there."""

    session_id: Id
    version: int
    offer_id: Id


MOST_ORIGINS = 50  # a mapping a year, and then some
Origins = Annotated[tuple[Origin, ...], Field(max_length=MOST_ORIGINS)]  # the newest first


class Card(Fact):
    """One offer card. `author_id` is a person's opaque id and never leaves the server; empty for a known offer, which
    was there before the room and belongs to its whole table.
    """

    card_id: Id
    author_id: str
    offer: Offer
    placement: Placement = UNPLACED
    added_at: int
    withdrawn: bool = False
    source: Short = ""  # where a card that was not written in the room comes from
    origins: Origins = ()  # the same offer in earlier mappings, so that it is known again from year to year
    # False: a known offer of which nobody in the room has said yet that it still holds.
    confirmed: bool = True
    presented: bool = False  # shown to the room in a presenting stage
    table_id: str = ""  # where it was written, if that was at one of the plan's tables
    why: Line = ""  # it was added after the day: why; `source` is who told of it
    merged_into: Id | None = None  # withdrawn, because it is the same offer as this one
    split_from: Id | None = None  # the card that it was part of

    @property
    def known(self) -> bool:
        """Whether it was imported; nobody in the room wrote it."""
        return not self.author_id


class Comparison(Fact):
    """What the handbook asks of offers that seem to overlap or to meet. Empty: not answered."""

    form: Line = ""  # how they differ in form: consultative, group, individual
    method: Line = ""
    intensity: Line = ""  # how much, and how specialised
    relation: Relation = ""


NOT_COMPARED = Comparison()


class Finding(Fact):
    """Something the room saw: an overlap, an interface (snitflade), a gap, or an observation."""

    finding_id: Id
    number: int  # as it is called in the room; never used again
    form: FindingForm
    text: Sentence
    card_ids: tuple[Id, ...] = ()
    step_id: Id | None = None
    author_id: str = ""
    removed: bool = False
    target_group: Line = ""  # above all a gap's: whom there is nothing for
    comparison: Comparison = NOT_COMPARED
    merged_into: Id | None = None  # removed, because it is part of this one now
    source: Short = ""  # the workshop that saw it, where that is another one
    supported: int = 0  # by how many there


class Action(Fact):
    """Who does what afterwards (handbook box 6, point 7). `due` is an ISO date or empty."""

    action_id: Id
    what: Sentence
    who: Short = ""
    due: DayOrNone = ""
    card_ids: tuple[Id, ...] = ()
    finding_ids: tuple[Id, ...] = ()
    removed: bool = False
    source: Short = ""  # the workshop that agreed on it, where that is another one


TargetGroups = Annotated[tuple[Annotated[Name, Field(max_length=80)], ...], Field(max_length=8)]
OverviewShown = Literal["stairs", "spread", "groups"]


class Overview(Fact):
    """What the wall shows in reflection, as the facilitator chose it: the staircase, how offers are spread, or target
    groups by step. A target group is a word, or several with commas between that mean the same.
    """

    shown: OverviewShown = "stairs"
    target_groups: TargetGroups = ()
    by_support: bool = False  # the most supported findings first


NO_OVERVIEW = Overview()


class Clock(Fact):
    """The open stage's clock. With `deadline` it runs, with `remaining` it is paused, with neither there is none."""

    deadline: int | None = None
    remaining: int | None = None


NO_CLOCK = Clock()


class Held(Fact):
    """A stage as it was really held. `closed_at` is None while it is open.

    `shut` is how much of it (ms) the board was frozen: a correction a week later is not a week of work.
    """

    stage_id: Id
    opened_at: int
    closed_at: int | None = None
    shut: int = 0


class Deed(NamedTuple):
    """A stored command as the console tells of it, with the facts that would take it back.

    `subject` is a card's name, a stage's title and the like; `before` and `after` are step or stage ids, or what
    `undo.py` says of its kind, or empty.
    A tuple, because one is made for every entry of a log that is read, and most are soon forgotten.
    """

    number: int
    at: int
    what: str  # the type of its main event, e.g. "card_moved"
    actor_id: str
    area_id: str  # the acting participant's area; empty for facilitator and projector
    subject: str = ""
    before: str = ""
    after: str = ""
    touches: frozenset[str] = frozenset()
    takes_back: tuple["Event", ...] = ()
    undoes: int | None = None
    undone: bool = False
    not_cpr: tuple[str, ...] = ()  # the places of which a facilitator said that there stands no CPR number


@dataclass(frozen=True, slots=True)
class Board:
    """A session's live state after log entry `number`."""

    setup: Setup
    number: int = 0
    people: Mapping[str, str] = field(default_factory=dict)  # person_id to area_id, for all who ever joined
    seats: Mapping[str, str] = field(default_factory=dict)  # person_id to table_id, for those who chose one
    cards: Mapping[str, Card] = field(default_factory=dict)
    findings: Mapping[str, Finding] = field(default_factory=dict)
    supports: Mapping[str, frozenset[str]] = field(default_factory=dict)  # finding_id to who supports it
    actions: Mapping[str, Action] = field(default_factory=dict)
    held: tuple[Held, ...] = ()  # the agenda as it was held; the last one is open
    clock: Clock = NO_CLOCK
    revealed: bool | None = None  # None: as the open stage says
    presented: str | None = None  # the card that is shown large
    turn: str | None = None  # the area that presents now
    turn_order: tuple[str, ...] = ()  # areas as arranged; those left out come after, in the plan's order
    turns: Mapping[str, "AreaTurn"] = field(default_factory=dict)
    questions: Mapping[str, "Question"] = field(default_factory=dict)
    supporters: Mapping[str, tuple[str, ...]] = field(
        default_factory=dict
    )  # of a question: people who ask it too
    question_shown: str | None = None  # on the wall while its card is
    frozen_at: int | None = None
    version: int = 0  # of the newest frozen mapping
    control: Control = NO_CONTROL
    overview: Overview = NO_OVERVIEW
    versions: Versions = NO_VERSIONS
    # Sets of cards of which the room said that they are no overlap; see candidates.py.
    rejected: frozenset[frozenset[str]] = frozenset()
    # By place: the texts there that look like CPR numbers and are none; see guard.py.
    dismissed: Mapping[str, frozenset[str]] = field(default_factory=dict)
    recent: tuple[Deed, ...] = ()  # what can be told and undone, oldest first; see recent.py

    @property
    def stage(self) -> Stage:
        """The stage that is open."""
        open_now = self.held[-1].stage_id
        return next(stage for stage in self.setup.agenda if stage.stage_id == open_now)

    @property
    def is_tidied(self) -> bool:
        """Whether facilitators are making the next version of a frozen board, which stays frozen for all others."""
        return self.versions.begun_at is not None

    @property
    def texts_shown(self) -> bool:
        """Whether the whole room may read every card."""
        if self.frozen_at is not None:
            return True
        return self.stage.texts == "all" if self.revealed is None else self.revealed


RECENT = 60  # newest deeds that can still be undone, whoever did them
OWN_RECENT = 60  # and before them, of those that were done on a console or the wall
