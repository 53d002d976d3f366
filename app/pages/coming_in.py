"""What every way of signing in ends with: this browser has a sign-in of its own, and is led to where it was going."""

from urllib.parse import quote

from fastapi import Request
from starlette.responses import Response

from app.browsers import browser_name
from app.pages.page import own_path, to
from app.parts import now, parts_of
from sessions import accounts
from sessions.access import Right


def sign_in_path(afterwards: str = "") -> str:
    """The address of the sign-in page, which leads to this page of ours afterwards."""
    return f"/sign-in?next={quote(afterwards)}" if own_path(afterwards) else "/sign-in"


def browser_of(request: Request) -> str:
    """What the browser is called in a list."""
    return browser_name(request.headers.get("user-agent", ""))


async def come_in(request: Request, sign_in_id: str, afterwards: str = "") -> Response:
    """Hands out the cookie of a sign-in that was begun just now. What this browser was signed in as before has ended:
    a cookie that somebody had put there opens nothing."""
    parts = parts_of(request)
    if (before := parts.tickets.sign_in(request.cookies)) is not None:
        await accounts.end(parts.database, before, now())
    who = await accounts.signed_in(parts.database, sign_in_id, now())
    start = "/workshops" if who is not None and who.has_anywhere(Right.RUN) else "/mappings"
    response = to(own_path(afterwards) or start)
    parts.tickets.give_sign_in(response, sign_in_id)
    return response
