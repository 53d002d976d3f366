"""What a run makes lies in one folder, and is gone with it: processes, file systems, files.

A run that was killed cannot clean up after itself. The next one does it, and tells its own folder from that of a
run beside it by the claim, which the system takes away from whoever ends.
"""

import fcntl
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PREFIX = "trappe-soak-"
FOLDER = "SOAK_FOLDER"  # in the environment of every server that a run starts
CLAIM = "claim"
YOUNG = 60.0  # seconds; a folder without a claim may have been made a moment ago
GONE_WITHIN = 10.0  # seconds


@contextmanager
def run_folder() -> Iterator[Path]:
    """A folder for a run. Others that nobody uses any more are removed first."""
    sweep()
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    folder.chmod(0o711)  # PostgreSQL runs as another user, and must be let through to its own
    with (folder / CLAIM).open("w") as claim:
        fcntl.flock(claim, fcntl.LOCK_EX)
        try:
            yield folder
        finally:
            remove(folder)


def sweep() -> None:
    """Remove what runs that were killed have left."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        if not _is_used(folder):
            remove(folder)


def remove(folder: Path) -> None:
    """End every process of this folder, unmount what is mounted in it, and delete it."""
    for pid in _servers(folder):
        _end(pid, signal.SIGKILL)
    for pid in _databases(folder):
        _end(pid, signal.SIGQUIT)  # killed it would leave shared memory behind
    mounts = [line.split()[1] for line in Path("/proc/mounts").read_text().splitlines()]
    for mount in mounts:
        if Path(mount).is_relative_to(folder):
            subprocess.run(["umount", "--lazy", mount], check=False)
    shutil.rmtree(folder, ignore_errors=True)


def _is_used(folder: Path) -> bool:
    try:
        with (folder / CLAIM).open() as claim:
            fcntl.flock(claim, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except FileNotFoundError:
        with suppress(FileNotFoundError):
            return time.time() - folder.stat().st_mtime < YOUNG
    return False


def _servers(folder: Path) -> Iterator[int]:
    mark = f"{FOLDER}={folder}".encode()
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # ended, or somebody else's
            if mark in (process / "environ").read_bytes().split(b"\0"):
                yield int(process.name)


def _databases(folder: Path) -> Iterator[int]:
    for file in folder.glob("*/data/postmaster.pid"):
        with suppress(OSError):
            pid = int(file.read_text().split()[0])
            if str(file.parent).encode() in Path(f"/proc/{pid}/cmdline").read_bytes():
                yield pid


def _end(pid: int, how: signal.Signals) -> None:
    deadline = time.monotonic() + GONE_WITHIN
    with suppress(ProcessLookupError):
        os.kill(pid, how)
    while _runs(pid) and time.monotonic() < deadline:
        time.sleep(0.05)


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False
