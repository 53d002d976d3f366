"""Who may do what over HTTP: signed cookies, where a request comes from, headers, and the guard of the join codes."""

import asyncio
import re
import secrets
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from itsdangerous import BadData, URLSafeTimedSerializer
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect, HTTPConnection, Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from app.buckets import Bucket
from app.network import ALL_ADDRESSES, LOOPBACK, own_address
from app.settings import Settings

DAY = 24 * 3600
SIGNED_IN = 30 * DAY  # how long a facilitator stays signed in
HALFWAY = 10 * 60  # how long the second step of signing in may take: a phone to fetch, or a paper
REMEMBERED = 400 * DAY  # the longest that browsers keep a cookie
AT_PROVIDER = (
    15 * 60
)  # how long somebody may take to sign in elsewhere: a passphrase to find, a phone to fetch
TABS = 8  # in which somebody may be on their way to sign in elsewhere

# No inline script or style, nothing from other hosts. Data blocks (type="application/json") are not scripts.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; manifest-src 'self'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    # Our addresses hold keys (projector, join): they are told to no other site.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

_AT_PROVIDER = re.compile("provider-[A-Za-z0-9_-]{43}")


def new_id() -> str:
    """An id for a person, a device, a session or a command that the server itself asks for: 128 random bits."""
    return secrets.token_urlsafe(16)


class Tickets:
    """Cookies that we have signed. Each kind has its own key, so that one never passes for another.

    A participant's ticket names the session that it is for and opens nothing else. `secrets`, newest first: the
    first one signs, and what another of them has signed is good as well. `app.outside` keeps cookies to https.
    """

    def __init__(self, secrets: Sequence[str]) -> None:
        oldest_first = [*reversed(secrets)]  # as itsdangerous wants them
        self._signers = {
            kind: URLSafeTimedSerializer(oldest_first, salt=f"tilbudstrappen.{kind}")
            for kind in (
                *("facilitator", "known", "halfway", "provider"),
                *("helper", "participant", "device"),
            )
        }

    def sign_in(self, cookies: Mapping[str, str]) -> str | None:
        """Which of the known sign-ins this browser is. Whether it still counts, and who it is, the database says."""
        return self._read("facilitator", cookies.get("facilitator"), SIGNED_IN)

    def halfway(self, cookies: Mapping[str, str]) -> tuple[str, str]:
        """Whose passphrase was written here a moment ago, and what it was known by; both empty if nobody's was."""
        account_id, _, mark = (self._read("halfway", cookies.get("halfway"), HALFWAY) or "").partition(" ")
        return account_id, mark

    def known(self, cookies: Mapping[str, str]) -> tuple[str, str]:
        """The account that was signed in here last with a passphrase, and what this browser is called since; both empty
        where there was none."""
        account_id, _, browser_id = (self._read("known", cookies.get("known"), REMEMBERED) or "").partition(
            " "
        )
        return account_id, browser_id

    def helper(self, cookies: Mapping[str, str], session_id: str) -> str | None:
        """The id of the facilitator who came in by this session's link. Whether they still may, the database says."""
        return self._of_session("helper", cookies.get(f"helper-{session_id}"), SIGNED_IN, session_id)

    def participant(self, cookies: Mapping[str, str], session_id: str) -> str | None:
        """The id of the person who takes part in this session with this browser."""
        return self._of_session("participant", cookies.get(f"ticket-{session_id}"), REMEMBERED, session_id)

    def device(self, cookies: Mapping[str, str]) -> str | None:
        """What this browser is known by, in all sessions."""
        return self._read("device", cookies.get("device"), REMEMBERED)

    def give_sign_in(self, response: Response, sign_in_id: str) -> None:
        self._give(response, "facilitator", "facilitator", sign_in_id, SIGNED_IN)

    def give_halfway(self, response: Response, account_id: str, mark: str) -> None:
        """It opens nothing but the second step."""
        self._give(response, "halfway", "halfway", f"{account_id} {mark}", HALFWAY)

    def take_halfway(self, response: Response) -> None:
        response.delete_cookie("halfway", path="/", httponly=True, samesite="lax")

    def give_known(self, response: Response, account_id: str, browser_id: str) -> None:
        self._give(response, "known", "known", f"{account_id} {browser_id}", REMEMBERED)

    def give_helper(self, response: Response, session_id: str, facilitator_id: str) -> None:
        self._give(response, "helper", f"helper-{session_id}", f"{session_id} {facilitator_id}", SIGNED_IN)

    def give_participant(self, response: Response, session_id: str, person_id: str, device_id: str) -> None:
        self._give(response, "participant", f"ticket-{session_id}", f"{session_id} {person_id}", REMEMBERED)
        self._give(response, "device", "device", device_id, REMEMBERED)

    def give_device(self, response: Response, device_id: str) -> None:
        """For a phone that is not in yet, and is to be known again."""
        self._give(response, "device", "device", device_id, REMEMBERED)

    def asked(self, cookies: Mapping[str, str], state: str) -> str | None:
        """What this browser was sent to the provider with, under this name."""
        return self._read("provider", cookies.get(f"provider-{state}"), AT_PROVIDER)

    def give_asked(self, response: Response, cookies: Mapping[str, str], state: str, asked: str) -> None:
        """One for each tab; of many that were given up none is kept."""
        # Another site of the domain may have set one whose name no answer can repeat.
        others = [name for name in cookies if _AT_PROVIDER.fullmatch(name)]
        for name in others if len(others) >= TABS else ():
            self._take(response, name)
        self._give(response, "provider", f"provider-{state}", asked, AT_PROVIDER)

    def take_asked(self, response: Response, state: str) -> None:
        self._take(response, f"provider-{state}")

    def take_sign_in(self, response: Response) -> None:
        """Sign out."""
        self._take(response, "facilitator")

    def _take(self, response: Response, name: str) -> None:
        response.delete_cookie(name, path="/", httponly=True, samesite="lax")

    def _give(self, response: Response, kind: str, name: str, value: str, lasts: int) -> None:
        signed = self._signers[kind].dumps(value)
        response.set_cookie(name, signed, max_age=lasts, path="/", httponly=True, samesite="lax")

    def _of_session(self, kind: str, cookie: str | None, lasts: int, session_id: str) -> str | None:
        """Whom a ticket names that is good for one session only."""
        signed_session, _, person_id = (self._read(kind, cookie, lasts) or "").partition(" ")
        return person_id if signed_session == session_id and person_id else None

    def _read(self, kind: str, cookie: str | None, lasts: int) -> str | None:
        if not cookie:
            return None
        try:
            value = self._signers[kind].loads(cookie, max_age=lasts)
        except BadData:
            return None
        return value if isinstance(value, str) else None


@dataclass(frozen=True, slots=True)
class Origins:
    """Where our own pages come from."""

    settings: Settings

    def is_ours(self, headers: Mapping[str, str]) -> bool:
        """Whether a page of ours asks. A request without these headers does not come from a browser's page."""
        origin = headers.get("origin")
        if origin is None:
            return headers.get("sec-fetch-site", "none") in ("same-origin", "none")
        if self.settings.address:
            return origin == self.settings.origin
        scheme, _, host = origin.partition("://")
        return scheme in ("http", "https") and host == headers.get("host")

    def address(self, connection: HTTPConnection) -> str:
        """The address that people use to come here, as in https://trappen.kommune.dk."""
        if self.settings.address:
            return self.settings.address
        scheme = {"ws": "http", "wss": "https"}.get(connection.url.scheme, connection.url.scheme)
        url = connection.url
        if url.hostname in LOOPBACK and self.settings.host in ALL_ADDRESSES and (seen := own_address()):
            # The facilitator sits at the machine itself; a phone that reads the QR code does not.
            return f"{scheme}://{seen}:{url.port or 80}"
        return f"{scheme}://{url.netloc}"


class Guard:
    """ASGI middleware: refuses what another site's page asks for, and puts the security headers on every answer,
    also on that to a failure which nobody expected (`failed` makes it). No address holds a NUL: PostgreSQL takes none,
    so that asking for one would look like trouble with the database; `nowhere` answers it.
    """

    def __init__(
        self,
        app: ASGIApp,
        origins: Origins,
        failed: Callable[[Request, Exception], Awaitable[Response]],
        nowhere: Callable[[Request], Response],
    ) -> None:
        self._app, self._origins, self._failed, self._nowhere = app, origins, failed, nowhere

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        has_nul = "\0" in scope["path"] or b"%00" in scope["query_string"]
        if scope["type"] == "websocket":
            await (WebSocketClose() if has_nul else self._app)(scope, receive, send)
            return

        started = False

        async def with_headers(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                # Pages show one person's view; only built files may be kept by others.
                headers.setdefault("cache-control", "no-store")
            await send(message)

        if scope["method"] not in SAFE_METHODS and not self._origins.is_ours(Headers(scope=scope)):
            refused = PlainTextResponse("Siden kan kun bruges fra sin egen adresse.", 403)
            await refused(scope, receive, with_headers)
            return
        if has_nul:
            await self._nowhere(Request(scope))(scope, receive, with_headers)
            return
        try:
            await self._app(scope, receive, with_headers)
        except ClientDisconnect:
            return  # in the middle of a form: nobody is left to be answered, and nothing went wrong here
        except Exception as error:
            if started:
                raise  # too late for a page: the connection is cut, and the browser says that it is incomplete
            answer = await self._failed(Request(scope), error)
            await answer(scope, receive, with_headers)


class Busy(Exception):
    """So many wrong codes come in that this one was not looked at."""


class CodeGate:
    """Makes guessing join codes useless without ever counting by address: a whole hall shares one.

    While wrong codes are rare nobody waits. While many come in, all typed codes stand in one short line and are
    looked at at a pace at which 34 million codes last for months. QR codes carry a key that cannot be guessed and
    pass beside.

    Each of several workers has a gate of its own, and lets through its share: guessing gets no easier by them.
    """

    WRONG_PER_MINUTE = 30  # a roomful of people who mistype
    LOOKS_PER_SECOND = 3.0
    LINE = 15  # who would wait longer than five seconds is asked to try again, or to use the QR code

    def __init__(self, clock: Callable[[], float], workers: int = 1) -> None:
        self._wrong = Bucket(
            self.WRONG_PER_MINUTE / 60 / workers, max(1, self.WRONG_PER_MINUTE / workers), clock
        )
        self._pause = workers / self.LOOKS_PER_SECOND
        self._line = max(1, self.LINE // workers)
        self._turn = asyncio.Lock()
        self._waiting = 0

    async def enter(self) -> None:
        """Returns when a typed code may be looked at. Raises `Busy`."""
        if not self._wrong.is_empty:
            return
        if self._waiting >= self._line:
            raise Busy
        self._waiting += 1
        try:
            async with self._turn:
                await asyncio.sleep(self._pause)
        finally:
            self._waiting -= 1

    def was_wrong(self) -> None:
        """The code that was looked at opens nothing."""
        self._wrong.take()
