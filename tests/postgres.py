"""A PostgreSQL of one's own, for the length of a test run: started in a folder that is removed afterwards."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

START_WITHIN = 60  # seconds; one is usual, but two cores may be shared with a browser


@contextmanager
def throwaway_postgres(inside: Path | None = None, *, durable: bool = False) -> Iterator[str]:
    """Start a cluster on a free port of 127.0.0.1 and give its URL; nothing of it is left afterwards.

    Its folder is made `inside` another one, if that is given, through which the user postgres can pass.

    Anybody on the machine may connect while it runs, and a power cut would ruin it, unless it is `durable`: it is
    for tests only.
    """
    folder = Path(tempfile.mkdtemp(prefix="trappe-postgres-", dir=inside))
    try:
        # PostgreSQL refuses to run as root; Debian's package brings a user for it.
        owner: dict[str, Any] = {}
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
            owner = {"user": "postgres", "group": "postgres", "extra_groups": []}
        data = folder / "data"
        made = subprocess.run(
            [
                _program("initdb"),
                "-D",
                data,
                "-U",
                "postgres",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--locale=C",
                "--no-sync",
            ],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
            **owner,
        )
        if made.returncode:
            raise RuntimeError(f"initdb failed:\n{made.stdout}{made.stderr}")
        port = _free_port()
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": port,
            "unix_socket_directories": "",
            "fsync": "on" if durable else "off",
            "full_page_writes": "on" if durable else "off",
            "max_connections": 200,
            "shared_buffers": "32MB",
        }
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(
                [
                    _program("postgres"),
                    "-D",
                    str(data),
                    *(word for name, value in settings.items() for word in ("-c", f"{name}={value}")),
                ],
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                **owner,
            )
        try:
            _wait_until_ready(server, port, folder / "log")
            yield f"postgresql+asyncpg://postgres@127.0.0.1:{port}/postgres"
        finally:
            # Immediate shutdown: it waits for no client that a failed test forgot.
            server.send_signal(signal.SIGQUIT)
            server.wait()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def new_database(url: str, name: str) -> str:
    """Make an empty database in a running cluster; gives its URL."""
    server = url.removeprefix("postgresql+asyncpg://").removesuffix("/postgres")
    user, _, place = server.partition("@")
    host, _, port = place.partition(":")
    subprocess.run(
        [
            _program("createdb"),
            "--no-password",
            f"--username={user}",
            f"--host={host}",
            f"--port={port}",
            name,
        ],
        check=True,
    )
    return f"{url.removesuffix('/postgres')}/{name}"


def _wait_until_ready(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + START_WITHIN
    ask = [_program("pg_isready"), "--quiet", "--host=127.0.0.1", f"--port={port}"]
    while subprocess.run(ask, check=False).returncode:
        if server.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text()}")
        time.sleep(0.05)


def _program(name: str) -> str:
    """Debian keeps the server's programs, one folder for each version, outside PATH."""
    versions = sorted(
        Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: float(path.parts[4])
    )
    found = str(versions[-1]) if versions else shutil.which(name)
    if found is None:
        raise RuntimeError(f"PostgreSQL's {name} is not installed; `make test` as root installs it.")
    return found


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
