"""What an overview was made of. A session with sources is no workshop: nobody joins it, and no day is held."""

from typing import Annotated

from pydantic import Field

from board.fact import Fact
from board.text import Day, Id, Name, Short


class Attended(Fact):
    """How many people of an area took part; None where they are not counted out."""

    area_id: Id
    count: int | None


class Source(Fact):
    """A frozen mapping that became part of an overview. Its areas are called as in the overview."""

    session_id: Id
    version: int
    digest: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    title: Name
    municipality: Short = ""
    date: Day
    offers: int
    participants: tuple[Attended, ...] = ()
    participants_total: int | None = None


MOST_SOURCES = 40
Sources = Annotated[tuple[Source, ...], Field(max_length=MOST_SOURCES)]
