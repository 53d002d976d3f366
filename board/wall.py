"""Which board the wall looks at: the one there is, or while it is held the one that it showed then.

Held is kept still, not kept from being put right. What must not be seen any more goes at once: withdrawn cards, removed
findings and agreements, all texts when they are hidden by hand. What was worded anew reads so, because a name may have
been taken out; where the new words may not be read, the card goes.
"""

from collections.abc import Mapping
from dataclasses import replace

from board.state import NO_CLOCK, Board, Card, Finding


def on_the_wall(board: Board) -> Board:
    """What `sight.py` then shows as it shows any board."""
    shown = board.control.shown
    if not board.control.held or shown is None:
        return board
    cards = _cards(shown, board)
    hidden = board.revealed is False and shown.revealed is not False
    large = shown.presented if not hidden or board.presented == shown.presented else None
    return replace(
        shown,
        cards=cards,
        findings=_findings(shown.findings, board.findings),
        actions={key: board.actions.get(key, action) for key, action in shown.actions.items()},
        clock=board.clock if _same_stage(shown, board) else NO_CLOCK,  # a clock is the right one, or none
        revealed=False if hidden else shown.revealed,
        questions=board.questions,
        supporters=board.supporters,
        turns=board.turns,
        presented=large if large in cards else None,
        control=replace(shown.control, locked=board.control.locked, held=True),
    )


def _same_stage(shown: Board, board: Board) -> bool:
    then, now = shown.held[-1], board.held[-1]
    return (len(shown.held), then.stage_id, then.opened_at) == (len(board.held), now.stage_id, now.opened_at)


def _cards(shown: Board, board: Board) -> dict[str, Card]:
    texts_shown = board.texts_shown
    kept: dict[str, Card] = {}
    for card_id, then in shown.cards.items():
        now = board.cards.get(card_id, then)
        if now is then:
            kept[card_id] = then
            continue
        readable = texts_shown or board.presented == card_id or now.offer == then.offer
        if readable and not now.withdrawn:
            kept[card_id] = now.model_copy(update={"placement": then.placement})
    return kept


def _findings(shown: Mapping[str, Finding], findings: Mapping[str, Finding]) -> dict[str, Finding]:
    return {
        key: findings[key].model_copy(update={"step_id": then.step_id}) if key in findings else then
        for key, then in shown.items()
    }
