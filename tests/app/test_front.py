"""The front page, the language, what machines ask, and what is built."""

import gzip
import re
from pathlib import Path

import pytest

from app import security
from app.live import FRAME_LIMIT
from sessions.trouble import DatabaseTrouble
from tests.app.site import Ada, Site, one, running


async def test_the_front_page_asks_for_the_code_in_danish(site: Site) -> None:
    page = await site.browser().get("/")
    assert '<html lang="da">' in page.text
    assert 'name="code"' in page.text
    assert "Log ud" not in page.text


async def test_a_language_is_chosen_and_kept_and_one_stays_where_one_was(ada: Ada) -> None:
    browser = ada.site.browser()
    page = await browser.post("/language", data={"lang": "en", "back": ada.join_path})
    assert page.url.path == ada.join_path
    assert '<html lang="en">' in page.text
    assert "22 November 2026" in page.text
    assert '<html lang="en">' in (await browser.get("/")).text
    assert '<html lang="da">' in (await browser.post("/language", data={"lang": "da", "back": "/"})).text


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "/\\evil.example", "", "x"])
async def test_choosing_a_language_leads_to_no_other_site(site: Site, back: str) -> None:
    answer = await site.browser(follow_redirects=False).post("/language", data={"lang": "en", "back": back})
    assert answer.headers["location"] == "/"


async def test_what_does_not_exist_is_said_in_plain_words(site: Site) -> None:
    for path in ("/nowhere", "/wall/nothing", "/mappings/x/not-a-number"):
        page = await site.browser().get(path)
        assert page.status_code in (403, 404)
        assert "<h1>" in page.text
    page = await site.browser(cookies={"lang": "en"}).get("/nowhere")
    assert page.status_code == 404
    assert '<html lang="en">' in page.text


async def test_health_says_whether_it_serves_and_readiness_whether_the_database_answers(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = site.browser()
    assert (await browser.get("/healthz")).status_code == 200
    assert (await browser.get("/readyz")).status_code == 200

    async def away() -> None:
        raise DatabaseTrouble("gone")

    monkeypatch.setattr(site.parts.database, "ping", away)
    assert (await browser.get("/healthz")).status_code == 200
    assert (await browser.get("/readyz")).status_code == 503


async def test_a_database_that_is_away_is_a_page_and_not_a_trace(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away() -> None:
        raise DatabaseTrouble("The database at /var/secret does not answer.")

    monkeypatch.setattr(site.parts.database, "reading", away)
    page = await site.browser().get("/q/some-key")
    assert page.status_code == 503
    assert "Det, der er gemt, er stadig gemt" in page.text
    assert "/var/secret" not in page.text


async def test_built_files_are_kept_for_ever_and_sent_compressed(site: Site) -> None:
    browser = site.browser()
    path = one(r'href="(/static/page-\w+\.css)"', (await browser.get("/")).text)
    async with browser.stream("GET", path, headers={"accept-encoding": "gzip"}) as answer:
        raw = b"".join([part async for part in answer.aiter_raw()])
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-type"].startswith("text/css")
    plain = await browser.get(path, headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert gzip.decompress(raw) == plain.content
    assert len(raw) < len(plain.content) / 2


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app/main.py",
        "/static/%2e%2e/app/main.py",
        "/static/.stamp",
        "/static/",
        "/static//etc/passwd",
    ],
)
async def test_nothing_else_is_served_as_a_built_file(site: Site, path: str) -> None:
    assert (await site.browser().get(path)).status_code == 404


async def test_the_wall_has_its_qr_code_and_needs_no_sign_in(ada: Ada) -> None:
    page = await ada.site.browser().get(ada.projector)
    assert page.status_code == 200
    assert one(r'data-surface="(\w+)"', page.text) == "projector"
    assert one(r'data-join-url="(.*?)"', page.text) == ada.site.address + ada.join_path
    assert '"qr":{"size":' in page.text
    assert "<noscript>" in page.text


async def test_phones_are_led_to_an_address_that_they_can_reach(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The facilitator sits at the machine that serves; the code on the wall must not lead phones to themselves."""
    monkeypatch.setattr(security, "own_address", lambda: "192.0.2.7")
    async with running(tmp_path, host="0.0.0.0") as site:  # noqa: S104
        ada = Ada(site)
        await ada.signs_in()
        await ada.plans()
        page = await site.browser().get(ada.projector)
    assert one(r'data-join-url="(.*?)"', page.text) == f"http://192.0.2.7:{site.port}{ada.join_path}"
    assert one(r'data-address="(.*?)"', page.text) == f"192.0.2.7:{site.port}"


async def test_after_a_wrong_code_the_language_can_be_chosen(site: Site) -> None:
    phone = site.browser()
    wrong = await phone.post("/join", data={"code": "abc"})
    back = one(r'name="back" value="(.*?)"', wrong.text)
    english = await phone.post("/language", data={"lang": "en", "back": back})
    assert english.status_code == 200
    assert 'lang="en"' in english.text


def test_browsers_know_how_much_a_frame_may_hold() -> None:
    """E4: what is too large must be seen before it is sent, or it would end every line that it is sent on."""
    script = (Path(__file__).parents[2] / "static/src/live.ts").read_text(encoding="utf-8")
    limit = re.search(r"FRAME_LIMIT = (\d+) \* (\d+);", script)
    assert limit and int(limit[1]) * int(limit[2]) == FRAME_LIMIT
