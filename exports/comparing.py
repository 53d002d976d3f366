"""Two mappings side by side: which offers are new, gone, moved, changed. Pure; which offers are the same is handed in.

Steps, columns and areas are matched by id and name, then by name, then by id; what has no counterpart is told, and
never guessed (`Axis`). `identity.py` says which offers are the same, `comparing_words.py` how all of it is said.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from exports.changes import content
from exports.report import FieldChange, Mapping, Offer
from sessions.known.columns import folded

T = TypeVar("T")


class Pair(NamedTuple):
    """The ids of one offer in both mappings."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Axis:
    """Steps, columns or areas of both mappings, by their ids. `renamed` are pairs whose names differ."""

    pairs: tuple[Pair, ...]
    renamed: tuple[Pair, ...]
    new: tuple[str, ...]
    gone: tuple[str, ...]

    def is_same(self, before: str | None, after: str | None) -> bool:
        """Whether both are one, or both are none."""
        return before == after if before is None or after is None else Pair(before, after) in self.pairs

    def after(self, before: str | None) -> str | None:
        """The counterpart of what stands in the earlier mapping; None where there is none."""
        return next((pair.after for pair in self.pairs if pair.before == before), None)


@dataclass(frozen=True, slots=True)
class Kept:
    """An offer of both mappings, and what differs. `fields` are those of its content."""

    before: Offer
    after: Offer
    step: bool
    column: bool
    spans: bool  # the further steps
    area: bool
    fields: tuple[FieldChange, ...]

    @property
    def moved(self) -> bool:
        """To another step or column."""
        return self.step or self.column

    @property
    def changed(self) -> bool:
        """In content, or in how far it spans."""
        return self.spans or bool(self.fields)

    @property
    def unchanged(self) -> bool:
        """Nothing differs at all."""
        return not (self.moved or self.area or self.changed)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What lies between two mappings. Each offer stands in exactly one of `new`, `gone` and `kept`, in the order of
    its own mapping; what is kept in the order of the later one."""

    before: Mapping
    after: Mapping
    steps: Axis
    columns: Axis
    areas: Axis
    new: tuple[Offer, ...]
    gone: tuple[Offer, ...]
    kept: tuple[Kept, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nobody has to be told anything."""
        axes = (self.steps, self.columns, self.areas)
        return not (
            self.new
            or self.gone
            or any(axis.new or axis.gone or axis.renamed for axis in axes)
            or any(not kept.unchanged for kept in self.kept)
        )


def compare(before: Mapping, after: Mapping, same: Iterable[Pair]) -> Comparison:
    """What lies between them. A pair that names an offer twice, or one that is in neither, counts for nothing."""
    a, b = before.session, after.session
    axes = (
        _axis(a.steps, b.steps, lambda step: (step.step_id, step.name)),
        _axis(a.columns, b.columns, lambda column: (column.column_id, column.name)),
        _axis(a.areas, b.areas, lambda area: (area.area_id, area.name)),
    )
    ones = {offer.offer_id: offer for offer in before.offers}
    others = {offer.offer_id: offer for offer in after.offers}
    kept: dict[str, Kept] = {}
    for pair in same:
        if pair.before in ones and pair.after in others:
            kept[pair.after] = _kept(ones.pop(pair.before), others.pop(pair.after), *axes)
    return Comparison(
        before,
        after,
        *axes,
        new=tuple(offer for offer in after.offers if offer.offer_id in others),
        gone=tuple(offer for offer in before.offers if offer.offer_id in ones),
        kept=tuple(kept[offer.offer_id] for offer in after.offers if offer.offer_id in kept),
    )


def _kept(before: Offer, after: Offer, steps: Axis, columns: Axis, areas: Axis) -> Kept:
    is_step = steps.is_same(before.step_id, after.step_id)
    spans = {steps.after(step_id) or step_id for step_id in before.other_step_ids}
    return Kept(
        before,
        after,
        step=not is_step,
        # A staircase that has no columns says nothing of where an offer would stand in them.
        column=bool(columns.pairs) and not columns.is_same(before.column_id, after.column_id),
        spans=spans != set(after.other_step_ids),
        area=not areas.is_same(before.area_id, after.area_id),
        fields=content(before, after),
    )


def _axis(before: Sequence[T], after: Sequence[T], said: Callable[[T], tuple[str, str]]) -> Axis:
    ones = dict(map(said, before))
    others = dict(map(said, after))
    pairs: list[Pair] = []
    renamed: list[Pair] = []
    left = dict(ones)

    def take(one: str, other: str) -> None:
        pairs.append(Pair(one, other))
        if ones[one] != others[other]:
            renamed.append(Pair(one, other))
        del left[one]

    free = dict(others)
    for one, name in ones.items():
        if one in free and folded(name) == folded(free[one]):
            del free[one]
            take(one, one)
    for one, name in tuple(left.items()):
        # Two that have one name cannot be told apart by it.
        found = [other for other, named in free.items() if folded(named) == folded(name)]
        if len(found) == 1 and sum(folded(named) == folded(name) for named in left.values()) == 1:
            del free[found[0]]
            take(one, found[0])
    for one in tuple(left):
        if one in free:
            del free[one]
            take(one, one)
    order = {one: place for place, one in enumerate(ones)}
    pairs.sort(key=lambda pair: order[pair.before])
    renamed.sort(key=lambda pair: order[pair.before])
    return Axis(tuple(pairs), tuple(renamed), tuple(free), tuple(left))
