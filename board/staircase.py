"""Order within a step: ranks between ranks, so that moving one card touches no other."""

from collections.abc import Mapping

from board.state import Card

LONGEST = 100  # signs of a rank between two others: some hundred cards put between the same two
_DIGITS = (
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"  # in the order that strings sort in
)


def rank_between(low: str, high: str) -> str:
    """A rank that sorts after `low` and before `high`; an empty one stands for the start or the end.

    Ranks are fractions written in 62 digits, so there is always room between two different ones. Raises
    `ValueError` if `low` does not sort before `high`.
    """
    if high and low >= high:
        raise ValueError(f"no rank between {low!r} and {high!r}")
    rank = ""
    place = 0
    last = not high
    while True:
        floor = _DIGITS.index(low[place]) if place < len(low) else 0
        ceiling = _DIGITS.index(high[place]) if high and place < len(high) else len(_DIGITS)
        if ceiling - floor > 1:
            # Cards mostly come last: a small step upwards keeps the ranks of a long step short.
            return rank + _DIGITS[floor + 1 if last and floor < len(_DIGITS) - 8 else (floor + ceiling) // 2]
        rank += _DIGITS[floor]
        if ceiling > floor:
            high = ""  # already below `high`: from here on only `low` matters
        place += 1


def cards_on(cards: Mapping[str, Card], step_id: str) -> list[Card]:
    """The cards whose main step this is, in their order, without withdrawn ones."""
    here = [card for card in cards.values() if card.placement.step_id == step_id and not card.withdrawn]
    return sorted(here, key=lambda card: (card.placement.rank, card.card_id))


def rank_for(
    cards: Mapping[str, Card], moving: str, step_id: str, before: str | None, after: str | None
) -> str:
    """The rank that puts card `moving` beside its neighbour on a step; without one that is there, last."""
    ranks = {card.card_id: card.placement.rank for card in cards_on(cards, step_id) if card.card_id != moving}
    order = list(ranks)
    if before in ranks:
        at = order.index(before)
    elif after in ranks:
        at = order.index(after) + 1
    else:
        at = len(order)
    low = ranks[order[at - 1]] if at > 0 else ""
    high = ranks[order[at]] if at < len(order) else ""
    rank = rank_between(low, high) if not high or low < high else rank_between(low, "")
    # Ranks travel with every move. Whoever squeezes cards between the same two for ever finds them last on the step.
    return rank if len(rank) <= LONGEST or not high else rank_between(ranks[order[-1]], "")
