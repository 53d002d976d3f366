"""Several processes that serve together on one port: started, watched, replaced when one dies, ended in time."""

import os
import secrets
import signal
import socket
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import connection, get_context, parent_process
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

import structlog
from prometheus_client import multiprocess

from app.measures import SHARED_FOLDER
from app.settings import BadSetting, Settings

STOP_WITHIN = 4.5  # seconds; who started us waits no longer than five
SETTLED = 5.0  # seconds; a worker that dies earlier is not replaced at once
PAUSE = 1.0  # seconds

# What a worker runs: (settings, the socket, its id, what it calls when it serves).
Serve = Callable[[Settings, socket.socket, str, Callable[[], None]], None]

_log = structlog.get_logger(__name__)


@dataclass(slots=True)
class _Worker:
    place: int
    process: BaseProcess
    ready: Connection
    began: float


class Workers:
    """The parent of all workers. It serves nothing itself, and opens no database."""

    def __init__(self, settings: Settings, listening: socket.socket, serve: Serve) -> None:
        self._settings, self._listening, self._serve = settings, listening, serve
        self._context = get_context("spawn")  # a fork would share sockets and threads of the parent
        self._run = secrets.token_hex(6)
        self._workers: list[_Worker] = []
        self._stopping = False

    def run(self, started: Callable[[], None]) -> None:
        """Serve until SIGTERM or Ctrl+C. `started` is called once, when every worker serves.

        Raises `BadSetting` if one of the first workers does not come to serve.
        """
        with tempfile.TemporaryDirectory(prefix="tilbudstrappen-") as folder:
            # Inherited by the workers, who put their counters there: whoever is asked tells of all.
            os.environ[SHARED_FOLDER] = folder
            signal.signal(signal.SIGTERM, self._stop)
            signal.signal(signal.SIGINT, self._stop)
            try:
                self._workers = [self._begin(place) for place in range(self._settings.workers)]
                if self._all_ready():
                    started()
                    self._watch()
            finally:
                self._end()
                del os.environ[SHARED_FOLDER]

    def _begin(self, place: int) -> _Worker:
        # The place is part of the id, so that whoever takes a dead worker's place also takes over what it left.
        worker_id = f"{self._run}-{place}"
        ready, say = self._context.Pipe(duplex=False)
        process = self._context.Process(
            target=_work, args=(self._serve, self._settings, self._listening, worker_id, say), daemon=True
        )
        process.start()
        say.close()
        if self._stopping:  # the signal came while this one was being started
            process.terminate()
        return _Worker(place, process, ready, time.monotonic())

    def _all_ready(self) -> bool:
        for worker in self._workers:
            try:
                worker.ready.recv()
            except EOFError:  # it has ended without a word
                if self._stopping:
                    return False
                raise BadSetting("A worker could not start; the log on standard error says why.") from None
        return not self._stopping

    def _watch(self) -> None:
        while not self._stopping:
            # A timeout, because a signal alone does not end the waiting.
            connection.wait([worker.process.sentinel for worker in self._workers], timeout=0.5)
            for worker in tuple(self._workers):
                if worker.process.exitcode is not None and not self._stopping:
                    self._replace(worker)

    def _replace(self, worker: _Worker) -> None:
        _log.error("worker ended, its phones go to the others", exit_code=worker.process.exitcode)
        multiprocess.mark_process_dead(worker.process.pid, os.environ[SHARED_FOLDER])  # type: ignore[no-untyped-call]
        if time.monotonic() - worker.began < SETTLED:
            time.sleep(PAUSE)  # whatever it died of is likely still there
        worker.ready.close()
        self._workers[self._workers.index(worker)] = self._begin(worker.place)

    def _stop(self, *_: object) -> None:
        self._stopping = True
        for worker in self._workers:
            worker.process.terminate()

    def _end(self) -> None:
        """Nobody new comes in, and every worker has ended, by itself or not, when this returns."""
        self._stopping = True
        self._listening.close()
        deadline = time.monotonic() + STOP_WITHIN
        for worker in self._workers:
            worker.process.terminate()
        for worker in self._workers:
            worker.process.join(max(0.0, deadline - time.monotonic()))
            if worker.process.exitcode is None:
                _log.error("worker killed, it did not end in time")
                worker.process.kill()
                worker.process.join()


def _work(
    serve: Serve, settings: Settings, listening: socket.socket, worker_id: str, say: Connection
) -> None:
    threading.Thread(target=_end_with_parent, name="parent", daemon=True).start()
    serve(settings, listening, worker_id, lambda: say.send(True))


def _end_with_parent() -> None:
    """A worker whose parent was killed would keep the port, and nobody could start anew."""
    parent = parent_process()
    assert parent is not None  # noqa: S101  only the parent starts this
    parent.join()
    os.kill(os.getpid(), signal.SIGTERM)
