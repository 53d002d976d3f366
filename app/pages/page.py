"""What all pages share: rendering in a person's language, who is signed in, what a shell hands to its script."""

from typing import Any

from fastapi import Request
from starlette.datastructures import FormData
from starlette.responses import HTMLResponse, RedirectResponse

from app.languages import chosen
from app.parts import now, parts_of
from exports.words import Translator
from sessions import inviting, lifecycle, signin
from sessions.codes import show_code
from sessions.tables import Session


class Missing(Exception):
    """There is no such page."""


class NotSignedIn(Exception):
    """The page is for facilitators who are signed in."""


def words(request: Request) -> Translator:
    """The words in the language that this person has chosen."""
    return chosen(request.cookies)


def page(request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A page in this person's language."""
    parts = parts_of(request)
    about = {
        "here": request.url.path,
        "is_facilitator": parts.tickets.facilitator(request.cookies) is not None,
    }
    return HTMLResponse(parts.templates.render(template, words(request), about | values), status)


def to(path: str) -> RedirectResponse:
    """Go there, with GET."""
    return RedirectResponse(path, 303)


def field(form: FormData, name: str) -> str:
    """What was typed into a field; empty if the form has no such one, or a file in its place."""
    value = form.get(name)
    return value if isinstance(value, str) else ""


async def facilitator(request: Request) -> str:
    """The id of the facilitator who is signed in. Raises `NotSignedIn`."""
    parts = parts_of(request)
    facilitator_id = parts.tickets.facilitator(request.cookies)
    if facilitator_id is None or not await signin.is_facilitator(parts.database, facilitator_id):
        raise NotSignedIn
    return facilitator_id


async def facilitator_of(request: Request, session_id: str) -> str:
    """The id of who may facilitate this session: a facilitator, or who came in by its link. Raises `NotSignedIn`."""
    parts = parts_of(request)
    helper_id = parts.tickets.helper(request.cookies, session_id)
    try:
        return await facilitator(request)
    except NotSignedIn:
        if helper_id is None or not await inviting.helps(parts.database, session_id, helper_id, now()):
            raise
        return helper_id


async def session_of(request: Request, session_id: str) -> Session:
    """The session with this id. Raises `Missing`."""
    session = await lifecycle.find(parts_of(request).database, session_id)
    if session is None:
        raise Missing
    return session


def shell(request: Request, session: Session, *, live: str, entry: str, **data: Any) -> dict[str, Any]:
    """What a shell's template needs: the values of its data attributes, and `data` for its data block."""
    address = parts_of(request).origins.address(request)
    return {
        "title": session.title,
        "entry": entry,
        "live": live,
        "session_id": session.session_id,
        "code": show_code(session.code),
        "address": address.partition("://")[2],
        "join_url": f"{address}/q/{session.join_key}",
        "mapping_url": f"/mappings/{session.session_id}",
        "data": data,
    }
