"""A log entry as it lies in the table, and what the log needs of whoever writes it there."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple, Protocol, cast

from sqlalchemy import Table

from board.events import Entry, dump_events, load_events
from board.people import Actor, Role
from sessions import tables

TABLE = cast(Table, tables.Entry.__table__)  # type: ignore[attr-defined]  # SQLModel does not tell mypy of it


class EntryRow(NamedTuple):
    """An entry, field by field as the table's columns."""

    session_id: str
    number: int
    command_id: str
    actor_role: str
    actor_id: str
    actor_area: str
    at: int
    body: str


COLUMNS = ", ".join(EntryRow._fields)


class EntryStore(Protocol):
    """Writes batches of entries to one kind of database. One batch at a time."""

    async def write(self, rows: Sequence[EntryRow], known: Mapping[str, int]) -> list[bool]:
        """For each row in order, whether it was stored; returns when those that were are committed to disk.

        A row is stored if its number follows the session's last one and neither number nor command id is taken;
        once a row of a session is refused, so are its later ones in the batch. One session's refusal never
        touches another's rows. `known` has numbers that are certainly stored, which saves a question.
        Raises anything when the batch could not be committed; then none of it is stored.
        """

    async def close(self) -> None:
        """Closes the connection. A later write would open it again."""


def to_row(session_id: str, entry: Entry) -> EntryRow:
    """The row that keeps an entry."""
    actor = entry.actor
    return EntryRow(
        session_id,
        entry.number,
        entry.command_id,
        actor.role,
        actor.person_id,
        actor.area_id,
        entry.at,
        dump_events(entry.events),
    )


def to_entry(row: Sequence[Any]) -> Entry:
    """The entry that a row keeps. Unpacked at once: asking SQLAlchemy for one column after the other takes longer."""
    _session_id, number, command_id, role, actor_id, area_id, at, body = row
    return Entry(number, command_id, _actor(role, actor_id, area_id), at, load_events(body))


@lru_cache(maxsize=4096)
def _actor(role: Role, person_id: str, area_id: str) -> Actor:
    """The same few people stand in thousands of entries: one of each is enough."""
    return Actor(role, person_id, area_id)
