"""A version says what is another in it than in the one before: no more, and nothing of what follows by itself."""

import json
from collections.abc import Callable
from typing import Any

import jsonschema
import pytest

from board import guard
from board.commands import EditCard, Freeze, MoveCard, OfferChanges, Reopen
from board.events import BoardFrozen
from board.fold import replay
from board.refusals import Refused
from board.state import Board
from board.tidying import BeginTidying
from exports import json as json_file
from exports.changes import _AXES, changes, for_readers
from exports.freezing import freeze
from exports.report import Change, FieldChange, Mapping, Offer, canonical, digest, is_whole, load
from exports.schema import schema
from tests.exports import boards
from tests.world import ADA, Workshop, card, new_id

BOARDS = (boards.real, boards.hostile, boards.asked, boards.with_columns, boards.unconfirmed)


def with_offers(mapping: Mapping, **changed: dict[str, Any] | None) -> Mapping:
    """The mapping with some fields of some offers changed; None: it is gone."""
    offers = [
        offer.model_copy(update=changed.get(offer.offer_id) or {})
        for offer in mapping.offers
        if changed.get(offer.offer_id, {}) is not None
    ]
    return mapping.model_copy(update={"offers": tuple(offers)})


def told(
    before: Mapping, after: Mapping, about: str = "offer"
) -> list[tuple[str, str, list[tuple[str, ...]]]]:
    return [
        (one.key, one.kind, [(field.field, field.was, field.now) for field in one.fields])
        for one in changes(before, after)
        if one.about == about
    ]


@pytest.mark.parametrize("board", BOARDS)
def test_nothing_is_told_of_equal_mappings(board: Callable[[], Board]) -> None:
    assert changes(freeze(board()), freeze(board())) == ()


def test_of_an_offer_each_field_is_told_and_places_by_their_names() -> None:
    before = freeze(boards.with_columns())
    steps, areas, columns = before.session.steps, before.session.areas, before.session.columns
    offer = next(one for one in before.offers if one.step_id == steps[1].step_id and one.column_id)
    after = with_offers(
        before,
        **{
            offer.offer_id: {
                "name": "Nyt navn",
                "step_id": steps[2].step_id,
                "other_step_ids": (steps[0].step_id, steps[3].step_id),
                "area_id": areas[-1].area_id,
                "column_id": None,
                "public": True,
            }
        },
    )
    names = {area.area_id: area.name for area in areas}
    column = next(one.name for one in columns if one.column_id == offer.column_id)
    others = " · ".join(step.name for step in steps if step.step_id in offer.other_step_ids)
    assert told(before, after) == [
        (
            offer.offer_id,
            "changed",
            [
                ("name", offer.name, "Nyt navn"),
                ("area_id", names[offer.area_id], areas[-1].name),
                ("step_id", steps[1].name, steps[2].name),
                ("other_step_ids", others, f"{steps[0].name} · {steps[3].name}"),
                ("column_id", column, ""),
                ("public", "", "true"),
            ],
        )
    ]


def test_added_and_withdrawn_and_which_became_part_of_another_or_came_from_one() -> None:
    before = freeze(boards.real())
    more = before.offers[0].model_copy(update={"offer_id": "ny", "name": "Ny", "split_from": "c2"})
    after = with_offers(before, c5=None, c6=None, c7={"merged_ids": ("c6",)})
    after = after.model_copy(update={"offers": (*after.offers, more)})
    by_key = {one.key: one for one in changes(before, after)}
    assert {key: one.kind for key, one in by_key.items()} == {
        "ny": "added",
        "c5": "withdrawn",
        "c6": "withdrawn",
    }
    assert (by_key["c5"].merged_into, by_key["c6"].merged_into) == (None, "c7")
    assert by_key["ny"].split_from == "c2"
    assert next(iter(by_key)) == "ny", "withdrawn ones come last"


def test_what_follows_from_another_change_is_not_told() -> None:
    """Finding f1 is about c24 and c25: one that goes, or becomes part of another, takes nothing away from it."""
    before = freeze(boards.real())
    finding = next(one for one in before.findings if one.finding_id == "f1")

    def with_finding(mapping: Mapping, *offer_ids: str) -> Mapping:
        kept = [one for one in before.findings if one.finding_id != "f1"]
        about = finding.model_copy(update={"offer_ids": offer_ids})
        return mapping.model_copy(update={"findings": (about, *kept)})

    assert told(before, with_finding(with_offers(before, c24=None), "c25"), "finding") == []
    merged = with_offers(before, c24=None, c3={"merged_ids": ("c24",)})
    assert told(before, with_finding(merged, "c3", "c25"), "finding") == []
    names = {offer.offer_id: offer.name for offer in before.offers}
    assert told(before, with_finding(before, "c24"), "finding") == [
        ("f1", "changed", [("offer_ids", f"{names['c24']} · {names['c25']}", names["c24"])])
    ]


def test_findings_agreements_questions_and_the_session_are_told_of_too() -> None:
    before = freeze(boards.real())
    after = before.model_copy(
        update={
            "session": before.session.model_copy(update={"purpose": "Noget andet"}),
            "findings": before.findings[1:],
            "actions": (before.actions[0].model_copy(update={"who": "Lederen"}), *before.actions[1:]),
        }
    )
    assert told(before, after, "session") == [
        ("", "changed", [("purpose", before.session.purpose, "Noget andet")])
    ]
    assert told(before, after, "finding") == [(before.findings[0].finding_id, "withdrawn", [])]
    assert told(before, after, "action") == [
        (before.actions[0].action_id, "changed", [("who", before.actions[0].who, "Lederen")])
    ]
    asked = freeze(boards.asked())
    answered = asked.offers[0].questions[1].model_copy(update={"answer": "Ti uger"})
    one = {"questions": (asked.offers[0].questions[0], answered)}
    assert told(asked, with_offers(asked, c0=one), "question") == [
        ("q2", "changed", [("answer", "", "Ti uger")])
    ]


def test_what_is_said_of_steps_columns_and_areas_is_told_with_their_names() -> None:
    before = freeze(boards.with_columns())
    session = before.session

    def other(things: tuple[Any, ...], *changed: dict[str, str]) -> tuple[Any, ...]:
        pairs = zip(things, (*changed, *({} for _ in things)), strict=False)
        return tuple(thing.model_copy(update=update) for thing, update in pairs)

    update = {
        "steps": other(session.steps, {"description": "Nyt"}, {"name": "Omdøbt", "description": ""}),
        "columns": other(session.columns, {"short": "K1"}, {"description": "Om den"}),
        "areas": other(session.areas, {"tag": "ÅÅ"}),
    }
    after = before.model_copy(update={"session": session.model_copy(update=update)})
    steps, columns, area = session.steps, session.columns, session.areas[0]
    ((_, _, fields),) = told(before, after, "session")
    assert [one for one in fields if one[0] != "steps"] == [
        (
            "steps.description",
            " · ".join(f"{one.name}: {one.description or '–'}" for one in steps[:2]),
            f"{steps[0].name}: Nyt · Omdøbt: –",
        ),
        ("columns.short", f"{columns[0].name}: {columns[0].short or '–'}", f"{columns[0].name}: K1"),
        (
            "columns.description",
            f"{columns[1].name}: {columns[1].description or '–'}",
            f"{columns[1].name}: Om den",
        ),
        ("areas.tag", f"{area.name}: {area.tag}", f"{area.name}: ÅÅ"),
    ]


def test_every_member_of_steps_columns_and_areas_is_compared() -> None:
    """As below for offers: each is the key, the name, or told of."""
    session = freeze(boards.with_columns()).session
    for field, key, members in _AXES:
        (shape,) = {type(one) for one in getattr(session, field)}
        assert set(shape.model_fields) == {key, "name", *members}, field


def test_every_field_of_an_offer_is_compared() -> None:
    """A field that is added to offers is told of without a word here, or stands among those that are not."""
    before = freeze(boards.with_columns(3))
    offer = before.offers[0]
    apart = {"offer_id", "provenance", "questions", "merged_ids", "split_from"}
    for field in Offer.model_fields.keys() - apart:
        was = getattr(offer, field)
        other: object = (
            (not was) if isinstance(was, bool) else ("andet",) if isinstance(was, tuple) else "andet"
        )
        assert len(told(before, with_offers(before, **{offer.offer_id: {field: other}}))) == 1, field


def corrected(note: str = "", *, now_only: bool = False) -> tuple[Workshop, Mapping, Mapping]:
    """Two versions: between them a card was given another name and another step."""
    workshop = Workshop("placing")
    workshop.does(ADA, card("Åben radgivning", card_id="k1"))
    workshop.does(ADA, Freeze(id=new_id()))
    first = freeze(workshop.board)
    workshop.does(ADA, Reopen(id=new_id()))
    changed = OfferChanges(name="Åben rådgivning")
    workshop.does(ADA, EditCard(id=new_id(), card_id="k1", changes=changed))
    workshop.does(ADA, MoveCard(id=new_id(), card_id="k1", step_id="trin-2"))
    workshop.does(ADA, Freeze(id=new_id(), note=note, now_only=now_only))
    return workshop, first, freeze(workshop.board)


def test_a_corrected_version_says_so_itself_and_what_was_said_of_it() -> None:
    workshop, first, second = corrected("Stavefejl")
    assert first.changes is None
    assert second.changes is not None
    assert (second.changes.since, second.changes.note) == (1, "Stavefejl")
    assert second.changes.made == (
        Change(
            about="offer",
            key="k1",
            kind="changed",
            name="Åben rådgivning",
            fields=(
                FieldChange(field="name", was="Åben radgivning", now="Åben rådgivning"),
                FieldChange(field="step_id", was="", now="Trin nummer 2"),
            ),
        ),
    )
    assert load(canonical(second)) == second
    jsonschema.validate(json.loads(json_file.render(second)), schema())
    assert digest(freeze(replay(workshop.entries))) == digest(second)


def test_a_version_from_before_versions_said_so_keeps_its_digest() -> None:
    workshop, _, second = corrected()
    older = [
        entry
        if not isinstance(fact := entry.events[0], BoardFrozen)
        else type(entry)(
            entry.number,
            entry.command_id,
            entry.actor,
            entry.at,
            (BoardFrozen(at=fact.at, version=fact.version),),
        )
        for entry in workshop.entries
    ]
    again = freeze(replay(older))
    assert again.changes is None
    assert again == second.model_copy(update={"changes": None, "format_version": again.format_version})
    assert b"changes" not in canonical(again)


def test_a_version_that_tells_only_what_stands_now_is_made_again_of_the_log() -> None:
    workshop, first, second = corrected(now_only=True)
    assert second.changes is not None
    assert second.changes.made == (
        Change(
            about="offer",
            key="k1",
            kind="changed",
            name="Åben rådgivning",
            fields=(
                FieldChange(field="name", was="", now="Åben rådgivning"),
                FieldChange(field="step_id", was="", now="Trin nummer 2"),
            ),
        ),
    )
    assert "radgivning" not in canonical(second).decode()
    assert second.format_version == 3
    assert load(canonical(second)) == second
    jsonschema.validate(json.loads(json_file.render(second)), schema())
    assert digest(freeze(replay(workshop.entries))) == digest(second)
    assert for_readers(second) is second
    assert for_readers(first) is first


def test_an_extract_for_readers_bears_the_digest_of_the_whole() -> None:
    _, _, second = corrected()
    extract = for_readers(second)
    assert "radgivning" not in canonical(extract).decode()
    assert (digest(extract), is_whole(extract), is_whole(second)) == (digest(second), False, True)


def test_a_remark_with_a_personal_number_is_refused() -> None:
    workshop = Workshop("placing")
    with pytest.raises(Refused) as refused:
        workshop.does(ADA, Freeze(id=new_id(), note="Rettet for 010114-1234"))
    assert (refused.value.code, refused.value.field) == ("cpr", "note")


@pytest.mark.parametrize("way", [Reopen, BeginTidying])
def test_a_number_that_an_older_release_let_in_is_not_told_when_it_was_corrected(
    way: type[Reopen | BeginTidying], monkeypatch: pytest.MonkeyPatch
) -> None:
    workshop = Workshop("placing")
    with monkeypatch.context() as before_today:
        before_today.setattr(guard, "looks_like_cpr", lambda _text: False)
        workshop.does(ADA, card(card_id="k1", name="Ring til 120304/1234"))
        workshop.does(ADA, Freeze(id=new_id()))
    workshop.does(ADA, way(id=new_id()))
    workshop.does(ADA, EditCard(id=new_id(), card_id="k1", changes=OfferChanges(name="Ring til rådhuset")))
    workshop.does(ADA, Freeze(id=new_id()))
    second = freeze(workshop.board)
    assert second.changes is not None and second.changes.made[0].name == "Ring til rådhuset"
    assert b"1234" not in canonical(second)
    assert digest(freeze(replay(workshop.entries))) == digest(second)
