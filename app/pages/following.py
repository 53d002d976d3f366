"""The next workshop, begun from a mapping: its plan and its offers are there from the first moment."""

import re
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Path, Request
from pydantic import ValidationError
from starlette.datastructures import FormData
from starlette.responses import Response

from app import tracing, wire
from app.entry import Missing, allowed
from app.languages import sentence
from app.pages.page import field, page, to, words
from app.pages.planning import Wrong, is_day
from app.parts import now, parts_of, today
from app.security import new_id
from board.refusals import Refused
from board.state import Board, Setup
from board.text import clean
from exports import following, freezing, report
from exports.report import Mapping
from exports.words import N_
from sessions import lifecycle, revisions, summaries
from sessions.access import Right

router = APIRouter()

Version = Annotated[int, Path(ge=1, le=1_000_000)]
_NEW_ID = re.compile(r"[A-Za-z0-9_-]{22}")  # as `new_id` makes it


@router.get("/mappings/{session_id}/{version}/next")
async def ask(request: Request, session_id: str, version: Version) -> Response:
    """What comes along, and on which day it could be."""
    await allowed(request, session_id, Right.CREATE)
    mapping, board = await _before(request, session_id, version)
    day = following.day(mapping, today())
    return _page(request, session_id, mapping, board, new_id(), following.title(mapping, day), day)


@router.post("/mappings/{session_id}/{version}/next")
async def begin(request: Request, session_id: str, version: Version) -> Response:
    """The workshop. Its id comes with the form, so that pressing twice makes one."""
    session, facilitator_id, _ = await allowed(request, session_id, Right.CREATE)
    mapping, board = await _before(request, session_id, version)
    form = await request.form()
    made_id = field(form, "made_id")
    if not _NEW_ID.fullmatch(made_id):
        raise Missing
    parts, translator = parts_of(request), words(request)
    # What an older version agreed on is nothing that anybody is reminded of.
    newest = (await summaries.editions(parts.database, session_id))[0]
    begun = partial(revisions.begun, session_id=session_id, agreed=newest.next_date, by=made_id, now=now())
    also = begun if newest.version == version else None

    def wrong(where: str, why: str) -> Response:
        title, day = field(form, "title"), field(form, "date")
        return _page(
            request, session_id, mapping, board, made_id, title, day, where, why, offers="offers" in form
        )

    try:
        setup = _plan(form, board)
        entries = await parts.aside.run(
            lambda: following.log(
                setup,
                mapping if "offers" in form else None,
                translator,
                session_id=session_id,
                import_id=new_id(),
                facilitator_id=facilitator_id,
                now=now(),
            )
        )
        made = await lifecycle.create(
            parts.database,
            setup,
            session_id=made_id,
            facilitator_id=facilitator_id,
            now=now(),
            entries=entries,
            also=also,
            space_id=session.space_id,
        )
    except Wrong as mistake:
        return wrong(mistake.field, translator.gettext(mistake.sentence))
    except Refused as refused:
        return wrong(refused.field, sentence(translator, refused.code))
    return to(f"/console/{made.session_id}")


def _plan(form: FormData, board: Board) -> Setup:
    title, day = field(form, "title"), field(form, "date")
    if not clean(title):
        raise Wrong("title", N_("Skriv, hvad workshoppen hedder."))
    if not is_day(day):
        raise Wrong("date", N_("Vælg den dag, workshoppen holdes."))
    try:
        return following.plan(board.setup, title=title, day=day)
    except ValidationError as error:
        raise wire.explain(error) from None


async def _before(request: Request, session_id: str, version: int) -> tuple[Mapping, Board]:
    """The mapping and the board that it was made of. Raises `Missing`, and `NotSignedIn` for who may not see it."""
    parts = parts_of(request)
    await allowed(request, session_id, Right.READ)
    room = await parts.hub.room(session_id)
    try:
        kept = await parts.keeper.mapping(session_id, version, newest=room.board.version)
    except freezing.PersonalNumber:
        raise Missing from None  # the mapping's own page says what is to be done
    if kept is None:
        raise Missing
    board = room.board.versions.newest if room.board.version == version else None
    if board is None:
        board = await parts.keeper.frozen_board(session_id, version)
    if board is None:
        raise Missing
    tracing.read(request, "mapping_opened", session_id, version=version)
    return await parts.aside.run(lambda: report.load(kept.body)), board


def _page(
    request: Request,
    session_id: str,
    mapping: Mapping,
    board: Board,
    made_id: str,
    title: str,
    day: str,
    wrong: str = "",
    why: str = "",
    *,
    offers: bool = True,
) -> Response:
    return page(
        request,
        "next_workshop.html",
        422 if why else 200,
        mapping=mapping,
        mapping_url=f"/mappings/{session_id}/{mapping.version}",
        setup=board.setup,
        made_id=made_id,
        new_title=title,
        new_day=day,
        wrong=wrong,
        why=why,
        with_offers=offers,
    )
