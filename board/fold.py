"""How facts change the board: `fold(board, entry)`, `begin(entry)` for the first one, and `take_in` for many.

Nothing is refused here. What stands in the log has happened; a fact about something unknown is left unused, so that
a log of a newer release never stops an older one from opening.
"""

from collections.abc import Iterable
from dataclasses import replace

from board import guard
from board.draft import Draft
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
    Entry,
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
    SessionPlanned,
    SetupChanged,
    StageOpened,
    StageUndone,
    TextsRevealed,
    TidyingBegun,
    TidyingGivenUp,
    TurnGiven,
    Undone,
    WallHeld,
)
from board.presenting import held, turn_of
from board.recent import Recent
from board.state import Board, Clock, Held
from board.undo import deed
from board.versions import NO_VERSIONS, Versions


def begin(entry: Entry) -> Board:
    """The board after the first entry of a log. Raises `ValueError` if that does not plan the session."""
    planned = entry.events[0]
    if not isinstance(planned, SessionPlanned):
        raise ValueError(f"a log begins with session_planned, not {planned.type}")
    first = planned.setup.agenda[0]
    return Board(
        setup=planned.setup, number=entry.number, held=(Held(stage_id=first.stage_id, opened_at=planned.at),)
    )


def fold(board: Board, entry: Entry) -> Board:
    """The board after one more entry, with what it did remembered so that it can be taken back."""
    return take_in(Draft(board), entry).board()


def take_in(draft: Draft | None, entry: Entry) -> Draft:
    """The draft after one more entry, changed in place; without one, the draft that the first entry begins."""
    if draft is None:
        return Draft(begin(entry))
    done = deed(draft, entry)
    for event in entry.events:
        _evolve(draft, event)
        if isinstance(event, Undone):
            draft.recent.mark_undone(event.number)
    if done is not None:
        draft.recent.remember(done)
    draft.number = entry.number
    return draft


def replay(entries: Iterable[Entry]) -> Board:
    """The board of a whole log. Raises `ValueError` on an empty one."""
    draft: Draft | None = None
    for entry in entries:
        draft = take_in(draft, entry)
    if draft is None:
        raise ValueError("an empty log has no board")
    return draft.board()


def evolve(board: Board, events: Iterable[Event]) -> Board:
    """The board after some facts, number and memory left as they were."""
    draft = Draft(board)
    for event in events:
        _evolve(draft, event)
    return draft.board()


def _evolve(draft: Draft, event: Event) -> None:  # noqa: C901  one case for each kind of event
    match event:
        case PersonJoined():
            draft.put_person(event.person_id, event.area_id, event.table_id)
        case CardAdded():
            draft.put_card(event.card)
        case CardsImported():
            for card in event.cards:
                draft.put_card(card)
        case CardConfirmed():
            _change(draft, event.card_id, {"confirmed": event.confirmed})
        case CardEdited():
            _change(draft, event.card_id, {"offer": event.offer})
        case CardMoved():
            _change(draft, event.card_id, {"placement": event.placement})
        case CardWithdrawn():
            _withdraw(draft, event.card_id)
        case CardMerged():
            _withdraw(draft, event.card_id, into_id=event.into_id)
        case CardSplit():
            draft.put_card(event.card)
        case CardBroughtBack():
            _bring_back(draft, event.card_id)
        case CardsWithdrawn():
            for card_id in event.card_ids:
                _withdraw(draft, card_id)
        case CardsBroughtBack():
            for card_id in event.card_ids:
                _bring_back(draft, card_id)
        case StageOpened():
            closed = draft.held[-1].model_copy(update={"closed_at": event.at})
            draft.held = (*draft.held[:-1], closed, Held(stage_id=event.stage_id, opened_at=event.at))
            if draft.revealed is False and draft.control.held and draft.control.shown is not None:
                # Texts that were hidden by hand stay hidden in a kept picture, whatever the next stage shows.
                kept = replace(draft.control.shown, revealed=False, presented=None)
                draft.control = replace(draft.control, shown=kept)
            draft.clock, draft.revealed, draft.presented = event.clock, None, None
        case StageUndone() if len(draft.held) > 1:
            shut = draft.held[-2].shut + draft.held[-1].shut
            again = draft.held[-2].model_copy(update={"closed_at": None, "shut": shut})
            draft.held = (*draft.held[:-2], again)
            draft.clock, draft.revealed = event.clock, event.revealed
            draft.presented = _showable(draft, event.presented)
        case ClockSet():
            draft.clock = event.clock
        case TextsRevealed():
            draft.revealed = event.revealed
        case CardPresented():
            draft.presented = _showable(draft, event.card_id)
        case CardMarked():
            _change(draft, event.card_id, {"presented": event.presented})
        case TurnGiven():
            draft.turn = event.area_id
            for clock in event.clocks:
                _turn(draft, clock.area_id, {"since": clock.since, "elapsed": clock.elapsed})
        case PresenterChosen():
            _turn(draft, event.area_id, {"presenter_id": event.person_id})
        case AreasArranged():
            draft.turn_order = event.area_ids
        case CardsArranged():
            _turn(draft, event.area_id, {"card_ids": event.card_ids})
        case AreaTimed():
            _turn(draft, event.area_id, {"minutes": event.minutes})
        case QuestionAsked() | QuestionChanged():
            draft.put_question(event.question)
        case QuestionSupported():
            others = tuple(
                one for one in draft.supporters.get(event.question_id, ()) if one != event.person_id
            )
            draft.put_supporters(event.question_id, (*others, event.person_id) if event.supports else others)
        case QuestionShown():
            draft.question_shown = event.question_id
        case FindingNoted() | FindingChanged():
            draft.put_finding(event.finding)
        case CandidateRejected():
            rejected = frozenset([frozenset(event.card_ids)])
            draft.rejected = draft.rejected | rejected if event.rejected else draft.rejected - rejected
        case OverviewSet():
            draft.overview = event.overview
        case FindingSupported():
            draft.put_support(event.finding_id, event.person_id, supported=event.supported)
        case ActionNoted() | ActionChanged():
            draft.put_action(event.action)
        case SetupChanged():
            draft.setup = event.setup
        case CprDismissed():
            draft.dismissed = guard.after(draft, event)
        case BoardLocked():
            draft.control = replace(draft.control, locked=event.locked)
        case WallHeld():
            shown = draft.control.shown if event.again or not event.held else _as_shown(draft)
            draft.control = replace(draft.control, held=event.held, shown=shown)
        case PersonRemoved():
            out = {event.person_id}
            removed = draft.control.removed | out if event.removed else draft.control.removed - out
            draft.control = replace(draft.control, removed=removed)
        case BoardFrozen():
            draft.control = replace(draft.control, held=False)
            draft.frozen_at, draft.version = event.at, event.version
            draft.clock, draft.presented = Clock(), None
            if draft.turn is not None:
                clock = held(turn_of(draft.turns, draft.turn), event.at)
                _turn(draft, clock.area_id, {"since": None, "elapsed": clock.elapsed})
                draft.turn = None
            frozen = _as_frozen(draft)
            draft.versions = Versions(
                newest=frozen,
                before=draft.versions.newest,
                day=frozen if draft.versions.begun_at is None else draft.versions.day,
                note=event.note,
                tells_changes=event.tells_changes,
                now_only=event.now_only,
                hides_few=event.hides_few,
            )
        case TidyingBegun():
            left = draft.versions.left if event.again else None
            after = draft.number if left is None else draft.versions.begun_after
            draft.versions = replace(draft.versions, begun_at=event.at, begun_after=after)
            if left is not None:
                draft.put_work(left)
                draft.recent = Recent(left.recent)
        case TidyingGivenUp() if draft.versions.newest is not None:
            left = replace(draft.board(), versions=NO_VERSIONS)
            draft.put_work(draft.versions.newest)
            # What was done is no longer on the board: it can neither be told of nor taken back.
            begun = draft.versions.begun_after + 1
            draft.recent = Recent(tuple(one for one in left.recent if one.number <= begun))
            draft.versions = replace(draft.versions, begun_at=None, left=left)
        case BoardReopened():
            # What was tidied since was no part of the day.
            ended_at = draft.versions.day.frozen_at if draft.versions.day else draft.frozen_at
            shut = draft.held[-1].shut + event.at - (ended_at or event.at)
            draft.frozen_at = None
            draft.held = (*draft.held[:-1], draft.held[-1].model_copy(update={"shut": shut}))


def _showable(draft: Draft, card_id: str | None) -> str | None:
    """An undo may want a card shown again that has been withdrawn meanwhile."""
    card = draft.cards.get(card_id) if card_id is not None else None
    return None if card is None or card.withdrawn else card_id


def _as_shown(draft: Draft) -> Board:
    """What stands now, to be kept; without its memories, of which each would hold the one before it."""
    return replace(draft.board(), recent=(), control=replace(draft.control, shown=None))


def _as_frozen(draft: Draft) -> Board:
    """What was frozen just now, for the version after it; without memories, as above."""
    control = replace(draft.control, shown=None)
    return replace(draft.board(), recent=(), control=control, versions=NO_VERSIONS)


def _withdraw(draft: Draft, card_id: str, into_id: str | None = None) -> None:
    _change(draft, card_id, {"withdrawn": True, "merged_into": into_id})
    if draft.presented == card_id:
        draft.presented = None


def _bring_back(draft: Draft, card_id: str) -> None:
    _change(draft, card_id, {"withdrawn": False, "merged_into": None})


def _turn(draft: Draft, area_id: str, update: dict[str, object]) -> None:
    draft.put_turn(turn_of(draft.turns, area_id).model_copy(update=update))


def _change(draft: Draft, card_id: str, update: dict[str, object]) -> None:
    card = draft.cards.get(card_id)
    if card is not None:
        draft.put_card(card.model_copy(update=update))
