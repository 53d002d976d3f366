"""Whose a workshop is: told, taken over by a colleague with one press, and handed on by an administrator."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from app import tracing
from app.entry import NotOwner, allowed, signed_in
from app.pages.page import field, page, session_of, to
from app.parts import parts_of
from sessions import members, owning
from sessions.access import Right, may
from sessions.tables import Session

router = APIRouter()

PATH = "/sessions/{session_id}/owner"


@router.get(PATH)
async def look(request: Request, session_id: str) -> Response:
    session, _, _ = await allowed(request, session_id, Right.CREATE)
    return await _page(request, session)


@router.post(PATH)
async def decide(request: Request, session_id: str) -> Response:
    """Take it over, or give it to somebody who may lead workshops in its space: as the button says. Who helps by
    a link does neither."""
    session, who, _ = await allowed(request, session_id, Right.CREATE)
    form, database = await request.form(), parts_of(request).database
    account_id = who
    if field(form, "do") == "give":
        await allowed(request, session_id, Right.MANAGE)
        account_id = field(form, "account_id")
        if account_id not in {
            one.account_id for one in await members.facilitators(database, session.space_id)
        }:
            return await _page(request, session, 422, is_unchosen=True)
    line = tracing.line(request, "owner_changed", session_id=session_id, whom=account_id)
    await owning.give(database, session_id, account_id, line)
    return to(f"/sessions/{session_id}/owner")


async def not_owner(request: Request, error: Exception) -> Response:
    """A page that the owner alone may use says whose the workshop is, and how it is taken over."""
    session_id = error.session_id if isinstance(error, NotOwner) else ""
    return await _page(request, await session_of(request, session_id), 403, is_asked_for=True)


async def _page(
    request: Request,
    session: Session,
    status: int = 200,
    *,
    is_asked_for: bool = False,
    is_unchosen: bool = False,
) -> Response:
    database, who = parts_of(request).database, await signed_in(request)
    manages = may(who, Right.MANAGE, space_id=session.space_id)
    names = await members.names(database, [session.owner_id])
    return page(
        request,
        "owner.html",
        status,
        session=session,
        owner=names.get(session.owner_id, ""),
        is_former=bool(await members.former(database, [session.owner_id])),
        is_mine=session.owner_id == who.account_id,
        others=[
            one
            for one in (await members.facilitators(database, session.space_id) if manages else ())
            if one.account_id != session.owner_id
        ],
        is_asked_for=is_asked_for,
        is_unchosen=is_unchosen,
    )
