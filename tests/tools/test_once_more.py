"""A test that failed is worth a second run only if a slow moment of the machine may have been the reason."""

import pytest

pytest_plugins = ["pytester"]


@pytest.fixture(autouse=True)
def only_what_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    monkeypatch.setenv("PYTEST_PLUGINS", "xdist.plugin")


PASSES = "def test_passes(): pass\n"


def fails(*names: str) -> str:
    return "".join(f"def test_{name}(): assert False\n" for name in names)


@pytest.mark.parametrize("processes", [0, 1])
def test_what_failed_is_run_again_and_what_passed_is_not(pytester: pytest.Pytester, processes: int) -> None:
    module = PASSES + fails("b", "c") + "@pytest.mark.parametrize('at', ['a b'])\ndef test_a(at): assert 0\n"
    assert again(pytester, "import pytest\n" + module, processes) == [
        "test_it.py::test_a[a b]",
        "test_it.py::test_b",
        "test_it.py::test_c",
    ]
    second = pytester.runpytest_inprocess(f"@{pytester.path}/again")
    second.assert_outcomes(failed=3)


def test_with_what_fails_at_its_end_the_whole_file_is_run_again(pytester: pytest.Pytester) -> None:
    shared = "@pytest.fixture(scope='module')\ndef shared():\n    yield\n    assert False\n"
    module = f"import pytest\n{shared}def test_first(shared): pass\ndef test_last(shared): assert False\n"
    assert again(pytester, module) == ["test_it.py"]


@pytest.mark.parametrize(
    "module",
    [
        PASSES,
        fails("a", "b", "c", "d"),
        fails("a") + "import pytest\ndef test_skipped(): pytest.skip('no browser')\n",
        fails("a") + "import pytest\npytest.skip('no database', allow_module_level=True)\n",
        fails("a") + "import nothing_of_that_name\n",
        fails("a") + "import pytest\ndef test_stopped(): pytest.exit('enough')\n",
    ],
    ids=["all pass", "four failed", "one skipped", "a file skipped", "not collected", "interrupted"],
)
def test_nothing_is_run_again_where_it_would_hide_something(pytester: pytest.Pytester, module: str) -> None:
    assert again(pytester, module) is None


def test_a_test_that_takes_its_process_with_it_is_not_run_again(pytester: pytest.Pytester) -> None:
    assert again(pytester, fails("a") + "import os\ndef test_dies(): os._exit(1)\n", processes=1) is None


def again(pytester: pytest.Pytester, module: str, processes: int = 0) -> list[str] | None:
    """What is to be run again; nothing is written if that is nothing."""
    pytester.makepyfile(test_it=module)
    into = pytester.path / "again"
    pytester.runpytest_inprocess("-p", "tests.once_more", f"--failed-into={into}", "-n", str(processes))
    return into.read_text().splitlines() if into.exists() else None
