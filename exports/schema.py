"""The published JSON Schema of the JSON file, and so of everything that a digest covers."""

from typing import Annotated, Any

from pydantic import Field

from exports.report import Mapping, Shape

DIALECT = "https://json-schema.org/draft/2020-12/schema"
IDENTITY = "urn:tilbudstrappen:mapping:1"

Digest = Annotated[
    str,
    Field(
        pattern="^[0-9a-f]{64}$",
        description="SHA-256 of `mapping`, in hexadecimal. To recompute it: take the value of `mapping`, write it as "
        "canonical JSON (RFC 8785: members sorted by name, no blanks, UTF-8, no escapes but those that JSON "
        "demands; texts are in Unicode's form NFC, numbers are whole) and hash those bytes. With jq: "
        "`jq -jcS .mapping FILE | sha256sum`.",
    ),
]


class Named(Shape):
    """A participant who agreed to be named. Not covered by the digest, so that a name can be erased."""

    name: str
    area_id: str


class Document(Shape):
    """A frozen mapping (kortlægning) of the offers of a municipality for children and young people."""

    digest: Digest
    mapping: Mapping
    names: tuple[Named, ...] = ()
    """Empty unless the facilitator chose that names are kept. Not covered by the digest."""


def schema() -> dict[str, Any]:
    """The schema, JSON Schema draft 2020-12. Each member that it requires is present, and no other is."""
    made = Document.model_json_schema(mode="serialization")
    return {"$schema": DIALECT, "$id": IDENTITY, **made, "title": "Tilbudstrappen: mapping"}
