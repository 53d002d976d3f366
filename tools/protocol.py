"""Writes static/src/protocol.ts: the messages of the socket as TypeScript types, from the Python models.

`python -m tools.protocol` writes it, `--check` only says whether it is current. What a client sends is described
as it is validated (fields with a default may be left out), what it is sent as it is serialised (nothing is).
"""

import json
import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any, Literal, get_args, get_origin

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from board import commands, messages, people, presenting, state, things
from tools.node import ROOT

TARGET = ROOT / "static/src/protocol.ts"
WIDTH = 110
HEADER = """\
// Written by `make protocol` from the models in board/messages.py, board/commands.py, board/things.py and
// board/state.py. Change those, not this.
"""

Schema = dict[str, Any]
Mode = Literal["validation", "serialization"]

# The unions that code is written against; all other types are reached from these.
ROOTS: tuple[tuple[str, Mode, Any], ...] = (
    ("Command", "validation", commands.AskedOnSocket),
    ("ClientMessage", "validation", messages.ClientMessage),
    ("Thing", "serialization", things.Thing),
    ("ServerMessage", "serialization", messages.ServerMessage),
)


def render() -> str:
    """The whole file."""
    roots, definitions = TypeAdapter.json_schemas(
        [(name, mode, TypeAdapter(root)) for name, mode, root in ROOTS], schema_generator=_AllIsSent
    )
    writer = _Writer(_literals(people, state, presenting))
    unions = [_declared(name, writer.union(name, roots[name, mode])) for name, mode, _ in ROOTS]
    parts = [HEADER, *unions]
    parts += [
        _declared(name, [json.dumps(value) for value in values]) for values, name in writer.literals.items()
    ]
    parts += [writer.interface(name, schema) for name, schema in definitions["$defs"].items()]
    return "\n".join(parts)


class _AllIsSent(GenerateJsonSchema):
    """What the server sends has all its fields, those with a default too."""

    def field_is_required(self, field: Any, total: bool) -> bool:
        return self.mode == "serialization" or super().field_is_required(field, total)


def _literals(*modules: ModuleType) -> dict[tuple[str, ...], str]:
    """The choices of words that the models give a name (`Reach = Literal[...]`), which a schema no longer has."""
    return {
        get_args(value): name
        for module in modules
        for name, value in vars(module).items()
        if get_origin(value) is Literal and not name.startswith("_")
    }


class _Writer:
    """JSON schema to TypeScript. What it does not know stops it: a type that is only nearly right is worse."""

    def __init__(self, literals: dict[tuple[str, ...], str]) -> None:
        self.literals = literals
        self._unions: dict[str, list[str]] = {}

    def union(self, name: str, schema: Schema) -> list[str]:
        """The members of a union, which is called by its name from here on."""
        members = self.options(schema)
        self._unions[name] = members
        return members

    def interface(self, name: str, schema: Schema) -> str:
        """A model, with its docstring."""
        if schema.get("type") != "object":
            raise NotImplementedError(f"{name}: {schema}")
        required = schema.get("required", ())
        lines = [*_comment(schema.get("description", "")), f"export interface {_name(name)} {{"]
        for field, about in schema.get("properties", {}).items():
            # The word that tells the members of a union apart has a default in Python, but must be sent.
            optional = field not in required and "const" not in about
            lines.append(f"  readonly {field}{'?' if optional else ''}: {self.type(about)};")
        return "\n".join([*lines, "}", ""])

    def type(self, schema: Schema) -> str:
        """Any schema, as a type that stands in one line."""
        return " | ".join(self.options(schema))

    def options(self, schema: Schema) -> list[str]:
        """What a value may be, one by one."""
        match schema:
            case {"$ref": str(reference)}:
                return [_name(reference.rpartition("/")[2])]
            case {"const": value}:
                return [json.dumps(value, ensure_ascii=False)]
            case {"enum": list(values)}:
                name = self.literals.get(tuple(values))
                return [name] if name else [json.dumps(value, ensure_ascii=False) for value in values]
            case {"anyOf": list(members)} | {"oneOf": list(members)}:
                return self._shortened([option for member in members for option in self.options(member)])
            case {"type": "string"}:
                return ["string"]
            case {"type": "integer" | "number"}:
                return ["number"]
            case {"type": "boolean"}:
                return ["boolean"]
            case {"type": "null"}:
                return ["null"]
            case {"type": "array", "prefixItems": list(members)}:
                return [f"readonly [{', '.join(self.type(member) for member in members)}]"]
            case {"type": "array", "items": dict(items)}:
                inner = self.type(items)
                return [f"readonly {inner}[]" if inner.isidentifier() else f"readonly ({inner})[]"]
            case {"type": "object", "additionalProperties": dict(values)}:
                return [f"Readonly<Record<string, {self.type(values)}>>"]
        raise NotImplementedError(str(schema))

    def _shortened(self, options: list[str]) -> list[str]:
        for name, members in self._unions.items():
            if set(members) <= set(options):
                options = [name, *(option for option in options if option not in members)]
        return options


def _name(definition: str) -> str:
    """A model that is both sent and received may differ in what can be left out: `Offer` and `OfferInput`."""
    return definition.replace("-Output", "").replace("-Input", "Input")


def _declared(name: str, options: list[str]) -> str:
    line = f"export type {name} = {' | '.join(options)};\n"
    if len(line) <= WIDTH:
        return line
    return f"export type {name} =\n" + "\n".join(f"  | {option}" for option in options) + ";\n"


def _comment(text: str) -> Iterator[str]:
    lines = text.splitlines()
    match lines:
        case []:
            return
        case [line] if len(line) <= WIDTH - len("/**  */"):
            yield f"/** {line} */"
        case _:
            yield "/**"
            yield from (f" * {line}".rstrip() for line in lines)
            yield " */"


def main(*, only_check: bool) -> int:
    """Write the file, or compare it; 1 when it is not current."""
    text = render()
    if not only_check:
        TARGET.write_text(text, encoding="utf-8")
    elif not TARGET.exists() or TARGET.read_text(encoding="utf-8") != text:
        print(f"{TARGET.relative_to(ROOT)} is not current: run `make protocol`.")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(only_check="--check" in sys.argv))
