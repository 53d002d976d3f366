"""The accessibility statement: the facts that we know. Whoever runs the site adds contact and official statement."""

from typing import NamedTuple

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from app.entry import person
from app.pages.page import page, to
from app.parts import parts_of
from exports.words import N_

router = APIRouter()

PATH = "/tilgaengelighed"
REVIEWED = "2026-11-22"  # when tests/browser/WCAG.md was last gone through as a whole


class Shortfall(NamedTuple):
    """Where criteria are not met, and what there is instead."""

    criteria: tuple[str, ...]  # tests/browser/WCAG.md says the same
    what: str
    instead: str


SHORTFALLS = (
    Shortfall(
        ("1.4.4", "1.4.12"),
        N_(
            "Den store skærm i rummet er et billede, der altid fylder lærredet ud. Dens tekst bliver ikke større, når "
            "man zoomer, og afstanden mellem ord og linjer kan ikke ændres."
        ),
        N_(
            "Det samme står på telefonerne og på facilitators konsol, hvor alt kan gøres større. På konsollen kan "
            "kortene også vises som liste."
        ),
    ),
)


@router.get(PATH)
async def statement(request: Request) -> Response:
    await person(request)
    settings = parts_of(request).settings
    return page(
        request,
        "accessibility.html",
        shortfalls=SHORTFALLS,
        reviewed=REVIEWED,
        contact=settings.accessibility_contact,
        official=settings.accessibility_link,
    )


@router.get("/accessibility")
async def in_english() -> Response:
    """The address that people guess who read no Danish."""
    return to(PATH)


@router.get("/was")
async def short(request: Request) -> Response:
    """The short address that every public site has."""
    return RedirectResponse(parts_of(request).settings.accessibility_link or PATH, 303)
