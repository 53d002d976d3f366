"""Starts what is measured, on a core of its own, and reads how much of that core and of memory it used."""

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import uvloop

from app.browsing import Browser
from bench.workshop import SECRET, Plan, Workshop, prepare
from tools.node import node

SERVER_CORE, LOAD_CORE = 0, 1
ROOT = Path(__file__).parent.parent
STOP_WITHIN = 10  # seconds


@dataclass(frozen=True)
class Measured:
    """A running server: where it listens, its process, and the workshops that lie ready in it."""

    port: int
    process: subprocess.Popen[str]
    workshops: Sequence[Workshop] = ()

    @property
    def address(self) -> str:
        """As in http://127.0.0.1:43210."""
        return f"http://127.0.0.1:{self.port}"

    def cpu(self) -> float:
        """Seconds of processor time of the whole process tree so far, user and system, to the nanosecond."""
        return sum(time.clock_gettime(_clock_of(pid)) for pid in _tree(self.process.pid))

    def in_kernel(self) -> float:
        """Those of these seconds that were spent in the kernel; sampled at clock ticks, so for long runs only."""
        ticks = sum(int(_stat(pid)[12]) for pid in _tree(self.process.pid))
        return ticks / os.sysconf("SC_CLK_TCK")

    def memory(self) -> int:
        """Bytes that would be free without it: what the process tree shares with nobody else."""
        return sum(_private(pid) for pid in _tree(self.process.pid))


async def counted(server: Measured, name: str) -> float:
    """A number of our server's own /metrics; 0 before it has counted any."""
    text = (await Browser(server.address).get("/metrics")).text
    found = re.search(rf"^tilbudstrappen_{re.escape(name)} (\S+)$", text, re.MULTILINE)
    return float(found[1]) if found else 0.0


def _tree(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(found for child in children for found in _tree(int(child)))]


def _clock_of(pid: int) -> int:
    """The id of that process' CPU clock, as clock_getcpuclockid(3) makes it: Python has only its own."""
    return (~pid << 3) | 2


def _stat(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def _private(pid: int) -> int:
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return sum(
        int(kilobytes) * 1024 for kilobytes in re.findall(r"^Private_\w+:\s+(\d+) kB", rollup, re.MULTILINE)
    )


def let_go(process: subprocess.Popen[str]) -> None:
    """What this process starts from now on may use all cores, as it does in life."""
    os.sched_setaffinity(process.pid, range(os.cpu_count() or 1))


def pin(core: int) -> None:
    """Keep this process to one core, so that server and generator do not take each other's time."""
    os.sched_setaffinity(0, {core % (os.cpu_count() or 1)})


@contextmanager
def on_core(core: int) -> Iterator[None]:
    """What is started inside stays on that core."""
    before = os.sched_getaffinity(0)
    pin(core)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


@contextmanager
def product(*plans: Plan, **settings: str) -> Iterator[Measured]:
    """Our server with these workshops on a new SQLite on disk; `settings` as in `commands_per_second="100"`."""
    with tempfile.TemporaryDirectory(prefix="trappe-bench-") as data:
        url = f"sqlite+aiosqlite:///{data}/tilbudstrappen.db"
        workshops = uvloop.run(prepare(url, plans))
        with serving(url, workshops, **settings) as server:
            yield server


@contextmanager
def serving(url: str, workshops: Sequence[Workshop], **settings: str) -> Iterator[Measured]:
    """Our server as it is started everywhere, on a database in which these workshops lie ready."""
    values = {"database_url": url, "secret": SECRET, "port": "0", "log_level": "error", **settings}
    with tempfile.TemporaryDirectory(prefix="trappe-bench-") as data:
        environment = {f"TRAPPE_{name.upper()}": value for name, value in {**values, "data": data}.items()}
        with _running([sys.executable, "-m", "app", "serve"], environment) as process:
            yield Measured(_port(process, r"http://127\.0\.0\.1:(\d+)"), process, workshops)


@contextmanager
def relay() -> Iterator[Measured]:
    """The bare Node relay."""
    with _running([str(node()), str(ROOT / "bench" / "relay.mjs")], {}) as process:
        yield Measured(_port(process, r"^(\d+)$"), process)


@contextmanager
def _running(command: list[str], settings: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("TRAPPE_")}
    with on_core(SERVER_CORE):
        process = subprocess.Popen(
            command, cwd=ROOT, env={**clean, **settings}, stdout=subprocess.PIPE, text=True
        )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(STOP_WITHIN)
        except subprocess.TimeoutExpired:
            process.kill()
        process.communicate()  # nobody is left, and no pipe either


def _port(process: subprocess.Popen[str], pattern: str) -> int:
    """Waits until the server has said where it listens."""
    assert process.stdout is not None
    said = []
    for line in process.stdout:
        said.append(line)
        if found := re.search(pattern, line):
            return int(found[1])
    raise RuntimeError("the server ended: " + "".join(said))
