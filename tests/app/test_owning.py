"""Whose a workshop is: colleagues lead it, take it over with one press, and are told so where only its owner may go."""

from sessions import lifecycle
from tests.app.members import member, space
from tests.app.site import Ada, one
from tests.app.test_inviting import link
from tests.app.test_library import freezes

FORM = {"title": "Bos dag", "date": "2026-11-22", "scope": "broad", "law": "barnets_lov", "areas": ["skole"]}
OWNERS = ("co-facilitator", "personal-data")


async def owner(ada: Ada, session_id: str) -> str:
    session = await lifecycle.find(ada.site.parts.database, session_id)
    assert session is not None
    return session.owner_id


async def test_a_colleague_leads_a_workshop_and_takes_it_over_to_own_it(ada: Ada) -> None:
    bo, cleo = (
        await member(ada.site, "Bo", home="facilitator"),
        await member(ada.site, "Cleo", home="facilitator"),
    )
    made = await bo.post(
        "/workshops/new", data={**FORM, "staircase": "socialstyrelsen", "agenda": "handbook"}
    )
    session_id = made.url.path.rsplit("/", 1)[1]
    assert "ejer den" not in (await bo.get("/workshops")).text
    listed = (await cleo.get("/workshops")).text
    assert "Bo ejer den" in listed
    assert f"/workshops/{session_id}/archive" not in listed
    assert (await cleo.get(f"/console/{session_id}")).status_code == 200
    for page in OWNERS:
        told = await cleo.get(f"/sessions/{session_id}/{page}")
        assert told.status_code == 403
        assert "Bo ejer workshoppen" in told.text
        assert f'action="/sessions/{session_id}/owner"' in told.text
    assert (await cleo.post(f"/workshops/{session_id}/archive")).status_code == 403
    taken = await cleo.post(f"/sessions/{session_id}/owner", data={"do": "take"})
    assert "Du ejer workshoppen" in taken.text
    for page in OWNERS:
        assert (await cleo.get(f"/sessions/{session_id}/{page}")).status_code == 200
        assert (await bo.get(f"/sessions/{session_id}/{page}")).status_code == 403


async def test_an_administrator_hands_a_workshop_to_a_facilitator_of_its_space(ada: Ada) -> None:
    await member(ada.site, "Bo", home="administrator")
    bo = await member(ada.site, "Bo")
    await member(ada.site, "Cleo", home="facilitator")
    await member(ada.site, "Dorte", home="consultant")
    await member(ada.site, "Eve", **{await space(ada.site, "Roskilde"): "facilitator"})
    path = f"/sessions/{ada.session_id}/owner"
    offered = (await bo.get(path)).text
    assert "Ingen bestemt ejer workshoppen" in offered
    assert 'value="cleo"' in offered
    assert 'value="dorte"' not in offered
    for nobody in ("dorte", "eve", "unknown", ""):
        assert (await bo.post(path, data={"do": "give", "account_id": nobody})).status_code == 422
    given = await bo.post(path, data={"do": "give", "account_id": "cleo"})
    assert "Cleo ejer workshoppen" in given.text
    assert await owner(ada, ada.session_id) == "cleo"


async def test_nobody_else_takes_or_gives_a_workshop(ada: Ada) -> None:
    before = await owner(ada, ada.session_id)
    path, mette = f"/sessions/{ada.session_id}/owner", ada.site.browser()
    await mette.post(await link(ada), data={"name": "Mette"})
    people = (
        (mette, 403),
        (ada.site.browser(), 403),
        (await member(ada.site, "Bo", home="consultant"), 403),
        (await member(ada.site, "Cleo", **{await space(ada.site, "Roskilde"): "administrator"}), 404),
    )
    for browser, status in people:
        for form in ({"do": "take"}, {"do": "give", "account_id": "bo"}):
            assert (await browser.post(path, data=form)).status_code == status
    facilitator = await member(ada.site, "Dorte", home="facilitator")
    assert (await facilitator.post(path, data={"do": "give", "account_id": "dorte"})).status_code == 403
    assert await owner(ada, ada.session_id) == before


async def test_who_tidies_up_is_told_who_else_is_here_and_a_helper_of_nobody_else(ada: Ada) -> None:
    await freezes(ada)
    bo = await member(ada.site, "Bo", home="consultant")
    await member(ada.site, "Cleo", home="facilitator")
    mette = ada.site.browser()
    await mette.post(await link(ada), data={"name": "Mette"})
    async with ada.site.line(ada.live, bo) as tidying:
        await tidying.hear()
        for browser in (bo, mette):
            names = (await browser.get(f"/co-facilitators/{ada.session_id}")).json()
            assert sorted(names.values()) == ["Bo", "Mette"]
        assert (await bo.get(f"/mappings/{ada.session_id}/tidy")).status_code == 200
        assert (await tidying.ask("reopen"))["code"] == "not_allowed"
    assert (await bo.get(f"/people/{ada.session_id}")).status_code == 403
    assert one(r"(Din rolle)", (await bo.get(f"/console/{ada.session_id}")).text)
