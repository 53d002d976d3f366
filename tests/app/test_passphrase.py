"""Signing in with e-mail and passphrase: who comes in, and what nobody learns or can do to others."""

import asyncio
import re
import threading
from pathlib import Path

import httpx2
import pytest
from argon2 import PasswordHasher
from sqlmodel import select

from app import hashing
from app.browsers import browser_name
from app.guesses import Guesses
from app.pages.coming_in import sign_in_path
from app.parts import now
from app.security import Tickets
from sessions import local, passphrases
from sessions.account_tables import Membership, SignIn, Space
from tests.app.site import PATIENCE, Ada, Site, one

PASSPHRASE = "der går en ko på taget"
EMAIL = "bo@holbaek.dk"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:147.0) Gecko/20100101 Firefox/147.0"


async def bo(site: Site, role: str = "facilitator", kept: str = "") -> None:
    """Bo has an account."""
    async with site.parts.database.transaction() as db:
        db.add(Space(space_id="holbaek", name="Holbæk", created_at=now()))
        await local.create(
            db,
            "b",
            email=EMAIL,
            name="Bo",
            passphrase_hash=kept or passphrases.hashed(PASSPHRASE),
            now=now(),
        )
        db.add(Membership(account_id="b", space_id="holbaek", role=role, since=now()))


async def tries(
    browser: httpx2.AsyncClient, passphrase: str = PASSPHRASE, email: str = EMAIL, **more: str
) -> httpx2.Response:
    return await browser.post("/sign-in", data={"email": email, "passphrase": passphrase, **more})


@pytest.mark.parametrize(("role", "start"), [("facilitator", "/workshops"), ("reader", "/mappings")])
async def test_who_has_an_account_comes_in_and_is_led_to_what_is_theirs(
    site: Site, role: str, start: str
) -> None:
    await bo(site, role)
    browser = site.browser(headers={"user-agent": FIREFOX})
    assert (await tries(browser, email=" Bo@Holbaek.dk ")).url.path == start
    async with site.parts.database.reading() as db:
        kept = (await db.exec(select(SignIn))).one()
    assert (kept.account_id, kept.how, kept.browser) == ("b", "passphrase", "Firefox/Windows")


async def test_a_page_that_asked_for_it_is_come_back_to_and_never_another_site(site: Site) -> None:
    await bo(site)
    browser = site.browser()
    refused = await browser.get("/mappings?q=blå&space=1")
    way_in = one(r'class="button button--main" href="(.*?)"', refused.text)
    form = await browser.get(way_in)
    afterwards = one(r'name="next" value="(.*?)"', form.text).replace("&amp;", "&")
    came = await tries(browser, next=afterwards)
    assert (came.url.path, came.url.params["q"]) == ("/mappings", "blå")
    assert (await browser.get(way_in)).url.path == "/mappings", "who is signed in need not do it again"
    for evil in ("//evil.example", "/\\evil.example", "https://evil.example", "/\t/evil.example", "x", ""):
        assert sign_in_path(evil) == "/sign-in"
        assert (await tries(site.browser(), next=evil)).url.path == "/workshops"


async def test_what_was_asked_with_a_form_is_not_asked_again_by_a_link(site: Site) -> None:
    refused = await site.browser().post("/workshops/new", data={"title": "x"})
    assert refused.status_code == 403
    assert 'href="/sign-in"' in refused.text


async def test_every_failure_is_answered_alike_and_nothing_secret_comes_back(site: Site) -> None:
    await bo(site)
    answers = []
    for email, passphrase in ((EMAIL, "wrong wrong wrong"), ("eve@holbaek.dk", "wrong wrong wrong")):
        answer = await tries(site.browser(), passphrase, email)
        assert passphrase not in answer.text
        assert f'value="{email}"' in answer.text
        answers.append((answer.status_code, answer.text.replace(email, "")))
    assert answers[0] == answers[1]
    assert answers[0][0] == 403
    for email, passphrase in (("", PASSPHRASE), (EMAIL, ""), (" ", PASSPHRASE)):
        assert (await tries(site.browser(), passphrase, email)).status_code == 422
    assert (await tries(site.browser(), email="operator")).status_code == 403
    assert (await site.browser().post("/sign-in")).status_code == 422


async def test_an_address_without_an_account_costs_as_much_work(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    await bo(site)
    worked: list[str] = []

    def fits(kept: str, typed: str) -> bool:
        worked.append(kept[:9])
        return False

    monkeypatch.setattr(hashing.passphrases, "fits", fits)
    await tries(site.browser())
    await tries(site.browser(), email="eve@holbaek.dk")
    assert worked == ["$argon2id", ""]


async def test_who_guesses_is_slowed_down_and_keeps_the_owner_out_of_no_browser_that_is_known(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    await bo(site)
    at_home = site.browser()
    await tries(at_home)
    await at_home.post("/sign-out")
    monkeypatch.setattr(
        hashing.passphrases, "fits", lambda kept, typed: bool(kept) and typed == PASSPHRASE
    )  # quickly
    eve = site.browser()
    for email in (EMAIL, "nobody@holbaek.dk"):
        said = [(await tries(eve, "wrong wrong wrong", email)).status_code for _ in range(12)]
        assert said == [403] * Guesses.AT_ONCE + [429] * 2, email
        assert (await tries(eve, PASSPHRASE, email)).status_code == 429
    assert (await tries(site.browser(), email="cleo@holbaek.dk")).status_code == 403, "another address"
    assert (await tries(at_home)).url.path == "/workshops"
    for _ in range(Guesses.AT_ONCE):
        await tries(at_home, "wrong wrong wrong")
    assert (await tries(at_home)).status_code == 429, "a browser that was stolen guesses no better"


async def test_a_browser_is_known_for_one_account_only(site: Site) -> None:
    await bo(site)
    browser = site.browser()
    await tries(browser)
    assert site.parts.tickets.known(browser.cookies)[0] == "b"
    forged = site.browser(cookies={"known": browser.cookies["facilitator"]})
    assert site.parts.tickets.known(forged.cookies) == ("", "")
    assert Tickets(["another secret of a proper length, now"]).known(browser.cookies) == ("", "")


def test_tries_come_back_and_more_workers_give_no_more_of_them() -> None:
    at = [0.0]
    tries_left = [Guesses(lambda: at[0], workers=2) for _ in range(2)]

    def taken() -> int:
        return sum(guesses.left("email", EMAIL).take() for guesses in tries_left for _ in range(20))

    assert taken() == Guesses.AT_ONCE
    assert taken() == 0
    at[0] = 2 * Guesses.EACH
    assert taken() == 2


async def test_each_sign_in_is_new_and_ends_what_the_browser_had_before(site: Site) -> None:
    await bo(site)
    browser = site.browser()
    await tries(browser)
    before = browser.cookies["facilitator"]
    await tries(browser)
    assert browser.cookies["facilitator"] != before
    assert (await site.browser(cookies={"facilitator": before}).get("/workshops")).status_code == 403
    assert (await browser.get("/workshops")).status_code == 200
    planted = browser.cookies["facilitator"]
    assert (await browser.post(await site.sign_in_path())).status_code == 200
    assert (await site.browser(cookies={"facilitator": planted}).get("/workshops")).status_code == 403


async def test_a_hash_of_less_work_is_made_anew_at_the_next_sign_in(site: Site) -> None:
    await bo(site, kept=PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash(PASSPHRASE))
    assert (await tries(site.browser())).status_code == 200
    kept = await local.find(site.parts.database, EMAIL)
    assert kept is not None and not passphrases.is_old(kept.passphrase_hash)
    assert (await tries(site.browser())).status_code == 200


async def test_when_too_many_wait_the_next_one_is_told_so_and_loses_no_try(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    await bo(site)
    monkeypatch.setattr(hashing, "LINE", 0)
    for _ in range(Guesses.AT_ONCE + 2):
        assert (await tries(site.browser())).status_code == 503
    monkeypatch.undo()
    assert (await tries(site.browser())).status_code == 200


async def test_addresses_and_passphrases_stay_out_of_the_log(
    site: Site, capfd: pytest.CaptureFixture[str]
) -> None:
    await bo(site)
    await tries(site.browser())
    await tries(site.browser(), "wrong wrong wrong")
    said = "".join(capfd.readouterr())
    for secret in (EMAIL, PASSPHRASE, "wrong wrong"):
        assert secret not in said


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (FIREFOX, "Firefox/Windows"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Safari/604.1",
            "Safari/iPhone",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/143.0 Safari/537.36 Edg/143.0",
            "Edge/Windows",
        ),
        (
            "Mozilla/5.0 (Linux; Android 15; SM-S921B) SamsungBrowser/27.0 Chrome/125.0 Safari/537.36",
            "Samsung Internet/Android",
        ),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Chrome/143.0 Safari/537.36", "Chrome/Mac"),
        ("curl/8.5 (Linux)", "/Linux"),
        ("Firefox/9", "Firefox/"),
        ("<script>alert(1)</script>", ""),
        ("", ""),
    ],
)
def test_a_browser_is_called_what_people_call_it(user_agent: str, name: str) -> None:
    assert browser_name(user_agent) == name


def test_nothing_of_it_is_fetched_by_phones() -> None:
    page = (Path(__file__).parents[2] / "static/css/page.css").read_text()
    assert not re.search("account", page)


async def test_strangers_who_choose_passphrases_stand_in_no_known_browsers_way(
    ada: Ada, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = ada.site
    await bo(site)
    known = site.browser()
    await tries(known)
    begun, may_end = threading.Semaphore(0), threading.Event()

    def hashed(_typed: str) -> str:
        begun.release()
        may_end.wait(PATIENCE)
        return "h"

    made = await ada.browser.post("/spaces/home/invitations", data={"email": "", "role": "reader"})
    invited = one(r'id="made-link">[^<]+(/invited/[^<]+)<', made.text)
    monkeypatch.setattr(hashing.passphrases, "hashed", hashed)
    for path in ("/sign-in/forgotten", f"{invited}/new"):
        sent = {"email": "x@y.dk", "name": "X", "code": "x", "passphrase": "helt andre ord om torsken"}
        stranger = asyncio.create_task(site.browser().post(path, data=sent))
        assert await asyncio.to_thread(begun.acquire, timeout=PATIENCE), path
        came = asyncio.create_task(tries(known))
        await asyncio.wait([came, stranger], timeout=PATIENCE, return_when=asyncio.FIRST_COMPLETED)
        assert came.done(), path
        may_end.set()
        assert (await came).url.path == "/workshops"
        await stranger
        may_end.clear()
