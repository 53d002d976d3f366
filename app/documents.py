"""The files of mappings: made by the renderer when somebody wants them, and kept for a while.

Which there are stands in `exports/formats.py`.
"""

import asyncio
import json
from collections import OrderedDict
from dataclasses import dataclass

import structlog

from app.renderer import Ended, Renderer
from exports.formats import FILES, File
from exports.paper import Wanted
from exports.report import Person
from exports.words import Lang
from sessions.tables import Mapping

_log = structlog.get_logger(__name__)

KEPT = 64 * 1024 * 1024  # bytes of finished files in memory: some hundred workshops' worth
ORDERED = 64  # files in the making, all but one of them waiting: some ten seconds' work


@dataclass(frozen=True, slots=True)
class Document:
    """A finished file; `day` is the workshop's, as an ISO date."""

    media_type: str
    day: str
    content: bytes


class NotMade(Exception):
    """The file could not be made. The mapping is as good as before, and the file may be asked for again."""


class NotYet(Exception):
    """So many files are in the making that this one is not begun, or not finished: ask again in a moment."""


_Key = tuple[str, int, str, Lang, bool]


class Documents:
    """Has files of mappings made, each only once as long as it is kept. A mapping never changes, so neither do they."""

    def __init__(self, renderer: Renderer) -> None:
        self._renderer = renderer
        self._kept: OrderedDict[_Key, Document] = OrderedDict()
        self._making: dict[_Key, asyncio.Task[Document | None]] = {}
        self._papers = 0  # in the making
        self._closed = False

    async def get(self, mapping: Mapping, file: File, lang: Lang, *, names: bool, within: float) -> Document:
        """The file. `names`: whether participants may be named in it (if the facilitator wanted names at all).

        Raises `NotMade`, and `NotYet` after `within` seconds; it goes on being made then.
        """
        names = names and bool(mapping.people)
        key = (mapping.session_id, mapping.version, file.address, lang, names)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        if key not in self._making:
            if len(self._making) >= ORDERED:
                raise NotYet
            task = asyncio.ensure_future(self._make(key, mapping, people(mapping) if names else ()))
            self._making[key] = task
        # Others may wait for the same file, so it is not cancelled with this one.
        done, _ = await asyncio.wait([self._making[key]], timeout=within)
        if not done:
            raise NotYet
        made = done.pop().result()
        if made is None:
            raise NotMade
        return made

    def sizes(self, mapping: Mapping, lang: Lang, *, names: bool) -> dict[str, int]:
        """How large the files are that are there already, in bytes, by their address. Nothing is made."""
        names = names and bool(mapping.people)
        keys = {
            file.address: (mapping.session_id, mapping.version, file.address, lang, names) for file in FILES
        }
        return {address: len(self._kept[key].content) for address, key in keys.items() if key in self._kept}

    async def paper(self, name: str, wanted: Wanted, lang: Lang, *, within: float) -> Document:
        """Paper for the room (`exports/paper.py`), made when it is asked for: the plan may change until the day.

        Raises `NotMade`, and `NotYet` after `within` seconds.
        """
        if self._papers >= ORDERED:
            raise NotYet
        self._papers += 1
        try:
            async with asyncio.timeout(within):
                order = {"paper": name, "lang": lang}
                head, content = await self._renderer.ask(order, wanted.model_dump_json().encode())
        except TimeoutError:
            raise NotYet from None
        except Ended:
            raise NotMade from None
        finally:
            self._papers -= 1
        if "errors" in head:
            _log.error("paper not made", form=name, errors=head["errors"])
            raise NotMade
        return Document(head["media_type"], head["day"], content)

    async def close(self) -> None:
        """Give up what is in the making."""
        self._closed = True
        await self._renderer.close()

    async def _make(self, key: _Key, mapping: Mapping, named: tuple[Person, ...]) -> Document | None:
        """The file, kept from now on; None when it could not be made, with the reason in the log."""
        session_id, version, address, lang, _names = key
        try:
            order = {"file": address, "lang": lang, "people": named, "session_id": session_id}
            head, content = await self._renderer.ask(order, mapping.body.encode())
            if "errors" in head:
                _log.error(
                    "document not made",
                    session=session_id,
                    version=version,
                    file=address,
                    errors=head["errors"],
                )
                return None
        except Ended:
            if not self._closed:
                _log.error("document not made", session=session_id, version=version, file=address)
            return None
        finally:
            del self._making[key]
        made = Document(head["media_type"], head["day"], content)
        self._kept[key] = made
        while sum(len(kept.content) for kept in self._kept.values()) > KEPT and len(self._kept) > 1:
            self._kept.popitem(last=False)
        return made


def people(mapping: Mapping) -> tuple[Person, ...]:
    """Those who may be named beside the mapping, if the facilitator wanted that."""
    return tuple(Person(**person) for person in json.loads(mapping.people or "[]"))
