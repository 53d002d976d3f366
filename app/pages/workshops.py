"""The facilitator's workshops: the list, a new one, a demo."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.pages import planning, templates
from app.pages.page import facilitator, field, page, to, words
from app.parts import now, parts_of, today
from app.security import new_id
from board.commands import Freeze
from board.people import Actor
from board.refusals import Refused
from board.state import StageKind
from sessions import demo, lifecycle, mappings

router = APIRouter()

FROZEN = "frozen"  # beside the stages: a demo that is over, with its mapping
DEMO_STAGES = (*demo.STAGES, FROZEN)


@router.get("/workshops")
async def workshops(request: Request) -> Response:
    await facilitator(request)
    parts = parts_of(request)
    kept = await mappings.all_mappings(parts.database)
    return page(
        request,
        "workshops.html",
        sessions=await lifecycle.all_sessions(parts.database),
        archived=await lifecycle.all_sessions(parts.database, archived=True),
        versions={head.session_id: head.version for head in reversed(kept)},
        stages=DEMO_STAGES,
    )


@router.get("/workshops/new")
async def new(request: Request) -> Response:
    await facilitator(request)
    return page(
        request,
        "new_workshop.html",
        **planning.blank(today(), await _kept(request)),
    )


@router.post("/workshops/new")
async def create(request: Request) -> Response:
    facilitator_id = await facilitator(request)
    form = await request.form()
    kept = await _kept(request)
    try:
        setup = planning.setup(form, words(request).lang, kept)
        session = await lifecycle.create(
            parts_of(request).database,
            setup,
            session_id=new_id(),
            facilitator_id=facilitator_id,
            now=now(),
        )
    except (planning.Wrong, Refused) as wrong:
        return page(request, "new_workshop.html", 422, **planning.again(form, wrong, words(request), kept))
    return to(f"/console/{session.session_id}")


async def _kept(request: Request) -> planning.Kept:
    database = parts_of(request).database
    return planning.Kept(await templates.agendas(database), await templates.staircases(database))


@router.post("/demo")
async def make_demo(request: Request) -> Response:
    facilitator_id = await facilitator(request)
    stage = field(await request.form(), "stage")
    kind: StageKind = "wrapup" if stage == FROZEN else stage if stage in demo.STAGES else "placing"
    session = await demo.create(
        parts_of(request).database,
        kind,
        session_id=new_id(),
        facilitator_id=facilitator_id,
        now=now(),
        lang=words(request).lang,
    )
    if stage == FROZEN:
        room = await parts_of(request).hub.room(session.session_id)
        await room.submit(Actor("facilitator", facilitator_id), Freeze(id=new_id()))
    return to(f"/console/{session.session_id}")


@router.post("/workshops/{session_id}/archive")
async def archive(request: Request, session_id: str) -> Response:
    await facilitator(request)
    await lifecycle.archive(parts_of(request).database, session_id, now())
    return to("/workshops")


@router.post("/workshops/{session_id}/unarchive")
async def unarchive(request: Request, session_id: str) -> Response:
    await facilitator(request)
    await lifecycle.unarchive(parts_of(request).database, session_id)
    return to("/workshops")
