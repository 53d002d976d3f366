"""Begins with the files whose few tests take long: else one process is still at them when the others are done. A pytest
plugin of tools/test.sh, for pytest-xdist's `--dist=loadfile --no-loadscope-reorder`.
"""

import pytest

LONG = ("tests/soak/", "tests/live/", "tests/app/test_command_line.py")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))  # keeps the order otherwise
