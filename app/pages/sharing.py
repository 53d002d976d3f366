"""A mapping for those who do not sign in: links to its page, made and taken back, and its picture on other sites."""

from datetime import datetime
from html import escape
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Path, Request
from starlette.responses import Response

from app import tracing
from app.documents import Absent, NotMade, NotYet
from app.entry import Missing, allowed
from app.languages import sentence
from app.pages import downloads, library
from app.pages.kept import Version, content_of, kept_mapping, not_kept
from app.pages.page import field, fields, page, session_of, to, words
from app.parts import now, parts_of
from board.refusals import Refused
from exports import formats, freezing
from exports.formats import FILES, GROUPS, File
from exports.words import ZONE, Lang, Translator
from sessions import sharing, traces
from sessions.access import Right
from sessions.sharing import Link, TooMany
from sessions.tables import Mapping
from sessions.traces import By

router = APIRouter()

PICTURE = formats.named("trappe.svg")
FIRST = formats.named("overblik.pdf")  # what most who get a link want to take with them
TICKED = frozenset(("overblik.pdf", "overblik-a4.pdf", "overblik.pptx"))  # all else is opened by a decision
KEPT_FOR = 300  # seconds that a picture may be kept by others: a link that was taken back is gone after these
WAIT_FOR_PICTURE = 20.0  # seconds
NO_INDEX = {"x-robots-tag": "noindex, nofollow"}

Token = Annotated[str, Path(max_length=100)]


@router.get("/mappings/{session_id}/{version}/links")
async def links(request: Request, session_id: str, version: Version) -> Response:
    await allowed(request, session_id, Right.SHARE)
    return await _links(request, session_id, version)


@router.post("/mappings/{session_id}/{version}/links")
async def share(request: Request, session_id: str, version: Version) -> Response:
    """Make a link. It is shown on the page that answers, and never again."""
    await allowed(request, session_id, Right.SHARE)
    kept = await _kept(request, session_id, version)
    if isinstance(kept, Response):
        return kept
    form = await request.form()
    chosen = fields(form, "file")
    lasts = sharing.LASTS.get(field(form, "lasts"), sharing.LASTS[sharing.USUALLY])
    name = field(form, "name")
    files = await parts_of(request).aside.run(lambda: _open_files(kept))
    try:
        token = await sharing.share(
            parts_of(request).database,
            session_id=session_id,
            version=version,
            name=name,
            files=[file.address for file in files if file.address in chosen],
            lasts=lasts,
            now=now(),
            line=tracing.line(request, "link_made", session_id=session_id, version=version),
        )
    except Refused as refused:
        told = sentence(words(request), refused.code)
        return await _links(request, session_id, version, 422, name=name, chosen=chosen, error=told)
    except TooMany:
        told = words(request).gettext("Der er så mange links, at der ikke kan laves flere.")
        return await _links(request, session_id, version, 409, name=name, chosen=chosen, error=told)
    address = parts_of(request).origins.address(request)
    link = f"{address}/shared/{token}"
    return await _links(
        request,
        session_id,
        version,
        link=link,
        mail=_mail(kept.title, link),
        line=_line(f"{address}/embed/{token}.svg", kept.title, words(request)),
    )


@router.post("/mappings/{session_id}/{version}/links/{link_id}/revoke")
async def revoke(request: Request, session_id: str, version: Version, link_id: Token) -> Response:
    await allowed(request, session_id, Right.SHARE)
    line = tracing.line(request, "link_revoked", session_id=session_id, version=version)
    await sharing.revoke(parts_of(request).database, session_id, link_id, now(), line)
    return to(f"/mappings/{session_id}/{version}/links")


@router.get("/shared/{token}")
async def shared(request: Request, token: Token) -> Response:
    """The mapping's page, without names, without the way to anything else."""
    link, kept = await _opened(request, token)
    if kept is None:
        return _over(request, link)
    parts, translator = parts_of(request), words(request)
    sizes = parts.documents.sizes(kept, translator.lang, names=False)

    def made() -> Response:
        content = content_of(kept, named=False)
        home = f"/shared/{token}"
        files = [file for file in FILES if file.address in link.files and file is not FIRST]
        is_first = FIRST.address in link.files
        return library.rendered(
            request,
            kept,
            content,
            _NOWHERE,
            rights=(),
            picture=f"/embed/{token}.svg",
            versions=0,
            editions=(),
            files={
                "groups": downloads.grouped(files, content, translator, sizes, home),
                "first": f"{home}/{FIRST.address}" if is_first else "",
                "everything": None,
            },
            people=(),
        )

    answer = await parts.aside.for_readers(made)
    answer.headers.update(NO_INDEX)
    return answer


@router.get("/shared/{token}/{name}.{suffix}")
async def file(request: Request, token: Token, name: str, suffix: str) -> Response:
    link, kept = await _opened(request, token)
    if kept is None:
        return _over(request, link)
    wanted = _chosen(link, f"{name}.{suffix}")
    answer = await downloads.handed_over(request, kept, wanted, names=False, home=f"/shared/{token}")
    answer.headers.update(NO_INDEX)
    return answer


@router.get("/shared/{token}/{name}.{suffix}/state")
async def state(request: Request, token: Token, name: str, suffix: str) -> Response:
    link, kept = await _opened(request, token)
    if kept is None:
        raise Missing
    return await downloads.how_far(request, kept, _chosen(link, f"{name}.{suffix}"), names=False)


@router.get("/embed/{token}.svg")
async def picture(request: Request, token: Token, lang: str = "da") -> Response:
    """The staircase, for an <img> on another site. Its language stands in the address: caches know no cookies."""
    _link, kept = await _opened(request, token)
    if kept is None:
        return Response(status_code=410, headers={**NO_INDEX, "cache-control": f"public, max-age={KEPT_FOR}"})
    chosen: Lang = "en" if lang == "en" else "da"
    try:
        made = await parts_of(request).documents.get(
            kept, PICTURE, chosen, names=False, within=WAIT_FOR_PICTURE
        )
    except (Absent, NotMade, NotYet):
        return Response(status_code=503, headers={**NO_INDEX, "retry-after": "10"})
    headers = {
        **NO_INDEX,
        "cache-control": f"public, max-age={KEPT_FOR}",
        # Other sites may show it, and it can neither run nor load anything, also when it is opened by itself.
        "cross-origin-resource-policy": "cross-origin",
        "content-security-policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    }
    return Response(made.content, media_type=PICTURE.media_type, headers=headers)


def _line(address: str, title: str, words: Translator) -> str:
    """The HTML that shows the picture on another page. It is copied there, so what people wrote is escaped here."""
    told = words.gettext("Indsatstrappen: %(title)s") % {"title": title}
    return f'<img src="{escape(address)}" alt="{escape(told)}">'


def _mail(title: str, link: str) -> str:
    """The address that begins a mail with the link."""
    body = f"{title}\r\n{link}"
    return f"mailto:?subject={quote(title, safe='')}&body={quote(body, safe='')}"


# What a shell tells a page of its session: nothing.
_NOWHERE = {
    "entry": "mapping",
    "live": "",
    "session_id": "",
    "code": "",
    "address": "",
    "join_url": "",
    "mapping_url": "",
}


async def _opened(request: Request, token: str) -> tuple[Link, Mapping | None]:
    """The link, and the mapping that it opens; None if it does so no more. Raises `Missing` for what is no link."""
    database, moment = parts_of(request).database, now()
    link = await sharing.find(database, token, moment)
    if link is None:
        raise Missing
    if link.state != "open":
        return link, None
    kept = await kept_mapping(request, link.session_id, link.version)
    today = datetime.fromtimestamp(moment / 1000, ZONE).date().isoformat()
    by = By("link")  # whoever has it, also if they are signed in: it is opened to all alike
    line = traces.trace("link_used", by, moment, session_id=link.session_id, detail={"version": link.version})
    await sharing.note_use(database, link, today, line)
    return link, kept


def _over(request: Request, link: Link) -> Response:
    answer = page(request, "shared_over.html", 410, link=link)
    answer.headers.update(NO_INDEX)
    return answer


def _chosen(link: Link, address: str) -> File:
    """The file with this address, if the link opens it. Raises `Missing`."""
    if address not in link.files:
        raise Missing
    return formats.named(address)


def _open_files(kept: Mapping) -> list[File]:
    """What may be chosen: the files that show nobody's name, and nothing that was taken out of an earlier version."""
    content = content_of(kept, named=False)
    return [one for one in FILES if one.is_open and one.has_content(content)]


async def _kept(request: Request, session_id: str, version: int) -> Mapping | Response:
    try:
        return await kept_mapping(request, session_id, version)
    except freezing.PersonalNumber as trouble:
        return not_kept(request, await session_of(request, session_id), trouble)


async def _links(request: Request, session_id: str, version: int, status: int = 200, **more: Any) -> Response:
    kept = await _kept(request, session_id, version)
    if isinstance(kept, Response):
        return kept
    parts = parts_of(request)
    files = await parts.aside.run(lambda: _open_files(kept))
    values = {
        "kept": kept,
        "groups": [
            (group.title, theirs)
            for group in GROUPS
            if (theirs := [file for file in files if file.group is group])
        ],
        "chosen": TICKED,
        "links": await sharing.links(parts.database, session_id, now()),
        "usually": sharing.USUALLY,
        "today": datetime.fromtimestamp(now() / 1000, ZONE).date().isoformat(),
        "link": "",
        "mail": "",
        "line": "",
        "name": "",
        "error": "",
    }
    return page(request, "links.html", status, **{**values, **more})
