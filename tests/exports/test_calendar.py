"""The calendar file as RFC 5545 has it: read here by unfolding and unescaping it, as a calendar does."""

import re
from datetime import date

import pytest

from board.process import Upkeep
from board.state import Action
from exports import calendar
from exports.freezing import freeze
from exports.report import Mapping
from exports.words import translator
from tests.exports import boards

AT = 1_794_477_060_000  # 12 November 2026, 9.51 in UTC


def written(mapping: Mapping, number: int = 400) -> bytes:
    found = calendar.events(mapping.session.title, mapping.session.upkeep, mapping.actions, translator("da"))
    return calendar.write("sess", found, at=AT, number=number)


def read(data: bytes) -> list[dict[str, str]]:
    """The events, by their properties' names."""
    unfolded = data.decode().replace("\r\n ", "")
    events = re.findall("BEGIN:VEVENT\r\n(.*?)END:VEVENT\r\n", unfolded, re.DOTALL)
    return [dict(line.partition(":")[::2] for line in event.splitlines()) for event in events]


def unescaped(text: str) -> str:
    return re.sub(r"\\(.)", lambda sign: "\n" if sign[1] == "n" else sign[1], text)


def mapping(*actions: Action, **upkeep: str) -> Mapping:
    plan = boards.setup(upkeep=Upkeep.model_validate(upkeep))
    return freeze(boards.board([], plan, actions={action.action_id: action for action in actions}))


def test_the_next_update_and_what_is_due_are_days_in_order() -> None:
    due = Action(action_id="a1", what="Spørg PPR", who="Anne", due="2027-01-15")
    undated = Action(action_id="a2", what="Tænk over det")
    first, then = read(written(mapping(due, undated, next_date="2027-11-15", owner="Bo", rhythm="yearly")))
    assert (first["SUMMARY"], first["UID"]) == ("Spørg PPR", "sess-action-a1@tilbudstrappen")
    assert (first["DTSTART;VALUE=DATE"], first["DTEND;VALUE=DATE"]) == ("20270115", "20270116")
    assert then["DTSTART;VALUE=DATE"] == "20271115"
    assert "Tovholder: Bo\nOpdateres: Hvert år" in unescaped(then["DESCRIPTION"])


def test_a_newer_file_moves_the_same_events() -> None:
    (old,) = read(written(mapping(next_date="2027-05-12"), 400))
    (new,) = read(written(mapping(next_date="2027-06-14"), 412))
    assert old["UID"] == new["UID"]
    assert int(new["SEQUENCE"]) > int(old["SEQUENCE"])
    assert new["DTSTAMP"] == "20261112T095100Z"


@pytest.mark.parametrize("text", boards.HOSTILE)
def test_any_text_comes_through_in_lines_of_at_most_75_octets(text: str) -> None:
    action = Action(action_id="a1", what=text, who=text, due="2027-01-15")
    data = written(mapping(action))
    lines = data.split(b"\r\n")
    assert lines.pop() == b""
    assert all(len(line) <= 75 and b"\n" not in line and line for line in lines)
    assert all(line.decode() for line in lines), "no sign is broken"
    (event,) = read(data)
    assert unescaped(event["SUMMARY"]) == text


def test_without_dates_there_is_nothing_to_remember() -> None:
    assert read(written(mapping(Action(action_id="a1", what="Tænk"), owner="Bo"))) == []


def test_the_last_day_that_there_is_is_a_day_too() -> None:
    (event,) = read(written(mapping(next_date=date.max.isoformat())))
    assert event["DTSTART;VALUE=DATE"] == "99991231"


def test_an_update_comes_again_in_its_rhythm_also_where_a_month_lacks_its_day() -> None:
    upkeep = Upkeep(
        form="",
        recipients="",
        access="",
        channel="",
        owner="",
        rhythm="half_yearly",
        rhythm_words="",
        next_date="2026-08-31",
    )
    words = translator("da")
    (event,) = calendar.update("Nord", upkeep, words)
    assert event.rule == "FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=28,29,30,31;BYSETPOS=-1"
    for rhythm, rule in (
        ("yearly", "FREQ=MONTHLY;INTERVAL=12"),
        ("two_yearly", "FREQ=MONTHLY;INTERVAL=24"),
        ("other", ""),
    ):
        changed = upkeep.model_copy(update={"rhythm": rhythm, "next_date": "2026-08-10"})
        assert calendar.update("Nord", changed, words)[0].rule == rule
    text = calendar.write("s", [event], at=0, number=1).decode()
    alarm = text[text.index("BEGIN:VALARM") : text.index("END:VALARM")]
    assert "ACTION:DISPLAY" in alarm and "TRIGGER:-P14D" in alarm
