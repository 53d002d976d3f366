"""Signing in with a real provider on loopback: who comes in, with which roles, where to; and who does not."""

import re
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from sqlmodel import select

from sessions import accounts, welcoming
from sessions.access import Person
from sessions.account_tables import Account, Identity, Membership, SignIn, Space
from tests.app.site import Site, running
from tests.provider import CLIENT_ID, CLIENT_SECRET, Provider, provider_on_loopback, query
from tests.serving import free_ports

GROUPS = (
    "Trappe-Ledere=administrator; CN=Trappe,OU=Grupper=facilitator; Gæster=Roskilde:reader; Drift=operator"
)
DONE = "/sign-in/provider/done"


@pytest.fixture(scope="module")
def one_provider() -> Iterator[Provider]:
    with provider_on_loopback() as provider:
        yield provider


@pytest.fixture
def provider(one_provider: Provider) -> Provider:
    one_provider.begin_anew()
    one_provider.people["mette"] = {
        "name": "Mette Holm",
        "email": "mette@holbaek.dk",
        "groups": ["Alle", "Trappe-Ledere"],
    }
    return one_provider


@pytest.fixture
async def site(tmp_path: Path, provider: Provider) -> AsyncIterator[Site]:
    async with at(tmp_path, provider) as site:
        yield site


def at(folder: Path, provider: Provider, **settings: Any) -> Any:
    """A site whose people sign in with the provider."""
    (port,) = free_ports(1)
    address = f"http://127.0.0.1:{port}{settings.pop('base', '')}"
    provider.redirect_uris.add(f"{address}{DONE}")
    usual = {
        "oidc_issuer": provider.issuer,
        "oidc_client_id": CLIENT_ID,
        "oidc_client_secret": CLIENT_SECRET,
        "oidc_name": "Holbæk Kommune",
        "oidc_groups": GROUPS,
    }
    return running(folder, port=port, address=address, **{**usual, **settings})


async def goes(browser: httpx2.AsyncClient, who: str = "mette", back: str = "") -> httpx2.Response:
    """Goes to the provider, says there who it is, and is sent back: the answer before it leads on."""
    there = await browser.get("/sign-in/provider", params={"back": back} if back else {})
    sent = await browser.post(there.url, data={"who": who}, follow_redirects=False)
    return await browser.get(sent.headers["location"], follow_redirects=False)


async def is_signed_in(browser: httpx2.AsyncClient) -> bool:
    return (await browser.get("/mappings")).status_code == 200


async def who_is(site: Site, browser: httpx2.AsyncClient) -> Person | None:
    sign_in_id = site.parts.tickets.sign_in(dict(browser.cookies))
    return sign_in_id and await accounts.signed_in(site.parts.database, sign_in_id, time.time_ns() // 10**6)


async def test_somebody_comes_in_with_what_their_groups_give(site: Site) -> None:
    browser = site.browser()
    assert "Log ind med Holbæk Kommune" in (await browser.get("/")).text
    there = await browser.get("/sign-in/provider")
    asked = query(str(there.url))
    assert asked["code_challenge_method"] == "S256"
    assert asked["scope"] == "openid profile email"
    answer = await goes(browser)
    assert (answer.status_code, answer.headers["location"]) == (303, "/workshops")
    person = await who_is(site, browser)
    assert person is not None
    assert person.roles == {"home": "administrator"}
    assert not person.is_operator
    async with site.parts.database.reading() as db:
        account = await db.get(Account, person.account_id)
        identity = (await db.exec(select(Identity))).one()
    assert account is not None
    assert (account.name, account.email) == ("Mette Holm", None)
    assert (identity.subject, identity.email) == ("subject of mette", "mette@holbaek.dk")


async def test_somebody_is_the_same_the_next_time_and_is_called_as_they_are_now(
    site: Site, provider: Provider
) -> None:
    first, second = site.browser(), site.browser()
    await goes(first)
    provider.people["mette"] |= {"name": "Mette Lund", "email": "lund@holbaek.dk"}
    await goes(second)
    one, two = await who_is(site, first), await who_is(site, second)
    assert one is not None
    assert one == two
    async with site.parts.database.reading() as db:
        account = await db.get(Account, one.account_id)
        assert account is not None
        assert account.name == "Mette Lund"
        assert (await db.exec(select(Identity.email))).all() == ["lund@holbaek.dk"]


async def test_an_account_is_never_found_by_an_address(site: Site, provider: Provider) -> None:
    """At many providers people write their address themselves."""
    async with site.parts.database.transaction() as db:
        db.add(Account(account_id="b", email="bo@holbaek.dk", is_operator=True, created_at=1))
    provider.people["eve"] = {"email": "bo@holbaek.dk", "email_verified": True, "groups": ["Trappe-Ledere"]}
    browser = site.browser()
    await goes(browser, "eve")
    person = await who_is(site, browser)
    assert person is not None
    assert person.account_id != "b"
    assert not person.is_operator


async def test_a_role_goes_with_its_group_and_what_was_given_here_stays(
    site: Site, provider: Provider
) -> None:
    database = site.parts.database
    browser = site.browser()
    await goes(browser)
    person = await who_is(site, browser)
    assert person is not None
    async with database.transaction() as db:
        db.add(Space(space_id="r", name="Roskilde", created_at=1))
        await db.flush()
        db.add(Membership(account_id=person.account_id, space_id="r", role="consultant", since=1))
    provider.people["mette"]["groups"] = ["CN=Trappe,OU=Grupper", "Gæster", "Drift"]
    await goes(browser)
    person = await who_is(site, browser)
    assert person is not None
    assert person.roles == {"home": "facilitator", "r": "consultant"}
    assert person.is_operator
    provider.people["mette"]["groups"] = []
    await goes(browser)
    person = await who_is(site, browser)
    assert person is not None
    assert person.roles == {"r": "consultant"}
    assert not person.is_operator


async def test_who_is_in_no_group_is_told_so_and_gets_no_account(site: Site, provider: Provider) -> None:
    provider.people["ulla"] = {"name": "Ulla", "groups": ["Alle"]}
    browser = site.browser()
    answer = await goes(browser, "ulla")
    assert answer.status_code == 403
    assert "Du har ingen adgang endnu" in answer.text
    assert "Ulla" not in answer.text
    assert not await is_signed_in(browser)
    async with site.parts.database.reading() as db:
        assert (await db.exec(select(Identity))).all() == []


async def test_an_invitation_lets_in_who_is_in_no_group(site: Site, provider: Provider) -> None:
    provider.people["ulla"] = {"name": "Ulla"}
    browser, database = site.browser(), site.parts.database
    await goes(site.browser())  # the first space is there
    token = await welcoming.invite(
        database, "home", role="consultant", email="", made_by="operator", now=time.time_ns() // 10**6
    )
    page = await browser.get(f"/invited/{token}")
    assert f"/sign-in/provider?back=/invited/{token}" in page.text
    assert (await goes(browser, "ulla", back="/invited/no-such-one")).status_code == 403
    answer = await goes(browser, "ulla", back=f"/invited/{token}")
    assert answer.headers["location"] == f"/invited/{token}"
    assert (await browser.post(f"/invited/{token}")).url.path == "/mappings"
    again = site.browser()
    await goes(again, "ulla")
    person = await who_is(site, again)
    assert person is not None
    assert person.roles == {"home": "consultant"}
    assert (await goes(site.browser(), "ulla", back=f"/invited/{token}")).status_code == 303


async def test_who_loses_the_last_group_is_out_in_every_browser(site: Site, provider: Provider) -> None:
    first, second = site.browser(), site.browser()
    await goes(first)
    assert (await first.get("/workshops")).status_code == 200
    provider.people["mette"]["groups"] = ["Alle"]
    assert (await goes(second)).status_code == 403
    assert (await first.get("/workshops")).status_code == 403


async def test_an_account_that_was_ended_stays_so(site: Site) -> None:
    browser = site.browser()
    await goes(browser)
    async with site.parts.database.transaction() as db:
        identity = (await db.exec(select(Identity))).one()
        account = await db.get(Account, identity.account_id)
        assert account is not None
        account.ended_at = 1
    assert (await goes(browser)).status_code == 403
    assert not await is_signed_in(browser)


async def test_another_claim_and_everybody(tmp_path: Path, provider: Provider) -> None:
    provider.people["app"] = {"roles": ["Trappe.Consultant"]}
    provider.people["ulla"] = {}
    groups = "*=reader; Trappe.Consultant=consultant; Nowhere=No such space:administrator"
    async with at(tmp_path, provider, oidc_groups=groups, oidc_groups_claim="roles") as site:
        for who, role in (("app", "consultant"), ("ulla", "reader")):
            browser = site.browser()
            answer = await goes(browser, who)
            assert answer.headers["location"] == "/mappings"
            person = await who_is(site, browser)
            assert person is not None
            assert person.roles == {"home": role}


async def test_several_tabs_may_be_on_their_way(site: Site) -> None:
    browser = site.browser()
    first = await browser.get("/sign-in/provider", params={"back": "/mappings"})
    second = await browser.get("/sign-in/provider", params={"back": "/workshops/new"})
    for there, leads in ((first, "/mappings"), (second, "/workshops/new")):
        done = await browser.post(there.url, data={"who": "mette"})
        assert done.url.path == leads
    async with site.parts.database.reading() as db:
        assert len((await db.exec(select(SignIn))).all()) == 1


async def test_the_way_there_is_kept_by_the_browser_alone_and_not_without_end(site: Site) -> None:
    browser = site.browser(follow_redirects=False)
    sent = [await browser.get("/sign-in/provider") for _ in range(20)]
    for answer in sent:
        (cookie,) = [one for one in answer.headers.get_list("set-cookie") if "Max-Age=0" not in one]
        assert re.search(r"; HttpOnly; Max-Age=900; .*SameSite=lax", cookie)
    assert len([name for name in browser.cookies if name.startswith("provider-")]) <= 8


async def test_cookies_that_others_have_set_stop_nobody(site: Site) -> None:
    """Their names cannot be said back to the browser, so they are left alone."""
    others = "; ".join(f"provider-(){n}=x" for n in range(16))
    sent = await site.browser(follow_redirects=False).get("/sign-in/provider", headers={"cookie": others})
    assert sent.status_code == 303
    assert "()" not in sent.headers["set-cookie"]


async def test_nobody_is_led_to_another_site(site: Site) -> None:
    for back in ("https://evil.example", "//evil.example", "/\\evil.example", "/a\nb: c", "x"):
        answer = await goes(site.browser(), back=back)
        assert answer.headers["location"] == "/workshops"


async def test_who_was_not_sent_by_us_comes_in_by_no_code(site: Site) -> None:
    """Nobody is signed in as somebody else by a link."""
    eve, ben = site.browser(), site.browser()
    there = await eve.get("/sign-in/provider")
    sent = await eve.post(there.url, data={"who": "mette"}, follow_redirects=False)
    answer = await ben.get(sent.headers["location"])
    assert answer.status_code == 400
    assert "Begynd forfra" in answer.text
    assert not await is_signed_in(ben)
    await ben.get("/sign-in/provider")
    assert (await ben.get(sent.headers["location"])).status_code == 400
    assert (await ben.get(DONE)).status_code == 400
    assert not await is_signed_in(ben)


async def test_a_code_is_good_once(site: Site) -> None:
    browser = site.browser()
    there = await browser.get("/sign-in/provider")
    sent = await browser.post(there.url, data={"who": "mette"}, follow_redirects=False)
    kept = {name: value for name, value in browser.cookies.items() if name.startswith("provider-")}
    assert (await browser.get(sent.headers["location"])).url.path == "/workshops"
    assert (await browser.get(sent.headers["location"])).status_code == 400
    thief = site.browser(cookies=kept)
    assert (await thief.get(sent.headers["location"])).status_code == 400
    assert not await is_signed_in(thief)


async def test_an_answer_that_is_not_believed_signs_nobody_in_and_stands_in_no_log(
    site: Site, provider: Provider, capsys: pytest.CaptureFixture[str]
) -> None:
    provider.bend = lambda header, claims: provider.signed(header, {**claims, "nonce": "x"})
    browser = site.browser()
    answer = await goes(browser)
    assert answer.status_code == 400
    assert "Svaret fra Holbæk Kommune kunne ikke bruges" in answer.text
    assert not await is_signed_in(browser)
    async with site.parts.database.reading() as db:
        assert (await db.exec(select(Identity))).all() == []
    said = "".join(capsys.readouterr())
    assert "answers another question" in said
    assert "Mette" not in said


async def test_who_says_no_there_is_told_so(site: Site) -> None:
    browser = site.browser()
    answer = await goes(browser, "")
    assert answer.status_code == 403
    assert "Du blev ikke logget ind" in answer.text
    assert not await is_signed_in(browser)


async def test_a_provider_that_is_away_stops_nothing_else(tmp_path: Path, provider: Provider) -> None:
    (nobody,) = free_ports(1)
    async with at(tmp_path, provider, oidc_issuer=f"http://127.0.0.1:{nobody}") as site:
        browser = site.browser()
        answer = await browser.get("/sign-in/provider")
        assert answer.status_code == 503
        assert "Holbæk Kommune svarer ikke" in answer.text
        assert (await browser.post(await site.sign_in_path())).url.path == "/workshops"


async def test_who_signs_out_is_asked_about_the_provider_too(site: Site, provider: Provider) -> None:
    browser = site.browser()
    await goes(browser)
    answer = await browser.post("/sign-out")
    assert answer.url.path == "/signed-out"
    assert not await is_signed_in(browser)
    out = await browser.get("/sign-out/provider", follow_redirects=False)
    assert out.headers["location"].startswith(f"{provider.issuer}/sign-out?")
    assert query(out.headers["location"])["post_logout_redirect_uri"] == f"{site.address}/"
    provider.described = {"end_session_endpoint": "http://evil.example/"}
    await browser.post(await site.sign_in_path())
    assert (await browser.post("/sign-out")).url.path == "/"


async def test_below_a_path_it_leads_there_and_back(tmp_path: Path, provider: Provider) -> None:
    async with at(tmp_path, provider, base="/trappen") as site:
        browser = site.browser()
        there = await browser.get("/trappen/sign-in/provider")
        assert query(str(there.url))["redirect_uri"] == f"{site.address}/trappen{DONE}"
        done = await browser.post(there.url, data={"who": "mette"})
        assert (done.url.path, done.status_code) == ("/trappen/workshops", 200)


async def test_without_a_provider_nothing_leads_to_one(tmp_path: Path) -> None:
    async with running(tmp_path) as site:
        browser = site.browser()
        for path in ("/sign-in/provider", DONE, "/signed-out", "/sign-out/provider"):
            assert (await browser.get(path)).url.path == "/"
        assert "/sign-in/provider" not in (await browser.get("/")).text
        assert "/sign-in/provider" not in (await browser.get("/workshops")).text
