"""A file of known offers, whatever its kind: told by its content and not by its name."""

from sessions.known import csv_file, xlsx_file
from sessions.known.book import Book, NotReadable

LARGEST = 2 * 1024 * 1024  # bytes; five hundred offers with descriptions are a tenth of it

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


def read(name: str, content: bytes) -> Book:
    """What stands in an uploaded file. Raises `NotReadable`. Slow enough for a worker thread."""
    if len(content) > LARGEST:
        raise NotReadable("too_large")
    if content.startswith(_OLE):  # XLS as before 2007, and XLSX with a password
        raise NotReadable("old_excel")
    if not content.strip():
        raise NotReadable("empty")
    read_kind = xlsx_file.read if content.startswith(_ZIP) else csv_file.read
    return read_kind(name, content)
