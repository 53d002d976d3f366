"""Signing in with the municipality's own login: there, back again, and out."""

import hmac
from typing import TYPE_CHECKING, Literal

import structlog
from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from app import tracing
from app.oidc.asked import Asked, Away, NotAccepted
from app.pages.coming_in import browser_of, come_in
from app.pages.page import own_path, page, to
from app.parts import now, parts_of
from app.security import new_id
from sessions import groups, provided, welcoming

if TYPE_CHECKING:
    from app.oidc.provider import Provider

router = APIRouter()

DONE = "/sign-in/provider/done"

_log = structlog.get_logger(__name__)

Trouble = Literal["away", "expired", "declined", "failed", "no_access"]
_STATUS: dict[Trouble, int] = {"away": 503, "expired": 400, "declined": 403, "failed": 400, "no_access": 403}


@router.get("/sign-in/provider")
async def there(request: Request, back: str = "") -> Response:
    """Sends somebody to the provider. Nothing is noted here but in a cookie of theirs, one for each tab."""
    parts = parts_of(request)
    if parts.provider is None:
        return to("/")
    asked = Asked.anew(own_path(back) or "")
    try:
        way = await parts.provider.way_in(asked, _redirect_uri(request))
    except Away as away:
        return _trouble(request, "away", asked.back, away)
    response = RedirectResponse(way, 303)
    parts.tickets.give_asked(response, request.cookies, asked.state, asked.written())
    return response


@router.get(DONE)
async def done(request: Request, state: str = "", code: str = "", error: str = "") -> Response:
    """Where the provider sends somebody back to. Good once, in the browser that was sent, and for a while."""
    parts = parts_of(request)
    if parts.provider is None:
        return to("/")
    written = parts.tickets.asked(request.cookies, state)
    asked = Asked.read(written) if written is not None else None
    if asked is None or not hmac.compare_digest(asked.state.encode(), state.encode()):
        return _trouble(request, "expired", "")
    response = await _entered(request, parts.provider, asked, code, error)
    parts.tickets.take_asked(response, state)
    return response


async def _entered(request: Request, provider: "Provider", asked: Asked, code: str, error: str) -> Response:
    parts = parts_of(request)
    if error or not code:
        return _trouble(request, "declined", asked.back)
    answered_by = request.query_params.get("iss")
    try:
        told = await provider.told(asked, code, _redirect_uri(request), answered_by)
    except Away as away:
        return _trouble(request, "away", asked.back, away)
    except NotAccepted as doubt:
        tracing.failed(request, "provider")
        return _trouble(request, "failed", asked.back, doubt)
    sign_in_id = new_id()
    is_in = await provided.enter(
        parts.database,
        told,
        groups.parse(parts.settings.oidc_groups),
        sign_in_id=sign_in_id,
        browser=browser_of(request),
        is_invited=await _is_invited(request, asked.back),
        now=now(),
    )
    if not is_in:
        tracing.failed(request, "provider")
        return _trouble(request, "no_access", asked.back)
    return await come_in(request, sign_in_id, asked.back)


@router.get("/signed-out")
async def signed_out(request: Request) -> Response:
    """Where somebody is led who has signed out here, and may still be signed in at the provider."""
    if parts_of(request).provider is None:
        return to("/")
    return page(request, "signed_out.html")


@router.get("/sign-out/provider")
async def out(request: Request) -> Response:
    """Leads to where the provider signs people out. It asks them itself, and leads back."""
    parts = parts_of(request)
    if parts.provider is None:
        return to("/")
    try:
        way = await parts.provider.way_out(f"{parts.origins.address(request)}/")
    except Away as away:
        return _trouble(request, "away", "", away)
    return RedirectResponse(way or "/", 303)


async def _is_invited(request: Request, back: str) -> bool:
    """Whether they are on their way back to an invitation that is valid: whoever has one may have an account."""
    token = back.removeprefix("/invited/")
    return token != back and await welcoming.find(parts_of(request).database, token, now()) is not None


def _redirect_uri(request: Request) -> str:
    return parts_of(request).origins.address(request) + DONE


def _trouble(request: Request, kind: Trouble, back: str, why: Exception | None = None) -> Response:
    if why is not None:
        # In words of ours: what the provider answered may hold names and keys.
        _log.warning("sign-in with the provider", what=kind, why=str(why))
    return page(request, "provider.html", _STATUS[kind], kind=kind, back=back)
