"""The door of a session: open or closed to who has not been in, and the code and the key by which people find it.

It is no part of the board: it is in no log and in no mapping, and an old code is gone for good.
"""

from collections.abc import Callable
from typing import Literal, get_args

from sqlalchemy.exc import IntegrityError
from sqlmodel import col, func, select

from sessions import aloud, codes, traces
from sessions.database import Database
from sessions.tables import Session, Trace, Waiting

# Who comes in by the code: everybody, those who have heard a word too, or whom the facilitator lets in one by one.
Kind = Literal["code", "word", "approve"]
KINDS: tuple[Kind, ...] = get_args(Kind)

CODE_TRIES = 5  # as in lifecycle.py


async def set_closed(database: Database, session_id: str, *, closed: bool, line: Trace | None = None) -> None:
    """Nobody new comes in any more, or everybody may again. `line`: noted if it was not so already."""
    async with database.transaction() as db:
        session = await db.get(Session, session_id)
        if session is not None and session.door_closed != closed:
            session.door_closed = closed
            await traces.add(db, line)


async def choose(
    database: Database, session_id: str, kind: Kind, word: str = "", line: Trace | None = None
) -> None:
    """Who comes in by the code from now on; `word`: what those have heard. Raises `Refused`."""
    word = aloud.clean_word(word) if kind == "word" else ""
    async with database.transaction() as db:
        session = await db.get(Session, session_id)
        if session is not None and (session.door, session.word) != (kind, word):
            session.door, session.word = kind, word
            await traces.add(db, line)


async def renew(
    database: Database,
    session_id: str,
    new_code: Callable[[], str] = codes.new_code,
    *,
    line: Trace | None = None,
) -> None:
    """A new code and a new key. The old ones open nothing from now on; who has been in does not need them."""
    for tries_left in reversed(range(CODE_TRIES)):
        try:
            async with database.transaction() as db:
                session = await db.get(Session, session_id)
                if session is not None:
                    session.code, session.join_key = new_code(), codes.new_key()
                    await traces.add(db, line)
        except IntegrityError:
            if not tries_left:
                raise
        else:
            return


async def mark(database: Database, session_id: str) -> object:
    """Something that is another one whenever the door has changed, or who waits at it. Nothing else is to be made of
    it.
    """
    mine = (col(Waiting.session_id) == session_id, col(Waiting.answer) == "")
    async with database.reading() as db:
        session = await db.get(Session, session_id)
        waiting = (await db.exec(select(func.count(), func.max(Waiting.asked_at)).where(*mine))).one()
    if session is None:
        return None
    return session.code, session.join_key, session.door, session.word, session.door_closed, tuple(waiting)
