"""A mapping is made from a board and from nothing else, and its digest says what it says."""

import hashlib
import json
import random
import unicodedata
from dataclasses import replace

import pytest

from board.commands import Freeze, RemovePerson, Reopen
from board.events import Entry
from board.fold import fold, replay
from board.guard import Place
from board.people import Actor
from board.rules import decide
from board.staircase import cards_on
from board.state import Action, Board, Finding, Held, Stage
from exports.freezing import PersonalNumber, freeze
from exports.report import canonical, digest, load
from sessions.demo import demo_entries, demo_setup, real_offers
from tests.exports import boards
from tests.world import ADA, CLEO, Workshop

MINUTE = 60_000


def test_the_real_offers_are_all_in_letter_for_letter() -> None:
    mapping = freeze(boards.real())
    assert sorted(offer.name for offer in mapping.offers) == sorted(row.offer.name for row in real_offers())
    assert {offer.target_group for offer in mapping.offers} == {
        row.offer.target_group for row in real_offers()
    }
    assert all(offer.provenance.source for offer in mapping.offers)


def test_a_board_that_is_not_frozen_makes_no_mapping() -> None:
    with pytest.raises(ValueError, match="frozen"):
        freeze(replace(boards.real(), frozen_at=None))


def test_equal_boards_give_the_same_bytes_whatever_order_they_were_filled_in() -> None:
    board = boards.generated(7, 60)
    actions = {f"a{n}": Action(action_id=f"a{n}", what="Det samme", who="Enhver") for n in range(5)}
    board = replace(board, actions=actions)
    other = board
    for field in ("cards", "findings", "actions", "people"):
        items = list(getattr(board, field).items())
        random.Random(3).shuffle(items)
        other = replace(other, **{field: dict(items)})
    assert canonical(freeze(other)) == canonical(freeze(board))


def test_freezing_twice_gives_the_same_digest_and_another_version_another_one() -> None:
    board = boards.real()
    assert digest(freeze(board)) == digest(freeze(board))
    assert digest(freeze(replace(board, version=3))) != digest(freeze(board))


def test_the_digest_of_a_known_board_stays() -> None:
    """It changes only with the published format: then the format version has to change too."""
    assert digest(freeze(boards.real())) == "9195f16342200b315c59c7d6048d61afaff8796250d88bc6fe88de95dcefc293"


def test_the_digest_is_the_hash_of_canonical_json() -> None:
    mapping = freeze(boards.hostile())
    text = canonical(mapping)
    assert digest(mapping) == hashlib.sha256(text).hexdigest()
    assert unicodedata.is_normalized("NFC", text.decode())
    assert (
        text
        == json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    )


def test_what_was_stored_is_read_back_as_it_was() -> None:
    mapping = freeze(boards.hostile())
    assert load(canonical(mapping)) == mapping


def test_the_log_makes_the_same_mapping_again() -> None:
    setup = demo_setup(boards.FROZEN_AT)
    entries = demo_entries("wrapup", setup, session_id="demo", facilitator_id="ada", now=boards.FROZEN_AT)
    board = replay(entries)
    ada = Actor("facilitator", "ada")
    facts = decide(board, ada, Freeze(id="f"), boards.FROZEN_AT)
    entry = Entry(board.number + 1, "f", ada, boards.FROZEN_AT, facts)
    mapping = freeze(fold(board, entry))
    assert freeze(replay([*entries, entry])) == mapping
    assert mapping.log_number == entry.number
    assert len(mapping.offers) == 30


def test_offers_stand_as_on_the_wall_and_those_without_a_step_last() -> None:
    board = boards.generated(11, 80)
    on_the_wall = [card.card_id for step in board.setup.steps for card in cards_on(board.cards, step.step_id)]
    placed = [offer.offer_id for offer in freeze(board).offers if offer.step_id is not None]
    assert placed == on_the_wall
    assert all(offer.step_id is None for offer in freeze(board).offers[len(placed) :])


def test_a_withdrawn_card_leaves_the_offers_and_the_findings() -> None:
    cards = [boards.card(1, ("almen",)), boards.card(2, ("almen",), withdrawn=True)]
    finding = Finding(finding_id="f1", number=1, form="overlap", text="Ligner", card_ids=("c2", "c1"))
    mapping = freeze(boards.board(cards, findings={"f1": finding}))
    assert [offer.offer_id for offer in mapping.offers] == ["c1"]
    assert mapping.findings[0].offer_ids == ("c1",)


def test_what_was_removed_is_left_out_and_numbers_stay() -> None:
    mapping = freeze(boards.real())
    assert [finding.number for finding in mapping.findings] == [1, 3, 4]
    assert [action.what for action in mapping.actions] == [
        "Samle de to grupper",
        "Lægge overblikket på intranettet",
    ]


def test_a_finding_outlives_the_step_it_spoke_of() -> None:
    finding = Finding(finding_id="f1", number=1, form="gap", text="Mangel", step_id="borte")
    mapping = freeze(boards.board([boards.card(1)], findings={"f1": finding}))
    assert mapping.findings[0].step_id is None


def test_an_action_names_what_it_is_about_and_that_is_a_format_of_its_own() -> None:
    cards = [boards.card(2, ("almen",)), boards.card(1, ("hjemme",)), boards.card(3, withdrawn=True)]
    findings = {
        f"f{number}": Finding(
            finding_id=f"f{number}", number=number, form="gap", text="x", removed=number == 2
        )
        for number in (1, 2, 3)
    }
    action = Action(action_id="a1", what="Spørg", card_ids=("c3", "c1", "c2"), finding_ids=("f3", "f2", "f1"))
    mapping = freeze(boards.board(cards, findings=findings, actions={"a1": action}))
    assert mapping.actions[0].offer_ids == ("c2", "c1")
    assert mapping.actions[0].finding_ids == ("f1", "f3")
    assert mapping.format_version == 3
    assert load(canonical(mapping)) == mapping


def test_an_action_about_nothing_is_letter_for_letter_as_before() -> None:
    action = Action(action_id="a1", what="Spørg", card_ids=("borte",), finding_ids=("borte",))
    mapping = freeze(boards.board([boards.card(1)], actions={"a1": action}))
    assert mapping.format_version == 1
    assert set(json.loads(canonical(mapping))["actions"][0]) == {"action_id", "what", "who", "due"}


def test_further_steps_are_in_order_without_the_main_step() -> None:
    mapping = freeze(boards.board([boards.card(1, ("hjemme", "institution", "hjemme", "almen"))]))
    assert mapping.offers[0].step_id == "hjemme"
    assert mapping.offers[0].other_step_ids == ("almen", "institution")


def test_the_agenda_is_told_as_it_was_held() -> None:
    board = boards.board(
        [],
        held=(
            Held(stage_id="welcome", opened_at=0, closed_at=10 * MINUTE),
            Held(stage_id="writing", opened_at=10 * MINUTE, closed_at=55 * MINUTE + 999),
            Held(stage_id="welcome", opened_at=56 * MINUTE),
        ),
        frozen_at=60 * MINUTE,
    )
    held = freeze(board).agenda
    assert [(stage.title, stage.seconds) for stage in held] == [
        ("Velkomst", 600),
        ("Skriv tilbud", 2700),
        ("Velkomst", 240),
    ]
    assert held[-1].closed_at == board.frozen_at  # the last stage ends with the freeze
    assert held[1].planned_minutes == 45


def test_a_break_is_no_part_of_the_result_and_what_was_given_up_was_planned() -> None:
    setup = boards.board([]).setup
    pause = Stage(stage_id="pause", kind="break", title="Kaffe", minutes=15)
    welcome, writing, wrapup = setup.agenda
    short = writing.model_copy(update={"minutes": 35, "given_up": 10})
    board = boards.board(
        [],
        held=(
            Held(stage_id="welcome", opened_at=0, closed_at=10 * MINUTE),
            Held(stage_id="pause", opened_at=10 * MINUTE, closed_at=25 * MINUTE),
            Held(stage_id="writing", opened_at=25 * MINUTE),
        ),
        frozen_at=60 * MINUTE,
    )
    board = replace(board, setup=setup.model_copy(update={"agenda": (welcome, pause, short, wrapup)}))
    mapping = freeze(board)
    assert [(stage.stage_id, stage.planned_minutes) for stage in mapping.agenda] == [
        ("welcome", 15),
        ("writing", 45),
    ]
    assert "Kaffe" not in canonical(mapping).decode()
    assert mapping.format_version == 1


def test_the_time_between_two_versions_is_no_time_that_a_stage_was_held() -> None:
    workshop = Workshop("wrapup")
    for minutes, command in (
        (10, Freeze(id="freeze-1")),
        (7 * 24 * 60, Reopen(id="reopen")),
        (5, Freeze(id="freeze-2")),
    ):
        workshop.now += minutes * MINUTE
        workshop.does(ADA, command)
    last = freeze(workshop.board).agenda[-1]
    assert (last.closed_at - last.opened_at) // MINUTE == 10 + 7 * 24 * 60 + 5
    assert last.seconds == 15 * 60


@pytest.mark.parametrize(
    ("counts", "shown", "total"),
    [
        ({"skole": 3, "ppr": 5}, [3, 5], 8),
        ({"skole": 3, "ppr": 1}, [3, None], None),  # the total would tell the one
        ({"skole": 3, "ppr": 1, "ssp": 1}, [3, None, None], None),  # two together: one each
        ({"skole": 3, "ppr": 2, "ssp": 2}, [3, None, None], None),  # four together: two each
        ({"skole": 3, "ppr": 2, "ssp": 1}, [3, None, None], 6),  # three together: nobody knows which
        ({}, [], 0),
    ],
)
def test_small_counts_cannot_be_worked_out(
    counts: dict[str, int], shown: list[int | None], total: int | None
) -> None:
    people = {f"{area}{n}": area for area, number in counts.items() for n in range(number)}
    mapping = freeze(boards.board([], people=people))
    found = {part.area_id: part.count for part in mapping.participants}
    assert found == dict(zip(counts, shown, strict=True))
    assert mapping.participants_total == total


def test_nobody_is_in_what_is_hashed() -> None:
    board = boards.board([boards.card(1)], people={"person-17": "skole"})
    card = board.cards["c1"].model_copy(update={"author_id": "person-17"})
    mapping = freeze(replace(board, cards={"c1": card}))
    assert b"person-17" not in canonical(mapping)
    assert mapping.offers[0].provenance.area_id == "skole"


def _with_text(place: str) -> Board:
    number = "010190-1234"
    match place:
        case "offer":
            return boards.board([boards.card(1, description=f"Ring om {number}")])
        case "source":
            card = boards.card(1).model_copy(update={"source": number})
            return boards.board([card])
        case "finding":
            finding = Finding(finding_id="f1", number=1, form="gap", text=number)
            return boards.board([], findings={"f1": finding})
        case "action":
            return boards.board([], actions={"a1": Action(action_id="a1", what="Ring", who=number)})
    return boards.board([], boards.setup(purpose=number))


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("offer", Place("offer", "c1", "description")),
        ("source", Place("offer", "c1", "source")),
        ("finding", Place("finding", "f1", "text")),
        ("action", Place("action", "a1", "who")),
        ("session", Place("session", "", "purpose")),
    ],
)
def test_a_personal_number_stops_the_freeze_and_is_not_repeated(place: str, said: Place) -> None:
    with pytest.raises(PersonalNumber) as trouble:
        freeze(_with_text(place))
    assert trouble.value.places == (said,)
    assert "1234" not in str(trouble.value)


def test_a_personal_number_on_a_withdrawn_card_stops_nothing() -> None:
    freeze(boards.board([boards.card(1, description="010190-1234", withdrawn=True)]))


def test_who_was_sent_out_is_not_counted_as_having_taken_part() -> None:
    workshop = Workshop("placing")
    workshop.does(ADA, RemovePerson(id="out", person_id=CLEO.person_id, removed=True))
    workshop.does(ADA, Freeze(id="freeze"))
    assert {part.area_id for part in freeze(workshop.board).participants} == {"skole"}
