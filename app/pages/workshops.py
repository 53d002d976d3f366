"""The facilitator's workshops: the list, a new one, a demo."""

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from app import tracing
from app.entry import allowed, home_of, somewhere
from app.pages import planning, templates
from app.pages.choosing import chosen, to_choose
from app.pages.page import field, page, to, words
from app.parts import now, parts_of, today
from app.security import new_id
from board.commands import Freeze
from board.people import Actor
from board.refusals import Refused
from board.state import StageKind
from sessions import demo, lifecycle, mappings, members
from sessions.access import Person, Right, may

router = APIRouter()

FROZEN = "frozen"  # beside the stages: a demo that is over, with its mapping
DEMO_STAGES = (*demo.STAGES, FROZEN)


@router.get("/workshops")
async def workshops(request: Request) -> Response:
    who = await somewhere(request, Right.RUN)
    parts, spaces = parts_of(request), who.spaces(Right.RUN)
    shown_in = await to_choose(request, who, Right.RUN)
    only = request.query_params.get("space", "")
    within = [only] if only in shown_in else spaces
    kept = await mappings.in_spaces(parts.database, within)
    sessions = await lifecycle.all_sessions(parts.database, within)
    archived = await lifecycle.all_sessions(parts.database, within, archived=True)
    others = {one.owner_id for one in (*sessions, *archived)} - {who.account_id}
    return page(
        request,
        "workshops.html",
        shown_in=shown_in,
        only=only if only in shown_in else "",
        spaces=await to_choose(request, who, Right.CREATE),
        home=only if only in shown_in else home_of(who) if who.has_anywhere(Right.CREATE) else "",
        movable={
            one.session_id for one in sessions if shown_in and may(who, Right.MANAGE, space_id=one.space_id)
        },
        sessions=sessions,
        archived=archived,
        owned={
            one.session_id
            for one in (*sessions, *archived)
            if may(who, Right.OWN, space_id=one.space_id, owner_id=one.owner_id)
        },
        owners=await members.names(parts.database, others),
        former=await members.former(parts.database, others),
        versions={head.session_id: head.version for head in reversed(kept)},
        stages=DEMO_STAGES,
    )


@router.get("/workshops/new")
async def new(request: Request) -> Response:
    who = await somewhere(request, Right.CREATE)
    return await _form(request, who, await chosen(request, request.query_params, who))


@router.post("/workshops/new")
async def create(request: Request) -> Response:
    who = await somewhere(request, Right.CREATE)
    form = await request.form()
    space_id = await chosen(request, form, who)
    kept = await _kept(request, space_id)
    try:
        setup = planning.setup(form, words(request).lang, kept)
        session = await lifecycle.create(
            parts_of(request).database,
            setup,
            session_id=new_id(),
            facilitator_id=who.account_id,
            now=now(),
            space_id=space_id,
        )
    except (planning.Wrong, Refused) as wrong:
        values = planning.again(form, wrong, words(request), kept)
        return await _form(request, who, space_id, 422, values)
    return to(f"/console/{session.session_id}")


async def _form(
    request: Request, who: Person, home: str, status: int = 200, values: dict[str, Any] | None = None
) -> Response:
    """The form, for a workshop in this space, with the templates that are kept there."""
    if values is None:
        values = planning.blank(today(), await _kept(request, home))
    spaces = await to_choose(request, who, Right.CREATE)
    return page(request, "new_workshop.html", status, spaces=spaces, home=home, **values)


async def _kept(request: Request, space_id: str) -> planning.Kept:
    database = parts_of(request).database
    return planning.Kept(
        await templates.agendas(database, [space_id]), await templates.staircases(database, [space_id])
    )


@router.post("/demo")
async def make_demo(request: Request) -> Response:
    who = await somewhere(request, Right.CREATE)
    form = await request.form()
    stage, space_id = field(form, "stage"), await chosen(request, form, who)
    kind: StageKind = "wrapup" if stage == FROZEN else stage if stage in demo.STAGES else "placing"
    session = await demo.create(
        parts_of(request).database,
        kind,
        session_id=new_id(),
        facilitator_id=who.account_id,
        now=now(),
        space_id=space_id,
        lang=words(request).lang,
    )
    if stage == FROZEN:
        room = await parts_of(request).hub.room(session.session_id)
        await room.submit(Actor("facilitator", who.account_id), Freeze(id=new_id()))
        frozen = tracing.line(request, "frozen", session_id=session.session_id, version=1)
        parts_of(request).tracer.offer(frozen)
    return to(f"/console/{session.session_id}")


@router.post("/workshops/{session_id}/archive")
async def archive(request: Request, session_id: str) -> Response:
    await allowed(request, session_id, Right.OWN)
    line = tracing.line(request, "workshop_archived", session_id=session_id)
    await lifecycle.archive(parts_of(request).database, session_id, now(), line)
    return to("/workshops")


@router.post("/workshops/{session_id}/unarchive")
async def unarchive(request: Request, session_id: str) -> Response:
    await allowed(request, session_id, Right.OWN)
    line = tracing.line(request, "workshop_restored", session_id=session_id)
    await lifecycle.unarchive(parts_of(request).database, session_id, line)
    return to("/workshops")
