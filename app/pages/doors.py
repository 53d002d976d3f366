"""A session's door, as its facilitator sees and moves it: open or closed, and the code that leads to it."""

from typing import Any

import structlog
from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from app import tracing
from app.entry import Missing, allowed
from app.languages import sentence
from app.pages.page import field, fields, session_of, words
from app.parts import parts_of
from board.refusals import Refused
from exports.qr import qr
from sessions import aloud, doors, waiting
from sessions.access import Right
from sessions.codes import show_code
from sessions.tables import Session
from sessions.traces import What

router = APIRouter()

PROPOSED = 8  # words at a time

_log = structlog.get_logger(__name__)


@router.get("/doors/{session_id}")
async def look(request: Request, session_id: str) -> Response:
    """How one gets in as it is now: asked for whenever that has changed (PROTOCOL.md, D5)."""
    await allowed(request, session_id, Right.RUN)
    return await _told(request, session_id)


@router.post("/doors/{session_id}")
async def move(request: Request, session_id: str) -> Response:
    """Open or close it, give it another code, say who comes in by that, let somebody in: as `do` says. Whoever runs
    the room may; but who comes in by the code is the owner's to say.
    """
    parts, form = parts_of(request), await request.form()
    do, kind = field(form, "do"), field(form, "kind")
    await allowed(request, session_id, Right.OWN if do == "choose" else Right.RUN)
    # Those whom the facilitator saw: who came meanwhile is not let in unseen.
    people = fields(form, "person_id")[: waiting.MOST]
    match do:
        case "open" | "close":
            what: What = "door_closed" if do == "close" else "door_opened"
            line = tracing.line(request, what, session_id=session_id)
            await doors.set_closed(parts.database, session_id, closed=do == "close", line=line)
        case "renew":
            line = tracing.line(request, "code_renewed", session_id=session_id)
            await doors.renew(parts.database, session_id, line=line)
        case "choose" if kind in doors.KINDS:
            line = tracing.line(request, "door_chosen", session_id=session_id, door=kind)
            try:
                await doors.choose(parts.database, session_id, kind, field(form, "word"), line)
            except Refused as refused:
                return JSONResponse({"sentence": sentence(words(request), refused.code)}, 422)
        case "let_in":
            await waiting.answer(parts.database, session_id, people, "in")
        case "turn_away":
            await waiting.answer(parts.database, session_id, people, "out")
        case _:
            raise Missing
    _log.info("door", session=session_id, do=do)
    parts.hub.door_changed(session_id)
    return await _told(request, session_id)


async def _told(request: Request, session_id: str) -> Response:
    return JSONResponse(await for_facilitators(request, await session_of(request, session_id)))


def for_everybody(request: Request, session: Session) -> dict[str, Any]:
    """What stands on the wall: the code, and its QR code as a path in a square of `size` modules, the light edge that
    cameras need included. Of a closed door neither.
    """
    if session.door_closed:
        return {"closed": True, "kind": session.door, "code": "", "qr": None}
    address = parts_of(request).origins.address(request)
    code = qr(f"{address}/q/{session.join_key}")
    return {"closed": False, "kind": session.door, "code": show_code(session.code), "qr": code}


async def for_facilitators(request: Request, session: Session) -> dict[str, Any]:
    """What stands on the console: that, the word to be said aloud and others to choose from, and who waits."""
    found = await waiting.everybody(parts_of(request).database, session.session_id)
    waits = [
        {
            "person_id": one.person_id,
            "name": one.name,
            "area_id": one.area_id,
            "table_id": one.table_id,
            "since": one.asked_at,
        }
        for one in found
    ]
    proposed = [aloud.propose() for _ in range(PROPOSED)]
    return for_everybody(request, session) | {"word": session.word, "proposed": proposed, "waiting": waits}
