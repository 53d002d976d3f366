"""The second step of signing in with a passphrase, and where one turns it on, turns it off and gets codes for paper."""

import hashlib

import structlog
from fastapi import APIRouter, Request
from starlette.responses import Response

from app import tracing
from app.pages.account import account_page, asks_present, own_account, wrong_present
from app.pages.coming_in import browser_of, come_in, sign_in_path
from app.pages.page import field, own_path, page, to
from app.parts import now, parts_of
from app.security import new_id
from exports.qr import qr
from sessions import local, second_step, traces
from sessions.account_tables import Account
from sessions.local import Local

router = APIRouter()

_log = structlog.get_logger(__name__)


def halfway(request: Request, account: Local, afterwards: str) -> Response:
    """The passphrase was right; whoever wrote it goes on to the second step."""
    response = to("/sign-in/code" + sign_in_path(afterwards).removeprefix("/sign-in"))
    parts_of(request).tickets.give_halfway(response, account.account_id, _mark(account.passphrase_hash))
    return response


async def let_in(request: Request, account: Local, afterwards: str) -> Response | None:
    """Signs this browser in; None if the account is not as it was a moment ago."""
    parts, sign_in_id = parts_of(request), new_id()
    begun = await local.sign_in(
        parts.database, account, sign_in_id=sign_in_id, browser=browser_of(request), now=now()
    )
    if not begun:
        return None
    _log.info("signed in", account=account.account_id, how="passphrase")
    response = await come_in(request, sign_in_id, afterwards)
    known_as, browser_id = parts.tickets.known(request.cookies)
    parts.tickets.give_known(
        response, account.account_id, browser_id if known_as == account.account_id else new_id()
    )
    parts.tickets.take_halfway(response)
    return response


@router.get("/sign-in/code")
async def code_form(request: Request) -> Response:
    afterwards = own_path(request.query_params.get("next", "")) or ""
    return to(sign_in_path(afterwards)) if await _halfway(request) is None else _code(request, afterwards)


@router.post("/sign-in/code")
async def check_code(request: Request) -> Response:
    """A code of the app or one on paper; each counts once."""
    parts, sent = parts_of(request), await request.form()
    afterwards = own_path(field(sent, "next")) or ""
    if (account := await _halfway(request)) is None:
        return to(sign_in_path(afterwards))
    known_as, browser_id = parts.tickets.known(request.cookies)
    is_known = known_as == account.account_id
    tries = (
        parts.guesses.left("known code", browser_id)
        if is_known
        else parts.guesses.left("code", account.account_id)
    )
    if not tries.take():
        return _code(request, afterwards, 429, "slow")
    seed = parts.sealing.open(account.totp_secret, account.account_id)
    if not await second_step.use(parts.database, account, seed, field(sent, "code"), now()):
        _log.info("second step refused", account=account.account_id)
        tracing.failed(request, "code", account.account_id)
        return _code(request, afterwards, 403, "wrong")
    tries.put_back()
    return await let_in(request, local.local(account), afterwards) or to(sign_in_path(afterwards))


@router.get("/account/second-step")
async def set_up(request: Request) -> Response:
    """A new code for the app. Nothing is kept before it was tried."""
    if (own := await _with_passphrase(request)) is None:
        return to("/account")
    return await _set_up(request, own, second_step.new_seed())


@router.post("/account/second-step")
async def turn_on(request: Request) -> Response:
    sent, parts = await request.form(), parts_of(request)
    if (own := await _with_passphrase(request)) is None:
        return to("/account")
    seed = parts.sealing.open(field(sent, "sealed"), own.account_id)
    if seed is None or len(seed) != second_step.SEED:
        return to("/account/second-step")
    if wrong := await wrong_present(request, own, "present", field(sent, "present")):
        return await _set_up(request, own, seed, wrong.field, wrong.why)
    step = second_step.step_of(seed, field(sent, "code"), now())
    if step is None:
        return await _set_up(request, own, seed, "code", "code")
    sealed = parts.sealing.close(seed, own.account_id)
    async with parts.database.transaction() as db:
        await second_step.turn_on(db, own.account_id, sealed, step)
        codes = await second_step.new_codes(db, own.account_id)
        await traces.add(db, tracing.line(request, "second_step_changed", state="on"))
    _log.info("second step turned on", account=own.account_id)
    return page(request, "codes.html", codes=codes, turned_on=True, here="/account")


@router.post("/account/second-step/off")
async def turn_off(request: Request) -> Response:
    if (own := await _with_passphrase(request)) is None:
        return to("/account")
    if wrong := await wrong_present(request, own, "paper", field(await request.form(), "paper")):
        return await account_page(request, own, 429 if wrong.why == "slow" else 422, wrong=wrong)
    line = tracing.line(request, "second_step_changed", state="off")
    await second_step.turn_off(parts_of(request).database, own.account_id, line)
    _log.info("second step turned off", account=own.account_id)
    return to("/account?saved=second_step")


@router.post("/account/codes")
async def new_codes(request: Request) -> Response:
    """Ten codes for paper, shown once."""
    parts = parts_of(request)
    if (own := await _with_passphrase(request)) is None:
        return to("/account")
    if wrong := await wrong_present(request, own, "paper", field(await request.form(), "paper")):
        return await account_page(request, own, 429 if wrong.why == "slow" else 422, wrong=wrong)
    async with parts.database.transaction() as db:
        codes = await second_step.new_codes(db, own.account_id)
        await traces.add(db, tracing.line(request, "codes_renewed"))
    return page(request, "codes.html", codes=codes, turned_on=False, here="/account")


async def _with_passphrase(request: Request) -> Account | None:
    """The account of whoever is signed in, if it has a passphrase: without one there is no first step."""
    own = await own_account(request)
    return own if own.passphrase_hash else None


async def _halfway(request: Request) -> Account | None:
    """The account whose passphrase was written here a moment ago, if it is as it was and still asks for a code."""
    parts = parts_of(request)
    account_id, mark = parts.tickets.halfway(request.cookies)
    found = await local.account(parts.database, account_id) if account_id else None
    is_same = found is not None and _mark(found.passphrase_hash) == mark
    return found if found is not None and is_same and found.totp_secret and found.ended_at is None else None


def _mark(passphrase_hash: str) -> str:
    return hashlib.sha256(passphrase_hash.encode()).hexdigest()[:16]


def _code(request: Request, afterwards: str, status: int = 200, error: str = "") -> Response:
    here = "/sign-in/code" + sign_in_path(afterwards).removeprefix("/sign-in")
    return page(request, "sign_in_code.html", status, error=error, afterwards=afterwards, here=here)


async def _set_up(request: Request, own: Account, seed: bytes, at: str = "", why: str = "") -> Response:
    status = 429 if why == "slow" else 422 if why else 200
    return page(
        request,
        "second_step.html",
        status,
        sealed=parts_of(request).sealing.close(seed, own.account_id),
        written=second_step.written(seed),
        code=qr(second_step.address(seed, own.email or "")),
        asks_present=await asks_present(request, own),
        error_field=at,
        error=why,
        here="/account/second-step",
    )
