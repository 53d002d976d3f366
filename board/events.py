"""What has happened. Events are facts: stored in order, never changed, enough to make the board again.

An `Entry` is one accepted command with the facts that it led to; the log keeps entries, numbered from 1.
"""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from board.asking import PlaceName
from board.people import Actor
from board.presenting import Question, TurnClock, TurnMinutes
from board.state import Action, Card, Clock, Fact, Finding, Offer, Overview, Placement, Setup
from board.text import Id, Line


class SessionPlanned(Fact):
    type: Literal["session_planned"] = "session_planned"
    setup: Setup
    at: int


class SetupChanged(Fact):
    type: Literal["setup_changed"] = "setup_changed"
    setup: Setup


class PersonJoined(Fact):
    type: Literal["person_joined"] = "person_joined"
    person_id: str
    area_id: Id
    table_id: str = ""  # of the plan's tables, if one was chosen


class CardAdded(Fact):
    type: Literal["card_added"] = "card_added"
    card: Card


class CardsImported(Fact):
    """Known offers, all at once. `source` is the file or the mapping that they were read from."""

    type: Literal["cards_imported"] = "cards_imported"
    source: str
    cards: tuple[Card, ...]


class CardConfirmed(Fact):
    """A known offer still holds; or, when that is taken back, nobody has said so yet."""

    type: Literal["card_confirmed"] = "card_confirmed"
    card_id: Id
    confirmed: bool = True


class CardEdited(Fact):
    type: Literal["card_edited"] = "card_edited"
    card_id: Id
    offer: Offer


class CardMoved(Fact):
    type: Literal["card_moved"] = "card_moved"
    card_id: Id
    placement: Placement


class CardWithdrawn(Fact):
    type: Literal["card_withdrawn"] = "card_withdrawn"
    card_id: Id


class CardBroughtBack(Fact):
    type: Literal["card_brought_back"] = "card_brought_back"
    card_id: Id


class CardMerged(Fact):
    """A card is the same offer as another, and is withdrawn."""

    type: Literal["card_merged"] = "card_merged"
    card_id: Id
    into_id: Id


class CardSplit(Fact):
    """A card that was part of another until now."""

    type: Literal["card_split"] = "card_split"
    card: Card


class StageOpened(Fact):
    type: Literal["stage_opened"] = "stage_opened"
    stage_id: Id
    at: int
    clock: Clock


class StageUndone(Fact):
    """The stage that was opened last was opened by mistake: the one before it goes on as if nothing had happened."""

    type: Literal["stage_undone"] = "stage_undone"
    clock: Clock
    revealed: bool | None
    presented: Id | None


class ClockSet(Fact):
    type: Literal["clock_set"] = "clock_set"
    clock: Clock


class TextsRevealed(Fact):
    type: Literal["texts_revealed"] = "texts_revealed"
    revealed: bool | None


class CardPresented(Fact):
    type: Literal["card_presented"] = "card_presented"
    card_id: Id | None


class CardMarked(Fact):
    """Whether a card has been presented."""

    type: Literal["card_marked"] = "card_marked"
    card_id: Id
    presented: bool


class TurnGiven(Fact):
    """It is this area's turn to present, or nobody's. `clocks`: those that began or stopped with it."""

    type: Literal["turn_given"] = "turn_given"
    area_id: Id | None
    clocks: tuple[TurnClock, ...] = ()


class PresenterChosen(Fact):
    """Who presents for an area; empty: nobody any more."""

    type: Literal["presenter_chosen"] = "presenter_chosen"
    area_id: Id
    person_id: str


class AreasArranged(Fact):
    type: Literal["areas_arranged"] = "areas_arranged"
    area_ids: tuple[Id, ...]


class CardsArranged(Fact):
    """The order in which an area presents its cards."""

    type: Literal["cards_arranged"] = "cards_arranged"
    area_id: Id
    card_ids: tuple[Id, ...]


class AreaTimed(Fact):
    type: Literal["area_timed"] = "area_timed"
    area_id: Id
    minutes: TurnMinutes | None


class QuestionAsked(Fact):
    type: Literal["question_asked"] = "question_asked"
    question: Question


class QuestionChanged(Fact):
    """Answered, set aside, opened again, or merged."""

    type: Literal["question_changed"] = "question_changed"
    question: Question


class QuestionSupported(Fact):
    type: Literal["question_supported"] = "question_supported"
    question_id: Id
    person_id: str
    supports: bool


class QuestionShown(Fact):
    """On the wall, while its card is shown."""

    type: Literal["question_shown"] = "question_shown"
    question_id: Id | None


class FindingNoted(Fact):
    type: Literal["finding_noted"] = "finding_noted"
    finding: Finding


class FindingChanged(Fact):
    type: Literal["finding_changed"] = "finding_changed"
    finding: Finding


class FindingSupported(Fact):
    """A participant supports a finding, or no longer does."""

    type: Literal["finding_supported"] = "finding_supported"
    finding_id: Id
    person_id: str
    supported: bool


class CandidateRejected(Fact):
    """The room says that these cards are no overlap, or takes that back."""

    type: Literal["candidate_rejected"] = "candidate_rejected"
    card_ids: tuple[Id, ...]
    rejected: bool


class OverviewSet(Fact):
    type: Literal["overview_set"] = "overview_set"
    overview: Overview


class ActionNoted(Fact):
    type: Literal["action_noted"] = "action_noted"
    action: Action


class ActionChanged(Fact):
    type: Literal["action_changed"] = "action_changed"
    action: Action


class BoardLocked(Fact):
    type: Literal["board_locked"] = "board_locked"
    locked: bool


class WallHeld(Fact):
    """The wall keeps its picture, or follows the board. `again`: what it keeps is what it kept before the release."""

    type: Literal["wall_held"] = "wall_held"
    held: bool
    again: bool = False


class PersonRemoved(Fact):
    """A participant is out, or in again."""

    type: Literal["person_removed"] = "person_removed"
    person_id: str
    removed: bool


class CardsWithdrawn(Fact):
    """Several cards at once."""

    type: Literal["cards_withdrawn"] = "cards_withdrawn"
    card_ids: tuple[Id, ...]


class CardsBroughtBack(Fact):
    type: Literal["cards_brought_back"] = "cards_brought_back"
    card_ids: tuple[Id, ...]


class BoardFrozen(Fact):
    type: Literal["board_frozen"] = "board_frozen"
    at: int
    version: int
    note: Line = ""
    tells_changes: bool = False  # the mapping says what is another than in the version before
    now_only: bool = False  # but not what stood there
    hides_few: bool = False  # fewer than FEW who support a finding are not counted out (few.py)


class BoardReopened(Fact):
    type: Literal["board_reopened"] = "board_reopened"
    at: int


class TidyingBegun(Fact):
    """The next version is being tidied. `again`: it goes on from where it was given up."""

    type: Literal["tidying_begun"] = "tidying_begun"
    at: int
    again: bool = False


class TidyingGivenUp(Fact):
    """All is again as in the newest version."""

    type: Literal["tidying_given_up"] = "tidying_given_up"
    at: int


class CprDismissed(Fact):
    """What stands at this place just now is no CPR number, whatever it looks like; or that is taken back. The text is
    not in this fact: the log says who dismissed what, and when, without the digits.
    """

    type: Literal["cpr_dismissed"] = "cpr_dismissed"
    place: PlaceName
    dismissed: bool = True


class Undone(Fact):
    """Stands first in an entry that takes back another; the facts after it do the work."""

    type: Literal["undone"] = "undone"
    number: int


Event = Annotated[
    SessionPlanned
    | SetupChanged
    | PersonJoined
    | CardAdded
    | CardsImported
    | CardConfirmed
    | CardEdited
    | CardMoved
    | CardWithdrawn
    | CardBroughtBack
    | StageOpened
    | StageUndone
    | ClockSet
    | TextsRevealed
    | CardPresented
    | CardMarked
    | TurnGiven
    | PresenterChosen
    | AreasArranged
    | CardsArranged
    | AreaTimed
    | QuestionAsked
    | QuestionChanged
    | QuestionSupported
    | QuestionShown
    | FindingNoted
    | FindingChanged
    | FindingSupported
    | CandidateRejected
    | OverviewSet
    | ActionNoted
    | ActionChanged
    | BoardLocked
    | WallHeld
    | PersonRemoved
    | CardsWithdrawn
    | CardsBroughtBack
    | CardMerged
    | CardSplit
    | TidyingBegun
    | TidyingGivenUp
    | BoardFrozen
    | BoardReopened
    | CprDismissed
    | Undone,
    Field(discriminator="type"),
]

_EVENTS: TypeAdapter[tuple[Event, ...]] = TypeAdapter(tuple[Event, ...])


@dataclass(frozen=True, slots=True)
class Entry:
    """One accepted command as the log keeps it. `at` is in milliseconds since 1970, UTC."""

    number: int
    command_id: str
    actor: Actor
    at: int
    events: tuple[Event, ...]


def dump_events(events: tuple[Event, ...]) -> str:
    """The events as JSON text, for the log."""
    return _EVENTS.dump_json(events).decode()


def load_events(text: str | bytes) -> tuple[Event, ...]:
    """The events of a log entry. Raises `ValidationError` on anything that `dump_events` did not write."""
    return _EVENTS.validate_json(text)
