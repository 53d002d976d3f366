"""The server under test as a process, and what the system says that it uses."""

import contextlib
import json
import os
import resource
import signal
import socket
import time
from dataclasses import dataclass
from pathlib import Path

from tests.serving import Server
from tests.soak.leftovers import FOLDER
from tests.soak.server import BREAK, PATIENT

START_WITHIN = 60.0  # seconds; workers of a killed parent may hold the port for a moment
TELLS_WITHIN = 60.0  # seconds


class SoakServer(Server):
    """The real server, started through tests/soak/server.py. `folder` is the run's own, `data` what may fill up."""

    module = "tests.soak.server"

    def __init__(
        self, folder: Path, data: Path, breaking: str = "", *, patient: bool = False, **settings: str
    ) -> None:
        super().__init__(data, **settings)
        self.folder, self.log = folder, folder / "server.log"
        self._breaking, self._patient = breaking, patient

    def successor(self) -> "SoakServer":
        """A server on the same data that does not run yet, with a port of its own."""
        heir = SoakServer(self.folder, self.data, self._breaking, **self._settings)
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
        own = {FOLDER: str(self.folder), BREAK: self._breaking, PATIENT: "yes" if self._patient else ""}
        # Also what a killed server leaves in the folder for temporary files goes with the run.
        return {**super()._environment(), **own, "TMPDIR": str(self.folder)}


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


def use(server: SoakServer) -> Use:
    """Ask the system, and each process for its tasks."""
    memory = files = tasks = 0
    for pid in server.pids:
        gauge = server.folder / f"gauge-{pid}"
        gauge.unlink(missing_ok=True)
        os.kill(pid, signal.SIGUSR1)
        deadline = time.monotonic() + TELLS_WITHIN
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
