"""What the room saw: overlaps, interfaces, gaps, observations."""

from board.commands import EditFinding, NoteFinding, RemoveFinding
from board.events import Event, FindingChanged, FindingNoted
from board.people import Actor
from board.refusals import Refused
from board.rules.rights import finding_on, may
from board.state import Board, Finding
from board.text import looks_like_cpr

# As for cards: far above any real workshop.
FINDINGS_PER_PERSON = 50
FINDINGS_PER_BOARD = 500


def note_finding(
    board: Board, actor: Actor, command: NoteFinding | EditFinding, now: int
) -> tuple[Event, ...]:
    """Note a finding, or word one anew. Refuses unknown cards and steps, a CPR number, more than a limit."""
    may(board, actor, "note", now)
    if actor.role == "projector":
        raise Refused("not_allowed")
    if any(card_id not in board.cards for card_id in command.card_ids):
        raise Refused("no_such_card")
    if command.step_id is not None and all(step.step_id != command.step_id for step in board.setup.steps):
        raise Refused("no_such_step")
    if looks_like_cpr(command.text):
        raise Refused("cpr", "text")
    about = {
        "form": command.form,
        "text": command.text,
        "card_ids": tuple(dict.fromkeys(command.card_ids)),
        "step_id": command.step_id,
    }
    if isinstance(command, EditFinding):
        found = finding_on(board, command.finding_id)
        if found.removed:
            raise Refused("no_such_finding")
        if actor.role == "participant" and found.author_id != actor.person_id:
            raise Refused("not_allowed")
        changed = found.model_copy(update=about)
        return () if changed == found else (FindingChanged(finding=changed),)
    if command.finding_id in board.findings:
        raise Refused("taken")
    if actor.role == "participant":
        noted = sum(1 for finding in board.findings.values() if finding.author_id == actor.person_id)
        if noted >= FINDINGS_PER_PERSON:
            raise Refused("too_many")
    if sum(1 for finding in board.findings.values() if not finding.removed) >= FINDINGS_PER_BOARD:
        raise Refused("too_many")
    number = len(board.findings) + 1
    finding = Finding.model_validate(
        {"finding_id": command.finding_id, "number": number, "author_id": actor.person_id, **about}
    )
    return (FindingNoted(finding=finding),)


def remove_finding(board: Board, actor: Actor, command: RemoveFinding, now: int) -> tuple[Event, ...]:
    """Take a finding away."""
    found = finding_on(board, command.finding_id)
    if found.removed:
        return ()
    return (FindingChanged(finding=found.model_copy(update={"removed": True})),)
