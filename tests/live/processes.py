"""Which process serves which phone: read from the system's own tables, for nobody tells it on the wire."""

from pathlib import Path

from app.simulated import SimulatedPhone


def children(pid: int) -> list[int]:
    """The processes that this one has started and that still run."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def workers(pid: int) -> list[int]:
    """Those children that serve (there is one more, which cleans up after Python's multiprocessing)."""
    return [child for child in children(pid) if b"spawn_main" in _command(child)]


def renderers(pid: int) -> list[int]:
    """Those children that make documents for this one."""
    return [child for child in children(pid) if b"exports.rendering" in _command(child)]


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def served_by(phone: SimulatedPhone, pids: list[int]) -> int:
    """The process at the other end of the phone's line."""
    line = phone._line
    assert line is not None
    return peer_of(line.local_address[1], pids)


def peer_of(port: int, pids: list[int]) -> int:
    """The process that holds the connection which comes from this port of 127.0.0.1."""
    for row in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        fields = row.split()
        if fields[2] == f"0100007F:{port:04X}":
            for pid in pids:
                if f"socket:[{fields[9]}]" in _open_files(pid):
                    return pid
    raise LookupError(f"nobody of {pids} serves port {port}")


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError):  # gone meanwhile
        return b""


def _open_files(pid: int) -> set[str]:
    files = set()
    for each in Path(f"/proc/{pid}/fd").iterdir():
        try:
            files.add(str(each.readlink()))
        except FileNotFoundError:
            continue
    return files
