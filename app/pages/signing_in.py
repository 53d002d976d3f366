"""Signing in with a one-time link, and out again."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from app import tracing
from app.pages.coming_in import browser_of, come_in
from app.pages.page import page, to
from app.parts import now, parts_of
from app.security import new_id
from sessions import accounts, signin

router = APIRouter()


@router.get("/sign-in/{token}")
async def link(request: Request, token: str) -> Response:
    """A button. Opening a link must not use it up: mail programs and chats open links to show a preview."""
    return page(request, "sign_in_link.html", used=False)


@router.post("/sign-in/{token}")
async def sign_in(request: Request, token: str) -> Response:
    parts = parts_of(request)
    sign_in_id = new_id()
    browser = browser_of(request)
    if not await signin.use_link(parts.database, token, sign_in_id=sign_in_id, browser=browser, now=now()):
        tracing.failed(request, "link")
        return page(request, "sign_in_link.html", 410, used=True)
    who = await accounts.signed_in(parts.database, sign_in_id, now())
    # Whoever was helped in has something to choose anew.
    is_helped = who is not None and who.account_id != accounts.OPERATOR
    return await come_in(request, sign_in_id, "/account" if is_helped else "")


@router.post("/sign-out")
async def sign_out(request: Request) -> Response:
    """Ends it on the server: a copy of the cookie opens nothing any more.

    Who came by a provider is asked on a page of ours whether to end that too: most stay signed in to their mail.
    """
    parts, how = parts_of(request), None
    if (sign_in_id := parts.tickets.sign_in(request.cookies)) is not None:
        how = await accounts.end(parts.database, sign_in_id, now())
    response = to("/signed-out" if how == "provider" and parts.provider is not None else "/")
    parts.tickets.take_sign_in(response)
    return response
