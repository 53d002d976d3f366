"""Spaces on the pages: nothing of them where there is one; with several, everything says which it belongs to."""

from sessions import lifecycle
from tests.app.members import member, space
from tests.app.site import Ada, one
from tests.app.test_library import freezes
from tests.app.test_templates import kept

FORM = {
    "title": "Holbæks dag",
    "date": "2026-11-22",
    "scope": "broad",
    "law": "barnets_lov",
    "areas": ["skole"],
    "staircase": "socialstyrelsen",
    "agenda": "handbook",
}


async def test_with_one_space_nothing_speaks_of_them_but_a_quiet_link(ada: Ada) -> None:
    for path in ("/workshops", "/workshops/new", "/mappings", "/overviews/new"):
        page = (await ada.browser.get(path)).text
        assert "rbejdsrum" not in page, path
    assert "Personer og adgang" in (await ada.browser.get("/workshops")).text
    people = await ada.browser.get("/access")
    assert people.url.path == "/spaces/home"


async def test_an_operator_makes_and_renames_spaces(ada: Ada) -> None:
    made = await ada.browser.post("/spaces", data={"name": "Holbæk"})
    assert "Holbæk" in made.text
    assert "Det første arbejdsrum" in made.text
    again = await ada.browser.post("/spaces", data={"name": "holbæk"})
    assert again.status_code == 422
    assert 'value="holbæk"' in again.text
    renamed = await ada.browser.post("/spaces/home/name", data={"name": "Roskilde"})
    assert "Roskilde" in renamed.text
    empty = await ada.browser.post("/spaces/home/name", data={"name": " "})
    assert empty.status_code == 422
    assert (await ada.browser.post("/spaces/unknown/name", data={"name": "x"})).status_code == 404
    assert (await ada.browser.get("/access")).url.path == "/spaces"


async def test_only_an_operator_makes_spaces_and_an_administrator_sees_their_own(ada: Ada) -> None:
    holbaek, roskilde = await space(ada.site, "Holbæk"), await space(ada.site, "Roskilde")
    bo = await member(ada.site, "Bo", **{holbaek: "administrator"})
    assert (await bo.get("/access")).url.path == f"/spaces/{holbaek}"
    assert "Roskilde" not in (await bo.get("/spaces")).text
    assert (await bo.get(f"/spaces/{roskilde}")).status_code == 404
    assert (await bo.post("/spaces", data={"name": "Lejre"})).status_code == 403
    assert (await bo.post(f"/spaces/{holbaek}/name", data={"name": "Lejre"})).status_code == 403
    cleo = await member(ada.site, "Cleo", **{holbaek: "facilitator"})
    for path in ("/access", "/spaces", f"/spaces/{holbaek}"):
        assert (await cleo.get(path)).status_code == 403
        assert (await ada.site.browser().get(path)).status_code == 403


async def test_with_several_spaces_one_is_chosen_and_told(ada: Ada) -> None:
    holbaek, roskilde = await space(ada.site, "Holbæk"), await space(ada.site, "Roskilde")
    lejre = await space(ada.site, "Lejre")
    bo = await member(ada.site, "Bo", **{holbaek: "facilitator", roskilde: "facilitator", lejre: "reader"})
    form = (await bo.get(f"/workshops/new?space={roskilde}")).text
    assert "Lejre" not in form
    assert one(r'name="space" value="([^"]+)"', form) == roskilde
    wrong = await bo.post("/workshops/new", data={**FORM, "title": "", "space": holbaek})
    assert one(r'name="space" value="([^"]+)"', wrong.text) == holbaek
    assert (await bo.get(f"/workshops/new?space={lejre}")).status_code == 404
    made = await bo.post("/workshops/new", data={**FORM, "space": holbaek})
    assert made.url.path.startswith("/console/")
    demo = await bo.post("/demo", data={"stage": "frozen", "space": roskilde})
    assert demo.url.path.startswith("/console/")
    for none_of_theirs in (lejre, "home", "unknown"):
        assert (await bo.post("/workshops/new", data={**FORM, "space": none_of_theirs})).status_code == 404
        assert (await bo.post("/demo", data={"stage": "placing", "space": none_of_theirs})).status_code == 404

    everything = (await bo.get("/workshops")).text
    assert "<strong>Holbæk</strong>" in everything
    assert "Holbæks dag" in everything
    only = (await bo.get(f"/workshops?space={roskilde}")).text
    assert "Holbæks dag" not in only
    assert f'href="/workshops/new?space={roskilde}"' in only
    assert "Roskilde · " in (await bo.get("/mappings")).text
    assert "Roskilde · " not in (await bo.get(f"/mappings?space={holbaek}")).text
    assert "Børn og unge 0-18 år" not in (await bo.get("/workshops?space=home")).text


async def test_a_workshop_moves_only_by_who_sees_to_both_spaces(ada: Ada) -> None:
    await freezes(ada)
    holbaek, roskilde = await space(ada.site, "Holbæk"), await space(ada.site, "Roskilde")
    bo = await member(ada.site, "Bo", **{holbaek: "administrator", "home": "facilitator"})
    cleo = await member(ada.site, "Cleo", **{holbaek: "reader"})
    path, mapping = f"/sessions/{ada.session_id}/space", f"/mappings/{ada.session_id}/1"
    assert (await bo.get(path)).status_code == 403
    assert (await bo.post(path, data={"space": holbaek})).status_code == 403
    assert (await cleo.get(mapping)).status_code == 404
    assert "Roskilde" in (await ada.browser.get(path)).text
    assert (await ada.browser.post(path, data={"space": "unknown"})).status_code == 404
    await ada.browser.post(path, data={"space": holbaek})
    assert (await cleo.get(mapping)).status_code == 200
    assert (await bo.post(path, data={"space": roskilde})).status_code == 404
    assert f'href="{path}"' in (await ada.browser.get("/workshops")).text


async def test_templates_are_kept_in_a_workshops_space_and_offered_there_alone(ada: Ada) -> None:
    holbaek = await space(ada.site, "Holbæk")
    bo = await member(ada.site, "Bo", **{holbaek: "facilitator", "home": "facilitator"})
    cleo = await member(ada.site, "Cleo", home="facilitator")
    made = await bo.post("/workshops/new", data={**FORM, "space": holbaek})
    ours = f"/sessions/{made.url.path.rsplit('/', 1)[1]}/templates/agenda"
    theirs = f"/sessions/{ada.session_id}/templates/agenda"
    answer = await bo.post(ours, json=kept())
    assert [one["name"] for one in answer.json()["kept"]] == ["Vores dag"]
    assert "Vores dag" in (await bo.get(f"/workshops/new?space={holbaek}")).text
    for browser, path in ((bo, "/workshops/new?space=home"), (bo, theirs), (cleo, theirs)):
        assert "Vores dag" not in (await browser.get(path)).text
    assert (await cleo.get(ours)).status_code == 404
    assert (await cleo.post(ours, json=kept(template_id="min"))).status_code == 404
    await bo.post(f"{theirs}/vores/discard", json={})
    await cleo.post(f"{theirs}/vores/discard", json={})
    assert [one["name"] for one in (await bo.get(ours)).json()["kept"]] == ["Vores dag"]


async def test_nothing_is_made_in_a_space_that_is_not_there_even_by_who_may_everything(ada: Ada) -> None:
    parts = ada.site.parts
    before = await lifecycle.all_sessions(parts.database)
    form = FORM | {"space": "nowhere"}
    for answer in (
        await ada.browser.get("/workshops/new?space=nowhere"),
        await ada.browser.post("/workshops/new", data=form),
        await ada.browser.post("/demo", data={"stage": "placing", "space": "nowhere"}),
    ):
        assert answer.status_code == 404
    assert await lifecycle.all_sessions(parts.database) == before
