"""compose.yaml without containers: nginx with TLS by deploy/nginx.conf itself, two workers, PostgreSQL."""

import asyncio
import contextlib
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import websockets

from app.browsing import Browser
from app.serving import PING_EVERY
from app.simulated import SimulatedPhone
from tests.facilitator import Facilitator
from tests.live.processes import workers
from tests.live.walking import Walk
from tests.serving import Server, free_ports

CONFIGURATION = Path(__file__).parents[2] / "deploy" / "nginx.conf"
PHONES = 8


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Holds a certificate for 127.0.0.1, which everybody in this module trusts."""
    folder = tmp_path_factory.mktemp("proxy")
    make = ["openssl", "req", "-x509", "-nodes", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"]
    named = ["-days", "2", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    subprocess.run(
        [*make, *named, "-keyout", "privkey.pem", "-out", "fullchain.pem"],
        cwd=folder,
        capture_output=True,
        check=True,
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SSL_CERT_FILE", str(folder / "fullchain.pem"))
        yield folder


@pytest.fixture(scope="module")
def server(postgres: Callable[[], str], folder: Path) -> Iterator[Server]:
    """Two workers; `proxied` is where people find them."""
    inside, plain, secure = free_ports(3)
    address = f"https://127.0.0.1:{secure}"
    (folder / "data").mkdir()
    behind = Server(folder / "data", database_url=postgres(), workers="2", address=address, port=str(inside))
    with behind as server, nginx(folder, inside, plain, secure):
        redirected = asyncio.run(Browser(f"http://127.0.0.1:{plain}").get("/wall/x?y=1"))
        assert (redirected.status, redirected.headers["location"]) == (308, "https://127.0.0.1/wall/x?y=1")
        yield server
        complaints = [line for line in server.complaints().splitlines() if '"worker ended' not in line]
        assert not complaints


@contextlib.contextmanager
def nginx(folder: Path, inside: int, plain: int, secure: int, base: str = "") -> Iterator[None]:
    """The configuration that we ship, with other ports, and with its files in a folder of its own. `base`: below which
    path Tilbudstrappen lies on this site.
    """
    text = CONFIGURATION.read_text()
    for ours, own in {
        "server app:8000;": f"server 127.0.0.1:{inside};",
        "location / {": f"location {base or '/'} {{",
        "location = /metrics {": f"location = {base}/metrics {{",
        "listen 80;": f"listen 127.0.0.1:{plain};",
        "listen 443 ssl": f"listen 127.0.0.1:{secure} ssl",
        "/etc/nginx/certificate/": f"{folder}/",
        # nginx works as another user, who may not write into our folder.
        "http {": "http {\nclient_body_buffer_size 4m;\n"
        + "".join(
            f"{name}_temp_path {folder}/{name};\n"
            for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        ),
    }.items():
        assert text.count(ours) >= 1, f"{ours} is not in nginx.conf any more"
        text = text.replace(ours, own)
    (folder / "nginx.conf").write_text(text)
    command = ["nginx", "-p", str(folder), "-e", "stderr", "-c", str(folder / "nginx.conf")]
    command += ["-g", f"daemon off; pid {folder}/pid; error_log stderr warn;"]
    path = f"{os.environ['PATH']}:/usr/sbin"  # where Debian puts it, out of others' sight
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(command, stderr=log, env={**os.environ, "PATH": path})
    try:
        deadline = time.monotonic() + 60
        while not answers(secure):
            assert process.poll() is None and time.monotonic() < deadline, (folder / "log").read_text()
            time.sleep(0.05)
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()
    assert "[emerg]" not in (folder / "log").read_text()


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


async def test_a_workshop_behind_the_proxy(server: Server) -> None:
    """A3: pages and sockets over TLS, Secure cookies, nobody else's pages; a killed worker is one reconnect."""
    address = server.address
    ada = Facilitator(address, server.sign_in_link)
    signed_in = await ada.browser.post(server.sign_in_link.removeprefix(address), [])
    assert "; secure" in signed_in.headers["set-cookie"].lower()
    code = await ada.creates_a_workshop()
    await ada.opens("writing")
    phones = [SimulatedPhone(address, random.Random(number)) for number in range(PHONES)]
    for phone in phones:
        phone.received = []
        await phone.join(code, ada.areas[0])
        phone.switch_on()

    async def all_lay_and_see(letter: str) -> None:
        async with asyncio.timeout(60):
            await asyncio.gather(
                *(
                    phone.ask(
                        "add_card", card_id=f"{letter}{n}", offer={"name": "Tilbud", "area_id": phone.area_id}
                    )
                    for n, phone in enumerate(phones)
                )
            )
            wanted = {f"card:{letter}{n}" for n in range(PHONES)}
            while not all(wanted <= phone.picture.keys() for phone in phones):
                await asyncio.sleep(0.02)

    await all_lay_and_see("a")
    os.kill(workers(server.pid)[0], signal.SIGKILL)
    await all_lay_and_see("b")
    snapshots = [sum('{"type":"snapshot"' in text for text in phone.received or ()) for phone in phones]
    assert set(snapshots) <= {1, 2}, snapshots

    path = f"{address.removeprefix('https')}/live/1/{phones[0].session_id}/participant"
    for evil in ("https://evil.example", f"http://127.0.0.1:{server.port}", "null"):
        with pytest.raises(websockets.InvalidStatus) as refused:
            await websockets.connect(
                f"wss{path}",
                origin=websockets.Origin(evil),
                additional_headers={"Cookie": phones[0].browser.cookie},
            )
        assert refused.value.response.status_code == 403
    too_large = await ada.browser.post("/verify", [("file", "x" * 3_900_000)])
    assert (too_large.status, too_large.text) == (413, "Content Too Large"), (
        "Tilbudstrappen says so, and not nginx"
    )
    stranger = Browser(address)
    assert (await stranger.get("/metrics")).status == 404
    assert (await stranger.get("/readyz")).status == 200
    page = await stranger.get("/")
    assert page.status == 200
    assert "max-age" in page.headers["strict-transport-security"]

    # An upgrade: each phone is told why, through the proxy, and all are back on the same address.
    line = phones[0]._line
    assert line is not None
    await asyncio.to_thread(server.stop)
    await line.wait_closed()
    assert (line.close_code, line.close_reason) == (1012, "come_back")
    await asyncio.to_thread(server.start)
    await all_lay_and_see("c")
    await asyncio.gather(*(phone.switch_off() for phone in phones), ada.goes_home())


def test_the_proxy_waits_longer_than_both_ends_keep_silent() -> None:
    """E1: a quiet phone pings after 5 s, and the server after PING_EVERY."""
    waits = [
        int(found) for found in re.findall(r"proxy_(?:read|send)_timeout (\d+)s;", CONFIGURATION.read_text())
    ]
    assert len(waits) == 2
    assert min(waits) > 3 * PING_EVERY


async def test_below_a_path_of_another_site_every_address_leads_there(folder: Path) -> None:
    """https://www.kommune.dk/trappen: the walk follows whatever a page, an answer or a list of files names."""
    inside, plain, secure = free_ports(3)
    own = folder / "below"
    own.mkdir()
    for name in ("privkey.pem", "fullchain.pem"):
        shutil.copy(folder / name, own)
    settings = {"address": f"https://127.0.0.1:{secure}/trappen", "port": str(inside)}
    with Server(own, **settings) as server, nginx(own, inside, plain, secure, "/trappen"):
        assert server.sign_in_link.startswith(f"{server.address}/sign-in/")
        ada = Facilitator(server.address, server.sign_in_link)
        walk = Walk(ada.browser, "/trappen")
        await walk.posts(server.sign_in_link.removeprefix(server.address))
        frozen = (await walk.posts("/demo", stage="frozen")).removeprefix("/console/")
        code = await ada.creates_a_workshop()
        await ada.opens("writing")
        await walk.follows("/manifest.webmanifest", f"/mappings/{frozen}")
        # What the console's menu leads to: it is made by script.
        menu = ("import", "paper", "co-facilitator", "personal-data")
        await walk.follows(*(f"/sessions/{ada.session_id}/{name}" for name in menu))
        assert {"/mappings/*/1/links", "/mappings/*/tidy", "/console/*", "/databeskyttelse"} <= walk.kinds

        phone = SimulatedPhone(server.address, random.Random(1))
        await phone.join(code, ada.areas[0])
        phone.switch_on()
        async with asyncio.timeout(30):
            await phone.ask("add_card", card_id="a1", offer={"name": "Tilbud", "area_id": phone.area_id})
        await ada.sees(lambda picture: "card:a1" in picture)
        await Walk(phone.browser, "/trappen").follows(f"/phone/{phone.session_id}", "/start")
        assert (await Browser(server.address).get("/metrics")).status == 404
        await asyncio.gather(phone.switch_off(), ada.goes_home())
        assert not server.complaints()
