"""One's own account: what one is called, what one signs in with, and where one is signed in."""

from typing import Any, NamedTuple

from fastapi import APIRouter, Request
from starlette.datastructures import FormData
from starlette.responses import Response

from app import tracing
from app.entry import Missing, signed_in
from app.languages import sentence
from app.pages.choosing_passphrase import said_of
from app.pages.page import field, page, to, words
from app.parts import now, parts_of
from board.refusals import Refused
from sessions import local, second_step
from sessions.account_tables import Account
from sessions.accounts import OPERATOR
from sessions.emails import clean_email
from sessions.traces import What

router = APIRouter()

CHANGES: tuple[What, ...] = ("email_changed", "passphrase_changed")
SAVED = frozenset({"name", "access", "ended", "second_step"})


class Wrong(NamedTuple):
    """What cannot be saved: the field at fault, and a sentence."""

    field: str
    why: str


@router.get("/account")
async def look(request: Request) -> Response:
    return await account_page(request, await own_account(request))


@router.post("/account/name")
async def rename(request: Request) -> Response:
    own, name = await own_account(request), field(await request.form(), "name")
    try:
        await local.rename(parts_of(request).database, own.account_id, name)
    except Refused as refused:
        wrong = Wrong("name", sentence(words(request), refused.code))
        return await account_page(request, own, 422, name=name, wrong=wrong)
    return to("/account?saved=name")


@router.post("/account/access")
async def change_access(request: Request) -> Response:
    own, sent = await own_account(request), await request.form()
    parts = parts_of(request)
    if not own.passphrase_hash and await local.has_provider(parts.database, own.account_id):
        raise Missing
    wrong = await wrong_present(request, own, "present", field(sent, "present")) or _wrong(request, own, sent)
    email, passphrase = field(sent, "email"), field(sent, "passphrase")
    # Another address costs a try, whoever asks: nobody finds out here, one by one, who has an account.
    if wrong is None and clean_email(email) != own.email:
        wrong = None if parts.guesses.left("account", own.account_id).take() else Wrong("email", "slow")
    if wrong is None:
        new = await parts.hashing.hashed(passphrase, known=True) if passphrase else ""
        here = parts.tickets.sign_in(request.cookies)
        try:
            changed = await local.change_access(
                parts.database,
                own,
                email=clean_email(email),
                passphrase_hash=new,
                but=here,
                is_recovered=not await asks_present(request, own),
                lines={one: tracing.line(request, one) for one in CHANGES},
            )
        except local.EmailTaken:
            wrong = Wrong("email", "taken")
        else:
            wrong = None if changed else Wrong("present", "wrong")
    if wrong is not None:
        return await account_page(request, own, 429 if wrong.why == "slow" else 422, email=email, wrong=wrong)
    return to("/account?saved=access")


@router.post("/account/sign-ins")
async def end_sign_ins(request: Request) -> Response:
    """Signs out one other browser, or all others."""
    own, parts = await own_account(request), parts_of(request)
    only = field(await request.form(), "only") or None
    await local.end_sign_ins(
        parts.database,
        own.account_id,
        but=parts.tickets.sign_in(request.cookies),
        only=only,
        line=tracing.line(request, "signed_out_elsewhere"),
    )
    return to("/account?saved=ended")


async def wrong_present(request: Request, own: Account, at: str, present: str) -> Wrong | None:
    """What is wrong with the passphrase that somebody must know to change what they sign in with; nothing for who has
    none, or came by a link a moment ago. `at` names its field."""
    parts = parts_of(request)
    if not await asks_present(request, own):
        return None
    tries = parts.guesses.left("account", own.account_id)
    if not tries.take():
        return Wrong(at, "slow")
    if not await parts.hashing.fits(own.passphrase_hash, present, known=True):
        tracing.failed(request, "passphrase", own.account_id)
        return Wrong(at, "wrong")
    tries.put_back()
    return None


def _wrong(request: Request, own: Account, sent: FormData) -> Wrong | None:
    """What is wrong with another address or passphrase."""
    email, passphrase = field(sent, "email"), field(sent, "passphrase")
    try:
        clean_email(email)
    except Refused:
        return Wrong("email", "malformed")
    if own.passphrase_hash and not passphrase:
        return None
    weak = said_of(request, passphrase, (email, own.name))
    return Wrong("passphrase", weak) if weak else None


async def asks_present(request: Request, own: Account) -> bool:
    """Whether the present passphrase must be told before anything about signing in is changed."""
    parts = parts_of(request)
    here = parts.tickets.sign_in(request.cookies) or ""
    return bool(own.passphrase_hash) and not await local.came_lately(parts.database, here, now(), how="link")


async def own_account(request: Request) -> Account:
    """The account of whoever is signed in. Raises `NotSignedIn`."""
    who = await signed_in(request)
    own = await local.account(parts_of(request).database, who.account_id)
    if own is None:
        raise Missing
    return own


async def account_page(request: Request, own: Account, status: int = 200, **typed: Any) -> Response:
    """The page; `typed` is what was typed and could not be saved."""
    parts = parts_of(request)
    saved = request.query_params.get("saved", "")
    values = {"name": own.name, "email": own.email or "", "wrong": None, **typed}
    return page(
        request,
        "account.html",
        status,
        own=own,
        has_provider=await local.has_provider(parts.database, own.account_id),
        sign_ins=await local.sign_ins(parts.database, own.account_id, now()),
        this=parts.tickets.sign_in(request.cookies),
        asks_present=await asks_present(request, own),
        codes_left=await second_step.codes_left(parts.database, own.account_id),
        is_operators=own.account_id == OPERATOR,
        saved=saved if saved in SAVED else "",
        here="/account",
        **values,
    )
