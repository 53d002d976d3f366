"""A second facilitator: the link and its QR code, coming in by it, and taking it back."""

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from app import tracing
from app.entry import allowed
from app.languages import sentence
from app.pages.page import field, page, session_of, to, words
from app.parts import now, parts_of
from app.security import new_id
from board.refusals import Refused
from exports.qr import qr
from sessions import inviting, lifecycle, members
from sessions.access import Right

router = APIRouter()


@router.get("/sessions/{session_id}/co-facilitator")
async def look(request: Request, session_id: str) -> Response:
    await allowed(request, session_id, Right.OWN)
    return await _page(request, session_id)


@router.post("/sessions/{session_id}/co-facilitator")
async def invite(request: Request, session_id: str) -> Response:
    """Make a link, take all access back, or give the projector another address: as the pressed button says. Only who
    may open every session does."""
    _, who, _ = await allowed(request, session_id, Right.OWN)
    database = parts_of(request).database
    do = field(await request.form(), "do")
    if do == "take_back":
        await inviting.take_back(
            database, session_id, tracing.line(request, "helpers_out", session_id=session_id)
        )
    if do == "renew_projector":
        line = tracing.line(request, "projector_renewed", session_id=session_id)
        await lifecycle.renew_projector(database, session_id, line)
    if do != "invite":
        return to(f"/sessions/{session_id}/co-facilitator")
    line = tracing.line(request, "helper_invited", session_id=session_id)
    token = await inviting.invite(database, session_id, now(), made_by=who, line=line)
    address = f"{parts_of(request).origins.address(request)}/help/{token}"
    return await _page(request, session_id, link=address, code=qr(address))


@router.get("/co-facilitators/{session_id}")
async def helpers(request: Request, session_id: str) -> Response:
    """Who else may be here, with names: for facilitators, and who tidies up. The socket never carries a name."""
    await allowed(request, session_id, Right.WORK)
    database = parts_of(request).database
    # Of colleagues those who are here: whoever helps with one workshop need not know who else there is.
    here = (await parts_of(request).hub.room(session_id)).attendance.everywhere().facilitators
    found = await inviting.helpers(database, session_id)
    return JSONResponse(
        {**await members.names(database, here), **{one.facilitator_id: one.name for one in found}}
    )


@router.get("/help/{token}")
async def invitation(request: Request, token: str) -> Response:
    """A form. Opening a link must not sign anybody in: mail programs and chats open links to show a preview."""
    return await _invitation(request, token)


@router.post("/help/{token}")
async def come_in(request: Request, token: str) -> Response:
    parts = parts_of(request)
    helper_id = new_id()
    name = field(await request.form(), "name")
    try:
        session_id = await inviting.come_in(
            parts.database, token, facilitator_id=helper_id, name=name, now=now()
        )
    except Refused as refused:
        return await _invitation(request, token, 422, name, sentence(words(request), refused.code))
    if session_id is None:
        return await _invitation(request, token)
    response = to(f"/console/{session_id}")
    parts.tickets.give_helper(response, session_id, helper_id)
    return response


async def _page(request: Request, session_id: str, **more: Any) -> Response:
    session = await session_of(request, session_id)
    database = parts_of(request).database
    values = {
        "session": session,
        "helpers": await inviting.helpers(database, session_id),
        "has_colleagues": bool(await members.facilitators(database, session.space_id)),
        "link": "",
    }
    return page(request, "co_facilitator.html", **{**values, **more})


async def _invitation(
    request: Request, token: str, status: int = 200, name: str = "", error: str = ""
) -> Response:
    parts = parts_of(request)
    session_id = await inviting.invited_to(parts.database, token, now())
    session = await lifecycle.find(parts.database, session_id) if session_id else None
    return page(request, "help.html", status if session else 410, session=session, name=name, error=error)
