"""The real server in a process of its own, with data of its own: for tests with browsers, and those that kill it."""

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STOP_WITHIN = 30  # seconds; a stop that is asked for ends within three
# Seconds until nobody would say any more that a stop does not wait for what never comes. The promise is five; what is
# late by the server's own clock is told by its exit code (`app/serving.py`), and a shared machine adds what it likes.
IN_TIME = 15


class Server:
    """`python -m app serve` on a port that stays the same from one start to the next."""

    module = "app"

    def __init__(self, data: Path, **settings: str) -> None:
        self.data = data
        self.log = data / "server.log"
        self.port = int(settings.get("port", "0"))
        self.sign_in_link = ""
        self.said = ""  # at the last start
        self._settings = {name.upper(): value for name, value in settings.items()}
        self._process: subprocess.Popen[str] | None = None

    @property
    def address(self) -> str:
        """As in http://127.0.0.1:43210, or where people find it."""
        return self._settings.get("ADDRESS") or self.origin

    @property
    def origin(self) -> str:
        """The server itself."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start on the data that is there, and wait until pages are served."""
        assert self._process is None, "the server runs already"
        with self.log.open("a") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", self.module, "serve"],
                cwd=ROOT,
                env=self._environment(),
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                start_new_session=True,  # a group of its own, with its workers: see kill
            )
        said = self.said = self._read_announcement(self._process)
        if not self.port:
            self.port = int(_found(r"http://127\.0\.0\.1:(\d+)", said))
        if link := re.search(r"http\S+/sign-in/\S+", said):
            self.sign_in_link = link[0]

    @property
    def pid(self) -> int:
        """Of the process that was started; workers are its children."""
        assert self._process is not None, "the server does not run"
        return self._process.pid

    def kill(self) -> None:
        """As when the plug is pulled: nothing is stored or said any more, by no worker."""
        os.killpg(self.pid, signal.SIGKILL)
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """As Ctrl+C or an upgrade stops it."""
        assert self._end(signal.SIGTERM) == 0, f"the server did not end well:\n{self.complaints()}"

    def new_sign_in_link(self) -> str:
        """What `python -m app sign-in-link` prints."""
        command = [sys.executable, "-m", "app", "sign-in-link"]
        made = subprocess.run(
            command, cwd=ROOT, env=self._environment(), capture_output=True, text=True, check=True
        )
        return made.stdout.strip()

    def complaints(self) -> str:
        """The lines of the log that tell of a fault of ours."""
        lines = self.log.read_text().splitlines()
        return "\n".join(line for line in lines if re.search(r'"level": ?"(error|critical)"|Traceback', line))

    def run(self, *words: str) -> "subprocess.CompletedProcess[str]":
        """Another command, with the same settings: `run("backup", "x")` is `python -m app backup x`."""
        return subprocess.run(
            [sys.executable, "-m", "app", *words],
            cwd=ROOT,
            env=self._environment(),
            capture_output=True,
            text=True,
            check=False,
        )

    def _environment(self) -> dict[str, str]:
        clean = {name: value for name, value in os.environ.items() if not name.startswith("TRAPPE_")}
        own = {"DATA": str(self.data), "PORT": str(self.port), "LOG_LEVEL": "warning", **self._settings}
        return {**clean, **{f"TRAPPE_{name}": value for name, value in own.items()}}

    def _read_announcement(self, process: subprocess.Popen[str]) -> str:
        assert process.stdout is not None
        said = ""
        for line in process.stdout:
            said += line
            if line.startswith("Stop with"):
                return said
        process.wait(STOP_WITHIN)
        raise RuntimeError(f"the server did not start:\n{said}{self.log.read_text()[-3000:]}")

    def _end(self, how: signal.Signals) -> int:
        assert self._process is not None, "the server does not run"
        process, self._process = self._process, None
        process.send_signal(how)
        try:
            return process.wait(STOP_WITHIN)
        finally:
            process.kill()
            process.communicate()

    def __enter__(self) -> "Server":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._process is not None:
            self._end(signal.SIGTERM)


def _found(pattern: str, text: str) -> str:
    found = re.search(pattern, text)
    assert found is not None, f"{pattern} is not in: {text}"
    return found[1]


def free_ports(count: int) -> list[int]:
    """Ports that nobody listens on just now."""
    with contextlib.ExitStack() as probes:
        found = [probes.enter_context(socket.socket()) for _ in range(count)]
        for probe in found:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in found]


@contextmanager
def throwaway_server(**settings: str) -> Iterator[Server]:
    """A running server whose data is gone afterwards. `settings` as in `log_level="debug"`."""
    data = Path(tempfile.mkdtemp(prefix="trappe-"))
    try:
        with Server(data, **settings) as server:
            yield server
    finally:
        shutil.rmtree(data, ignore_errors=True)
