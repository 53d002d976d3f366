"""Which offers of several mappings may be one: found once for each two mappings, and in turns with everybody's work."""

from collections import OrderedDict
from collections.abc import Sequence
from functools import partial
from itertools import combinations

from app.aside import Aside
from exports import duplicates
from exports.duplicates import Proposal, Twin
from exports.parts import Part

KEPT = 25_000  # pairs of offers: ten mappings of 500 offers that are all the same, and some 8 MB


class Twins:
    """A frozen mapping never changes, and neither does what it has in common with another: that is kept by digest, for
    the same page comes again with every answer.
    """

    def __init__(self, aside: Aside) -> None:
        self._aside = aside
        self._kept: OrderedDict[tuple[str, str], tuple[Twin, ...]] = OrderedDict()
        self._size = 0

    async def proposals(self, parts: Sequence[Part]) -> tuple[Proposal, ...]:
        """As `duplicates.proposals` has them."""
        found = [await self._between(one, other) for one, other in combinations(parts, 2)]
        return await self._aside.run(lambda: duplicates.proposals(parts, found))

    async def _between(self, one: Part, other: Part) -> tuple[Twin, ...]:
        key = one.digest, other.digest
        if (kept := self._kept.get(key)) is not None:
            self._kept.move_to_end(key)
            return kept
        # Two mappings at a time: whoever freezes a workshop meanwhile waits for these, not for all.
        found = await self._aside.run(partial(duplicates.between, one.mapping, other.mapping))
        if key not in self._kept:
            self._kept[key] = found
            self._size += _size(found)
        while self._size > KEPT:
            self._size -= _size(self._kept.popitem(last=False)[1])
        return found


def _size(found: tuple[Twin, ...]) -> int:
    return len(found) + 1  # one for which nothing was found takes room too
