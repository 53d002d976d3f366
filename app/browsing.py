"""As much of a browser as a simulated person needs: pages, forms and cookies, from the standard library."""

import asyncio
import http.client
import urllib.parse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

Fields = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Page:
    """What came back. Header names are in lower case."""

    status: int
    text: str
    headers: Mapping[str, str]

    def choices(self, name: str) -> list[str]:
        """The values that radio buttons or checkboxes of this name offer."""
        return [value for one, value, _ in self._form() if one == name and value]

    def filled(self, **typed: str) -> Fields:
        """The page's fields as they stand, with what is typed in their place; ready to be posted."""
        standing = [(name, value) for name, value, stands in self._form() if stands and name not in typed]
        return [*standing, *typed.items()]

    def _form(self) -> list[tuple[str, str, bool]]:
        reader = _FormReader()
        reader.feed(self.text)
        return reader.fields


class _FormReader(HTMLParser):
    """Collects (name, value, whether it would be sent) of a page's inputs, selects and text areas."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: list[tuple[str, str, bool]] = []
        self._select = ""
        self._area: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {key: value or "" for key, value in attrs}
        name = values.get("name", "")
        if tag == "input" and name:
            ticked = values.get("type") not in ("checkbox", "radio") or "checked" in values
            self.fields.append((name, values.get("value", "on" if "checked" in values else ""), ticked))
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select:
            self.fields.append((self._select, values.get("value", ""), "selected" in values))
        elif tag == "textarea":
            self._area = name
            self.fields.append((name, "", True))

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            name, value, _ = self.fields[-1]
            self.fields[-1] = (name, value + data, True)

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._area = None


@dataclass
class Browser:
    """Keeps cookies for one address, such as http://127.0.0.1:8000. Follows no redirect."""

    address: str
    cookies: dict[str, str] = field(default_factory=dict)

    @property
    def origin(self) -> str:
        """Where its pages come from: the address without a path."""
        where = urllib.parse.urlsplit(self.address)
        return f"{where.scheme}://{where.netloc}"

    @property
    def cookie(self) -> str:
        """The header's value."""
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    async def get(self, path: str) -> Page:
        """Fetch a page."""
        return await asyncio.to_thread(self._fetch, "GET", path, None)

    async def post(self, path: str, fields: Fields) -> Page:
        """Send a form."""
        return await asyncio.to_thread(self._fetch, "POST", path, fields)

    def _fetch(self, method: str, path: str, fields: Fields | None) -> Page:
        where = urllib.parse.urlsplit(self.address)
        secure = where.scheme == "https"
        line = (http.client.HTTPSConnection if secure else http.client.HTTPConnection)(
            where.netloc, timeout=30
        )
        headers = {"Origin": self.origin, "Cookie": self.cookie}
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
