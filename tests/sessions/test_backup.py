"""Copies of the SQLite file: whole whatever happens meanwhile, never over another file, and put back with care."""

import asyncio
import logging
import sqlite3
import threading
from pathlib import Path

import pytest

from sessions import backup, lifecycle
from sessions.claim import claim
from sessions.database import Database
from sessions.log import StoredLog
from sessions.migrations.migrate import migrate
from sessions.trouble import DatabaseTrouble
from tests.sessions.log_contract import entry
from tests.world import START, setup

STAMP = "20261122-101500"


@pytest.fixture
async def path(tmp_path: Path) -> Path:
    """A database with one session of three entries."""
    path = tmp_path / "data" / "tilbudstrappen.db"
    url = f"sqlite+aiosqlite:///{path}"
    await migrate(url)
    database = Database(url)
    await lifecycle.create(database, setup(), session_id="s", facilitator_id="ada", now=START)
    log = StoredLog(database)
    for number in (2, 3):
        await log.append("s", entry(number))
    await log.close()
    await database.close()
    return path


def numbers(path: Path) -> list[int]:
    with sqlite3.connect(path) as db:
        found = [number for (number,) in db.execute("SELECT number FROM entry ORDER BY number")]
    db.close()
    return found


def test_a_copy_is_one_whole_file_that_only_we_may_read(path: Path, tmp_path: Path) -> None:
    content = backup.back_up(path, tmp_path / "copy")
    assert (content.sessions, content.entries, content.mappings) == (1, 3, 0)
    assert numbers(tmp_path / "copy") == [1, 2, 3]
    assert (tmp_path / "copy").stat().st_mode & 0o777 == 0o600
    assert sorted(each.name for each in tmp_path.iterdir()) == ["copy", "data"]


def test_a_copy_made_while_others_write_is_one_moment_of_it(path: Path, tmp_path: Path) -> None:
    """Each transaction writes two rows that belong together: a copy must never have one of them alone."""
    enough = threading.Event()
    written = []

    def write() -> None:
        db = sqlite3.connect(path, isolation_level=None, timeout=10)
        while not enough.is_set():
            db.execute("BEGIN IMMEDIATE")
            for half in ("a", "b"):
                name = f"{len(written)}{half}"
                db.execute("INSERT INTO space VALUES (?, '', 1)", (name,))
            db.execute("COMMIT")
            written.append(None)
        db.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        seen = []
        for turn in range(5):
            backup.back_up(path, tmp_path / f"copy{turn}")
            with sqlite3.connect(tmp_path / f"copy{turn}") as db:
                names = [name for (name,) in db.execute("SELECT space_id FROM space")]
            db.close()
            assert sum(name.endswith("a") for name in names) == sum(name.endswith("b") for name in names)
            seen.append(len(names))
    finally:
        enough.set()
        writer.join()
    assert seen == sorted(seen)
    assert seen[-1] > seen[0], "nobody wrote meanwhile"


def test_no_file_is_overwritten_and_none_is_left_half(path: Path, tmp_path: Path) -> None:
    there = tmp_path / "there"
    there.write_text("something dear")
    with pytest.raises(DatabaseTrouble, match="choose another name"):
        backup.back_up(path, there)
    assert there.read_text() == "something dear"
    with pytest.raises(DatabaseTrouble, match="cannot be written"):
        backup.back_up(path, tmp_path / "no folder" / "copy")
    with pytest.raises(DatabaseTrouble, match="There is no database"):
        backup.back_up(tmp_path / "none", tmp_path / "copy")
    damage(path)
    with pytest.raises(DatabaseTrouble):
        backup.back_up(path, tmp_path / "copy")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["data", "there"]


def damage(path: Path) -> None:
    """A page in the middle of the file becomes something else."""
    db = sqlite3.connect(path)
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    page = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'entry'").fetchone()[0]
    size = db.execute("PRAGMA page_size").fetchone()[0]
    db.close()
    with path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)


def test_a_copy_takes_the_place_of_what_is_not_there(path: Path, tmp_path: Path) -> None:
    backup.back_up(path, tmp_path / "copy")
    content, kept = backup.restore(tmp_path / "copy", tmp_path / "new" / "t.db", replace=False, stamp=STAMP)
    assert (content.entries, kept) == (3, None)
    assert numbers(tmp_path / "new" / "t.db") == [1, 2, 3]


def test_data_is_only_replaced_when_somebody_says_so_and_is_kept(path: Path, tmp_path: Path) -> None:
    backup.back_up(path, tmp_path / "copy")
    # What is not in the copy, and still in the write-ahead file: as after a kill.
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA wal_autocheckpoint=0")
    db.execute("DELETE FROM entry WHERE number = 3")
    with pytest.raises(DatabaseTrouble, match="with --replace"):
        backup.restore(tmp_path / "copy", path, replace=False, stamp=STAMP)
    assert numbers(path) == [1, 2]
    for turn in ("", "-2"):
        _, kept = backup.restore(tmp_path / "copy", path, replace=True, stamp=STAMP)
        assert kept == path.with_name(f"tilbudstrappen.db.before-{STAMP}{turn}")
    db.close()
    assert numbers(path) == [1, 2, 3]
    assert numbers(path.with_name(f"tilbudstrappen.db.before-{STAMP}")) == [1, 2]


def test_a_damaged_file_is_replaced_and_kept_as_it_was(path: Path, tmp_path: Path) -> None:
    backup.back_up(path, tmp_path / "copy")
    damage(path)
    as_it_was = path.read_bytes()
    _, kept = backup.restore(tmp_path / "copy", path, replace=True, stamp=STAMP)
    assert kept is not None
    assert kept.read_bytes() == as_it_was
    assert numbers(path) == [1, 2, 3]


def test_an_old_write_ahead_file_is_not_mixed_into_what_is_restored(path: Path, tmp_path: Path) -> None:
    """SQLite would replay it into any database of that name."""
    backup.back_up(path, tmp_path / "copy")
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA wal_autocheckpoint=0")
    db.execute("DELETE FROM entry")
    left = path.with_name("tilbudstrappen.db-wal").read_bytes()
    db.close()
    path.unlink()
    path.with_name("tilbudstrappen.db-wal").write_bytes(left)
    backup.restore(tmp_path / "copy", path, replace=True, stamp=STAMP)
    assert numbers(path) == [1, 2, 3]


@pytest.mark.parametrize("wrong", ["damaged", "a letter", "empty", "another program's", "newer"])
def test_what_is_no_sound_copy_changes_nothing(path: Path, tmp_path: Path, wrong: str) -> None:
    copy = tmp_path / "copy"
    match wrong:
        case "damaged":
            backup.back_up(path, copy)
            damage(copy)
        case "a letter":
            copy.write_text("Dear grandmother! " * 1000)
        case "empty":
            copy.touch()
        case "another program's":
            with sqlite3.connect(copy) as db:
                db.execute("CREATE TABLE recipes (name)")
            db.close()
        case "newer":
            backup.back_up(path, copy)
            with sqlite3.connect(copy) as db:
                db.execute("UPDATE alembic_version SET version_num = '9999'")
            db.close()
    said = {"newer": "install that one", "damaged": "use another one", "a letter": "use another one"}
    before = numbers(path), sorted(path.parent.iterdir())
    with pytest.raises(DatabaseTrouble, match=said.get(wrong, "is no backup of Tilbudstrappen")):
        backup.restore(copy, path, replace=True, stamp=STAMP)
    assert (numbers(path), sorted(path.parent.iterdir())) == before


def test_nothing_is_restored_under_a_running_server(path: Path, tmp_path: Path) -> None:
    backup.back_up(path, tmp_path / "copy")
    with claim(path), pytest.raises(DatabaseTrouble, match="in use by a running server"):
        backup.restore(tmp_path / "copy", path, replace=True, stamp=STAMP)
    with pytest.raises(DatabaseTrouble, match="is the database itself"):
        backup.restore(path, path, replace=True, stamp=STAMP)
    with pytest.raises(DatabaseTrouble, match="There is no file"):
        backup.restore(tmp_path / "none", path, replace=True, stamp=STAMP)


def test_who_comes_next_waits_until_the_claim_is_given_up(path: Path) -> None:
    first = claim(path)
    first.__enter__()
    timer = threading.Timer(0.2, first.__exit__, (None, None, None))
    timer.start()
    with claim(path, within=10):
        pass
    timer.join()


def test_a_start_sees_damage_and_says_what_to_do(path: Path, tmp_path: Path) -> None:
    backup.look_over(path)
    backup.look_over(tmp_path / "none")
    damage(path)
    with pytest.raises(DatabaseTrouble, match="restore FILE --replace"):
        backup.look_over(path, within=10)


async def test_a_look_that_takes_long_goes_on_beside_the_serving(
    path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    go_on = threading.Event()
    monkeypatch.setattr(backup, "_damage", lambda *_: "torn" if go_on.wait(60) else "")
    with caplog.at_level(logging.INFO):
        backup.look_over(path, within=0.05)
        assert "goes on while it is served" in caplog.text
        assert "damaged" not in caplog.text
        go_on.set()
        async with asyncio.timeout(60):
            while "is damaged" not in caplog.text:
                await asyncio.sleep(0.01)
