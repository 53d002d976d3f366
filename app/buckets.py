"""Counting how much of something is used: tokens that are taken and come back at a steady rate."""

from collections.abc import Callable, Hashable


class Bucket:
    """Holds at most `size` tokens and gets `rate` back each second. Full at first."""

    __slots__ = ("_clock", "_rate", "_seen", "_size", "_tokens")

    def __init__(self, rate: float, size: float, clock: Callable[[], float]) -> None:
        self._rate, self._size, self._clock = rate, size, clock
        self._tokens, self._seen = size, clock()

    def take(self) -> bool:
        """Take a token. False if there is none; then nothing changes."""
        self._fill()
        if self._tokens < 1:
            return False
        self._tokens -= 1
        return True

    def put_back(self) -> None:
        """A token that was taken for nothing."""
        self._tokens = min(self._size, self._tokens + 1)

    @property
    def is_empty(self) -> bool:
        """Whether there is no token to take now."""
        self._fill()
        return self._tokens < 1

    @property
    def is_full(self) -> bool:
        """Whether it is as good as new: nothing is lost by forgetting it."""
        self._fill()
        return self._tokens >= self._size

    def _fill(self) -> None:
        now = self._clock()
        self._tokens = min(self._size, self._tokens + (now - self._seen) * self._rate)
        self._seen = now


class Buckets:
    """A bucket for each key. Those that are as good as new are forgotten when there are many."""

    MANY = 10_000

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._kept: dict[Hashable, Bucket] = {}

    def of(self, key: Hashable, rate: float, size: float) -> Bucket:
        """The key's bucket; made like this if there is none."""
        if len(self._kept) > self.MANY:
            self._kept = {one: bucket for one, bucket in self._kept.items() if not bucket.is_full}
        if key not in self._kept:
            self._kept[key] = Bucket(rate, size, self._clock)
        return self._kept[key]
