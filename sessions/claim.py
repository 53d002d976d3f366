"""One program at a time on an SQLite file: who serves it, or puts another in its place, holds a claim."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sessions.trouble import DatabaseTrouble

LOOK_AGAIN = 0.05  # seconds


@contextmanager
def claim(path: Path, *, within: float = 0.0) -> Iterator[None]:
    """Holds the claim on this database file; waits for another to let go, but no longer than `within` seconds.

    Raises `DatabaseTrouble`. The claim lies on a file beside the database, because that one may be replaced, and
    the system takes it away from a process that ends, however it ends.
    """
    # Two servers on one file would both be right by themselves, and neither would tell its phones what the other did.
    beside = path.with_name(f"{path.name}.claim")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(beside, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise DatabaseTrouble(f"The folder {path.parent} cannot be used: {error.strerror}.") from error
    try:
        _lock(descriptor, path, time.monotonic() + within)
        yield
    finally:
        os.close(descriptor)


def _lock(descriptor: int, path: Path, deadline: float) -> None:
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                raise DatabaseTrouble(
                    f"The data in {path} is in use by a running server (or by a command); stop that first."
                ) from None
            time.sleep(LOOK_AGAIN)
        else:
            return
