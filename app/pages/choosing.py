"""Spaces where they matter: which of several something is made in, and what those are called. With one there is nothing
to choose, and nothing is said."""

from collections.abc import Mapping

from fastapi import Request
from starlette.datastructures import FormData, QueryParams

from app.entry import Missing, home_of
from app.pages.page import words
from app.parts import parts_of
from exports.words import N_
from sessions import spaces
from sessions.access import Person, Right, may

UNNAMED = N_("Det første arbejdsrum")


async def to_choose(request: Request, who: Person, right: Right) -> Mapping[str, str]:
    """What the spaces are called in which somebody has this right, by id; none if there is only one."""
    found = await spaces.names(parts_of(request).database, who.spaces(right))
    called = words(request).gettext
    return {space_id: name or called(UNNAMED) for space_id, name in found.items()} if len(found) > 1 else {}


async def chosen(request: Request, sent: FormData | QueryParams, who: Person) -> str:
    """The space that was chosen to make something in. Raises `Missing` for one that is not theirs, or is not there."""
    space_id = sent.get("space") or home_of(who)
    if not isinstance(space_id, str):
        raise Missing
    if not may(who, Right.CREATE, space_id=space_id):
        raise Missing
    if not await spaces.names(parts_of(request).database, [space_id]):  # an operator may anywhere
        raise Missing
    return space_id
