"""The facilitator's page for one session, and what it asks for beside the socket."""

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from app.entry import NotAllowed, allowed
from app.pages import doors
from app.pages.page import page, shell, to, words
from app.parts import now, parts_of
from board import candidates as proposals
from exports import calendar
from exports.formats import MEDIA_TYPES
from exports.report import Upkeep
from sessions import participants
from sessions.access import Right

router = APIRouter()


@router.get("/console/{session_id}")
async def console(request: Request, session_id: str) -> Response:
    session, facilitator_id, rights = await allowed(request, session_id, Right.RUN)
    if session.overview:
        return to(f"/mappings/{session_id}")  # no day is led there
    live = f"/live/1/{session_id}/facilitator"
    values = shell(request, session, live=live, entry="console", invites=True)
    values["data"] = asked_beside(request, session_id, facilitator_id) | {
        "door": await doors.for_facilitators(request, session),
        "doors": f"/doors/{session_id}",
        "chooses_door": Right.OWN in rights,
        "projector": f"/wall/{session.projector_key}",
        "join": values["join_url"],
    }
    return page(request, "console.html", **values)


def asked_beside(request: Request, session_id: str, facilitator_id: str) -> dict[str, Any]:
    """What a facilitator's page asks for beside the socket, and who looks at it."""
    return {
        "people": f"/people/{session_id}",
        "candidates": f"/candidates/{session_id}",
        "sign_in": facilitator_id,
        "helpers": f"/co-facilitators/{session_id}",
        "helps": facilitator_id == parts_of(request).tickets.helper(request.cookies, session_id),
    }


@router.get("/sessions/{session_id}/calendar.ics")
async def dates(request: Request, session_id: str) -> Response:
    """The dates that are agreed on so far, for a calendar."""
    await allowed(request, session_id, Right.RUN)
    board = (await parts_of(request).hub.room(session_id)).board
    actions = [action for action in board.actions.values() if not action.removed]
    upkeep = Upkeep(**board.setup.upkeep.model_dump())
    found = calendar.events(board.setup.title, upkeep, actions, words(request))
    made = calendar.write(session_id, found, at=now(), number=board.number)
    told = 'attachment; filename="kortlaegning.ics"'
    return Response(made, media_type=MEDIA_TYPES["ics"], headers={"content-disposition": told})


@router.get("/people/{session_id}")
async def people(request: Request, session_id: str) -> Response:
    """Who has joined: for the facilitator alone, with names only where the plan lets them be shown. The socket
    never carries a name.
    """
    await allowed(request, session_id, Right.RUN)
    shown = (await parts_of(request).hub.room(session_id)).board.setup.names_shown
    found = await participants.people(parts_of(request).database, session_id)
    return JSONResponse(
        [
            {"person_id": one.person_id, "name": one.name if shown else "", "area_id": one.area_id}
            for one in found
        ]
    )


@router.get("/candidates/{session_id}")
async def candidates(request: Request, session_id: str) -> Response:
    """What may overlap, found by rules on the board as it stands; and target groups that may be worth counting.

    While a board is open it is for who runs it: what stands there has not been read by everybody in the room yet.
    """
    found = await allowed(request, session_id, Right.WORK)
    parts = parts_of(request)
    board = (await parts.hub.room(session_id)).board
    if board.frozen_at is None and Right.RUN not in found.rights:
        raise NotAllowed

    def made() -> dict[str, object]:
        return {
            "candidates": [
                {
                    "form": one.form,
                    "card_ids": one.card_ids,
                    "reasons": [why._asdict() for why in one.reasons],
                    "rejected": one.rejected,
                }
                for one in proposals.candidates(board)
            ],
            "target_groups": proposals.target_groups(board),
        }

    return JSONResponse(await parts.aside.run(made))
