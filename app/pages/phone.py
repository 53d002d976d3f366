"""The participant's page."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.pages.page import page, session_of, shell, to
from app.parts import parts_of
from board.seating import belongs, table_id_of, tables_by_area
from board.state import Board

router = APIRouter()


@router.get("/phone/{session_id}")
async def phone(request: Request, session_id: str) -> Response:
    """The shell, for those who have joined; the others are led to where phones come back.

    That is the same whether there is such a workshop or not: its id stands in addresses that are passed on, and opens
    nothing.
    """
    parts = parts_of(request)
    person_id = parts.tickets.participant(request.cookies, session_id)
    if person_id is None:
        return to(f"/back/{session_id}")
    session = await session_of(request, session_id)
    room = await parts.hub.room(session_id)
    if person_id not in room.board.people:
        return to(f"/back/{session_id}")
    # Who was sent out sees the page too: it says so, and has what they wrote. The socket tells it nothing.
    begins = _begins_to_write(room.board, person_id)
    live = f"/live/1/{session_id}/participant"
    return page(
        request, "phone.html", **shell(request, session, live=live, entry="phone", begin_writing=begins)
    )


def _begins_to_write(board: Board, person_id: str) -> bool:
    """Whether this person's next step is their first card: then the form need not wait for the socket.

    It is not when they have written one, or when their table is first asked about known offers.
    """
    if board.frozen_at is not None or board.stage.kind != "writing" or "write" not in board.stage.abilities:
        return False
    if person_id in board.control.removed:
        return False
    tables = tables_by_area(board.setup)
    table = table_id_of(board, person_id, tables) or board.people[person_id]
    return all(
        card.author_id != person_id and (card.confirmed or card.withdrawn or not belongs(tables, table, card))
        for card in board.cards.values()
    )
