"""The people of a space: who they are, what they may, links that invite others, and taking access back."""

from typing import Any
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Request
from starlette.responses import Response

from app import invitation_mail, tracing
from app.entry import Missing, in_space
from app.languages import sentence
from app.pages.choosing import UNNAMED
from app.pages.page import field, page, to, words
from app.parts import now, parts_of
from board.refusals import Refused
from exports.words import N_, Translator
from sessions import members, spaces, welcoming
from sessions.access import ROLES, Person, Right, Role
from sessions.days import danish_day
from sessions.members import LastAdministrator

router = APIRouter()

# What a role is called, and what it is good for.
SAID: dict[Role, tuple[str, str]] = {
    "administrator": (N_("Administrator"), N_("Alt her, også personer og roller")),
    "facilitator": (N_("Facilitator"), N_("Laver og leder workshopper, også for hinanden")),
    "consultant": (N_("Konsulent"), N_("Læser, henter, sammenligner og rydder op i kortlægninger")),
    "reader": (N_("Læser"), N_("Læser kortlægninger uden navne")),
}


@router.get("/spaces/{space_id}")
async def people(request: Request, space_id: str) -> Response:
    who = await in_space(request, space_id, Right.MANAGE)
    return await _page(request, who, space_id)


@router.post("/spaces/{space_id}/invitations")
async def invite(request: Request, space_id: str) -> Response:
    """Make a link. It is shown on the page that answers, and never again."""
    who = await in_space(request, space_id, Right.MANAGE)
    form, parts = await request.form(), parts_of(request)
    role, email = _role(field(form, "role")), field(form, "email")
    if role is None:
        return await _page(request, who, space_id, 422, email=email)
    try:
        token = await welcoming.invite(
            parts.database,
            space_id,
            role=role,
            email=email,
            made_by=who.account_id,
            now=now(),
            line=tracing.line(request, "invited", space_id=space_id, role=role),
        )
    except Refused as refused:
        told = email_trouble(words(request), refused)
        return await _page(request, who, space_id, 422, email=email, role=role, error=told)
    link = f"{parts.origins.address(request)}/invited/{token}"
    mail, to_whom = _mail(email.strip(), link, words(request)), email.strip()
    more: dict[str, Any] = {"link": link, "mail": mail, "invited": to_whom}
    if parts.mailing is not None and to_whom:
        invited = await welcoming.find(parts.database, token, now())
        if invited is not None:  # somebody may have taken it back meanwhile
            more["unsent"] = await invitation_mail.send(
                parts.mailing, words(request), invited, SAID[role], by=who.account_id, token=token
            )
            more["is_sent"] = not more["unsent"]
    return await _page(request, who, space_id, **more)


@router.post("/spaces/{space_id}/invitations/{invitation_id}/take-back")
async def take_back(request: Request, space_id: str, invitation_id: str) -> Response:
    await in_space(request, space_id, Right.MANAGE)
    line = tracing.line(request, "invitation_taken_back", space_id=space_id)
    await welcoming.take_back(parts_of(request).database, space_id, invitation_id, line)
    return to(f"/spaces/{space_id}")


@router.post("/spaces/{space_id}/people/{account_id}")
async def decide(request: Request, space_id: str, account_id: str) -> Response:
    """Another role for somebody, or none any more: as the pressed button says."""
    who = await in_space(request, space_id, Right.MANAGE)
    form, database = await request.form(), parts_of(request).database
    if account_id not in {one.account_id for one in await members.members(database, space_id)}:
        raise Missing
    do, role = field(form, "do"), _role(field(form, "role"))
    try:
        if do == "remove":
            line = tracing.line(request, "member_removed", space_id=space_id, whom=account_id)
            await members.remove(database, space_id, account_id, by_operator=who.is_operator, line=line)
        elif role is not None:
            await members.change_role(
                database,
                space_id,
                account_id,
                role,
                by_operator=who.is_operator,
                line=tracing.line(request, "role_changed", space_id=space_id, whom=account_id, role=role),
            )
    except LastAdministrator:
        told = words(request).gettext(
            "Der skal være mindst én administrator. Gør en anden til administrator først."
        )
        return await _page(request, who, space_id, 409, trouble=told)
    # Whoever takes it from themselves is not to be met by a page that is closed to them.
    is_mine = account_id == who.account_id and not who.is_operator
    return to("/" if is_mine else f"/spaces/{space_id}")


def email_trouble(translator: Translator, refused: Refused) -> str:
    """What is wrong with an address, as a person reads it."""
    if refused.code == "malformed":
        return translator.gettext("Skriv adressen som navn@kommune.dk.")
    return sentence(translator, refused.code)


def _role(text: str) -> Role | None:
    return next((role for role in ROLES if role == text), None)


def _mail(email: str, link: str, translator: Translator) -> str:
    """The address of a mail with the link, for the browser's own mail program."""
    # Not within the f-string: Babel finds no words there.
    open_it = translator.gettext("Åbn linket for at komme ind. Det virker én gang og i 7 dage:")
    about = {
        "subject": translator.gettext("Invitation til Tilbudstrappen"),
        "body": f"{open_it}\n\n{link}\n",
    }
    return f"mailto:{quote(email, safe='@')}?{urlencode(about, quote_via=quote)}"


async def _page(request: Request, who: Person, space_id: str, status: int = 200, **more: Any) -> Response:
    database, moment = parts_of(request).database, now()
    name = (await spaces.names(database, [space_id]))[space_id]
    theirs = who.spaces(Right.MANAGE)
    values: dict[str, Any] = {
        "space_id": space_id,
        "name": name,
        "unnamed": UNNAMED,
        "is_one_of_several": len(await spaces.names(database, theirs)) > 1,
        "is_operator": who.is_operator,
        "me": who.account_id,
        "members": await members.members(database, space_id),
        "invitations": await welcoming.open_invitations(database, space_id, moment),
        "roles": SAID,
        "day": lambda at: danish_day(at).isoformat(),
        "link": "",
        "mail": "",
        "email": "",
        "invited": "",
        "sends_mail": parts_of(request).mailing is not None,
        "is_sent": False,
        "unsent": "",
        "role": "facilitator",
        "error": "",
        "trouble": "",
    }
    return page(request, "people.html", status, **{**values, **more})
