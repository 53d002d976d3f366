"""The site below a path of another one: what comes in without it, and what goes out with it."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.app.site import Ada, Site, cookies, running

ROOT = Path(__file__).parents[2]


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    async with running(tmp_path, address="http://www.kommune.dk/trappen") as site:
        yield site


@pytest.fixture
async def ada(site: Site) -> Ada:
    ada = Ada(site)
    ada.browser = site.browser(base_url=f"{site.address}/trappen")
    await ada.signs_in()
    await ada.plans()
    return ada


async def test_it_makes_no_difference_whether_the_proxy_takes_the_path_off(ada: Ada) -> None:
    whole = await ada.browser.get("/workshops")
    anybody = ada.site.browser(headers={"cookie": cookies(ada.browser)})
    stripped = await anybody.get("/workshops")
    assert whole.status_code == stripped.status_code == 200
    assert whole.text == stripped.text
    assert 'data-base="/trappen"' in whole.text
    assert 'action="/trappen/language"' in whole.text
    assert 'name="back" value="/workshops"' in whole.text
    for front in ("/trappen", "/trappen/"):
        assert (await anybody.get(front)).status_code == 200
    assert (await anybody.get("/trappenskorn/workshops")).status_code == 404


async def test_what_people_are_given_names_the_whole_address(ada: Ada) -> None:
    page = (await ada.browser.get(f"/console/{ada.session_id}")).text
    assert 'data-join-url="http://www.kommune.dk/trappen/q/' in page
    assert 'data-address="www.kommune.dk/trappen"' in page
    assert f'data-live="/trappen{ada.live}"' in page


@pytest.mark.parametrize("back", ["/workshops", "/trappen/workshops"])
async def test_an_answer_leads_below_the_path_and_its_cookie_is_kept_to_it(site: Site, back: str) -> None:
    asked = {"lang": "en", "back": back}
    answer = await site.browser(follow_redirects=False).post("/trappen/language", data=asked)
    assert answer.headers["location"] == "/trappen/workshops"
    assert "Path=/trappen;" in answer.headers["set-cookie"]


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example", "/\\evil.example"])
async def test_nobody_is_led_away(site: Site, back: str) -> None:
    answer = await site.browser(follow_redirects=False).post("/language", data={"lang": "en", "back": back})
    assert answer.headers["location"] == "/trappen/"


async def test_a_slash_too_many_leads_to_the_page_and_not_to_the_host_behind_the_proxy(site: Site) -> None:
    answer = await site.browser(follow_redirects=False).get("/trappen/mappings/?q=a")
    assert answer.headers["location"] == "/trappen/mappings?q=a"


async def test_only_pages_of_that_site_may_ask(site: Site) -> None:
    for origin, status in (("http://www.kommune.dk", 303), ("http://www.kommune.dk.evil.example", 403)):
        browser = site.browser(follow_redirects=False, headers={"origin": origin})
        assert (await browser.post("/language", data={"lang": "en"})).status_code == status


def test_scripts_name_no_address_but_through_at() -> None:
    bare = re.compile(r"""(?:href|action|src)=(?:"/|\{["`]/)|(?:fetch|assign|open)\(["`]/""")
    scripts = [*(ROOT / "static" / "src").rglob("*.ts"), *(ROOT / "static" / "src").rglob("*.tsx")]
    found = [path.name for path in scripts if ".test." not in path.name and bare.search(path.read_text())]
    assert scripts
    assert not found, "these would leave the path below which the site lies; see static/src/at.ts"
