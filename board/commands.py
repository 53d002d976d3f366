"""What may be asked of a board. Each command carries an id made by whoever asks, so that asking twice counts once."""

from typing import Annotated, Literal

from pydantic import Field

from board.asking import Asked as Asked
from board.asking import OfferChanges as OfferChanges
from board.asking import PlaceName
from board.asking import Writing as Writing
from board.presenting import QuestionState, QuestionText, TurnMinutes
from board.process import Process, Upkeep
from board.state import (
    NOT_COMPARED,
    Agenda,
    Areas,
    Columns,
    Comparison,
    Fact,
    FindingForm,
    Law,
    LeftOut,
    Municipality,
    Offer,
    Origins,
    OverviewShown,
    Scope,
    Steps,
    Tables,
    TargetGroups,
    Title,
)
from board.text import Day, DayOrNone, Id, Line, Name, Prose, Sentence, Short, TimeOrNone
from board.tidying import BeginTidying, GiveUpTidying, MergeCards, SplitCard


class Join(Asked):
    """A participant comes in, or changes table. Asked by the server on behalf of the join page, never by a socket."""

    type: Literal["join"] = "join"
    area_id: Id
    table_id: Id | None = None


class AddCard(Writing):
    """A new offer card, on a step at once if its writer knows one. `card_id` is made on the phone.

    The facilitator may write for one of the plan's tables, or for a person, whose card it then is; and say for an
    offer that was forgotten on the day who told of it (`source`) and why it comes now.
    """

    type: Literal["add_card"] = "add_card"
    card_id: Id
    offer: Offer
    for_table_id: Id | None = None
    for_person_id: Id | None = None
    step_id: Id | None = None
    column_id: Id | None = None
    other_steps: Annotated[tuple[Id, ...], Field(max_length=15)] = ()
    source: Short = ""
    why: Line = ""


class KnownOffer(Fact):
    """An offer that was known before the day. `source` says where from; empty: as the import says."""

    card_id: Id
    offer: Offer
    step_id: Id | None = None
    column_id: Id | None = None
    other_steps: Annotated[tuple[Id, ...], Field(max_length=15)] = ()
    source: Short = ""
    origins: Origins = ()


class ImportCards(Writing):
    """Known offers become cards to be confirmed in the room: all of them, or none. Asked by the server on behalf of
    the import page, never by a socket.
    """

    type: Literal["import_cards"] = "import_cards"
    source: Name
    offers: Annotated[tuple[KnownOffer, ...], Field(min_length=1, max_length=2000)]


class ConfirmCard(Asked):
    """Say of a known offer that it still holds as it stands on its card."""

    type: Literal["confirm_card"] = "confirm_card"
    card_id: Id


class EditCard(Writing):
    """Change some fields of a card."""

    type: Literal["edit_card"] = "edit_card"
    card_id: Id
    changes: OfferChanges


class MoveCard(Asked):
    """Put a card on a step (or, with no step, take it off the staircase).

    `before` and `after` name a neighbour on that step; with neither the card goes last, or stays where it is if it
    is on that step already. A neighbour that has left meanwhile is as none. Without `column_id` it keeps the column
    that it has; an empty one means none.
    """

    type: Literal["move_card"] = "move_card"
    card_id: Id
    step_id: Id | None = None
    column_id: Id | Literal[""] | None = None
    other_steps: Annotated[tuple[Id, ...], Field(max_length=15)] = ()
    before: Id | None = None
    after: Id | None = None


class WithdrawCard(Asked):
    """Take a card back. Nothing is deleted: it can be brought back."""

    type: Literal["withdraw_card"] = "withdraw_card"
    card_id: Id


class BringBackCard(Writing):
    """Bring a withdrawn card back to where it stood."""

    type: Literal["bring_back_card"] = "bring_back_card"
    card_id: Id


class OpenStage(Asked):
    """Go to a stage of the agenda, forward or back."""

    type: Literal["open_stage"] = "open_stage"
    stage_id: Id


class PauseClock(Asked):
    """Stop the stage's clock where it is."""

    type: Literal["pause_clock"] = "pause_clock"


class ResumeClock(Asked):
    """Let a paused clock go on."""

    type: Literal["resume_clock"] = "resume_clock"


class ExtendClock(Asked):
    """Give the open stage more time, or less: at the least it ends now. A clock that has run out starts from now."""

    type: Literal["extend_clock"] = "extend_clock"
    minutes: Annotated[int, Field(ge=-120, le=120)]


class EndClock(Asked):
    """The open stage's time is up now."""

    type: Literal["end_clock"] = "end_clock"


class RevealTexts(Asked):
    """Show or hide all cards' texts, whatever the stage says; None follows the stage again."""

    type: Literal["reveal_texts"] = "reveal_texts"
    revealed: bool | None


class PresentCard(Asked):
    """Show one card large to the whole room, or none."""

    type: Literal["present_card"] = "present_card"
    card_id: Id | None


class MarkPresented(Asked):
    """Say that a card has been presented, or that it has not."""

    type: Literal["mark_presented"] = "mark_presented"
    card_id: Id
    presented: bool


class GiveTurn(Asked):
    """Let an area present now, or nobody. Its clock goes on from where it was."""

    type: Literal["give_turn"] = "give_turn"
    area_id: Id | None


class ChoosePresenter(Asked):
    """Say who presents for an area; None: nobody any more."""

    type: Literal["choose_presenter"] = "choose_presenter"
    area_id: Id
    person_id: Id | None


class OfferToPresent(Asked):
    """Present for one's own area, or leave it to somebody else."""

    type: Literal["offer_to_present"] = "offer_to_present"
    offers: bool


class ArrangeAreas(Asked):
    """The order in which the areas present. Those left out come after, in the plan's order."""

    type: Literal["arrange_areas"] = "arrange_areas"
    area_ids: Annotated[tuple[Id, ...], Field(max_length=30)]


class ArrangeCards(Asked):
    """The order in which an area presents its cards. Those left out come after, as they came."""

    type: Literal["arrange_cards"] = "arrange_cards"
    area_id: Id
    card_ids: Annotated[tuple[Id, ...], Field(max_length=2000)]


class TimeArea(Asked):
    """How many minutes an area has to present; None: its share of what the stage has."""

    type: Literal["time_area"] = "time_area"
    area_id: Id
    minutes: TurnMinutes | None


class AskQuestion(Writing):
    """Ask something about a card that is, or has been, presented."""

    type: Literal["ask_question"] = "ask_question"
    question_id: Id
    card_id: Id
    text: QuestionText


class SupportQuestion(Asked):
    """Ask the question on the wall too, or no longer."""

    type: Literal["support_question"] = "support_question"
    question_id: Id
    supports: bool


class MergeQuestions(Asked):
    """One question is the same as another about the same card, which stands for both from now on."""

    type: Literal["merge_questions"] = "merge_questions"
    question_id: Id
    into_id: Id


class AnswerQuestion(Writing):
    """Note the answer to a question, set it aside, or open it again."""

    type: Literal["answer_question"] = "answer_question"
    question_id: Id
    state: QuestionState
    answer: Line = ""


class ShowQuestion(Asked):
    """Show one question about the presented card on the wall, or none."""

    type: Literal["show_question"] = "show_question"
    question_id: Id | None


class NoteFinding(Writing):
    """Note an overlap, an interface, a gap or an observation."""

    type: Literal["note_finding"] = "note_finding"
    finding_id: Id
    form: FindingForm
    text: Sentence
    card_ids: Annotated[tuple[Id, ...], Field(max_length=50)] = ()
    step_id: Id | None = None
    target_group: Line = ""
    comparison: Comparison = NOT_COMPARED


class EditFinding(Writing):
    """Word a finding anew, or say anew what it is about. None: as it stands."""

    type: Literal["edit_finding"] = "edit_finding"
    finding_id: Id
    form: FindingForm
    text: Sentence
    card_ids: Annotated[tuple[Id, ...], Field(max_length=50)] = ()
    step_id: Id | None = None
    target_group: Line | None = None
    comparison: Comparison | None = None


class RemoveFinding(Asked):
    """Take a finding away; its number is not used again."""

    type: Literal["remove_finding"] = "remove_finding"
    finding_id: Id


class MergeFindings(Asked):
    """Make two findings one: `finding_id` stays, and takes over the words, cards and supporters of `gone_id`."""

    type: Literal["merge_findings"] = "merge_findings"
    finding_id: Id
    gone_id: Id


class RejectCandidate(Asked):
    """Say that cards which a rule found are no overlap and no interface, so that they are not proposed again; or take
    that back.
    """

    type: Literal["reject_candidate"] = "reject_candidate"
    card_ids: Annotated[tuple[Id, ...], Field(min_length=2, max_length=50)]
    rejected: bool = True


class SetOverview(Writing):
    """Choose what the wall shows in reflection. What is left out stays."""

    type: Literal["set_overview"] = "set_overview"
    shown: OverviewShown | None = None
    target_groups: TargetGroups | None = None
    by_support: bool | None = None


class SupportFinding(Asked):
    """Say that one sees it too, or take that back."""

    type: Literal["support_finding"] = "support_finding"
    finding_id: Id
    supported: bool


class NoteAction(Writing):
    """Agree on who does what, and when."""

    type: Literal["note_action"] = "note_action"
    action_id: Id
    what: Sentence
    who: Short = ""
    due: DayOrNone = ""
    card_ids: Annotated[tuple[Id, ...], Field(max_length=50)] = ()
    finding_ids: Annotated[tuple[Id, ...], Field(max_length=50)] = ()


class EditAction(Writing):
    """Change an agreement."""

    type: Literal["edit_action"] = "edit_action"
    action_id: Id
    what: Sentence
    who: Short = ""
    due: DayOrNone = ""
    card_ids: Annotated[tuple[Id, ...], Field(max_length=50)] = ()
    finding_ids: Annotated[tuple[Id, ...], Field(max_length=50)] = ()


class RemoveAction(Asked):
    """Take an agreement away."""

    type: Literal["remove_action"] = "remove_action"
    action_id: Id


class SetupFields(Fact):
    """Some of the plan's fields, the lists each as a whole; nothing is said of those left out."""

    title: Title | None = None
    municipality: Municipality | None = None
    date: Day | None = None
    purpose: Prose | None = None
    expected_outcome: Prose | None = None
    end_product: Prose | None = None
    scope: Scope | None = None
    consultative: bool | None = None
    law: Law | None = None
    names_in_mapping: bool | None = None
    names_shown: bool | None = None
    areas: Areas | None = None
    tables: Tables | None = None
    steps: Steps | None = None
    columns: Columns | None = None
    agenda: Agenda | None = None
    starts_at: TimeOrNone | None = None
    left_out: LeftOut | None = None
    process: Process | None = None  # only the steps that are changed
    upkeep: Upkeep | None = None


class ChangeSetup(Writing):
    """Change the session's plan. Areas with cards or people and stages that were held must remain; cards lose their
    place, and nothing else, with a step or column that is removed.

    `seen` is what stood in the same fields when whoever asks looked: what somebody else has put there meanwhile is not
    overwritten unread.
    """

    type: Literal["change_setup"] = "change_setup"
    changes: SetupFields
    seen: SetupFields


class LockBoard(Asked):
    """Let nobody but the facilitator change anything, or let the others in on it again."""

    type: Literal["lock_board"] = "lock_board"
    locked: bool


class HoldWall(Asked):
    """Keep the wall's picture as it is, whatever is done to the board, or show what has become of it."""

    type: Literal["hold_wall"] = "hold_wall"
    held: bool


class RemovePerson(Asked):
    """Send a participant out, or let them in again. What they wrote stays."""

    type: Literal["remove_person"] = "remove_person"
    person_id: Id
    removed: bool


class WithdrawCardsOf(Asked):
    """Take back all cards that one person has written, at once."""

    type: Literal["withdraw_cards_of"] = "withdraw_cards_of"
    person_id: Id


class DismissCpr(Asked):
    """Say of what stands at this place that it is no CPR number, whatever it looks like."""

    type: Literal["dismiss_cpr"] = "dismiss_cpr"
    place: PlaceName


class Freeze(Asked):
    """Close the board and keep it as a mapping. `note`: what is to be said of this version. `now_only`: of what changed
    since the version before it does not say what stood there.
    """

    type: Literal["freeze"] = "freeze"
    note: Line = ""
    now_only: bool = False


class Reopen(Asked):
    """Open a frozen board again; the next freeze is the next version."""

    type: Literal["reopen"] = "reopen"


class Undo(Asked):
    """Take back the command that was stored as entry `number` (an undo too: that is redo)."""

    type: Literal["undo"] = "undo"
    number: int


AskedOnSocket = (
    AddCard
    | ConfirmCard
    | EditCard
    | MoveCard
    | WithdrawCard
    | BringBackCard
    | OpenStage
    | PauseClock
    | ResumeClock
    | ExtendClock
    | EndClock
    | RevealTexts
    | PresentCard
    | MarkPresented
    | GiveTurn
    | ChoosePresenter
    | OfferToPresent
    | ArrangeAreas
    | ArrangeCards
    | TimeArea
    | AskQuestion
    | SupportQuestion
    | MergeQuestions
    | AnswerQuestion
    | ShowQuestion
    | NoteFinding
    | EditFinding
    | RemoveFinding
    | MergeFindings
    | SupportFinding
    | RejectCandidate
    | SetOverview
    | NoteAction
    | EditAction
    | RemoveAction
    | ChangeSetup
    | LockBoard
    | HoldWall
    | RemovePerson
    | WithdrawCardsOf
    | Freeze
    | Reopen
    | BeginTidying
    | GiveUpTidying
    | MergeCards
    | SplitCard
    | DismissCpr
    | Undo
)
Command = AskedOnSocket | Join | ImportCards
