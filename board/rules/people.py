"""Who comes in, and who is sent out."""

from board.commands import Join, RemovePerson
from board.events import Event, PersonJoined, PersonRemoved
from board.people import Actor
from board.refusals import Refused
from board.rules.presenting import leaves
from board.rules.rights import known_area
from board.state import Board

PEOPLE_PER_BOARD = 3000


def join(board: Board, actor: Actor, command: Join, now: int) -> tuple[Event, ...]:
    """A participant comes in, or changes table. Refuses an unknown area."""
    known_area(board, command.area_id)
    if board.people.get(actor.person_id) == command.area_id:
        return ()
    if actor.person_id not in board.people and len(board.people) >= PEOPLE_PER_BOARD:
        raise Refused("too_many")
    joined = PersonJoined(person_id=actor.person_id, area_id=command.area_id)
    return (joined, *leaves(board, actor.person_id, board.people.get(actor.person_id)))


def remove(board: Board, actor: Actor, command: RemovePerson, now: int) -> tuple[Event, ...]:
    """Send a participant out, or let them in again. Refuses somebody who never joined."""
    if command.person_id not in board.people:
        raise Refused("no_such_person")
    if (command.person_id in board.control.removed) == command.removed:
        return ()
    removed = PersonRemoved(person_id=command.person_id, removed=command.removed)
    area_id = board.people[command.person_id]
    return (removed, *(leaves(board, command.person_id, area_id) if command.removed else ()))
