"""The front page: the code, the language, and the way in for facilitators."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.entry import person
from app.languages import COOKIE
from app.pages.page import field, own_path, page, to
from app.pages.workshops import DEMO_STAGES
from app.parts import parts_of
from app.security import REMEMBERED, Busy
from sessions import lifecycle, participants
from sessions.codes import parse_code
from sessions.tables import Session

router = APIRouter()


@router.get("/")
async def front(request: Request) -> Response:
    await person(request)
    return _page(request)


@router.get("/join")
async def joined_nothing() -> Response:
    """Where a wrong code was told of: who chooses a language there, or reloads, begins again."""
    return to("/")


@router.post("/join")
async def join(request: Request) -> Response:
    """Where the code that was typed leads. What leads nowhere comes back with a sentence."""
    typed = field(await request.form(), "code")
    code = parse_code(typed)
    if code is None:
        return wrong_code(request, typed, "shape" if typed.strip() else "empty")
    return to(f"/j/{code}")


@router.post("/language")
async def language(request: Request) -> Response:
    """Choose a language, and go back to where one was."""
    form = await request.form()
    response = to(own_path(field(form, "back")) or "/")
    wanted = "en" if field(form, "lang") == "en" else "da"
    response.set_cookie(COOKIE, wanted, max_age=REMEMBERED, path="/", samesite="lax", httponly=True)
    return response


def wrong_code(request: Request, typed: str, why: str) -> Response:
    """The front page again, with what was typed and why it does not open anything."""
    status = {"unknown": 404, "closed": 410, "busy": 429, "shut": 403}.get(why, 422)
    return _page(request, status, typed, why)


def _page(request: Request, status: int = 200, typed: str = "", error: str = "") -> Response:
    return page(request, "front.html", status, typed=typed, error=error, stages=DEMO_STAGES)


async def session_with_code(request: Request, typed: str) -> Session | Response:
    """The open session whose code this is, or the page that says why there is none."""
    parts = parts_of(request)
    if not await _has_been_in(request, typed):
        try:
            await parts.gate.enter()
        except Busy:
            return wrong_code(request, typed, "busy")
    session = await lifecycle.find_by_code(parts.database, typed)
    if session is None:
        parts.gate.was_wrong()
        return wrong_code(request, typed, "unknown")
    return session if lifecycle.lets_in(session) else wrong_code(request, typed, "closed")


async def _has_been_in(request: Request, typed: str) -> bool:
    """Whether this phone has joined with this code before: it guesses nothing, and so never waits for those who do.

    One question whatever the answer: how long it takes tells nobody whether there is such a code.
    """
    parts = parts_of(request)
    device_id, code = parts.tickets.device(request.cookies), parse_code(typed)
    if device_id is None or code is None:
        return False
    return await participants.has_joined(parts.database, device_id, code)
