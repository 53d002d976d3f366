"""What commands are made of, wherever they stand."""

from typing import Annotated

from pydantic import Field

from board.fact import Fact
from board.state import AccessRoute, Reach
from board.text import Id, Line, Name, Prose, Short


class Asked(Fact):
    """Base of all commands. `id` is unique in the session; a second one is answered like the first."""

    id: Id


class OfferChanges(Fact):
    """Some of an offer's fields; those left out stay as they are, so two people can edit one card."""

    name: Name | None = None
    target_group: Line | None = None
    reach: Reach | None = None
    area_id: Id | None = None
    organisational_unit: Short | None = None
    description: Prose | None = None
    age_span: Annotated[Short, Field(max_length=60)] | None = None
    group_size: Annotated[Short, Field(max_length=60)] | None = None
    duration: Annotated[Short, Field(max_length=120)] | None = None
    access_route: AccessRoute | None = None
    legal_basis: Short | None = None
    contact: Short | None = None
    consultative: bool | None = None
    public: bool | None = None
