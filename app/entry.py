"""Who asks, and whether they may: the one place where cookies, accounts and a session's own links come together.

Pages and sockets ask it the same question; a socket asks again and again, as access may be taken back.
"""

from typing import NamedTuple

from starlette.requests import HTTPConnection

from app.parts import now, parts_of
from sessions import accounts, inviting, lifecycle, spaces
from sessions.access import HELPERS, Person, Right, may
from sessions.tables import HOME, Session


class Missing(Exception):
    """There is no such thing, for whoever asks: what lies in a space that is none of theirs is answered alike."""


class NotSignedIn(Exception):
    """The page is for people who are signed in."""


class NotAllowed(Exception):
    """What somebody is in this space does not reach so far."""


class NotOwner(NotAllowed):
    """Somebody may lead the session, and what was asked for is for its owner: they may take it over."""

    def __init__(self, session_id: str) -> None:
        super().__init__()
        self.session_id = session_id


class Allowed(NamedTuple):
    """A session; who may do what was asked for with it: an account, or a co-facilitator who came by its link; and what
    else they may with it, which is what its pages offer them."""

    session: Session
    who: str
    rights: frozenset[Right]


async def person(connection: HTTPConnection) -> Person | None:
    """Who is signed in, if somebody is."""
    parts = parts_of(connection)
    sign_in_id = parts.tickets.sign_in(connection.cookies)
    found = None if sign_in_id is None else await accounts.signed_in(parts.database, sign_in_id, now())
    connection.state.person = found
    return found


async def signed_in(connection: HTTPConnection) -> Person:
    """Who is signed in. Raises `NotSignedIn`."""
    if (found := await person(connection)) is None:
        raise NotSignedIn
    return found


async def somewhere(connection: HTTPConnection, right: Right) -> Person:
    """Who is signed in and has this right in one space at least. Raises `NotSignedIn` and `NotAllowed`."""
    found = await signed_in(connection)
    if not found.has_anywhere(right):
        raise NotAllowed
    return found


async def in_space(connection: HTTPConnection, space_id: str, right: Right) -> Person:
    """Who is signed in and has this right in this space. Raises `NotSignedIn`, `Missing` and `NotAllowed`."""
    found = await signed_in(connection)
    if not found.knows(space_id) or not await spaces.names(parts_of(connection).database, [space_id]):
        raise Missing
    if not may(found, right, space_id=space_id):
        raise NotAllowed
    return found


def home_of(who: Person) -> str:
    """The space in which what somebody makes belongs, where they did not say: the first one, if they may there."""
    theirs = who.spaces(Right.CREATE)
    return HOME if theirs is None or HOME in theirs else min(theirs)


async def allowed(connection: HTTPConnection, session_id: str, right: Right) -> Allowed:
    """The session, if whoever asks has this right with it. Raises `NotSignedIn`, `Missing` and `NotAllowed`."""
    parts = parts_of(connection)
    found = await person(connection)
    session = await lifecycle.find(parts.database, session_id)
    if found is not None and session is not None:
        space_id, owner_id = session.space_id, session.owner_id
        rights = frozenset(one for one in Right if may(found, one, space_id=space_id, owner_id=owner_id))
        if right in rights:
            _note(connection, rights)
            return Allowed(session, found.account_id, rights)
    helper_id = parts.tickets.helper(connection.cookies, session_id)
    is_helper = helper_id is not None and await inviting.helps(parts.database, session_id, helper_id, now())
    if session is not None and helper_id is not None and is_helper and right in HELPERS:
        _note(connection, HELPERS)
        return Allowed(session, helper_id, HELPERS)
    if found is None:
        raise NotSignedIn
    if session is None or not found.knows(session.space_id):
        raise Missing
    if right is Right.OWN and may(found, Right.RUN, space_id=session.space_id):
        raise NotOwner(session_id)
    raise NotAllowed


def _note(connection: HTTPConnection, rights: frozenset[Right]) -> None:
    """For what the page offers: one about two sessions offers what may be done with both."""
    connection.state.rights = rights & getattr(connection.state, "rights", rights)
