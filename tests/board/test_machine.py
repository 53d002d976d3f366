"""Any order of any commands by anyone: nothing but refusals is raised, what must hold holds, and undo takes back."""

from dataclasses import replace

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from board.commands import (
    BringBackCard,
    Command,
    ConfirmCard,
    EditAction,
    EditCard,
    EditFinding,
    EndClock,
    ExtendClock,
    Freeze,
    ImportCards,
    Join,
    KnownOffer,
    MoveCard,
    NoteAction,
    NoteFinding,
    OfferChanges,
    OpenStage,
    PauseClock,
    PresentCard,
    RemoveAction,
    RemoveFinding,
    Reopen,
    ResumeClock,
    RevealTexts,
    Undo,
    WithdrawCard,
)
from board.events import dump_events, load_events
from board.fold import evolve, replay
from board.people import Actor, Audience, audiences
from board.refusals import SENTENCES, Refused
from board.rules import decide
from board.sight import changes, see, touches
from board.state import Board, FindingForm
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
    card,
    new_id,
    offer,
    plan_change,
    setup,
)

ACTORS = (ADA, BEN, CLEO, WALL, Actor("participant", "stranger", "skole"))
AUDIENCES = {audience for actor in (*ACTORS, BETH) for audience in audiences(actor)}
actors = st.sampled_from(ACTORS)
card_ids = st.sampled_from(["k1", "k2", "k3", "k4", "unknown"])
step_ids = st.sampled_from([*(step.step_id for step in STEPS), "unknown"])
maybe_card = st.none() | card_ids
maybe_column = st.none() | st.sampled_from([*(column.column_id for column in COLUMNS), "unknown"])
maybe_step = st.none() | step_ids
areas = st.sampled_from(["skole", "dagtilbud", "ppr", "unknown"])
texts = st.sampled_from(["Åben rådgivning", "Headspace", "010114-1234", "n" * 200, "<b>&\u202e", "👨‍👩‍👧"])
ids = st.sampled_from(["x1", "x2", "x3"])
forms: st.SearchStrategy[FindingForm] = st.sampled_from(["overlap", "interface", "gap", "observation"])


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
                if actor is ADA:
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
        """What was done just now can be undone, and then all is as before, but for what was added and is withdrawn."""
        board = self.workshop.board
        last = board.recent[-1] if board.recent else None
        if (
            last is None
            or last.number != board.number
            or not last.takes_back
            or last.what.endswith(("added", "imported", "noted"))
        ):
            return
        undone = decide(board, ADA, Undo(id=new_id(), number=last.number), self.workshop.now)
        assert replace(evolve(board, undone), number=0, recent=()) == replace(before, number=0, recent=())

    @rule(actor=actors, card_id=card_ids, name=texts, area=areas, step=maybe_step, column=maybe_column)
    def adds_a_card(
        self, actor: Actor, card_id: str, name: str, area: str, step: str | None, column: str | None
    ) -> None:
        self.ask(actor, card(name, area, card_id=card_id, step_id=step, column_id=column))

    @rule(actor=actors, card_id=card_ids, name=st.none() | texts, area=st.none() | areas)
    def edits(self, actor: Actor, card_id: str, name: str | None, area: str | None) -> None:
        self.ask(actor, EditCard(id=new_id(), card_id=card_id, changes=OfferChanges(name=name, area_id=area)))

    @rule(
        actor=actors,
        card_id=card_ids,
        step=maybe_step,
        column=maybe_column | st.just(""),
        others=st.lists(step_ids, max_size=3),
        by=maybe_card,
    )
    def moves(
        self,
        actor: Actor,
        card_id: str,
        step: str | None,
        column: str | None,
        others: list[str],
        by: str | None,
    ) -> None:
        side = "before" if len(others) % 2 else "after"
        place = {"step_id": step, "column_id": column, "other_steps": others}
        self.ask(actor, MoveCard.model_validate({"id": new_id(), "card_id": card_id, **place, side: by}))

    @rule(
        actor=actors,
        new=st.sets(card_ids, min_size=1),
        name=texts,
        area=areas,
        step=maybe_step,
        column=maybe_column,
    )
    def imports(
        self, actor: Actor, new: set[str], name: str, area: str, step: str | None, column: str | None
    ) -> None:
        known = [
            KnownOffer(card_id=card_id, offer=offer(name, area), step_id=step, column_id=column)
            for card_id in sorted(new)
        ]
        self.ask(actor, ImportCards(id=new_id(), source="tilbud.csv", offers=tuple(known)))

    @rule(actor=actors, card_id=card_ids)
    def confirms(self, actor: Actor, card_id: str) -> None:
        self.ask(actor, ConfirmCard(id=new_id(), card_id=card_id))

    @rule(actor=actors, card_id=card_ids, back=st.booleans())
    def withdraws_or_brings_back(self, actor: Actor, card_id: str, back: bool) -> None:
        self.ask(actor, (BringBackCard if back else WithdrawCard)(id=new_id(), card_id=card_id))

    @rule(actor=actors, stage=st.sampled_from([*(stage.stage_id for stage in AGENDA), "unknown"]))
    def opens(self, actor: Actor, stage: str) -> None:
        self.workshop.now += 60_000
        self.ask(actor, OpenStage(id=new_id(), stage_id=stage))

    @rule(
        actor=actors,
        what=st.sampled_from([PauseClock, ResumeClock, ExtendClock, EndClock]),
        minutes=st.integers(-120, 120),
    )
    def turns_the_clock(
        self, actor: Actor, what: type[PauseClock | ResumeClock | ExtendClock | EndClock], minutes: int
    ) -> None:
        extra = {"minutes": minutes} if what is ExtendClock else {}
        self.ask(actor, what.model_validate({"id": new_id(), **extra}))

    @rule(actor=actors, revealed=st.none() | st.booleans(), shown=maybe_card)
    def shows(self, actor: Actor, revealed: bool | None, shown: str | None) -> None:
        self.ask(actor, RevealTexts(id=new_id(), revealed=revealed))
        self.ask(actor, PresentCard(id=new_id(), card_id=shown))

    @rule(
        actor=actors,
        finding=ids,
        form=forms,
        text=texts,
        about=st.lists(card_ids, max_size=3),
        step=maybe_step,
    )
    def notes(
        self, actor: Actor, finding: str, form: FindingForm, text: str, about: list[str], step: str | None
    ) -> None:
        for kind in (NoteFinding, EditFinding):
            asked = {
                "id": new_id(),
                "finding_id": finding,
                "form": form,
                "text": text,
                "card_ids": about,
                "step_id": step,
            }
            self.ask(actor, kind.model_validate(asked))

    @rule(actor=actors, finding=ids, action=ids)
    def removes(self, actor: Actor, finding: str, action: str) -> None:
        self.ask(actor, RemoveFinding(id=new_id(), finding_id=finding))
        self.ask(actor, RemoveAction(id=new_id(), action_id=action))

    @rule(actor=actors, action=ids, what=texts, about=st.lists(card_ids, max_size=2), found=st.none() | ids)
    def agrees(self, actor: Actor, action: str, what: str, about: list[str], found: str | None) -> None:
        linked = {"card_ids": tuple(about), "finding_ids": (found,) if found else ()}
        self.ask(actor, NoteAction(id=new_id(), action_id=action, what=what))
        self.ask(actor, EditAction(id=new_id(), action_id=action, what=what, who="Anne", **linked))

    @rule(actor=actors, area=areas)
    def joins(self, actor: Actor, area: str) -> None:
        if actor.role == "participant":
            self.ask(actor, Join(id=new_id(), area_id=area))

    @rule(
        actor=actors,
        steps=st.integers(0, 3),
        columns=st.integers(0, 3),
        areas=st.integers(0, 2),
        stages=st.integers(0, 5),
        closes=st.booleans(),
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
            "starts_at": "09:00" if closes else "",
        }
        self.ask(actor, plan_change(setup() if outdated else self.workshop.board.setup, **plan))

    @rule(actor=actors, back=st.integers(0, 70))
    def undoes(self, actor: Actor, back: int) -> None:
        self.ask(actor, Undo(id=new_id(), number=max(1, self.workshop.board.number - back)))

    @rule(actor=actors, frozen=st.booleans())
    def freezes_or_reopens(self, actor: Actor, frozen: bool) -> None:
        self.ask(actor, Freeze(id=new_id()) if frozen else Reopen(id=new_id()))

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
    def nothing_personal_was_stored(self) -> None:
        for one in self.workshop.board.cards.values():
            assert "010114-1234" not in one.model_dump_json()

    @invariant()
    def what_is_hidden_is_in_no_picture(self) -> None:
        board = self.workshop.board
        for audience in (Audience("projector"), Audience("table", "ppr")):
            for key, thing in see(board, audience).items():
                if thing.kind != "card":
                    assert '"author_id"' not in thing.model_dump_json()
                    continue
                shown = board.cards[key.removeprefix("card:")]
                mine = audience.kind == "table" and shown.offer.area_id == audience.key
                assert not shown.withdrawn
                assert board.texts_shown or mine or board.presented == shown.card_id

    @invariant()
    def the_log_says_the_same_after_a_trip_to_the_disk(self) -> None:
        last = self.workshop.entries[-1]
        assert load_events(dump_events(last.events)) == last.events

    def teardown(self) -> None:
        assert replay(self.workshop.entries) == self.workshop.board


TestDay = Day.TestCase
TestDay.settings = settings(
    max_examples=200, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck)
)


def assert_known(refused: Refused) -> None:
    """Every refusal has its sentence."""
    assert refused.code in SENTENCES
