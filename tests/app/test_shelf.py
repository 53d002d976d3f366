"""The library's list as facilitators see it: found without script, in pages, versions together; for nobody else."""

import pytest

from app.pages import shelf
from sessions import lifecycle, mappings
from tests.app.site import Ada, Site
from tests.sessions.test_summaries import mapping
from tests.world import START, setup


async def keeps(site: Site, sessions: int, versions: int = 1) -> None:
    """So many sessions with a mapping each."""
    for number in range(sessions):
        session_id = f"s{number}"
        database = site.parts.database
        await lifecycle.create(database, setup(), session_id=session_id, facilitator_id="ada", now=START)
        for version in range(1, versions + 1):
            title = f"Workshop {number} <b>"
            await mappings.store(
                database, mapping(session_id, version, f"Tilbud {chr(97 + number)}æ", title=title)
            )


async def test_an_empty_library_says_what_to_do(ada: Ada) -> None:
    page = await ada.browser.get("/mappings?q=noget")
    assert "Når du afslutter en workshop" in page.text
    assert 'href="/workshops"' in page.text
    assert 'role="search"' not in page.text


async def test_a_search_narrows_the_list_down_and_names_the_offers_that_fit(ada: Ada, site: Site) -> None:
    await keeps(site, 3)
    page = await ada.browser.get("/mappings", params={"q": "tilbud CÆ"})
    assert 'href="/mappings/s2/1"' in page.text
    assert 'href="/mappings/s2/1?q=tilbud+C%C3%86"' in page.text
    assert "Workshop 2 &lt;b&gt;" in page.text
    assert "Workshop 1" not in page.text
    nothing = await ada.browser.get("/mappings", params={"q": '"><script>'})
    assert "Ingen kortlægning passer" in nothing.text
    assert "<script>" not in nothing.text


async def test_earlier_versions_are_folded_under_the_newest(ada: Ada, site: Site) -> None:
    await keeps(site, 1, versions=3)
    page = await ada.browser.get("/mappings")
    assert page.text.count('class="library__volume"') == 1
    assert "2 tidligere versioner" in page.text
    assert page.text.index("/mappings/s0/3") < page.text.index("/mappings/s0/2")


async def test_a_long_list_comes_in_pages_that_keep_the_search(
    ada: Ada, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelf, "SHOWN", 2)
    await keeps(site, 3)
    first = await ada.browser.get("/mappings?q=workshop")
    second = await ada.browser.get("/mappings?q=workshop&page=2")
    assert first.text.count('class="library__volume"') == 2
    assert 'href="/mappings?q=workshop&amp;page=2"' in first.text
    assert second.text.count('class="library__volume"') == 1
    for odd in ("0", "-1", "999", "x", "²"):
        assert (await ada.browser.get("/mappings", params={"page": odd})).status_code == 200


async def test_the_list_is_for_facilitators(ada: Ada, site: Site) -> None:
    for browser in (site.browser(), await ada.joins("Ben")):
        assert (await browser.get("/mappings?q=tilbud")).status_code == 403
