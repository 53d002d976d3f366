"""The library of frozen mappings: the list, one mapping, its files, and the published JSON Schema."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.pages.page import Missing, facilitator, page, session_of, shell
from app.parts import parts_of
from exports import report
from sessions import mappings

router = APIRouter()


@router.get("/mappings")
async def library(request: Request) -> Response:
    await facilitator(request)
    return page(request, "mappings.html", heads=await mappings.all_mappings(parts_of(request).database))


@router.get("/mappings/{session_id}/{version}")
async def mapping(request: Request, session_id: str, version: int) -> Response:
    await facilitator(request)
    session = await session_of(request, session_id)
    kept = await parts_of(request).keeper.mapping(session_id, version)
    if kept is None:
        raise Missing
    values = shell(request, session, live="", entry="mapping")
    content = report.load(kept.body)
    values["data"] = {"mapping": content.model_dump(mode="json"), "digest": kept.digest}
    return page(request, "mapping.html", **values, mapping=content, kept=kept)
