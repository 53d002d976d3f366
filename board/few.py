"""Small counts: a number of people below FEW could tell who they are, so it is not told.

Asked of everything that remains of a day (a mapping and its files) and of whoever reads from afar. In the room itself
some are told: how many support what the room sees, as with hands (C14), and who has come, to the facilitator alone.
"""

from collections.abc import Sequence

FEW = 3  # “one nurse” is a person, not a number; two know of each other


def told(count: int) -> int | None:
    """The number, or None where it is not told. Nobody is a number like any other."""
    return None if 0 < count < FEW else count


def total(counts: Sequence[int]) -> int | None:
    """The sum of these, beside which each is `told`; None where it would betray one that is not: when the hidden ones
    are all one or all two, or there is only one of them.
    """
    hidden = [count for count in counts if told(count) is None]
    if hidden and not len(hidden) < sum(hidden) < len(hidden) * (FEW - 1):
        return None
    return sum(counts)
