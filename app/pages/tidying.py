"""The page on which a facilitator tidies up a frozen mapping for its next version, and what it would say of itself."""

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from app import tracing
from app.entry import Missing, allowed
from app.pages.console import asked_beside
from app.pages.page import page, shell, words
from app.parts import parts_of
from board.people import Audience
from board.sight import see
from board.state import Board
from exports import changed, freezing
from exports.report import Change, Mapping
from exports.words import Translator
from sessions.access import Right

router = APIRouter()


@router.get("/mappings/{session_id}/tidy")
async def tidy(request: Request, session_id: str) -> Response:
    """The newest version, beside what is to become of it."""
    session, facilitator_id, _ = await allowed(request, session_id, Right.WORK)
    parts = parts_of(request)
    newest = (await parts.hub.room(session_id)).board.versions.newest
    if newest is None:
        raise Missing
    tracing.read(request, "mapping_opened", session_id, version=newest.version)

    def made() -> Response:
        values = shell(request, session, live=f"/live/1/{session_id}/facilitator", entry="tidy")
        values["data"] = asked_beside(request, session_id, facilitator_id) | {
            "changes": f"/mappings/{session_id}/tidy/changes",
            "version": newest.version,
            "before": _cards(newest),
        }
        return page(request, "tidy.html", **values, version=newest.version)

    return await parts.aside.run(made)


@router.get("/mappings/{session_id}/tidy/changes")
async def changes(request: Request, session_id: str) -> Response:
    """What the next version would say of the one before it if it were frozen now."""
    await allowed(request, session_id, Right.WORK)
    parts, translator = parts_of(request), words(request)
    board = (await parts.hub.room(session_id)).board
    if not board.is_tidied:
        return JSONResponse([])
    tracing.read(request, "mapping_opened", session_id, version=board.version)
    return JSONResponse(await parts.aside.run(lambda: _told(freezing.foreseen(board), translator)))


def _cards(board: Board) -> list[dict[str, Any]]:
    """The cards as the facilitator saw them, so that the page may compare them with those on the line."""
    things = see(board, Audience("facilitator")).values()
    return [thing.model_dump(mode="json") for thing in things if thing.kind == "card"]


def _told(mapping: Mapping, words: Translator) -> list[dict[str, Any]]:
    made = mapping.changes.made if mapping.changes else ()
    names = {offer.offer_id: offer.name for offer in mapping.offers}
    names |= {one.key: one.name for one in made if one.about == "offer"}
    said = {offer.offer_id: offer.provenance for offer in mapping.offers}

    def one(change: Change) -> dict[str, Any]:
        added = said.get(change.key) if (change.about, change.kind) == ("offer", "added") else None
        return {
            "about": change.about,
            "key": change.key,
            "kind": change.kind,
            "what": changed.what(words, change),
            "name": change.name,
            "merged_into": names.get(change.merged_into or "", ""),
            "split_from": names.get(change.split_from or "", ""),
            "source": added.source if added else "",
            "why": added.why if added else "",
            "fields": [
                {"name": name, "was": was, "now": now} for name, was, now in changed.fields(words, change)
            ],
        }

    return [one(change) for change in made]
