"""Coming into a space by a link that somebody has sent: what it is to, taking it, and an account for who has none.

Nobody learns here who has an account: an address that has one is answered as one that has
none, and after the same work.
"""

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.entry import person, signed_in
from app.languages import sentence
from app.pages.choosing_passphrase import said_of
from app.pages.coming_in import sign_in_path
from app.pages.page import field, page, to, words
from app.pages.people import SAID, email_trouble
from app.parts import now, parts_of
from app.security import new_id
from board.refusals import Refused
from exports.words import N_
from sessions import members, welcoming
from sessions.access import GRANTS, Right
from sessions.emails import LIMIT, clean_email
from sessions.participants import clean_name
from sessions.welcoming import Invited

router = APIRouter()


@router.get("/invited/{token}")
async def invitation(request: Request, token: str) -> Response:
    """What one is invited to. Opening a link must not use it up: mail programs and chats open links."""
    return await _page(request, token)


@router.post("/invited/{token}")
async def accept(request: Request, token: str) -> Response:
    """Whoever is signed in gets the role."""
    who, database = await signed_in(request), parts_of(request).database
    found = await welcoming.find(database, token, now())
    if found is None or await welcoming.accept(database, token, who.account_id, now()) is None:
        return await _page(request, token)
    return to("/workshops" if found.role in GRANTS[Right.RUN] else "/mappings")


@router.post("/invited/{token}/new")
async def begin(request: Request, token: str) -> Response:
    """Whoever is new chooses a name and a passphrase. The page that answers signs them in with it and leads back
    to the invitation."""
    parts, form = parts_of(request), await request.form()
    found = await welcoming.find(parts.database, token, now())
    if found is None or found.is_begun:
        return await _page(request, token, 409)
    typed = {"name": field(form, "name"), "email": found.email or field(form, "email")[: LIMIT + 1]}
    passphrase = field(form, "passphrase")
    if wrong := _wrong(request, found, passphrase, **typed):
        return await _page(request, token, 422, wrong=wrong, **typed)
    email = clean_email(typed["email"])
    # Also where the address has an account already: how long it takes would tell.
    passphrase_hash = await parts.hashing.hashed(passphrase, known=False)
    if not await welcoming.arrive(
        parts.database,
        token,
        account_id=new_id(),
        email=email,
        name=clean_name(typed["name"]),
        passphrase_hash=passphrase_hash,
        now=now(),
    ):
        return await _page(request, token, 409)
    return page(
        request, "arrived.html", email=email, afterwards=f"/invited/{token}", here=f"/invited/{token}"
    )


def _wrong(request: Request, found: Invited, passphrase: str, *, name: str, email: str) -> dict[str, str]:
    """What is wrong with what was typed, as a sentence for each field."""
    wrong = {}
    try:
        if not clean_name(name):
            wrong["name"] = words(request).gettext(N_("Skriv dit navn, så de andre kan se, hvem du er."))
    except Refused as refused:
        wrong["name"] = sentence(words(request), refused.code)
    try:
        clean_email(email)
    except Refused as refused:
        wrong["email"] = email_trouble(words(request), refused)
    if weak := said_of(request, passphrase, (email, name, found.space)):
        wrong["passphrase"] = weak
    return wrong


async def _page(request: Request, token: str, status: int = 200, **more: Any) -> Response:
    database = parts_of(request).database
    found = await welcoming.find(database, token, now())
    who = await person(request)
    called = {} if who is None else await members.names(database, [who.account_id])
    values = {
        "invited": found,
        "roles": SAID,
        "called": next(iter(called.values()), ""),
        "is_known": who is not None,
        "token": token,
        "way_in": sign_in_path(f"/invited/{token}"),
        "name": "",
        "email": found.email if found is not None else "",
        "wrong": dict.fromkeys(("name", "email", "passphrase"), "") | more.pop("wrong", {}),
        "here": f"/invited/{token}",
    }
    return page(request, "invited.html", status if found is not None else 410, **{**values, **more})
