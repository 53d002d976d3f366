"""Presenting: each area's turn with its representative and its clock, and what is asked of the cards that are shown.

Shapes only. `rules/presenting.py` and `rules/questions.py` say who may change them, `sight.py` who is shown them.
"""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from board.state import Board, Fact
from board.text import Id, Line, Sentence

QuestionState = Literal["open", "answered", "set_aside"]
QuestionText = Annotated[Sentence, Field(max_length=200)]
TurnMinutes = Annotated[int, Field(ge=1, le=600)]


class AreaTurn(Fact):
    """A professional area's turn to present: by whom, for how long, and what of its time it has used.

    Its clock runs while `since` is set: then `now - since` is used. Otherwise `elapsed` is.
    """

    area_id: Id
    presenter_id: str = ""  # one of the area's people; empty: nobody has said so yet
    minutes: TurnMinutes | None = None  # None: its share of the stage's minutes
    card_ids: tuple[
        Id, ...
    ] = ()  # the order that was arranged; cards that are not in it come after, as they came
    since: int | None = None
    elapsed: int = 0


class TurnClock(Fact):
    """The clock of an `AreaTurn`, without the rest of it."""

    area_id: Id
    since: int | None
    elapsed: int


class Question(Fact):
    """Asked of a card. `author_id` never leaves the server. What is merged into another is asked and answered there."""

    question_id: Id
    card_id: Id
    text: QuestionText
    author_id: str
    asked_at: int
    answer: Line = ""
    state: QuestionState = "open"
    merged_into: Id | None = None
    merged_ids: tuple[Id, ...] = ()  # the other side of the same: none of these has any itself


def turn_of(turns: Mapping[str, AreaTurn], area_id: str) -> AreaTurn:
    """The area's turn, also where nothing was said of it yet."""
    return turns.get(area_id) or AreaTurn(area_id=area_id)


def presenter(board: Board, area_id: str) -> str:
    """Who presents for an area: whoever was chosen, as long as they sit there; empty if nobody does."""
    person_id = turn_of(board.turns, area_id).presenter_id
    sits = board.people.get(person_id) == area_id and person_id not in board.control.removed
    return person_id if sits else ""


def begun(turn: AreaTurn, now: int) -> TurnClock:
    """The area's clock, running from where it was."""
    return TurnClock(area_id=turn.area_id, since=turn.since or now - turn.elapsed, elapsed=0)


def held(turn: AreaTurn, now: int) -> TurnClock:
    """The area's clock, standing where it is."""
    used = turn.elapsed if turn.since is None else now - turn.since
    return TurnClock(area_id=turn.area_id, since=None, elapsed=used)


def is_shown(board: Board, question: Question) -> bool:
    """Whether the whole room sees it now: on the wall, beside its card. What was set aside is seen there no more."""
    up = board.question_shown == question.question_id and board.presented == question.card_id
    return up and question.state != "set_aside"
