"""What the room saw: overlaps, interfaces, gaps, observations."""

from collections.abc import Iterable

from board.commands import EditFinding, MergeFindings, NoteFinding, RemoveFinding
from board.events import ActionChanged, Event, FindingChanged, FindingNoted
from board.people import Actor
from board.refusals import Refused
from board.rules.rights import finding_on, may
from board.state import Board, Comparison, Finding

# As for cards: far above any real workshop.
FINDINGS_PER_PERSON = 50
FINDINGS_PER_BOARD = 500
CARDS_PER_FINDING = 50
LONGEST_TEXT = 500


def note_finding(
    board: Board, actor: Actor, command: NoteFinding | EditFinding, now: int
) -> tuple[Event, ...]:
    """Note a finding, or word one anew. Refuses unknown cards and steps, more than a limit."""
    may(board, actor, "note", now)
    if actor.role == "projector":
        raise Refused("not_allowed")
    if any(card_id not in board.cards for card_id in command.card_ids):
        raise Refused("no_such_card")
    if command.step_id is not None and all(step.step_id != command.step_id for step in board.setup.steps):
        raise Refused("no_such_step")
    about: dict[str, object] = {
        "form": command.form,
        "text": command.text,
        "card_ids": tuple(dict.fromkeys(command.card_ids)),
        "step_id": command.step_id,
    }
    about |= {
        field: value
        for field in ("target_group", "comparison")
        if (value := getattr(command, field)) is not None
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


def merge_findings(board: Board, actor: Actor, command: MergeFindings, now: int) -> tuple[Event, ...]:
    """Make two findings one, of which nothing is lost that both have room for. Refuses more cards than one may have."""
    stays, gone = finding_on(board, command.finding_id), finding_on(board, command.gone_id)
    if gone.removed and gone.merged_into == stays.finding_id:
        return ()
    if stays.removed or gone.removed or stays == gone:
        raise Refused("no_such_finding")
    cards = tuple(dict.fromkeys((*stays.card_ids, *gone.card_ids)))
    if len(cards) > CARDS_PER_FINDING:
        raise Refused("too_many")
    said = stays.text if gone.text in stays.text else f"{stays.text} / {gone.text}"
    answers = {field: answer or getattr(gone.comparison, field) for field, answer in stays.comparison}
    joined = stays.model_copy(
        update={
            "text": said if len(said) <= LONGEST_TEXT else stays.text,
            "card_ids": cards,
            "step_id": stays.step_id or gone.step_id,
            "target_group": stays.target_group or gone.target_group,
            "comparison": Comparison.model_validate(answers),
        }
    )
    away = gone.model_copy(update={"removed": True, "merged_into": stays.finding_id})
    # The one that goes stands first: it is what the deed is called after.
    return (FindingChanged(finding=away), FindingChanged(finding=joined), *_followed(board, gone, stays))


def _followed(board: Board, gone: Finding, stays: Finding) -> Iterable[ActionChanged]:
    """What was to follow up the one follows up the other."""
    for action in board.actions.values():
        if gone.finding_id in action.finding_ids:
            ids = (stays.finding_id if one == gone.finding_id else one for one in action.finding_ids)
            yield ActionChanged(action=action.model_copy(update={"finding_ids": tuple(dict.fromkeys(ids))}))
