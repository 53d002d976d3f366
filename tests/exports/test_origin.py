"""The digest in a file that somebody sent: found in every format that bears one; hostile files only come to nothing."""

import io
import json
import zipfile
from typing import Any

import pytest

from exports import freezing, origin, report
from exports.formats import FILES
from tests.exports import boards

MAPPING = freezing.freeze(boards.board([boards.card(1, ("almen",))]))
DIGEST = report.digest(MAPPING)


@pytest.mark.parametrize("suffix", ["pdf", "svg", "xlsx", "csv", "pptx", "png", "docx"])
def test_a_file_that_bears_the_digest_tells_it(suffix: str) -> None:
    file = next(one for one in FILES if one.suffix == suffix)
    found = origin.look(file.render(MAPPING, "da", (), "s"))
    assert found == origin.Origin([DIGEST])


def data() -> dict[str, Any]:
    """The JSON file's content."""
    file = next(one for one in FILES if one.address == "kortlaegning.json")
    made: dict[str, Any] = json.loads(file.render(MAPPING, "da", [report.Person("Ben", "skole")], "s"))
    return made


def test_of_the_json_file_the_digest_is_computed_from_what_stands_in_it_however_it_is_laid_out() -> None:
    laid_out = json.dumps(data(), indent=4).encode("utf-8-sig")
    assert origin.look(laid_out) == origin.Origin([DIGEST], DIGEST, names=True)
    assert origin.look(report.canonical(MAPPING)) == origin.Origin([], DIGEST)


def test_one_changed_letter_gives_another_digest() -> None:
    changed = data()
    changed["mapping"]["offers"][0]["name"] += "x"
    found = origin.look(json.dumps(changed).encode())
    assert found.digests == [DIGEST]
    assert found.content != DIGEST


def test_a_key_that_stands_twice_is_no_unchanged_file() -> None:
    """One program would read the first, another the last."""
    text = json.dumps(data())
    twice = text.replace('"mapping": {', '"mapping": {"offers": []}, "mapping": {', 1)
    assert origin.look(twice.encode()) == origin.Origin([DIGEST], readable=False)


def zipped(*parts: tuple[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return target.getvalue()


def test_of_a_part_that_unpacks_to_much_only_the_beginning_is_unpacked() -> None:
    late = zipped(("docProps/core.xml", b" " * 5_000_000 + DIGEST.encode()))
    assert len(late) < 10_000
    assert origin.look(late) == origin.Origin([])
    early = zipped(("docProps/core.xml", DIGEST.encode() + b" " * 5_000_000))
    assert origin.look(early) == origin.Origin([DIGEST])


def test_only_the_parts_that_may_bear_it_are_unpacked() -> None:
    assert origin.look(zipped(("word/document.xml", DIGEST.encode()))) == origin.Origin([])
    assert origin.look(zipped(("LÆSMIG.txt", DIGEST.encode()))) == origin.Origin([DIGEST])


@pytest.mark.parametrize(
    "file",
    [
        b"",
        b"{",
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b'{"mapping":{"format":"tilbudstrappen.mapping","x":"\\ud800"},"digest":7}',
        b'{"mapping":{"format":"tilbudstrappen.mapping","x":1e999}}',
        b'{"mapping":[]}',
        b"PK\x03\x04 is no archive",
        b"%PDF-1.7 is no document",
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg>&a;</svg>',
        bytes(range(256)) * 400,
    ],
)
def test_what_is_none_of_our_files_comes_to_nothing(file: bytes) -> None:
    found = origin.look(file)
    assert found.digests == []
    assert found.content != DIGEST


def test_no_more_digests_are_told_than_any_of_our_files_has() -> None:
    many = b" ".join(b"%064x" % number for number in range(1000))
    assert len(origin.look(many).digests) == origin.MOST
