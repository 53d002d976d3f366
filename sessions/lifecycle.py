"""A workshop session from creation to archive: its row, its code and keys, and the first entry of its log."""

from collections.abc import Awaitable, Callable, Collection, Sequence

from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from board import guard
from board.events import Entry, SessionPlanned
from board.people import Actor
from board.refusals import Refused
from board.rules.plan import check_setup
from board.state import Setup
from sessions import codes, inviting, traces
from sessions.database import Database
from sessions.entries import TABLE, to_row
from sessions.tables import HOME, Participant, Session, Trace

CODE_TRIES = 5  # with 34 million codes even the second is hardly ever needed


async def create(
    database: Database,
    setup: Setup,
    *,
    session_id: str,
    facilitator_id: str,
    now: int,
    demo: bool = False,
    entries: Sequence[Entry] = (),
    people: Sequence[Participant] = (),
    also: Callable[[AsyncSession], Awaitable[None]] | None = None,
    space_id: str = HOME,
    new_code: Callable[[], str] = codes.new_code,
) -> Session:
    """Plans a workshop: its row and the first entry of its log, both or neither.

    A session that does not begin empty brings its whole log in `entries`, and its `people`; they are stored in the
    same transaction, and so is what `also` says of other sessions. Asked twice with one `session_id`, it is the session
    that was made first. Raises `Refused` for a plan that no board takes, and for an id that is somebody else's.
    """
    check_setup(setup)
    for alarm in guard.in_setup(setup):
        raise guard.refused(alarm)
    log = entries or (planned(setup, facilitator_id, now),)
    rows = [to_row(session_id, entry)._asdict() for entry in log]
    tries = CODE_TRIES
    while True:
        session = Session(
            session_id=session_id,
            code=new_code(),
            join_key=codes.new_key(),
            projector_key=codes.new_key(),
            title=setup.title,
            municipality=setup.municipality,
            date=setup.date,
            created_at=now,
            demo=demo,
            overview=bool(setup.sources),
            space_id=space_id,
            owner_id=facilitator_id,
        )
        try:
            async with database.transaction() as db:
                db.add(session)
                await db.flush()  # people refer to it
                db.add_all(people)
                await (await db.connection()).execute(insert(TABLE), rows)
                if also is not None:
                    await also(db)
                by = traces.By("account", facilitator_id)
                made = traces.trace("workshop_made", by, now, space_id=space_id, session_id=session_id)
                await traces.add(db, made)
        except IntegrityError:
            if (first := await find(database, session_id)) is not None:
                if (first.space_id, first.owner_id) != (space_id, facilitator_id):
                    raise Refused("not_allowed") from None
                return first
            tries -= 1  # the code is another session's; the next one will not be
            if not tries:
                raise
        else:
            return session


def planned(setup: Setup, facilitator_id: str, at: int) -> Entry:
    """The first entry of every log."""
    return Entry(
        number=1,
        command_id="plan",
        actor=Actor("facilitator", facilitator_id),
        at=at,
        events=(SessionPlanned(setup=setup, at=at),),
    )


def lets_in(session: Session) -> bool:
    """Whether people may come in: not once it is in the archive, and never into an overview."""
    return session.archived_at is None and not session.overview


async def find(database: Database, session_id: str) -> Session | None:
    """The session with this id, archived or not."""
    async with database.reading() as db:
        return await db.get(Session, session_id)


async def find_by_code(database: Database, typed: str) -> Session | None:
    """The session whose code somebody typed, archived or not; None for what is no code at all."""
    code = codes.parse_code(typed)
    if code is None:
        return None
    async with database.reading() as db:
        return (await db.exec(select(Session).where(Session.code == code))).first()


async def find_by_join_key(database: Database, join_key: str) -> Session | None:
    """The session whose QR code was read, archived or not."""
    async with database.reading() as db:
        return (await db.exec(select(Session).where(Session.join_key == join_key))).first()


async def find_by_projector_key(database: Database, projector_key: str) -> Session | None:
    """The session whose projector link was opened, archived or not."""
    async with database.reading() as db:
        return (await db.exec(select(Session).where(Session.projector_key == projector_key))).first()


async def all_sessions(
    database: Database, spaces: Collection[str] | None = None, *, archived: bool = False
) -> Sequence[Session]:
    """The sessions of these spaces, or of all, that are not archived, or those that are; newest first."""
    wanted = [col(Session.archived_at).is_not(None) if archived else col(Session.archived_at).is_(None)]
    if spaces is not None:
        wanted.append(col(Session.space_id).in_(spaces))
    newest_first = (col(Session.created_at).desc(), col(Session.session_id))
    async with database.reading() as db:
        return (await db.exec(select(Session).where(*wanted).order_by(*newest_first))).all()


async def archive(database: Database, session_id: str, now: int, line: Trace | None = None) -> None:
    """Puts a session aside: it takes no part in lists, its code lets nobody in, its projector shows nothing, and
    whoever came by a link to help with it is out. An unknown one is left alone.
    """
    await _set_archived(database, session_id, now, line)
    await inviting.take_back(database, session_id)


async def unarchive(database: Database, session_id: str, line: Trace | None = None) -> None:
    """Takes a session out of the archive again, with the code and the keys that it had."""
    await _set_archived(database, session_id, None, line)


async def renew_projector(database: Database, session_id: str, line: Trace | None = None) -> None:
    """Gives the projector another address; whoever knows the old one sees nothing any more."""
    async with database.transaction() as db:
        session = await db.get(Session, session_id)
        if session is not None:
            session.projector_key = codes.new_key()
            await traces.add(db, line)


async def _set_archived(
    database: Database, session_id: str, archived_at: int | None, line: Trace | None
) -> None:
    async with database.transaction() as db:
        session = await db.get(Session, session_id)
        if session is not None:
            session.archived_at = archived_at
            await traces.add(db, line)


async def follow_setup(database: Database, session_id: str, setup: Setup) -> None:
    """Carries a changed plan's title, municipality and date over to the session's row."""
    async with database.transaction() as db:
        session = await db.get(Session, session_id)
        if session is not None:
            session.title, session.municipality, session.date = setup.title, setup.municipality, setup.date
