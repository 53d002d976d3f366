"""Who supports which finding. What was said of a finding that was merged counts for the one that it is part of now."""

from collections.abc import Mapping

from board.state import Board

# A room has the most to say when nobody can support everything.
SUPPORTS_PER_PERSON = 5


def supporters(board: Board) -> Mapping[str, frozenset[str]]:
    """The people who support each finding that stands, each person once; those that nobody supports are left out."""
    found: dict[str, frozenset[str]] = {}
    for finding_id, people in board.supports.items():
        stands = standing(board, finding_id)
        if stands is not None and people:
            found[stands] = found.get(stands, frozenset()) | people
    return found


def standing(board: Board, finding_id: str) -> str | None:
    """The finding that this one is or has become part of; None if that was removed."""
    finding = board.findings.get(finding_id)
    while finding is not None and finding.removed:
        finding = board.findings.get(finding.merged_into) if finding.merged_into else None
    return finding.finding_id if finding else None
