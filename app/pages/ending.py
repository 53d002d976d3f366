"""The end of an account: by whoever has it, and by the operator."""

from collections.abc import Sequence

from fastapi import APIRouter, Request
from starlette.responses import Response

from app import tracing
from app.entry import Missing, NotAllowed, signed_in
from app.pages.account import Wrong, account_page, own_account, wrong_present
from app.pages.choosing import UNNAMED
from app.pages.page import field, page, to, words
from app.pages.people import SAID as ROLES
from app.parts import now, parts_of
from exports.words import N_
from sessions import ending, local
from sessions.account_tables import Account
from sessions.accounts import OPERATOR
from sessions.days import danish_day
from sessions.ending import Listed, Needed

router = APIRouter()

SHOWN = 200  # accounts on a page

_SURE = N_("Sæt kryds, hvis du er sikker.")


@router.post("/account/end")
async def end_mine(request: Request) -> Response:
    """Whoever is signed in has no account any more."""
    own, form, parts = await own_account(request), await request.form(), parts_of(request)
    if own.account_id == OPERATOR:
        return to("/account")
    wrong = None if "sure" in form else Wrong("sure", words(request).gettext(_SURE))
    wrong = (
        wrong
        or await wrong_present(request, own, "leave", field(form, "leave"))
        or await _stale(request, own)
    )
    if wrong is None:
        try:
            await ending.end(parts.database, own.account_id, tracing.asker(request), now())
        except Needed as needed:
            told = words(request).gettext(
                "Du er den eneste administrator her: %(spaces)s. Gør en anden til administrator først."
            )
            wrong = Wrong("sure", told % {"spaces": _called(request, needed.spaces)})
    if wrong is not None:
        return await account_page(request, own, 429 if wrong.why == "slow" else 422, wrong=wrong)
    response = page(request, "account_ended.html", here="/", is_signed_in=False, may=set())
    parts.tickets.take_sign_in(response)
    return response


@router.get("/accounts")
async def accounts(request: Request) -> Response:
    await _operator(request)
    number = request.query_params.get("page", "1")
    at = max(1, int(number)) if number.isascii() and number.isdigit() and len(number) < 6 else 1
    database = parts_of(request).database
    found = await ending.listed(database, skip=(at - 1) * SHOWN, most=SHOWN + 1)
    return page(
        request,
        "accounts.html",
        accounts=found[:SHOWN],
        roles=ROLES,
        unnamed=UNNAMED,
        day=lambda moment: danish_day(moment).isoformat(),
        newer=f"?page={at - 1}" if at > 1 else "",
        older=f"?page={at + 1}" if len(found) > SHOWN else "",
    )


@router.get("/accounts/{account_id}")
async def ask(request: Request, account_id: str) -> Response:
    """What ends with it, before it does."""
    await _operator(request)
    return await _ask(request, await _listed(request, account_id))


@router.post("/accounts/{account_id}/end")
async def end(request: Request, account_id: str) -> Response:
    await _operator(request)
    one, form = await _listed(request, account_id), await request.form()
    if "sure" not in form:
        return await _ask(request, one, error=words(request).gettext(_SURE))
    try:
        await ending.end(
            parts_of(request).database,
            account_id,
            tracing.asker(request),
            now(),
            even_if_needed="alone" in form,
        )
    except Needed:
        return await _ask(request, one, error=words(request).gettext(_SURE), at="alone")
    return to("/accounts")


async def _stale(request: Request, own: Account) -> Wrong | None:
    """Who has no passphrase to tell shows that it is they by having signed in a moment ago."""
    parts = parts_of(request)
    here = parts.tickets.sign_in(request.cookies) or ""
    if own.passphrase_hash or await local.came_lately(parts.database, here, now()):
        return None
    told = words(request).gettext("Log ud og ind igen, og slet så kontoen: så ved vi, at det er dig.")
    return Wrong("sure", told)


async def _operator(request: Request) -> None:
    if not (await signed_in(request)).is_operator:
        raise NotAllowed


async def _listed(request: Request, account_id: str) -> Listed:
    found = await ending.listed(parts_of(request).database, only=account_id, most=1)
    if not found:
        raise Missing
    return found[0]


async def _ask(request: Request, one: Listed, *, error: str = "", at: str = "sure") -> Response:
    database = parts_of(request).database
    return page(
        request,
        "account_end.html",
        422 if error else 200,
        one=one,
        roles=ROLES,
        unnamed=UNNAMED,
        owned=await ending.owned(database, one.account_id),
        alone=_called(request, await ending.needed(database, one.account_id)),
        error=error,
        at=at if error else "",
    )


def _called(request: Request, spaces: Sequence[str]) -> str:
    return ", ".join(name or words(request).gettext(UNNAMED) for name in spaces)
