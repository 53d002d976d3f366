"""The site as people see it from outside: over https or not, below another site's path or not, behind a proxy."""

import re
from ipaddress import ip_address

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.settings import Settings

# Only for this host: one that lies beside it (a.kommune.dk, b.kommune.dk) is none of ours to decide about.
HSTS = "max-age=31536000"

_HOST = re.compile(r"[A-Za-z0-9.\-]+(:\d{1,5})?|\[[0-9A-Fa-f:]+\](:\d{1,5})?")


def cookie_prefix(scheme: str, base: str) -> str:
    """What the names of cookies begin with in the browser. Such a one can be set by nobody else's site, nor without
    https; browsers allow it for a whole host only.
    """
    return "__Host-" if scheme == "https" and not base else ""


class Outside:
    """ASGI middleware, the outermost. Everything within it knows paths from the root and cookies by their plain names,
    and finds the scheme and the host that people use.

    The path below which the site lies (`settings.base`, as in /trappen) is taken off what is asked for, so that it
    makes no difference whether a proxy has done so before us. It is put before where an answer leads, and its cookies
    are kept to it. The addresses in pages are `app.templating`'s business, and those in scripts `static/src/at.ts`'s.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app, self._settings, self._base = app, settings, settings.base
        self._trusted = settings.trusted_networks

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        asked = Headers(scope=scope)
        scheme, host = self._asked_for(scope, asked)
        secure, prefix = scheme == "https", cookie_prefix(scheme, self._base)
        path: str = scope["path"]
        if self._base and (path == self._base or path.startswith(f"{self._base}/")):
            path = path.removeprefix(self._base) or "/"
        within = {
            **scope,
            "path": path,
            "scheme": scheme if scope["type"] == "http" else scheme.replace("http", "ws"),
            "headers": [*_as_within(scope["headers"], host.encode("latin-1"), prefix.encode())],
        }

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if location := headers.get("location"):
                    headers["location"] = self._leads(location)
                if secure and not self._base:
                    headers["strict-transport-security"] = HSTS
                if secure or self._base:
                    message["headers"] = [
                        (name, self._kept(value, prefix, secure=secure) if name == b"set-cookie" else value)
                        for name, value in message["headers"]
                    ]
            await send(message)

        await self._app(within, receive, told)

    def _asked_for(self, scope: Scope, headers: Headers) -> tuple[str, str]:
        """http or https, and the host, as people see them. What a proxy says of them counts only if it is ours: anybody
        can send such headers.
        """
        scheme, host = scope.get("scheme", "http").replace("ws", "http"), headers.get("host", "")
        if self._settings.address:
            return ("https" if self._settings.https else scheme), host
        if self._is_trusted(scope):
            said = _last(headers, "x-forwarded-proto")
            scheme = said if said in ("http", "https") else scheme
            said = _last(headers, "x-forwarded-host")
            host = said if _HOST.fullmatch(said) else host
        return scheme, host

    def _is_trusted(self, scope: Scope) -> bool:
        if not self._trusted or not scope.get("client"):
            return False
        try:
            client = ip_address(scope["client"][0])
        except ValueError:
            return False
        return any(client in network for network in self._trusted)

    def _leads(self, location: str) -> str:
        inside = location == self._base or location.startswith(f"{self._base}/")
        outside = not location.startswith("/") or location.startswith("//")
        return location if inside or outside else self._base + location

    def _kept(self, cookie: bytes, prefix: str, *, secure: bool) -> bytes:
        parts = [part for part in cookie.split(b"; ") if part.lower() not in (b"path=/", b"secure")]
        parts.append(b"Path=" + (self._base or "/").encode())
        return prefix.encode() + b"; ".join([*parts, b"Secure"] if secure else parts)


def _last(headers: Headers, name: str) -> str:
    """Of several, in one line or in several, the last is the one that our proxy has added."""
    return ",".join(headers.getlist(name)).rpartition(",")[2].strip()


def _as_within(headers: list[tuple[bytes, bytes]], host: bytes, prefix: bytes) -> list[tuple[bytes, bytes]]:
    """The host as people see it, and the cookies by their plain names; without the prefix they are not ours."""
    if prefix:
        headers = [(name, _without(prefix, value) if name == b"cookie" else value) for name, value in headers]
    return [(name, host if name == b"host" else value) for name, value in headers]


def _without(prefix: bytes, cookies: bytes) -> bytes:
    pairs = (pair.strip() for pair in cookies.split(b";"))
    return b"; ".join(pair.removeprefix(prefix) for pair in pairs if pair.startswith(prefix))
