"""What machines ask: is it alive, can it work, how is it doing."""

import hmac

import structlog
from fastapi import APIRouter, Request
from starlette.responses import PlainTextResponse, Response

from app.measures import MEDIA_TYPE
from app.network import LOOPBACK
from app.parts import parts_of
from sessions.trouble import DatabaseTrouble

router = APIRouter()
_log = structlog.get_logger(__name__)


@router.get("/healthz")
@router.head("/healthz", include_in_schema=False)
async def healthz() -> Response:
    """200 when serving."""
    return PlainTextResponse("ok\n")


@router.get("/readyz")
@router.head("/readyz", include_in_schema=False)
async def readyz(request: Request) -> Response:
    """200 when the database answers and has the tables that we need."""
    try:
        await parts_of(request).database.ping()
    except DatabaseTrouble as trouble:
        _log.warning("not ready", why=str(trouble))
        return PlainTextResponse("the database does not answer\n", 503)
    return PlainTextResponse("ok\n")


@router.get("/metrics")
async def metrics(request: Request) -> Response:
    if not _may_watch(request):
        return PlainTextResponse("for this machine alone, or with TRAPPE_METRICS_TOKEN\n", 403)
    return Response(parts_of(request).measures.text(), media_type=MEDIA_TYPE)


def _may_watch(request: Request) -> bool:
    token = parts_of(request).settings.metrics_token
    if token:
        told = request.headers.get("authorization", "")
        return hmac.compare_digest(told.encode(), f"Bearer {token}".encode())
    # Whoever comes through a proxy on this machine has asked for the host that people use.
    return request.client is not None and request.client.host in LOOPBACK and request.url.hostname in LOOPBACK
