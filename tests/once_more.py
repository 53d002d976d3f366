"""Writes down which tests are worth a second run, with `--failed-into=FILE`: a pytest plugin of tools/test.sh.

The file has one argument for pytest on each line, and is written only if a second run could tell something: at most
three tests failed, and nothing else is wrong. A skipped test, one that took its process with it, and what could not be
collected are no slow moments: they fail the run there and then.
"""

from pathlib import Path

import pytest

AT_MOST = 3  # more than that is no slow moment of the machine


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--failed-into", type=Path, help="where to write which tests to run once more")


def pytest_configure(config: pytest.Config) -> None:
    into = config.getoption("--failed-into")
    if into is not None and not hasattr(config, "workerinput"):  # only the process that hears all reports
        config.pluginmanager.register(_Failed(into))


class _Failed:
    def __init__(self, into: Path) -> None:
        self._into = into
        self._tests: dict[str, str] = {}  # what failed, and what to run for it
        self._is_hopeless = False

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.skipped and not hasattr(report, "wasxfail"):
            self._is_hopeless = True
        elif report.failed and report.when == "teardown":
            # What a whole file shares is torn down with its last test: the fault may be any other's.
            self._tests[report.nodeid] = report.nodeid.split("::")[0]
        elif report.failed and report.when in ("setup", "call"):
            self._tests.setdefault(report.nodeid, report.nodeid)
        elif report.failed:  # xdist's word for a process that died
            self._is_hopeless = True

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        self._is_hopeless = self._is_hopeless or not report.passed

    def pytest_sessionfinish(self, exitstatus: int) -> None:
        if (
            exitstatus == pytest.ExitCode.TESTS_FAILED
            and not self._is_hopeless
            and len(self._tests) <= AT_MOST
        ):
            self._into.write_text("".join(f"{each}\n" for each in sorted(set(self._tests.values()))))
