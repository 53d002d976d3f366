"""The accessibility statement: our facts, the operator's contact and link, and the way to it from every page."""

import pytest

from tests.app.site import Ada, Site, running


async def test_the_statement_is_linked_from_plain_pages_in_both_languages(ada: Ada) -> None:
    for path in ("/", "/workshops", "/nowhere", ada.join_path):
        assert 'href="/tilgaengelighed"' in (await ada.browser.get(path)).text, path
    page = await ada.site.browser(cookies={"lang": "en"}).get("/accessibility")
    assert page.url.path == "/tilgaengelighed"
    assert "<h1>Accessibility</h1>" in page.text
    assert "1.4.12" in page.text


async def test_without_settings_it_says_that_the_official_one_is_missing(site: Site) -> None:
    page = await site.browser().get("/was")
    assert page.url.path == "/tilgaengelighed"
    assert "De har ikke linket til den endnu" in page.text
    assert "facilitator i rummet" in page.text


async def test_the_operator_names_contact_and_official_statement(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    official = "https://was.digst.dk/trappen-kommune-dk"
    async with running(
        tmp_path_factory.mktemp("site"),
        accessibility_contact="web@kommune.dk, <b>12 34 56 78</b>",
        accessibility_link=official,
    ) as site:
        page = await site.browser().get("/tilgaengelighed")
        assert f'href="{official}"' in page.text
        assert 'href="mailto:web@kommune.dk"' in page.text
        assert "<b>12" not in page.text
        short = await site.browser(follow_redirects=False).get("/was")
        assert short.headers["location"] == official


async def test_the_installed_app_opens_where_one_takes_part(ada: Ada) -> None:
    phone = ada.site.browser()
    assert (await phone.get("/start")).url.path == "/"
    await phone.post(f"/j/{ada.code}", data={"name": "", "area": "skole"})
    assert (await phone.get("/start")).url.path == f"/phone/{ada.session_id}"
    # A cookie that we did not sign opens nothing.
    stranger = ada.site.browser(cookies={f"ticket-{ada.session_id}": "forged"})
    assert (await stranger.get("/start")).url.path == "/"


async def test_the_manifest_names_icons_that_are_served(site: Site) -> None:
    browser = site.browser()
    answer = await browser.get("/manifest.webmanifest")
    assert answer.headers["content-type"] == "application/manifest+json"
    about = answer.json()
    assert about["start_url"] == "/start"
    for icon in about["icons"]:
        found = await browser.get(icon["src"])
        assert found.status_code == 200, icon
        assert found.headers["content-type"].startswith(icon["type"])
