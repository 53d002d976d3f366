"""The site on a phone's home screen: what it is called there, and where it opens."""

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from app.pages.page import to, words
from app.parts import parts_of
from sessions import lifecycle
from sessions.tables import Session

router = APIRouter()

LOOKED_AT = 20  # cookies at most; somebody who has been to more workshops begins at the front page


@router.get("/manifest.webmanifest")
async def manifest(request: Request) -> Response:
    """No service worker belongs to it: what is written is kept on the phone without one, and an old page would be
    kept as well.
    """
    base = parts_of(request).settings.base

    def url(name: str) -> str:
        return base + parts_of(request).manifest.url(name)

    about = {
        "name": "Tilbudstrappen",
        "short_name": "Trappen",
        "lang": words(request).lang,
        "start_url": f"{base}/start",
        "scope": f"{base}/",
        "id": f"{base}/",
        "display": "standalone",
        "background_color": "#fbfaf7",
        "theme_color": "#fbfaf7",
        "icons": [
            {"src": url("icons/icon.svg"), "sizes": "any", "type": "image/svg+xml"},
            *(
                {
                    "src": url(f"icons/icon-{size}.png"),
                    "sizes": f"{size}x{size}",
                    "type": "image/png",
                    "purpose": purpose,
                }
                for size in (192, 512)
                for purpose in ("any", "maskable")
            ),
        ],
    }
    return JSONResponse(about, media_type="application/manifest+json")


@router.get("/start")
async def start(request: Request) -> Response:
    """The newest workshop that this phone is in; without one, where the code is typed."""
    parts = parts_of(request)
    joined: list[Session] = []
    tickets = [name.removeprefix("ticket-") for name in request.cookies if name.startswith("ticket-")]
    for session_id in tickets[:LOOKED_AT]:
        if parts.tickets.participant(request.cookies, session_id) is None:
            continue
        session = await lifecycle.find(parts.database, session_id)
        if session is not None and session.archived_at is None:
            joined.append(session)
    if not joined:
        return to("/")
    return to(f"/phone/{max(joined, key=lambda one: one.created_at).session_id}")
