"""The session's plan, and what on the board holds it fast."""

from dataclasses import replace

from board.commands import ChangeSetup
from board.events import Event, SetupChanged
from board.people import Actor
from board.refusals import Refused
from board.rules.rights import no_cpr
from board.state import Board, Card, Setup


def change_setup(board: Board, actor: Actor, command: ChangeSetup, now: int) -> tuple[Event, ...]:
    """Change some of the plan. Refuses what would overwrite somebody else's change unread."""
    changes = {field: value for field, value in command.changes if value is not None}
    for field, value in changes.items():
        if getattr(board.setup, field) not in (value, getattr(command.seen, field)):
            raise Refused("plan_changed", field)
    setup = board.setup.model_copy(update=changes)
    if setup == board.setup:
        return ()
    check_setup(setup)
    if (reason := lacking(replace(board, setup=setup))) is not None:
        raise Refused(reason)
    return (SetupChanged(setup=setup),)


def lacking(board: Board) -> str | None:
    """Why the plan does not hold what is on the board, as a refusal's code; None if it does."""
    steps = {step.step_id for step in board.setup.steps}
    if any(_stands_outside(card, steps) for card in board.cards.values()):
        return "step_in_use"
    areas = {area.area_id for area in board.setup.areas}
    if not areas >= {card.offer.area_id for card in board.cards.values()} | set(board.people.values()):
        return "area_in_use"
    if not {stage.stage_id for stage in board.setup.agenda} >= {held.stage_id for held in board.held}:
        return "stage_in_use"
    return None


def check_setup(setup: Setup) -> None:
    """Refuses a plan in which an id, a name or an area's letters stand twice, and one with a CPR number."""
    for field, words in (
        ("areas", [area.area_id for area in setup.areas]),
        ("areas", [area.name.casefold() for area in setup.areas]),
        ("areas", [area.tag.casefold() for area in setup.areas]),
        ("steps", [step.step_id for step in setup.steps]),
        ("steps", [step.name.casefold() for step in setup.steps]),
        ("agenda", [stage.stage_id for stage in setup.agenda]),
    ):
        if len(set(words)) < len(words):
            raise Refused("twice", field)
    no_cpr(setup)
    for part in (*setup.areas, *setup.steps, *setup.agenda):
        no_cpr(part)


def _stands_outside(card: Card, steps: set[str]) -> bool:
    placed = {card.placement.step_id, *card.placement.other_steps} - {None}
    return not placed <= steps
