"""A file of known offers as it was read: sheets of rows of plain text, whatever kind of file it was.

Nothing of it is kept on the server. Between two steps of the import page the browser holds it (`pack`), and what
comes back is trusted no more than the file was.
"""

import base64
import binascii
import zlib
from collections.abc import Iterable, Sequence
from typing import Annotated, NamedTuple

from pydantic import Field, TypeAdapter, ValidationError

from board.text import clean

# Far above any municipality's catalogue; they keep a file made to do harm from filling the memory.
SHEETS = 50
ROWS = 2000  # on a sheet, as many as a board takes cards
COLUMNS = 60
SIGNS = 2_000_000  # in all cells together
LAST_NUMBER = 2_000_000  # of a row; spreadsheets end before
LONGEST = 4001  # of a cell: a sign more than any field takes, so that it is refused there, with its row


class NotReadable(Exception):
    """The file cannot be read. `code` says why, in one word that the page has a sentence for; `row` where, if known."""

    def __init__(self, code: str, row: int = 0) -> None:
        super().__init__(code)
        self.code, self.row = code, row


class Row(NamedTuple):
    """`number` is what a spreadsheet program calls the row, from 1."""

    number: Annotated[int, Field(ge=1, le=LAST_NUMBER)]
    cells: Annotated[tuple[Annotated[str, Field(max_length=LONGEST)], ...], Field(max_length=COLUMNS)]


class Sheet(NamedTuple):
    """Rows that have something in them, without blanks at their ends."""

    name: Annotated[str, Field(max_length=200)]
    rows: Annotated[tuple[Row, ...], Field(max_length=ROWS + 1)]  # one of them is the heading

    @property
    def width(self) -> int:
        """How many columns it has."""
        return max((len(row.cells) for row in self.rows), default=0)


class Book(NamedTuple):
    """A file, or a mapping as if it were one. Only sheets with something on them. `mapping` is a mapping's session and
    version, as in its address."""

    name: Annotated[str, Field(max_length=200)]
    sheets: Annotated[tuple[Sheet, ...], Field(min_length=1, max_length=SHEETS)]
    mapping: Annotated[str, Field(max_length=60)] = ""


class Bounds:
    """Counts what is read of one file. Raises `NotReadable` as soon as it is too much."""

    def __init__(self) -> None:
        self._signs = 0

    def sheet(self, name: str, rows: Iterable[tuple[int, Sequence[str]]]) -> Sheet:
        """A sheet of these rows, cleaned."""
        kept: list[Row] = []
        for number, cells in rows:
            texts = list(cells)
            while texts and not clean(texts[-1][:LONGEST]):
                texts.pop()
            if not texts:
                continue
            if len(texts) > COLUMNS:
                raise NotReadable("too_wide", number)
            texts = [clean(text[:LONGEST], lines=True) for text in texts]
            self._signs += sum(map(len, texts))
            if len(kept) > ROWS:
                raise NotReadable("too_many_rows")
            if self._signs > SIGNS:
                raise NotReadable("too_large")
            kept.append(Row(number, tuple(texts)))
        return Sheet(clean(name)[:200], tuple(kept))


def book(name: str, sheets: Iterable[Sheet]) -> Book:
    """The sheets that have something on them. Raises `NotReadable` when none has."""
    filled = tuple(sheet for sheet in sheets if sheet.rows)
    if not filled:
        raise NotReadable("empty")
    return Book(clean(name)[:200], filled[:SHEETS])


_BOOK: TypeAdapter[Book] = TypeAdapter(Book)


def pack(read: Book) -> str:
    """The book as text for a form's hidden field."""
    return base64.urlsafe_b64encode(zlib.compress(_BOOK.dump_json(read), 9)).decode()


def unpack(packed: str) -> Book:
    """What `pack` made. Raises `NotReadable` on anything else, and on more than a file may hold."""
    try:
        inflate = zlib.decompressobj()
        # In the worst case JSON writes six bytes for a sign and some more for each row and cell.
        text = inflate.decompress(base64.urlsafe_b64decode(packed), 8 * SIGNS)
        if inflate.unconsumed_tail:
            raise NotReadable("too_large")
        if not inflate.eof:
            raise NotReadable("broken")
        made = _BOOK.validate_json(text)
    except (binascii.Error, ValueError, zlib.error, ValidationError):
        raise NotReadable("broken") from None
    bounds = Bounds()
    read = book(made.name, [bounds.sheet(sheet.name, sheet.rows) for sheet in made.sheets])
    return read._replace(mapping=made.mapping)
