"""Starts what is measured, on a core of its own, and reads how much of that core it used."""

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tools.node import node

SERVER_CORE, LOAD_CORE = 0, 1
ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Measured:
    """A running server: where it listens, and its process."""

    port: int
    process: subprocess.Popen[str]
    sign_in: str = ""

    def cpu(self) -> float:
        """Seconds of processor time of the whole process tree so far, user and system, to the nanosecond."""
        return sum(time.clock_gettime(_clock_of(pid)) for pid in _tree(self.process.pid))

    def memory(self) -> int:
        """Resident bytes of the whole process tree."""
        pages = (int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in _tree(self.process.pid))
        return sum(pages) * os.sysconf("SC_PAGE_SIZE")


def _tree(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(found for child in children for found in _tree(int(child)))]


def _clock_of(pid: int) -> int:
    """The id of that process' CPU clock, as clock_getcpuclockid(3) makes it: Python has only its own."""
    return (~pid << 3) | 2


def pin(core: int) -> None:
    """Keep this process to one core, so that server and generator do not take each other's time."""
    os.sched_setaffinity(0, {core % (os.cpu_count() or 1)})


@contextmanager
def product() -> Iterator[Measured]:
    """Our server with a new SQLite on disk, as `make run` starts it."""
    with tempfile.TemporaryDirectory(prefix="trappe-bench-") as data:
        command = [sys.executable, "-m", "app", "serve"]
        settings = {"TRAPPE_DATA": data, "TRAPPE_PORT": "0", "TRAPPE_LOG_LEVEL": "error"}
        with _running(command, settings) as (process, said):
            address = _find(said, r"http://127\.0\.0\.1:(\d+)")
            sign_in = _find(said, r"(/sign-in/[\w-]+)")
            yield Measured(int(address), process, sign_in)


@contextmanager
def relay() -> Iterator[Measured]:
    """The bare Node relay."""
    with _running([str(node()), str(ROOT / "bench" / "relay.mjs")], {}) as (process, said):
        yield Measured(int(_find(said, r"^(\d+)$")), process)


@contextmanager
def _running(
    command: list[str], settings: dict[str, str]
) -> Iterator[tuple[subprocess.Popen[str], list[str]]]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("TRAPPE_")}
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**clean, **settings},
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: pin(SERVER_CORE),
    )
    try:
        yield process, _Said(process)
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()


class _Said(list[str]):
    """What a server has printed so far, read line by line as somebody looks for something."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        super().__init__()
        assert process.stdout is not None
        self.stream = process.stdout


def _find(said: list[str], pattern: str) -> str:
    assert isinstance(said, _Said)
    while not (found := re.search(pattern, "\n".join(said), re.MULTILINE)):
        line = said.stream.readline()
        if not line:
            raise RuntimeError("the server ended: " + " ".join(said))
        said.append(line.rstrip("\n"))
    return found[1]
