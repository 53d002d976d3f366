"""Which offers of two mappings are one and the same, as far as it is known: pure.

An offer is known by the workshop that it was first mapped in and its id there. It keeps that from version to version,
and takes it along when it is imported into a later workshop (`Provenance.origins`), so that identity follows chains
over years. What was typed anew is the same when a person has confirmed it; what a person has rejected is not.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from exports.comparing import Pair
from exports.report import Mapping, Offer

LONG = 20  # signs: an id made of 128 random bits; shorter ones may be a municipality's own numbers


class Known(NamedTuple):
    """An offer anywhere: its workshop, and its id there."""

    session_id: str
    offer_id: str


class Decision(NamedTuple):
    """A person said that two offers are one, or that they are not."""

    one: Known
    other: Known
    same: bool


class Of(NamedTuple):
    """A mapping and the workshop that it is of."""

    session_id: str
    mapping: Mapping


def same_offers(before: Of, after: Of, decisions: Iterable[Decision] = ()) -> tuple[Pair, ...]:
    """The pairs that are known to be one, each offer in one of them at most.

    What a person said of the two goes first, then the same id, then what they both come from, over any number of
    years and of confirmed pairs between.
    """
    said = tuple(decisions)
    confirmed = {frozenset((one, other)) for one, other, same in said if same}
    apart = {frozenset((one, other)) for one, other, same in said if not same}
    group = _Groups(said)
    places: dict[Known, list[str]] = defaultdict(list)
    for offer in after.mapping.offers:
        for root in {group.root(known) for known in _known(after.session_id, offer)}:
            places[root].append(offer.offer_id)
    found: list[tuple[int, Pair]] = []
    for offer in before.mapping.offers:
        one = Known(before.session_id, offer.offer_id)
        roots = {group.root(known) for known in _known(before.session_id, offer)}
        for other_id in dict.fromkeys(at for root in sorted(roots) for at in places.get(root, ())):
            both = frozenset((one, Known(after.session_id, other_id)))
            if both not in apart:
                rank = 0 if both in confirmed else 1 if other_id == offer.offer_id else 2
                found.append((rank, Pair(offer.offer_id, other_id)))
    return tuple(_each_once(pair for _rank, pair in sorted(found, key=lambda one: one[0])))


def _known(session_id: str, offer: Offer) -> Iterator[Known]:
    """All that an offer is known by."""
    yield _key(Known(session_id, offer.offer_id))
    for origin in offer.provenance.origins:
        yield _key(Known(origin.session_id, origin.offer_id))


def _key(known: Known) -> Known:
    """An id of many random signs says it alone: what was imported before origins were kept has kept its id."""
    return Known("", known.offer_id) if len(known.offer_id) >= LONG else known


def _each_once(pairs: Iterable[Pair]) -> Iterator[Pair]:
    ones, others = set[str](), set[str]()
    for pair in pairs:
        if pair.before not in ones and pair.after not in others:
            ones.add(pair.before)
            others.add(pair.after)
            yield pair


class _Groups:
    """Which offers confirmed pairs hold together."""

    def __init__(self, decisions: Sequence[Decision]) -> None:
        self._above: dict[Known, Known] = {}
        for one, other, same in decisions:
            if same:
                self._above[self.root(_key(one))] = self.root(_key(other))

    def root(self, known: Known) -> Known:
        while (above := self._above.get(known, known)) != known:
            known = above
        return known
