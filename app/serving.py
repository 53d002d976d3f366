"""Serving from the command line: the port, uvicorn with our own WebSocket protocol, an orderly end."""

import asyncio
import contextlib
import errno
import gc
import multiprocessing
import os
import resource
import secrets
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from types import FrameType

import uvicorn
import uvloop
from fastapi import FastAPI

from app import logs
from app.live import FRAME_LIMIT
from app.main import create_app, say_goodbye
from app.network import ALL_ADDRESSES, own_address
from app.patience import PatientProtocol
from app.settings import BadSetting, Settings
from app.socket import DirectProtocol
from app.workers import Workers

GARBAGE = (10_000, 20, 20)  # new objects between two looks for garbage; a command makes hundreds
GONE_WITHIN = 4.5  # seconds from the signal; who stopped us waits no longer than five
END_WITHIN = 1  # seconds that requests have left once everything is stored and told
PING_EVERY = (
    20.0  # seconds; finds phones that went away without a word. Clients have a quicker heartbeat of their own
)


def listen(settings: Settings) -> socket.socket:
    """The socket that the server listens on. Raises `BadSetting` if the port is not to be had."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        return socket.create_server((settings.host, settings.port), family=family, backlog=2048)
    except OSError as error:
        match error.errno:
            case errno.EADDRINUSE:
                why = f"port {settings.port} is taken; stop the other program, or choose another port with PORT="
            case errno.EACCES:
                why = f"port {settings.port} needs more rights; choose one above 1023 with PORT="
            case _:
                why = f"{settings.host} is no address of this machine; choose another one with HOST="
        raise BadSetting(f"Tilbudstrappen cannot start: {why}.") from None


def addresses(settings: Settings, port: int) -> list[str]:
    """Where people find the site: the address that was set, or what this machine is called on its network."""
    if settings.address:
        return [settings.address]
    if settings.host not in ALL_ADDRESSES:
        host = f"[{settings.host}]" if ":" in settings.host else settings.host
        return [f"http://{host}:{port}"]
    seen = own_address()
    return [f"http://127.0.0.1:{port}", *([f"http://{seen}:{port}"] if seen else [])]


class Server(uvicorn.Server):
    """uvicorn, which when asked to stop first stores and tells what is on its way, and then closes the sockets."""

    def __init__(self, app: FastAPI, started: Callable[[], None] = lambda: None) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                http=PatientProtocol,
                ws=DirectProtocol,
                ws_max_size=FRAME_LIMIT,
                ws_ping_interval=PING_EVERY,
                ws_ping_timeout=PING_EVERY,
                ws_per_message_deflate=False,  # half the latency, for messages that hardly shrink
                lifespan="on",
                log_config=None,
                access_log=False,
                server_header=False,
                proxy_headers=False,  # TRAPPE_ADDRESS says what proxies would, and nobody can forge it
                timeout_graceful_shutdown=END_WITHIN,
            )
        )
        self._app, self._started = app, started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        # What is there now stays. Looking through it for garbage takes 50 ms, in which nobody would be served.
        gc.collect()
        gc.freeze()
        gc.set_threshold(*GARBAGE)
        if self.started:
            self._started()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for server in self.servers:
            server.close()
        await say_goodbye(self._app)
        await super().shutdown(sockets)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        if not self.should_exit:
            # A disk or a document's thread that hangs must not hold up whoever starts us anew. Nothing is lost: what
            # was confirmed is stored, and the rest is asked for again.
            last = threading.Timer(GONE_WITHIN, os._exit, (1,))
            last.daemon = True
            last.start()
        super().handle_exit(sig, frame)

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """As uvicorn's, but a stop that was asked for and went well is no failure: the process exits with 0."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        # Ctrl+C in a terminal reaches workers too; their parent asks each of them to stop.
        is_worker = multiprocessing.parent_process() is not None
        before = {
            signal.SIGTERM: signal.signal(signal.SIGTERM, self.handle_exit),
            signal.SIGINT: signal.signal(signal.SIGINT, signal.SIG_IGN if is_worker else self.handle_exit),
        }
        try:
            yield
        finally:
            for each, handler in before.items():
                signal.signal(each, handler)


def allow_connections() -> None:
    """Each phone is an open file, and many systems allow a program 1024 of them unless it asks for more."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def run(settings: Settings, listening: socket.socket, started: Callable[[], None]) -> None:
    """Serve until SIGTERM or Ctrl+C. `started` is called once, when the first answer can be given."""
    logs.set_up(settings)
    allow_connections()
    if settings.workers == 1:
        _serve(settings, listening, secrets.token_hex(6), started)
    else:
        Workers(settings, listening, _serve).run(started)


def _serve(settings: Settings, listening: socket.socket, worker_id: str, started: Callable[[], None]) -> None:
    logs.set_up(settings)
    server = Server(create_app(settings, worker_id), started)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(server.serve([listening]))
