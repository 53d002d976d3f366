"""Which offers of two mappings may be one and the same: proposed by rules that can be said in a few words.

Nothing here decides: a person confirms or rejects (`sessions/matches.py`). Names weigh most, because people keep them;
what else two offers share supports a name that has changed, and takes its place where the description is the same.
Numbers in names tell offers apart, “Gruppe 1” from “Gruppe 2”; years do not. Pure, and some 0.1 s for 500 offers
against 500: for a thread.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from typing import Literal, NamedTuple

from board.candidates import ALIKE_GROUP, ALIKE_NAME, ages_said, group_words, name_words
from board.stems import stem, words
from exports.report import Mapping, Offer
from sessions.known.columns import folded

Reason = Literal[
    "same_id",
    "same_name",
    "like_name",
    "some_name",
    "same_description",
    "same_unit",
    "same_contact",
    "same_group",
    "same_area",
    "same_step",
]

SOME_NAME = 0.5  # of the pairs of letters; too little by itself
ENOUGH = 0.35  # of support for a name of which only some is the same
SAME_DESCRIPTION = 0.75  # of the words of both
LEAST_DESCRIPTION = 5  # words; fewer say too little to be the same by
SUPPORT: dict[Reason, float] = {
    "same_unit": 0.25,
    "same_contact": 0.2,
    "same_group": 0.25,
    "same_area": 0.1,
    "same_step": 0.1,
}
_NUMBER = re.compile(r"\d+")
_YEAR = re.compile(r"(?:19|20)\d\d")


class Subject(NamedTuple):
    """An offer with the names of its area and its step, which mean the same in any mapping."""

    offer: Offer
    area: str
    step: str


class Likely(NamedTuple):
    """Two offers that may be one, and why: strongest reason first."""

    before: Offer
    after: Offer
    score: float
    reasons: tuple[Reason, ...]


def subjects(mapping: Mapping) -> tuple[Subject, ...]:
    """All offers of a mapping, to be compared with another's."""
    areas = {area.area_id: area.name for area in mapping.session.areas}
    steps = {step.step_id: step.name for step in mapping.session.steps}
    return tuple(
        Subject(offer, areas.get(offer.area_id, ""), steps.get(offer.step_id or "", ""))
        for offer in mapping.offers
    )


def likely(
    before: Sequence[Subject], after: Sequence[Subject], apart: Set[tuple[str, str]] = frozenset()
) -> tuple[Likely, ...]:
    """Pairs that may be one offer, likeliest first; no offer is in two of them.

    `apart` are pairs of offer ids, before and after, of which a person said that they are not.
    """
    bits: _Bits = {}, {}
    others = [_Seen.of(subject, bits) for subject in after]
    names = [(at, other.letters, other.size) for at, other in enumerate(others)]
    texts = [
        (at, other.description, other.described)
        for at, other in enumerate(others)
        if other.described >= LEAST_DESCRIPTION
    ]
    equal: dict[str, list[int]] = defaultdict(list)
    for at, other in enumerate(others):
        equal[other.name].append(at)
        equal[f"id {other.offer.offer_id}"].append(at)
    found: list[tuple[float, int, int, tuple[Reason, ...]]] = []
    for place, subject in enumerate(before):
        one = _Seen.of(subject, bits)
        near = _sharing(SOME_NAME, one.letters, one.size, names)
        if one.described >= LEAST_DESCRIPTION:
            near |= _sharing(SAME_DESCRIPTION, one.description, one.described, texts)
        near.update(equal[one.name], equal[f"id {one.offer.offer_id}"])
        for at in sorted(near):
            other = others[at]
            if (one.offer.offer_id, other.offer.offer_id) in apart:
                continue
            name = 2 * (one.letters & other.letters).bit_count() / ((one.size + other.size) or 1)
            if reasons := one.reasons(other, name):
                score = name + sum(SUPPORT.get(reason, 0) for reason in reasons)
                found.append((score + ("same_id" in reasons), place, at, reasons))
    return tuple(_each_once(sorted(found, key=lambda one: (-one[0], one[1], one[2])), before, after))


def _sharing(share: float, mask: int, size: int, others: Iterable[tuple[int, int, int]]) -> set[int]:
    """The places of those that have so much in common with it: this is asked of all pairs, and has to be quick."""
    twice = 2 / share
    return {at for at, other, its_size in others if twice * (mask & other).bit_count() >= size + its_size > 0}


def _each_once(
    found: Iterable[tuple[float, int, int, tuple[Reason, ...]]],
    before: Sequence[Subject],
    after: Sequence[Subject],
) -> Iterable[Likely]:
    ones, others = set[int](), set[int]()
    for score, place, at, reasons in found:
        if place not in ones and at not in others:
            ones.add(place)
            others.add(at)
            yield Likely(before[place].offer, after[at].offer, round(score, 3), reasons)


class _Seen(NamedTuple):
    """An offer as the rules look at it. Sets of words are numbers with a bit for each: half a million are compared."""

    offer: Offer
    name: str
    letters: int
    size: int
    numbers: frozenset[str]
    description: int
    described: int
    group: frozenset[str]
    who: frozenset[str]
    ages: tuple[int, int] | None
    unit: str
    contact: str
    area: str
    step: str

    @staticmethod
    def of(subject: Subject, bits: "_Bits") -> "_Seen":
        offer = subject.offer
        letters = name_words(offer.name)[1]
        description = {stem(word) for word in words(offer.description)}
        group, who = group_words(offer.target_group)
        return _Seen(
            offer,
            folded(offer.name),
            _mask(letters, bits[0]),
            len(letters),
            frozenset(_NUMBER.findall(_YEAR.sub("", offer.name))),
            _mask(description, bits[1]),
            len(description),
            group,
            who,
            ages_said(offer.age_span) or ages_said(offer.target_group) or ages_said(offer.name),
            folded(offer.organisational_unit),
            folded(offer.contact),
            folded(subject.area),
            folded(subject.step),
        )

    def _is_described_as(self, other: "_Seen") -> bool:
        least = SAME_DESCRIPTION * (self.described + other.described)
        return (
            min(self.described, other.described) >= LEAST_DESCRIPTION
            and 2 * (self.description & other.description).bit_count() >= least
        )

    def reasons(self, other: "_Seen", name: float) -> tuple[Reason, ...]:
        """Why the two may be one; none when they may not."""
        said: list[Reason] = []
        support = self._support(other)
        is_supported = sum(SUPPORT[reason] for reason in support) >= ENOUGH
        if self.name and self.name == other.name:
            said.append("same_name")
        elif self._is_apart(other):
            return ()
        elif name >= ALIKE_NAME:
            said.append("like_name")
        elif name >= SOME_NAME and is_supported:
            said.append("some_name")
        if self._is_described_as(other):
            said.append("same_description")
        # A short id may be anybody's number: by itself it says nothing.
        if self.offer.offer_id == other.offer.offer_id and (said or is_supported):
            said.insert(0, "same_id")
        return (*said, *support) if said else ()

    def _support(self, other: "_Seen") -> list[Reason]:
        found: list[Reason] = []
        if self.unit and self.unit == other.unit:
            found.append("same_unit")
        if self.contact and self.contact == other.contact:
            found.append("same_contact")
        common = len(self.group & other.group)
        least = min(len(self.group), len(other.group))
        if (
            least
            and common >= ALIKE_GROUP * least
            and (not self.who or not other.who or self.who & other.who)
        ):
            found.append("same_group")
        if self.area and self.area == other.area:
            found.append("same_area")
        if self.step and self.step == other.step:
            found.append("same_step")
        return found

    def _is_apart(self, other: "_Seen") -> bool:
        """Names that are told apart by a number, or offers for other ages."""
        if self.numbers and other.numbers and self.numbers != other.numbers:
            return True
        a, b = self.ages, other.ages
        return a is not None and b is not None and (a[1] < b[0] or b[1] < a[0])


_Bits = tuple[dict[str, int], dict[str, int]]  # of pairs of letters, and of words


def _mask(found: Iterable[str], bits: dict[str, int]) -> int:
    mask = 0
    for one in found:
        mask |= 1 << bits.setdefault(one, len(bits))
    return mask
