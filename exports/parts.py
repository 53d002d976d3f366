"""The mappings that an overview is to be made of, and how their staircases, columns and areas become one.

What has the same name is the same. For everything else a person says where it goes: nothing is guessed. Pure.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from board.state import Area
from exports import report
from exports.report import Column, Step
from sessions.areas import own_area
from sessions.known.columns import folded

NOWHERE = "-"  # chosen: without a step, without a column
OWN = "own"  # chosen: an area of its own


class Part(NamedTuple):
    """A frozen mapping, and the workshop that it is of."""

    session_id: str
    digest: str
    mapping: report.Mapping

    @property
    def key(self) -> str:
        """What it is called in forms and addresses."""
        return f"{self.session_id}/{self.mapping.version}"


class Here(NamedTuple):
    """A step, a column, an area or an offer of one part: which part, and its id there."""

    place: int
    key: str


class Asked(NamedTuple):
    """A step or a column to choose a place for. `uses` is how many offers and findings stand there, `chosen` where they
    go: an id, `NOWHERE`, or empty while nobody has said."""

    here: Here
    name: str
    uses: int
    chosen: str


class AskedArea(NamedTuple):
    """An area that the overview's staircase was not made with. `chosen`: another area's id, or `OWN`."""

    key: str
    name: str
    parts: tuple[Part, ...]
    chosen: str


@dataclass(frozen=True, slots=True)
class Axes:
    """How everything is called in the overview. `steps`, `columns` and `areas` are what is asked about."""

    target: Part
    steps: tuple[Asked, ...]
    columns: tuple[Asked, ...]
    areas: tuple[AskedArea, ...]
    all_areas: tuple[Area, ...]
    to_step: Mapping[Here, str]
    to_column: Mapping[Here, str]
    to_area: Mapping[Here, str]

    @property
    def missing(self) -> int:
        """How many questions have no answer yet."""
        return sum(not one.chosen for one in (*self.steps, *self.columns))


def in_order(parts: Iterable[Part]) -> tuple[Part, ...]:
    """Each once, the newest first: where two say different things of an offer, the newer one is right."""
    once = {part.key: part for part in parts}
    return tuple(sorted(once.values(), key=lambda part: (part.mapping.session.date, part.key), reverse=True))


def staircases(parts: Sequence[Part]) -> tuple[tuple[Part, ...], ...]:
    """The parts by their staircases: those in one group have the same steps and the same columns."""
    groups: dict[tuple[tuple[str, ...], ...], list[Part]] = {}
    for part in parts:
        session = part.mapping.session
        groups.setdefault((_names(session.steps), _names(session.columns)), []).append(part)
    return tuple(tuple(group) for group in groups.values())


def joined(parts: Sequence[Part], staircase: str, chosen: Mapping[str, str]) -> Axes:
    """With the staircase of the part of that key (of the first, if it is none of them), and what else was chosen.

    `chosen` is by the name that a field of the form has: `step:0:almen`, `column:0:law`, `area:klubber`.
    """
    target = next((part for part in parts if part.key == staircase), parts[0])
    session = target.mapping.session
    to_step, steps = _lined_up(
        "step",
        parts,
        {place: part.mapping.session.steps for place, part in enumerate(parts)},
        session.steps,
        chosen,
    )
    to_column, columns = _lined_up(
        "column",
        parts,
        {place: part.mapping.session.columns for place, part in enumerate(parts)},
        session.columns,
        chosen,
    )
    all_areas, to_area, areas = _areas(parts, target, chosen)
    return Axes(
        target, steps, columns if session.columns else (), areas, all_areas, to_step, to_column, to_area
    )


def _lined_up(
    kind: str,
    parts: Sequence[Part],
    theirs: Mapping[int, Sequence[Step | Column]],
    ours: Sequence[Step | Column],
    chosen: Mapping[str, str],
) -> tuple[dict[Here, str], tuple[Asked, ...]]:
    """Where each of theirs goes among ours, and what has to be asked about."""
    known = [_id(one) for one in ours]
    namesakes = {folded(one.name): _id(one) for one in ours}
    found: dict[Here, str] = {}
    asked: list[Asked] = []
    for place, part in enumerate(parts):
        if _names(theirs[place]) == _names(ours):
            found |= {Here(place, _id(one)): at for one, at in zip(theirs[place], known, strict=True)}
            continue
        uses = _uses(kind, part.mapping)
        for one in theirs[place]:
            here = Here(place, _id(one))
            if not uses.get(here.key):
                continue
            said = chosen.get(f"{kind}:{place}:{here.key}")
            if said is None or said not in (*known, NOWHERE):
                said = namesakes.get(folded(one.name), "")
            asked.append(Asked(here, one.name, uses[here.key], said))
            if said in known:
                found[here] = said
    return found, tuple(asked)


def _uses(kind: str, mapping: report.Mapping) -> dict[str, int]:
    """How many offers and findings stand on each step, or in each column."""
    counts: dict[str, int] = {}
    offers = (
        {offer.step_id, *offer.other_step_ids} if kind == "step" else {offer.column_id}
        for offer in mapping.offers
    )
    findings = ({finding.step_id} for finding in mapping.findings if kind == "step")
    for named in chain(offers, findings):
        for key in named - {None}:
            counts[str(key)] = counts.get(str(key), 0) + 1
    return counts


def _areas(
    parts: Sequence[Part], target: Part, chosen: Mapping[str, str]
) -> tuple[tuple[Area, ...], dict[Here, str], tuple[AskedArea, ...]]:
    areas = [Area(**area.model_dump()) for area in target.mapping.session.areas]
    ours = {area.area_id for area in areas}
    ids = {_called(area.name): area.area_id for area in areas}
    found: dict[Here, str] = {}
    strangers: dict[str, list[tuple[int, report.Area]]] = {}
    for place, part in enumerate(parts):
        used = {offer.area_id for offer in part.mapping.offers}
        used |= {one.area_id for one in part.mapping.participants}
        for area in part.mapping.session.areas:
            name = _called(area.name)
            if name in ids:
                found[Here(place, area.area_id)] = ids[name]
            elif area.area_id in used:
                strangers.setdefault(name, []).append((place, area))
    asked: list[AskedArea] = []
    for name, here in strangers.items():
        first = here[0][1]
        said = chosen.get(f"area:{name}", OWN)
        if said not in ours:
            said = OWN
            areas.append(_free(first, areas))
        area_id = areas[-1].area_id if said == OWN else said
        found |= {Here(place, area.area_id): area_id for place, area in here}
        asked.append(AskedArea(name, first.name, tuple(parts[place] for place, _area in here), said))
    return tuple(areas), found, tuple(asked)


def _free(area: report.Area, taken: Sequence[Area]) -> Area:
    """The area as it is, if its id and its letters are free; else with others."""
    is_free = all(area.area_id != one.area_id and area.tag.casefold() != one.tag.casefold() for one in taken)
    return Area(**area.model_dump()) if is_free else own_area(area.name, taken)


def _called(name: str) -> str:
    return folded(name) or name


def _names(ones: Iterable[Step | Column]) -> tuple[str, ...]:
    return tuple(_called(one.name) for one in ones)


def _id(one: Step | Column) -> str:
    return one.step_id if isinstance(one, Step) else one.column_id
