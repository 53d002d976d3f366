"""The mapping (kortlægning): what remains of a workshop, frozen, numbered and format-free.

The shapes here are published (see `schema.py`); `freezing.py` makes them from a board, and the formats beside this
module only dress them. Participants' names are never in here, because they must be erasable without touching a
digest: they are handed to a format beside the mapping.
"""

import hashlib
import json
import unicodedata
from collections.abc import Iterator
from typing import Annotated, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr

from board.process import Access, ProcessStep, ProductForm, Rhythm
from board.state import AccessRoute, FindingForm, Reach, Relation
from exports.latest import latest


def _is_empty(value: object) -> bool:
    """A field that older mappings did not have is left out while it says nothing, so that they keep their digests.

    Every field with `exclude_if` is such a one, and `versioned` finds it by that.
    """
    return not value


Milliseconds = Annotated[int, Field(description="Milliseconds since 1970-01-01T00:00:00Z.")]


class Shape(BaseModel):
    """Base of the published shapes: frozen, nothing unknown, every field present unless it says otherwise."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Step(Shape):
    """A step of the staircase. Steps are numbered from 1 in the order of the list, everyday life first."""

    step_id: str
    name: str
    description: str


class Column(Shape):
    """A column of the staircase's second axis, from left to right."""

    column_id: str
    name: str
    short: str
    """What stands where the name has no room; may be empty."""
    description: str


class Area(Shape):
    """A professional area (fagområde) with the 2-4 letters that stand on its cards."""

    area_id: str
    name: str
    tag: str


class ProcessNote(Shape):
    """What was written of one of the five steps of a mapping (procesplan)."""

    step: ProcessStep
    input: str
    decisions: str
    further: str
    """Points for further work."""


class Upkeep(Shape):
    """The end product, and how it is kept up to date. Empty where nothing was decided."""

    form: ProductForm
    recipients: str
    access: Access
    channel: str
    """Where it is found."""
    owner: str
    """Who sees to it (tovholder)."""
    rhythm: Rhythm
    rhythm_words: str
    """How often, where `rhythm` is `other`."""
    next_date: str
    """When it is looked through next: ISO date (YYYY-MM-DD) or empty."""


class Participants(Shape):
    """How many people of an area took part. Areas with nobody are left out."""

    area_id: str
    count: int | None
    """Null: one or two. Fewer than three are not counted out, because they could be recognised. In an overview: not
    known, because it is null in a mapping that it was made of."""


class Source(Shape):
    """A frozen mapping that an overview was made of. Areas are called as in the overview."""

    session_id: str
    """The workshop of that mapping: the part of its address after /mappings/."""
    version: int
    digest: str
    """That mapping's own."""
    title: str
    municipality: str
    date: str
    offers: int
    """How many it has."""
    participants: tuple[Participants, ...]
    participants_total: int | None


class Session(Shape):
    """What was decided before the day."""

    title: str
    municipality: str
    date: str
    """The day of the workshop, as an ISO date (YYYY-MM-DD)."""
    purpose: str
    expected_outcome: str
    end_product: str
    scope: Literal["broad", "narrow"]
    consultative: bool
    """Whether offers for professionals are part of the mapping."""
    law: Literal["serviceloven", "barnets_lov"]
    """The law whose paragraphs the offers refer to: serviceloven before 2024, barnets lov from 2024."""
    steps: tuple[Step, ...]
    areas: tuple[Area, ...]
    columns: tuple[Column, ...] = Field(default=(), exclude_if=_is_empty)
    """The staircase's second axis. Absent for a staircase that has none."""
    process: tuple[ProcessNote, ...] = Field(default=(), exclude_if=_is_empty)
    """The process plan: a note for each step of which something was written; absent when there is none."""
    upkeep: Upkeep | None = Field(default=None, exclude_if=_is_empty)
    """Absent when nothing was decided."""
    sources: tuple[Source, ...] = Field(default=(), exclude_if=_is_empty)
    """What an overview of several mappings was made of, newest first; its offers name theirs as origins. Absent for a
    workshop."""


class HeldStage(Shape):
    """A point of the agenda as it was really held. A stage that was returned to stands here twice; breaks do not."""

    stage_id: str
    title: str
    kind: Literal[
        "preparation", "welcome", "introduction", "writing", "placing", "presenting", "reflection", "wrapup"
    ]
    planned_minutes: int
    """0: no length was planned."""
    opened_at: Milliseconds
    closed_at: Milliseconds
    seconds: int
    """How long it was held, in whole seconds, without the time for which the mapping was closed."""


class Origin(Shape):
    """The same offer in an earlier mapping, that its card was imported from."""

    session_id: str
    """The workshop of that mapping: the part of its address after /mappings/."""
    version: int
    offer_id: str
    """What it is called there."""


class Provenance(Shape):
    """Where an offer's card comes from."""

    area_id: str
    """The area of the participant who wrote the card; empty when the facilitator wrote or imported it."""
    source: str
    """Where a card comes from that was not written in the room; empty for all others."""
    added_at: Milliseconds
    # Left out where it is true: mappings from before there were known offers keep their digests.
    confirmed: bool = Field(default=True, exclude_if=bool)
    """False: known from before, and nobody in the room had said that it still holds. Absent for all others."""
    why: str = Field(default="", exclude_if=_is_empty)
    """Why it was added after the day, `source` being who told of it; absent for all others."""
    origins: tuple[Origin, ...] = Field(default=(), exclude_if=_is_empty)
    """The earlier mappings that it was taken over from, newest first; absent where it was not."""


class Question(Shape):
    """What the room asked about an offer when it was presented."""

    question_id: str
    text: str
    answer: str
    """Empty: it was not answered, or the answer was not written down."""


class Offer(Shape):
    """One offer (tilbud), as its card stood when the mapping was frozen. Empty texts were not filled in."""

    offer_id: str
    """Lasts: the same offer keeps it from version to version."""
    name: str
    target_group: str
    reach: Reach
    area_id: str
    organisational_unit: str
    description: str
    age_span: str
    group_size: str
    duration: str
    access_route: AccessRoute
    legal_basis: str
    contact: str
    consultative: bool
    """Whether it is for professionals."""
    step_id: str | None
    """Its main step; null when it was not placed."""
    other_step_ids: tuple[str, ...]
    """The further steps that it spans, lowest first, without the main step."""
    provenance: Provenance
    column_id: str | None = Field(default=None, exclude_if=_is_empty)
    """The column of its main step. Absent where it stands in none."""
    questions: tuple[Question, ...] = Field(default=(), exclude_if=_is_empty)
    """In the order in which they were asked, without those that were set aside; absent when there are none."""
    public: bool = Field(default=False, exclude_if=_is_empty)
    """Whether it may be shown to citizens. Absent: it may not."""
    merged_ids: tuple[str, ...] = Field(default=(), exclude_if=_is_empty)
    """The offers of which somebody said that they are this one, and that have gone into it; absent when there are none.
    They stand in an older version, or were never in one."""
    split_from: str | None = Field(default=None, exclude_if=_is_empty)
    """The offer that it was part of until it was made one of its own. Absent for all others."""


class Comparison(Shape):
    """How offers that seem to overlap, or to meet, differ: the handbook's questions. Empty texts were not answered."""

    form: str
    """Consultative, group, individual."""
    method: str
    intensity: str
    """And how specialised."""
    relation: Relation
    """Whether they complement each other or overlap; empty: not decided."""


class Finding(Shape):
    """Something the room saw: an overlap, an interface (snitflade), a gap or an observation."""

    finding_id: str
    number: int
    """As it was called in the room. Numbers of findings that were taken back are not used again."""
    form: FindingForm
    text: str
    offer_ids: tuple[str, ...]
    step_id: str | None
    target_group: str = Field(default="", exclude_if=_is_empty)
    """Whom it is about, above all whom something is missing for; absent when nothing was said."""
    comparison: Comparison | None = Field(default=None, exclude_if=_is_empty)
    """Absent when none of its questions was answered."""
    supports: int = Field(default=0, exclude_if=_is_empty)
    """How many participants support it; absent when fewer than three do. Nobody is told who."""
    source: str = Field(default="", exclude_if=_is_empty)
    """The workshop that saw it, in an overview of several; absent for all others."""


class Action(Shape):
    """Who does what afterwards."""

    action_id: str
    what: str
    who: str
    due: str
    """ISO date (YYYY-MM-DD) or empty."""
    offer_ids: tuple[str, ...] = Field(default=(), exclude_if=_is_empty)
    """The offers that it is about; absent when there are none."""
    finding_ids: tuple[str, ...] = Field(default=(), exclude_if=_is_empty)
    """The findings that it follows up; absent when there are none."""
    source: str = Field(default="", exclude_if=_is_empty)
    """The workshop that agreed on it, in an overview of several; absent for all others."""


class FieldChange(Shape):
    """One member that reads otherwise now. Both are words that can be shown: a step, a column, an area is called by its
    name, and several things have ` · ` between them; a yes is `true`, and what one chooses from a list is its value."""

    field: str
    """The name of the member, as it is called in this schema; `steps.description` is of those steps whose names stand
    before their words, and so for columns and areas."""
    was: str
    """Empty: nothing was said."""
    now: str


class Change(Shape):
    """What became of one thing since the version before."""

    about: Literal["session", "process", "offer", "question", "finding", "action"]
    key: str
    """Its id; the step, for a note of the process plan; empty for the session."""
    kind: Literal["added", "withdrawn", "changed"]
    name: str
    """As it is called now; for what is withdrawn, as it was called."""
    merged_into: str | None = Field(default=None, exclude_if=_is_empty)
    """Of an offer that is withdrawn: the one that it is part of now. Absent for all others."""
    split_from: str | None = Field(default=None, exclude_if=_is_empty)
    """Of an offer that is added: the one that it was part of. Absent for all others."""
    fields: tuple[FieldChange, ...] = Field(default=(), exclude_if=_is_empty)
    """Present for what is changed."""


class Changes(Shape):
    """What a version says of itself: what is another than in the one before it."""

    since: int
    """The version that it is compared with."""
    note: str = Field(default="", exclude_if=_is_empty)
    """What whoever made it says of it; absent when nothing was said."""
    made: tuple[Change, ...] = Field(default=(), exclude_if=_is_empty)
    """First the session, then offers in the order of the mapping, withdrawn ones last, then what was asked, seen and
    agreed; absent when there are none. What follows from another change by itself is not told."""
    now_only: bool = Field(default=False, exclude_if=_is_empty)
    """True: what stood before is not told. Each `was` is empty then, and so is the name of what is withdrawn. Absent
    when it is false."""


class Mapping(Shape):
    """A frozen mapping (kortlægning): all that its digest covers."""

    format: Literal["tilbudstrappen.mapping"] = "tilbudstrappen.mapping"
    format_version: Literal[1, 2, 3] = 1
    """1: as it has always been. 2: an offer's provenance says that it was not confirmed. 3: any other member is present
    that is said to be absent at times."""
    version: int
    """Counts from 1 within one workshop. A correction is a new version."""
    frozen_at: Milliseconds
    log_number: int
    """The number of the log entry that froze it: the log up to here gives this mapping again."""
    session: Session
    agenda: tuple[HeldStage, ...]
    participants: tuple[Participants, ...]
    """In the order of the session's areas."""
    participants_total: int | None
    """Null where the total would give away one of the counts that are null."""
    offers: tuple[Offer, ...]
    """In the order of the staircase: lowest step first, as they stood on it; those without a step last."""
    findings: tuple[Finding, ...]
    actions: tuple[Action, ...]
    target_groups: tuple[str, ...] = Field(default=(), exclude_if=_is_empty)
    """The target groups that the room counted by step, each a word or several with commas between that mean the same;
    absent when none were chosen. An offer belongs to one when one of its words stands in target group or name."""
    changes: Changes | None = Field(default=None, exclude_if=_is_empty)
    """Absent for the first version, for one about which there is nothing to say, and for those that were made before
    versions said what changed."""
    _whole: "Mapping | None" = PrivateAttr(default=None)  # what this one is an extract of


class Person(NamedTuple):
    """A participant who may be named beside a mapping; never in it."""

    name: str
    area_id: str


def versioned(mapping: Mapping) -> Mapping:
    """The mapping with the `format_version` that what is in it asks for."""
    later = set(_later(mapping))
    asked: Literal[1, 2, 3] = 1 if not later else 2 if later == {"confirmed"} else 3
    return mapping.model_copy(update={"format_version": asked})


def _later(shape: Shape) -> Iterator[str]:
    """The fields, of this shape and of all in it, that older mappings did not have and that are present."""
    for name, field in type(shape).model_fields.items():
        value = getattr(shape, name)
        if field.exclude_if is not None and not field.exclude_if(value):
            yield name
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, Shape):
                yield from _later(part)


def canonical(mapping: Mapping) -> bytes:
    """The mapping as canonical JSON (RFC 8785: sorted keys, no blanks, UTF-8), texts in Unicode's NFC."""
    text = json.dumps(
        mapping.model_dump(mode="json"), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return unicodedata.normalize("NFC", text).encode()  # JSON's own signs compose with nothing


@latest
def digest(mapping: Mapping) -> str:
    """SHA-256 of the canonical JSON: 64 lower-case hex digits. It stands on every file that is made of it, and of an
    extract of it."""
    return seal(canonical(mapping._whole or mapping))


def extract(mapping: Mapping, told: Changes) -> Mapping:
    """The mapping with less said of its changes, under the digest that it has: that is the whole one's."""
    shown = mapping.model_copy(update={"changes": told})
    shown._whole = mapping
    return shown


def is_whole(mapping: Mapping) -> bool:
    """Whether its digest can be computed from what stands in it."""
    return mapping._whole is None


def seal(content: bytes) -> str:
    """The digest of a mapping's canonical JSON."""
    return hashlib.sha256(content).hexdigest()


def load(text: str | bytes) -> Mapping:
    """The mapping that `canonical` wrote. Raises pydantic's `ValidationError` on anything else."""
    return Mapping.model_validate_json(text)
