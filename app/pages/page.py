"""What all pages share: rendering in a person's language, who is signed in, what a shell hands to its script."""

from typing import Any

from fastapi import Request
from starlette.datastructures import FormData
from starlette.responses import HTMLResponse, RedirectResponse

from app.entry import Missing
from app.languages import chosen
from app.parts import parts_of
from exports.words import Translator
from sessions import lifecycle
from sessions.access import Person, Right
from sessions.codes import show_code
from sessions.tables import Session


def words(request: Request) -> Translator:
    """The words in the language that this person has chosen."""
    return chosen(request.cookies)


def page(request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A page in this person's language."""
    parts = parts_of(request)
    about = {
        "here": request.url.path,
        "is_signed_in": parts.tickets.sign_in(request.cookies) is not None,
        "may": _anywhere(request),
        "provider": parts.settings.oidc_name if parts.provider is not None else None,
        "rights": {right.value for right in getattr(request.state, "rights", ())},
    }
    return HTMLResponse(parts.templates.render(template, words(request), about | values), status)


def _anywhere(request: Request) -> set[str]:
    """What whoever is signed in may in some space: which pages it is worth to lead to. A page that has not asked who it
    is (`entry.person`) leads nobody to what they may not be allowed to see."""
    who: Person | None = getattr(request.state, "person", None)
    return {right.value for right in Right if who is not None and who.has_anywhere(right)}


def to(path: str) -> RedirectResponse:
    """Go there, with GET."""
    return RedirectResponse(path, 303)


def own_path(path: str) -> str | None:
    """A path of our own, to go back to; None for what would lead elsewhere (//host, /\\host) or into a header."""
    is_own = path.startswith("/") and path[1:2] not in ("/", "\\")
    return path if is_own and path.isascii() and path.isprintable() and " " not in path else None


class Unreadable(Exception):
    """A field of a form holds a NUL, which no keyboard writes and PostgreSQL does not take."""


def field(form: FormData, name: str) -> str:
    """What was typed into a field; empty if the form has no such one, or a file in its place. Raises `Unreadable`."""
    return _readable(form.get(name)) or ""


def fields(form: FormData, name: str) -> list[str]:
    """What was typed or chosen in all fields of this name. Raises `Unreadable`."""
    return [text for value in form.getlist(name) if (text := _readable(value)) is not None]


def _readable(value: object) -> str | None:
    if isinstance(value, str) and "\0" in value:
        raise Unreadable
    return value if isinstance(value, str) else None


async def session_of(request: Request, session_id: str) -> Session:
    """The session with this id. Raises `Missing`."""
    session = await lifecycle.find(parts_of(request).database, session_id)
    if session is None:
        raise Missing
    return session


def shell(
    request: Request, session: Session, *, live: str, entry: str, invites: bool = False, **data: Any
) -> dict[str, Any]:
    """What a shell's template needs: the values of its data attributes, and `data` for its data block. `invites`: who
    sees it may ask others in. To everybody else the code is not told: a new one is to keep out who has the old.
    """
    address = parts_of(request).origins.address(request)
    return {
        "title": session.title,
        "entry": entry,
        "live": live,
        "session_id": session.session_id,
        "code": show_code(session.code) if invites else "",
        "address": address.partition("://")[2],
        "join_url": f"{address}/q/{session.join_key}" if invites else "",
        "mapping_url": f"/mappings/{session.session_id}",
        "data": data,
    }
