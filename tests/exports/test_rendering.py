"""The process that makes documents: it answers every order, and does not outlive whoever gave them."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from exports import freezing, report
from exports.rendering import SIZES, made, packed
from tests.exports import boards

ROOT = Path(__file__).parent.parent.parent
ORDER = {"file": "overblik.pdf", "lang": "da", "people": [], "session_id": "s", "for_readers": False}
PATIENCE = 60.0  # seconds


@contextmanager
def started() -> Iterator[tuple[socket.socket, "subprocess.Popen[bytes]"]]:
    ours, theirs = socket.socketpair()
    ours.settimeout(PATIENCE)
    with ours, theirs:
        command = [sys.executable, "-m", "exports.rendering", str(theirs.fileno())]
        with subprocess.Popen(command, cwd=ROOT, pass_fds=[theirs.fileno()]) as process:
            theirs.close()
            try:
                yield ours, process
            finally:
                process.kill()


def body(offers: int) -> bytes:
    return report.canonical(freezing.freeze(boards.generated(5, offers)))


def test_it_makes_one_document_after_the_other_and_stands_back_for_everybody_else() -> None:
    with started() as (line, process), line.makefile("rb") as answers:
        line.sendall(
            packed(ORDER, body(3))
            + packed({**ORDER, "file": "trappe.svg", "people": [["李", "skole"]]}, body(3))
        )
        for begins in (b"%PDF-", b"<svg"):
            head_size, size = SIZES.unpack(answers.read(SIZES.size))
            head = json.loads(answers.read(head_size))
            assert head == {"day": "2026-11-12", "last": False}
            assert answers.read(size).startswith(begins)
        assert os.getpriority(os.PRIO_PROCESS, process.pid) == os.getpriority(os.PRIO_PROCESS, 0) + 10
        assert Path(f"/proc/{process.pid}/oom_score_adj").read_text().strip() == "1000"


def test_it_ends_in_the_middle_of_a_document_when_nobody_is_left_to_have_it() -> None:
    with started() as (line, process):
        line.sendall(packed(ORDER, body(2000)))
        line.shutdown(socket.SHUT_WR)  # as when the server ends; but what would still come could be read
        assert line.recv(1) == b"", "it went on to the end of the document"
        assert process.wait(PATIENCE) == 0


def test_ctrl_c_in_a_terminal_is_left_to_the_server() -> None:
    with started() as (line, process), line.makefile("rb") as answers:
        line.sendall(packed({**ORDER, "file": "kortlaegning.json"}, body(3)))
        assert answers.read(SIZES.size)
        process.send_signal(2)
        line.sendall(packed({**ORDER, "file": "kortlaegning.json"}, body(3)))
        assert answers.read(SIZES.size)


def test_a_file_that_would_have_nothing_in_it_is_not_made() -> None:
    empty = report.canonical(freezing.freeze(boards.board([])))
    assert made({**ORDER, "file": "calendar.ics"}, empty) == ({"absent": True}, b"")


def test_what_fails_is_an_answer_that_repeats_no_text() -> None:
    for order, content in (
        (ORDER, b'{"hemmelig": 1}'),
        ({**ORDER, "file": "hemmelig"}, body(1)),
        ({**ORDER, "people": [["hemmelig"]]}, body(1)),
        ({}, b""),
    ):
        head, file = made(order, content)
        assert file == b""
        assert head["errors"][0]["kind"]
        assert head["errors"][0]["at"]
        assert "hemmelig" not in json.dumps(head)
