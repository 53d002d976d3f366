"""How often somebody may try to sign in to one account: never counted by address, as a town hall shares one."""

from collections.abc import Callable

from app.buckets import Bucket, Buckets


class Guesses:
    """Tries for each account, or for what is typed as one. Whoever has none left waits a minute for the next; nobody is
    shut out for good. A browser that was signed in to the account before has tries of its own, so that those who guess
    cannot keep its owner out.

    Each of several workers lets through its share: guessing gets no easier by them.
    """

    AT_ONCE = 10  # with a keyboard in another language, and a passphrase that was changed last week
    EACH = 60.0  # seconds until there is one more

    def __init__(self, clock: Callable[[], float], workers: int = 1) -> None:
        self._buckets = Buckets(clock)
        self._rate, self._size = 1 / self.EACH / workers, max(1.0, self.AT_ONCE / workers)

    def left(self, kind: str, who: str) -> Bucket:
        """The tries that are left. One is taken before the answer is known, so that many at once are no more than they
        are; whoever was right gets it back."""
        return self._buckets.of((kind, who), self._rate, self._size)
