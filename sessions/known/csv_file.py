"""Reading CSV as spreadsheet programs write it: their encodings, their separators, their quotes."""

import csv
import io
from collections.abc import Iterator

from sessions.known.book import Book, Bounds, NotReadable, book

SEPARATORS = (";", ",", "\t")  # what Danish Excel writes first
LOOKED_AT = 50  # rows, to find out which one it is
_NO_TEXT = frozenset(
    map(chr, (*range(9), *range(14, 32), 127))
)  # signs that no text has, but every other kind of file


def read(name: str, content: bytes) -> Book:
    """The file as one sheet. Raises `NotReadable`."""
    text = _decoded(content)
    if not _NO_TEXT.isdisjoint(text):
        raise NotReadable("unknown_kind")
    first, _, rest = text.partition("\n")
    said = first.strip().strip('"').lower()
    above = 0
    if said.startswith("sep=") and len(said) <= len("sep=;"):  # a line that Excel obeys and does not show
        separator = first.strip().strip('"')[4:] or "\t"
        text, above = rest, 1
    else:
        separator = _separator(text)
    rows = ((number + above, cells) for number, cells in _rows(text, separator))
    return book(name, [Bounds().sheet("", rows)])


def _decoded(content: bytes) -> str:
    is_utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))  # Excel's “Unicode text”
    for encoding in ["utf-16"] if is_utf16 else ["utf-8-sig", "cp1252"]:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise NotReadable("unknown_kind")


def _rows(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, 1):
            yield number, cells
    except csv.Error:
        # A quotation mark that is never closed would swallow all rows below it without a word.
        raise NotReadable("broken_row", number + 1) from None


def _separator(text: str) -> str:
    """The one that makes the most rows as wide as the first; a file with one column has none."""

    def alike(separator: str) -> tuple[int, int]:
        widths = []
        try:
            for number, cells in _rows(text, separator):
                widths.append(len(cells))
                if number == LOOKED_AT:
                    break
        except NotReadable:
            pass  # with another separator it may be readable; if not, that is told when it is read
        filled = [width for width in widths if width]
        if not filled or max(filled) < 2:
            return (0, 0)
        usual = max(set(filled), key=filled.count)
        return (filled.count(usual), usual) if usual > 1 else (0, 0)

    return max(SEPARATORS, key=alike)
