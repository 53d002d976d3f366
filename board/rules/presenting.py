"""Presenting: which card is shown, whose turn it is, who presents for an area, in which order and for how long."""

from board.commands import (
    ArrangeAreas,
    ArrangeCards,
    ChoosePresenter,
    GiveTurn,
    MarkPresented,
    OfferToPresent,
    PresentCard,
    TimeArea,
)
from board.events import (
    AreasArranged,
    AreaTimed,
    CardMarked,
    CardPresented,
    CardsArranged,
    Event,
    PresenterChosen,
    TurnGiven,
)
from board.people import Actor
from board.presenting import begun, held, presenter, turn_of
from board.refusals import Refused
from board.rules.rights import card_on, known_area
from board.seating import is_at_table_of
from board.state import Board, Card


def present(board: Board, actor: Actor, command: PresentCard, now: int) -> tuple[Event, ...]:
    """Show a card large. The facilitator may at any time; an area's representative may show their own area's cards
    while it is their turn. Refuses a withdrawn one.

    In a presenting stage the card then counts as presented, and the turn is its area's.
    """
    card = card_on(board, command.card_id) if command.card_id is not None else None
    if actor.role != "facilitator":
        _at_their_turn(board, actor, card)
    if card is not None and card.withdrawn:
        raise Refused("withdrawn")
    if command.card_id == board.presented:
        return ()
    shown = CardPresented(card_id=command.card_id)
    if card is None or board.stage.kind != "presenting":
        return (shown,)
    marked = () if card.presented else (CardMarked(card_id=card.card_id, presented=True),)
    turn = () if board.turn == card.offer.area_id else _turn_to(board, card.offer.area_id, now)
    return (shown, *marked, *turn)


def mark_presented(board: Board, actor: Actor, command: MarkPresented, now: int) -> tuple[Event, ...]:
    """A card has been presented without being shown here, or is to be presented once more."""
    card = card_on(board, command.card_id)
    if card.presented == command.presented:
        return ()
    return (CardMarked(card_id=card.card_id, presented=command.presented),)


def give_turn(board: Board, actor: Actor, command: GiveTurn, now: int) -> tuple[Event, ...]:
    """Let an area present. Refuses it while nobody presents, and an unknown area."""
    if board.stage.kind != "presenting":
        raise Refused("not_now")
    if command.area_id is not None:
        known_area(board, command.area_id)
    return () if command.area_id == board.turn else _turn_to(board, command.area_id, now)


def choose_presenter(board: Board, actor: Actor, command: ChoosePresenter, now: int) -> tuple[Event, ...]:
    """The facilitator says who presents for an area. Refuses people who do not sit there."""
    known_area(board, command.area_id)
    if command.person_id is not None and (
        board.people.get(command.person_id) != command.area_id or command.person_id in board.control.removed
    ):
        raise Refused("no_such_person")
    return _presenter(board, command.area_id, command.person_id or "")


def offer_to_present(board: Board, actor: Actor, command: OfferToPresent, now: int) -> tuple[Event, ...]:
    """A participant presents for their own area, or leaves it to others. Refuses a second one."""
    if actor.role != "participant":
        raise Refused("not_allowed")
    area_id = board.people.get(actor.person_id)
    if area_id is None:
        raise Refused("not_joined")
    presents = presenter(board, area_id)
    if not command.offers:
        return _presenter(board, area_id, "") if presents == actor.person_id else ()
    if presents not in ("", actor.person_id):
        raise Refused("has_presenter")
    return _presenter(board, area_id, actor.person_id)


def arrange_areas(board: Board, actor: Actor, command: ArrangeAreas, now: int) -> tuple[Event, ...]:
    """The order of the areas. Refuses unknown ones."""
    order = tuple(dict.fromkeys(command.area_ids))
    for area_id in order:
        known_area(board, area_id)
    return () if order == board.turn_order else (AreasArranged(area_ids=order),)


def arrange_cards(board: Board, actor: Actor, command: ArrangeCards, now: int) -> tuple[Event, ...]:
    """The order of an area's cards. Refuses cards that there are not, or that another area has."""
    known_area(board, command.area_id)
    order = tuple(dict.fromkeys(command.card_ids))
    for card_id in order:
        if card_on(board, card_id).offer.area_id != command.area_id:
            raise Refused("not_yours")
    if order == turn_of(board.turns, command.area_id).card_ids:
        return ()
    return (CardsArranged(area_id=command.area_id, card_ids=order),)


def time_area(board: Board, actor: Actor, command: TimeArea, now: int) -> tuple[Event, ...]:
    """How long an area has."""
    known_area(board, command.area_id)
    if command.minutes == turn_of(board.turns, command.area_id).minutes:
        return ()
    return (AreaTimed(area_id=command.area_id, minutes=command.minutes),)


def turn_ends(board: Board, now: int) -> tuple[Event, ...]:
    """The stage is left: nobody's clock runs on meanwhile."""
    return () if board.turn is None else _turn_to(board, None, now)


def turn_held(board: Board, now: int) -> tuple[Event, ...]:
    """The stage's clock is paused, and so is the area's."""
    if board.turn is None:
        return ()
    return (TurnGiven(area_id=board.turn, clocks=(held(turn_of(board.turns, board.turn), now),)),)


def turn_goes_on(board: Board, now: int) -> tuple[Event, ...]:
    """The stage's clock runs again, and so does the area's."""
    if board.turn is None:
        return ()
    return (TurnGiven(area_id=board.turn, clocks=(begun(turn_of(board.turns, board.turn), now),)),)


def leaves(board: Board, person_id: str, area_id: str | None) -> tuple[Event, ...]:
    """Somebody leaves an area: they do not present for it any more."""
    if area_id is None or turn_of(board.turns, area_id).presenter_id != person_id:
        return ()
    return (PresenterChosen(area_id=area_id, person_id=""),)


def _at_their_turn(board: Board, actor: Actor, card: Card | None) -> None:
    """Refuses everybody but the representative of the area whose turn it is, and cards of other areas."""
    area_id = board.people.get(actor.person_id) if actor.role == "participant" else None
    if area_id is None or presenter(board, area_id) != actor.person_id or card is None:
        raise Refused("not_allowed")
    if board.stage.kind != "presenting" or board.turn != area_id:
        raise Refused("not_your_turn")
    # Shown large, a card is read by all: nobody shows a hidden one that they may not read themselves.
    if card.offer.area_id != area_id or not (board.texts_shown or is_at_table_of(board, actor, card)):
        raise Refused("not_yours")


def _turn_to(board: Board, area_id: str | None, now: int) -> tuple[Event, ...]:
    """The turn, with the clock that stops and the one that begins; and the order of the area's cards, which is kept
    from here on: placing a card while it is presented does not shuffle those that come after it.
    """
    clocks = [] if board.turn is None else [held(turn_of(board.turns, board.turn), now)]
    if area_id is None:
        return (TurnGiven(area_id=None, clocks=tuple(clocks)),)
    turn = turn_of(board.turns, area_id)
    if board.clock.remaining is None:
        clocks.append(begun(turn, now))
    given = TurnGiven(area_id=area_id, clocks=tuple(clocks))
    order = turn.card_ids or _by_staircase(board, area_id)
    return (given,) if order == turn.card_ids else (given, CardsArranged(area_id=area_id, card_ids=order))


def _by_staircase(board: Board, area_id: str) -> tuple[str, ...]:
    """An area's cards as they stand on the staircase, those without a step last; as `byArea` in static/src/board.ts."""
    steps = {step.step_id: number for number, step in enumerate(board.setup.steps)}

    def place(card: Card) -> tuple[int, str, int, str]:
        step_id = card.placement.step_id
        if step_id is None:
            return len(steps), "", card.added_at, card.card_id
        return steps[step_id], card.placement.rank, 0, card.card_id

    theirs = (card for card in board.cards.values() if card.offer.area_id == area_id and not card.withdrawn)
    return tuple(card.card_id for card in sorted(theirs, key=place))


def _presenter(board: Board, area_id: str, person_id: str) -> tuple[Event, ...]:
    if turn_of(board.turns, area_id).presenter_id == person_id:
        return ()
    return (PresenterChosen(area_id=area_id, person_id=person_id),)
