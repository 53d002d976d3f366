"""The demo workshop: the real offers letter for letter, at any stage, the same every time."""

import csv
from pathlib import Path

import pytest

from board.events import Entry
from board.fold import replay
from board.state import StageKind
from sessions import demo, lifecycle, participants
from sessions.database import Database
from sessions.log import StoredLog
from tests.world import START

KINDS = demo.STAGES  # the handbook's agenda has no break


def rows() -> list[dict[str, str]]:
    file = Path(demo.__file__).parent / "data" / "holbaek.csv"
    return list(csv.DictReader(file.read_text(encoding="utf-8").splitlines()))


def entries(kind: StageKind, session_id: str = "demo") -> tuple[Entry, ...]:
    plan = demo.demo_setup(START)
    return demo.demo_entries(kind, plan, session_id=session_id, facilitator_id="ada", now=START)


def test_the_offers_are_those_of_the_file_letter_for_letter() -> None:
    assert len(rows()) == 30
    for row, real in zip(rows(), demo.real_offers(), strict=True):
        assert (real.offer.name, real.offer.target_group) == (row["navn"], row["maalgruppe"])
        assert (real.offer.organisational_unit, real.source) == (
            row["organisatorisk_placering"],
            row["kilde"],
        )
        assert bool(real.offer.reach) == bool(row["tilbud_til"])
        assert len(real.step_ids) == len([step for step in row["trin"].split(";") if step])


@pytest.mark.parametrize("kind", KINDS)
def test_the_demo_comes_to_every_stage_by_the_boards_own_rules(kind: StageKind) -> None:
    log = entries(kind)
    board = replay(log)
    assert board.stage.kind == kind
    assert [entry.number for entry in log] == list(range(1, len(log) + 1))
    assert len({entry.command_id for entry in log}) == len(log)
    times = [entry.at for entry in log]
    assert times == sorted(times)
    assert START - 5 * 3_600_000 < times[0] < times[-1] + 1 <= START + 1, (
        "the same day, and nothing in the future"
    )
    assert log == entries(kind), "the same every time"


def test_the_wall_fills_as_the_day_goes_on() -> None:
    def counts(kind: StageKind) -> tuple[int, int, int, int, int]:
        board = replay(entries(kind))
        placed = [card for card in board.cards.values() if card.placement.step_id]
        return len(board.people), len(board.cards), len(placed), len(board.findings), len(board.actions)

    assert counts("preparation") == (0, 0, 0, 0, 0)
    assert counts("welcome") == (24, 0, 0, 0, 0)
    assert counts("writing") == (24, 17, 0, 0, 0)
    assert counts("placing") == (24, 30, 26, 0, 0)
    assert counts("reflection") == (24, 30, 26, 4, 0)
    assert counts("wrapup") == (24, 30, 26, 4, 3)


def test_while_writing_the_clock_runs_and_several_tables_have_written() -> None:
    board = replay(entries("writing"))
    assert board.clock.deadline is not None
    assert START < board.clock.deadline <= START + 45 * 60_000
    assert not board.texts_shown
    assert len({card.offer.area_id for card in board.cards.values()}) >= 3


def test_cards_stand_where_the_file_says_with_where_they_come_from() -> None:
    cards = {card.offer.name: card for card in replay(entries("placing")).cards.values()}
    assert cards["Anbringelse"].placement.step_id == "netvaerk"
    assert cards["Anbringelse"].placement.other_steps == ("pleje", "institution")
    assert cards["Headspace"].placement.step_id is None
    assert {card.source for card in cards.values()} == {row["kilde"] for row in rows()}


def test_each_card_was_written_at_its_own_table() -> None:
    board = replay(entries("placing"))
    for card in board.cards.values():
        assert board.people[card.author_id] == card.offer.area_id


def test_one_card_is_shown_large_while_presenting() -> None:
    assert replay(entries("presenting")).presented is not None


async def test_a_demo_session_is_kept_with_its_people(database: Database) -> None:
    made = [
        await demo.create(database, "placing", session_id=session_id, facilitator_id="ada", now=START)
        for session_id in ("demo-1", "demo-2")
    ]
    assert all(session.demo for session in made)
    log = StoredLog(database)
    for session in made:
        board = replay(await log.since(session.session_id, 0))
        people = await participants.people(database, session.session_id)
        assert {person.person_id: person.area_id for person in people} == dict(board.people)
        assert session.title == board.setup.title
    await log.close()
    assert len(await lifecycle.all_sessions(database)) == 2
    english = await demo.create(
        database, "welcome", session_id="demo-3", facilitator_id="ada", now=START, lang="en"
    )
    assert english.title == "Demo: offers in Holbæk"
