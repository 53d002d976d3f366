"""Makes skipped tests a failure: `make test` runs them all, and a missing browser or database must not look green.

A pytest plugin, loaded by tools/test.sh with `-p tests.no_skips`; a single `pytest` by hand may still skip.
"""

import pytest

_skipped: list[str] = []


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.skipped and not hasattr(report, "wasxfail"):
        _skipped.append(report.nodeid)


def pytest_sessionfinish(session: pytest.Session) -> None:
    # Also in each worker of pytest-xdist, whose exit status nobody reads; the controller hears all reports.
    if _skipped and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if _skipped:
        terminalreporter.section("skipped tests count as failed", red=True)
        for nodeid in _skipped:
            terminalreporter.line(nodeid)
