"""How facts change the board: `fold(board, entry)`, and `begin(entry)` for the first one.

Nothing is refused here. What stands in the log has happened; a fact about something unknown is left unused, so that
a log of a newer release never stops an older one from opening.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from board.events import (
    ActionChanged,
    ActionNoted,
    BoardFrozen,
    BoardReopened,
    CardAdded,
    CardBroughtBack,
    CardConfirmed,
    CardEdited,
    CardMoved,
    CardPresented,
    CardsImported,
    CardWithdrawn,
    ClockSet,
    Entry,
    Event,
    FindingChanged,
    FindingNoted,
    PersonJoined,
    SessionPlanned,
    SetupChanged,
    StageOpened,
    StageUndone,
    TextsRevealed,
    Undone,
)
from board.state import Board, Card, Clock, Held
from board.undo import deed, mark_undone, remember

T = TypeVar("T")


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
    done = deed(board, entry)
    after = evolve(board, entry.events)
    recent = after.recent
    for event in entry.events:
        if isinstance(event, Undone):
            recent = mark_undone(recent, event.number)
    if done is not None:
        recent = remember(recent, done)
    return replace(after, number=entry.number, recent=recent)


def replay(entries: Iterable[Entry]) -> Board:
    """The board of a whole log. Raises `ValueError` on an empty one."""
    rest = iter(entries)
    first = next(rest, None)
    if first is None:
        raise ValueError("an empty log has no board")
    board = begin(first)
    for entry in rest:
        board = fold(board, entry)
    return board


def evolve(board: Board, events: Iterable[Event]) -> Board:
    """The board after some facts, number and memory left as they were."""
    for event in events:
        board = _evolve(board, event)
    return board


def _evolve(board: Board, event: Event) -> Board:
    match event:
        case PersonJoined():
            return replace(board, people=_with(board.people, event.person_id, event.area_id))
        case CardAdded():
            return _card(board, event.card)
        case CardsImported():
            return replace(board, cards={**board.cards, **{card.card_id: card for card in event.cards}})
        case CardConfirmed():
            return _changed(board, event.card_id, {"confirmed": event.confirmed})
        case CardEdited():
            return _changed(board, event.card_id, {"offer": event.offer})
        case CardMoved():
            return _changed(board, event.card_id, {"placement": event.placement})
        case CardWithdrawn():
            board = _changed(board, event.card_id, {"withdrawn": True})
            return replace(board, presented=None) if board.presented == event.card_id else board
        case CardBroughtBack():
            return _changed(board, event.card_id, {"withdrawn": False})
        case StageOpened():
            closed = board.held[-1].model_copy(update={"closed_at": event.at})
            held = (*board.held[:-1], closed, Held(stage_id=event.stage_id, opened_at=event.at))
            return replace(board, held=held, clock=event.clock, revealed=None, presented=None)
        case StageUndone():
            if len(board.held) < 2:
                return board
            shut = board.held[-2].shut + board.held[-1].shut
            again = board.held[-2].model_copy(update={"closed_at": None, "shut": shut})
            return replace(
                board,
                held=(*board.held[:-2], again),
                clock=event.clock,
                revealed=event.revealed,
                presented=_showable(board, event.presented),
            )
        case ClockSet():
            return replace(board, clock=event.clock)
        case TextsRevealed():
            return replace(board, revealed=event.revealed)
        case CardPresented():
            return replace(board, presented=_showable(board, event.card_id))
        case FindingNoted() | FindingChanged():
            return replace(board, findings=_with(board.findings, event.finding.finding_id, event.finding))
        case ActionNoted() | ActionChanged():
            return replace(board, actions=_with(board.actions, event.action.action_id, event.action))
        case SetupChanged():
            return replace(board, setup=event.setup)
        case BoardFrozen():
            return replace(board, frozen_at=event.at, version=event.version, clock=Clock(), presented=None)
        case BoardReopened():
            shut = board.held[-1].shut + event.at - (board.frozen_at or event.at)
            last = board.held[-1].model_copy(update={"shut": shut})
            return replace(board, frozen_at=None, held=(*board.held[:-1], last))
        case SessionPlanned() | Undone():
            return board


def _showable(board: Board, card_id: str | None) -> str | None:
    """An undo may want a card shown again that has been withdrawn meanwhile."""
    card = board.cards.get(card_id) if card_id is not None else None
    return None if card is None or card.withdrawn else card_id


def _card(board: Board, card: Card) -> Board:
    return replace(board, cards=_with(board.cards, card.card_id, card))


def _changed(board: Board, card_id: str, update: dict[str, object]) -> Board:
    card = board.cards.get(card_id)
    return board if card is None else _card(board, card.model_copy(update=update))


def _with(kept: Mapping[str, T], key: str, value: T) -> Mapping[str, T]:
    return {**kept, key: value}
