"""The people of a workshop: joining, coming back, another phone, another name. Their names are kept here only.

What the board knows of them (the person's id and area) is told to it by `board.commands.Join`.
"""

from collections.abc import Sequence

from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from board.refusals import Refused
from board.text import clean, looks_like_cpr
from sessions.database import Database
from sessions.tables import Device, Participant, Session

NAME_LIMIT = 80  # signs
SEEN_AGAIN = 12 * 3600 * 1000  # ms; a thousand phones that come back at once must not be a thousand writes


async def join(
    database: Database,
    *,
    session_id: str,
    device_id: str,
    person_id: str,
    name: str,
    area_id: str,
    now: int,
) -> Participant:
    """Somebody comes in. `person_id` is for someone new; a phone that has joined before stays the same person.

    The name may be empty. Raises `Refused` (`cpr`, `too_long`, field `name`). Asking twice joins once.
    """
    name = clean_name(name)
    try:
        return await _join(database, session_id, device_id, person_id, name, area_id, now)
    except IntegrityError:
        # The same phone asked twice at once, and the other one was first: now it is known.
        return await _join(database, session_id, device_id, person_id, name, area_id, now)


async def _join(
    database: Database, session_id: str, device_id: str, person_id: str, name: str, area_id: str, now: int
) -> Participant:
    async with database.transaction() as db:
        person = await _person_of(db, session_id, device_id, now)
        if person is None:
            person = Participant(
                person_id=person_id, session_id=session_id, name=name, area_id=area_id, joined_at=now
            )
            db.add(person)
            await db.flush()  # the device refers to it
            db.add(Device(session_id=session_id, device_id=device_id, person_id=person_id, seen_at=now))
        else:
            person.name, person.area_id = name, area_id
        return person


async def come_back(database: Database, session_id: str, device_id: str, now: int) -> Participant | None:
    """The person whose phone this is, if it has joined this session before."""
    async with database.reading() as db:
        device = await db.get(Device, (session_id, device_id))
        person = None if device is None else await db.get(Participant, device.person_id)
    if device is not None and device.seen_at < now - SEEN_AGAIN:
        async with database.transaction() as db:
            await _person_of(db, session_id, device_id, now)
    return person


async def has_joined(database: Database, device_id: str, code: str) -> bool:
    """Whether this phone has joined the session that has this code."""
    same = col(Session.session_id) == col(Device.session_id)
    question = select(Device.device_id).join(Session, same)
    question = question.where(Session.code == code, Device.device_id == device_id)
    async with database.reading() as db:
        return (await db.exec(question)).first() is not None


async def _person_of(db: AsyncSession, session_id: str, device_id: str, now: int) -> Participant | None:
    device = await db.get(Device, (session_id, device_id))
    if device is None:
        return None
    device.seen_at = now
    return await db.get(Participant, device.person_id)


async def namesakes(database: Database, session_id: str, name: str, area_id: str) -> Sequence[Participant]:
    """Those who joined this session with the same name (in any case) and area: perhaps the one whose phone is lost.

    Nobody without a name is anybody's namesake. Oldest first.
    """
    wanted = clean(name).casefold()
    if not wanted:
        return ()
    # Compared here: SQLite's lower() knows no æ, ø, å.
    return [
        person
        for person in await people(database, session_id)
        if person.area_id == area_id and person.name.casefold() == wanted
    ]


async def take_over(
    database: Database, *, session_id: str, device_id: str, person_id: str, now: int
) -> Participant | None:
    """From now on this phone belongs to that person, beside those they have. None if nobody in the session is that."""
    async with database.transaction() as db:
        person = await db.get(Participant, person_id)
        if person is None or person.session_id != session_id:
            return None
        await db.merge(
            Device(
                session_id=session_id, device_id=device_id, person_id=person_id, seen_at=now, taken_over=True
            )
        )
        return person


async def is_own_phone(database: Database, person: Participant, device_id: str) -> bool:
    """Whether the person came in with this phone themselves, and was not only recognised on it by their name."""
    async with database.reading() as db:
        device = await db.get(Device, (person.session_id, device_id))
    return device is not None and device.person_id == person.person_id and not device.taken_over


async def find(database: Database, session_id: str, person_id: str) -> Participant | None:
    """The person with this id, if they take part in this session."""
    async with database.reading() as db:
        person = await db.get(Participant, person_id)
    return person if person is not None and person.session_id == session_id else None


async def people(database: Database, session_id: str) -> Sequence[Participant]:
    """Everybody who has joined a session, in the order in which they came."""
    in_order = (col(Participant.joined_at), col(Participant.person_id))
    question = select(Participant).where(Participant.session_id == session_id).order_by(*in_order)
    async with database.reading() as db:
        return (await db.exec(question)).all()


def clean_name(name: str) -> str:
    """A person's name as it is kept. Raises `Refused` (`cpr`, `too_long`)."""
    name = clean(name)
    if looks_like_cpr(name):
        raise Refused("cpr", "name")
    if len(name) > NAME_LIMIT:
        raise Refused("too_long", "name")
    return name
