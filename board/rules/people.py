"""Who comes in, and who is sent out."""

from board.commands import Join, RemovePerson
from board.events import Event, PersonJoined, PersonRemoved
from board.people import Actor
from board.refusals import Refused
from board.rules.presenting import leaves
from board.rules.rights import known_area
from board.seating import tables_by_area
from board.state import Board

PEOPLE_PER_BOARD = 3000


def join(board: Board, actor: Actor, command: Join, now: int) -> tuple[Event, ...]:
    """A participant comes in, or changes table. Refuses an unknown area, and a table where that does not sit."""
    if board.setup.sources:
        raise Refused("not_allowed")  # an overview is no workshop
    known_area(board, command.area_id)
    table_id = command.table_id or ""
    if table_id and table_id not in tables_by_area(board.setup).get(command.area_id, ()):
        raise Refused("no_such_table", "area_id")
    if (
        board.people.get(actor.person_id) == command.area_id
        and board.seats.get(actor.person_id, "") == table_id
    ):
        return ()
    if actor.person_id not in board.people and len(board.people) >= PEOPLE_PER_BOARD:
        raise Refused("too_many")
    was = board.people.get(actor.person_id)
    joined = PersonJoined(person_id=actor.person_id, area_id=command.area_id, table_id=table_id)
    return (joined, *(leaves(board, actor.person_id, was) if was != command.area_id else ()))


def remove(board: Board, actor: Actor, command: RemovePerson, now: int) -> tuple[Event, ...]:
    """Send a participant out, or let them in again. Refuses somebody who never joined."""
    if command.person_id not in board.people:
        raise Refused("no_such_person")
    if (command.person_id in board.control.removed) == command.removed:
        return ()
    removed = PersonRemoved(person_id=command.person_id, removed=command.removed)
    area_id = board.people[command.person_id]
    return (removed, *(leaves(board, command.person_id, area_id) if command.removed else ()))
