"""`python -m app …` in processes of its own: what it prints, how it starts and how it ends."""

import asyncio
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx2
import pytest
import websockets

from tests.postgres import throwaway_postgres
from tests.serving import IN_TIME

ROOT = Path(__file__).parent.parent.parent
CLEAN = {name: value for name, value in os.environ.items() if not name.startswith("TRAPPE_")}


def run(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """A command that ends by itself."""
    env = CLEAN | {f"TRAPPE_{name.upper()}": value for name, value in settings.items()}
    command = [sys.executable, "-m", "app", *arguments]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=60, check=False)


class Serving:
    """`serve`, until the block ends."""

    def __init__(self, data: Path, **settings: str) -> None:
        env = CLEAN | {"TRAPPE_DATA": str(data), "TRAPPE_PORT": "0"}
        env |= {f"TRAPPE_{name.upper()}": value for name, value in settings.items()}
        command = [sys.executable, "-m", "app", "serve"]
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        self.said = ""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said += line
            if line.startswith("Stop with"):
                break
        found = re.search(r"http://127\.0\.0\.1:\d+", self.said)
        assert found is not None, self.said + (self.process.stderr.read() if self.process.stderr else "")
        self.address = found[0]

    def __enter__(self) -> "Serving":
        return self

    def stop(self) -> tuple[int, float]:
        """The exit code, and how long it took."""
        started = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(60), time.monotonic() - started

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.communicate()


def test_the_first_start_prints_a_link_and_the_second_none(tmp_path: Path) -> None:
    with Serving(tmp_path / "var") as first:
        assert f"Data: {tmp_path}/var/tilbudstrappen.db" in first.said
        link = re.search(r"http\S+/sign-in/\S+", first.said)
        assert link is not None
        with httpx2.Client(follow_redirects=True) as browser:
            assert browser.post(link[0]).url.path == "/workshops"
        assert first.stop()[0] == 0
    with Serving(tmp_path / "var") as second:
        assert "/sign-in/" not in second.said
        assert "python -m app sign-in-link" in second.said
        made = run("sign-in-link", data=str(tmp_path / "var"), port=second.address.rsplit(":", 1)[1])
        with httpx2.Client(follow_redirects=True) as browser:
            assert browser.post(made.stdout.strip()).url.path == "/workshops"


def test_a_taken_port_is_one_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        ended = run("serve", "--port", port, data=str(tmp_path))
    assert ended.returncode == 1
    assert ended.stdout == ""
    assert ended.stderr.strip() == (
        f"Tilbudstrappen cannot start: port {port} is taken; stop the other program, or choose another port with PORT=."
    )


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"host": "192.0.2.77"}, "192.0.2.77 is no address of this machine"),
        ({"port": "x"}, "TRAPPE_PORT"),
        ({"workers": "3"}, "SQLite does not allow"),
        ({"data": "/dev/null/var"}, "/dev/null/var"),
        ({"database_url": "sqlite+aiosqlite:////dev/null/x.db"}, "/dev/null"),
        ({"database_url": "postgresql+asyncpg://nobody@127.0.0.1:1/none"}, "does not answer"),
    ],
)
def test_what_cannot_work_is_one_sentence_and_a_failure(
    tmp_path: Path, settings: dict[str, str], sentence: str
) -> None:
    ended = run("serve", **{"data": str(tmp_path), "port": "0", **settings})
    assert ended.returncode == 1
    assert ended.stdout == ""
    assert sentence in ended.stderr
    assert len(ended.stderr.strip().splitlines()) == 1


def test_migrate_and_demo(tmp_path: Path) -> None:
    first, second = run("migrate", data=str(tmp_path)), run("migrate", data=str(tmp_path))
    assert "is up to date now" in first.stdout
    assert "was up to date" in second.stdout
    made = run("demo", "--stage", "reflection", data=str(tmp_path))
    assert re.search(r"code [A-Z0-9]{3} [A-Z0-9]{3}\.", made.stdout), made.stderr


def test_what_is_heavy_is_not_loaded_by_a_start_that_has_nothing_to_do() -> None:
    """A later start takes less than three seconds."""
    heavy = ["alembic", "typst", "xlsxwriter", "fontTools", "openpyxl"]
    code = f"import app.serving, sys; print([name for name in {heavy} if name in sys.modules])"
    ended = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "[]"


def answered(text: str | bytes) -> set[str]:
    """The command that a message says is stored, if it does."""
    message = json.loads(text)
    return {message["id"]} if message["type"] == "accepted" else set()


async def listens(line: websockets.ClientConnection, accepted: set[str]) -> None:
    """Until the line is closed."""
    while True:
        accepted |= answered(await line.recv())


async def test_sigterm_stores_what_was_sent_closes_sockets_with_come_back_and_ends_soon(
    tmp_path: Path,
) -> None:
    with Serving(tmp_path) as serving:
        link = re.search(r"http\S+/sign-in/\S+", serving.said)
        assert link is not None
        async with httpx2.AsyncClient(base_url=serving.address, follow_redirects=True) as browser:
            await browser.post(link[0])
            console = await browser.post("/demo", data={"stage": "writing"})
            session_id = console.url.path.rsplit("/", 1)[1]
            cookie = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
        path = f"/live/1/{session_id}/facilitator"
        url = serving.address.replace("http", "ws") + path
        async with websockets.connect(url, additional_headers={"Cookie": cookie}) as line:
            await line.recv()
            for number in range(200):
                card = {"card_id": f"k{number}", "offer": {"name": "Tilbud", "area_id": "skole"}}
                await line.send(json.dumps({"type": "add_card", "id": f"c{number}", **card}))
            accepted: set[str] = set()
            while not accepted:
                accepted |= answered(await line.recv())
            stopping = asyncio.create_task(asyncio.to_thread(serving.stop))
            with pytest.raises(websockets.ConnectionClosed) as closed:
                await listens(line, accepted)
            assert closed.value.rcvd is not None
            assert (closed.value.rcvd.code, closed.value.rcvd.reason) == (1012, "come_back")
            code, seconds = await stopping
            assert code == 0
            assert seconds < IN_TIME
    with Serving(tmp_path) as serving:
        url = serving.address.replace("http", "ws") + path
        async with websockets.connect(url, additional_headers={"Cookie": cookie}, max_size=None) as line:
            snapshot = json.loads(await line.recv())
            stored = {thing["card_id"][1:] for thing in snapshot["things"] if thing["kind"] == "card"}
            assert {id_[1:] for id_ in accepted} <= stored


async def test_several_workers_serve_one_workshop_over_postgresql(tmp_path: Path) -> None:
    with (
        throwaway_postgres() as url,
        Serving(tmp_path, database_url=url, workers="2", secret="s" * 40) as serving,
    ):
        link = re.search(r"http\S+/sign-in/\S+", serving.said)
        assert link is not None
        async with httpx2.AsyncClient(base_url=serving.address, follow_redirects=True) as browser:
            await browser.post(link[0])
            console = await browser.post("/demo", data={"stage": "writing"})
            session_id = console.url.path.rsplit("/", 1)[1]
            cookie = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
        path = serving.address.replace("http", "ws") + f"/live/1/{session_id}/facilitator"
        lines = [
            await websockets.connect(path, additional_headers={"Cookie": cookie}, max_size=None)
            for _ in range(8)
        ]
        card = {"card_id": "k1", "offer": {"name": "Set af alle", "area_id": "skole"}}
        await lines[0].send(json.dumps({"type": "add_card", "id": "c1", **card}))
        for line in lines:
            async with asyncio.timeout(60):
                while "Set af alle" not in str(await line.recv()):
                    pass
        for line in lines:
            await line.close()
        code, seconds = serving.stop()
        assert code == 0
        assert seconds < IN_TIME
