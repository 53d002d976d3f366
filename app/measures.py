"""What is measured, in the form that Prometheus reads. Numbers only: no ids, no texts.

Several workers keep their numbers in a folder that they share, so that whichever is asked tells of all.
"""

import os
from collections import deque

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from sessions.log import Commit

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"
SHARED_FOLDER = "PROMETHEUS_MULTIPROC_DIR"  # the library looks for it when it is imported
HIGH_WATER_FOR = 60  # seconds: whoever asks once a minute sees every peak


class Measures:
    """The counters of one worker."""

    def __init__(self) -> None:
        self._registry = own = CollectorRegistry()
        self.sockets = Gauge(
            "tilbudstrappen_sockets",
            "Open sockets by role.",
            ["role"],
            registry=own,
            multiprocess_mode="livesum",
        )
        self._rooms = Gauge(
            "tilbudstrappen_rooms",
            "Sessions that are open; one that two workers have open counts twice.",
            registry=own,
            multiprocess_mode="livesum",
        )
        self.commands = Counter(
            "tilbudstrappen_commands",
            "Commands by result: accepted, failed, or the refusal's code.",
            ["result"],
            registry=own,
        )
        self.accepted = self.commands.labels("accepted")
        self.closed = Counter(
            "tilbudstrappen_sockets_closed",
            "Sockets closed by us, by reason; too_slow is a client that did not read.",
            ["reason"],
            registry=own,
        )
        self._high_water = Gauge(
            "tilbudstrappen_backlog_bytes",
            f"The most that waited for any one client in the last {HIGH_WATER_FOR} seconds.",
            registry=own,
            multiprocess_mode="livemax",
        )
        self._fan_out = Histogram(
            "tilbudstrappen_fan_out_seconds",
            "How long it took to render a batch and write it to all viewers of a session.",
            buckets=(0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5),
            registry=own,
        )
        self._commits = Histogram(
            "tilbudstrappen_commit_seconds",
            "How long a commit of the log took.",
            buckets=(0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1, 5),
            registry=own,
        )
        self._batches = Histogram(
            "tilbudstrappen_commit_entries",
            "How many entries went into a commit of the log.",
            buckets=(1, 2, 5, 10, 20, 50, 100, 500, 1000),
            registry=own,
        )
        self._failures = Counter(
            "tilbudstrappen_commits_failed", "Commits of the log that failed.", registry=own
        )
        self._peaks: deque[int] = deque(maxlen=HIGH_WATER_FOR)

    def commit(self, commit: Commit) -> None:
        """Take note of one commit."""
        self._commits.observe(commit.seconds)
        self._batches.observe(commit.entries)
        if commit.failed:
            self._failures.inc()

    def fan_out(self, seconds: float) -> None:
        """Take note of one batch that was told."""
        self._fan_out.observe(seconds)

    def every_second(self, *, rooms: int, backlog: int) -> None:
        """Take note of how it stands: rooms open, and the most that waited for one client in the last second."""
        self._rooms.set(rooms)
        self._peaks.append(backlog)
        self._high_water.set(max(self._peaks))

    def text(self) -> bytes:
        """All of it, as Prometheus wants it; with several workers, of all of them."""
        if SHARED_FOLDER not in os.environ:
            return generate_latest(self._registry)
        everyone = CollectorRegistry()
        MultiProcessCollector(everyone)  # type: ignore[no-untyped-call]
        return generate_latest(everyone)
