"""The process in which documents are made: `python -m exports.rendering SOCKET`, started by a server.

Orders come in on an inherited socket, one document goes out on it for each. Nothing that happens here can hold the
server up or take it along: not the processor, not the memory, not a crash. It ends by itself as soon as the server
does, however that ended.
"""

import ctypes
import json
import os
import queue
import signal
import socket
import struct
import sys
import threading
import traceback
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from exports.formats import File
    from exports.report import Mapping

# A message, both ways: this, then a head in JSON, then content.
# Order: {"file", "lang", "people": [[name, area_id], …], "session_id", "for_readers"} and the mapping's canonical JSON,
# where "file" is an address in `formats.FILES`; for all of them in one the same with {"parts": [[address, size], …],
# "missing": [address, …]}, and those files before the mapping; or {"paper", "lang"} and what is wanted
# (`paper.Wanted`); or {"comparison", "lang"} and `compared.Compared`, where "comparison" is an address in
# `compared.FILES`.
# Answer: {"day", "last"} and the file; or {"absent", "last"} where it would have nothing in it, or {"errors", "last"},
# and nothing. After the last one it ends.
SIZES = struct.Struct(">II")  # bytes of the head and of the content

LARGE = 300_000_000  # bytes: what grew larger than this gives back what it can
TOO_LARGE = 400_000_000  # bytes: what is larger even then ends, and another is started for the next document
DOCUMENTS = 200  # as many for one process, where it cannot be told how large it is
TRACE = 12  # the innermost lines of an error


def packed(head: dict[str, Any], content: bytes) -> bytes:
    """A message, ready to be sent."""
    told = json.dumps(head).encode()
    return b"".join((SIZES.pack(len(told), len(content)), told, content))


def made(head: dict[str, Any], content: bytes) -> tuple[dict[str, Any], bytes]:
    """The answer to an order, whatever goes wrong. Where it went wrong is told, never what the texts were."""
    try:
        # Loaded here, so that a broken library is an answer too.
        from exports import archive, compared, formats, paper, report

        if "paper" in head:
            wanted = paper.Wanted.model_validate_json(content)
            sheets = paper.load(head["paper"]).render(wanted, head["lang"])
            return {"day": wanted.date}, sheets
        if "comparison" in head:
            both = compared.Compared.model_validate_json(content)
            told = compared.Told(both, head["lang"])
            return {"day": both.after.session.date}, compared.named(head["comparison"]).render(told)
        file = formats.named(head["file"])
        if "parts" in head:
            parts, content = _parts(head["parts"], content)
            mapping = _loaded(content, head["for_readers"])
            missing = [formats.named(address) for address in head["missing"]]
            return {"day": mapping.session.date}, archive.render(mapping, head["lang"], parts, missing)
        mapping = _loaded(content, head["for_readers"])
        if not file.has_content(mapping):
            return {"absent": True}, b""
        people = [report.Person(*person) for person in head["people"]]
        document = file.render(mapping, head["lang"], people, head["session_id"])
    except BaseException as error:  # noqa: BLE001  a panic in typst is no Exception
        return {"errors": [_where(error)]}, b""
    return {"day": mapping.session.date}, document


@lru_cache(maxsize=1)
def _loaded(content: bytes, for_readers: bool) -> "Mapping":
    """The mapping; the same object for the same one again, so that what is worked out of it may be kept."""
    from exports import changes, report

    mapping = report.load(content)
    return changes.for_readers(mapping) if for_readers else mapping


def _parts(sizes: list[tuple[str, int]], content: bytes) -> tuple[list[tuple["File", bytes]], bytes]:
    """The files that came one behind the other, and the rest."""
    from exports import formats

    parts, at = [], 0
    for address, size in sizes:
        parts.append((formats.named(address), content[at : at + size]))
        at += size
    return parts, content[at:]


def _where(error: BaseException) -> dict[str, Any]:
    lines = [f"{at.filename}:{at.lineno} {at.name}" for at in traceback.extract_tb(error.__traceback__)]
    return {"kind": type(error).__qualname__, "at": lines[-TRACE:]}


def main(line: socket.socket) -> None:
    """Make what is ordered, one after the other, until grown too large or until the server has gone."""
    _stand_back()
    orders: queue.SimpleQueue[tuple[dict[str, Any], bytes]] = queue.SimpleQueue()
    threading.Thread(target=_take, args=(line.makefile("rb"), orders), daemon=True).start()
    for number in range(1, DOCUMENTS + 1):
        head, content = made(*orders.get())
        if _memory() > LARGE:
            _forget()
        head["last"] = number == DOCUMENTS or _memory() > TOO_LARGE
        line.sendall(packed(head, content))
        if head["last"]:
            return


def _stand_back() -> None:
    """The server, and everything else on the machine, comes first."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in a terminal is for the server
    os.nice(10)
    with suppress(OSError):  # on Linux only: when memory is short, this is what can be spared
        Path("/proc/self/oom_score_adj").write_text("1000")


def _take(stream: BinaryIO, orders: "queue.SimpleQueue[tuple[dict[str, Any], bytes]]") -> None:
    """Runs beside the making: the end of the stream is the end of the server, and a document takes seconds."""
    try:
        while sizes := stream.read(SIZES.size):
            head, content = (stream.read(size) for size in SIZES.unpack(sizes))
            orders.put((json.loads(head), content))
    finally:
        os._exit(0)


def _forget() -> None:
    """Give back the memory of what is made already: to start again would take longer."""
    with suppress(Exception):  # a broken library has been an answer already
        from exports import compiling, fonts

        compiling.forget(fonts.FOLDER)
    with suppress(OSError, AttributeError):  # where the system's C library has no such thing
        ctypes.CDLL(None).malloc_trim(0)


def _memory() -> int:
    """Bytes that this process holds now; 0 where the system does not say."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


if __name__ == "__main__":
    main(socket.socket(fileno=int(sys.argv[1])))
