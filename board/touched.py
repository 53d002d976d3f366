"""Which keys a fact may have changed in anybody's picture. What stands under them, and for whom, `sight.py` decides."""

from collections.abc import Collection, Iterable

from board.events import (
    ActionChanged,
    ActionNoted,
    AreasArranged,
    AreaTimed,
    BoardFrozen,
    BoardLocked,
    BoardReopened,
    CandidateRejected,
    CardAdded,
    CardBroughtBack,
    CardConfirmed,
    CardEdited,
    CardMarked,
    CardMerged,
    CardMoved,
    CardPresented,
    CardsArranged,
    CardsBroughtBack,
    CardsImported,
    CardSplit,
    CardsWithdrawn,
    CardWithdrawn,
    ClockSet,
    CprDismissed,
    Event,
    FindingChanged,
    FindingNoted,
    FindingSupported,
    OverviewSet,
    PersonJoined,
    PersonRemoved,
    PresenterChosen,
    QuestionAsked,
    QuestionChanged,
    QuestionShown,
    QuestionSupported,
    StageOpened,
    StageUndone,
    TextsRevealed,
    TurnGiven,
)
from board.presenting import Question, turn_of
from board.seating import table_id_of
from board.state import Board, Finding
from board.support import standing


def touches(before: Board, after: Board, event: Event) -> Iterable[str]:  # noqa: C901  one case for each kind of event
    """The keys that an event may have changed in anybody's picture."""
    match event:
        case CardAdded():
            return _card_keys(event.card.card_id, event.card.offer.area_id)
        case CardSplit():
            return _card_keys(event.card.card_id, event.card.offer.area_id)
        case CardMerged():
            gone, stays = after.cards.get(event.card_id), after.cards.get(event.into_id)
            joined = [card for card in (gone, stays) if card]
            keys = {key for card in joined for key in _card_keys(card.card_id, card.offer.area_id)}
            return {"stage", *shown_keys(before, after), *keys}
        case CardsImported():
            cards = event.cards
            return {key for card in cards for key in _card_keys(card.card_id, card.offer.area_id)}
        case CardConfirmed():
            card = after.cards.get(event.card_id)
            return _card_keys(event.card_id, card.offer.area_id if card else "")
        case CardEdited():
            card = before.cards.get(event.card_id)
            areas = {card.offer.area_id, event.offer.area_id} if card else set()
            moved: set[str] = set()
            if len(areas) == 2:
                moved = {f"count:{area_id}" for area_id in areas} | set(_about(after, {event.card_id}))
            return {f"card:{event.card_id}", f"own:{event.card_id}"} | moved
        case CardMoved() | CardMarked():
            return (f"card:{event.card_id}", f"own:{event.card_id}")
        case CardsWithdrawn() | CardsBroughtBack():
            known = [after.cards[card_id] for card_id in event.card_ids if card_id in after.cards]
            keys = {key for card in known for key in _card_keys(card.card_id, card.offer.area_id)}
            return {"stage", *keys, *shown_keys(before, after)}
        case PersonRemoved():
            area_id = after.people.get(event.person_id, "")
            presents = turn_of(after.turns, area_id).presenter_id == event.person_id
            turn = set(_turn_keys(after, area_id)) if presents else set()
            return {"control"} | turn | _seat_keys(after, event.person_id)
        case CardWithdrawn() | CardBroughtBack():
            card = after.cards.get(event.card_id)
            area_id = card.offer.area_id if card else ""
            return {"stage", *shown_keys(before, after), *_card_keys(event.card_id, area_id)}
        case PersonJoined():
            presents = turn_of(after.turns, event.area_id).presenter_id == event.person_id
            turn = set(_turn_keys(after, event.area_id)) if presents else set()
            return turn | _seat_keys(before, event.person_id) | _seat_keys(after, event.person_id)
        case CardPresented():
            shown = (before.presented, event.card_id)
            larger = {f"card:{card_id}" for card_id in shown if card_id is not None}
            return {"stage", *larger, *shown_keys(before, after)}
        case BoardFrozen() if before.is_tidied:
            return {"control", *_all_there_is(before), *_all_there_is(after)}
        case BoardFrozen() if before.control.held:
            return {"control", *everything(before), *everything(after)}
        case StageOpened() | StageUndone() | TextsRevealed() | BoardFrozen() | BoardReopened():
            turns = {"presenting", f"turn:{before.turn}", *shown_keys(before, after)}
            return {"stage", *turns, *(f"card:{card_id}" for card_id in after.cards)}
        case ClockSet() | BoardLocked():
            return ("stage",)
        case TurnGiven():
            return {"presenting", *(f"turn:{clock.area_id}" for clock in event.clocks)}
        case AreasArranged():
            return ("presenting",)
        case CardsArranged() | AreaTimed():
            return (f"turn:{event.area_id}",)
        case PresenterChosen():
            return _turn_keys(after, event.area_id)
        case QuestionAsked():
            return _question_keys(event.question)
        case QuestionChanged():
            return _question_keys(event.question)
        case QuestionSupported():
            question = after.questions.get(event.question_id)
            whole = after.questions.get(question.merged_into or "", question) if question else None
            return _question_keys(whole) if whole else ()
        case QuestionShown():
            return shown_keys(before, after)
        case FindingNoted() | FindingChanged():
            was = before.findings.get(event.finding.finding_id)
            return _finding_keys(event.finding, *([was] if was else []))
        case CandidateRejected() | CprDismissed():
            return ()
        case OverviewSet():
            return ("overview",)
        case FindingSupported():
            stands = standing(after, event.finding_id) or event.finding_id
            return (f"support:{stands}", f"mine:{stands}")
        case ActionNoted() | ActionChanged():
            return (f"action:{event.action.action_id}",)
    # A changed plan may change names and order anywhere, and leave areas out; a wall that is let go may show all anew,
    # and so does tidying that is begun or given up to those who do it.
    return {"control", *everything(before), *everything(after)}


def _seat_keys(board: Board, person_id: str) -> set[str]:
    return {f"here:{board.people.get(person_id, '')}", f"seated:{table_id_of(board, person_id)}"}


def _card_keys(card_id: str, area_id: str) -> tuple[str, ...]:
    return (f"card:{card_id}", f"own:{card_id}", f"count:{area_id}")


def _finding_keys(*findings: Finding) -> Iterable[str]:
    """Those who supported it may now support the one that it was merged into, or the other way round."""
    for finding in findings:
        yield f"finding:{finding.finding_id}"
        for finding_id in (finding.finding_id, finding.merged_into):
            if finding_id is not None:
                yield f"support:{finding_id}"
                yield f"mine:{finding_id}"


def shown_keys(before: Board, after: Board) -> Iterable[str]:
    """The question that is, or was, on the wall: it comes and goes with its card."""
    return {f"question:{one}" for one in (before.question_shown, after.question_shown) if one is not None}


def _turn_keys(board: Board, area_id: str) -> Iterable[str]:
    """What another representative changes: the turn, and who is to answer the questions about the area's cards."""
    theirs = {card.card_id for card in board.cards.values() if card.offer.area_id == area_id}
    return {f"turn:{area_id}", f"presenter:{area_id}", *_about(board, theirs)}


def _about(board: Board, card_ids: Collection[str]) -> Iterable[str]:
    """The questions about these cards, as those see them who are to answer them."""
    return [f"my_question:{one.question_id}" for one in board.questions.values() if one.card_id in card_ids]


def _question_keys(question: Question) -> Iterable[str]:
    """A question, and those that are answered with it."""
    ids = (question.question_id, *question.merged_ids)
    return [f"{kind}:{one}" for kind in ("question", "my_question") for one in ids]


def _all_there_is(board: Board) -> list[str]:
    """What was tidied is shown to all at once: what is a person's own too."""
    return [
        *everything(board),
        *(f"own:{card_id}" for card_id in board.cards),
        *(f"mine:{finding_id}" for finding_id in board.findings),
        *(f"my_question:{question_id}" for question_id in board.questions),
    ]


def everything(board: Board) -> list[str]:
    """The keys of all that a board shows to some of its viewers, beside what is a person's or the facilitator's own."""
    return [
        "session",
        "process",
        "stage",
        "presenting",
        *(f"turn:{area_id}" for area_id in board.turns),
        *(f"presenter:{area_id}" for area_id in board.turns),
        *(f"question:{question_id}" for question_id in board.questions),
        "overview",
        *(f"count:{area.area_id}" for area in board.setup.areas),
        *(f"here:{area.area_id}" for area in board.setup.areas),
        *(f"seated:{table.table_id}" for table in board.setup.tables),
        *(f"card:{card_id}" for card_id in board.cards),
        *(f"finding:{finding_id}" for finding_id in board.findings),
        *(f"support:{finding_id}" for finding_id in board.findings),
        *(f"action:{action_id}" for action_id in board.actions),
    ]
