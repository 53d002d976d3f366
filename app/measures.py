"""What is measured, in the form that Prometheus reads. Numbers only: no ids, no texts."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from sessions.log import Commit

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Measures:
    """The counters of one application."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self.sockets = Gauge(
            "tilbudstrappen_sockets", "Open sockets by role.", ["role"], registry=self._registry
        )
        self.commands = Counter(
            "tilbudstrappen_commands", "Commands by result.", ["result"], registry=self._registry
        )
        self.closed = Counter(
            "tilbudstrappen_sockets_closed",
            "Sockets closed by us, by reason.",
            ["reason"],
            registry=self._registry,
        )
        self._commits = Histogram(
            "tilbudstrappen_commit_seconds",
            "How long a commit of the log took.",
            buckets=(0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1, 5),
            registry=self._registry,
        )
        self._batches = Histogram(
            "tilbudstrappen_commit_entries",
            "How many entries went into a commit of the log.",
            buckets=(1, 2, 5, 10, 20, 50, 100, 500, 1000),
            registry=self._registry,
        )
        self._failures = Counter(
            "tilbudstrappen_commits_failed", "Commits of the log that failed.", registry=self._registry
        )

    def commit(self, commit: Commit) -> None:
        """Take note of one commit."""
        self._commits.observe(commit.seconds)
        self._batches.observe(commit.entries)
        if commit.failed:
            self._failures.inc()

    def text(self) -> bytes:
        """All of it, as Prometheus wants it."""
        return generate_latest(self._registry)
