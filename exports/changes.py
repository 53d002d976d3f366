"""What is another in a version of a mapping than in the one before it, so that the version can say so itself.

Offers are the same when they have the same id: a later version of the same session keeps it, whatever they are called.
What follows from another change is not told: an offer that is withdrawn leaves the findings that it was part of, and
one that is merged into another is followed by them.
"""

from collections.abc import Iterator
from collections.abc import Mapping as Map
from operator import attrgetter
from typing import NamedTuple

from board.text import BETWEEN
from exports.report import Action, Change, Changes, FieldChange, Finding, Mapping, Offer, Shape, extract

_OFFER_FIELDS = tuple(
    field
    for field in Offer.model_fields
    if field not in ("offer_id", "provenance", "questions", "merged_ids", "split_from")
)
# What a field says depends on the mapping's own steps, columns and areas.
_PLACE_FIELDS = ("step_id", "other_step_ids", "column_id", "area_id")
CONTENT_FIELDS = tuple(field for field in _OFFER_FIELDS if field not in _PLACE_FIELDS)
_SESSION_FIELDS = (
    "title",
    "municipality",
    "date",
    "purpose",
    "expected_outcome",
    "end_product",
    "scope",
    "consultative",
    "law",
)
# Of each kind: the field that is its key, and what is said of it besides its name.
_AXES = (
    ("steps", "step_id", ("description",)),
    ("columns", "column_id", ("short", "description")),
    ("areas", "area_id", ("tag",)),
)


def changes(before: Mapping, after: Mapping) -> tuple[Change, ...]:
    """What became of everything that is a person's work; not of the facts of the day. Nothing for equal mappings."""
    was, now = _Names.of(before), _Names.of(after)
    return (
        *_session(before, after),
        *_process(before, after),
        *_offers(before, after, was, now),
        *_questions(before, after),
        *_findings(before, after, was, now),
        *_actions(before, after, was, now),
    )


def now_only(told: Changes) -> Changes:
    """The changes without what stood before: a word that was taken out because it named somebody is told no more."""

    def one(change: Change) -> Change:
        name = "" if change.kind == "withdrawn" else change.name
        fields = tuple(field.model_copy(update={"was": ""}) for field in change.fields)
        return change.model_copy(update={"name": name, "fields": fields})

    return told.model_copy(update={"made": tuple(one(change) for change in told.made), "now_only": True})


def for_readers(mapping: Mapping) -> Mapping:
    """The mapping for all but facilitators: of its changes they read what stands there now. The same one where it says
    nothing else."""
    if mapping.changes is None or (told := now_only(mapping.changes)).made == mapping.changes.made:
        return mapping
    return extract(mapping, told)


def content(then: Offer, offer: Offer) -> tuple[FieldChange, ...]:
    """What another card says, wherever each of them stands: the two may be of different workshops."""
    return tuple(
        one
        for field in CONTENT_FIELDS
        for one in _told(field, getattr(then, field), getattr(offer, field), _NO_NAMES, _NO_NAMES)
    )


class _Names(NamedTuple):
    """What things are called in one version, by id."""

    steps: Map[str, str]
    columns: Map[str, str]
    areas: Map[str, str]
    offers: Map[str, str]
    findings: Map[str, str]

    @classmethod
    def of(cls, mapping: Mapping) -> "_Names":
        session = mapping.session
        return cls(
            {step.step_id: step.name for step in session.steps},
            {column.column_id: column.name for column in session.columns},
            {area.area_id: area.name for area in session.areas},
            {offer.offer_id: offer.name for offer in mapping.offers},
            {finding.finding_id: f"#{finding.number}" for finding in mapping.findings},
        )

    def said(self, field: str, value: object) -> str:
        """The value in words that can be shown."""
        if isinstance(value, bool):
            return "true" if value else ""
        if isinstance(value, tuple):
            return BETWEEN.join(self.said(field, one) for one in value)
        text = "" if value is None else str(value)
        known: Map[str, str] = {}
        if field in ("step_id", "other_step_ids"):
            known = self.steps
        elif field == "column_id":
            known = self.columns
        elif field == "area_id":
            known = self.areas
        elif field == "offer_ids":
            known = self.offers
        elif field == "finding_ids":
            known = self.findings
        return known.get(text, text)


_NO_NAMES = _Names({}, {}, {}, {}, {})


def _told(field: str, old: object, new: object, was: _Names, now: _Names) -> Iterator[FieldChange]:
    if old != new:
        yield FieldChange(field=field, was=was.said(field, old), now=now.said(field, new))


def _plain(field: str, old: str, new: str) -> Iterator[FieldChange]:
    if old != new:
        yield FieldChange(field=field, was=old, now=new)


def _session(before: Mapping, after: Mapping) -> Iterator[Change]:
    old, new = before.session, after.session
    was, now = _Names.of(before), _Names.of(after)
    fields = [
        one
        for field in _SESSION_FIELDS
        for one in _told(field, getattr(old, field), getattr(new, field), was, now)
    ]
    for field, key, members in _AXES:
        fields += _of_axis(field, key, members, getattr(old, field), getattr(new, field))
    fields += _plain("target_groups", *(BETWEEN.join(one.target_groups) for one in (before, after)))
    kept = [dict(session.upkeep) if session.upkeep else {} for session in (old, new)]
    for field in (*kept[0], *(field for field in kept[1] if field not in kept[0])):
        fields += _plain(f"upkeep.{field}", *(one.get(field, "") for one in kept))
    if fields:
        yield Change(about="session", key="", kind="changed", name=new.title, fields=tuple(fields))


def _of_axis(
    field: str, key: str, members: tuple[str, ...], old: tuple[Shape, ...], new: tuple[Shape, ...]
) -> Iterator[FieldChange]:
    """What the things of a kind are called; and what else is said of those that stayed, with the name of each."""
    name = attrgetter("name")
    yield from _plain(field, *(BETWEEN.join(map(name, side)) for side in (old, new)))
    stood = {getattr(one, key): one for one in old}
    stayed = [(stood[getattr(one, key)], one) for one in new if getattr(one, key) in stood]
    for member in members:
        said = attrgetter(member)
        others = [pair for pair in stayed if said(pair[0]) != said(pair[1])]
        yield from _plain(
            f"{field}.{member}",
            *(BETWEEN.join(f"{name(pair[n])}: {said(pair[n]) or '–'}" for pair in others) for n in (0, 1)),
        )


def _process(before: Mapping, after: Mapping) -> Iterator[Change]:
    old = {note.step: note for note in before.session.process}
    new = {note.step: note for note in after.session.process}
    for step in dict.fromkeys((*old, *new)):
        fields = [
            one
            for field in ("input", "decisions", "further")
            for one in _plain(field, getattr(old.get(step), field, ""), getattr(new.get(step), field, ""))
        ]
        if fields:
            yield Change(about="process", key=step, kind="changed", name="", fields=tuple(fields))


def _offers(before: Mapping, after: Mapping, was: _Names, now: _Names) -> Iterator[Change]:
    old = {offer.offer_id: offer for offer in before.offers}
    for offer in after.offers:
        if (then := old.get(offer.offer_id)) is None:
            yield Change(
                about="offer",
                key=offer.offer_id,
                kind="added",
                name=offer.name,
                split_from=offer.split_from,
            )
        elif fields := tuple(_of_offer(then, offer, was, now)):
            yield Change(about="offer", key=offer.offer_id, kind="changed", name=offer.name, fields=fields)
    part_of = _part_of(after)
    for offer in before.offers:
        if offer.offer_id not in now.offers:
            yield Change(
                about="offer",
                key=offer.offer_id,
                kind="withdrawn",
                name=offer.name,
                merged_into=part_of.get(offer.offer_id),
            )


def _of_offer(then: Offer, offer: Offer, was: _Names, now: _Names) -> Iterator[FieldChange]:
    for field in _OFFER_FIELDS:
        yield from _told(field, getattr(then, field), getattr(offer, field), was, now)
    for field in ("source", "confirmed", "why"):
        yield from _told(field, getattr(then.provenance, field), getattr(offer.provenance, field), was, now)


def _part_of(mapping: Mapping) -> dict[str, str]:
    """The offer that each merged one is part of now."""
    return {gone: offer.offer_id for offer in mapping.offers for gone in offer.merged_ids}


def _questions(before: Mapping, after: Mapping) -> Iterator[Change]:
    stood, stands = ({offer.offer_id for offer in one.offers} for one in (before, after))
    part_of = _part_of(after)
    old = {one.question_id: (one, offer.offer_id) for offer in before.offers for one in offer.questions}
    new = {one.question_id: (one, offer.offer_id) for offer in after.offers for one in offer.questions}
    for key, (question, offer_id) in new.items():
        if key not in old:
            if offer_id in stood:
                yield Change(about="question", key=key, kind="added", name=question.text)
            continue
        fields = [*_plain("text", old[key][0].text, question.text)]
        fields += _plain("answer", old[key][0].answer, question.answer)
        if fields:
            yield Change(about="question", key=key, kind="changed", name=question.text, fields=tuple(fields))
    for key, (question, offer_id) in old.items():
        if key not in new and part_of.get(offer_id, offer_id) in stands:
            yield Change(about="question", key=key, kind="withdrawn", name=question.text)


def _findings(before: Mapping, after: Mapping, was: _Names, now: _Names) -> Iterator[Change]:
    old = {finding.finding_id: finding for finding in before.findings}
    for finding in after.findings:
        if (then := old.pop(finding.finding_id, None)) is None:
            yield Change(about="finding", key=finding.finding_id, kind="added", name=finding.text)
        elif fields := tuple(_of_finding(then, finding, after, was, now)):
            yield Change(
                about="finding", key=finding.finding_id, kind="changed", name=finding.text, fields=fields
            )
    for finding in old.values():
        yield Change(about="finding", key=finding.finding_id, kind="withdrawn", name=finding.text)


def _of_finding(
    then: Finding, finding: Finding, after: Mapping, was: _Names, now: _Names
) -> Iterator[FieldChange]:
    for field in ("form", "text", "step_id", "target_group", "supports"):
        yield from _told(field, getattr(then, field), getattr(finding, field), was, now)
    yield from _about("offer_ids", then, finding, after, was, now)
    answers = [dict(one.comparison) if one.comparison else {} for one in (then, finding)]
    for field in dict.fromkeys((*answers[0], *answers[1])):
        yield from _plain(f"comparison.{field}", *(one.get(field, "") for one in answers))


def _actions(before: Mapping, after: Mapping, was: _Names, now: _Names) -> Iterator[Change]:
    old = {action.action_id: action for action in before.actions}
    for action in after.actions:
        if (then := old.pop(action.action_id, None)) is None:
            yield Change(about="action", key=action.action_id, kind="added", name=action.what)
            continue
        fields = [
            one
            for field in ("what", "who", "due")
            for one in _told(field, getattr(then, field), getattr(action, field), was, now)
        ]
        fields += _about("offer_ids", then, action, after, was, now)
        fields += _about("finding_ids", then, action, after, was, now)
        if fields:
            yield Change(
                about="action", key=action.action_id, kind="changed", name=action.what, fields=tuple(fields)
            )
    for action in old.values():
        yield Change(about="action", key=action.action_id, kind="withdrawn", name=action.what)


def _about(
    field: str, then: Shape, thing: Finding | Action, after: Mapping, was: _Names, now: _Names
) -> Iterator[FieldChange]:
    """What it is about, unless that is another only because what it was about has gone or is part of another now."""
    old, new = getattr(then, field), getattr(thing, field)
    part_of = _part_of(after) if field == "offer_ids" else {}
    stands = now.offers if field == "offer_ids" else now.findings
    if {one for key in old if (one := part_of.get(key, key)) in stands} != set(new):
        yield FieldChange(field=field, was=was.said(field, old), now=now.said(field, new))
