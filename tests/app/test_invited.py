"""Coming in by an invitation with a passphrase of one's own; nobody learns there who has an account."""

import re

import httpx2
import pytest

from sessions import local, members
from tests.app.members import member, space
from tests.app.site import Ada, one

PASSPHRASE = "fire grønne elefanter danser"


async def invited(ada: Ada, space_id: str, email: str = "", role: str = "facilitator") -> str:
    made = await ada.browser.post(f"/spaces/{space_id}/invitations", data={"email": email, "role": role})
    return "/invited/" + one(r'id="made-link">[^<]+/invited/([^<]+)<', made.text)


def form(**changes: str) -> dict[str, str]:
    return {"name": "Bo Holm", "email": "bo@holbaek.dk", "passphrase": PASSPHRASE, **changes}


async def test_who_is_new_chooses_a_passphrase_signs_in_with_it_and_says_yes(ada: Ada) -> None:
    holbaek = await space(ada.site, "Holbæk")
    path, bo = await invited(ada, holbaek), ada.site.browser()
    arrived = await bo.post(f"{path}/new", data=form(email=" Bo@Holbaek.dk"))
    assert arrived.status_code == 200
    assert 'value="bo@holbaek.dk"' in arrived.text
    assert PASSPHRASE not in arrived.text
    assert (await bo.get("/workshops")).status_code == 403, "an account is not yet a sign-in"
    assert await members.members(ada.site.parts.database, holbaek) == []
    back = await signs_in(bo, arrived.text)
    assert back.url.path == path
    assert (await bo.post(path)).url.path == "/workshops"
    (found,) = await members.members(ada.site.parts.database, holbaek)
    assert (found.name, found.role) == ("Bo Holm", "facilitator")
    assert (await bo.get(path)).status_code == 410
    assert (await ada.site.browser().post(f"{path}/new", data=form(email="eve@h.dk"))).status_code == 410


async def signs_in(
    browser: httpx2.AsyncClient, arrived: str, passphrase: str = PASSPHRASE
) -> httpx2.Response:
    """On the page that answers who has made an account."""
    sent = {name: one(rf'name="{name}"[^>]* value="([^"]+)"', arrived) for name in ("email", "next")}
    return await browser.post("/sign-in", data={**sent, "passphrase": passphrase})


async def test_a_role_never_goes_to_an_address_that_somebody_has_taken(ada: Ada) -> None:
    """It is answered as one without an account, and the role waits for whoever signs in and says yes."""
    holbaek, roskilde = await space(ada.site, "Holbæk"), await space(ada.site, "Roskilde")
    eve, bo = await member(ada.site, "Eve", **{holbaek: "reader"}), ada.site.browser()
    passphrase = "to helt andre ord om regnvejr"
    taken = await eve.post("/account/access", data={"email": "bo@roskilde.dk", "passphrase": passphrase})
    assert "saved=access" in str(taken.url)
    path = await invited(ada, roskilde, "bo@roskilde.dk", "administrator")
    free = await invited(ada, roskilde, "cleo@roskilde.dk", "reader")
    known = await bo.post(f"{path}/new", data=form())
    new = await ada.site.browser().post(f"{free}/new", data=form())
    plain = known.text.replace(path, "").replace("bo@", "")
    assert (known.status_code, plain) == (new.status_code, new.text.replace(free, "").replace("cleo@", ""))
    assert (await signs_in(bo, known.text)).status_code == 403
    assert await members.members(ada.site.parts.database, roskilde) == []
    assert (await eve.get(f"/spaces/{roskilde}")).status_code == 404
    assert (await ada.site.browser().get(path)).status_code == (await bo.get(free)).status_code == 200


async def test_a_link_makes_one_account_and_then_only_asks_to_sign_in(ada: Ada) -> None:
    path, bo = await invited(ada, "home"), ada.site.browser()
    await bo.post(f"{path}/new", data=form())
    again = await bo.post(f"{path}/new", data=form(email="eve@holbaek.dk"))
    assert again.status_code == 409
    assert "Log ind, så kan du sige ja tak." in again.text
    assert await local.find(ada.site.parts.database, "eve@holbaek.dk") is None
    assert 'name="passphrase"' not in (await bo.get(path)).text


async def test_an_invitation_to_an_address_makes_an_account_with_that_one(ada: Ada) -> None:
    path = await invited(ada, "home", "per@holbaek.dk", "reader")
    page = await ada.site.browser().get(path)
    assert re.search(r'value="per@holbaek.dk"[^>]* readonly', page.text)
    assert "Invitationen er til per@holbaek.dk." in (await ada.browser.get(path)).text
    await ada.site.browser().post(f"{path}/new", data=form(email="eve@holbaek.dk"))
    assert await local.find(ada.site.parts.database, "per@holbaek.dk") is not None
    assert await local.find(ada.site.parts.database, "eve@holbaek.dk") is None


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("name", " ", "Skriv dit navn"),
        ("name", "Barn 010190-1234", "CPR"),
        ("email", "bo", "navn@kommune.dk"),
        ("passphrase", "kort", "mindst 12 tegn"),
        ("passphrase", "Bo Holm Bo Holm Bo", "gætte"),
    ],
)
async def test_what_cannot_be_is_told_at_its_field_and_uses_nothing_up(
    ada: Ada, field: str, value: str, said: str
) -> None:
    path, bo = await invited(ada, "home"), ada.site.browser()
    wrong = await bo.post(f"{path}/new", data=form(**{field: value}))
    assert wrong.status_code == 422
    assert said in one(rf'id="{field}-error">(.*?)</p>', wrong.text)
    assert PASSPHRASE not in wrong.text
    if field != "name":
        assert 'value="Bo Holm"' in wrong.text
    assert (await bo.get(path)).status_code == 200
    assert await members.members(ada.site.parts.database, "home") == []


async def test_who_has_an_account_signs_in_first_and_comes_back_to_the_invitation(ada: Ada) -> None:
    holbaek, roskilde = await space(ada.site, "Holbæk"), await space(ada.site, "Roskilde")
    await ada.site.browser().post(f"{await invited(ada, holbaek)}/new", data=form())
    path, bo = await invited(ada, roskilde, role="reader"), ada.site.browser()
    way = one(r'href="(/sign-in\?next=[^"]+)"', (await bo.get(path)).text)
    next_path = one(r'name="next" value="([^"]+)"', (await bo.get(way)).text)
    back = await bo.post(
        "/sign-in", data={"email": "bo@holbaek.dk", "passphrase": PASSPHRASE, "next": next_path}
    )
    assert back.url.path == path
    assert "Du er logget ind som Bo Holm." in back.text
    assert (await bo.post(path)).url.path == "/mappings"
    assert [one.role for one in await members.members(ada.site.parts.database, roskilde)] == ["reader"]
