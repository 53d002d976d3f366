"""After the day: a facilitator tidies up what was frozen, and the next version comes of it.

While it is tidied the board stays frozen for everybody else. What is done is done to the session's own board, so it can
be undone, told and computed again like everything; but the day itself is over, and nothing here makes it longer.
"""

from dataclasses import replace
from typing import Literal

from board.asking import Asked, OfferChanges, Writing
from board.state import Board, Offer
from board.text import Id


class BeginTidying(Asked):
    """Begin to tidy up a frozen board. `go_on`: from where it stood when it was given up, if it was."""

    type: Literal["begin_tidying"] = "begin_tidying"
    go_on: bool = False


class GiveUpTidying(Asked):
    """Leave the newest version as it is. What was done is kept, and can be gone on with."""

    type: Literal["give_up_tidying"] = "give_up_tidying"


class MergeCards(Writing):
    """Two cards are one offer: `card_id` stays, with `changes`, and what was said of `gone_card_id` is said of it.

    `stands_there`: it is put where the other one stood.
    """

    type: Literal["merge_cards"] = "merge_cards"
    card_id: Id
    gone_card_id: Id
    changes: OfferChanges = OfferChanges()
    stands_there: bool = False


class SplitCard(Writing):
    """One card is two offers: the second one is `offer`, beside the first one, which is left with `changes`."""

    type: Literal["split_card"] = "split_card"
    card_id: Id
    new_card_id: Id
    offer: Offer
    changes: OfferChanges = OfferChanges()


def as_the_room_sees(board: Board) -> Board:
    """What all but facilitators look at: the newest version, for as long as the next one is being tidied."""
    newest = board.versions.newest
    if not board.is_tidied or newest is None:
        return board
    return replace(newest, number=board.number, people=board.people, seats=board.seats, control=board.control)
