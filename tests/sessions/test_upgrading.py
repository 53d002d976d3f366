"""Bringing an older database up to date leaves it as it was beside it; nothing is touched if that cannot be done."""

import os
import sqlite3
import stat
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy.engine import Connection

from sessions import backup
from sessions.database import Database
from sessions.migrations.migrate import FOLDER, REVISIONS
from sessions.trouble import DatabaseTrouble
from sessions.upgrading import KEPT_DAYS, forget_copies, upgrade

OLD = "0011"


@pytest.fixture
async def old(tmp_path: Path) -> Path:
    """A file that an older program has written."""
    path = tmp_path / "tilbudstrappen.db"
    sqlite3.connect(path).close()
    database = Database(f"sqlite+aiosqlite:///{path}")

    def as_it_was(connection: Connection) -> None:
        config = Config()
        config.set_main_option("script_location", str(FOLDER))
        config.attributes["connection"] = connection
        command.upgrade(config, OLD)

    async with database.transaction() as db:
        await (await db.connection()).run_sync(as_it_was)
    await database.close()
    return path


def revision(path: Path) -> str:
    db = sqlite3.connect(path)
    try:
        return str(db.execute("SELECT version_num FROM alembic_version").fetchone()[0])
    finally:
        db.close()


def copies(folder: Path) -> list[Path]:
    return list(folder.rglob("*.upgrade-*"))


async def test_an_older_file_is_copied_before_it_is_brought_up_to_date(old: Path) -> None:
    changed, copy = await upgrade(f"sqlite+aiosqlite:///{old}")
    assert changed
    assert copy is not None
    assert copy.parent == old.parent
    assert (revision(copy), revision(old)) == (OLD, REVISIONS[-1])
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert await upgrade(f"sqlite+aiosqlite:///{old}") == (False, None)
    assert copies(old.parent) == [copy]


async def test_without_a_copy_nothing_is_changed(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Path) -> None:
        raise DatabaseTrouble("The file cannot be written: No space left on device.")

    monkeypatch.setattr(backup, "back_up", full)
    with pytest.raises(DatabaseTrouble, match="No space"):
        await upgrade(f"sqlite+aiosqlite:///{old}")
    assert revision(old) == OLD


async def test_where_there_was_nothing_there_is_nothing_to_copy(url: str, tmp_path: Path) -> None:
    assert await upgrade(url) == (True, None)
    assert copies(tmp_path) == []


async def test_copies_are_removed_in_time(old: Path) -> None:
    _, copy = await upgrade(f"sqlite+aiosqlite:///{old}")
    assert copy is not None
    made = copy.stat().st_mtime
    other = old.with_name("tilbudstrappen.db.before-20260101-000000")  # what `restore` has set aside
    other.write_text("")
    os.utime(other, (0, 0))
    forget_copies(old, made + KEPT_DAYS * 24 * 3600 - 60)
    assert copies(old.parent) == [copy]
    forget_copies(old, made + KEPT_DAYS * 24 * 3600 + 60)
    assert copies(old.parent) == []
    assert {old, other} <= set(old.parent.iterdir())
