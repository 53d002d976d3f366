"""The people of a space on their page: invited, given other roles, and out at once when they are removed."""

import pytest

from board.closing import COME_BACK, NO_SESSION
from sessions import members
from sessions.account_tables import Membership
from sessions.database import Database
from tests.app.members import member, space
from tests.app.site import Ada, one
from tests.app.test_library import freezes


async def roles(database: Database, space_id: str) -> dict[str, str]:
    return {one.account_id: one.role for one in await members.members(database, space_id)}


async def test_an_invitation_is_shown_once_and_opening_it_uses_nothing_up(ada: Ada) -> None:
    holbaek = await space(ada.site, "Holbæk")
    bo = await member(ada.site, "Bo", **{holbaek: "administrator"})
    cleo = await member(ada.site, "Cleo", home="reader")
    made = await bo.post(
        f"/spaces/{holbaek}/invitations", data={"email": "Cleo@kommune.dk", "role": "facilitator"}
    )
    path = "/invited/" + one(r'id="made-link">[^<]+/invited/([^<]+)<', made.text)
    assert "mailto:Cleo@kommune.dk?" in made.text
    listed = (await bo.get(f"/spaces/{holbaek}")).text
    assert path not in listed
    assert "cleo@kommune.dk" in listed
    for browser in (cleo, ada.site.browser(), cleo):
        seen = await browser.get(path)
        assert seen.status_code == 200
        assert "Bo inviterer dig til Holbæk." in seen.text
    assert (await cleo.get(f"/spaces/{holbaek}")).status_code == 404
    assert (await cleo.post(path)).url.path == "/workshops"
    assert (await roles(ada.site.parts.database, holbaek))["cleo"] == "facilitator"
    for again in (await cleo.get(path), await cleo.post(path)):
        assert again.status_code == 410
        assert "Holbæk" not in again.text
    assert (await cleo.get("/invited/unknown")).status_code == 410


async def test_a_role_that_comes_from_a_group_is_said_to_come_again(ada: Ada) -> None:
    await member(ada.site, "Bo", home="reader")
    said = "Få også personen ud af gruppen."
    assert said not in (await ada.browser.get("/spaces/home")).text
    async with ada.site.parts.database.transaction() as db:
        bo = await db.get(Membership, ("bo", "home"))
        assert bo is not None
        bo.given_by = members.BY_GROUP
    page = (await ada.browser.get("/spaces/home")).text
    assert said in page
    assert "Læser (fra en gruppe i kommunens login)" in page
    await ada.browser.post("/spaces/home/people/bo", data={"do": "change", "role": "consultant"})
    assert said not in (await ada.browser.get("/spaces/home")).text


async def test_an_invitation_is_taken_back(ada: Ada) -> None:
    made = await ada.browser.post("/spaces/home/invitations", data={"email": "", "role": "reader"})
    path = "/invited/" + one(r'id="made-link">[^<]+/invited/([^<]+)<', made.text)
    back = one(r'action="(/spaces/home/invitations/[^"]+/take-back)"', made.text)
    await ada.browser.post(back)
    bo = await member(ada.site, "Bo")
    assert (await bo.post(path)).status_code == 410
    assert await roles(ada.site.parts.database, "home") == {}


async def test_what_is_typed_wrong_stays_in_the_form(ada: Ada) -> None:
    wrong = await ada.browser.post("/spaces/home/invitations", data={"email": "bo@", "role": "consultant"})
    assert wrong.status_code == 422
    assert 'value="bo@"' in wrong.text
    assert 'value="consultant" checked' in wrong.text
    assert "navn@kommune.dk" in wrong.text
    unknown = await ada.browser.post("/spaces/home/invitations", data={"email": "", "role": "operator"})
    assert unknown.status_code == 422


async def test_only_who_sees_to_a_space_decides_about_its_people(ada: Ada) -> None:
    database, holbaek = ada.site.parts.database, await space(ada.site, "Holbæk")
    await member(ada.site, "Bo", **{holbaek: "administrator"})
    cleo = await member(ada.site, "Cleo", **{holbaek: "facilitator"})
    dorte = await member(ada.site, "Dorte", home="administrator")
    before = await roles(database, holbaek)
    for browser, status in ((cleo, 403), (dorte, 404), (ada.site.browser(), 403)):
        for path, form in (
            (f"/spaces/{holbaek}/people/cleo", {"do": "change", "role": "administrator"}),
            (f"/spaces/{holbaek}/people/bo", {"do": "remove"}),
            (f"/spaces/{holbaek}/invitations", {"email": "", "role": "administrator"}),
            (f"/spaces/{holbaek}/invitations/x/take-back", {}),
        ):
            assert (await browser.post(path, data=form)).status_code == status, path
    # A name from elsewhere in one's own space changes nothing either.
    await dorte.post("/spaces/home/people/bo", data={"do": "remove"})
    assert await roles(database, holbaek) == before


async def test_the_last_administrator_stays_until_there_is_another(ada: Ada) -> None:
    database, holbaek = ada.site.parts.database, await space(ada.site, "Holbæk")
    bo = await member(ada.site, "Bo", **{holbaek: "administrator"})
    await member(ada.site, "Cleo", **{holbaek: "reader"})
    for form in ({"do": "remove"}, {"do": "change", "role": "reader"}):
        kept = await bo.post(f"/spaces/{holbaek}/people/bo", data=form)
        assert kept.status_code == 409
        assert "mindst én administrator" in kept.text
    await bo.post(f"/spaces/{holbaek}/people/cleo", data={"do": "change", "role": "administrator"})
    left = await bo.post(f"/spaces/{holbaek}/people/bo", data={"do": "remove"})
    assert left.url.path == "/"
    assert await roles(database, holbaek) == {"cleo": "administrator"}
    await ada.browser.post(f"/spaces/{holbaek}/people/cleo", data={"do": "remove"})
    assert await roles(database, holbaek) == {}
    assert "Du har ikke adgang til noget her lige nu" in (await bo.get("/mappings")).text


@pytest.mark.parametrize("account_id", ["a%20b", "nobody", "eve"])
async def test_who_is_not_in_a_space_is_not_found_there(ada: Ada, account_id: str) -> None:
    await member(ada.site, "Eve", **{await space(ada.site, "Holbæk"): "reader"})
    for sent in ({"do": "remove"}, {"do": "change", "role": "reader"}):
        answer = await ada.browser.post(f"/spaces/home/people/{account_id}", data=sent)
        assert answer.status_code == 404


@pytest.mark.parametrize("do", ["remove", "change"])
async def test_a_console_is_closed_when_its_right_is_taken(ada: Ada, do: str) -> None:
    """Nothing happens at the console meanwhile: the server asks again by itself. A consultant comes back to tidy up."""
    await freezes(ada)
    bo = await member(ada.site, "Bo", home="facilitator")
    async with ada.site.line(ada.live, bo) as console:
        await console.hear()
        await ada.browser.post("/spaces/home/people/bo", data={"do": do, "role": "consultant"})
        assert await console.closed() == (NO_SESSION if do == "remove" else COME_BACK)
    if do == "change":
        async with ada.site.line(ada.live, bo) as tidying:
            await tidying.hear()
            assert (await tidying.ask("reopen"))["code"] == "not_allowed"
