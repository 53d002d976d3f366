"""Coming into a space by a link that somebody has sent: what it is to, and taking it."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.entry import person, signed_in
from app.pages.page import page, to
from app.pages.people import SAID
from app.parts import now, parts_of
from sessions import members, welcoming

router = APIRouter()


@router.get("/invited/{token}")
async def invitation(request: Request, token: str) -> Response:
    """What one is invited to. Opening a link must not use it up: mail programs and chats open links."""
    return await _page(request, token)


@router.post("/invited/{token}")
async def accept(request: Request, token: str) -> Response:
    """Whoever is signed in gets the role."""
    who = await signed_in(request)
    space_id = await welcoming.accept(parts_of(request).database, token, who.account_id, now())
    return await _page(request, token) if space_id is None else to("/workshops")


async def _page(request: Request, token: str) -> Response:
    database = parts_of(request).database
    found = await welcoming.find(database, token, now())
    who = await person(request)
    called = {} if who is None else await members.names(database, [who.account_id])
    return page(
        request,
        "invited.html",
        410 if found is None else 200,
        invited=found,
        roles=SAID,
        called=next(iter(called.values()), ""),
        is_known=who is not None,
    )
