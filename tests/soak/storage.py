"""Where the data lies, and what can happen to it there: a disk that fills up, a lock, a database that breaks down."""

import asyncio
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path
from typing import Any

import asyncpg

from sessions.database import Database

DISK = "96m"  # of a day at full size about half is used
FULL = 4096  # bytes that a file may have where a quota stops everything
REACHED_WITHIN = 30.0  # seconds


class Disk:
    """A folder on a file system so small that it can be filled; as another user than root a common folder."""

    def __init__(self, folder: Path, *, small: bool) -> None:
        self.folder, self.small = folder, small
        self._ballast = folder / "ballast"

    def fill(self) -> None:
        """Leave no block free."""
        with self._ballast.open("wb", buffering=0) as file, suppress(OSError):
            while file.write(bytes(64 * 1024)):
                pass

    def clear(self) -> None:
        self._ballast.unlink(missing_ok=True)


@contextmanager
def disk(run: Path) -> Iterator[Disk]:
    """A disk of one's own in the folder of a run."""
    folder = run / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "trappe-soak", str(folder)]
    small = os.geteuid() == 0 and subprocess.run(mount, capture_output=True, check=False).returncode == 0
    try:
        yield Disk(folder, small=small)
    finally:
        if small:
            subprocess.run(["umount", "--lazy", str(folder)], check=False)


async def database_on(disk: Disk, cluster: str) -> str:
    """A new database of this cluster whose tables lie on the disk; gives its address."""
    async with _connected(cluster) as db:
        tablespace = ""
        if disk.small:
            place = disk.folder / "tables"
            place.mkdir()
            shutil.chown(place, "postgres", "postgres")
            await db.execute(f"CREATE TABLESPACE disk LOCATION '{place}'")
            tablespace = "TABLESPACE disk"
        await db.execute(f"CREATE DATABASE soak {tablespace}")
    return f"{cluster.removesuffix('/postgres')}/soak"


async def lock(address: str, seconds: float) -> None:
    """Another program holds the database for so long."""
    if path := Database(address).path:
        await asyncio.to_thread(_lock_file, path, seconds)
        return
    async with _connected(address) as db:
        with suppress(asyncpg.DeadlockDetectedError):  # PostgreSQL chose us to give way
            async with db.transaction():
                await db.execute("LOCK TABLE entry IN ACCESS EXCLUSIVE MODE")
                await asyncio.sleep(seconds)


async def end_connections(address: str) -> None:
    """PostgreSQL closes every connection, as when somebody restarts it in an orderly way."""
    async with _connected(address) as db:
        await db.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


async def break_down(address: str) -> None:
    """One of PostgreSQL's own processes dies: it drops all others, and works its log through before it answers."""
    with suppress(OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
        async with _connected(address) as db:
            os.kill(await db.fetchval("SELECT pg_backend_pid()"), signal.SIGKILL)
            await db.fetchval("SELECT 1")


@asynccontextmanager
async def _connected(address: str) -> AsyncIterator[Any]:
    db = await asyncpg.connect(Database(address).dsn, timeout=REACHED_WITHIN)
    try:
        yield db
    finally:
        db.terminate()


# In a process of its own: a lock does not hold against the process that has it.
_LOCK = """
import sqlite3, sys, time
db = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=10)
db.execute("BEGIN EXCLUSIVE")
time.sleep(float(sys.argv[2]))
db.execute("ROLLBACK")
"""


def _lock_file(path: Path, seconds: float) -> None:
    subprocess.run([sys.executable, "-c", _LOCK, str(path), str(seconds)], check=False, capture_output=True)
