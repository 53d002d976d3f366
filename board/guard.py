"""The CPR guard: where on the board something stands that looks like a civil registration number, and may it stand.

Whatever a command would write is searched, field by field and over two fields that stand beside each other: in the
order of the form, which is the order of the shape's own fields, those passed over in which nothing is written. All
else that people may split (three fields, the middle of the date) is so rare that it would only stop the innocent.

A facilitator may say of such a text that it is none. That is a fact without the text: only the place is in it. The
board remembers the text that stood there at that moment, so that any other one at the same place is stopped again.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import chain, pairwise
from typing import TYPE_CHECKING, NamedTuple

from pydantic import BeforeValidator

from board.commands import Asked, DismissCpr, KnownOffer
from board.events import (
    ActionChanged,
    ActionNoted,
    CardAdded,
    CardBroughtBack,
    CardEdited,
    CardsBroughtBack,
    CardsImported,
    CardSplit,
    CprDismissed,
    Event,
    FindingChanged,
    FindingNoted,
    OverviewSet,
    QuestionAsked,
    QuestionChanged,
    SetupChanged,
)
from board.fact import Fact
from board.people import Actor
from board.presenting import Question
from board.refusals import Refused
from board.state import Action, Board, Card, Finding, Offer, Setup
from board.text import looks_like_cpr, split_cpr

if TYPE_CHECKING:
    from board.draft import Draft

Dismissed = Mapping[
    str, frozenset[str]
]  # by place: the texts of which it was said that they are no CPR number


class Place(NamedTuple):
    """A text of the board. `kind` is session, process, step, column, area, table, stage, offer, question, finding or
    action; `key` its id. `field` is two with a + between them, where they make up a number together.
    """

    kind: str
    key: str
    field: str

    @property
    def name(self) -> str:
        """As commands, facts and refusals say it."""
        return ":".join(self)


class Alarm(NamedTuple):
    place: Place
    text: str


def checked(board: Board, actor: Actor, command: Asked, facts: tuple[Event, ...]) -> tuple[Event, ...]:
    """The facts that may be stored, with what the command says of its own texts. Refuses what looks like a CPR number,
    unless it stood there before, or a facilitator says or has said that it is none.
    """
    said = frozenset(getattr(command, "not_cpr", ()))
    if said and actor.role != "facilitator":
        raise Refused("not_allowed", "not_cpr")
    marks: list[Event] = []
    for alarm in chain.from_iterable(_written(board, fact) for fact in facts):
        if is_dismissed(board.dismissed, alarm):
            continue
        name = alarm.place.name
        if name in said:
            marks.append(CprDismissed(place=name))
        elif alarm.text != _standing_at(board, alarm.place):
            raise refused(alarm)
    return (*facts, *dict.fromkeys(marks))


def refused(alarm: Alarm) -> Refused:
    """What is said of an alarm: its field is the one with the date, where there are two."""
    return Refused("cpr", alarm.place.field.partition("+")[0], place=alarm.place.name)


def dismiss(board: Board, actor: Actor, command: DismissCpr, now: int) -> tuple[Event, ...]:
    """What stands there is no CPR number."""
    alarm = alarm_at(board, command.place)
    if alarm is None or is_dismissed(board.dismissed, alarm):
        return ()
    return (CprDismissed(place=command.place),)


def is_dismissed(dismissed: Dismissed, alarm: Alarm) -> bool:
    """Whether a facilitator has said of exactly this text at exactly this place that it is no CPR number."""
    return alarm.text in dismissed.get(alarm.place.name, ())


def after(board: "Board | Draft", event: CprDismissed) -> Dismissed:
    """What is dismissed once this fact is taken in: the text that stands there now, or no longer that one."""
    alarm = alarm_at(board, event.place)
    if alarm is None:
        return board.dismissed
    texts = board.dismissed.get(event.place, frozenset())
    texts = texts | {alarm.text} if event.dismissed else texts - {alarm.text}
    others = {name: kept for name, kept in board.dismissed.items() if name != event.place}
    return {**others, event.place: texts} if texts else others


def to_be_frozen(board: Board) -> Iterator[Alarm]:
    """All that would stand in a mapping, looks like a CPR number and was not said to be none."""
    found = chain(
        in_setup(board.setup, wholly=False),
        _in_overview(board.overview.target_groups),
        *(_in_card(card) for card in board.cards.values() if _stands(card)),
        *(_in_question(one) for one in board.questions.values() if _stands(one) and one.merged_into is None),
        *(_in_finding(finding) for finding in board.findings.values() if _stands(finding)),
        *(_in("action", action.action_id, action) for action in board.actions.values() if _stands(action)),
    )
    return (alarm for alarm in found if not is_dismissed(board.dismissed, alarm))


def in_setup(setup: Setup, *, wholly: bool = True) -> Iterator[Alarm]:
    """In a plan; `wholly`: also in what of it is no part of a mapping."""
    yield from _in("session", "", setup)
    yield from _in("session", "", setup.upkeep)
    for note in setup.process:
        yield from _in("process", note.step, note)
    for step in setup.steps:
        yield from _in("step", step.step_id, step)
    for column in setup.columns:
        yield from _in("column", column.column_id, column)
    for area in setup.areas:
        yield from _in("area", area.area_id, area)
    for stage in (*setup.agenda, *(setup.left_out if wholly else ())):
        yield from _in("stage", stage.stage_id, stage)
    for table in setup.tables if wholly else ():
        yield from _in("table", table.table_id, table)


def alarm_at(board: "Board | Draft", place: str) -> Alarm | None:
    """What looks like a CPR number at this place, whether it is still part of the board or not."""
    kind, key, _ = place.split(":")
    found: Iterator[Alarm] = iter(())
    match kind:
        case "offer" if key in board.cards:
            found = _in_card(board.cards[key])
        case "question" if key in board.questions:
            found = _in_question(board.questions[key])
        case "finding" if key in board.findings:
            found = _in_finding(board.findings[key])
        case "action" if key in board.actions:
            found = _in("action", key, board.actions[key])
        case _:
            found = chain(in_setup(board.setup), _in_overview(board.overview.target_groups))
    return next((alarm for alarm in found if alarm.place.name == place), None)


def in_shape(shape: Fact) -> Iterator[Alarm]:
    """In the texts of any shape, as one form."""
    return _in("", "", shape)


def in_offer(offer: Offer) -> Iterator[Alarm]:
    """In an offer that is no card yet."""
    return _in("offer", "", offer)


def in_known(known: KnownOffer) -> Iterator[Alarm]:
    """In a known offer, at the places that it will have as a card."""
    yield from _in("offer", known.card_id, known.offer)
    yield from _in("offer", known.card_id, known)


def _written(board: Board, fact: Event) -> Iterator[Alarm]:
    """What this fact puts on the board, or back on it."""
    match fact:
        case CardAdded() | CardSplit():
            yield from _in_card(fact.card)
        case CardsImported():
            yield from chain.from_iterable(map(_in_card, fact.cards))
        case CardEdited():
            yield from _in("offer", fact.card_id, fact.offer)
        case CardBroughtBack() | CardsBroughtBack():
            ids = (fact.card_id,) if isinstance(fact, CardBroughtBack) else fact.card_ids
            yield from chain.from_iterable(_in_card(board.cards[one]) for one in ids if one in board.cards)
        case QuestionAsked() | QuestionChanged():
            yield from _in_question(fact.question) if _stands(fact.question) else ()
        case FindingNoted() | FindingChanged():
            yield from _in_finding(fact.finding) if _stands(fact.finding) else ()
        case ActionNoted() | ActionChanged():
            yield from _in("action", fact.action.action_id, fact.action) if _stands(fact.action) else ()
        case SetupChanged():
            yield from in_setup(fact.setup)
        case OverviewSet():
            yield from _in_overview(fact.overview.target_groups)


def _standing_at(board: Board, place: Place) -> str | None:
    """The text of an alarm that stands on the board already; what was taken off it does not."""
    things: Mapping[str, Mapping[str, Card | Question | Finding | Action]] = {
        "offer": board.cards,
        "question": board.questions,
        "finding": board.findings,
        "action": board.actions,
    }
    thing = things.get(place.kind, {}).get(place.key)
    alarm = alarm_at(board, place.name) if thing is None or _stands(thing) else None
    return alarm.text if alarm else None


def _stands(thing: Card | Question | Finding | Action) -> bool:
    match thing:
        case Card():
            return not thing.withdrawn
        case Question():
            return thing.state != "set_aside"
    return not thing.removed


def _in_card(card: Card) -> Iterator[Alarm]:
    yield from _in("offer", card.card_id, card.offer)
    yield from _in("offer", card.card_id, card)


def _in_question(question: Question) -> Iterator[Alarm]:
    # Asked by one person and answered by another: no form that either of them fills in.
    for field in ("text", "answer"):
        yield from _alarms("question", question.question_id, [(field, getattr(question, field))])


def _in_finding(finding: Finding) -> Iterator[Alarm]:
    answers = [(f"comparison.{field}", text) for field, text in _texts(finding.comparison)]
    yield from _alarms("finding", finding.finding_id, [*_texts(finding), *answers])


def _in_overview(target_groups: tuple[str, ...]) -> Iterator[Alarm]:
    if found := [group for group in target_groups if looks_like_cpr(group)]:
        yield Alarm(Place("session", "", "target_groups"), "\n".join(found))


def _in(kind: str, key: str, shape: Fact) -> Iterator[Alarm]:
    return _alarms(kind, key, _texts(shape))


def _alarms(kind: str, key: str, texts: list[tuple[str, str]]) -> Iterator[Alarm]:
    written = [(field, text) for field, text in texts if text]
    for field, text in written:
        if looks_like_cpr(text):
            yield Alarm(Place(kind, key, field), text)
    for (first, text), (then, rest) in pairwise(written):
        if split_cpr(text, rest):
            yield Alarm(Place(kind, key, f"{first}+{then}"), f"{text}\n{rest}")


def _texts(shape: Fact) -> list[tuple[str, str]]:
    return [(field, getattr(shape, field)) for field in _text_fields(type(shape))]


@cache
def _text_fields(shape: type[Fact]) -> tuple[str, ...]:
    """Whatever is cleaned at the door is a text that somebody wrote. Ids and choices are none: nobody can write in
    them, and one in a thousand of the ids that are made by chance has ten such digits.
    """
    return tuple(
        name
        for name, field in shape.model_fields.items()
        if field.annotation is str and any(isinstance(one, BeforeValidator) for one in field.metadata)
    )
