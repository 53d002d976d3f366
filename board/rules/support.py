"""Which findings the room supports: one tap on a phone, a few for each participant, taken back with another tap."""

from board.commands import SupportFinding
from board.events import Event, FindingSupported
from board.people import Actor
from board.refusals import Refused
from board.rules.rights import finding_on, may
from board.state import Board
from board.support import SUPPORTS_PER_PERSON, standing, supporters


def support_finding(board: Board, actor: Actor, command: SupportFinding, now: int) -> tuple[Event, ...]:
    """Support a finding, or take that back. Refuses everybody but participants, and more than a few."""
    may(board, actor, "note", now)
    if actor.role != "participant":
        raise Refused("not_allowed")
    found, person = finding_on(board, command.finding_id), actor.person_id
    if found.removed:
        raise Refused("no_such_finding")
    supported = {finding_id for finding_id, people in supporters(board).items() if person in people}
    if command.supported == (found.finding_id in supported):
        return ()
    if not command.supported:
        # Also what was said of those that have become part of it.
        return tuple(
            FindingSupported(finding_id=finding_id, person_id=person, supported=False)
            for finding_id, people in board.supports.items()
            if person in people and standing(board, finding_id) == found.finding_id
        )
    if len(supported) >= SUPPORTS_PER_PERSON:
        raise Refused("no_support_left")
    return (FindingSupported(finding_id=found.finding_id, person_id=person, supported=True),)
