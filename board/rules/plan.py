"""The session's plan, and what on the board holds it fast."""

from collections.abc import Iterator
from dataclasses import replace

from board.commands import ChangeSetup
from board.events import CardMoved, Event, SetupChanged
from board.people import Actor
from board.refusals import Refused
from board.rules.process import with_notes
from board.state import Board, Placement, Setup

# What the handbook's follow-up decides; the rest of the plan is what the day was.
AFTER_THE_DAY = {"process", "upkeep", "purpose", "expected_outcome", "end_product", "scope", "consultative"}


def change_setup(board: Board, actor: Actor, command: ChangeSetup, now: int) -> tuple[Event, ...]:
    """Change some of the plan, and take cards from what it no longer has. Refuses what would overwrite somebody
    else's change unread; and while the board is tidied, what the day was.
    """
    changes = {field: value for field, value in command.changes if value is not None}
    if board.is_tidied and not changes.keys() <= AFTER_THE_DAY:
        raise Refused("frozen")
    if command.changes.process is not None:
        seen = command.seen.process or ()
        changes["process"] = with_notes(board.setup.process, command.changes.process, seen)
    for field, value in changes.items():
        if field != "process" and getattr(board.setup, field) not in (value, getattr(command.seen, field)):
            raise Refused("plan_changed", field)
    setup = board.setup.model_copy(update=changes)
    if setup == board.setup:
        return ()
    keeps_promises(board, setup)
    check_setup(setup)
    if (reason := lacking(replace(board, setup=setup))) is not None:
        raise Refused(reason)
    return (SetupChanged(setup=setup), *_moved(board, setup))


def keeps_promises(board: Board, setup: Setup) -> None:
    """Refuses a plan that shows names which those who have come in were told would not be shown (F4)."""
    for field in ("names_shown", "names_in_mapping"):
        if getattr(setup, field) and not getattr(board.setup, field) and board.people:
            raise Refused("names_promised", field)


def lacking(board: Board) -> str | None:
    """Which areas or stages the plan lacks that are in use, as a refusal's code; None if it lacks none."""
    areas = {area.area_id for area in board.setup.areas}
    presents = set() if board.turn is None else {board.turn}
    if (
        not areas
        >= {card.offer.area_id for card in board.cards.values()} | set(board.people.values()) | presents
    ):
        return "area_in_use"
    if not {stage.stage_id for stage in board.setup.agenda} >= {held.stage_id for held in board.held}:
        return "stage_in_use"
    return None


def places_all(board: Board) -> bool:
    """Whether every card stands on steps and in a column that the plan has."""
    return next(_moved(board, board.setup), None) is None


def check_setup(setup: Setup) -> None:
    """Refuses a plan in which an id, a name or an area's letters stand twice."""
    for field, words in (
        ("areas", [area.area_id for area in setup.areas]),
        ("areas", [area.name.casefold() for area in setup.areas]),
        ("areas", [area.tag.casefold() for area in setup.areas]),
        ("tables", [*(table.table_id for table in setup.tables), *(area.area_id for area in setup.areas)]),
        ("tables", [table.name.casefold() for table in setup.tables]),
        ("steps", [step.step_id for step in setup.steps]),
        ("steps", [step.name.casefold() for step in setup.steps]),
        ("columns", [column.column_id for column in setup.columns]),
        ("columns", [column.name.casefold() for column in setup.columns]),
        ("agenda", [stage.stage_id for stage in (*setup.agenda, *setup.left_out)]),
    ):
        if len(set(words)) < len(words):
            raise Refused("twice", field)
    areas = {area.area_id for area in setup.areas}
    if any(not areas.issuperset(table.area_ids) for table in setup.tables):
        raise Refused("no_such_area", "tables")


def _moved(board: Board, setup: Setup) -> Iterator[CardMoved]:
    """What this plan does to cards: without their main step they are not placed, without their column they stand on
    it without one. Withdrawn cards too: they may come back.
    """
    steps = {step.step_id for step in setup.steps}
    columns = {column.column_id for column in setup.columns}
    for card in board.cards.values():
        now = card.placement
        if now.step_id is None:
            continue
        placement = Placement()
        if now.step_id in steps:
            others = tuple(step for step in now.other_steps if step in steps)
            column = now.column_id if now.column_id in columns else None
            placement = now.model_copy(update={"other_steps": others, "column_id": column})
        if placement != now:
            yield CardMoved(card_id=card.card_id, placement=placement)
