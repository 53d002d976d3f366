"""Offers that several mappings have in common: proposed by rules (`likeness.py`), joined where a person says so."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from exports import report
from exports.changes import content
from exports.likeness import Reason, likely, subjects
from exports.parts import Here, Part
from exports.report import FieldChange, Offer


class Twin(NamedTuple):
    """Two offers of two mappings that may be one, by their ids."""

    newer_id: str
    older_id: str
    score: float
    reasons: tuple[Reason, ...]


class Proposal(NamedTuple):
    """Two offers of two mappings that may be one. `one` is of the newer mapping: it is right where they differ."""

    key: str
    one: Here
    other: Here
    score: float
    reasons: tuple[Reason, ...]


class Contradiction(NamedTuple):
    """What was said cannot all be: these two would become one offer, and are two.

    `told`: a person said so; otherwise they stand in the same mapping.
    """

    one: Here
    other: Here
    told: bool


class Joined(NamedTuple):
    """Which offers become one: every offer is in one group, groups and offers in the order of the parts."""

    groups: tuple[tuple[Here, ...], ...]
    contradictions: tuple[Contradiction, ...]


def between(newer: report.Mapping, older: report.Mapping) -> tuple[Twin, ...]:
    """What two mappings may have in common, likeliest first. Some 0.1 s for twice 500 offers: for a thread."""
    return tuple(
        Twin(pair.before.offer_id, pair.after.offer_id, pair.score, pair.reasons)
        for pair in likely(subjects(newer), subjects(older))
    )


def proposals(parts: Sequence[Part], twins: Iterable[Sequence[Twin]]) -> tuple[Proposal, ...]:
    """All pairs that may be one, likeliest first. `twins`: what is `between` each two of the parts, in their order."""
    found = [
        _proposal(parts, one, other, twin)
        for (one, other), both in zip(combinations(range(len(parts)), 2), twins, strict=True)
        for twin in both
    ]
    return tuple(sorted(found, key=lambda proposal: (-proposal.score, proposal.one, proposal.other)))


def _proposal(parts: Sequence[Part], one: int, other: int, twin: Twin) -> Proposal:
    names = (parts[one].key, twin.newer_id, parts[other].key, twin.older_id)
    key = hashlib.sha256("\n".join(names).encode()).hexdigest()[:16]
    return Proposal(key, Here(one, twin.newer_id), Here(other, twin.older_id), twin.score, twin.reasons)


def to_ask(proposed: Sequence[Proposal], said: Mapping[str, bool]) -> tuple[Proposal, ...]:
    """Those that a person has to look at: what follows from the others is not asked. Of one offer in ten mappings that
    is nine pairs and not forty-five; where two are told apart, the way round them is asked anew.
    """
    above: dict[Here, Here] = {}
    asked: list[Proposal] = []
    for proposal in sorted(proposed, key=lambda one: one.key not in said):
        one, other = _root(above, proposal.one), _root(above, proposal.other)
        if proposal.key not in said and one == other:
            continue
        asked.append(proposal)
        if one != other and said.get(proposal.key) is not False:
            above[max(one, other)] = min(one, other)
    order = {proposal.key: place for place, proposal in enumerate(proposed)}
    return tuple(sorted(asked, key=lambda one: order[one.key]))


def _root(above: Mapping[Here, Here], here: Here) -> Here:
    while here in above:
        here = above[here]
    return here


def join(parts: Sequence[Part], proposed: Sequence[Proposal], said: Mapping[str, bool]) -> Joined:
    """With what was said of each proposal, by its key; of which nothing was said are apart."""
    above: dict[Here, Here] = {}
    for proposal in proposed:
        one, other = sorted((_root(above, proposal.one), _root(above, proposal.other)))
        if said.get(proposal.key) and one != other:
            above[other] = one
    groups: dict[Here, list[Here]] = {}
    for place, part in enumerate(parts):
        for offer in part.mapping.offers:
            here = Here(place, offer.offer_id)
            groups.setdefault(_root(above, here), []).append(here)
    against = [
        Contradiction(proposal.one, proposal.other, told=True)
        for proposal in proposed
        if said.get(proposal.key) is False and _root(above, proposal.one) == _root(above, proposal.other)
    ]
    against += [
        Contradiction(one, other, told=False)
        for group in groups.values()
        for one, other in combinations(group, 2)
        if one.place == other.place
    ]
    return Joined(tuple(map(tuple, groups.values())), tuple(against))


def differing(one: Offer, other: Offer) -> tuple[FieldChange, ...]:
    """What the two say otherwise of the same: the words of `other` (`was`) do not come along."""
    return tuple(change for change in content(other, one) if change.was and change.now)
