"""Who may read a mapping, and the mapping itself: what each of its pages and files begins with."""

from typing import Annotated

from fastapi import Path, Request
from starlette.responses import Response

from app.entry import Missing, NotSignedIn, allowed
from app.pages.page import page
from app.parts import parts_of
from exports import changes, freezing, report
from sessions.access import Right
from sessions.tables import Mapping, Session

Version = Annotated[int, Path(ge=1, le=1_000_000)]  # more than a database's whole number takes is no version


async def may_read(request: Request, session_id: str) -> bool:
    """Whether this person may also see names; readers, and those who took part, see the mapping without.

    Raises `NotSignedIn` and `Missing` for everybody else.
    """
    try:
        return Right.READ in (await allowed(request, session_id, Right.SEE)).rights
    except (NotSignedIn, Missing):
        parts = parts_of(request)
        person_id = parts.tickets.participant(request.cookies, session_id)
        if person_id is None or person_id in (await parts.hub.room(session_id)).board.control.removed:
            raise
        return False


async def kept_mapping(request: Request, session_id: str, version: int) -> Mapping:
    """A version of the session's mapping. Raises `Missing`, and `freezing.PersonalNumber`."""
    parts = parts_of(request)
    room = await parts.hub.room(session_id)
    kept = await parts.keeper.mapping(session_id, version, newest=room.board.version)
    if kept is None:
        raise Missing
    return kept


def content_of(kept: Mapping, *, named: bool) -> report.Mapping:
    """What stands in the mapping, for who may see names or for any other reader."""
    content = report.load(kept.body)
    return content if named else changes.for_readers(content)


def not_kept(request: Request, session: Session, trouble: freezing.PersonalNumber) -> Response:
    """Says which kinds of texts look like a CPR number; never the texts."""
    places = sorted({place.kind for place in trouble.places})
    return page(request, "personal_number.html", 409, session=session, texts=places)
