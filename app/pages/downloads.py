"""The files of a mapping: the list of them, each file, and how far one is that takes a moment to make."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from app import tracing
from app.documents import Absent, Document, NotMade, NotYet
from app.entry import Missing, NotAllowed, NotSignedIn, person
from app.pages.kept import Version, kept_mapping, may_read, not_kept
from app.pages.page import page, session_of, words
from app.parts import parts_of
from exports import formats, freezing, report
from exports.formats import EVERYTHING, FILES, GROUPS, File
from exports.words import Translator
from sessions.tables import Mapping

router = APIRouter()

WAIT_FOR_FILE = 30.0  # seconds; then a program is told to come again, before a proxy says that nobody answers
WAIT_FOR_PAGE = 1.5  # seconds; then a person reads how far it is, on a page that asks again by itself
WAIT_FOR_STATE = 1.0  # seconds between two looks of the page's script
TRY_AFTER = 10  # seconds, as programs are told that download by themselves


@router.get("/mappings/{session_id}/{version}/{name}.{suffix}")
async def download(request: Request, session_id: str, version: Version, name: str, suffix: str) -> Response:
    names, file = await _wanted(request, session_id, f"{name}.{suffix}")
    try:
        kept = await kept_mapping(request, session_id, version)
    except freezing.PersonalNumber as trouble:
        return not_kept(request, await session_of(request, session_id), trouble)
    answer = await handed_over(request, kept, file, names=names, home=_home(kept))
    if answer.status_code == 200:
        tracing.read(request, "file_fetched", session_id, version=version, file=file.address)
    return answer


@router.get("/mappings/{session_id}/{version}/{name}.{suffix}/state")
async def state(request: Request, session_id: str, version: Version, name: str, suffix: str) -> Response:
    """Has the file made, and says how far it is: at once when it is there, after a second at the latest."""
    names, file = await _wanted(request, session_id, f"{name}.{suffix}")
    try:
        kept = await kept_mapping(request, session_id, version)
    except freezing.PersonalNumber:
        raise Missing from None  # the file's own address says why
    return await how_far(request, kept, file, names=names)


async def _wanted(request: Request, session_id: str, address: str) -> tuple[bool, File]:
    """Whether this person may see names, and the file, if they may have it."""
    names = await may_read(request, session_id)
    try:
        file = formats.named(address)
    except KeyError:
        raise Missing from None
    if not (names or file.is_open):
        raise NotSignedIn if await person(request) is None else NotAllowed
    return names, file


async def handed_over(request: Request, kept: Mapping, file: File, *, names: bool, home: str) -> Response:
    """The file, or a page that says why not yet and leads back to `home`."""
    is_person = "text/html" in request.headers.get("accept", "")
    within = WAIT_FOR_PAGE if is_person else WAIT_FOR_FILE
    try:
        made = await parts_of(request).documents.get(
            kept, file, words(request).lang, names=names, within=within
        )
    except Absent:
        raise Missing from None
    except (NotMade, NotYet) as trouble:
        return _not_made(request, kept, file, trouble, home)
    told = _disposition(kept, file, made.day)
    return Response(made.content, media_type=file.media_type, headers={"content-disposition": told})


async def how_far(request: Request, kept: Mapping, file: File, *, names: bool) -> Response:
    """{"state": "ready", "making" or "failed", "text": what is said about it}."""
    translator = words(request)
    making = parts_of(request).documents
    try:
        made = await making.look(kept, file, translator.lang, names=names, within=WAIT_FOR_STATE)
    except Absent:
        raise Missing from None
    except NotYet as trouble:
        return _state("making", _making(translator, trouble))
    except NotMade:
        return _state(
            "failed", translator.gettext("Filen kunne ikke laves. Kortlægningen er gemt. Prøv igen.")
        )
    return _state("ready", _without(translator, made))


def _state(state: str, text: str) -> Response:
    return JSONResponse({"state": state, "text": text}, headers={"cache-control": "no-store"})


def _making(words: Translator, trouble: NotYet) -> str:
    if not trouble.of:
        return words.gettext("Laves …")
    return words.gettext("Laves … (%(done)d af %(of)d)") % {"done": trouble.done, "of": trouble.of}


def _without(words: Translator, made: Document) -> str:
    """What could not be made of all that should be in it; empty if nothing is missing."""
    if not made.missing:
        return ""
    names = ", ".join(
        f"{words.gettext(file.label)} ({file.kind})" for file in map(formats.named, made.missing)
    )
    return words.gettext("Uden %(files)s, som ikke kunne laves. Prøv dem hver for sig.") % {"files": names}


def offered(
    kept: Mapping,
    content: report.Mapping,
    words: Translator,
    sizes: dict[str, int],
    *,
    names: bool,
) -> dict[str, Any]:
    """The files that this person may have of this mapping: what `_downloads.html` shows."""
    theirs = [file for file in FILES if names or file.is_open]
    return {
        "groups": grouped(theirs, content, words, sizes, _home(kept)),
        "first": "",
        "everything": _entries(_home(kept), [EVERYTHING], words, sizes)[0],
    }


def grouped(
    files: Sequence[File], content: report.Mapping, words: Translator, sizes: dict[str, int], home: str
) -> list[dict[str, Any]]:
    """Those of these files that there are of this mapping, by group, and why there are not more. Their addresses begin
    with `home`."""
    there = {file for file in files if file.has_content(content)}
    groups = ((group, [file for file in files if file.group is group]) for group in GROUPS)
    return [
        {
            "title": words.gettext(group.title),
            "entries": _entries(home, [file for file in files if file in there], words, sizes),
            # Each sentence once.
            "without": [
                *dict.fromkeys(
                    words.gettext(file.without) for file in files if file.without and file not in there
                )
            ],
        }
        for group, files in groups
        if there.intersection(files)
    ]


def _home(kept: Mapping) -> str:
    return f"/mappings/{kept.session_id}/{kept.version}"


def _entries(
    home: str, files: Sequence[File], words: Translator, sizes: dict[str, int]
) -> list[dict[str, Any]]:
    """What is called alike is one entry, with a link for each kind and what they are for."""
    together = {
        label: [file for file in files if file.label == label] for label in (file.label for file in files)
    }
    return [
        {
            "label": words.gettext(label),
            "uses": [*dict.fromkeys(words.gettext(file.use) for file in alike)],
            "is_recommended": any(file.is_recommended for file in alike),
            "links": [
                {
                    "url": f"{home}/{file.address}",
                    "kind": file.kind,
                    "size": _size(words, sizes.get(file.address)),
                }
                for file in alike
            ],
        }
        for label, alike in together.items()
    ]


def _size(words: Translator, size: int | None) -> str:
    """Empty for a file that is not made yet."""
    return "" if size is None else f"{words.number(max(1, round(size / 1024)))} KB"


def _not_made(request: Request, kept: Mapping, file: File, trouble: NotMade | NotYet, home: str) -> Response:
    """What happened, and that it may be tried again: the mapping itself is as good as before."""
    answer = page(
        request,
        "not_made.html",
        503,
        progress=_making(words(request), trouble) if isinstance(trouble, NotYet) else "",
        file=file,
        title=kept.title,
        mapping_url=home,
    )
    answer.headers["retry-after"] = str(TRY_AFTER)
    return answer


def _disposition(kept: Mapping, file: File, day: str) -> str:
    """A file name with title, date and version; for old programs in ASCII, for all others as it is written."""
    return attachment(f"{kept.title} {day} v{kept.version} {file.name}", file.suffix)


def attachment(called: str, suffix: str) -> str:
    """The header by which a file is saved under a name."""
    called = re.sub(r'[\\/:*?"<>|]+', " ", called)  # signs that some file system does not take
    name = " ".join(called.split())[:120]
    plain = unicodedata.normalize("NFKD", name.translate(_SPELLED)).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^A-Za-z0-9 ._-]+", "", plain)
    return f"attachment; filename=\"{plain}.{suffix}\"; filename*=UTF-8''{quote(f'{name}.{suffix}', safe='')}"


_SPELLED = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "Æ": "Ae", "Ø": "Oe", "Å": "Aa"})
