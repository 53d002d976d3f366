"""Paper for rooms without phones, before the day: blank cards to cut, and the staircase as a poster."""

from typing import Annotated, cast, get_args

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from app.documents import NotMade, NotYet
from app.entry import allowed
from app.pages.page import page, session_of, shell, words
from app.parts import parts_of
from board.state import Setup
from exports.paper import MEDIA_TYPE, MOST_SHEETS, Size, Wanted, stairs
from exports.words import N_
from sessions.access import Right

router = APIRouter()

WAIT = 30.0  # seconds for a file, before a page says that it takes longer
SIZES: tuple[Size, ...] = tuple(reversed(get_args(Size)))
A6, A5 = 105, 148.5  # mm: the heights of the cards


@router.get("/sessions/{session_id}/paper")
async def choose(request: Request, session_id: str) -> Response:
    await allowed(request, session_id, Right.RUN)
    return await _page(request, session_id)


@router.get("/sessions/{session_id}/paper/cards.pdf")
async def cards(
    request: Request,
    session_id: str,
    sheets: Annotated[int, Query(ge=1, le=MOST_SHEETS)] = 10,
    per_sheet: Annotated[int, Query(ge=2, le=4)] = 4,
    area: str = "",
) -> Response:
    """Blank cards. An area that the workshop does not have leaves room to write one."""
    await allowed(request, session_id, Right.RUN)
    plain = await _wanted(request, session_id)
    room = await parts_of(request).hub.room(session_id)
    chosen = next((one for one in room.board.setup.areas if one.area_id == area), None)
    wanted = plain.model_copy(
        update={"sheets": sheets, "per_sheet": 2 if per_sheet == 2 else 4, "area": chosen}
    )
    return await _file(
        request, session_id, "cards", wanted, f"tilbudskort-{'a5' if per_sheet == 2 else 'a6'}"
    )


@router.get("/sessions/{session_id}/paper/poster.pdf")
async def staircase(
    request: Request,
    session_id: str,
    size: Annotated[str, Query(pattern="^a[0-3]$")] = "a0",
    turned: Annotated[str, Query(pattern="^(landscape|portrait)$")] = "landscape",
) -> Response:
    """The staircase, empty."""
    await allowed(request, session_id, Right.RUN)
    plain = await _wanted(request, session_id)
    wanted = plain.model_copy(update={"size": cast(Size, size), "landscape": turned == "landscape"})
    return await _file(request, session_id, "poster", wanted, f"trappe-{size}")


async def _wanted(request: Request, session_id: str) -> Wanted:
    """What stands on all paper of this workshop, by the plan as it is now."""
    session = await session_of(request, session_id)
    setup = (await parts_of(request).hub.room(session_id)).board.setup
    told = shell(request, session, live="", entry="", invites=True)
    return Wanted(
        title=setup.title,
        municipality=setup.municipality,
        date=setup.date,
        steps=setup.steps,
        columns=setup.columns,
        code=told["code"],
        address=told["address"],
        join_url=told["join_url"],
    )


async def _file(request: Request, session_id: str, kind: str, wanted: Wanted, name: str) -> Response:
    try:
        made = await parts_of(request).documents.paper(kind, wanted, words(request).lang, within=WAIT)
    except NotYet:
        return await _page(request, session_id, N_("Der er mange filer i gang lige nu. Prøv igen om lidt."))
    except NotMade:
        return await _page(request, session_id, N_("Der gik noget galt hos os. Prøv igen."))
    told = f'attachment; filename="{name}.pdf"'
    return Response(made.content, media_type=MEDIA_TYPE, headers={"content-disposition": told})


async def _page(request: Request, session_id: str, trouble: str = "") -> Response:
    session = await session_of(request, session_id)
    setup = (await parts_of(request).hub.room(session_id)).board.setup
    return page(
        request,
        "paper.html",
        503 if trouble else 200,
        session=session,
        areas=setup.areas,
        most=MOST_SHEETS,
        sizes=[
            (
                size,
                _room(size, setup, landscape=True),
                _room(size, setup, landscape=False),
            )
            for size in SIZES
        ],
        trouble=words(request).gettext(trouble) if trouble else "",
    )


def _room(size: Size, setup: Setup, *, landscape: bool) -> tuple[int, str]:
    """How high (cm) a step of the poster is, and the largest of our cards that fits upon it; "" for none."""
    high = stairs(size, len(setup.steps), landscape=landscape, columns=bool(setup.columns)).high
    return round(high / 10), "A5" if high >= A5 else "A6" if high >= A6 else ""
