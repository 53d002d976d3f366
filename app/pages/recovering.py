"""A passphrase that was forgotten: another one for whoever has a code on paper. A wrong address is answered as a wrong
code is, after the same work.

Tries are not counted: nobody guesses a code of nearly 80 bits, and whoever knows an address could use its tries up and
keep its owner from the paper. The work of each, one at a time, slows down who tries anyway.
"""

import structlog
from fastapi import APIRouter, Request
from starlette.responses import Response

from app import tracing
from app.aside import Crowded
from app.pages.choosing_passphrase import said_of
from app.pages.page import field, page, to
from app.parts import now, parts_of
from sessions import local
from sessions.emails import LIMIT

router = APIRouter()

_log = structlog.get_logger(__name__)


@router.get("/sign-in/forgotten")
async def form(request: Request) -> Response:
    return _page(request)


@router.post("/sign-in/forgotten")
async def choose(request: Request) -> Response:
    parts, sent = parts_of(request), await request.form()
    email, passphrase = field(sent, "email")[:LIMIT], field(sent, "passphrase")
    if weak := said_of(request, passphrase, (email,)):
        return _page(request, 422, email, weak=weak)
    account = await local.find(parts.database, email)
    try:
        new = await parts.hashing.hashed(passphrase, known=False)
    except Crowded:
        return _page(request, 503, email, "busy")
    account_id = "" if account is None else account.account_id
    if not await local.renew_by_code(parts.database, account_id, field(sent, "code"), new, now()):
        _log.info("code on paper refused")
        tracing.failed(request, "paper", account_id)
        return _page(request, 403, email, "wrong")
    _log.info("passphrase renewed", account=account_id, how="code")
    return to("/sign-in?renewed=1")


def _page(request: Request, status: int = 200, email: str = "", error: str = "", weak: str = "") -> Response:
    return page(
        request, "forgotten.html", status, email=email, error=error, weak=weak, here="/sign-in/forgotten"
    )
