"""The JSON file carries its digest, and anyone can check it; its shape is published."""

import hashlib
import json
import random
import re
from typing import Any

import pytest

from exports import json as format_json
from exports.freezing import freeze
from exports.report import Mapping, Person, canonical, digest, load
from exports.schema import DIALECT, Document, schema
from tests.exports import boards


def test_a_reader_recomputes_the_digest_as_the_schema_says() -> None:
    for board in (boards.real(), boards.hostile()):
        told = json.loads(format_json.render(freeze(board)))
        written = json.dumps(told["mapping"], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        assert hashlib.sha256(written.encode()).hexdigest() == told["digest"] == digest(freeze(board))


@pytest.mark.parametrize("seed", range(12))
def test_whatever_was_frozen_is_read_back_with_the_same_digest(seed: int) -> None:
    chance = random.Random(seed)
    mapping = freeze(boards.generated(seed, chance.randint(1, 40), columns=chance.choice((0, 3))))
    told = format_json.render(mapping, people=[Person("Bo", "ppr")])
    again = Document.model_validate_json(told)
    assert again.mapping == mapping
    assert digest(again.mapping) == again.digest == digest(mapping)
    assert format_json.render(again.mapping, people=[Person("Bo", "ppr")]) == told


def test_every_offer_is_in_letter_for_letter() -> None:
    for board in (boards.real(), boards.hostile()):
        told = json.loads(format_json.render(freeze(board)))
        names = sorted(offer["name"] for offer in told["mapping"]["offers"])
        assert names == sorted(card.offer.name for card in board.cards.values())


def test_names_stand_beside_the_mapping_and_change_no_digest() -> None:
    mapping = freeze(boards.real())
    people = [Person("Mette", "skole"), Person("", "ppr"), Person("Bo", "ppr")]
    told = json.loads(format_json.render(mapping, people=people))
    assert told["names"] == [{"area_id": "ppr", "name": "Bo"}, {"area_id": "skole", "name": "Mette"}]
    assert told["digest"] == json.loads(format_json.render(mapping))["digest"]
    assert Document.model_validate(told).mapping == mapping


def test_a_file_is_the_same_in_every_language() -> None:
    mapping = freeze(boards.real())
    assert format_json.render(mapping, "en") == format_json.render(mapping, "da")


def test_the_schema_accepts_what_is_written_and_nothing_else() -> None:
    published = schema()
    assert published["$schema"] == DIALECT
    for board in (boards.real(), boards.hostile(), boards.board([])):
        told = json.loads(format_json.render(freeze(board), people=[Person("Bo", "ppr")]))
        assert not list(_faults(told, published, published))
        assert list(_faults({**told, "more": 1}, published, published))
        del told["mapping"]["offers"]
        assert list(_faults(told, published, published))
        assert list(_faults({**told, "digest": "ABC"}, published, published))


def test_what_was_not_confirmed_says_so_in_a_format_of_its_own() -> None:
    board = boards.unconfirmed()
    told = json.loads(format_json.render(freeze(board)))
    assert not list(_faults(told, schema(), schema()))
    assert told["mapping"]["format_version"] == 2
    said = {offer["offer_id"]: offer["provenance"].get("confirmed") for offer in told["mapping"]["offers"]}
    assert said == {card.card_id: None if card.confirmed else False for card in board.cards.values()}
    assert load(json.dumps(told["mapping"])) == freeze(board)


def test_mappings_without_such_offers_are_letter_for_letter_as_before_there_were_any() -> None:
    content = canonical(freeze(boards.real()))
    assert b'"format_version":1' in content and b"confirmed" not in content


def test_columns_are_there_only_where_the_staircase_has_them() -> None:
    assert b"column" not in canonical(freeze(boards.real()))
    board = boards.with_columns()
    told = json.loads(format_json.render(freeze(board)))
    assert not list(_faults(told, schema(), schema()))
    assert told["mapping"]["format_version"] == 3
    assert [column["column_id"] for column in told["mapping"]["session"]["columns"]] == [
        column.column_id for column in board.setup.columns
    ]
    stands = {offer["offer_id"]: offer.get("column_id") for offer in told["mapping"]["offers"]}
    assert stands == {card.card_id: card.placement.column_id for card in board.cards.values()}
    assert load(json.dumps(told["mapping"])) == freeze(board)


def test_the_published_shape_stays() -> None:
    """Programs elsewhere read these names. A change here is a new format version, never only a new list."""
    shape = {name: sorted(part["properties"]) for name, part in schema()["$defs"].items()}
    assert Mapping.model_fields["format_version"].default == 1
    assert shape == {
        "Action": ["action_id", "due", "finding_ids", "offer_ids", "source", "what", "who"],
        "Area": ["area_id", "name", "tag"],
        "Change": ["about", "fields", "key", "kind", "merged_into", "name", "split_from"],
        "Changes": ["made", "note", "now_only", "since"],
        "Column": ["column_id", "description", "name", "short"],
        "Comparison": ["form", "intensity", "method", "relation"],
        "FieldChange": ["field", "now", "was"],
        "Finding": [
            "comparison",
            "finding_id",
            "form",
            "number",
            "offer_ids",
            "source",
            "step_id",
            "supports",
            "target_group",
            "text",
        ],
        "HeldStage": ["closed_at", "kind", "opened_at", "planned_minutes", "seconds", "stage_id", "title"],
        "Mapping": [
            "actions",
            "agenda",
            "changes",
            "findings",
            "format",
            "format_version",
            "frozen_at",
            "log_number",
            "offers",
            "participants",
            "participants_total",
            "session",
            "target_groups",
            "version",
        ],
        "Named": ["area_id", "name"],
        "Offer": [
            "access_route",
            "age_span",
            "area_id",
            "column_id",
            "consultative",
            "contact",
            "description",
            "duration",
            "group_size",
            "legal_basis",
            "merged_ids",
            "name",
            "offer_id",
            "organisational_unit",
            "other_step_ids",
            "provenance",
            "public",
            "questions",
            "reach",
            "split_from",
            "step_id",
            "target_group",
        ],
        "Origin": ["offer_id", "session_id", "version"],
        "Participants": ["area_id", "count"],
        "ProcessNote": ["decisions", "further", "input", "step"],
        "Provenance": ["added_at", "area_id", "confirmed", "origins", "source", "why"],
        "Question": ["answer", "question_id", "text"],
        "Session": [
            "areas",
            "columns",
            "consultative",
            "date",
            "end_product",
            "expected_outcome",
            "law",
            "municipality",
            "process",
            "purpose",
            "scope",
            "sources",
            "steps",
            "title",
            "upkeep",
        ],
        "Source": [
            "date",
            "digest",
            "municipality",
            "offers",
            "participants",
            "participants_total",
            "session_id",
            "title",
            "version",
        ],
        "Step": ["description", "name", "step_id"],
        "Upkeep": [
            "access",
            "channel",
            "form",
            "next_date",
            "owner",
            "recipients",
            "rhythm",
            "rhythm_words",
        ],
    }


_TYPES = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool, "null": type(None)}
_KNOWN = {
    *("$schema", "$id", "$defs", "$ref", "type", "properties", "required", "additionalProperties", "items"),
    *("anyOf", "enum", "const", "pattern", "title", "description", "default"),
}


def _faults(value: Any, rule: dict[str, Any], root: dict[str, Any]) -> Any:
    """What is wrong with a value by the keywords of JSON Schema that our schema uses; any other keyword is a fault."""
    assert rule.keys() <= _KNOWN, rule.keys() - _KNOWN
    if "$ref" in rule:
        yield from _faults(value, root["$defs"][rule["$ref"].removeprefix("#/$defs/")], root)
    if "anyOf" in rule and all(list(_faults(value, choice, root)) for choice in rule["anyOf"]):
        yield f"{value!r} fits no choice"
    if "type" in rule and type(value) is not _TYPES[rule["type"]]:
        yield f"{value!r} is no {rule['type']}"
        return
    if "enum" in rule and value not in rule["enum"]:
        yield f"{value!r} is none of {rule['enum']}"
    if "const" in rule and value != rule["const"]:
        yield f"{value!r} is not {rule['const']!r}"
    if "pattern" in rule and not re.search(rule["pattern"], value):
        yield f"{value!r} does not match"
    if isinstance(value, dict) and "properties" in rule:
        for name in rule["required"]:
            if name not in value:
                yield f"{name} is missing"
        for name, part in value.items():
            if name not in rule["properties"]:
                yield f"{name} is unknown"
            else:
                yield from _faults(part, rule["properties"][name], root)
    if isinstance(value, list) and "items" in rule:
        for part in value:
            yield from _faults(part, rule["items"], root)
