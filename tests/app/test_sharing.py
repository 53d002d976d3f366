"""Links to a mapping's page: they open one version to whoever has them, without names, until they are over."""

import html
import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest

from app.pages import sharing as pages
from sessions import sharing
from sessions.tables import Mapping, SharedLink
from tests.app.site import Ada, Site, one
from tests.app.test_library import freezes, kept

DAY = 24 * 3600 * 1000


@pytest.fixture
async def frozen(ada: Ada) -> Ada:
    """A mapping that names Ben beside it."""
    await ada.plans(names_in_mapping="on")
    await ada.joins("Benjamin Navngiven")
    await freezes(ada)
    await kept(ada, 1)
    return ada


async def makes_a_link(ada: Ada, version: int = 1, **fields: Any) -> str:
    """Its token."""
    told = {"name": "Intranettet", "lasts": "30", "file": ["overblik.pdf", "trappe.svg"], **fields}
    made = await ada.browser.post(f"/mappings/{ada.session_id}/{version}/links", data=told)
    assert made.status_code == 200, made.text
    return one(r"/shared/([A-Za-z0-9_-]+)", made.text)


async def test_whoever_has_the_link_reads_the_page_and_the_chosen_files_and_nothing_else(
    frozen: Ada, site: Site
) -> None:
    token, stranger = await makes_a_link(frozen), site.browser()
    page = await stranger.get(f"/shared/{token}")
    assert page.status_code == 200
    assert page.headers["x-robots-tag"] == "noindex, nofollow"
    assert page.headers["cache-control"] == "no-store"
    assert "Børn og unge 0-18 år" in page.text
    assert (await stranger.get(f"/shared/{token}/trappe.svg")).content.startswith(b"<svg")
    for name in ("tilbud.xlsx", "kortlaegning.json", "alt.zip", "calendar.ics", "x.exe"):
        for more in ("", "/state"):
            assert (await stranger.get(f"/shared/{token}/{name}{more}")).status_code == 404
    assert (await stranger.get(f"/mappings/{frozen.session_id}/1")).status_code == 403


async def test_the_shared_page_tells_no_name_no_code_and_no_way_in_not_even_to_a_facilitator(
    frozen: Ada, site: Site
) -> None:
    token = await makes_a_link(frozen)
    for browser in (site.browser(), frozen.browser):
        text = (await browser.get(f"/shared/{token}")).text
        for secret in (
            "Navngiven",
            frozen.session_id,
            frozen.code,
            frozen.join_path,
            frozen.projector,
            "/console",
            "/mappings",
            "Intranettet",
        ):
            assert secret not in text, secret
        links = [link for link in re.findall(r'(?:href|src)="([^"#]+)', text) if "/static/" not in link]
        inside = (f"/shared/{token}/", f"/embed/{token}.svg", "data:", "/manifest")
        assert all(link.startswith(inside) for link in links), links


async def test_only_the_overview_is_chosen_for_a_link_until_more_is(frozen: Ada) -> None:
    page = (await frozen.browser.get(f"/mappings/{frozen.session_id}/1/links")).text
    assert re.findall(r'value="([^"]+)" checked', page) == [
        "overblik.pdf",
        "overblik.pptx",
        "overblik-a4.pdf",
    ]
    assert page.count('name="file"') > 10


async def test_who_gets_a_link_comes_to_the_staircase_and_its_large_sheet_first(
    frozen: Ada, site: Site
) -> None:
    token = await makes_a_link(frozen, file=["overblik.pdf", "tilbud.xlsx"])
    page = (await site.browser().get(f"/shared/{token}")).text
    order = ('id="picture"', f'/shared/{token}/overblik.pdf"', "Flere filer", f'/shared/{token}/tilbud.xlsx"')
    places = [page.index(one) for one in order]
    assert places == sorted(places)
    assert page.count(f'/shared/{token}/overblik.pdf"') == 1
    only = await makes_a_link(frozen, file=["overblik.pdf"])
    assert "Flere filer" not in (await site.browser().get(f"/shared/{only}")).text


async def test_a_mail_with_a_link_has_the_title_as_it_is_and_no_more_fields(ada: Ada) -> None:
    await ada.plans(title="Unge & børn?cc=x@y.dk&bcc=%20#1")
    await freezes(ada)
    await kept(ada, 1)
    made = await ada.browser.post(f"/mappings/{ada.session_id}/1/links", data={})
    mail = urlsplit(html.unescape(one(r'href="(mailto:[^"]*)"', made.text)))
    told = parse_qs(mail.query, strict_parsing=True)
    assert told["subject"] == ["Unge & børn?cc=x@y.dk&bcc=%20#1"]
    assert "/shared/" in told["body"][0]
    assert (set(told), mail.path, mail.fragment) == ({"subject", "body"}, "", "")


async def test_a_link_opens_the_version_that_it_was_made_for_and_no_later_one(
    frozen: Ada, site: Site
) -> None:
    token = await makes_a_link(frozen)
    async with frozen.console() as console:
        await console.ask("reopen")
        await console.ask("open_stage", stage_id="writing")
        await console.ask("add_card", card_id="later", offer={"name": "Senere", "area_id": "skole"})
        await console.ask("freeze")
    await kept(frozen, 2)
    text = (await site.browser().get(f"/shared/{token}")).text
    assert "version 1" in text
    assert "Senere" not in text
    assert "ersion 2" not in text


async def test_wrong_revoked_and_expired_links_open_nothing_and_say_what_to_do(
    frozen: Ada, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    stranger = site.browser()

    async def answers(token: str) -> list[httpx2.Response]:
        paths = (f"/shared/{token}", f"/shared/{token}/overblik.pdf", f"/embed/{token}.svg")
        return [await stranger.get(path) for path in paths]

    revoked, expired = await makes_a_link(frozen, name="A"), await makes_a_link(frozen, name="B")
    assert [one.status_code for one in await answers("x" * 43)] == [404, 404, 404]
    listed = (await frozen.browser.get(f"/mappings/{frozen.session_id}/1/links")).text
    path = one(r'action="([^"]*/revoke)"><button[^>]*: A"', listed)
    assert (await stranger.post(path)).status_code == 403
    assert (await answers(revoked))[0].status_code == 200
    await frozen.browser.post(path)
    gone = await answers(revoked)
    assert [one.status_code for one in gone] == [410, 410, 410]
    assert "taget tilbage" in gone[0].text
    now = pages.now
    monkeypatch.setattr(pages, "now", lambda: now() + 31 * DAY)
    over = await answers(expired)
    assert [one.status_code for one in over] == [410, 410, 410]
    assert "udløbet" in over[0].text
    assert all("Børn og unge" not in one.text for one in (*gone, *over))


async def test_a_link_is_taken_back_from_its_own_session_only(frozen: Ada, site: Site) -> None:
    token, session_id = await makes_a_link(frozen), frozen.session_id
    listed = (await frozen.browser.get(f"/mappings/{session_id}/1/links")).text
    link_id = one(r"/links/([^/]*)/revoke", listed)
    await frozen.plans(title="En anden")
    await frozen.browser.post(f"/mappings/{frozen.session_id}/1/links/{link_id}/revoke")
    assert (await site.browser().get(f"/shared/{token}")).status_code == 200


async def test_the_picture_may_be_shown_by_other_sites_and_is_kept_for_minutes(
    frozen: Ada, site: Site
) -> None:
    token = await makes_a_link(frozen, file=[])
    made = await site.browser().get(f"/embed/{token}.svg", params={"lang": "en"})
    assert made.content.startswith(b"<svg")
    assert made.headers["content-type"] == "image/svg+xml"
    assert made.headers["cross-origin-resource-policy"] == "cross-origin"
    assert made.headers["cache-control"] == "public, max-age=300"
    assert made.headers["x-robots-tag"] == "noindex, nofollow"
    assert "sandbox" in made.headers["content-security-policy"]
    page = await site.browser().get(f"/shared/{token}")
    assert page.headers["cross-origin-resource-policy"] == "same-origin"
    assert "frame-ancestors 'none'" in page.headers["content-security-policy"]


async def test_the_line_that_is_copied_to_another_page_brings_nothing_along_but_the_picture(ada: Ada) -> None:
    await ada.plans(title='Unge"><script>alert(1)</script>')
    await freezes(ada)
    await kept(ada, 1)
    made = await ada.browser.post(f"/mappings/{ada.session_id}/1/links", data={})
    line = html.unescape(one(r"<code[^>]*>(&lt;img.*?)</code>", made.text))
    assert line.count("<") == 1
    assert line.count('"') == 4


async def test_the_list_says_the_day_of_the_last_use_and_no_token_is_kept(frozen: Ada, site: Site) -> None:
    token = await makes_a_link(frozen)
    path = f"/mappings/{frozen.session_id}/1/links"
    assert "ikke brugt endnu" in (await frozen.browser.get(path)).text
    await site.browser().get(f"/shared/{token}")
    listed = (await frozen.browser.get(path)).text
    assert "sidst brugt i dag" in listed
    assert token not in listed
    found = await sharing.find(site.parts.database, token, 0)
    assert found is not None
    async with site.parts.database.reading() as db:
        row = await db.get(SharedLink, found.link_id)
    assert row is not None
    assert token not in row.model_dump_json()


async def test_a_name_that_looks_like_a_person_is_refused_and_only_facilitators_share(
    frozen: Ada, site: Site
) -> None:
    path = f"/mappings/{frozen.session_id}/1/links"
    refused = await frozen.browser.post(path, data={"name": "010190-1234"})
    assert refused.status_code == 422
    assert "CPR" in refused.text
    for browser in (site.browser(), await frozen.joins("Cleo")):
        assert (await browser.get(path)).status_code == 403
        assert (await browser.post(path, data={"name": "x"})).status_code == 403
    assert await sharing.links(site.parts.database, frozen.session_id, 0) == []


async def test_a_mapping_that_is_not_there_is_not_shared(frozen: Ada, site: Site) -> None:
    assert (await frozen.browser.post(f"/mappings/{frozen.session_id}/9/links", data={})).status_code == 404
    async with site.parts.database.reading() as db:
        assert await db.get(Mapping, (frozen.session_id, 9)) is None
