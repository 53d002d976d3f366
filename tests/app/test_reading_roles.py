"""Who only reads, or reads and tidies up, is led nowhere that they may not go."""

import re
from collections.abc import Iterator

import httpx2
import pytest

from tests.app.members import member
from tests.app.site import Ada
from tests.app.test_library import demo, freezes, kept

__all__ = ["demo"]

FIRST = ("/", "/mappings", "/mappings/{id}/1", "/databeskyttelse")
MORE = (
    *FIRST,
    "/mappings/{id}/tidy",
    "/mappings/{id}/1/compare",
    "/mappings/{id}/1/links",
    "/sessions/{id}/revision",
)
SKIPPED = ("/static/", "/sign-out", "/language", "/manifest")


def ways(page: str) -> Iterator[str]:
    """Where a page leads, of our own, without what follows `#`; what scripts fetch as well."""
    for address in re.findall(r'(?:href|src)="(/[^"#]*)|: ?"(/(?:mappings|co-facilitators)/[^"]+)"', page):
        found = "".join(address).replace("&amp;", "&")
        if not found.startswith(SKIPPED):
            yield found


@pytest.mark.parametrize(("role", "pages"), [("reader", FIRST), ("consultant", MORE), ("facilitator", MORE)])
async def test_every_link_that_a_role_is_shown_opens(demo: Ada, role: str, pages: tuple[str, ...]) -> None:
    await freezes(demo)
    await kept(demo, 1)
    bo = await member(demo.site, "Bo", home=role)
    dead: list[tuple[str, str, int]] = []
    known: dict[str, httpx2.Response] = {}
    for path in pages:
        page = await bo.get(path.format(id=demo.session_id))
        assert page.status_code == 200, path
        for way in ways(page.text):
            # A file is made when it is asked for: whether it may be is said at once, and the rest is tested elsewhere.
            checked = way if not re.search(r"\.(?!ics$)\w+$", way) else f"{way}/state"
            if checked not in known:
                known[checked] = await bo.get(checked)
            if known[checked].status_code not in (200, 204):
                dead.append((path, checked, known[checked].status_code))
    assert not dead
    assert len(known) > 3
