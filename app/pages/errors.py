"""What goes wrong, as a page in plain words: what happened and what to do next."""

from contextlib import suppress

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse, Response

from app.aside import Crowded
from app.entry import Missing, NotAllowed, NotSignedIn, person
from app.languages import sentence as said
from app.pages.coming_in import sign_in_path
from app.pages.page import Unreadable, page, words
from board.hub import NoSession
from board.refusals import Refused
from sessions.trouble import DatabaseTrouble

_log = structlog.get_logger(__name__)


def install(app: FastAPI) -> None:
    """Every expected failure is answered here; what nobody expected goes to `failed`."""
    app.add_exception_handler(Missing, _missing)
    app.add_exception_handler(NoSession, _missing)
    app.add_exception_handler(RequestValidationError, _missing)
    app.add_exception_handler(NotSignedIn, _not_signed_in)
    app.add_exception_handler(NotAllowed, _not_allowed)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Refused, _refused)
    app.add_exception_handler(DatabaseTrouble, _database)
    app.add_exception_handler(Crowded, _crowded)
    app.add_exception_handler(Unreadable, _unreadable)


async def _missing(request: Request, _error: Exception) -> Response:
    with suppress(DatabaseTrouble):  # then the page leads nowhere
        await person(request)
    return page(request, "error.html", 404, kind="missing", sentence="")


async def _not_signed_in(request: Request, _error: Exception) -> Response:
    # What was sent with a form is not sent again by itself: only a page is come back to.
    back = f"{request.url.path}?{request.url.query}".rstrip("?") if request.method == "GET" else ""
    way_in = sign_in_path(back)
    # Who was signed out elsewhere still has the cookie, and is led nowhere by it.
    about = {"kind": "not_signed_in", "sentence": "", "back": back, "way_in": way_in}
    return page(request, "error.html", 403, is_signed_in=False, **about)


async def _not_allowed(request: Request, _error: Exception) -> Response:
    return page(request, "error.html", 403, kind="not_allowed", sentence="")


async def _refused(request: Request, error: Exception) -> Response:
    sentence = said(words(request), error.code) if isinstance(error, Refused) else ""
    return page(request, "error.html", 409, kind="refused", sentence=sentence)


async def _crowded(request: Request, _error: Exception) -> Response:
    answer = page(request, "error.html", 503, kind="crowded", sentence="")
    answer.headers["retry-after"] = "5"
    return answer


async def _unreadable(request: Request, _error: Exception) -> Response:
    return page(request, "error.html", 400, kind="refused", sentence=said(words(request), "malformed"))


def nowhere(request: Request) -> Response:
    """The answer to an address that cannot be any page's; asks nothing of the database."""
    return page(request, "error.html", 404, kind="missing", sentence="", here="/")


async def _http(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    if status == 404:
        return await _missing(request, error)
    headers = error.headers if isinstance(error, HTTPException) else None
    return PlainTextResponse(f"{status}\n", status, headers)


async def _database(request: Request, error: Exception) -> Response:
    _log.error("database trouble", why=str(error), path=_route(request))
    return page(request, "error.html", 503, kind="failed", sentence="")


async def failed(request: Request, error: Exception) -> Response:
    """The answer to what nobody expected."""
    _log.error("request failed", path=_route(request), exc_info=error)
    return page(request, "error.html", 500, kind="failed", sentence="")


def _route(request: Request) -> str:
    """The pattern of the address, not the address itself: that may hold a key."""
    route = request.scope.get("route")
    return str(getattr(route, "path", ""))
