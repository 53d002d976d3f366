"""After the day: tidying begun and given up; two cards that are one offer, and one that is two."""

from collections.abc import Iterator

from board.asking import OfferChanges
from board.events import (
    ActionChanged,
    CardConfirmed,
    CardEdited,
    CardMerged,
    CardMoved,
    CardSplit,
    Event,
    FindingChanged,
    QuestionChanged,
    TidyingBegun,
    TidyingGivenUp,
)
from board.people import Actor
from board.refusals import Refused
from board.rules.cards import has_room
from board.rules.rights import card_on, known_area
from board.staircase import rank_for
from board.state import Board, Card
from board.tidying import BeginTidying, GiveUpTidying, MergeCards, SplitCard


def begin(board: Board, actor: Actor, command: BeginTidying, now: int) -> tuple[Event, ...]:
    """Tidy up a frozen board. Refuses one that is not frozen."""
    if board.frozen_at is None:
        raise Refused("not_frozen")
    if board.is_tidied:
        return ()
    return (TidyingBegun(at=now, again=command.go_on and board.versions.left is not None),)


def give_up(board: Board, actor: Actor, command: GiveUpTidying, now: int) -> tuple[Event, ...]:
    """Leave the newest version as it is."""
    return (TidyingGivenUp(at=now),) if board.is_tidied else ()


def merge_cards(board: Board, actor: Actor, command: MergeCards, now: int) -> tuple[Event, ...]:
    """Make two cards one. Refuses a withdrawn one, an unknown area."""
    stays, gone = card_on(board, command.card_id), card_on(board, command.gone_card_id)
    if gone.withdrawn and gone.merged_into == stays.card_id:
        return ()
    if stays.withdrawn or gone.withdrawn:
        raise Refused("withdrawn")
    if stays.card_id == gone.card_id:
        raise Refused("no_such_card", "gone_card_id")
    # The one that goes stands first: it is what the deed is called after.
    facts: list[Event] = [
        CardMerged(card_id=gone.card_id, into_id=stays.card_id),
        *_edited(board, stays, _merged(stays, gone, command.changes)),
    ]
    placement = gone.placement if command.stands_there else stays.placement
    if placement != stays.placement:
        facts.append(CardMoved(card_id=stays.card_id, placement=placement))
    if gone.confirmed and not stays.confirmed:
        facts.append(CardConfirmed(card_id=stays.card_id))
    return (*facts, *_followed(board, gone.card_id, stays.card_id))


def _merged(stays: Card, gone: Card, changes: OfferChanges) -> OfferChanges:
    """Public only where both are, unless it is said: words of the other may be for the municipality alone."""
    if changes.public is not None:
        return changes
    return changes.model_copy(update={"public": stays.offer.public and gone.offer.public})


def _followed(board: Board, gone_id: str, stays_id: str) -> Iterator[Event]:
    """What was found, agreed and asked about the one is about the other."""

    def instead(card_ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(stays_id if one == gone_id else one for one in card_ids))

    for finding in board.findings.values():
        if gone_id in finding.card_ids and not finding.removed:
            about = {"card_ids": instead(finding.card_ids)}
            yield FindingChanged(finding=finding.model_copy(update=about))
    for action in board.actions.values():
        if gone_id in action.card_ids and not action.removed:
            yield ActionChanged(action=action.model_copy(update={"card_ids": instead(action.card_ids)}))
    for question in board.questions.values():
        if question.card_id == gone_id:
            yield QuestionChanged(question=question.model_copy(update={"card_id": stays_id}))


def split_card(board: Board, actor: Actor, command: SplitCard, now: int) -> tuple[Event, ...]:
    """Make two cards of one. Refuses a taken id, a withdrawn card, an unknown area, one too many."""
    card = card_on(board, command.card_id)
    if command.new_card_id in board.cards:
        raise Refused("taken")
    if card.withdrawn:
        raise Refused("withdrawn")
    has_room(board)
    known_area(board, command.offer.area_id)
    placement = card.placement
    if placement.step_id is not None:
        rank = rank_for(board.cards, command.new_card_id, placement.step_id, None, card.card_id)
        placement = placement.model_copy(update={"rank": rank})
    second = card.model_copy(
        update={
            "card_id": command.new_card_id,
            "offer": command.offer,
            "placement": placement,
            "added_at": now,
            "split_from": card.card_id,
        }
    )
    return (CardSplit(card=second), *_edited(board, card, command.changes))


def _edited(board: Board, card: Card, changes: OfferChanges) -> tuple[Event, ...]:
    offer = card.offer.model_copy(update=changes.model_dump(exclude_none=True))
    known_area(board, offer.area_id)
    return () if offer == card.offer else (CardEdited(card_id=card.card_id, offer=offer),)
