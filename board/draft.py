"""A board in the making. Facts change it in place, so that a long log does not cost a new board for each entry."""

from collections.abc import Mapping
from typing import TypeVar, cast

from board.presenting import AreaTurn, Question
from board.recent import Recent
from board.state import Action, Board, Card, Finding

T = TypeVar("T")


class Draft:
    """Has the fields of a `Board`, and changes as `fold.py` says. Boards that it was begun from, or has given, stay as
    they are: a mapping that one of them holds is copied before it is changed.
    """

    def __init__(self, board: Board) -> None:
        self._given = board
        self.setup = board.setup
        self.number = board.number
        self.people = board.people
        self.seats = board.seats
        self.cards = board.cards
        self.findings = board.findings
        self.supports = board.supports
        self.actions = board.actions
        self.held = board.held
        self.clock = board.clock
        self.revealed = board.revealed
        self.presented = board.presented
        self.turn = board.turn
        self.turn_order = board.turn_order
        self.turns = board.turns
        self.questions = board.questions
        self.supporters = board.supporters
        self.question_shown = board.question_shown
        self.frozen_at = board.frozen_at
        self.version = board.version
        self.control = board.control
        self.overview = board.overview
        self.versions = board.versions
        self.rejected = board.rejected
        self.dismissed = board.dismissed
        self.recent = Recent(board.recent)

    def board(self) -> Board:
        """The board as it is now."""
        self._given = Board(
            setup=self.setup,
            number=self.number,
            people=self.people,
            seats=self.seats,
            cards=self.cards,
            findings=self.findings,
            supports=self.supports,
            actions=self.actions,
            held=self.held,
            clock=self.clock,
            revealed=self.revealed,
            presented=self.presented,
            turn=self.turn,
            turn_order=self.turn_order,
            turns=self.turns,
            questions=self.questions,
            supporters=self.supporters,
            question_shown=self.question_shown,
            frozen_at=self.frozen_at,
            version=self.version,
            control=self.control,
            overview=self.overview,
            versions=self.versions,
            rejected=self.rejected,
            dismissed=self.dismissed,
            recent=self.recent.deeds(),
        )
        return self._given

    def put_work(self, other: Board) -> None:
        """Take over from another board all that is a person's work and is tidied up. Copied, because it is changed in
        place here.
        """
        self.cards = dict(other.cards)
        self.findings = dict(other.findings)
        self.actions = dict(other.actions)
        self.questions = dict(other.questions)
        self.setup = other.setup
        self.rejected = other.rejected
        self.dismissed = other.dismissed

    def put_person(self, person_id: str, area_id: str, table_id: str) -> None:
        self.people = people = _ours(self.people, self._given.people)
        people[person_id] = area_id
        if self.seats.get(person_id, "") != table_id:
            self.seats = seats = _ours(self.seats, self._given.seats)
            seats[person_id] = table_id

    def put_card(self, card: Card) -> None:
        self.cards = cards = _ours(self.cards, self._given.cards)
        cards[card.card_id] = _lightened(card)

    def put_finding(self, finding: Finding) -> None:
        self.findings = findings = _ours(self.findings, self._given.findings)
        findings[finding.finding_id] = finding

    def put_support(self, finding_id: str, person_id: str, *, supported: bool) -> None:
        self.supports = supports = _ours(self.supports, self._given.supports)
        others = supports.get(finding_id, frozenset()) - {person_id}
        supports[finding_id] = others | {person_id} if supported else others

    def put_action(self, action: Action) -> None:
        self.actions = actions = _ours(self.actions, self._given.actions)
        actions[action.action_id] = action

    def put_turn(self, turn: AreaTurn) -> None:
        self.turns = turns = _ours(self.turns, self._given.turns)
        turns[turn.area_id] = turn
        if turn == AreaTurn(area_id=turn.area_id):
            del turns[turn.area_id]  # what was said of it was taken back: as if nothing ever was

    def put_question(self, question: Question) -> None:
        self.questions = questions = _ours(self.questions, self._given.questions)
        questions[question.question_id] = question

    def put_supporters(self, question_id: str, people: tuple[str, ...]) -> None:
        self.supporters = supporters = _ours(self.supporters, self._given.supporters)
        supporters[question_id] = people
        if not people:
            del supporters[question_id]


def _ours(kept: Mapping[str, T], given: Mapping[str, T]) -> dict[str, T]:
    """`kept`, which may be changed in place unless a board that was given away holds it: then a copy."""
    return dict(kept) if kept is given else cast(dict[str, T], kept)


_NONE: set[str] = set()  # shared by all, and never changed: a copy of a model gets a copy of it


def _lightened(card: Card) -> Card:
    """The card itself. pydantic notes for each model which of its fields were given, which nobody here asks: with 500
    cards that would be a third of a board's memory.
    """
    for part in (card, card.offer, card.placement):
        object.__setattr__(part, "__pydantic_fields_set__", _NONE)
    return card
