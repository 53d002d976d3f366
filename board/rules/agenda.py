"""The day as it runs: stages, the clock, what the room is shown."""

from board.clock import MINUTE
from board.commands import (
    EndClock,
    ExtendClock,
    OpenStage,
    PauseClock,
    ResumeClock,
    RevealTexts,
)
from board.events import ClockSet, Event, StageOpened, TextsRevealed
from board.people import Actor
from board.refusals import Refused
from board.rules.presenting import turn_ends, turn_goes_on, turn_held
from board.state import NO_CLOCK, Board, Clock


def open_stage(board: Board, actor: Actor, command: OpenStage, now: int) -> tuple[Event, ...]:
    """Go to a stage. Its clock starts anew. Refuses a stage that the agenda does not have."""
    stage = next((stage for stage in board.setup.agenda if stage.stage_id == command.stage_id), None)
    if stage is None:
        raise Refused("no_such_stage")
    if stage == board.stage:
        return ()
    clock = Clock(deadline=now + stage.minutes * MINUTE) if stage.minutes else Clock()
    return (StageOpened(stage_id=stage.stage_id, at=now, clock=clock), *turn_ends(board, now))


def set_clock(
    board: Board, actor: Actor, command: PauseClock | ResumeClock | ExtendClock | EndClock, now: int
) -> tuple[Event, ...]:
    """Pause, resume, extend or end the open stage's clock; times in milliseconds. Refuses a clock that there is not."""
    clock = board.clock
    match command:
        case PauseClock():
            if clock.deadline is None:
                raise Refused("no_clock")
            return (ClockSet(clock=Clock(remaining=clock.deadline - now)), *turn_held(board, now))
        case ResumeClock():
            if clock.remaining is None:
                raise Refused("no_clock")
            return (ClockSet(clock=Clock(deadline=now + clock.remaining)), *turn_goes_on(board, now))
        case ExtendClock():
            more = command.minutes * MINUTE
            if clock.remaining is not None:
                return _set(clock, Clock(remaining=max(max(clock.remaining, 0) + more, 0)))
            if clock.deadline is None and more < 0:
                raise Refused("no_clock")
            if clock.deadline is not None and clock.deadline <= now and more < 0:
                return ()
            return _set(clock, Clock(deadline=max(max(clock.deadline or now, now) + more, now)))
        case EndClock():
            if clock == NO_CLOCK:
                raise Refused("no_clock")
            if clock.deadline is not None and clock.deadline <= now:
                return ()
            goes_on = () if clock.remaining is None else turn_goes_on(board, now)
            return (ClockSet(clock=Clock(deadline=now)), *goes_on)


def _set(was: Clock, clock: Clock) -> tuple[Event, ...]:
    return () if clock == was else (ClockSet(clock=clock),)


def reveal(board: Board, actor: Actor, command: RevealTexts, now: int) -> tuple[Event, ...]:
    """Show or hide all texts whatever the stage says."""
    return () if command.revealed == board.revealed else (TextsRevealed(revealed=command.revealed),)
