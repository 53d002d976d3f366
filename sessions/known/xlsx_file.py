"""Reading XLSX: the visible sheets, each cell as the text that it shows, formulas as their values.

Read piece by piece and never as a whole: a file of a few kilobytes that unpacks to gigabytes, or has a cell in the
last column of the last row, is refused at its first cell too many. The libraries that were tried notice that too late:
openpyxl took 800 MB and five seconds for 14 KB, python-calamine asked for 550 GB and took the process with it.
"""

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from xml.parsers import expat

from sessions.known.book import COLUMNS, LONGEST, ROWS, SHEETS, Book, Bounds, NotReadable, Sheet, book

UNPACKED = 16 * 1024 * 1024  # bytes in all; what stands between the cells costs time, but no memory
CELLS = 200_000  # on a sheet, with its rows; empty ones too
STRINGS = 200_000
LAST_ROW = 1_048_576  # that there is
AT_ONCE = 64 * 1024
_MAIN = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)

Attributes = dict[str, str]


def read(name: str, content: bytes) -> Book:
    """The file's visible sheets. Raises `NotReadable`."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _Workbook(archive).read(name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, expat.ExpatError, RuntimeError):
        raise NotReadable("broken") from None  # RuntimeError: a part with a password
    except (LookupError, ValueError, OverflowError):
        raise NotReadable("broken") from None


@dataclass
class _Workbook:
    archive: zipfile.ZipFile
    strings: list[str] = field(default_factory=list)
    dates: list[bool] = field(default_factory=list)  # whether a cell of this style shows a date
    epoch: datetime = datetime(1899, 12, 30)  # noqa: DTZ001  a cell has no zone
    unpacked: int = 0

    def read(self, name: str) -> Book:
        targets = self._relations("")
        main = next((target for kind, target in targets.values() if kind == "officeDocument"), "")
        if not main:
            raise NotReadable("unknown_kind")
        targets = self._relations(main)
        sheets = [
            (title, targets[key][1]) for title, key in self._sheets(main) if targets[key][0] == "worksheet"
        ]
        for kind, target in targets.values():
            if kind == "sharedStrings":
                self.strings = self._strings(target)
            elif kind == "styles":
                self.dates = self._styles(target)
        bounds = Bounds()
        return book(name, [self._sheet(bounds, title, path) for title, path in sheets[:SHEETS]])

    def _relations(self, part: str) -> dict[str, tuple[str, str]]:
        """What a part refers to: by id, the last word of its kind and its path."""
        folder, _, file = part.rpartition("/")
        found: dict[str, tuple[str, str]] = {}

        def start(tag: str, about: Attributes) -> None:
            if tag == "Relationship" and about.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, about["Target"])).lstrip("/")
                found[about["Id"]] = about["Type"].rpartition("/")[2], target

        path = f"{folder}/_rels/{file}.rels".lstrip("/")
        if path not in self.archive.NameToInfo:
            raise NotReadable("unknown_kind")
        self._parse(path, start)
        return found

    def _sheets(self, part: str) -> list[tuple[str, str]]:
        """(name, id) of the sheets that are shown, in their order."""
        found: list[tuple[str, str]] = []

        def start(tag: str, about: Attributes) -> None:
            if tag == "workbookPr" and about.get("date1904") in ("1", "true"):
                self.epoch = datetime(1904, 1, 1)  # noqa: DTZ001
            if tag == "sheet" and about.get("state", "visible") == "visible":
                key = next((value for name, value in about.items() if name.endswith("}id")), "")
                found.append((about["name"], key))

        self._parse(part, start)
        return found

    def _strings(self, part: str) -> list[str]:
        found: list[str] = []
        text = _Text("t", without="rPh")  # how a Japanese name is said is no part of it

        def start(tag: str, _about: Attributes) -> None:
            text.start(tag)
            if tag == "si" and len(found) >= STRINGS:
                raise NotReadable("too_large")

        def end(tag: str) -> None:
            text.end(tag)
            if tag == "si":
                found.append(text.take())

        self._parse(part, start, end, text.hear)
        return found

    def _styles(self, part: str) -> list[bool]:
        dates: list[bool] = []
        formats: dict[str, str] = {}
        inside: list[str] = []

        def start(tag: str, about: Attributes) -> None:
            inside.append(tag)
            if tag == "numFmt":
                formats[about["numFmtId"]] = about.get("formatCode", "")
            elif tag == "xf" and "cellXfs" in inside:
                number = about.get("numFmtId", "0")
                dates.append(number in _DATES or _shows_date(formats.get(number, "")))
                if len(dates) > STRINGS:
                    raise NotReadable("too_large")

        self._parse(part, start, lambda _tag: inside.pop())
        return dates

    def _sheet(self, bounds: Bounds, name: str, part: str) -> Sheet:
        reader = _Cells(self)
        self._parse(part, reader.start, reader.end, reader.text.hear)
        return bounds.sheet(name, reader.rows())

    def _parse(
        self,
        part: str,
        start: Callable[[str, Attributes], None],
        end: Callable[[str], object] | None = None,
        hear: Callable[[str], None] | None = None,
    ) -> None:
        """Read one part from its beginning to its end. Its names come without their namespaces."""
        parser = expat.ParserCreate(namespace_separator="}")
        parser.StartElementHandler = lambda tag, about: start(tag.rpartition("}")[2], about)
        if end is not None:
            parser.EndElementHandler = lambda tag: end(tag.rpartition("}")[2])
        if hear is not None:
            parser.CharacterDataHandler = hear
        parser.StartDoctypeDeclHandler = (
            _refuse  # no spreadsheet has one, and entities can be made to explode
        )
        with self.archive.open(part) as file:
            while piece := file.read(AT_ONCE):
                self.unpacked += len(piece)
                if self.unpacked > UNPACKED:
                    raise NotReadable("too_large")
                parser.Parse(piece)
        parser.Parse(b"", True)


def _refuse(*_about: object) -> None:
    raise NotReadable("broken")


class _Text:
    """Collects what stands in elements of one name, no longer than any field takes."""

    def __init__(self, *names: str, without: str = "") -> None:
        self._names, self._without = names, without
        self._hears = self._skips = False
        self._parts: list[str] = []
        self._length = 0

    def start(self, tag: str) -> None:
        if tag == self._without:
            self._skips = True
        elif tag in self._names:
            self._hears = not self._skips

    def end(self, tag: str) -> None:
        if tag == self._without:
            self._skips = False
        elif tag in self._names:
            self._hears = False

    def hear(self, text: str) -> None:
        if self._hears and self._length < LONGEST:
            self._parts.append(text[: LONGEST - self._length])
            self._length += len(text)

    def take(self) -> str:
        """All that was heard since the last time."""
        text = "".join(self._parts)
        self._parts.clear()
        self._length = 0
        # Signs that XML cannot hold are written as _x000D_, and an underscore that looks like that as _x005F_.
        return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


class _Cells:
    """Hears one sheet, and keeps the cells with something in them by row."""

    def __init__(self, workbook: _Workbook) -> None:
        self.text = _Text("v", "t", without="rPh")
        self._workbook = workbook
        self._rows: dict[int, dict[int, str]] = {}
        self._row = self._column = self._seen = 0
        self._kind = self._style = ""

    def start(self, tag: str, about: Attributes) -> None:
        self.text.start(tag)
        if tag not in ("row", "c"):
            return
        self._seen += 1
        if self._seen > CELLS:
            raise NotReadable("too_large")
        if tag == "row":
            self._row = int(about.get("r", self._row + 1))
            self._column = 0
            if not 0 < self._row <= LAST_ROW:
                raise NotReadable("broken")
        else:
            where = _COLUMN.match(about.get("r", ""))
            self._column = _column(where[0]) if where else self._column + 1
            self._kind, self._style = about.get("t", "n"), about.get("s", "0")

    def end(self, tag: str) -> None:
        self.text.end(tag)
        if tag != "c" or not (heard := self.text.take()):
            return
        if self._column > COLUMNS:
            raise NotReadable("too_wide", self._row)
        row = self._rows.setdefault(self._row, {})
        if len(self._rows) > ROWS + 1:
            raise NotReadable("too_many_rows")
        row[self._column] = self._shown(heard)

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        for number, cells in sorted(self._rows.items()):
            yield number, [cells.get(column, "") for column in range(1, max(cells) + 1)]

    def _shown(self, value: str) -> str:
        match self._kind:
            case "s":
                return self._workbook.strings[int(value)]
            case "b":
                return "ja" if value == "1" else "nej"
            case "n":
                return self._number(value)
        return value  # text, a formula's text, an error such as #N/A, a date in ISO form

    def _number(self, value: str) -> str:
        number = float(value)
        style = int(self._style)
        if 0 <= style < len(self._workbook.dates) and self._workbook.dates[style]:
            moment = self._workbook.epoch + timedelta(seconds=round(number * 86400))
            if number < 1:
                return f"{moment:%H:%M}"
            return f"{moment:%Y-%m-%d %H:%M}" if number % 1 else f"{moment:%Y-%m-%d}"
        return f"{number:.15g}"  # as many figures as Excel itself knows


_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_COLUMN = re.compile("[A-Z]{1,3}")
# Built-in formats that show a date or a time, and the signs by which one's own do; texts, colours and conditions aside.
_DATES = frozenset(map(str, (*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59))))
_ASIDE = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')


def _shows_date(code: str) -> bool:
    return any(sign in "dmyhs" for sign in _ASIDE.sub("", code).lower()) and "general" not in code.lower()


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
