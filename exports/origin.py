"""The process that looks into a file which somebody sent: `python -m exports.origin`, the file on its standard input.

It says on its standard output which digests stand in the file and, of the JSON file, which one its content has. The
file may have been made to do harm: it gets little time and memory, nothing of it is written anywhere, no XML is
parsed, and only some small parts of an archive are unpacked, each up to a bound.
"""

import hashlib
import io
import json
import re
import resource
import sys
import unicodedata
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Any

SECONDS = 8  # of the processor
MEMORY = 768 * 1024 * 1024  # bytes
PART = 256 * 1024  # bytes that are unpacked of one part of an archive
MOST = 50  # digests that are told; what holds more is none of our files
PAGES = 3  # of a PDF that has lost what stood beside its pages: at its beginning and at its end
_DIGEST = re.compile(rb"(?<![0-9a-fA-F])[0-9a-f]{64}(?![0-9a-fA-F])")
_PARTS = ("docProps/core.xml", "docProps/custom.xml")  # where Office files say who made them


@dataclass(frozen=True, slots=True)
class Origin:
    """What was found. `content`: the digest that a JSON file's content has, None for all others."""

    digests: list[str]
    content: str | None = None
    names: bool = False  # the file names people, whom no digest covers
    readable: bool = True


class _Twice(ValueError):
    """A JSON object has a key twice: two programs could read two things in it."""


def look(file: bytes) -> Origin:
    """What can be told of a file. Never raises for what the file holds, short of its process's bounds."""
    start = file[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    try:
        if start.startswith(b"{"):
            return _json(file)
        if start.startswith(b"PK"):
            return Origin(_unique(_archive(file)))
        if b"%PDF-" in file[:1024]:
            return Origin(_unique(_found(file)) or _unique(_pdf(file)))
        return Origin(_unique(_found(file)))
    except Exception:  # noqa: BLE001  whatever a file made to do harm can bring a library to
        return Origin([], readable=False)


def _json(file: bytes) -> Origin:
    try:
        data = json.loads(file.decode("utf-8-sig"), object_pairs_hook=_once)
    except (ValueError, RecursionError):
        return Origin(_unique(_found(file)), readable=False)
    is_file = isinstance(data, dict) and isinstance(data.get("mapping"), dict)
    mapping = data["mapping"] if is_file else data
    if mapping.get("format") != "tilbudstrappen.mapping":
        return Origin(_unique(_found(file)))
    stated = data.get("digest") if is_file else None
    digests = [stated] if isinstance(stated, str) and re.fullmatch("[0-9a-f]{64}", stated) else []
    return Origin(digests, _sealed(mapping), bool(is_file and data.get("names")))


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise _Twice
    return made


def _sealed(mapping: dict[str, Any]) -> str:
    """The digest as `report.canonical` and `report.seal` give it, also for shapes that this program does not know."""
    text = json.dumps(mapping, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    # A text that cannot be written (half a sign) was never in a mapping, and gets a digest that none has.
    return hashlib.sha256(unicodedata.normalize("NFC", text).encode(errors="backslashreplace")).hexdigest()


def _archive(file: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        for entry in archive.infolist():
            is_text = entry.filename.endswith(".txt") and "/" not in entry.filename
            if entry.filename in _PARTS or is_text:
                with archive.open(entry) as part:
                    yield from _found(part.read(PART))


def _pdf(file: bytes) -> Iterator[str]:
    """What is packed: the properties, and the text of some pages, as after “print to PDF”."""
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(file))
    with suppress(Exception):
        yield from _found(json.dumps({key: str(value) for key, value in (reader.metadata or {}).items()}))
    count = len(reader.pages)
    for number in sorted({*range(min(PAGES, count)), *range(max(0, count - PAGES), count)}):
        yield from _found(re.sub(r"\s", "", reader.pages[number].extract_text()))


def _found(text: bytes | str) -> Iterator[str]:
    for digest in _DIGEST.findall(text.encode(errors="replace") if isinstance(text, str) else text):
        yield digest.decode()


def _unique(digests: Iterator[str]) -> list[str]:
    found: dict[str, None] = {}
    for digest in digests:
        found[digest] = None
        if len(found) == MOST:
            break
    return list(found)


def main() -> None:
    """Look into what comes on the standard input."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    with suppress(ValueError, OSError):  # some systems have no such bound
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    sys.stdout.write(json.dumps(asdict(look(sys.stdin.buffer.read()))))


if __name__ == "__main__":
    main()
