"""The audit log as pages write it: who asks, what they do, and what they look at."""

from starlette.requests import HTTPConnection

from app.parts import now, parts_of
from sessions import traces
from sessions.tables import Trace
from sessions.traces import By, What

MINUTE = 60 * 1000  # ms
HOUR = 60 * MINUTE


def asker(connection: HTTPConnection, session_id: str = "") -> By:
    """Who asks, once a page has found out whether they may."""
    if (found := getattr(connection.state, "person", None)) is not None:
        return By("account", found.account_id)
    tickets = parts_of(connection).tickets
    if session_id and tickets.helper(connection.cookies, session_id) is not None:
        return By("helper")
    if session_id and tickets.participant(connection.cookies, session_id) is not None:
        return By("participant")
    return traces.NOBODY


def line(
    connection: HTTPConnection, what: What, *, space_id: str = "", session_id: str = "", **detail: str | int
) -> Trace:
    """What whoever asks does now."""
    by = asker(connection, session_id)
    return traces.trace(what, by, now(), space_id=space_id, session_id=session_id, detail=detail)


def read(connection: HTTPConnection, what: What, session_id: str, **detail: str | int) -> None:
    """Somebody looks at something of a session: noted behind them, once an hour."""
    by, at = asker(connection, session_id), now()
    once = " ".join([what, *by, session_id, *map(str, detail.values()), str(at // HOUR)])
    parts_of(connection).tracer.offer(
        traces.trace(what, by, at, session_id=session_id, once=once, detail=detail)
    )


def failed(connection: HTTPConnection, how: str, account_id: str = "") -> None:
    """A sign-in was refused: noted once a minute for each way and account, however often it is tried. What was typed is
    not: it may be a passphrase in the wrong field.
    """
    at = now()
    once = f"sign_in_failed {how} {account_id} {at // MINUTE}"
    by = By("account", account_id) if account_id else traces.NOBODY
    parts_of(connection).tracer.offer(traces.trace("sign_in_failed", by, at, once=once, detail={"how": how}))
