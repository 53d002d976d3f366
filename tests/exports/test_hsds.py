"""HSDS: what its schema asks for is there, of the right type, and each id is a UUID that stays and has a name.

What is asked stands here in our own words, after schema/*.json of openreferral/specification, branch 3.0.
"""

import json
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from exports import hsds
from exports.freezing import freeze
from exports.report import Change, Changes, FieldChange, Mapping, digest
from tests.exports import boards

Json = dict[str, Any]

PAGE = {
    "total_items": int,
    "total_pages": int,
    "page_number": int,
    "size": int,
    "first_page": bool,
    "last_page": bool,
    "empty": bool,
    "contents": list,
}
# What must be there, and what may be: by the kind of object.
REQUIRED = {
    "service": {"id", "name", "status"},
    "organization": {"id", "name", "description"},
    "contact": {"id"},
    "attribute": {"id", "link_id", "link_entity", "taxonomy_term_id"},
    "taxonomy_term": {"id", "name", "description"},
    "metadata": {
        "id",
        "last_action_date",
        "last_action_type",
        "field_name",
        "previous_value",
        "replacement_value",
        "updated_by",
    },
}
ALLOWED = {
    "service": {
        *("organization_id", "description", "application_process", "eligibility_description"),
        *("minimum_age", "maximum_age", "assured_date"),
    },
    "organization": set[str](),
    "contact": {"service_id", "name"},
    "attribute": {"link_type", "value", "label"},
    "taxonomy_term": {"code", "taxonomy", "taxonomy_id", "language"},
    "metadata": {"resource_id", "resource_type"},
}
WITHIN = {
    "organization": "organization",
    "contacts": "contact",
    "attributes": "attribute",
    "taxonomy_term": "taxonomy_term",
    "metadata": "metadata",
}


def page(mapping: Mapping, edition: hsds.Edition = "internal") -> Json:
    made: Json = json.loads(hsds.render(mapping, edition=edition))
    return made


def check(kind: str, made: Json) -> None:
    """Raises where the specification would not accept this object, or one in it."""
    own = {name for name in made if name not in WITHIN}
    assert REQUIRED[kind] <= own <= REQUIRED[kind] | ALLOWED[kind], (kind, own)
    for name, value in made.items():
        if name in WITHIN:
            for one in value if isinstance(value, list) else [value]:
                check(WITHIN[name], one)
        elif name in ("minimum_age", "maximum_age"):
            assert isinstance(value, int)
        else:
            assert isinstance(value, str), (kind, name)
        if name == "id" or name.endswith("_id"):
            assert str(UUID(value)) == value
        if name.endswith("_date"):
            date.fromisoformat(value)
    if kind == "service":
        assert made["status"] in ("active", "inactive", "defunct", "temporarily closed")
        assert made["organization_id"] == made["organization"]["id"]
    if kind == "attribute":
        assert made["taxonomy_term_id"] == made["taxonomy_term"]["id"]
        assert all(made["taxonomy_term"][name] for name in ("name", "description"))


@pytest.mark.parametrize("board", [boards.real(), boards.hostile(), boards.with_columns(), boards.board([])])
def test_the_specification_accepts_it(board: boards.Board) -> None:
    mapping = freeze(board)
    made = page(mapping)
    assert {name: type(value) for name, value in made.items()} == PAGE
    assert made["total_items"] == len(made["contents"]) == len(mapping.offers)
    for service in made["contents"]:
        check("service", service)
    ids = [service["id"] for service in made["contents"]]
    assert len(set(ids)) == len(ids)
    attributes = [one["id"] for service in made["contents"] for one in service["attributes"]]
    assert len(set(attributes)) == len(attributes)


def test_an_offer_keeps_its_id_from_version_to_version_and_from_program_to_program() -> None:
    first = freeze(boards.real())
    later = first.model_copy(update={"version": 3, "frozen_at": first.frozen_at + 86_400_000})
    ids = [service["id"] for service in page(first)["contents"]]
    assert [service["id"] for service in page(later)["contents"]] == ids
    assert hsds.identity("offer", "c1") == "18f36256-f56f-5d57-909b-1898763e7b86"


def test_a_term_is_called_alike_wherever_it_stands_and_only_there() -> None:
    names: dict[str, set[tuple[str, str]]] = {}
    for service in page(freeze(boards.with_columns()))["contents"]:
        for attribute in service["attributes"]:
            term = attribute["taxonomy_term"]
            names.setdefault(term["id"], set()).add((term["taxonomy"], term["name"]))
    assert all(len(called) == 1 for called in names.values())
    assert len({next(iter(called)) for called in names.values()}) == len(names)


def test_what_is_said_of_an_offer_is_in_it() -> None:
    card = boards.card(
        1,
        ("hjemme", "almen"),
        name="Ungegruppen",
        target_group="Unge i mistrivsel",
        age_span="13-17 år",
        duration="12 uger",
        contact="Familiehuset",
        access_route="self_referral",
        reach="gruppe",
    )
    mapping = freeze(boards.board([card]))
    (service,) = page(mapping)["contents"]
    assert service["name"] == "Ungegruppen"
    assert (service["minimum_age"], service["maximum_age"]) == (13, 17)
    assert "Unge i mistrivsel" in service["eligibility_description"]
    assert "Varighed: 12 uger" in service["description"]
    assert service["application_process"] == "Selvhenvendelse"
    assert [contact["name"] for contact in service["contacts"]] == ["Familiehuset"]
    kinds = [attribute["link_type"] for attribute in service["attributes"]]
    assert kinds == ["other_step", "main_step", "area", "reach", "access", "audience", "visibility"]
    (published,) = service["organization"]["metadata"]
    assert digest(mapping) in published["replacement_value"]


def test_what_a_version_changed_is_told_of_each_offer() -> None:
    mapping = freeze(boards.real())
    renamed = Change(
        about="offer",
        key="c1",
        kind="changed",
        name="Nyt navn",
        fields=(FieldChange(field="name", was="Gammelt navn", now="Nyt navn"),),
    )
    made = page(mapping.model_copy(update={"changes": Changes(since=1, made=(renamed,))}))
    told = [
        (entry["last_action_type"], entry["field_name"], entry["previous_value"], entry["replacement_value"])
        for service in made["contents"]
        for entry in service["metadata"]
        if entry["last_action_type"] == "update"
    ]
    assert told == [("update", "name", "Gammelt navn", "Nyt navn")]


def test_citizens_are_shown_what_they_may_see_and_nothing_else() -> None:
    cards = [boards.card(1, ("hjemme",), public=True), boards.card(2, ("hjemme",))]
    mapping = freeze(boards.board(cards))
    assert [one["name"] for one in page(mapping, "citizens")["contents"]] == ["Tilbud nr. 1"]
    assert page(mapping)["total_items"] == 2
