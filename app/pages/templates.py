"""Agendas and staircases to begin with: the ready-made, and those that a session's space has kept."""

from collections.abc import Collection
from typing import Annotated, Any

from fastapi import APIRouter, Request
from pydantic import Field, TypeAdapter, ValidationError
from starlette.responses import JSONResponse, Response

from app import wire
from app.entry import allowed
from app.languages import sentence
from app.pages.page import words
from app.parts import now, parts_of
from board.refusals import Refused
from board.rules.rights import no_cpr
from board.state import Agenda, Columns, Fact, Stage, Steps
from board.text import Id, Name
from sessions import templates
from sessions.access import Right
from sessions.agenda import AGENDAS, proposals
from sessions.database import Database
from sessions.staircases import COLUMNS, LAWS, STAIRCASES
from sessions.tables import Template
from sessions.templates import Kind

router = APIRouter()

LARGEST = 65_536  # bytes; thirty points of the longest titles take 10,000
_AGENDA: TypeAdapter[tuple[Stage, ...]] = TypeAdapter(Agenda)


class KeptAgenda(Fact):
    """What the console sends. `template_id` is made there, so that asking twice keeps it once."""

    template_id: Id
    name: Annotated[Name, Field(max_length=80)]
    agenda: Agenda


class Stairs(Fact):
    """What of a plan is a staircase."""

    steps: Steps
    columns: Columns = ()


class KeptStaircase(Stairs):
    """As with an agenda."""

    template_id: Id
    name: Annotated[Name, Field(max_length=80)]


async def staircases(database: Database, spaces: Collection[str] | None) -> dict[str, KeptStaircase]:
    """The kept staircases of these spaces, or of all, by id."""
    return {
        one.template_id: KeptStaircase(
            template_id=one.template_id, name=one.name, **dict(Stairs.model_validate_json(one.body))
        )
        for one in await templates.kept(database, "staircase", spaces)
    }


async def agendas(database: Database, spaces: Collection[str] | None) -> dict[str, KeptAgenda]:
    """The kept agendas of these spaces, or of all, by id."""
    return {
        one.template_id: KeptAgenda(
            template_id=one.template_id, name=one.name, agenda=_AGENDA.validate_json(one.body)
        )
        for one in await templates.kept(database, "agenda", spaces)
    }


@router.get("/sessions/{session_id}/templates/agenda")
async def listed(request: Request, session_id: str) -> Response:
    """What the console's agenda editor offers."""
    space_id = await _space(request, session_id)
    return await _list(request, space_id)


@router.post("/sessions/{session_id}/templates/agenda")
async def keep(request: Request, session_id: str) -> Response:
    space_id = await _space(request, session_id)
    try:
        asked = KeptAgenda.model_validate_json(await _body(request))
        for part in (asked, *asked.agenda):
            no_cpr(part)
        await _keep(request, space_id, "agenda", asked, _AGENDA.dump_json(asked.agenda).decode())
    except ValidationError as error:
        return _refusal(request, wire.explain(error))
    except Refused as refused:
        return _refusal(request, refused)
    return await _list(request, space_id)


@router.post("/sessions/{session_id}/templates/agenda/{template_id}/discard")
async def discard(request: Request, session_id: str, template_id: str) -> Response:
    space_id = await _space(request, session_id)
    await templates.discard(parts_of(request).database, "agenda", template_id, [space_id])
    return await _list(request, space_id)


@router.get("/sessions/{session_id}/templates/staircase")
async def staircases_listed(request: Request, session_id: str) -> Response:
    """What the console's staircase editor offers."""
    space_id = await _space(request, session_id)
    return await _staircases(request, space_id)


@router.post("/sessions/{session_id}/templates/staircase")
async def keep_staircase(request: Request, session_id: str) -> Response:
    space_id = await _space(request, session_id)
    try:
        asked = KeptStaircase.model_validate_json(await _body(request))
        for part in (asked, *asked.steps, *asked.columns):
            no_cpr(part)
        stairs = Stairs(steps=asked.steps, columns=asked.columns)
        await _keep(request, space_id, "staircase", asked, stairs.model_dump_json())
    except ValidationError as error:
        return _refusal(request, wire.explain(error))
    except Refused as refused:
        return _refusal(request, refused)
    return await _staircases(request, space_id)


@router.post("/sessions/{session_id}/templates/staircase/{template_id}/discard")
async def discard_staircase(request: Request, session_id: str, template_id: str) -> Response:
    space_id = await _space(request, session_id)
    await templates.discard(parts_of(request).database, "staircase", template_id, [space_id])
    return await _staircases(request, space_id)


async def _space(request: Request, session_id: str) -> str:
    """The session's space: what is kept is kept for it, and offered there alone."""
    return (await allowed(request, session_id, Right.CREATE)).session.space_id


async def _keep(
    request: Request, space_id: str, kind: Kind, asked: KeptAgenda | KeptStaircase, body: str
) -> None:
    made = Template(
        template_id=asked.template_id,
        space_id=space_id,
        kind=kind,
        name=asked.name,
        body=body,
        created_at=now(),
    )
    await templates.keep(parts_of(request).database, made)


async def _body(request: Request) -> bytes:
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LARGEST:
            raise Refused("too_long")
    return body


async def _list(request: Request, space_id: str) -> Response:
    lang = words(request).lang
    ready = [{"template_id": name, "agenda": _plain(make(lang))} for name, make in AGENDAS.items()]
    kept = [
        one.model_dump(mode="json")
        for one in (await agendas(parts_of(request).database, [space_id])).values()
    ]
    return JSONResponse({"ready": ready, "kept": kept, "kinds": _plain(proposals(lang))})


async def _staircases(request: Request, space_id: str) -> Response:
    kept = await staircases(parts_of(request).database, [space_id])
    ready = [
        {"template_id": name, **Stairs(steps=steps).model_dump(mode="json")}
        for name, steps in STAIRCASES.items()
    ]
    columns = [
        {"columns_id": name, "law": law, "columns": [column.model_dump() for column in make(law)]}
        for name, make in COLUMNS.items()
        for law in LAWS
    ]
    return JSONResponse(
        {
            "ready": ready,
            "kept": [one.model_dump(mode="json") for one in kept.values()],
            "columns": columns,
        }
    )


def _plain(stages: tuple[Stage, ...]) -> list[dict[str, Any]]:
    return [stage.model_dump(mode="json") for stage in stages]


def _refusal(request: Request, refused: Refused) -> Response:
    said = {"field": refused.field, "sentence": sentence(words(request), refused.code)}
    return JSONResponse(said, 422)
