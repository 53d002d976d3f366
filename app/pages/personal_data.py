"""What is held about the people of a workshop: for the facilitator, and for each of them what is held about them."""

import json
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from app import tracing
from app.entry import NotSignedIn, allowed
from app.forgetting import forget
from app.pages.page import field, page, session_of, to, words
from app.parts import parts_of, today
from board.tidying import as_the_room_sees
from exports.words import N_
from sessions import erasing, participants
from sessions.access import Right
from sessions.tables import Participant, Session

router = APIRouter()

FILES = 3  # that a person may fetch at once: each reads all that they ever asked for
FILES_PER_SECOND = 0.1


@router.get("/sessions/{session_id}/personal-data")
async def overview(request: Request, session_id: str) -> Response:
    await allowed(request, session_id, Right.OWN)
    return await _page(request, await session_of(request, session_id))


@router.post("/sessions/{session_id}/personal-data")
async def decide(request: Request, session_id: str) -> Response:
    """Another day to forget them on, or now: as the pressed button says."""
    session, _, _ = await allowed(request, session_id, Right.OWN)
    parts, form = parts_of(request), await request.form()
    if field(form, "do") == "forget":
        if "sure" not in form:
            return await _page(request, session, error=("sure", N_("Sæt kryds, hvis du er sikker.")))
        await forget(parts.database, parts.documents, session_id, tracing.asker(request, session_id))
        return to(f"/sessions/{session_id}/personal-data")
    chosen = field(form, "day")
    try:
        day = date.fromisoformat(chosen) if chosen else None
    except ValueError:
        day = date.min
    if day is not None and not today() < day <= _furthest():
        return await _page(
            request, session, error=("day", N_("Vælg en dag fra i morgen og højst tre år frem.")), day=chosen
        )
    line = tracing.line(request, "erasing_day_chosen", session_id=session_id)
    await erasing.choose_day(parts.database, session_id, day, line)
    return to(f"/sessions/{session_id}/personal-data")


@router.get("/phone/{session_id}/mine")
async def mine(request: Request, session_id: str) -> Response:
    return await _mine(request, session_id)


@router.post("/phone/{session_id}/mine")
async def forget_my_name(request: Request, session_id: str) -> Response:
    """The name goes; the person stays who they are, with their cards."""
    person = await _me(request, session_id)
    parts = parts_of(request)
    if not await _is_own(request, person):
        return await _mine(request, session_id, 403)
    await erasing.forget_name(parts.database, person)
    parts.documents.forget_names(session_id)
    return to(f"/phone/{session_id}/mine")


@router.get("/phone/{session_id}/mine.json")
async def my_file(request: Request, session_id: str) -> Response:
    """All that is held about whoever asks, and about nobody else (databeskyttelsesforordningen, article 15).

    Only they can have it: to a facilitator it would tell who wrote what. So what they asked for is left out on a phone
    that was recognised by their name: facilitators know that too.
    """
    person = await _me(request, session_id)
    parts = parts_of(request)
    if not parts.changes.of((person.person_id, "file"), FILES_PER_SECOND, FILES).take():
        return await _mine(request, session_id, 429, error=N_("Filen er lige hentet. Prøv igen om lidt."))
    phones = await erasing.phones_of(parts.database, session_id, person.person_id)
    head = {
        "session_id": session_id,
        "person": person.model_dump(include={"person_id", "name", "area_id", "joined_at"}),
        "phones": [phone._asdict() for phone in phones],
    }
    written = None
    if await _is_own(request, person):
        written = await erasing.written_by(parts.database, session_id, person.person_id)
    content = await parts.aside.run(lambda: _file(head, written))
    headers = {
        "content-disposition": 'attachment; filename="persondata.json"',
        "cache-control": "no-store",
    }
    return Response(content, media_type="application/json", headers=headers)


def _file(head: dict[str, Any], written: Sequence[erasing.Written] | None) -> bytes:
    """One line for each thing that was asked for. The facts are JSON already, and may be megabytes."""
    begun = json.dumps(head, ensure_ascii=False)
    if written is None:
        return begun.encode()
    asked = ",\n".join(f'{{"at": {one.at}, "facts": {one.events}}}' for one in written)
    return f'{begun[:-1]}, "asked_for": [\n{asked}\n]}}'.encode()


async def _mine(request: Request, session_id: str, status: int = 200, *, error: str = "") -> Response:
    """What whoever asks sees of what is held about them. Raises `NotSignedIn`."""
    parts = parts_of(request)
    # First of all who it is: an id that is passed on tells nobody else whether there is such a workshop.
    person, session = await _me(request, session_id), await session_of(request, session_id)
    board = as_the_room_sees((await parts.hub.room(session_id)).board)
    return page(
        request,
        "mine.html",
        status,
        session=session,
        person=person,
        is_own=await _is_own(request, person),
        area=next((area.name for area in board.setup.areas if area.area_id == person.area_id), ""),
        phones=await erasing.phones_of(parts.database, session_id, person.person_id),
        cards=[card.offer.name for card in board.cards.values() if card.author_id == person.person_id],
        questions=[one.text for one in board.questions.values() if one.author_id == person.person_id],
        named=board.setup.names_in_mapping,
        due=(await erasing.held(parts.database, session, parts.settings.names_days)).due,
        error=words(request).gettext(error) if error else "",
    )


async def _is_own(request: Request, person: Participant) -> bool:
    """Whether the phone that asks is one that the person came in with."""
    parts = parts_of(request)
    device_id = parts.tickets.device(request.cookies) or ""
    return await participants.is_own_phone(parts.database, person, device_id)


async def _me(request: Request, session_id: str) -> Participant:
    """Who asks. Raises `NotSignedIn`: the ticket of somebody who has been forgotten names nobody any more."""
    parts = parts_of(request)
    person_id = parts.tickets.participant(request.cookies, session_id)
    person = await participants.find(parts.database, session_id, person_id or "")
    if person is None:
        raise NotSignedIn
    return person


async def _page(
    request: Request, session: Session, *, error: tuple[str, str] = ("", ""), day: str | None = None
) -> Response:
    parts = parts_of(request)
    days = parts.settings.names_days
    held = await erasing.held(parts.database, session, days)
    where, why = error
    values: dict[str, Any] = {
        "session": session,
        "held": held,
        "days": days,
        "day": session.erase_on if day is None else day,
        "first": (today() + timedelta(days=1)).isoformat(),
        "last": _furthest().isoformat(),
        "error_field": where,
        "error": words(request).gettext(why) if why else "",
    }
    return page(request, "personal_data.html", 422 if why else 200, **values)


def _furthest() -> date:
    return today() + timedelta(days=erasing.FURTHEST)
