"""Signing in as a facilitator with a one-time link, and out again."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.pages.page import page, to
from app.parts import now, parts_of
from app.security import new_id
from sessions import signin

router = APIRouter()


@router.get("/sign-in/{token}")
async def link(request: Request, token: str) -> Response:
    """A button. Opening a link must not use it up: mail programs and chats open links to show a preview."""
    return page(request, "sign_in.html", used=False)


@router.post("/sign-in/{token}")
async def sign_in(request: Request, token: str) -> Response:
    parts = parts_of(request)
    facilitator_id = new_id()
    if not await signin.use_link(parts.database, token, facilitator_id=facilitator_id, now=now()):
        return page(request, "sign_in.html", 410, used=True)
    response = to("/workshops")
    parts.tickets.give_facilitator(response, facilitator_id)
    return response


@router.post("/sign-out")
async def sign_out(request: Request) -> Response:
    response = to("/")
    parts_of(request).tickets.take_facilitator(response)
    return response
