"""A day told again: it ends at the mapping's picture, in the mapping's words, and tells nobody who did what."""

import gzip
import json
import random
import re
from dataclasses import replace
from typing import Any

import pytest

from board.commands import (
    AnswerQuestion,
    AskQuestion,
    Command,
    EditCard,
    EditFinding,
    Freeze,
    Join,
    MergeQuestions,
    MoveCard,
    NoteAction,
    NoteFinding,
    OfferChanges,
    OpenStage,
    PresentCard,
    RemoveFinding,
    Reopen,
    SupportFinding,
    Undo,
    WithdrawCard,
)
from board.events import Entry, load_events
from board.fold import replay
from board.people import Actor
from board.refusals import Refused
from board.retelling import RETOLD, Frame, Retelling
from board.sight import see
from board.state import Board, Offer
from board.tidying import BeginTidying, GiveUpTidying, MergeCards, SplitCard
from exports import report
from exports.freezing import freeze
from exports.tape import Tape
from tests.board.test_convergence import guess
from tests.world import (
    ADA,
    AGENDA,
    BEN,
    COLUMNS,
    START,
    STEPS,
    WALL,
    Workshop,
    card,
    new_id,
    offer,
    plan_change,
)

# Ids that stand in no text.
NURSE = Actor("participant", "person-nurse-77", "skole")
TEACHER = Actor("participant", "person-teacher-78", "dagtilbud")
MINUTE = 60_000


def frames(workshop: Workshop, version: int = 1) -> list[Frame]:
    return list(Retelling(frozen(workshop, version)).tell(told(workshop, version)))


def frozen(workshop: Workshop, version: int) -> Board:
    return replay(told(workshop, version))


def told(workshop: Workshop, version: int) -> list[Entry]:
    """The log up to where this version was frozen."""
    ends = [
        number
        for number, entry in enumerate(workshop.entries, 1)
        for event in entry.events
        if event.type == "board_frozen" and event.version == version
    ]
    return workshop.entries[: ends[0]]


def picture(several: list[Frame]) -> dict[str, Any]:
    shown: dict[str, Any] = {}
    for frame in several:
        shown.update({thing.key: thing for thing in frame.put})
        for key in frame.removed:
            del shown[key]
    return shown


def text(several: list[Frame]) -> str:
    """Everything that is sent, as one text."""
    tape = Tape()
    tape.add(several)
    return gzip.decompress(tape.close()).decode()


def day(seed: int) -> Workshop:
    """Anything that a room does, by way of the board's rules; frozen, put right, frozen again and tidied."""
    chance = random.Random(seed)
    workshop = Workshop("writing", columns=COLUMNS)
    people = [NURSE, TEACHER, *(Actor("participant", f"person-{n}-{seed}", "ppr") for n in range(3))]
    for person in people:
        workshop.does(person, Join(id=new_id(), area_id=person.area_id))
    cards: list[str] = []
    for turn in range(160):
        workshop.now += chance.randrange(30_000)
        for actor, command in _asked(chance, people, cards, workshop.board.number, turn):
            try:
                workshop.does(actor, command)
            except Refused:
                continue
    workshop.does(ADA, Freeze(id=new_id()))
    return workshop


def _asked(
    chance: random.Random, people: list[Actor], cards: list[str], number: int, turn: int
) -> list[tuple[Actor, Command]]:
    actor = chance.choice([ADA, WALL, *people])
    asked: list[tuple[Actor, Command]] = [(actor, guess(chance, actor, cards, number))]
    known, step = chance.choice(cards), chance.choice(STEPS).step_id
    if turn % 9 == 0:
        changed = OfferChanges(name=f"navn-{turn}-ordet", description=f"tekst-{turn}-ordet")
        asked.append((ADA, EditCard(id=new_id(), card_id=known, changes=changed)))
    if turn % 13 == 0:
        found = {"form": "gap", "text": f"fund-{turn}-ordet", "step_id": step}
        asked.append((ADA, NoteFinding(id=new_id(), finding_id=f"f{turn}", card_ids=(known,), **found)))
        asked.append((NURSE, SupportFinding(id=new_id(), finding_id=f"f{turn}", supported=True)))
    if turn % 31 == 30:
        asked.append((ADA, RemoveFinding(id=new_id(), finding_id="f26")))
        asked.append(
            (ADA, EditFinding(id=new_id(), finding_id="f13", text=f"rettet-{turn}-ordet", form="gap"))
        )
    if turn % 11 == 0:
        asked.append((ADA, PresentCard(id=new_id(), card_id=known)))
        question = {"question_id": f"q{turn}", "card_id": known, "text": f"spm-{turn}-ordet"}
        asked.append((TEACHER, AskQuestion(id=new_id(), **question)))
        states = {"state": chance.choice(["answered", "set_aside"]), "answer": f"svar-{turn}-ordet"}
        asked.append((ADA, AnswerQuestion(id=new_id(), question_id=f"q{turn}", **states)))
    if turn % 23 == 0:
        what = f"aftale-{turn}-ordet"
        asked.append((ADA, NoteAction(id=new_id(), action_id=f"a{turn}", what=what, card_ids=(known,))))
    if turn == 90:
        asked += [(ADA, Freeze(id=new_id())), (ADA, Reopen(id=new_id()))]
    if turn == 130:
        asked += [(ADA, Freeze(id=new_id())), (ADA, BeginTidying(id=new_id()))]
    if turn == 145 and chance.random() < 0.5:
        asked += [(ADA, GiveUpTidying(id=new_id())), (ADA, BeginTidying(id=new_id(), go_on=True))]
    return asked


def assert_is_the_mapping(shown: dict[str, Any], mapping: report.Mapping) -> None:
    things = list(shown.values())
    steps = {step.step_id: place for place, step in enumerate(mapping.session.steps)}
    cards = {thing.card_id: thing for thing in things if thing.kind == "card"}
    assert cards.keys() == {kept.offer_id for kept in mapping.offers}
    for kept in mapping.offers:
        one = cards[kept.offer_id]
        assert (one.step_id, one.column_id) == (kept.step_id, kept.column_id)
        assert set(one.other_steps) - {one.step_id} == set(kept.other_step_ids)
        for field in Offer.model_fields:
            assert getattr(one, field) == getattr(kept, field)
        asked = [thing for thing in things if thing.kind == "question" and thing.card_id == one.card_id]
        answers = {(thing.question_id, thing.text, thing.answer) for thing in asked}
        assert answers == {(each.question_id, each.text, each.answer) for each in kept.questions}
    placed = [kept for kept in mapping.offers if kept.step_id is not None]
    on_the_stairs = sorted(
        (one for one in cards.values() if one.step_id is not None),
        key=lambda one: (steps[one.step_id], one.rank, one.card_id),
    )
    assert [one.card_id for one in on_the_stairs] == [kept.offer_id for kept in placed]
    found = {
        (thing.finding_id, thing.number, thing.form, thing.text, frozenset(thing.card_ids), thing.step_id)
        for thing in things
        if thing.kind == "finding"
    }
    assert found == {
        (one.finding_id, one.number, one.form, one.text, frozenset(one.offer_ids), one.step_id)
        for one in mapping.findings
    }
    assert {thing.what for thing in things if thing.kind == "action"} == {one.what for one in mapping.actions}
    assert [held.stage_id for held in shown["stage"].held] == [held.stage_id for held in mapping.agenda]
    assert shown["stage"].frozen_at == mapping.frozen_at


@pytest.mark.parametrize("seed", range(5))
def test_any_day_ends_as_its_mapping_in_its_words_and_names_nobody(seed: int) -> None:
    workshop = day(seed)
    for version in range(1, workshop.board.version + 1):
        several, board = frames(workshop, version), frozen(workshop, version)
        mapping = freeze(board)
        assert_is_the_mapping(picture(several), mapping)
        for counted in ([frame.number for frame in several], [frame.at for frame in several]):
            assert counted == sorted(counted)
        written, kept = text(several), report.canonical(mapping).decode()
        words = re.compile(r"\w+-\d+-ordet")
        assert set(words.findall(written)) <= set(words.findall(kept))
        assert len(set(words.findall(kept))) > 10
        for person_id in (*board.people, "ada"):
            assert f'"{person_id}"' not in written


def test_a_word_that_was_taken_out_is_not_read_again_and_a_card_that_was_withdrawn_not_at_all() -> None:
    workshop = Workshop("presenting")
    workshop.does(BEN, card("Samtaler med Hans Petersen", card_id="k1"))
    workshop.does(BEN, card("Trukket tilbage", card_id="k2", step_id="trin-2"))
    workshop.does(ADA, PresentCard(id=new_id(), card_id="k2"))
    workshop.does(BEN, AskQuestion(id=new_id(), question_id="q2", card_id="k2", text="Om det trukne?"))
    workshop.does(ADA, PresentCard(id=new_id(), card_id="k1"))
    for number in (3, 4, 5):
        asked = AskQuestion(id=new_id(), question_id=f"q{number}", card_id="k1", text=f"Spurgt {number}?")
        workshop.does(BEN, asked)
    workshop.does(ADA, AnswerQuestion(id=new_id(), question_id="q3", state="set_aside"))
    workshop.does(ADA, MergeQuestions(id=new_id(), question_id="q4", into_id="q5"))
    workshop.does(ADA, OpenStage(id=new_id(), stage_id="reflection"))
    found = NoteFinding(
        id=new_id(), finding_id="f1", form="observation", text="Fjernet igen", card_ids=("k2",)
    )
    workshop.does(ADA, found)
    kept = NoteFinding(id=new_id(), finding_id="f2", form="overlap", text="Hos Hans", card_ids=("k1", "k2"))
    workshop.does(ADA, kept)
    workshop.does(ADA, RemoveFinding(id=new_id(), finding_id="f1"))
    workshop.does(
        ADA, EditFinding(id=new_id(), finding_id="f2", form="overlap", text="Ens", card_ids=("k1",))
    )
    workshop.does(ADA, WithdrawCard(id=new_id(), card_id="k2"))
    workshop.does(ADA, EditCard(id=new_id(), card_id="k1", changes=OfferChanges(name="Samtaler")))
    workshop.does(ADA, Freeze(id=new_id()))
    several = frames(workshop)
    written = text(several)
    for gone in ("Hans", "Trukket", "k2", "Om det trukne", "Spurgt 3", "Spurgt 4", "Fjernet"):
        assert gone not in written
    assert "Spurgt 5" in written
    first = next(thing for frame in several for thing in frame.put if thing.key == "card:k1")
    assert first.name == "Samtaler"


def test_where_a_card_stood_and_when_is_as_it_was() -> None:
    workshop = Workshop("placing")
    workshop.does(BEN, card(card_id="k1"))
    for minute, step in ((10, "trin-3"), (20, "trin-4")):
        workshop.now = START + minute * MINUTE
        workshop.does(BEN, MoveCard(id=new_id(), card_id="k1", step_id=step))
    workshop.now += MINUTE
    workshop.does(BEN, card(card_id="k2"))
    workshop.does(ADA, WithdrawCard(id=new_id(), card_id="k2"))
    workshop.does(ADA, Undo(id=new_id(), number=workshop.board.number))
    workshop.does(ADA, Freeze(id=new_id()))
    several = frames(workshop)
    stood = [(frame.at, thing.step_id) for frame in several for thing in frame.put if thing.key == "card:k1"]
    # Freezing shows nothing new of a card.
    assert stood == [(START, None), (START + 10 * MINUTE, "trin-3"), (START + 20 * MINUTE, "trin-4")]
    came_and_went = [
        key for frame in several for key in (*(thing.key for thing in frame.put), *frame.removed)
    ]
    assert came_and_went.count("card:k2") == 3


def test_a_version_is_told_up_to_where_it_was_frozen_and_later_ones_in_their_own_words() -> None:
    workshop = Workshop("placing")
    workshop.does(BEN, card("Først", card_id="k1"))
    workshop.does(ADA, Freeze(id=new_id()))
    workshop.does(ADA, Reopen(id=new_id()))
    workshop.does(ADA, EditCard(id=new_id(), card_id="k1", changes=OfferChanges(name="Siden")))
    workshop.does(ADA, card("Senere", card_id="k2"))
    workshop.does(ADA, Freeze(id=new_id()))
    first, second = text(frames(workshop, 1)), text(frames(workshop, 2))
    assert "Først" in first
    assert "Siden" not in first
    assert "Senere" not in first
    assert "Først" not in second
    assert "Senere" in second
    opened = [
        thing.frozen_at is None
        for frame in frames(workshop, 2)
        for thing in frame.put
        if thing.key == "stage"
    ]
    assert opened[-3:] == [False, True, False]


def test_what_was_tidied_up_is_told_of_the_version_that_came_of_it() -> None:
    workshop = Workshop("placing")
    for card_id, name in (("k1", "Hos Hans Petersen"), ("k2", "Hos Hans igen"), ("k3", "Tredje")):
        workshop.does(BEN, card(name, card_id=card_id, step_id="trin-2"))
    workshop.does(ADA, Freeze(id=new_id()))
    workshop.does(ADA, BeginTidying(id=new_id()))
    workshop.does(ADA, MoveCard(id=new_id(), card_id="k3", step_id="trin-6"))
    workshop.does(ADA, GiveUpTidying(id=new_id()))
    workshop.does(ADA, BeginTidying(id=new_id()))
    changed = OfferChanges(name="Samtaler")
    workshop.does(ADA, MergeCards(id=new_id(), card_id="k1", gone_card_id="k2", changes=changed))
    split = {"card_id": "k3", "new_card_id": "k4", "offer": offer("Fjerde")}
    workshop.does(ADA, SplitCard(id=new_id(), **split))
    workshop.does(ADA, MoveCard(id=new_id(), card_id="k1", step_id="trin-5"))
    workshop.does(ADA, Freeze(id=new_id()))
    for version in (1, 2):
        assert_is_the_mapping(picture(frames(workshop, version)), freeze(frozen(workshop, version)))
    written = text(frames(workshop, 2))
    assert "Hans" not in written
    assert "k2" not in written
    assert "Samtaler" not in text(frames(workshop, 1))
    stood = [thing.step_id for frame in frames(workshop, 2) for thing in frame.put if thing.key == "card:k3"]
    assert stood == ["trin-2", "trin-6", "trin-2"]


def test_a_point_and_a_step_that_the_plan_had_then_are_passed_over() -> None:
    """Opened by mistake, undone, and taken out of the plan; and a step that lost its cards."""
    workshop = Workshop("welcome")
    workshop.does(ADA, OpenStage(id=new_id(), stage_id="wrapup"))
    workshop.does(ADA, card(card_id="k1", step_id="trin-6"))
    workshop.does(ADA, MoveCard(id=new_id(), card_id="k1", step_id="trin-5"))
    workshop.does(ADA, Undo(id=new_id(), number=workshop.board.number - 2))
    plan = {"agenda": AGENDA[:-1], "steps": STEPS[:-1]}
    workshop.does(ADA, plan_change(workshop.board.setup, **plan))
    workshop.does(ADA, Freeze(id=new_id()))
    several = frames(workshop)
    assert_is_the_mapping(picture(several), freeze(workshop.board))
    assert "wrapup" not in text(several)


def test_nobody_is_shown_how_many_came_or_agreed() -> None:
    workshop = Workshop("reflection")
    workshop.does(ADA, NoteFinding(id=new_id(), finding_id="f1", form="observation", text="Set"))
    workshop.does(BEN, SupportFinding(id=new_id(), finding_id="f1", supported=True))
    workshop.does(ADA, Freeze(id=new_id()))
    kinds = {thing.kind for frame in frames(workshop) for thing in frame.put}
    assert kinds == {"session", "stage", "presenting", "finding"}
    assert see(workshop.board, RETOLD).keys() <= {"session", "stage", "presenting", "finding:f1"}


def test_a_log_of_an_older_release_is_told_as_it_would_be_now() -> None:
    """What came later has a default, and does not stand in older logs."""
    workshop = day(3)
    now = text(frames(workshop))
    workshop.entries = [replace(entry, events=load_events(_older(entry))) for entry in workshop.entries]
    assert text(frames(workshop)) == now


def _older(entry: Entry) -> str:
    events = [event.model_dump(mode="json", exclude_defaults=True) for event in entry.events]
    return json.dumps(
        [{"type": event.type, **older} for event, older in zip(entry.events, events, strict=True)]
    )
