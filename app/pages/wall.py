"""The projector's page: whoever has its link may show it."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.entry import Missing
from app.pages.page import page, shell
from app.parts import parts_of
from exports.qr import qr
from sessions import lifecycle

router = APIRouter()


@router.get("/wall/{projector_key}")
async def wall(request: Request, projector_key: str) -> Response:
    session = await lifecycle.find_by_projector_key(parts_of(request).database, projector_key)
    if session is None or not lifecycle.lets_in(session):
        raise Missing
    values = shell(request, session, live=f"/live/1/wall/{projector_key}", entry="projector")
    values["data"] = {"qr": qr(values["join_url"])}
    return page(request, "projector.html", **values)
