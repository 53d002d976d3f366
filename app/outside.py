"""The site as people see it from outside, where it may lie below another one: as in https://kommune.dk/trappen."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Outside:
    """ASGI middleware, the outermost: everything within it knows addresses from the root, as in /workshops.

    The path below which the site lies (`base`, as in /trappen, or empty) is taken off what is asked for, so that it
    makes no difference whether a proxy has done so before us. It is put before where an answer leads, and its cookies
    are kept to it. The addresses in pages are `app.templating`'s business, and those in scripts `static/src/at.ts`'s.
    """

    def __init__(self, app: ASGIApp, base: str) -> None:
        self._app, self._base = app, base

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        path: str = scope["path"]
        if self._base and (path == self._base or path.startswith(f"{self._base}/")):
            scope = {**scope, "path": path.removeprefix(self._base) or "/"}
        host = Headers(scope=scope).get("host", "")

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if location := headers.get("location"):
                    headers["location"] = self._leads(location, host)
                if self._base:
                    message["headers"] = [
                        (name, self._kept(value) if name == b"set-cookie" else value)
                        for name, value in message["headers"]
                    ]
            await send(message)

        await self._app(scope, receive, told)

    def _leads(self, location: str, host: str) -> str:
        parts = urlsplit(location)
        if parts.netloc and parts.netloc == host:
            # Starlette's own redirects name the host, and the scheme as it is behind the proxy.
            location = parts._replace(scheme="", netloc="").geturl()
        if (
            not location.startswith("/")
            or location.startswith(("//", f"{self._base}/"))
            or location == self._base
        ):
            return location
        return self._base + location

    def _kept(self, cookie: bytes) -> bytes:
        parts = cookie.split(b"; ")
        return b"; ".join(
            b"Path=" + self._base.encode() if part.lower() == b"path=/" else part for part in parts
        )
