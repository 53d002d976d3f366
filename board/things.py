"""The things that a viewer's picture is made of, as they travel on the wire. `sight.py` says who is shown which."""

from typing import Annotated, Literal

from pydantic import Field

from board.presenting import QuestionState
from board.process import ProcessNote, Upkeep
from board.state import (
    Ability,
    AccessRoute,
    Area,
    Column,
    Comparison,
    Fact,
    FindingForm,
    Held,
    OverviewShown,
    Reach,
    Stage,
    Step,
    Table,
)


class SessionThing(Fact):
    """What the session is about; the same for all."""

    kind: Literal["session"] = "session"
    key: str = "session"
    title: str
    municipality: str
    date: str
    purpose: str
    expected_outcome: str
    end_product: str
    scope: Literal["broad", "narrow"]
    consultative: bool
    law: Literal["serviceloven", "barnets_lov"]
    names_in_mapping: bool
    names_shown: bool
    areas: tuple[Area, ...]
    tables: tuple[Table, ...]
    steps: tuple[Step, ...]
    columns: tuple[Column, ...]
    agenda: tuple[Stage, ...]
    starts_at: str
    left_out: tuple[Stage, ...]
    upkeep: Upkeep


class ProcessThing(Fact):
    """The process plan, for the facilitator: what is written of the mapping's steps, those without a word left out."""

    kind: Literal["process"] = "process"
    key: str = "process"
    notes: tuple[ProcessNote, ...]


class StageThing(Fact):
    """The open stage. Times are ms since 1970 in server time; `remaining` (ms) is set while the clock is paused."""

    kind: Literal["stage"] = "stage"
    key: str = "stage"
    stage_id: str
    opened_at: int
    deadline: int | None
    remaining: int | None
    closes_at: (
        int | None
    )  # from when on participants can write no longer, unless the clock is given more time
    abilities: tuple[Ability, ...]  # what a participant may do now
    texts_shown: bool
    revealed: bool | None
    presented: str | None
    frozen_at: int | None
    version: int
    locked: bool  # nobody but the facilitator may change anything; what is written meanwhile waits
    held: tuple[Held, ...]  # the agenda as it was held so far; the last one is open


class CardFields(Fact):
    """A card as it is shown. Who wrote it never leaves the server."""

    key: str
    card_id: str
    area_id: str
    table_id: str  # where it was written, if that was at one of the plan's tables
    name: str
    target_group: str
    reach: Reach
    organisational_unit: str
    description: str
    age_span: str
    group_size: str
    duration: str
    access_route: AccessRoute
    legal_basis: str
    contact: str
    consultative: bool
    public: bool
    step_id: str | None
    other_steps: tuple[str, ...]
    rank: str
    column_id: str | None
    added_at: int
    withdrawn: bool
    source: str
    known: bool  # imported: all who sit at its table may write on it
    confirmed: bool
    presented: bool  # shown to the room in a presenting stage


class CardThing(CardFields):
    """A card that this kind of viewer may read."""

    kind: Literal["card"] = "card"


class OwnThing(CardFields):
    """A card that the viewer has written; sent to its author only."""

    kind: Literal["own"] = "own"


class CountThing(Fact):
    """How many cards an area has stored: what is told of cards that may not be read."""

    kind: Literal["count"] = "count"
    key: str
    area_id: str
    stored: int
    unconfirmed: int  # of them, known offers of which nobody in the room has said yet that they hold


class HereThing(Fact):
    """Who has come, by area. `people` is None where there are some, but fewer than FEW (few.py)."""

    kind: Literal["here"] = "here"
    key: str
    area_id: str
    people: int | None


class PresentingThing(Fact):
    """Whose turn it is to present, and in which order; areas that are not named come after, in the plan's order."""

    kind: Literal["presenting"] = "presenting"
    key: str = "presenting"
    turn: str | None
    area_ids: tuple[str, ...]


class TurnThing(Fact):
    """An area's turn to present, where anything has been said of it. While `since` is set (ms) its clock runs, and
    that long is used; otherwise `elapsed` is.
    """

    kind: Literal["turn"] = "turn"
    key: str
    area_id: str
    has_presenter: bool
    minutes: int | None  # None: its share of the stage's minutes
    card_ids: tuple[str, ...]  # as arranged; cards that are not in it come after, as they came
    since: int | None
    elapsed: int


class PresenterThing(Fact):
    """Who presents for an area; sent to that person and to the facilitator only."""

    kind: Literal["presenter"] = "presenter"
    key: str
    area_id: str
    person_id: str


class QuestionFields(Fact):
    """A question about a card. Who asked it never leaves the server."""

    key: str
    question_id: str
    card_id: str
    text: str
    asked_at: int
    state: QuestionState
    answer: str
    support: int  # how many people ask it


class QuestionThing(QuestionFields):
    """As the facilitator sees it; and the room, while it is on the wall."""

    kind: Literal["question"] = "question"
    shown: bool
    merged_into: str | None


class MyQuestionThing(QuestionFields):
    """A question that is this viewer's own: asked or supported by them, or to be answered by them. What was merged
    into another has that one's answer.
    """

    kind: Literal["my_question"] = "my_question"
    because: Literal["asked", "supports", "presents"]


class SeatedThing(Fact):
    """How many sit at one of the plan's tables; for the facilitator, who is told all numbers."""

    kind: Literal["seated"] = "seated"
    key: str
    table_id: str
    people: int


class FindingThing(Fact):
    """An overlap, an interface, a gap or an observation, as the room knows it."""

    kind: Literal["finding"] = "finding"
    key: str
    finding_id: str
    number: int
    form: FindingForm
    text: str
    card_ids: tuple[str, ...]
    step_id: str | None
    target_group: str
    comparison: Comparison


class OverviewThing(Fact):
    """What the wall shows in reflection, as the facilitator chose it."""

    kind: Literal["overview"] = "overview"
    key: str = "overview"
    shown: OverviewShown
    target_groups: tuple[str, ...]
    by_support: bool


class SupportThing(Fact):
    """How many support a finding; nothing where nobody does. A thing of its own, so that a tap redraws no staircase."""

    kind: Literal["support"] = "support"
    key: str
    finding_id: str
    count: int


class MineThing(Fact):
    """What a finding is to the viewer: noted, or supported by them. Sent to that one person only."""

    kind: Literal["mine"] = "mine"
    key: str
    finding_id: str
    noted: bool
    supported: bool


class ActionThing(Fact):
    """Who does what, and when."""

    kind: Literal["action"] = "action"
    key: str
    action_id: str
    what: str
    who: str
    due: str
    card_ids: tuple[str, ...]
    finding_ids: tuple[str, ...]


class ControlThing(Fact):
    """What the facilitator has taken in hand, for consoles alone; see board/control.py."""

    kind: Literal["control"] = "control"
    key: str = "control"
    wall_held: bool
    removed: tuple[str, ...]  # person_ids of those who were sent out
    tidying: Literal["", "begun", "left"] = ""  # the next version; what was left can be gone on with


class DeedThing(Fact):
    """What just happened, for the facilitator: named, and whether it can still be undone."""

    kind: Literal["deed"] = "deed"
    key: str
    number: int
    at: int
    what: str
    area_id: str
    subject: str
    before: str
    after: str
    undoable: bool
    undoes: int | None
    undone: bool
    not_cpr: tuple[str, ...] = ()  # the places of which a facilitator said that there stands no CPR number


Thing = Annotated[
    SessionThing
    | ProcessThing
    | StageThing
    | CardThing
    | OwnThing
    | CountThing
    | HereThing
    | PresentingThing
    | TurnThing
    | PresenterThing
    | QuestionThing
    | MyQuestionThing
    | SeatedThing
    | FindingThing
    | OverviewThing
    | SupportThing
    | MineThing
    | ActionThing
    | ControlThing
    | DeedThing,
    Field(discriminator="kind"),
]
