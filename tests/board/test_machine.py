"""Any order of any commands by anyone: nothing but refusals is raised, what must hold holds, and undo takes back."""

import os
from collections.abc import Mapping
from dataclasses import fields, replace

import pytest
from hypothesis import HealthCheck, Phase, find, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from pydantic import BaseModel

from board.commands import AddCard, ChangeSetup, Command, Freeze, Join, MoveCard, OpenStage, Undo
from board.events import Entry, dump_events, load_events
from board.fold import fold, replay
from board.guard import to_be_frozen
from board.people import Actor, Audience, audiences
from board.process import PROCESS_STEPS
from board.refusals import SENTENCES, Refused
from board.rules import WHILE_TIDIED, decide
from board.sight import changes, see
from board.state import Board, Card, Table
from board.tidying import BeginTidying, as_the_room_sees
from board.touched import touches
from tests.board.anything import POOLS, TEXTS, asked, commands
from tests.world import (
    ADA,
    AGENDA,
    AREAS,
    BEN,
    BETH,
    CLEO,
    COLUMNS,
    STEPS,
    WALL,
    Workshop,
    new_id,
    offer,
    plan_change,
    setup,
)

ACTORS = (ADA, BEN, CLEO, WALL, Actor("participant", "stranger", "skole"))
AUDIENCES = {audience for actor in (*ACTORS, BETH) for audience in audiences(actor)}
AUDIENCES |= {Audience("table", "t1"), Audience("table", "t2")}
actors = st.sampled_from(ACTORS)


class Day(RuleBasedStateMachine):
    """A workshop in which anybody may ask for anything."""

    def __init__(self) -> None:
        super().__init__()
        self.workshop = Workshop("writing", columns=COLUMNS)

    def ask(self, actor: Actor, command: Command) -> None:
        board = self.workshop.board
        try:
            self.workshop.does(actor, command)
        except Refused as refused:
            assert_known(refused)
            assert self.workshop.board is board
        else:
            if self.workshop.board is not board:
                self.is_told(board)
                self.takes_back(board)

    def is_told(self, before: Board) -> None:
        """B2 and B6: what changed is what a picture lacks, for every audience."""
        after = self.workshop.board
        touched = {key for event in self.workshop.entries[-1].events for key in touches(before, after, event)}
        told = changes(before, after, touched, AUDIENCES)
        for audience in AUDIENCES:
            picture = see(before, audience)
            put, removed = told.get(audience, ([], []))
            picture.update({thing.key: thing for thing in put})
            assert {key: thing for key, thing in picture.items() if key not in removed} == see(
                after, audience
            )

    def takes_back(self, before: Board) -> None:
        """What was done just now can be undone, and then all is as before; done again, all is as after it."""
        after = self.workshop.board
        last = after.recent[-1] if after.recent else None
        if last is None or last.number != after.number or not last.takes_back:
            return
        undone = self.undo(after)
        assert standing(undone, before) == standing(before, before)
        assert standing(self.undo(undone), after) == standing(after, after)

    def undo(self, board: Board) -> Board:
        """The board after its newest deed was taken back."""
        events = decide(board, ADA, Undo(id=new_id(), number=board.number), self.workshop.now)
        return fold(board, Entry(board.number + 1, new_id(), ADA, self.workshop.now, events))

    @rule(actor=actors, stage=POOLS["stage_id"])
    def opens(self, actor: Actor, stage: str) -> None:
        self.workshop.now += 60_000
        self.ask(actor, OpenStage(id=new_id(), stage_id=stage))

    @rule(actor=actors, card=POOLS["card_id"], step=POOLS["step_id"], name=st.sampled_from(TEXTS))
    def adds_a_card_and_moves_it(self, actor: Actor, card: str, step: str, name: str) -> None:
        self.ask(actor, AddCard(id=new_id(), card_id=card, offer=offer(name, actor.area_id or "ppr")))
        self.ask(actor, MoveCard(id=new_id(), card_id=card, step_id=step))

    @rule(
        actor=actors,
        steps=st.integers(0, 3),
        columns=st.integers(0, 3),
        areas=st.integers(0, 2),
        stages=st.integers(0, 5),
        closes=st.booleans(),
        tables=st.lists(st.lists(POOLS["area_id"], max_size=2, unique=True), max_size=2),
        outdated=st.booleans(),
    )
    def changes_the_plan(
        self,
        actor: Actor,
        steps: int,
        columns: int,
        areas: int,
        stages: int,
        closes: bool,
        tables: list[list[str]],
        outdated: bool,
    ) -> None:
        """So many of each are left out."""
        plan = {
            "steps": STEPS[: len(STEPS) - steps],
            "columns": COLUMNS[: len(COLUMNS) - columns],
            "areas": AREAS[: len(AREAS) - areas],
            "agenda": tuple(
                one.model_copy(update={"closes": closes}) for one in AGENDA[: len(AGENDA) - stages]
            ),
            "left_out": AGENDA[len(AGENDA) - stages :],
            "tables": tuple(
                Table(table_id=f"t{n}", name=f"Bord {n}", area_ids=tuple(at))
                for n, at in enumerate(tables, 1)
            ),
            "starts_at": "09:00" if closes else "",
        }
        self.ask(actor, plan_change(setup() if outdated else self.workshop.board.setup, **plan))

    @rule(
        actor=actors,
        step=st.sampled_from(PROCESS_STEPS),
        words=st.sampled_from(["", *TEXTS]),
        knows=st.booleans(),
    )
    def writes_in_the_process_plan(self, actor: Actor, step: str, words: str, knows: bool) -> None:
        setup = self.workshop.board.setup
        self.ask(actor, plan_change(setup, upkeep={"owner": words}))
        changes, seen = (
            {"process": [{"step": step, "decisions": words}]},
            {"process": setup.process if knows else ()},
        )
        self.ask(actor, ChangeSetup.model_validate({"id": new_id(), "changes": changes, "seen": seen}))

    @rule(go_on=st.booleans(), command=st.one_of([asked(one) for one in WHILE_TIDIED if one is not Undo]))
    def tidies_up(self, go_on: bool, command: Command) -> None:
        self.workshop.now += 60_000
        self.ask(ADA, Freeze(id=new_id()))
        self.ask(ADA, BeginTidying(id=new_id(), go_on=go_on))
        self.ask(ADA, command)

    @rule(actor=actors, back=st.integers(0, 70))
    def undoes(self, actor: Actor, back: int) -> None:
        self.ask(actor, Undo(id=new_id(), number=max(1, self.workshop.board.number - back)))

    @invariant()
    def cards_stand_on_steps_that_exist_in_a_clear_order(self) -> None:
        board = self.workshop.board
        known = {step.step_id for step in board.setup.steps}
        for one in board.cards.values():
            placed = {one.placement.step_id, *one.placement.other_steps} - {None}
            assert placed <= known
            assert one.placement.step_id not in one.placement.other_steps
            assert bool(one.placement.rank) == (one.placement.step_id is not None)

    @invariant()
    def cards_stand_in_columns_that_exist_or_in_none(self) -> None:
        known = {column.column_id for column in self.workshop.board.setup.columns} | {None}
        for one in self.workshop.board.cards.values():
            assert one.placement.column_id in known
            assert one.placement.column_id is None or one.placement.step_id is not None

    @invariant()
    def the_plan_holds_what_is_in_use(self) -> None:
        board = self.workshop.board
        areas = {area.area_id for area in board.setup.areas}
        assert {one.offer.area_id for one in board.cards.values()} | set(board.people.values()) <= areas
        assert board.stage in board.setup.agenda

    @invariant()
    def what_is_presented_can_be_seen(self) -> None:
        shown = self.workshop.board.presented
        assert shown is None or not self.workshop.board.cards[shown].withdrawn

    @invariant()
    def nothing_personal_stands_there_but_what_was_said_to_be_none(self) -> None:
        board = self.workshop.board
        for one in board.cards.values():
            for field, text in one.offer:
                if text == "010114-1234" and not one.withdrawn:
                    assert text in board.dismissed[f"offer:{one.card_id}:{field}"]
        assert not list(to_be_frozen(board)), "and so the board can be frozen"

    @invariant()
    def only_one_clock_runs_and_only_at_its_turn(self) -> None:
        board = self.workshop.board
        running = [turn.area_id for turn in board.turns.values() if turn.since is not None]
        assert running in ([], [board.turn])
        assert board.turn is None or (board.stage.kind == "presenting" and board.frozen_at is None)
        assert board.turn is None or bool(running) == (board.clock.remaining is None)

    @invariant()
    def merged_questions_point_at_those_that_stand_for_them(self) -> None:
        questions = self.workshop.board.questions
        for one in questions.values():
            assert all(questions[merged].merged_into == one.question_id for merged in one.merged_ids)
            assert one.merged_into is None or one.question_id in questions[one.merged_into].merged_ids

    @invariant()
    def what_is_hidden_is_in_no_picture(self) -> None:
        board = as_the_room_sees(self.workshop.board)
        # Authors are told of what is their own.
        for audience in (one for one in AUDIENCES if one.kind in ("projector", "table")):
            for key, thing in see(board, audience).items():
                if thing.kind != "card":
                    assert '"author_id"' not in thing.model_dump_json()
                    assert thing.kind != "presenter"
                    assert thing.kind != "question" or thing.card_id == board.presented
                    continue
                shown = board.cards[key.removeprefix("card:")]
                mine = audience.kind == "table" and audience.key in self.tables_of(shown)
                assert not shown.withdrawn
                readable = board.texts_shown or mine or board.presented == shown.card_id
                if audience.kind == "projector" and board.control.held and not readable:
                    # A picture that is kept shows what could be read when it was held, in no newer words.
                    then = board.control.shown
                    assert then is not None
                    assert then.texts_shown or then.presented == shown.card_id
                    assert thing.name == then.cards[shown.card_id].offer.name
                else:
                    assert readable

    def tables_of(self, shown: Card) -> set[str]:
        tables = self.workshop.board.setup.tables
        at = {table.table_id for table in tables if shown.offer.area_id in table.area_ids}
        return ({shown.table_id} & at) or at or {shown.offer.area_id}

    @invariant()
    def what_is_tidied_is_seen_by_facilitators_alone_and_makes_the_day_no_longer(self) -> None:
        board, newest = self.workshop.board, self.workshop.board.versions.newest
        if not board.is_tidied or newest is None:
            return
        assert board.held == newest.held
        frozen = replace(newest, people=board.people, seats=board.seats)
        for audience in AUDIENCES - {Audience("facilitator")}:
            assert see(board, audience) == see(frozen, audience)

    @invariant()
    def the_log_says_the_same_after_a_trip_to_the_disk(self) -> None:
        last = self.workshop.entries[-1]
        assert load_events(dump_events(last.events)) == last.events

    def teardown(self) -> None:
        assert replay(self.workshop.entries) == self.workshop.board


def standing(board: Board, before: Board) -> Board:
    """All but number and memory; without what `before` had not, and was taken back since: nothing is ever deleted."""
    kept = {
        field.name: {
            key: value
            for key, value in getattr(board, field.name).items()
            if key in getattr(before, field.name) or not gone(value)
        }
        for field in fields(board)
        if isinstance(getattr(board, field.name), Mapping)
    }
    control = board.control
    if control.shown is not None:  # what was hidden by hand stays hidden in a picture that is kept
        control = replace(control, shown=replace(control.shown, revealed=None, presented=None))
    return replace(board, number=0, recent=(), control=control, **kept)


def gone(value: object) -> bool:
    aside = getattr(value, "state", "") == "set_aside"
    return bool(getattr(value, "withdrawn", False) or getattr(value, "removed", False) or aside)


def asks(command: type[BaseModel]) -> object:
    """The rule that anybody asks for such a command."""

    @rule(actor=actors, command=asked(command))
    def asks_for_one(self: Day, actor: Actor, command: Command) -> None:
        if not isinstance(command, Join) or actor.role == "participant":
            self.ask(actor, command)

    return asks_for_one


for one in commands():
    if one not in (Undo, ChangeSetup):  # which have rules of their own: by chance they would hardly ever hit
        setattr(Day, f"asks_{one.__name__}", asks(one))

TestDay = Day.TestCase
TestDay.settings = settings(
    # To look for a shorter day takes five minutes, which only who mends it has.
    phases=[phase for phase in Phase if phase is not Phase.shrink or "CI" not in os.environ],
    max_examples=200,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


def assert_known(refused: Refused) -> None:
    """Every refusal has its sentence."""
    assert refused.code in SENTENCES


@pytest.mark.parametrize("command", commands(), ids=lambda command: command.__name__)
def test_every_command_is_tried(command: type[BaseModel]) -> None:
    """One that is added is among them by itself, unless it names something of which there is no pool yet."""
    # The first that comes: to look for the smallest takes half a minute for a whole plan.
    first = settings(phases=[Phase.generate], deadline=None)
    assert isinstance(find(asked(command), lambda _: True, settings=first), command)
