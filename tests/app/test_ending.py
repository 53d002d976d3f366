"""An account ends, by whoever has it or by the operator, and never by a slip."""

import pytest

from board.closing import NO_TICKET
from sessions import local
from tests.app.members import member, space
from tests.app.site import Ada, Site
from tests.app.test_account import is_in, signed_in
from tests.app.test_owning import FORM
from tests.app.test_passphrase import PASSPHRASE, bo, tries

SURE = {"sure": "on"}


async def test_ones_own_account_ends_with_a_tick_and_the_passphrase_and_every_browser_is_out(
    site: Site,
) -> None:
    await bo(site)
    here, there = await signed_in(site), await signed_in(site)
    assert "Slet kontoen" in (await here.get("/account")).text
    for sent in ({}, SURE, {"leave": PASSPHRASE}, {**SURE, "leave": "wrong wrong wrong"}):
        page = await here.post("/account/end", data=sent)
        assert page.status_code == 422 and "wrong wrong" not in page.text, sent
    page = await here.post("/account/end", data={**SURE, "leave": PASSPHRASE})
    assert "Din konto er slettet" in page.text
    assert "/account" not in page.text
    assert "facilitator" not in here.cookies
    assert not await is_in(there)
    assert (await tries(site.browser())).status_code == 403


async def test_who_has_no_passphrase_must_have_signed_in_a_moment_ago(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    cleo = await member(site, "Cleo", **{await space(site, "Holbæk"): "reader"})
    monkeypatch.setattr(local, "VOUCHED", -1)
    page = await cleo.post("/account/end", data=SURE)
    assert page.status_code == 422 and "Log ud og ind igen" in page.text
    monkeypatch.undo()
    assert "Din konto er slettet" in (await cleo.post("/account/end", data=SURE)).text


async def test_the_only_administrator_does_not_leave_and_is_told_where(site: Site) -> None:
    holbaek = await space(site, "Holbæk")
    ada = await member(site, "Ada", **{holbaek: "administrator"})
    page = await ada.post("/account/end", data=SURE)
    assert page.status_code == 422
    assert "eneste administrator her: Holbæk" in page.text
    await member(site, "Bo", **{holbaek: "administrator"})
    assert "Din konto er slettet" in (await ada.post("/account/end", data=SURE)).text


async def test_the_operators_account_stays(ada: Ada) -> None:
    assert "Slet kontoen" not in (await ada.browser.get("/account")).text
    await ada.browser.post("/account/end", data=SURE)
    assert (await ada.browser.get("/workshops")).status_code == 200
    for path in ("operator", "unknown"):
        assert (await ada.browser.get(f"/accounts/{path}")).status_code == 404
        assert (await ada.browser.post(f"/accounts/{path}/end", data=SURE)).status_code == 404


async def test_an_operator_ends_an_account_its_console_closes_and_its_workshop_is_a_former_users(
    ada: Ada,
) -> None:
    site, operator = ada.site, ada.browser
    await member(site, "Dan", home="administrator")
    eve = await member(site, "Eve", home="administrator")
    made = await eve.post(
        "/workshops/new", data={**FORM, "staircase": "socialstyrelsen", "agenda": "handbook"}
    )
    session_id = made.url.path.rsplit("/", 1)[1]
    assert "eve@kommune.dk" in (await operator.get("/accounts")).text
    asked = await operator.get("/accounts/eve")
    assert "Ejer 1 workshop." in asked.text
    assert (await operator.post("/accounts/eve/end")).status_code == 422
    async with site.line(f"/live/1/{session_id}/facilitator", eve) as line:
        await line.sees(lambda picture: True)
        page = await operator.post("/accounts/eve/end", data=SURE)
        assert page.url.path == "/accounts"
        assert "Eve" not in page.text
        assert await line.closed() == NO_TICKET
    assert not await is_in(eve)
    assert "En tidligere bruger ejer den" in (await operator.get("/workshops")).text
    owner = await operator.get(f"/sessions/{session_id}/owner")
    assert "En tidligere bruger ejer workshoppen" in owner.text
    log = (await operator.get("/traces?what=account_ended")).text
    assert "Slettede en konto" in log and "En tidligere bruger" in log
    assert "eve@" not in log


async def test_the_last_administrator_is_ended_only_where_that_was_ticked(ada: Ada) -> None:
    await member(ada.site, "Eve", home="administrator")
    asked = (await ada.browser.get("/accounts/eve")).text
    assert "Ingen anden er administrator her: Det første arbejdsrum" in asked
    page = await ada.browser.post("/accounts/eve/end", data=SURE)
    assert page.status_code == 422
    assert (await ada.browser.get("/accounts/eve")).status_code == 200
    await ada.browser.post("/accounts/eve/end", data={**SURE, "alone": "on"})
    assert (await ada.browser.get("/accounts/eve")).status_code == 404
