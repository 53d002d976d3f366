"""How people see the site: below a path of another one, over https, behind a proxy that is believed or not."""

import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
import websockets

from tests.app.site import Ada, Site, cookies, one, running

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
    assert "Path=/trappen" in answer.headers["set-cookie"].split("; ")


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example", "/\\evil.example"])
async def test_nobody_is_led_away(site: Site, back: str) -> None:
    answer = await site.browser(follow_redirects=False).post("/language", data={"lang": "en", "back": back})
    assert answer.headers["location"] == "/trappen/"


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


FORWARDED = {"x-forwarded-proto": "https", "x-forwarded-host": "trappen.kommune.dk"}


async def asked(
    folder: Path, forwarded: dict[str, str] | list[tuple[str, str]], **settings: Any
) -> tuple[str, str, httpx2.Response]:
    """The scheme and the host that the site takes itself to be reached by; and what else it answered."""
    async with running(folder, **settings) as site:
        ada = Ada(site)
        await ada.signs_in()
        await ada.plans()
        wall = await site.browser().get(ada.projector, headers=forwarded)
        scheme, _, host = one(r'data-join-url="(.*?)/q/', wall.text).partition("://")
        chosen = await site.browser(follow_redirects=False, headers=forwarded).post("/language")
        return scheme, host.replace(str(site.port), "PORT"), chosen


async def test_a_proxy_that_was_named_is_believed(tmp_path: Path) -> None:
    scheme, host, chosen = await asked(tmp_path, FORWARDED, trusted_proxies="10.0.0.0/8, 127.0.0.1")
    assert (scheme, host) == ("https", "trappen.kommune.dk")
    assert chosen.headers["set-cookie"].startswith("__Host-lang=")
    assert "Secure" in chosen.headers["set-cookie"]
    assert "Path=/;" in chosen.headers["set-cookie"]
    assert chosen.headers["strict-transport-security"] == "max-age=31536000"


@pytest.mark.parametrize("trusted", ["", "10.0.0.0/8"])
async def test_anybody_else_is_not(tmp_path: Path, trusted: str) -> None:
    scheme, host, chosen = await asked(tmp_path, FORWARDED, trusted_proxies=trusted)
    assert (scheme, host) == ("http", "127.0.0.1:PORT")
    assert chosen.headers["set-cookie"].startswith("lang=")
    assert "strict-transport-security" not in chosen.headers


@pytest.mark.parametrize("trusted", ["127.0.0.1", ""])
async def test_a_page_of_the_host_that_our_proxy_names_may_open_a_socket(
    tmp_path: Path, trusted: str
) -> None:
    async with running(tmp_path, trusted_proxies=trusted) as site:
        ada = Ada(site)
        await ada.signs_in()
        await ada.plans()
        opening = websockets.connect(
            f"ws://127.0.0.1:{site.port}{ada.wall_live}",
            origin=websockets.Origin("https://trappen.kommune.dk"),
            additional_headers=FORWARDED,
        )
        if trusted:
            async with opening as wall:
                assert '"type":"snapshot"' in str(await wall.recv())
        else:
            with pytest.raises(websockets.InvalidStatus, match="403"):
                await opening


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("x-forwarded-proto", "gopher"),
        ("x-forwarded-host", "trappen.kommune.dk/path"),
        ("x-forwarded-host", "a@evil.example"),
        ("x-forwarded-host", ""),
        ("x-forwarded-for", "10.0.0.1"),
        ("forwarded", "proto=https;host=evil.example"),
    ],
)
async def test_what_makes_no_sense_changes_nothing(tmp_path: Path, header: str, value: str) -> None:
    scheme, host, _ = await asked(tmp_path, {header: value}, trusted_proxies="127.0.0.1")
    assert (scheme, host) == ("http", "127.0.0.1:PORT")


async def test_of_several_the_one_counts_that_our_proxy_has_added(tmp_path: Path) -> None:
    several = {"x-forwarded-proto": "https, http", "x-forwarded-host": "evil.example, trappen.kommune.dk"}
    scheme, host, _ = await asked(tmp_path, several, trusted_proxies="127.0.0.1")
    assert (scheme, host) == ("http", "trappen.kommune.dk")


async def test_it_counts_also_in_a_line_of_its_own(tmp_path: Path) -> None:
    several = [
        ("x-forwarded-proto", "https"),
        ("x-forwarded-host", "evil.example"),
        ("x-forwarded-proto", "http"),
        ("x-forwarded-host", "trappen.kommune.dk"),
    ]
    scheme, host, _ = await asked(tmp_path, several, trusted_proxies="127.0.0.1")
    assert (scheme, host) == ("http", "trappen.kommune.dk")


async def test_over_https_only_cookies_that_nobody_else_can_set_are_ours(tmp_path: Path) -> None:
    async with running(tmp_path, address="https://trappen.kommune.dk") as site:
        browser = site.browser(follow_redirects=False)
        signed_in = await browser.post(await site.sign_in_path())
        name, _, value = signed_in.headers["set-cookie"].partition(";")[0].partition("=")
        assert name == "__Host-facilitator"
        for cookie, status in ((f"a=1; {name}={value}", 200), (f"facilitator={value}", 403)):
            answer = await site.browser().get("/workshops", headers={"cookie": cookie})
            assert answer.status_code == status


async def test_a_site_below_another_one_decides_nothing_for_the_whole_host(tmp_path: Path) -> None:
    async with running(tmp_path, address="https://www.kommune.dk/trappen") as site:
        answer = await site.browser(follow_redirects=False).post("/trappen/language", data={"lang": "en"})
    assert "strict-transport-security" not in answer.headers
    assert answer.headers["set-cookie"].startswith("lang=")
    assert {"Path=/trappen", "Secure"} <= set(answer.headers["set-cookie"].split("; "))
