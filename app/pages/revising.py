"""When a mapping is to be updated: the reminder, who sees to it, a calendar file, and where the work begins."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.entry import Missing, NotAllowed, NotSignedIn, allowed
from app.languages import sentence
from app.pages.page import field, page, session_of, to, words
from app.pages.planning import Wrong, is_day
from app.parts import now, parts_of, today
from board.text import clean, looks_like_cpr
from exports import calendar, labels, report
from exports.formats import MEDIA_TYPES
from exports.report import Mapping, Upkeep
from exports.words import N_
from sessions import lifecycle, mappings, revisions, summaries
from sessions.access import Right
from sessions.revisions import Reminder
from sessions.summaries import Head
from sessions.tables import Session

router = APIRouter()

LONGEST_OWNER = 200  # signs, as in the plan


@router.get("/sessions/{session_id}/revision")
async def look(request: Request, session_id: str) -> Response:
    await allowed(request, session_id, Right.WORK)
    return await _page(request, session_id)


@router.post("/sessions/{session_id}/revision")
async def say(request: Request, session_id: str) -> Response:
    """Move the reminder, set it aside, or have it again as it was agreed. The mapping stays as it is."""
    await allowed(request, session_id, Right.WORK)
    head, _reminder = await _newest(request, session_id)
    form, database = await request.form(), parts_of(request).database
    wanted = field(form, "do")
    if wanted == "move":
        day, owner = field(form, "day"), clean(field(form, "owner"))
        try:
            _check(day, owner)
        except Wrong as wrong:
            return await _page(request, session_id, wrong, day, owner)
        await revisions.say(database, session_id, agreed=head.next_date, now=now(), day=day, owner=owner)
    elif wanted == "aside":
        await revisions.say(database, session_id, agreed=head.next_date, now=now())
    else:
        await revisions.as_agreed(database, session_id, now())
    return to(f"/sessions/{session_id}/revision")


@router.get("/sessions/{session_id}/revision.ics")
async def dates(request: Request, session_id: str) -> Response:
    """The update for a calendar, coming again in its rhythm."""
    await allowed(request, session_id, Right.WORK)
    head, reminder = await _newest(request, session_id)
    if not reminder.day:
        raise Missing
    mapping = await _mapping(request, head)
    upkeep = _upkeep(mapping).model_copy(update={"next_date": reminder.day, "owner": reminder.owner})
    found = calendar.update(head.title, upkeep, words(request))
    made = calendar.write(session_id, found, at=head.frozen_at, number=mapping.log_number + reminder.said)
    told = 'attachment; filename="opdatering.ics"'
    return Response(made, media_type=MEDIA_TYPES["ics"], headers={"content-disposition": told})


def _check(day: str, owner: str) -> None:
    if not is_day(day) or day < today().isoformat():
        raise Wrong("day", N_("Vælg en dag, der ikke er gået."))
    if len(owner) > LONGEST_OWNER:
        raise Wrong("owner", "too_long")
    if looks_like_cpr(owner):
        raise Wrong("owner", "cpr")


async def _newest(request: Request, session_id: str) -> tuple[Head, Reminder]:
    """The session's newest mapping and its reminder. Raises `Missing`."""
    await session_of(request, session_id)
    database = parts_of(request).database
    editions = await summaries.editions(database, session_id)
    if not editions:
        raise Missing
    said = await revisions.of(database, [session_id])
    return editions[0], revisions.reminder(editions[0], said.get(session_id), today())


async def _mapping(request: Request, head: Head) -> Mapping:
    kept = await mappings.get(parts_of(request).database, head.session_id, head.version)
    if kept is None:
        raise Missing
    return await parts_of(request).aside.run(lambda: report.load(kept.body))


def _upkeep(mapping: Mapping) -> Upkeep:
    nothing = dict.fromkeys(Upkeep.model_fields, "")
    return mapping.session.upkeep or Upkeep.model_validate(nothing)


async def _followed_by(request: Request, session_id: str) -> Session | None:
    """The workshop that the update was begun with; None for who helps with the one before it alone."""
    if not session_id:
        return None
    try:
        await allowed(request, session_id, Right.READ)
    except (Missing, NotAllowed, NotSignedIn):
        return None
    return await lifecycle.find(parts_of(request).database, session_id)


async def _page(
    request: Request, session_id: str, wrong: Wrong | None = None, day: str = "", owner: str = ""
) -> Response:
    head, reminder = await _newest(request, session_id)
    mapping, translator = await _mapping(request, head), words(request)
    followed_by = await _followed_by(request, reminder.followed_by)
    why = ""
    if wrong is not None:
        why = (
            sentence(translator, wrong.sentence)
            if wrong.field == "owner"
            else translator.gettext(wrong.sentence)
        )
    return page(
        request,
        "revision.html",
        422 if wrong is not None else 200,
        head=head,
        reminder=reminder,
        followed_by=followed_by,
        rhythm=labels.rhythm(translator, _upkeep(mapping)),
        new_day=day or (reminder.day if reminder.days > 0 else ""),
        new_owner=owner or reminder.owner,
        first_day=today().isoformat(),
        wrong=wrong.field if wrong is not None else "",
        why=why,
    )
