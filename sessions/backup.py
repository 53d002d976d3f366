"""Copies of the SQLite file: made while the server runs, put back, and the look at the file before each start."""

import contextlib
import logging
import os
import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sessions.claim import claim
from sessions.migrations.migrate import REVISIONS
from sessions.trouble import DatabaseTrouble, explain

CHECK_WITHIN = (
    2.0  # seconds that a start waits for the look at the file; about a gigabyte that lies in memory
)
BUSY_SECONDS = 5.0
BESIDE = ("-wal", "-shm", "-journal")  # what SQLite keeps beside a database, and would mix into a new one

_COUNTED = (
    "SELECT (SELECT count(*) FROM session), (SELECT count(*) FROM entry), (SELECT count(*) FROM mapping)"
)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Content:
    """What lies in a copy."""

    sessions: int
    entries: int
    mappings: int
    bytes: int

    def __str__(self) -> str:
        size = f"{self.bytes / 1_000_000:.1f} MB"
        return f"{self.sessions} workshops, {self.entries} log entries, {self.mappings} mappings, {size}"


def back_up(path: Path, target: Path) -> Content:
    """Copies the database, as it stands at this moment, to a single file, and checks that. Writers go on meanwhile.

    Never overwrites. The file has its name only when it is whole. Raises `DatabaseTrouble`; then there is no file.
    """
    if not path.is_file():
        raise DatabaseTrouble(f"There is no database {path} to back up.")
    try:
        # The name is taken first: two backups to one file cannot overwrite each other. Only we may read it:
        # it holds names.
        os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        raise DatabaseTrouble(f"There is a file {target} already; choose another name.") from None
    except OSError as error:
        raise DatabaseTrouble(f"The file {target} cannot be written: {error.strerror}.") from error
    unfinished = target.with_name(f"{target.name}.unfinished")
    try:
        content = _copy(path, unfinished)
        unfinished.replace(target)
        _keep_name(target)
    except BaseException:
        for each in (unfinished, target):
            each.unlink(missing_ok=True)
        raise
    return content


def restore(source: Path, path: Path, *, replace: bool, stamp: str) -> tuple[Content, Path | None]:
    """Puts a copy in the database's place; says what is in it, and where the old file is kept, if there was one.

    Raises `DatabaseTrouble`, with everything left as it was: for a copy that is damaged or newer than this program,
    while a server uses the data, and if there is data already and nobody said to replace it.
    """
    if not source.is_file():
        raise DatabaseTrouble(f"There is no file {source}.")
    if path.exists() and path.samefile(source):
        raise DatabaseTrouble(f"{source} is the database itself.")
    _check_copy(source)
    with claim(path):
        there = [each for each in (path, *_beside(path)) if each.exists()]
        if there and not replace:
            raise DatabaseTrouble(
                f"There is data in {path} already; with --replace the copy takes its place, and the old file is kept."
            )
        unfinished = path.with_name(f"{path.name}.unfinished")
        try:
            content = _copy(source, unfinished)
            kept = _set_aside(path, stamp) if there else None
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)
        _keep_name(path)
    return content, kept


def look_over(path: Path, *, within: float = CHECK_WITHIN) -> None:
    """Looks whether the file is sound. Raises `DatabaseTrouble` if it is seen to be damaged in so many seconds.

    A file that takes longer to read is looked at to the end beside the serving, and damage is logged then.
    """
    if not path.is_file() or not path.stat().st_size:
        return
    result: list[str] = []
    trouble = explain(sqlite3.DatabaseError("malformed"), str(path))

    def look() -> None:
        result.append(_damage(path, "quick_check"))
        if over.is_set() and result[0]:
            _log.error("%s", trouble)

    # A thread, because SQLite's check cannot be interrupted in every version, and a daemon, because nobody waits for
    # it when the server stops.
    over = threading.Event()
    looking = threading.Thread(target=look, name="look-over", daemon=True)
    looking.start()
    looking.join(within)
    if looking.is_alive():
        over.set()
        _log.info("the check of the database file goes on while it is served: %d bytes", path.stat().st_size)
    elif result[0]:
        raise trouble


def _copy(source: Path, target: Path) -> Content:
    """The whole database in one file that has not been there, checked and on the disk."""
    target.unlink(missing_ok=True)
    try:
        os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        with _opened(source, "ro") as old, _opened(target, "rw") as new:
            # All pages in one go, under one reading transaction: in steps, each commit of the server would make
            # the copy begin anew. In WAL mode a reader holds up nobody.
            old.backup(new)
            new.execute("PRAGMA journal_mode=DELETE")  # one file, complete in itself
            sessions, entries, mappings = new.execute(_COUNTED).fetchone()
    except sqlite3.Error as error:
        raise explain(error, str(source)) from error
    except OSError as error:
        raise DatabaseTrouble(f"The file {target} cannot be written: {error.strerror}.") from error
    if damage := _damage(target, "integrity_check"):
        raise DatabaseTrouble(f"The copy of {source} is not sound ({damage}); nothing was changed.")
    with target.open("rb") as file:
        os.fsync(file.fileno())
    return Content(sessions, entries, mappings, target.stat().st_size)


def _check_copy(source: Path) -> None:
    if damage := _damage(source, "integrity_check"):
        raise DatabaseTrouble(
            f"The file {source} is damaged ({damage}), or no backup at all; use another one."
        )
    try:
        with _opened(source, "ro") as db:
            row = db.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.Error:
        row = None
    if row is None:
        raise DatabaseTrouble(f"The file {source} is no backup of Tilbudstrappen.")
    if row[0] not in REVISIONS:
        raise DatabaseTrouble(
            f"The file {source} was written by a newer version of Tilbudstrappen; install that one."
        )


def _damage(path: Path, pragma: str) -> str:
    """What is wrong with the file, in a few of SQLite's words; empty if nothing is."""
    try:
        with _opened(path, "ro") as db:
            said = str(db.execute(f"PRAGMA {pragma}(1)").fetchone()[0])
    except sqlite3.Error as error:
        # Locked or missing is another trouble, which the start meets and explains by itself.
        return str(error) if type(error) is sqlite3.DatabaseError else ""
    return "" if said == "ok" else " ".join(said.split())[:100]


def _set_aside(path: Path, stamp: str) -> Path:
    """Gives the old file another name, together with what SQLite keeps beside it."""
    with contextlib.suppress(sqlite3.Error), _opened(path, "rw") as old:
        old.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # a sound file then is complete in itself
    kept = path.with_name(f"{path.name}.before-{stamp}")
    number = 1
    while kept.exists():
        number += 1
        kept = path.with_name(f"{path.name}.before-{stamp}-{number}")
    for each, name in zip((path, *_beside(path)), (kept, *_beside(kept)), strict=True):
        if each.exists():
            each.rename(name)
    return kept


def _beside(path: Path) -> tuple[Path, ...]:
    return tuple(path.with_name(path.name + ending) for ending in BESIDE)


@contextlib.contextmanager
def _opened(path: Path, mode: str) -> Iterator[sqlite3.Connection]:
    db = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None, timeout=BUSY_SECONDS
    )
    try:
        yield db
    finally:
        db.close()


def _keep_name(path: Path) -> None:
    """A file's name is on the disk when its folder is."""
    folder = os.open(path.absolute().parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
