"""The projector's page: whoever has its link may show it."""

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from app.entry import Missing
from app.pages import doors
from app.pages.page import page, shell
from app.parts import parts_of
from sessions import lifecycle
from sessions.tables import Session

router = APIRouter()


@router.get("/wall/{projector_key}")
async def wall(request: Request, projector_key: str) -> Response:
    session = await _shown(request, projector_key)
    live, invites = f"/live/1/wall/{projector_key}", not session.door_closed
    values = shell(request, session, live=live, entry="projector", invites=invites)
    values["data"] = {"door": doors.for_everybody(request, session)}
    return page(request, "projector.html", **values)


@router.get("/wall/{projector_key}/door")
async def door(request: Request, projector_key: str) -> Response:
    """How one gets in as it is now: asked for whenever that has changed (PROTOCOL.md, D5)."""
    return JSONResponse(doors.for_everybody(request, await _shown(request, projector_key)))


async def _shown(request: Request, projector_key: str) -> Session:
    session = await lifecycle.find_by_projector_key(parts_of(request).database, projector_key)
    if session is None or not lifecycle.lets_in(session):
        raise Missing
    return session
