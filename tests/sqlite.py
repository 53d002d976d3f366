"""An SQLite database with the newest schema and nothing in it: made once in each process, and copied from then on."""

import shutil
import sqlite3
import tempfile
from pathlib import Path

from sessions.migrations.migrate import migrate

_made: list[bytes] = []


async def set_up(path: Path) -> None:
    """Make it here, as `migrate` does: all its steps take as long as a whole test."""
    if not _made:
        folder = Path(tempfile.mkdtemp(prefix="trappe-"))
        try:
            first = folder / "first.db"
            await migrate(f"sqlite+aiosqlite:///{first}")
            with sqlite3.connect(first) as db:
                db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            db.close()
            _made.append(first.read_bytes())
        finally:
            shutil.rmtree(folder)
    _copy(path)


def _copy(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_made[0])
