"""The participant's page."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.pages.page import page, session_of, shell, to
from app.parts import parts_of

router = APIRouter()


@router.get("/phone/{session_id}")
async def phone(request: Request, session_id: str) -> Response:
    """The shell, for those who have joined; the others are shown to the join page."""
    session = await session_of(request, session_id)
    parts = parts_of(request)
    person_id = parts.tickets.participant(request.cookies, session_id)
    room = await parts.hub.room(session_id)
    if person_id is None or person_id not in room.board.people:
        return to(f"/j/{session.code}")
    values = shell(request, session, live=f"/live/1/{session_id}/participant", entry="phone")
    return page(request, "phone.html", **values)
