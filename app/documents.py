"""The files that a mapping can be taken away as: which there are, made in worker threads and kept for a while."""

import asyncio
import json
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

import structlog

from app.languages import N_
from exports import formats, report
from exports.report import Person
from exports.words import Lang
from sessions.tables import Mapping

_log = structlog.get_logger(__name__)

KEPT = 64 * 1024 * 1024  # bytes of finished files in memory: some hundred workshops' worth
AT_ONCE = 2  # files in the making; more would only take the processor from the sockets


@dataclass(frozen=True, slots=True)
class File:
    """A file that a mapping can be had as. `form` is one of `formats.NAMES` and also the suffix of its name.

    `label` is a msgid, `kind` what people call the file type.
    """

    form: str
    name: str
    label: str
    kind: str


FILES = (
    File("pdf", "overblik", N_("Overblik, A3"), "PDF"),
    File("svg", "trappe", N_("Trappen som billede"), "SVG"),
    File("xlsx", "tilbud", N_("Alle tilbud"), "Excel"),
    File("json", "kortlaegning", N_("Data"), "JSON"),
)


@dataclass(frozen=True, slots=True)
class Document:
    """A finished file."""

    media_type: str
    content: bytes


class Documents:
    """Makes files of mappings, each only once as long as it is kept. A mapping never changes, so neither do they."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[object, ...], Document] = OrderedDict()
        self._making: dict[tuple[object, ...], asyncio.Task[Document]] = {}
        self._slots = asyncio.Semaphore(AT_ONCE)

    async def get(self, mapping: Mapping, file: File, lang: Lang, *, names: bool) -> Document:
        """The file. `names`: whether participants may be named in it (if the facilitator wanted names at all)."""
        names = names and bool(mapping.people)
        key = (mapping.session_id, mapping.version, file.form, lang, names)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        if key not in self._making:
            task = asyncio.ensure_future(
                self._make(key, mapping, file, lang, people(mapping) if names else ())
            )
            self._making[key] = task
            task.add_done_callback(lambda made: self._made(key, made))
        # Shielded: others may wait for the same file when this one goes away.
        return await asyncio.shield(self._making[key])

    def _made(self, key: tuple[object, ...], task: asyncio.Task[Document]) -> None:
        self._making.pop(key, None)
        if not task.cancelled() and (error := task.exception()) is not None:
            _log.error("document not made", session=key[0], version=key[1], form=key[2], exc_info=error)

    async def sizes(self, mapping: Mapping, lang: Lang, *, names: bool, within: float) -> dict[str, int]:
        """How large each file is, in bytes; those that take longer to make are left out and go on being made."""
        making = {
            file.form: asyncio.ensure_future(self.get(mapping, file, lang, names=names)) for file in FILES
        }
        done, _pending = await asyncio.wait(making.values(), timeout=within)
        return {
            form: len(task.result().content)
            for form, task in making.items()
            if task in done and task.exception() is None
        }

    async def _make(
        self, key: tuple[object, ...], mapping: Mapping, file: File, lang: Lang, named: Sequence[Person]
    ) -> Document:
        async with self._slots:
            made = await asyncio.to_thread(_render, file.form, mapping.body, lang, named)
        self._kept[key] = made
        while sum(len(kept.content) for kept in self._kept.values()) > KEPT and len(self._kept) > 1:
            self._kept.popitem(last=False)
        return made


def _render(form: str, body: str, lang: Lang, named: Sequence[Person]) -> Document:
    """In a worker thread, where the format's heavy libraries are loaded too when the first one is wanted."""
    module = formats.load(form)
    return Document(module.MEDIA_TYPE, module.render(report.load(body), lang, named))


def people(mapping: Mapping) -> tuple[Person, ...]:
    """Those who may be named beside the mapping, if the facilitator wanted that."""
    return tuple(Person(**person) for person in json.loads(mapping.people or "[]"))
