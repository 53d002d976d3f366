"""Who sits together. Each area is a table of its own, unless the plan has tables: one may seat several areas, and an
area may be spread over several. A table is named by its `table_id`, an area's own by its `area_id`.
"""

from collections.abc import Mapping

from board.people import Actor
from board.state import Board, Card, Setup

# The tables of each area that the plan's tables name; the other areas have their own.
ByArea = Mapping[str, tuple[str, ...]]


def tables_by_area(setup: Setup) -> ByArea:
    """Where each area sits. Empty in the usual case, in which each sits by itself."""
    found: dict[str, tuple[str, ...]] = {}
    for table in setup.tables:
        for area_id in table.area_ids:
            found[area_id] = (*found.get(area_id, ()), table.table_id)
    return found


def belongs(tables: ByArea, table: str, card: Card) -> bool:
    """Whether this is a card of that table: of the one where it was written, while its area sits there.

    A card that was written at no table of its area (before there were any, beforehand, by the facilitator for all)
    belongs to all of them. Whoever moves to another table takes no card along: those who read it there go on reading.
    """
    of_area = tables.get(card.offer.area_id)
    if of_area is None:
        return table == card.offer.area_id
    return table == card.table_id if card.table_id in of_area else table in of_area


def table_id_of(board: Board, person_id: str, tables: ByArea | None = None) -> str:
    """The plan's table at which somebody sits; empty where their area sits by itself.

    Whoever chose none, or one that there is not any more, sits at the first of their area.
    """
    tables = tables_by_area(board.setup) if tables is None else tables
    of_area = tables.get(board.people.get(person_id, ""), ("",))
    chosen = board.seats.get(person_id, "")
    return chosen if chosen in of_area else of_area[0]


def is_at_table_of(board: Board, actor: Actor, card: Card) -> bool:
    """Whether a card belongs to the table at which a participant sits."""
    tables = tables_by_area(board.setup)
    area_id = board.people.get(actor.person_id, actor.area_id)
    return belongs(tables, table_id_of(board, actor.person_id, tables) or area_id, card)
