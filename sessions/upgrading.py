"""A newer program brings its database up to date, and leaves the way back: a copy of the SQLite file as it was."""

import asyncio
import time
from pathlib import Path

from sessions import backup
from sessions.database import Database
from sessions.migrations.migrate import is_current, migrate, revision_of

KEPT_DAYS = 14  # a copy holds names, also of people who are forgotten meanwhile


async def upgrade(url: str) -> tuple[bool, Path | None]:
    """Whether there was anything to do; and where the SQLite file lies as it was, if there was one with data.

    Raises `DatabaseTrouble` with everything left as it was, also if that copy cannot be made.
    """
    database = Database(url)
    if database.path is None or await is_current(url) or await revision_of(database) is None:
        return await migrate(url), None
    stamp = time.strftime("%Y%m%d-%H%M%S")
    copy = database.path.with_name(f"{database.path.name}.upgrade-{stamp}")
    await asyncio.to_thread(backup.back_up, database.path, copy)
    return await migrate(url), copy


def forget_copies(path: Path, now: float) -> None:
    """Removes copies that `upgrade` made long ago. `now`: seconds since 1970."""
    for copy in path.parent.glob(f"{path.name}.upgrade-*"):
        if copy.stat().st_mtime < now - KEPT_DAYS * 24 * 3600:
            copy.unlink(missing_ok=True)
