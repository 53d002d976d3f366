"""Signing in with an e-mail address and a passphrase.

Whatever is wrong is answered with one sentence, and after the same work: nobody learns here who has an account.
"""

import structlog
from fastapi import APIRouter, Request
from starlette.responses import Response

from app import tracing
from app.aside import Crowded
from app.entry import person
from app.pages.coming_in import sign_in_path
from app.pages.page import field, own_path, page, to
from app.pages.second_step import halfway, let_in
from app.parts import parts_of
from sessions import local, passphrases
from sessions.emails import LIMIT, folded

router = APIRouter()

_log = structlog.get_logger(__name__)


@router.get("/sign-in")
async def form(request: Request) -> Response:
    afterwards = own_path(request.query_params.get("next", "")) or ""
    if afterwards and await person(request) is not None:
        return to(afterwards)
    return _page(request, afterwards=afterwards)


@router.post("/sign-in")
async def sign_in(request: Request) -> Response:
    parts, sent = parts_of(request), await request.form()
    email, passphrase = field(sent, "email")[:LIMIT], field(sent, "passphrase")
    afterwards = own_path(field(sent, "next")) or ""
    if not (email.strip() and passphrase):
        return _page(request, 422, email, "empty", afterwards)
    account = await local.find(parts.database, email)
    known_as, browser_id = parts.tickets.known(request.cookies)
    is_known = account is not None and account.account_id == known_as
    tries = (
        parts.guesses.left("known", browser_id) if is_known else parts.guesses.left("email", folded(email))
    )
    if not tries.take():
        return _page(request, 429, email, "slow", afterwards)
    kept = "" if account is None else account.passphrase_hash
    try:
        fits = await parts.hashing.fits(kept, passphrase, known=is_known)
        is_old = fits and passphrases.is_old(kept)
        better = await parts.hashing.hashed(passphrase, known=is_known) if is_old else ""
    except Crowded:
        tries.put_back()
        return _page(request, 503, email, "busy", afterwards)
    if account is None or not fits:
        tracing.failed(request, "passphrase", "" if account is None else account.account_id)
        _log.info("sign-in refused")  # never the address: it may be a person's, and mistyped
        return _page(request, 403, email, "wrong", afterwards)
    tries.put_back()
    if better:
        account = await local.keep_better(parts.database, account, better)
    if account.has_second_step:
        return halfway(request, account, afterwards)
    return await let_in(request, account, afterwards) or _page(request, 403, email, "wrong", afterwards)


def _page(
    request: Request, status: int = 200, email: str = "", error: str = "", afterwards: str = ""
) -> Response:
    return page(
        request,
        "sign_in.html",
        status,
        email=email,
        error=error,
        afterwards=afterwards,
        renewed="renewed" in request.query_params,
        here=sign_in_path(afterwards),
    )
