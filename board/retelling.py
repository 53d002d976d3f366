"""The day told again from its log: what became of the picture, and when, in the words that stand in the mapping.

Position, time, reveal and stage are as they were. Words are those that were kept: one that was taken out because it
named somebody is not shown again, and what is not in the mapping at all never comes. What of that is shown, and that
nobody is told who did it, `sight.py` decides.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Generic, NamedTuple, TypeVar

from board.events import Entry
from board.fold import begin, fold
from board.people import Audience
from board.presenting import Question
from board.sight import changes, see
from board.state import Action, Board, Card, Finding, Held, Setup
from board.things import Thing
from board.touched import touches

RETOLD = Audience("retelling")

T = TypeVar("T")


class Frame(NamedTuple):
    """What one entry did to the picture: things to put, keys to remove. `at` (ms since 1970) never goes back."""

    number: int
    at: int
    put: list[Thing]
    removed: list[str]


class Retelling:
    """Tells a log from its beginning up to `last`, the board right after the entry that froze it."""

    def __init__(self, last: Board) -> None:
        self._kept = _Kept(last)
        self._board: Board | None = None
        self._shown: Board | None = None
        self._at = 0

    def tell(self, entries: Iterable[Entry]) -> Iterator[Frame]:
        """The frames of the entries that come next. Those that changed nothing to be seen are left out."""
        for entry in entries:
            self._at = max(self._at, entry.at)  # two servers' clocks may differ a little
            if self._board is None or self._shown is None:
                self._board = begin(entry)
                self._shown = self._kept.words(self._board)
                yield Frame(entry.number, self._at, list(see(self._shown, RETOLD).values()), [])
                continue
            before, was = self._board, self._shown
            self._board = fold(before, entry)
            self._shown = self._kept.words(self._board)
            touched = {key for event in entry.events for key in touches(before, self._board, event)}
            for put, removed in changes(was, self._shown, touched, (RETOLD,)).values():
                yield Frame(entry.number, self._at, put, removed)


class _Kept:
    """What stood at the end, and any earlier board in its words."""

    def __init__(self, last: Board) -> None:
        self._setup = _published(last.setup)
        self._stages = {stage.stage_id for stage in last.setup.agenda}
        cards = {key: card for key, card in last.cards.items() if not card.withdrawn}
        findings = {key: one for key, one in last.findings.items() if not one.removed}
        actions = {key: one for key, one in last.actions.items() if not one.removed}
        questions = {
            key: one
            for key, one in last.questions.items()
            if one.card_id in cards and one.state != "set_aside" and one.merged_into is None
        }
        self._cards = _Words(cards, _card)
        self._findings = _Words(findings, self._finding)
        self._actions = _Words(actions, self._action)
        self._questions = _Words(questions, _question)

    def words(self, then: Board) -> Board:
        """What was then, as `sight.py` shows it to those who look back."""
        return Board(  # and not `replace`: a field that is thought of later is not told before it is thought of here
            setup=self._setup,
            number=then.number,
            cards=_Retold(then.cards, self._cards),
            findings=_Retold(then.findings, self._findings),
            actions=_Retold(then.actions, self._actions),
            held=self._held(then),
            revealed=then.revealed,
            presented=then.presented if then.presented in self._cards else None,
            turn=then.turn,
            questions=_Retold(then.questions, self._questions),
            frozen_at=then.frozen_at,
            version=then.version,
        )

    def _held(self, then: Board) -> tuple[Held, ...]:
        """Without the points that the plan had then and has no longer."""
        held = tuple(one for one in then.held if one.stage_id in self._stages)
        return held or (Held(stage_id=self._setup.agenda[0].stage_id, opened_at=then.held[0].opened_at),)

    def _finding(self, then: Finding, kept: Finding) -> Finding:
        card_ids = tuple(one for one in then.card_ids if one in self._cards)
        return kept.model_copy(
            update={"card_ids": card_ids, "step_id": then.step_id, "removed": then.removed}
        )

    def _action(self, then: Action, kept: Action) -> Action:
        card_ids = tuple(one for one in then.card_ids if one in self._cards)
        finding_ids = tuple(one for one in then.finding_ids if one in self._findings)
        return kept.model_copy(
            update={"card_ids": card_ids, "finding_ids": finding_ids, "removed": then.removed}
        )


class _Words(Generic[T]):
    """The things of one kind that were kept, and how an earlier one reads in their words."""

    def __init__(self, kept: Mapping[str, T], retell: Callable[[T, T], T]) -> None:
        self._kept, self._retell = kept, retell
        self._newest: dict[str, tuple[T, T]] = {}  # what was last asked for: mostly it is asked for again

    def __contains__(self, key: object) -> bool:
        return key in self._kept

    def of(self, key: str, then: T) -> T:
        newest = self._newest.get(key)
        if newest is None or newest[0] is not then:
            newest = self._newest[key] = then, self._retell(then, self._kept[key])
        return newest[1]


class _Retold(Mapping[str, T]):
    """Of what was then, what was kept, in the words that were kept. Worked out for whatever is asked for: of five
    hundred cards an entry changes one.
    """

    def __init__(self, then: Mapping[str, T], words: _Words[T]) -> None:
        self._then, self._words = then, words

    def __getitem__(self, key: str) -> T:
        then = self._then[key]
        if key not in self._words:
            raise KeyError(key)
        return self._words.of(key, then)

    def __iter__(self) -> Iterator[str]:
        return (key for key in self._then if key in self._words)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _card(then: Card, kept: Card) -> Card:
    return then.model_copy(update={"offer": kept.offer, "table_id": ""})


def _question(then: Question, kept: Question) -> Question:
    answer = kept.answer if then.answer else ""
    return kept.model_copy(update={"state": then.state, "answer": answer, "merged_ids": ()})


def _published(setup: Setup) -> Setup:
    """Without what the mapping says nothing of."""
    return setup.model_copy(update={"tables": (), "left_out": (), "process": ()})
