"""The TypeScript that is made from Python's models."""

from typing import Annotated, Literal

import pytest
from pydantic import BaseModel, Field, TypeAdapter

from tools import protocol
from tools.protocol import _AllIsSent, _Writer

Colour = Literal["red", "blue"]


class Card(BaseModel):
    """A card."""

    type: Literal["card"] = "card"
    name: str
    place: int | None = None
    colour: Colour = "red"
    tags: tuple[str, ...] = ()
    spans: list[tuple[int, str]] = []
    counts: dict[str, float] = {}


class Note(BaseModel):
    type: Literal["note"] = "note"
    cards: tuple[Card | None, ...]


Either = Annotated[Card | Note, Field(discriminator="type")]


def written(mode: protocol.Mode) -> dict[str, str]:
    """Each type's text, by name."""
    roots, definitions = TypeAdapter.json_schemas(
        [("Either", mode, TypeAdapter(Either))], schema_generator=_AllIsSent
    )
    writer = _Writer({("red", "blue"): "Colour"})
    assert writer.union("Either", roots["Either", mode]) == ["Card", "Note"]
    return {name: writer.interface(name, schema) for name, schema in definitions["$defs"].items()}


def test_what_is_sent_to_the_server_may_leave_out_what_has_a_default_but_never_its_type() -> None:
    assert (
        written("validation")["Card"]
        == """\
/** A card. */
export interface Card {
  readonly type: "card";
  readonly name: string;
  readonly place?: number | null;
  readonly colour?: Colour;
  readonly tags?: readonly string[];
  readonly spans?: readonly (readonly [number, string])[];
  readonly counts?: Readonly<Record<string, number>>;
}
"""
    )


def test_what_the_server_sends_has_every_field() -> None:
    assert "?:" not in "".join(written("serialization").values())


def test_an_array_of_several_types_is_put_in_parentheses() -> None:
    assert "readonly cards: readonly (Card | null)[];" in written("serialization")["Note"]


def test_a_type_that_is_not_understood_is_refused() -> None:
    with pytest.raises(NotImplementedError):
        _Writer({}).type({"type": "object", "patternProperties": {"^x": {}}})


def test_a_union_is_named_inside_another() -> None:
    text = protocol.render()
    assert "export type ClientMessage = Command |" in text
    assert "readonly put: readonly Thing[];" in text
