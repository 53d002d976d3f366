"""The files of mappings: made by the renderer when somebody wants them, and kept for a while.

Which there are stands in `exports/formats.py`.
"""

import asyncio
import hashlib
import json
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any, NamedTuple

import structlog

from app.renderer import HANDS, Ended, Renderer
from exports.formats import EVERYTHING, FILES, File
from exports.paper import Wanted
from exports.report import Person
from exports.words import Lang
from sessions.tables import Mapping

_log = structlog.get_logger(__name__)

KEPT = 64 * 1024 * 1024  # bytes of finished files in memory: some hundred workshops' worth
ORDERED = 64  # files in the making, all but one of them waiting: some ten seconds' work


@dataclass(frozen=True, slots=True)
class Document:
    """A finished file; `day` is the workshop's, as an ISO date.

    `missing` are the addresses of those files that should be in it and could not be made.
    """

    day: str
    content: bytes
    missing: tuple[str, ...] = ()


class NotMade(Exception):
    """The file could not be made. The mapping is as good as before, and the file may be asked for again."""


class Absent(Exception):
    """There is no such file of this mapping: it would have nothing in it."""


class NotYet(Exception):
    """So many files are in the making that this one is not begun, or not finished: ask again in a moment.

    Of one that is made of several, `done` of `of` are finished.
    """

    def __init__(self, done: int = 0, of: int = 0) -> None:
        super().__init__()
        self.done, self.of = done, of


class _Key(NamedTuple):
    session_id: str
    version: int
    address: str
    lang: Lang
    names: bool
    people: str  # a digest of them, or empty: what was made before a name was forgotten is found no more, in any worker


@dataclass(slots=True)
class _Making:
    task: "asyncio.Task[Document]"
    done: int = 0
    of: int = 0


class Documents:
    """Has files of mappings made, each only once as long as it is kept. A mapping never changes, so neither do they;
    only the names beside it may go.
    """

    def __init__(self, renderer: Renderer) -> None:
        self._renderer = renderer
        self._kept: OrderedDict[_Key, Document] = OrderedDict()
        self._making: dict[_Key, _Making] = {}
        self._papers = 0  # in the making
        self._closed = False

    async def get(self, mapping: Mapping, file: File, lang: Lang, *, names: bool, within: float) -> Document:
        """The file. `names`: whether it is for somebody who may see names (if the facilitator wanted names at all).

        Raises `NotMade`, `Absent`, and `NotYet` after `within` seconds; it goes on being made then.
        """
        made = await self.look(mapping, file, lang, names=names, within=within)
        if made.missing:  # handed out once: the next time, what is missing is tried again
            self._kept.pop(_key(mapping, file, lang, names=names), None)
        return made

    async def look(self, mapping: Mapping, file: File, lang: Lang, *, names: bool, within: float) -> Document:
        """The same for who only wants to know how far it is: it is kept until it is fetched."""
        key = _key(mapping, file, lang, names=names)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        if key not in self._making and len(self._making) >= ORDERED:
            raise NotYet
        making = self._begun(key, mapping)
        # Others may wait for the same file, so it is not cancelled with this one.
        if not (await asyncio.wait([making.task], timeout=within))[0]:
            raise NotYet(making.done, making.of)
        return making.task.result()

    def sizes(self, mapping: Mapping, lang: Lang, *, names: bool) -> dict[str, int]:
        """How large the files are that are there already, in bytes, by their address. Nothing is made."""
        keys = (_key(mapping, file, lang, names=names) for file in (*FILES, EVERYTHING))
        return {key.address: len(self._kept[key].content) for key in keys if key in self._kept}

    async def paper(self, name: str, wanted: Wanted, lang: Lang, *, within: float) -> Document:
        """Paper for the room (`exports/paper.py`), made when it is asked for: the plan may change until the day.

        Raises `NotMade`, and `NotYet` after `within` seconds.
        """
        order = {"paper": name, "lang": lang}
        return await self._once(order, wanted.model_dump_json().encode(), within)

    async def comparison(self, address: str, compared: bytes, lang: Lang, *, within: float) -> Document:
        """A file of `compared.FILES`; `compared` is a `compared.Compared` as JSON. What people say of its offers may
        change, so it is made when it is asked for.

        Raises `NotMade`, and `NotYet` after `within` seconds.
        """
        return await self._once({"comparison": address, "lang": lang}, compared, within)

    async def _once(self, order: dict[str, Any], wanted: bytes, within: float) -> Document:
        if self._papers >= ORDERED:
            raise NotYet
        self._papers += 1
        try:
            async with asyncio.timeout(within):
                head, content = await self._renderer.ask(order, wanted)
        except TimeoutError:
            raise NotYet from None
        except Ended:
            raise NotMade from None
        finally:
            self._papers -= 1
        if "errors" in head:
            _log.error("document not made", **order, errors=head["errors"])
            raise NotMade
        return Document(head["day"], content)

    def forget_names(self, session_id: str) -> None:
        """Drop what was made with names of this session's people: nobody gets it any more, so it need not be kept."""
        for made in (
            self._kept,
            self._making,
        ):  # what is in the making is handed to who waits for it, and not kept
            for key in [key for key in made if key.session_id == session_id and key.names]:
                del made[key]

    async def close(self) -> None:
        """Give up what is in the making."""
        self._closed = True
        await self._renderer.close()

    def _begun(self, key: _Key, mapping: Mapping) -> _Making:
        """The making of a file, begun now if it was not."""
        if key not in self._making:
            make = self._make_all if key.address == EVERYTHING.address else self._make
            making = _Making(asyncio.ensure_future(make(key, mapping)))
            making.task.add_done_callback(lambda _: self._ended(key, making))
            self._making[key] = making
        return self._making[key]

    def _ended(self, key: _Key, making: _Making) -> None:
        # Whoever asked has gone by now, perhaps: a reason that nobody hears is no fault.
        is_made = not making.task.cancelled() and making.task.exception() is None
        if self._making.get(key) is not making:  # names in it were to be forgotten meanwhile
            return
        del self._making[key]
        if not is_made:
            return
        self._kept[key] = making.task.result()
        while sum(len(kept.content) for kept in self._kept.values()) > KEPT and len(self._kept) > 1:
            self._kept.popitem(last=False)

    async def _make(self, key: _Key, mapping: Mapping) -> Document:
        """Raises `NotMade`, with the reason in the log, and `Absent`."""
        named = people(mapping) if key.names else ()
        head, content = await self._ask(key, {"people": named}, mapping.body.encode())
        if "absent" in head:
            raise Absent
        return Document(head["day"], content)

    async def _make_all(self, key: _Key, mapping: Mapping) -> Document:
        """All files in one. What cannot be made is named in it, and does not hold up the others."""
        making = self._making[key]
        wanted = [file for file in FILES if key.names or file.is_open]
        making.of = len(wanted)
        # As many as there are hands, so that whoever wants another file waits for one of these at most.
        turn = asyncio.Semaphore(HANDS)

        async def part(file: File) -> Document | NotMade | None:
            part_key = _key(mapping, file, key.lang, names=key.names)
            try:
                async with turn:
                    if (kept := self._kept.get(part_key)) is not None:
                        return kept
                    if self._making.get(key) is not making:  # names were forgotten meanwhile
                        return await self._make(part_key, mapping)
                    return await asyncio.shield(self._begun(part_key, mapping).task)
            except NotMade as trouble:
                return trouble
            except Absent:
                return None
            finally:
                making.done += 1

        made = await asyncio.gather(*(part(file) for file in wanted))
        parts = [
            (file, one.content) for file, one in zip(wanted, made, strict=True) if isinstance(one, Document)
        ]
        missing = [file.address for file, one in zip(wanted, made, strict=True) if isinstance(one, NotMade)]
        sizes = [(file.address, len(content)) for file, content in parts]
        order = {"parts": sizes, "missing": missing}
        head, content = await self._ask(
            key, order, b"".join([*(content for _, content in parts), mapping.body.encode()])
        )
        return Document(head["day"], content, tuple(missing))

    async def _ask(self, key: _Key, order: dict[str, Any], content: bytes) -> tuple[dict[str, Any], bytes]:
        """The renderer's answer. Raises `NotMade`, with the reason in the log."""
        about = {"session": key.session_id, "version": key.version, "file": key.address}
        order |= {"file": key.address, "lang": key.lang, "session_id": key.session_id}
        order["for_readers"] = not key.names
        try:
            head, made = await self._renderer.ask(order, content)
        except Ended:
            if not self._closed:
                _log.error("document not made", **about)
            raise NotMade from None
        if "errors" in head:
            _log.error("document not made", **about, errors=head["errors"])
            raise NotMade
        return head, made


def _key(mapping: Mapping, file: File, lang: Lang, *, names: bool) -> _Key:
    # For those who may see names, also where there are none, all in one holds more files, and a later version says what
    # stood in the one before it (`changes.for_readers`).
    named = names and (bool(mapping.people) or file is EVERYTHING or mapping.version > 1)
    people = hashlib.sha256((mapping.people or "").encode()).hexdigest() if named else ""
    return _Key(mapping.session_id, mapping.version, file.address, lang, named, people)


def people(mapping: Mapping) -> tuple[Person, ...]:
    """Those who may be named beside the mapping, if the facilitator wanted that."""
    return tuple(Person(**person) for person in json.loads(mapping.people or "[]"))
