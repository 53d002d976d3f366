"""Agendas to begin with: the ready-made ones, and those that this installation's facilitators have kept."""

from typing import Annotated, Any

from fastapi import APIRouter, Request
from pydantic import Field, TypeAdapter, ValidationError
from starlette.responses import JSONResponse, Response

from app import wire
from app.languages import sentence
from app.pages.page import facilitator, words
from app.parts import now, parts_of
from board.refusals import Refused
from board.rules.rights import no_cpr
from board.state import Agenda, Fact, Stage
from board.text import Id, Name
from sessions import templates
from sessions.agenda import AGENDAS, proposals
from sessions.database import Database
from sessions.tables import Template

router = APIRouter()

LARGEST = 65_536  # bytes; thirty points of the longest titles take 10,000
_AGENDA: TypeAdapter[tuple[Stage, ...]] = TypeAdapter(Agenda)


class KeptAgenda(Fact):
    """What the console sends. `template_id` is made there, so that asking twice keeps it once."""

    template_id: Id
    name: Annotated[Name, Field(max_length=80)]
    agenda: Agenda


async def agendas(database: Database) -> dict[str, KeptAgenda]:
    """The kept agendas by id."""
    return {
        one.template_id: KeptAgenda(
            template_id=one.template_id, name=one.name, agenda=_AGENDA.validate_json(one.body)
        )
        for one in await templates.kept(database, "agenda")
    }


@router.get("/templates/agenda")
async def listed(request: Request) -> Response:
    """What the console's agenda editor offers."""
    await facilitator(request)
    return await _list(request)


@router.post("/templates/agenda")
async def keep(request: Request) -> Response:
    await facilitator(request)
    try:
        asked = KeptAgenda.model_validate_json(await _body(request))
        for part in (asked, *asked.agenda):
            no_cpr(part)
        await templates.keep(
            parts_of(request).database,
            Template(
                template_id=asked.template_id,
                kind="agenda",
                name=asked.name,
                body=_AGENDA.dump_json(asked.agenda).decode(),
                created_at=now(),
            ),
        )
    except ValidationError as error:
        return _refusal(request, wire.explain(error))
    except Refused as refused:
        return _refusal(request, refused)
    return await _list(request)


@router.post("/templates/agenda/{template_id}/discard")
async def discard(request: Request, template_id: str) -> Response:
    await facilitator(request)
    await templates.discard(parts_of(request).database, template_id)
    return await _list(request)


async def _body(request: Request) -> bytes:
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LARGEST:
            raise Refused("too_long")
    return body


async def _list(request: Request) -> Response:
    lang = words(request).lang
    ready = [{"template_id": name, "agenda": _plain(make(lang))} for name, make in AGENDAS.items()]
    kept = [one.model_dump(mode="json") for one in (await agendas(parts_of(request).database)).values()]
    return JSONResponse({"ready": ready, "kept": kept, "kinds": _plain(proposals(lang))})


def _plain(stages: tuple[Stage, ...]) -> list[dict[str, Any]]:
    return [stage.model_dump(mode="json") for stage in stages]


def _refusal(request: Request, refused: Refused) -> Response:
    said = {"field": refused.field, "sentence": sentence(words(request), refused.code)}
    return JSONResponse(said, 422)
