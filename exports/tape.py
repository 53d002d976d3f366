"""A day that was told again (board/retelling.py), written small: as gzip, and of a thing only what is new in it."""

import json
import zlib
from collections.abc import Iterable
from typing import Any

from board.retelling import Frame
from board.things import Thing

MEDIA_TYPE = "application/json"
GZIP = 16 + zlib.MAX_WBITS


class Tape:
    """Takes frames in order, and holds nothing of them but what their pictures look like now, and the file so far.

    The file is a JSON object whose `frames` have each a `number`, `at`, and where there are any `put` and `remove`.
    What is put for the first time, or again after it was removed, is whole; otherwise it is its key and the fields
    that differ.
    """

    def __init__(self) -> None:
        self._zip = zlib.compressobj(wbits=GZIP)
        self._written = [self._zip.compress(b'{"frames":[')]
        self._told: dict[str, dict[str, Any]] = {}
        self._is_first = True

    def add(self, frames: Iterable[Frame]) -> None:
        """Write these, too."""
        lines = [self._line(frame) for frame in frames]
        if lines:
            begun = "" if self._is_first else ","
            self._is_first = False
            self._written.append(self._zip.compress((begun + ",".join(lines)).encode()))

    def close(self) -> bytes:
        """The whole file."""
        return b"".join([*self._written, self._zip.compress(b"]}"), self._zip.flush()])

    def _line(self, frame: Frame) -> str:
        line: dict[str, Any] = {"number": frame.number, "at": frame.at}
        if frame.put:
            line["put"] = [self._news(thing) for thing in frame.put]
        if frame.removed:
            line["remove"] = frame.removed
        for key in frame.removed:
            del self._told[key]
        return json.dumps(line, ensure_ascii=False, separators=(",", ":"))

    def _news(self, thing: Thing) -> dict[str, Any]:
        now = thing.model_dump(mode="json")
        before = self._told.get(thing.key)
        self._told[thing.key] = now
        if before is None:
            return now
        return {"key": thing.key} | {field: value for field, value in now.items() if before[field] != value}
