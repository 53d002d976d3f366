"""All files that a mapping can be taken away as. One row of `FILES` is one file; a new one needs nothing else.

A module beside this one makes it: its `render` gets the mapping, the language, the people who may be named, and what
its row says in `options`. So one module can make several files.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import Protocol, cast

from exports import report
from exports.report import Person
from exports.words import N_, Lang

MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "ics": "text/calendar; charset=utf-8",
    "json": "application/json",
    "pdf": "application/pdf",
    "png": "image/png",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "svg": "image/svg+xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}


class Format(Protocol):
    """What a format's module has. `render` is pure and slow: `rendering.py` calls it, in a process of its own.

    The same arguments give the same bytes.
    """

    def render(
        self, mapping: report.Mapping, lang: Lang = ..., people: Sequence[Person] = ..., **options: str
    ) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Group:
    """Files that stand together, under a title (msgid)."""

    key: str
    title: str


OVERVIEW = Group("overview", N_("Overblik"))
CATALOGUE = Group("catalogue", N_("Tilbudskatalog"))
DAY = Group("day", N_("Dagen og det videre arbejde"))
DATA = Group("data", N_("Alle oplysninger"))

GROUPS = (OVERVIEW, CATALOGUE, DAY, DATA)  # as they stand on the page


def _always(_mapping: report.Mapping) -> bool:
    return True


def _is_of_a_day(mapping: report.Mapping) -> bool:
    """An overview of several mappings was never held."""
    return not mapping.session.sources


def _has_public(mapping: report.Mapping) -> bool:
    return any(offer.public for offer in mapping.offers)


def _has_dates(mapping: report.Mapping) -> bool:
    upkeep = mapping.session.upkeep
    return bool(upkeep and upkeep.next_date) or any(action.due for action in mapping.actions)


@dataclass(frozen=True, slots=True, eq=False)
class File:
    """A file that a mapping can be had as.

    `label` is a msgid: what it is. Files with the same one stand together on the page, and `kind`, which is what people
    call the type, sets them apart. `use` is a msgid: whom or what it is for, in a few words.
    """

    name: str  # in its address and in what it is saved as: <name>.<suffix>. It lasts: links lead there
    suffix: str
    module: str  # in this folder
    group: Group
    label: str
    kind: str
    use: str
    options: Mapping[str, str] = field(default_factory=dict)
    is_recommended: bool = False  # the one to take of its group when in doubt
    is_early: bool = False  # made right after the freeze, before anyone asks
    is_open: bool = True  # also for those who may only read, as who took part; False: for facilitators
    by_session: bool = False  # `render` is also told `session_id`
    has_content: Callable[[report.Mapping], bool] = _always  # False: there is no such file of this mapping
    without: str = ""  # msgid: what is said then, where it would stand

    @property
    def address(self) -> str:
        """The last part of its address; names it among `FILES`."""
        return f"{self.name}.{self.suffix}"

    @property
    def media_type(self) -> str:
        return MEDIA_TYPES[self.suffix]

    def render(self, mapping: report.Mapping, lang: Lang, people: Sequence[Person], session_id: str) -> bytes:
        """The file's bytes. Slow: the module may bring heavy libraries, and is loaded when it is first wanted."""
        form = cast("Format", import_module(f"exports.{self.module}"))
        told = {"session_id": session_id} if self.by_session else {}
        return form.render(mapping, lang, people, **self.options, **told)


def _catalogues() -> Iterator[File]:
    """The catalogue in both editions and orders, for Word and as PDF."""
    labels = {
        ("internal", "steps"): ("katalog-trin", N_("Katalog, efter trin")),
        ("internal", "areas"): ("katalog-fagomraader", N_("Katalog, efter fagområde")),
        ("citizens", "areas"): ("katalog-borgere-fagomraader", N_("Katalog til borgere, efter fagområde")),
        ("citizens", "steps"): ("katalog-borgere-trin", N_("Katalog til borgere, efter trin")),
    }
    for (edition, order), (name, label) in labels.items():
        for suffix, kind in (("docx", "Word"), ("pdf", "PDF")):
            for_citizens = edition == "citizens"
            yield File(
                name,
                suffix,
                f"written.{suffix}",
                CATALOGUE,
                label,
                kind,
                N_("kun tilbud, der må vises for borgere") if for_citizens else N_("alt om hvert tilbud"),
                options={"document": "catalogue", "edition": edition, "order": order},
                is_recommended=(name, suffix) == ("katalog-trin", "docx"),
                has_content=_has_public if for_citizens else _always,
                without=N_("Mærk tilbud med “Må vises for borgere”, så kommer der en udgave til borgere.")
                if for_citizens
                else "",
            )


# By group; within a group as they stand on the page.
FILES = (
    File(
        "overblik",
        "pdf",
        "pdf",
        OVERVIEW,
        N_("Indsatstrappeoverblik"),
        "PDF, A3",
        N_("til ledelsen og til væggen"),
        is_recommended=True,
        is_early=True,
    ),
    File(
        "overblik",
        "pptx",
        "slides.deck",
        OVERVIEW,
        N_("Overblik som dias"),
        "PowerPoint",
        N_("til at vise frem og rette til"),
    ),
    File(
        "overblik-a4",
        "pdf",
        "pdf",
        OVERVIEW,
        N_("Indsatstrappeoverblik"),
        "PDF, A4",
        N_("til den almindelige printer"),
        options={"paper": "a4"},
    ),
    File("dias", "png", "png", OVERVIEW, N_("Trappen som billede"), "PNG", N_("til dias")),
    File(
        "dias-4k",
        "png",
        "png",
        OVERVIEW,
        N_("Trappen som billede"),
        "PNG, 4K",
        N_("til storskærm"),
        options={"width": "3840"},
    ),
    File("trappe", "svg", "svg", OVERVIEW, N_("Trappen som billede"), "SVG", N_("til intranettet")),
    *_catalogues(),
    File(
        "referat",
        "docx",
        "written.docx",
        DAY,
        N_("Referat af dagen"),
        "Word",
        N_("til at rette og sende rundt"),
        options={"document": "record"},
        has_content=_is_of_a_day,
        is_recommended=True,
    ),
    File(
        "referat",
        "pdf",
        "written.pdf",
        DAY,
        N_("Referat af dagen"),
        "PDF",
        N_("til deltagere og ledelse"),
        options={"document": "record"},
        has_content=_is_of_a_day,
    ),
    File(
        "procesplan",
        "docx",
        "written.docx",
        DAY,
        N_("Procesplan, udfyldt"),
        "Word",
        N_("til at føre videre"),
        options={"document": "process_plan"},
        has_content=_is_of_a_day,
    ),
    File(
        "procesplan",
        "pdf",
        "written.pdf",
        DAY,
        N_("Procesplan, udfyldt"),
        "PDF",
        N_("til arkivet"),
        options={"document": "process_plan"},
        has_content=_is_of_a_day,
    ),
    File(
        "calendar",
        "ics",
        "calendar",
        DAY,
        N_("Datoer til kalenderen"),
        "ICS",
        N_("aftaler og næste opdatering"),
        is_open=False,
        by_session=True,
        has_content=_has_dates,
    ),
    File(
        "tilbud",
        "xlsx",
        "xlsx",
        DATA,
        N_("Alle tilbud"),
        "Excel",
        N_("til at sortere, tælle og regne"),
        is_recommended=True,
        is_early=True,
    ),
    File(
        "tilbud",
        "csv",
        "csv",
        DATA,
        N_("Alle tilbud"),
        "CSV",
        N_("til andre regneark"),
    ),
    File(
        "offers",
        "csv",
        "csv",
        DATA,
        N_("Data til andre systemer"),
        "CSV",
        N_("til programmer"),
        options={"form": "program"},
    ),
    File(
        "kortlaegning",
        "json",
        "json",
        DATA,
        N_("Data til andre systemer"),
        "JSON",
        N_("til arkivet"),
        has_content=report.is_whole,
        without=N_(
            "JSON-filen er for facilitatorer: den fortæller også, hvad der stod i den forrige version."
        ),
    ),
    File("hsds", "json", "hsds", DATA, N_("Data til andre systemer"), "HSDS 3.0", N_("til tilbudsportaler")),
    File(
        "hsds-borgere",
        "json",
        "hsds",
        DATA,
        N_("Data om det, borgere må se"),
        "HSDS 3.0",
        N_("til offentlige tilbudsportaler"),
        options={"edition": "citizens"},
        has_content=_has_public,
    ),
)

# Made of all the others, by `archive.py`.
EVERYTHING = File(
    "alt",
    "zip",
    "archive",
    Group("everything", N_("Det hele")),
    N_("Hent alt"),
    "ZIP",
    N_("alle filerne i én"),
)

_BY_ADDRESS = {file.address: file for file in (*FILES, EVERYTHING)}


def named(address: str) -> File:
    """The file with this address. Raises `KeyError` where there is none."""
    return _BY_ADDRESS[address]
