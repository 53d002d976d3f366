"""Who is acting and who is looking.

An `Actor` asks for something; an `Audience` is a group of viewers who see exactly the same picture. The core
knows people only by id: names, devices and sign-ins belong to `sessions/`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from board.state import Calling

Role = Literal["facilitator", "participant", "projector"]


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone who may ask for something. `person_id` is opaque; `area_id` is empty for all but participants, and
    `table_id` for all but those who look on from one of the plan's tables.
    """

    role: Role
    person_id: str
    area_id: str = ""
    table_id: str = ""


class Audience(NamedTuple):
    """Viewers who are shown the same picture, so that a change is rendered once for all of them.

    `facilitator` sees everything; `projector` what the whole room may see; `table` what those who sit together
    may see; `author` only marks one person's own cards and is always joined to that person's table. `retelling` is for
    those who look back at a day (retelling.py).
    """

    kind: Literal["facilitator", "projector", "table", "author", "retelling"]
    key: str = ""  # where a table sits together (seating.py), the person_id of an author


class Said(NamedTuple):
    """What one person says with a sign (signs.py). `opened_at` is the stage's opening: with the next one it is over."""

    at: int  # ms, when it was heard
    opened_at: int
    ready: bool = False
    call: Calling = ""
    since: int = 0  # ms, when the newest call began
    seen: bool = False  # the facilitator has taken that call down


@dataclass(frozen=True, slots=True)
class Here:
    """Who of a session is connected to one worker: each participant's area and unstored cards, and how many screens;
    and what it has heard people say with a sign.
    """

    people: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    screens: int = 0
    signs: Mapping[str, Said] = field(default_factory=dict)
    facilitators: frozenset[str] = frozenset()


def audiences(actor: Actor) -> tuple[Audience, ...]:
    """The audiences whose pictures together make what this person sees. Their keys never overlap."""
    match actor.role:
        case "facilitator":
            return (Audience("facilitator"),)
        case "projector":
            return (Audience("projector"),)
        case "participant":
            return (Audience("table", actor.table_id or actor.area_id), Audience("author", actor.person_id))
