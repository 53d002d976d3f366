"""The server under test as a process, the disk it stands on, and what the system says that it uses."""

import contextlib
import json
import os
import resource
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.serving import Server
from tests.soak.server import BREAK, FOLDER, PATIENT

DISK = "96m"  # of a day at full size, log of the server included, about half is used
START_WITHIN = 20.0  # seconds; workers of a killed parent may hold the port for a moment
FULL = 4096  # bytes that a file may have where a quota stops everything


class SoakServer(Server):
    """The real server, started through tests/soak/server.py."""

    module = "tests.soak.server"

    def __init__(
        self, data: Path, levers: Path, breaking: str, *, patient: bool = False, **settings: str
    ) -> None:
        super().__init__(data, **settings)
        self._levers, self._breaking, self._patient = levers, breaking, patient

    def successor(self) -> "SoakServer":
        """A server on the same data that does not run yet, with a port of its own."""
        heir = SoakServer(self.data, self._levers, self._breaking, **self._settings)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            heir.port = probe.getsockname()[1]
        return heir

    def start(self) -> None:
        deadline = time.monotonic() + START_WITHIN
        while True:
            try:
                return super().start()
            except RuntimeError as trouble:
                self._process = None
                if "is taken" not in str(trouble) or time.monotonic() > deadline:
                    raise
                time.sleep(0.1)

    def kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):  # it may have died in a commit
            super().kill()
            return
        self._end(signal.SIGKILL)

    @property
    def pids(self) -> list[int]:
        """The processes that serve: the workers if there are any, else the only one."""
        assert self._process is not None
        of = self._process.pid
        children = Path(f"/proc/{of}/task/{of}/children")
        pids = [int(pid) for pid in children.read_text().split()] if children.exists() else []
        return [pid for pid in pids if b"spawn_main" in _command(pid)] or [of]

    @property
    def runs(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def limit_files(self, to: int) -> None:
        """A quota: no file of the server may be written behind this many bytes."""
        for pid in self.pids:
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (to, resource.RLIM_INFINITY))

    def _environment(self) -> dict[str, str]:
        own = {FOLDER: str(self._levers), BREAK: self._breaking, PATIENT: "yes" if self._patient else ""}
        return {**super()._environment(), **own}


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


@dataclass(frozen=True)
class Use:
    """What all processes that serve use together."""

    memory: int  # KiB
    files: int
    tasks: int


def use(server: SoakServer, levers: Path) -> Use:
    """Ask the system, and each process for its tasks."""
    memory = files = tasks = 0
    for pid in server.pids:
        gauge = levers / f"gauge-{pid}"
        gauge.unlink(missing_ok=True)
        os.kill(pid, signal.SIGUSR1)
        deadline = time.monotonic() + 10
        while not gauge.exists() and time.monotonic() < deadline:
            time.sleep(0.02)
        tasks += json.loads(gauge.read_text())["tasks"]
        status = Path(f"/proc/{pid}/status").read_text()
        memory += int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS")))
        files += sum(not _is_pooled(pid, each) for each in os.listdir(f"/proc/{pid}/fd"))  # noqa: PTH208
    return Use(memory, files, tasks)


def _is_pooled(pid: int, descriptor: str) -> bool:
    """The database's file: how many connections to it are kept is bounded by their pool, and not always the same."""
    try:
        return "tilbudstrappen.db" in os.readlink(f"/proc/{pid}/fd/{descriptor}")  # noqa: PTH115
    except FileNotFoundError:
        return True


class Disk:
    """A folder on a file system so small that it can be filled; as another user than root a common folder."""

    def __init__(self, folder: Path, *, small: bool) -> None:
        self.folder, self.small = folder, small
        self._ballast = folder / "ballast"

    def fill(self) -> None:
        """Leave no block free."""
        with self._ballast.open("wb", buffering=0) as file:
            try:
                while file.write(bytes(64 * 1024)):
                    pass
            except OSError:
                pass

    def clear(self) -> None:
        self._ballast.unlink(missing_ok=True)


@contextmanager
def disk() -> Iterator[Disk]:
    """A disk of one's own, gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="trappe-soak-"))
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "trappe-soak", str(folder)]
    small = os.geteuid() == 0 and subprocess.run(mount, capture_output=True, check=False).returncode == 0
    try:
        yield Disk(folder, small=small)
    finally:
        if small:
            subprocess.run(["umount", "--lazy", str(folder)], check=False)
        shutil.rmtree(folder, ignore_errors=True)


LOCK = """
import sqlite3, sys, time
db = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=10)
db.execute("BEGIN EXCLUSIVE")
time.sleep(float(sys.argv[2]))
db.execute("ROLLBACK")
"""
LOCK_THERE = """
import asyncio, asyncpg, sys
async def hold():
    db = await asyncpg.connect(sys.argv[1], timeout=10)
    async with db.transaction():
        await db.execute("LOCK TABLE entry IN ACCESS EXCLUSIVE MODE")
        await asyncio.sleep(float(sys.argv[2]))
    await db.close()
asyncio.run(hold())
"""


def lock(database: str, path: Path | None, seconds: float) -> None:
    """Another program holds the database for so long."""
    script, place = (LOCK, str(path)) if path else (LOCK_THERE, database.replace("+asyncpg", ""))
    subprocess.run([sys.executable, "-c", script, place, str(seconds)], check=False, capture_output=True)
