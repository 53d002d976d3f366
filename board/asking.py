"""What commands are made of, wherever they stand."""

from typing import Annotated

from pydantic import Field, StringConstraints

from board.fact import Fact
from board.state import AccessRoute, Reach
from board.text import Id, Line, Name, Prose, Short


class Asked(Fact):
    """Base of all commands. `id` is unique in the session; a second one is answered like the first."""

    id: Id


# Where a text stands, as guard.py says it: "offer:k1:contact", "session::purpose", "offer:k1:age_span+contact".
PlaceName = Annotated[
    str, StringConstraints(pattern=r"^[a-z]+:[A-Za-z0-9_-]{0,40}:[a-z_.]{1,40}(\+[a-z_.]{1,40})?$")
]


class Writing(Asked):
    """Base of the commands that write texts. `not_cpr`: where the facilitator says of what is written now that it is
    no CPR number, whatever it looks like.
    """

    not_cpr: Annotated[tuple[PlaceName, ...], Field(max_length=2000)] = ()


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
