"""Signing in with a code of an app or on paper as well; turning that on and off; a passphrase that was forgotten."""

import re

import httpx2
import pytest

from app.guesses import Guesses
from app.pages import second_step as pages
from sessions import second_step
from sessions.second_step import CODES, LASTS, code, written
from tests.app.site import Ada, Site, one
from tests.app.test_account import NEW, is_in, signed_in
from tests.app.test_passphrase import EMAIL, PASSPHRASE, bo, tries
from tests.world import START

AT = START // LASTS


class Clock:
    """Stands still; codes of an app are then the same for as long as a test takes."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.step = AT
        monkeypatch.setattr(pages, "now", lambda: self.step * LASTS)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


async def turned_on(site: Site, browser: httpx2.AsyncClient) -> tuple[bytes, list[str]]:
    """Bo's app, and the codes for paper."""
    form = await browser.get("/account/second-step")
    sealed = one(r'name="sealed" value="(.*?)"', form.text)
    seed = site.parts.sealing.open(sealed, "b")
    assert seed is not None and written(seed) in form.text
    sent = {"sealed": sealed, "present": PASSPHRASE, "code": code(seed, AT - 1)}
    page = await browser.post("/account/second-step", data=sent)
    codes = re.findall(r"\b\w{4}-\w{4}-\w{4}-\w{4}\b", page.text)
    assert len(codes) == CODES, page.text
    return seed, codes


async def halfway(site: Site) -> httpx2.AsyncClient:
    """A browser in which the passphrase was written."""
    browser = site.browser()
    assert (await tries(browser, next="/mappings?q=x")).url.path == "/sign-in/code"
    return browser


async def sends(browser: httpx2.AsyncClient, typed: str) -> httpx2.Response:
    return await browser.post("/sign-in/code", data={"code": typed, "next": "/mappings?q=x"})


async def test_signing_in_asks_for_a_code_and_each_counts_once(site: Site, clock: Clock) -> None:
    await bo(site)
    seed, _ = await turned_on(site, await signed_in(site))
    first, second = await halfway(site), await halfway(site)
    assert not await is_in(first), "a passphrase alone opens nothing"
    assert (await sends(first, code(seed, AT - 1))).status_code == 403, "it was used to turn it on"
    assert (await sends(first, "")).status_code == 403
    came = await sends(first, code(seed, AT))
    assert (came.url.path, came.url.params["q"]) == ("/mappings", "x")
    assert "halfway" not in first.cookies
    assert (await sends(second, code(seed, AT))).status_code == 403
    clock.step += 1
    assert (await sends(second, code(seed, AT + 1))).status_code == 200
    assert await is_in(second)


async def test_a_code_on_paper_does_in_place_of_the_app_once(site: Site, clock: Clock) -> None:
    await bo(site)
    _, codes = await turned_on(site, await signed_in(site))
    browser = await halfway(site)
    assert (await sends(browser, codes[0])).status_code == 200
    assert (await sends(await halfway(site), codes[0])).status_code == 403
    assert "Du har 9 koder tilbage." in (await browser.get("/account")).text


async def test_without_the_passphrase_nobody_is_asked_for_a_code(site: Site, clock: Clock) -> None:
    await bo(site)
    here = await signed_in(site)
    seed, codes = await turned_on(site, here)
    assert (await site.browser().get("/sign-in/code")).url.path == "/sign-in"
    assert (await sends(site.browser(), codes[0])).url.path == "/sign-in"
    forged = site.browser(cookies={"halfway": here.cookies["known"]})
    assert (await sends(forged, codes[0])).url.path == "/sign-in"
    waiting = await halfway(site)
    await here.post("/account/access", data={"email": EMAIL, "passphrase": NEW, "present": PASSPHRASE})
    assert (await sends(waiting, code(seed, AT))).url.path == "/sign-in", "the passphrase is another one now"


async def test_guessing_codes_is_slowed_down_and_a_known_browser_has_tries_of_its_own(
    site: Site, clock: Clock
) -> None:
    await bo(site)
    at_home = await signed_in(site)
    seed, _ = await turned_on(site, at_home)
    eve = await halfway(site)
    said = [(await sends(eve, "000000")).status_code for _ in range(Guesses.AT_ONCE + 1)]
    assert said == [403] * Guesses.AT_ONCE + [429]
    assert (await sends(await halfway(site), code(seed, AT))).status_code == 429
    await tries(at_home)
    assert (await sends(at_home, code(seed, AT))).status_code == 200


async def test_it_is_turned_on_and_off_with_the_passphrase_and_a_code_that_fits(
    site: Site, clock: Clock
) -> None:
    await bo(site)
    browser = await signed_in(site)
    form = await browser.get("/account/second-step")
    sealed = one(r'name="sealed" value="(.*?)"', form.text)
    seed = site.parts.sealing.open(sealed, "b")
    assert seed is not None
    right = {"sealed": sealed, "present": PASSPHRASE, "code": code(seed, AT)}
    others = site.parts.sealing.close(seed, "c")
    for wrong in ({"present": "wrong wrong wrong"}, {"code": "000000"}, {"sealed": "x"}, {"sealed": others}):
        await browser.post("/account/second-step", data={**right, **wrong})
        assert (await tries(site.browser())).url.path == "/workshops", wrong
    again = await browser.post("/account/second-step", data={**right, "code": "000000"})
    assert written(seed) in again.text, "the app need not read another code after a typing mistake"
    await browser.post("/account/second-step", data=right)
    assert (await tries(site.browser())).url.path == "/sign-in/code"
    assert (await browser.post("/account/second-step/off", data={"paper": "wrong"})).status_code == 422
    assert (await tries(site.browser())).url.path == "/sign-in/code"
    assert (await browser.post("/account/second-step/off", data={"paper": PASSPHRASE})).status_code == 200
    assert (await tries(site.browser())).url.path == "/workshops"


async def test_new_codes_need_the_passphrase_and_void_the_old_ones(site: Site, clock: Clock) -> None:
    await bo(site)
    browser = await signed_in(site)
    _, old = await turned_on(site, browser)
    assert (await browser.post("/account/codes", data={"paper": "wrong"})).status_code == 422
    page = await browser.post("/account/codes", data={"paper": PASSPHRASE})
    assert old[0] not in page.text
    assert (await sends(await halfway(site), old[0])).status_code == 403


async def test_who_has_no_passphrase_has_no_second_step(ada: Ada) -> None:
    assert (await ada.browser.get("/account/second-step")).url.path == "/account"
    for path in ("second-step", "second-step/off", "codes"):
        assert (await ada.browser.post(f"/account/{path}")).url.path == "/account"
    assert await second_step.codes_left(ada.site.parts.database, "operator") == 0


async def test_a_forgotten_passphrase_is_renewed_with_a_code_on_paper_and_the_second_step_stays(
    site: Site, clock: Clock
) -> None:
    await bo(site)
    here = await signed_in(site)
    seed, codes = await turned_on(site, here)
    lost = site.browser()
    right = {"email": EMAIL, "code": codes[3], "passphrase": NEW}
    weak = await lost.post("/sign-in/forgotten", data={**right, "passphrase": "kort"})
    assert weak.status_code == 422
    answers = []
    for wrong in ({"code": "abcd-abcd-abcd-abcd"}, {"email": "eve@holbaek.dk"}, {"code": code(seed, AT)}):
        answer = await lost.post("/sign-in/forgotten", data={**right, **wrong})
        answers.append((answer.status_code, answer.text.replace("eve@", "bo@")))
        assert NEW not in answer.text
    assert answers[0] == answers[1] == answers[2]
    assert answers[0][0] == 403
    assert await is_in(here)
    assert "Den nye adgangskode er gemt." in (await lost.post("/sign-in/forgotten", data=right)).text
    assert not await is_in(here)
    assert (await lost.post("/sign-in/forgotten", data=right)).status_code == 403, "a code counts once"
    assert (await tries(lost, NEW)).url.path == "/sign-in/code"
    assert (await sends(lost, codes[4])).status_code == 200


async def test_who_guesses_codes_on_paper_keeps_nobody_from_using_theirs(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    await bo(site)
    async with site.parts.database.transaction() as db:
        codes = await second_step.new_codes(db, "b")
    monkeypatch.setattr("sessions.passphrases.hashed", lambda _typed: "h")
    eve, sent = site.browser(), {"email": EMAIL, "passphrase": NEW}
    for _ in range(2 * Guesses.AT_ONCE):
        assert (await eve.post("/sign-in/forgotten", data={**sent, "code": "x"})).status_code == 403
    mine = await site.browser().post("/sign-in/forgotten", data={**sent, "code": codes[0]})
    assert mine.url.path == "/sign-in"
    assert await second_step.codes_left(site.parts.database, "b") == len(codes) - 1
