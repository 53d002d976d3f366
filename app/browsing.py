"""As much of a browser as a simulated person needs: pages, forms and cookies, from the standard library."""

import asyncio
import http.client
import urllib.parse
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Page:
    """What came back. Header names are in lower case."""

    status: int
    text: str
    headers: Mapping[str, str]


@dataclass
class Browser:
    """Keeps cookies for one address, such as http://127.0.0.1:8000. Follows no redirect."""

    address: str
    cookies: dict[str, str] = field(default_factory=dict)

    @property
    def cookie(self) -> str:
        """The header's value."""
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    async def get(self, path: str) -> Page:
        """Fetch a page."""
        return await asyncio.to_thread(self._fetch, "GET", path, None)

    async def post(self, path: str, fields: Mapping[str, str]) -> Page:
        """Send a form."""
        return await asyncio.to_thread(self._fetch, "POST", path, fields)

    def _fetch(self, method: str, path: str, fields: Mapping[str, str] | None) -> Page:
        where = urllib.parse.urlsplit(self.address)
        secure = where.scheme == "https"
        line = (http.client.HTTPSConnection if secure else http.client.HTTPConnection)(
            where.netloc, timeout=30
        )
        headers = {"Origin": self.address, "Cookie": self.cookie}
        body = None
        if fields is not None:
            body = urllib.parse.urlencode(fields)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            line.request(method, where.path + path, body, headers)
            answer = line.getresponse()
            text = answer.read().decode(errors="replace")
        finally:
            line.close()
        for cookie in answer.headers.get_all("set-cookie") or []:
            name, _, value = cookie.split(";")[0].partition("=")
            self.cookies[name] = value
        return Page(answer.status, text, {name.lower(): value for name, value in answer.headers.items()})
