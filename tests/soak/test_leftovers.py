"""A soak that was killed leaves servers, file systems and files behind: the next one removes them."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from tests.soak.leftovers import run_folder, sweep

RUN = """
import os, subprocess, time
from tests.soak.leftovers import FOLDER, run_folder
from tests.soak.storage import disk
with run_folder() as folder, disk(folder):
    server = subprocess.Popen(["sleep", "600"], env={FOLDER: str(folder), "PATH": os.environ["PATH"]})
    print(folder, server.pid, flush=True)
    time.sleep(600)
"""


def test_what_a_killed_run_left_is_removed_and_a_run_beside_it_is_left_alone() -> None:
    with (
        run_folder() as ours,
        subprocess.Popen([sys.executable, "-c", RUN], stdout=subprocess.PIPE, text=True) as killed,
    ):
        assert killed.stdout is not None
        place, pid = killed.stdout.readline().split()
        sweep()
        assert Path(place, "claim").exists(), "a run that goes on lost its folder"
        killed.send_signal(signal.SIGKILL)
        killed.wait()
        assert Path(f"/proc/{pid}").exists(), "the server ended by itself, so the test shows nothing"
        sweep()
        assert not Path(place).exists()
        assert place not in Path("/proc/mounts").read_text()
        assert not _runs(int(pid))
        assert ours.exists()
    assert not ours.exists()


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
