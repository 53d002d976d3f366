"""Offer cards: written, edited, moved, withdrawn, imported, confirmed."""

from board.clock import is_shut
from board.commands import (
    AddCard,
    BringBackCard,
    ConfirmCard,
    EditCard,
    ImportCards,
    MoveCard,
    WithdrawCard,
    WithdrawCardsOf,
)
from board.events import (
    CardAdded,
    CardBroughtBack,
    CardConfirmed,
    CardEdited,
    CardMoved,
    CardsImported,
    CardsWithdrawn,
    CardWithdrawn,
    Event,
)
from board.people import Actor
from board.refusals import Refused
from board.rules.rights import card_on, known_area, may, no_cpr
from board.seating import is_at_table_of, table_id_of, tables_by_area
from board.staircase import rank_between, rank_for
from board.state import Board, Card, Placement

# Far above any real workshop; they only stop a phone that has gone mad from filling the wall. What a person has
# written counts for good; on the board only what stands does, so that a facilitator can make room again.
CARDS_PER_PERSON = 200
CARDS_PER_BOARD = 2000


def add_card(board: Board, actor: Actor, command: AddCard, now: int) -> tuple[Event, ...]:
    """A new card. Refuses a taken id, an unknown area or step, and more than a limit."""
    may(board, actor, "write", now)
    if command.card_id in board.cards:
        raise Refused("taken")
    has_room(board)
    _only_facilitator_marks(actor, command.offer.public)
    if actor.role == "participant":
        written = sum(1 for card in board.cards.values() if card.author_id == actor.person_id)
        if written >= CARDS_PER_PERSON:
            raise Refused("too_many_cards")
    known_area(board, command.offer.area_id)
    author_id, table_id = _writer(board, actor, command)
    card = Card(
        card_id=command.card_id,
        author_id=author_id,
        table_id=table_id,
        offer=command.offer,
        placement=_placement(board, command.card_id, command),
        added_at=now,
        source=command.source if actor.role == "facilitator" else "",
        why=command.why if actor.role == "facilitator" else "",
    )
    return (CardAdded(card=card),)


def _writer(board: Board, actor: Actor, command: AddCard) -> tuple[str, str]:
    """Whose card it is, and of which of the plan's tables. Whom it is written for only the facilitator says."""
    if actor.role != "facilitator":
        return actor.person_id, table_id_of(board, actor.person_id)
    if command.for_person_id is not None:
        if command.for_person_id not in board.people:
            raise Refused("no_such_person", "for_person_id")
        return command.for_person_id, table_id_of(board, command.for_person_id)
    table_id = command.for_table_id or ""
    if table_id and table_id not in tables_by_area(board.setup).get(command.offer.area_id, ()):
        raise Refused("no_such_table", "for_table_id")
    return actor.person_id, table_id


def edit_card(board: Board, actor: Actor, command: EditCard, now: int) -> tuple[Event, ...]:
    """Change what was changed. Refuses a withdrawn card, an unknown area."""
    card = _writable(board, actor, command.card_id, now)
    if card.withdrawn:
        raise Refused("withdrawn")
    _only_facilitator_marks(actor, command.changes.public is not None)
    offer = card.offer.model_copy(update=command.changes.model_dump(exclude_none=True))
    if offer == card.offer:
        return ()
    known_area(board, offer.area_id)
    return (CardEdited(card_id=card.card_id, offer=offer), *_confirming(board, actor, card))


def withdraw(board: Board, actor: Actor, command: WithdrawCard, now: int) -> tuple[Event, ...]:
    """Take a card back."""
    card = _writable(board, actor, command.card_id, now)
    return () if card.withdrawn else (CardWithdrawn(card_id=card.card_id),)


def withdraw_all_of(board: Board, actor: Actor, command: WithdrawCardsOf, now: int) -> tuple[Event, ...]:
    """Take back all cards that somebody has written. Refuses somebody who never joined."""
    if command.person_id not in board.people:
        raise Refused("no_such_person")
    written = [
        card.card_id
        for card in board.cards.values()
        if card.author_id == command.person_id and not card.withdrawn
    ]
    return (CardsWithdrawn(card_ids=tuple(written)),) if written else ()


def bring_back(board: Board, actor: Actor, command: BringBackCard, now: int) -> tuple[Event, ...]:
    """Bring a withdrawn card back, if the board has room."""
    card = _writable(board, actor, command.card_id, now)
    if not card.withdrawn:
        return ()
    has_room(board)
    return (CardBroughtBack(card_id=card.card_id),)


def move_card(board: Board, actor: Actor, command: MoveCard, now: int) -> tuple[Event, ...]:
    """Put a card elsewhere. Refuses somebody else's table, a withdrawn card, an unknown step."""
    card = card_on(board, command.card_id)
    may(board, actor, "place", now)
    if (
        actor.role == "participant"
        and card.author_id != actor.person_id
        and not is_at_table_of(board, actor, card)
    ):
        raise Refused("not_yours")
    if actor.role == "projector" and not board.texts_shown:
        raise Refused("not_now")
    if card.withdrawn:
        raise Refused("withdrawn")
    placement = _placement(board, card.card_id, command)
    if placement == card.placement:
        return ()
    confirming = _confirming(board, actor, card) if placement.step_id is not None else ()
    return (CardMoved(card_id=card.card_id, placement=placement), *confirming)


def import_cards(board: Board, actor: Actor, command: ImportCards, now: int) -> tuple[Event, ...]:
    """Known offers as cards: all, or none."""
    has_room(board, len(command.offers))
    no_cpr(command)
    cards: dict[str, Card] = {}
    last: dict[str, str] = {}  # the rank on each step after which the next card comes
    for known in command.offers:
        if known.card_id in board.cards or known.card_id in cards:
            raise Refused("taken")
        known_area(board, known.offer.area_id)
        others = _further(board, known.step_id, known.other_steps)
        placement = Placement()
        if (step := known.step_id) is not None:
            last[step] = (
                rank_between(last[step], "")
                if step in last
                else rank_for(board.cards, known.card_id, step, None, None)
            )
            column = _column(board, known.column_id)
            placement = Placement(step_id=step, other_steps=others, rank=last[step], column_id=column)
        cards[known.card_id] = Card(
            card_id=known.card_id,
            author_id="",
            offer=known.offer,
            placement=placement,
            added_at=now,
            source=known.source or command.source,
            origins=known.origins,
            confirmed=False,
        )
    return (CardsImported(source=command.source, cards=tuple(cards.values())),)


def confirm_card(board: Board, actor: Actor, command: ConfirmCard, now: int) -> tuple[Event, ...]:
    """A known offer still holds, say those whose table it is."""
    card = card_on(board, command.card_id)
    if actor.role == "projector":
        raise Refused("not_allowed")
    if actor.role == "participant" and not is_at_table_of(board, actor, card):
        raise Refused("not_yours")
    writes = "write" in board.stage.abilities and not is_shut(board, now)
    may(board, actor, "write" if writes else "place", now)
    if card.withdrawn:
        raise Refused("withdrawn")
    return () if card.confirmed else (CardConfirmed(card_id=card.card_id),)


def _only_facilitator_marks(actor: Actor, is_said: bool) -> None:
    """Whether citizens may be shown an offer, and whether they no longer may."""
    if is_said and actor.role != "facilitator":
        raise Refused("not_allowed", "public")


def _confirming(board: Board, actor: Actor, card: Card) -> tuple[Event, ...]:
    """Whoever edits or places a known offer in the room says by it that it holds. Preparing it beforehand does not, nor
    does tidying it up afterwards."""
    prepares = actor.role == "facilitator" and (board.stage.kind == "preparation" or board.is_tidied)
    return () if card.confirmed or prepares else (CardConfirmed(card_id=card.card_id),)


def _placement(board: Board, card_id: str, asked: AddCard | MoveCard) -> Placement:
    step_id, before, after = asked.step_id, None, None
    further = _further(board, step_id, asked.other_steps)
    if step_id is None:
        return Placement()
    now = board.cards[card_id].placement if card_id in board.cards else Placement()
    if isinstance(asked, MoveCard):
        before, after = asked.before, asked.after
    stays = now.step_id == step_id and before is None and after is None
    rank = now.rank if stays else rank_for(board.cards, card_id, step_id, before, after)
    column = now.column_id if asked.column_id is None else _column(board, asked.column_id)
    return Placement(step_id=step_id, other_steps=further, rank=rank, column_id=column)


def _column(board: Board, column_id: str | None) -> str | None:
    """A column of the staircase, or none. Refuses one that there is not."""
    if column_id and all(column.column_id != column_id for column in board.setup.columns):
        raise Refused("no_such_column", "column_id")
    return column_id or None


def _further(board: Board, step_id: str | None, others: tuple[str, ...]) -> tuple[str, ...]:
    """The further steps in the staircase's order, without the main one. Refuses steps that there are not."""
    known = [step.step_id for step in board.setup.steps]
    wanted = set(others) - {step_id}
    if (step_id is None and wanted) or not wanted | {step_id} <= {*known, None}:
        raise Refused("no_such_step")
    return tuple(step for step in known if step in wanted)


def _writable(board: Board, actor: Actor, card_id: str, now: int) -> Card:
    """A card that this actor may write on: their own, a known offer of their table, or any for the facilitator."""
    card = card_on(board, card_id)
    is_own = actor.role != "participant" or card.author_id == actor.person_id
    if not is_own and not (card.known and is_at_table_of(board, actor, card)):
        raise Refused("not_yours")
    may(board, actor, "write", now)
    return card


def has_room(board: Board, more: int = 1) -> None:
    """Refuses more cards than a board may have."""
    if sum(1 for card in board.cards.values() if not card.withdrawn) + more > CARDS_PER_BOARD:
        raise Refused("board_full")
