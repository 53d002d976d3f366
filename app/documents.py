"""The files that a mapping can be taken away as: which there are, made in worker threads and kept for a while."""

import asyncio
import json
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

from app.languages import N_
from exports import report
from exports.report import Person
from exports.words import Lang
from sessions.tables import Mapping

KEPT = 64 * 1024 * 1024  # bytes of finished files in memory: some hundred workshops' worth
AT_ONCE = 2  # files in the making; more would only take the processor from the sockets


@dataclass(frozen=True, slots=True)
class Format:
    """A file that a mapping can be had as. `label` is a msgid, `kind` what people call the file type."""

    name: str
    suffix: str
    media_type: str
    label: str
    kind: str


FORMATS = (
    Format("overblik", "pdf", "application/pdf", N_("Overblik, A3"), "PDF"),
    Format("trappe", "svg", "image/svg+xml", N_("Trappen som billede"), "SVG"),
    Format(
        "tilbud",
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        N_("Alle tilbud"),
        "Excel",
    ),
    Format("kortlaegning", "json", "application/json", N_("Data"), "JSON"),
)


class Documents:
    """Makes files of mappings, each only once as long as it is kept. A mapping never changes, so neither do they."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[object, ...], bytes] = OrderedDict()
        self._making: dict[tuple[object, ...], asyncio.Task[bytes]] = {}
        self._slots = asyncio.Semaphore(AT_ONCE)

    async def get(self, mapping: Mapping, form: Format, lang: Lang, *, names: bool) -> bytes:
        """The file. `names`: whether participants may be named in it (if the facilitator wanted names at all)."""
        key = (mapping.session_id, mapping.version, form.name, lang, names)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        if key not in self._making:
            task = asyncio.ensure_future(
                self._make(key, mapping, form, lang, people(mapping) if names else ())
            )
            self._making[key] = task
            task.add_done_callback(lambda _: self._making.pop(key, None))
        # Shielded: others may wait for the same file when this one goes away.
        return await asyncio.shield(self._making[key])

    async def sizes(self, mapping: Mapping, lang: Lang, *, names: bool, within: float) -> dict[str, int]:
        """How large each file is, in bytes; those that take longer to make are left out and go on being made."""
        making = {
            form.name: asyncio.ensure_future(self.get(mapping, form, lang, names=names)) for form in FORMATS
        }
        done, _pending = await asyncio.wait(making.values(), timeout=within)
        return {
            name: len(task.result())
            for name, task in making.items()
            if task in done and task.exception() is None
        }

    async def _make(
        self, key: tuple[object, ...], mapping: Mapping, form: Format, lang: Lang, people: Sequence[Person]
    ) -> bytes:
        async with self._slots:
            made = await asyncio.to_thread(_render, form, mapping.body, lang, people)
        self._kept[key] = made
        while sum(map(len, self._kept.values())) > KEPT and len(self._kept) > 1:
            self._kept.popitem(last=False)
        return made


def _render(form: Format, body: str, lang: Lang, people: Sequence[Person]) -> bytes:
    """In a worker thread. What makes documents is heavy to load, so it is loaded when the first one is wanted."""
    match form.suffix:
        case "pdf":
            from exports import pdf

            return pdf.render(report.load(body), lang, people)
        case "svg":
            from exports import svg

            return svg.render(report.load(body), lang)
        case "xlsx":
            from exports import xlsx

            return xlsx.render(report.load(body), lang, people)
    return body.encode()  # as it was frozen, byte for byte: its SHA-256 is the digest


def people(mapping: Mapping) -> tuple[Person, ...]:
    """Those who may be named beside the mapping, if the facilitator wanted that."""
    return tuple(Person(**person) for person in json.loads(mapping.people or "[]"))
