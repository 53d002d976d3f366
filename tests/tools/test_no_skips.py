"""A skipped test is a failed `make test`."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SKIPS = "import pytest\n\ndef test_one():\n    pass\n\ndef test_two():\n    pytest.skip('no browser')\n"


@pytest.mark.parametrize("workers", ["0", "2"])
def test_a_skipped_test_fails_the_run_and_is_named(tmp_path: Path, workers: str) -> None:
    (tmp_path / "test_it.py").write_text(SKIPS)
    run = [sys.executable, "-m", "pytest", "-p", "tests.no_skips", "-p", "no:cacheprovider", "-n", workers]
    ended = subprocess.run(
        [*run, "-c", "/dev/null", tmp_path], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ended.returncode == pytest.ExitCode.TESTS_FAILED, ended.stdout
    assert "test_it.py::test_two" in ended.stdout.partition("skipped tests count as failed")[2]
