"""Follows every address that pages name, as a search engine would, and looks where it leads."""

import json
import re
from html.parser import HTMLParser
from urllib.parse import urlsplit

from app.browsing import Browser, Page

NAMED = ("href", "src", "action", "formaction", "data-live", "data-mapping")
MADE = re.compile(r"\.(pdf|docx|pptx|xlsx|png|zip|svg|csv|json|ics)$")  # files, whose making is others' test
ONE = re.compile(r"/(?=[^/]*[A-Z0-9_-])[A-Za-z0-9_-]{16,}(?=/|$)")  # an id or a key in an address


class _Names(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.followed: list[str] = []
        self.named: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in NAMED and value and not value.startswith(("#", "data:", "mailto:")):
                self.named.append(value)
                if name in ("href", "src"):
                    self.followed.append(value)


class Walk:
    """With one person's cookies, over a site that lies below `base`."""

    def __init__(self, browser: Browser, base: str) -> None:
        self.browser, self.base = browser, base
        self.kinds: set[str] = set()  # what was reached, with a star for each id

    async def posts(self, path: str, **fields: str) -> str:
        """Send a form, and follow where it leads: there."""
        answer = await self.browser.post(path, list(fields.items()))
        assert answer.status == 303, answer.text
        leads = self._inside(answer.headers["location"], path)
        await self.follows(leads)
        return leads

    async def follows(self, *paths: str) -> None:
        """From these on, everything that they name. Each kind of page is looked at once."""
        waiting = list(paths)
        while waiting:
            path = waiting.pop()
            kind = ONE.sub("/*", urlsplit(path).path)
            if kind in self.kinds or MADE.search(kind):
                continue
            self.kinds.add(kind)
            answer = await self.browser.get(path)
            assert answer.status < 400, f"{answer.status} at {path}"
            waiting += [self._inside(address, path) for address in self._followed(answer, path)]

    def _followed(self, answer: Page, path: str) -> list[str]:
        if cookie := answer.headers.get("set-cookie"):
            assert f"Path={self.base}" in cookie
        if 300 <= answer.status < 400:
            return [answer.headers["location"]]
        match answer.headers["content-type"].partition(";")[0]:
            case "text/html":
                names = _Names()
                names.feed(answer.text)
                for address in names.named:
                    self._inside(address, path)
                return names.followed
            case "application/manifest+json":
                about = json.loads(answer.text)
                return [about["start_url"], about["scope"], *(icon["src"] for icon in about["icons"])]
            case "text/css":
                assert "url(/" not in answer.text, "addresses in styles are relative to them"
        return []

    def _inside(self, address: str, where: str) -> str:
        """As the path that the application knows. Fails for what lies outside."""
        if address.startswith("?"):  # of the page itself
            return where.partition("?")[0] + address
        path = address.removeprefix(self.browser.origin)
        assert (path + "/").startswith(f"{self.base}/"), f"{where} names {address}"
        return path.removeprefix(self.base) or "/"
