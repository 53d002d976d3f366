"""One's own account: name, address, passphrase, and where one is signed in."""

import asyncio

import httpx2
import pytest

from app.guesses import Guesses
from app.parts import now
from board.closing import NO_TICKET
from sessions import local, second_step, signin, traces
from sessions.account_tables import Account
from sessions.tables import SignInLink
from tests.app.members import member
from tests.app.site import PATIENCE, Ada, Site
from tests.app.test_passphrase import EMAIL, FIREFOX, PASSPHRASE, bo, tries

NEW = "en anden sætning om vejret"


async def signed_in(site: Site, **headers: str) -> httpx2.AsyncClient:
    """A browser in which Bo is signed in."""
    browser = site.browser(headers=headers)
    assert (await tries(browser)).status_code == 200
    return browser


async def is_in(browser: httpx2.AsyncClient) -> bool:
    return (await browser.get("/account")).status_code == 200


async def test_nobody_sees_or_changes_an_account_without_being_signed_in(site: Site) -> None:
    browser = site.browser()
    assert (await browser.get("/account")).status_code == 403
    for path in ("name", "access", "sign-ins"):
        assert (await browser.post(f"/account/{path}", data={"name": "Eve"})).status_code == 403


async def test_ones_name_is_cleaned_kept_and_shown_and_a_long_one_comes_back(site: Site) -> None:
    await bo(site)
    browser = await signed_in(site)
    page = await browser.post("/account/name", data={"name": " Bo <b>  Hansen "})
    assert 'value="Bo &lt;b&gt; Hansen"' in page.text
    assert "Dit navn er gemt." in page.text
    long = "x" * (local.NAME_LIMIT + 1)
    page = await browser.post("/account/name", data={"name": long})
    assert page.status_code == 422 and f'value="{long}"' in page.text
    own = await local.account(site.parts.database, "b")
    assert own is not None and own.name == "Bo <b> Hansen"


async def test_another_passphrase_needs_the_present_one_and_signs_out_everywhere_else(site: Site) -> None:
    await bo(site)
    here, there = await signed_in(site), await signed_in(site)
    change = {"email": EMAIL, "passphrase": NEW}
    for present in ("", "wrong wrong wrong"):
        page = await here.post("/account/access", data={**change, "present": present})
        assert page.status_code == 422
        assert NEW not in page.text
    assert await is_in(there)
    page = await here.post("/account/access", data={**change, "present": PASSPHRASE})
    assert page.status_code == 200
    assert await is_in(here)
    assert not await is_in(there)
    assert (await tries(site.browser())).status_code == 403
    assert (await tries(site.browser(), NEW)).status_code == 200


async def test_a_weak_passphrase_and_what_is_no_address_are_refused_with_a_sentence(site: Site) -> None:
    await bo(site)
    browser = await signed_in(site)
    for email, passphrase, said in (
        (EMAIL, "kort", "mindst 12 tegn"),
        (EMAIL, "bo bo@holbaek.dk 2026", "gætte først"),
        ("bo", NEW, "ligner ikke en e-mail"),
        ("bo@holbæk.dk\r\nBcc: eve@evil.example", NEW, "ligner ikke en e-mail"),
    ):
        sent = {"email": email, "passphrase": passphrase, "present": PASSPHRASE}
        page = await browser.post("/account/access", data=sent)
        assert page.status_code == 422 and said in page.text, passphrase
    assert await local.find(site.parts.database, EMAIL) is not None


async def test_another_address_leaves_the_passphrase_and_the_sign_ins(site: Site) -> None:
    await bo(site)
    here, there = await signed_in(site), await signed_in(site)
    sent = {"email": "Bo.H@Holbaek.dk", "passphrase": "", "present": PASSPHRASE}
    assert (await here.post("/account/access", data=sent)).status_code == 200
    assert await is_in(there)
    assert (await tries(site.browser())).status_code == 403
    assert (await tries(site.browser(), email="bo.h@holbaek.dk")).status_code == 200


@pytest.mark.parametrize("by_link", [False, True])
async def test_whoever_tries_addresses_here_is_slowed_down(
    site: Site, monkeypatch: pytest.MonkeyPatch, *, by_link: bool
) -> None:
    """Also those that nobody has cost a try: whether it was changed tells as much."""
    await bo(site)
    async with site.parts.database.transaction() as db:
        await local.create(db, "c", email="cleo@holbaek.dk", name="", passphrase_hash="h", now=0)
    monkeypatch.setattr("sessions.passphrases.fits", lambda _kept, typed: typed == PASSPHRASE)
    browser, sent = site.browser(), {"passphrase": "", "present": "" if by_link else PASSPHRASE}
    if by_link:
        await browser.post(f"/sign-in/{await signin.help_in(site.parts.database, EMAIL, now())}")
    else:
        await tries(browser)
    tried = ["cleo@holbaek.dk" if n % 2 else f"x{n}@holbaek.dk" for n in range(Guesses.AT_ONCE + 1)]
    said = [(await browser.post("/account/access", data={**sent, "email": one})).status_code for one in tried]
    assert said == [200, 422] * (Guesses.AT_ONCE // 2) + [429]
    assert await local.find(site.parts.database, tried[-3]) is not None
    assert await local.find(site.parts.database, tried[-1]) is None


async def test_whoever_tries_passphrases_here_is_slowed_down_and_leaves_a_trace(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    await bo(site)
    browser = await signed_in(site)
    monkeypatch.setattr("sessions.passphrases.fits", lambda _kept, _typed: False)
    sent = {"email": EMAIL, "passphrase": "", "present": "wrong wrong wrong"}
    said = [(await browser.post("/account/access", data=sent)).status_code for _ in range(11)]
    assert said == [422] * Guesses.AT_ONCE + [429]
    wanted = traces.Wanted(account_id="b", what=["sign_in_failed"])
    async with asyncio.timeout(PATIENCE):  # the server may be about to write it itself
        while not await traces.read(site.parts.database, wanted, None, most=2):
            await site.parts.tracer.flush()


async def test_who_came_by_the_one_time_link_may_go_on_without_links(ada: Ada) -> None:
    page = await ada.browser.get("/account")
    assert "det er nok" in page.text
    sent = {"email": "ada@holbaek.dk", "passphrase": NEW}
    assert (await ada.browser.post("/account/access", data={**sent, "passphrase": ""})).status_code == 422
    assert (await ada.browser.post("/account/access", data=sent)).status_code == 200
    elsewhere = ada.site.browser()
    assert (await tries(elsewhere, NEW, "ada@holbaek.dk")).url.path == "/workshops"
    assert (await elsewhere.get(f"/console/{ada.session_id}")).status_code == 200


async def test_browsers_are_listed_by_name_and_ended_one_by_one_or_all(site: Site) -> None:
    await bo(site)
    here = await signed_in(site, **{"user-agent": FIREFOX})
    there, third = await signed_in(site), await signed_in(site)
    page = await here.get("/account")
    assert page.text.count("denne browser") == 1
    assert "Firefox på Windows" in page.text
    there_id = site.parts.tickets.sign_in(there.cookies)
    assert there_id is not None and there_id in page.text
    await here.post("/account/sign-ins", data={"only": there_id})
    assert [await is_in(one) for one in (here, there, third)] == [True, False, True]
    await here.post("/account/sign-ins")
    assert [await is_in(one) for one in (here, there, third)] == [True, False, False]
    refused = (await there.get("/account")).text
    assert "Du er ikke logget ind" in refused
    assert "Log ud" not in refused


async def test_nobody_ends_the_sign_ins_of_another(ada: Ada) -> None:
    await bo(ada.site)
    browser = await signed_in(ada.site)
    adas = ada.site.parts.tickets.sign_in(ada.browser.cookies)
    assert adas is not None and adas not in (await browser.get("/account")).text
    await browser.post("/account/sign-ins", data={"only": adas})
    await browser.post("/account/sign-ins")
    assert await is_in(ada.browser)


async def test_an_open_console_is_shut_where_one_was_signed_out(ada: Ada) -> None:
    elsewhere = ada.site.browser()
    await elsewhere.post(await ada.site.sign_in_path())
    async with ada.site.line(ada.live, elsewhere) as line:
        await line.hear()
        await ada.browser.post("/account/sign-ins")
        assert (await line.closed())[0] == NO_TICKET.code


async def test_a_link_lets_in_who_has_forgotten_and_a_new_passphrase_is_chosen_without_the_old_one(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    await bo(site)
    here, database = await signed_in(site), site.parts.database
    assert await signin.help_in(database, "eve@holbaek.dk", now()) is None
    assert await is_in(here)
    token = await signin.help_in(database, " Bo@Holbaek.dk ", now())
    assert not await is_in(here), "whoever has found the passphrase is out at once"
    browser = site.browser()
    page = await browser.post(f"/sign-in/{token}")
    assert page.url.path == "/account"
    assert "uden at kende den gamle" in page.text
    assert (await site.browser().post(f"/sign-in/{token}")).status_code == 410
    monkeypatch.setattr(local, "VOUCHED", 0)
    sent = {"email": EMAIL, "passphrase": NEW}
    assert (await browser.post("/account/access", data=sent)).status_code == 422, "an hour later"
    monkeypatch.undo()
    assert (await browser.post("/account/access", data=sent)).status_code == 200
    assert (await tries(site.browser(), NEW)).status_code == 200
    assert (await browser.get("/workshops")).status_code == 200


async def test_a_link_for_an_account_that_has_ended_opens_nothing(site: Site) -> None:
    await bo(site)
    token = await signin.help_in(site.parts.database, EMAIL, now())
    async with site.parts.database.transaction() as db:
        account = await db.get(Account, "b")
        assert account is not None
        account.ended_at = now()
    assert (await site.browser().post(f"/sign-in/{token}")).status_code == 410
    assert await signin.help_in(site.parts.database, EMAIL, now()) is None


async def test_who_lost_the_app_turns_it_off_after_coming_by_a_link(site: Site) -> None:
    await bo(site)
    async with site.parts.database.transaction() as db:
        await second_step.turn_on(db, "b", site.parts.sealing.close(b"x" * 20, "b"), 1)
    browser = site.browser()
    await browser.post(f"/sign-in/{await signin.help_in(site.parts.database, EMAIL, now())}")
    assert (await browser.post("/account/second-step/off")).status_code == 200
    assert (await tries(site.browser())).url.path == "/workshops"


async def test_who_had_taken_an_account_over_does_not_come_back(site: Site) -> None:
    """Neither with codes on paper, made before or after the link that helps its owner, nor with a link."""
    await bo(site)
    database, thief, owner = site.parts.database, await signed_in(site), site.browser()

    async def codes() -> list[str]:
        async with database.transaction() as db:
            return [*await second_step.new_codes(db, "b")]

    before = await codes()
    older, token = [await signin.help_in(database, EMAIL, now()) for _ in range(2)]
    await owner.post(f"/sign-in/{token}")
    assert (await thief.post(f"/sign-in/{older}")).status_code == 410
    renews = {"email": EMAIL, "passphrase": "tyvens egne ord om natten"}
    assert (await thief.post("/sign-in/forgotten", data={**renews, "code": before[0]})).status_code == 403
    after, later = await codes(), await signin.new_link(database, now())
    async with database.transaction() as db:
        db.add(SignInLink(token_hash="x", account_id="b", created_at=now(), expires_at=2 * now()))
    await owner.post("/account/access", data={"email": EMAIL, "passphrase": NEW})
    assert (await thief.post("/sign-in/forgotten", data={**renews, "code": after[0]})).status_code == 403
    async with database.reading() as db:
        assert await db.get(SignInLink, "x") is None
    assert (await site.browser().post(f"/sign-in/{later}")).status_code == 200, (
        "the operator's link is another's"
    )
    assert (await tries(site.browser(), NEW)).status_code == 200


async def test_what_is_changed_about_signing_in_is_in_the_log(site: Site) -> None:
    await bo(site)
    here, there = await signed_in(site), await signed_in(site)
    await here.post("/account/access", data={"email": EMAIL, "present": PASSPHRASE})
    await here.post("/account/access", data={"email": "bo.h@holbaek.dk", "present": PASSPHRASE})
    await here.post("/account/codes", data={"paper": PASSPHRASE})
    for _again in range(2):
        await here.post("/account/sign-ins")
    assert not await is_in(there)
    await signin.help_in(site.parts.database, "bo.h@holbaek.dk", now())
    found = await traces.read(site.parts.database, traces.Wanted(), None, most=20)
    told = sorted(one.what for one in found if not one.what.startswith("signed_in"))
    assert told == ["codes_renewed", "email_changed", "help_link_made", "signed_out_elsewhere"]


async def test_everybody_fetches_what_is_held_about_them_and_nothing_that_opens_anything(site: Site) -> None:
    await bo(site)
    cleo = await member(site, "Cleo", holbaek="administrator")
    here = await signed_in(site)
    await here.post("/account/codes", data={"paper": PASSPHRASE})
    await cleo.post("/spaces/holbaek/people/b", data={"do": "change", "role": "consultant"})
    await cleo.post("/spaces/holbaek/invitations", data={"email": EMAIL, "role": "reader"})
    answer = await here.get("/account/mine.json")
    assert answer.headers["cache-control"] == "no-store"
    assert "attachment" in answer.headers["content-disposition"]
    held = answer.json()
    assert held["account"] | {"created_at": 0} == {
        "account_id": "b",
        "name": "Bo",
        "email": EMAIL,
        "is_operator": False,
        "created_at": 0,
        "has": {"passphrase": True, "second_step": False},
    }
    assert [(one["space"], one["role"]) for one in held["roles"]] == [("Holbæk", "consultant")]
    assert [one["how"] for one in held["sign_ins"]] == ["passphrase"]
    assert len(held["codes_on_paper"]) == 10
    log = [(one["what"], one["by"], one["detail"]) for one in held["log"]]
    assert ("role_changed", "another", {"whom": "b", "role": "consultant"}) in log
    assert ("signed_in", "you", {"how": "passphrase"}) in log
    assert held["invitations_made"] == []
    assert "argon2" not in answer.text and "cleo" not in answer.text
    sign_in_id = site.parts.tickets.sign_in(dict(here.cookies))
    assert sign_in_id is not None and sign_in_id not in answer.text
    for _ in range(3):
        answer = await here.get("/account/mine.json")
    assert answer.status_code == 429 and "lige hentet" in answer.text
    assert (await cleo.get("/account/mine.json")).json()["log"][0]["detail"] != {"whom": "b"}
    assert (await site.browser().get("/account/mine.json")).status_code == 403
