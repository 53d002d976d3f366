"""A second facilitator comes in by a link, for one workshop; and is shut out when access is taken back."""

import json

import pytest
from sqlalchemy import delete

from app import live
from board.closing import NO_SESSION, NO_TICKET
from sessions import inviting, lifecycle
from sessions.account_tables import SignIn
from tests.app.site import Ada, one
from tests.world import START


async def link(ada: Ada) -> str:
    made = await ada.browser.post(f"/sessions/{ada.session_id}/co-facilitator", data={"do": "invite"})
    return one(r"<code>http://[^/]*(/help/.*?)</code>", made.text)


async def test_a_second_facilitator_has_the_same_console_and_no_other_workshop(ada: Ada) -> None:
    mette = ada.site.browser()
    address = await link(ada)
    assert "Børn og unge 0-18 år" in (await mette.get(address)).text
    assert (await mette.get(f"/console/{ada.session_id}")).status_code == 403, "not by looking"
    page = await mette.post(address, data={"name": "Mette"})
    assert page.url.path == f"/console/{ada.session_id}"
    for path in ("import", "paper"):
        assert (await mette.get(f"/sessions/{ada.session_id}/{path}")).status_code == 200
    other = Ada(ada.site)
    await other.signs_in()
    await other.plans()
    for path in ("/workshops", f"/console/{other.session_id}", f"/sessions/{ada.session_id}/co-facilitator"):
        assert (await mette.get(path)).status_code == 403
    async with (
        ada.console() as console,
        ada.site.line(f"/live/1/{ada.session_id}/facilitator", mette) as line,
    ):
        assert (await line.ask("lock_board", locked=True))["type"] == "accepted"
        await console.sees(lambda picture: picture["stage"]["locked"])
        told = await console.until(lambda heard: len(heard.get("facilitators", ())) == 2)
        names = (await ada.browser.get(f"/co-facilitators/{ada.session_id}")).json()
        assert sorted(names.get(id_, "") for id_ in told["facilitators"]) == ["", "Mette"]
        async with ada.site.line(ada.wall_live) as wall:
            assert (await wall.until(lambda heard: heard["type"] == "presence"))["facilitators"] == []
    async with ada.site.line(f"/live/1/{other.session_id}/facilitator", mette) as line:
        assert await line.closed() == NO_TICKET


async def test_access_taken_back_shuts_the_helper_out_at_once_and_the_link_too(
    ada: Ada, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "LOOKS_AGAIN", 0.01)
    mette, late = ada.site.browser(), ada.site.browser()
    address = await link(ada)
    await mette.post(address, data={"name": "Mette"})
    async with ada.site.line(f"/live/1/{ada.session_id}/facilitator", mette) as line:
        await line.hear()
        await ada.browser.post(f"/sessions/{ada.session_id}/co-facilitator", data={"do": "take_back"})
        assert await line.closed() == NO_TICKET
    assert (await mette.get(f"/people/{ada.session_id}")).status_code == 403
    assert (await late.post(address, data={"name": "Sent"})).status_code == 410


async def test_a_name_with_a_cpr_number_comes_back_with_a_sentence(ada: Ada) -> None:
    page = await ada.site.browser().post(await link(ada), data={"name": "010114-1234"})
    assert page.status_code == 422
    assert "CPR" in page.text


async def test_a_helper_reads_no_other_workshops_mapping_by_importing_it(ada: Ada) -> None:
    other = Ada(ada.site)
    await other.signs_in()
    await other.plans(title="En anden kommunes dag")
    async with other.console() as console:
        await console.ask("add_card", card_id="k", offer={"name": "Kun for dem", "area_id": "skole"})
        await console.ask("freeze")
    mette = ada.site.browser()
    await mette.post(await link(ada), data={"name": "Mette"})
    path = f"/sessions/{ada.session_id}/import"
    assert "En anden kommunes dag" in (await ada.browser.get(path)).text
    assert "En anden kommunes dag" not in (await mette.get(path)).text
    chosen = {"do": "read", "mapping": f"{other.session_id}/1"}
    assert "Kun for dem" in (await ada.browser.post(path, data=chosen)).text
    answer = await mette.post(path, data=chosen)
    assert answer.status_code == 422
    assert "Kun for dem" not in answer.text


async def test_a_link_that_has_got_about_lets_in_no_crowd(ada: Ada, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inviting, "MOST_HELPERS", 1)
    address = await link(ada)
    assert (await ada.site.browser().post(address, data={"name": "Mette"})).status_code == 200
    full = await ada.site.browser().post(address, data={"name": "Morten"})
    assert full.status_code == 422
    assert "Der er ikke plads til flere" in full.text


async def test_whoever_helps_is_out_when_the_workshop_is_put_in_the_archive(ada: Ada) -> None:
    mette, late = ada.site.browser(), ada.site.browser()
    address = await link(ada)
    await mette.post(address, data={"name": "Mette"})
    await lifecycle.archive(ada.site.parts.database, ada.session_id, START)
    assert (await mette.get(f"/people/{ada.session_id}")).status_code == 403
    assert (await late.post(address, data={"name": "Sent"})).status_code == 410


async def test_a_projector_with_a_new_address_leaves_the_old_one_dark(
    ada: Ada, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "LOOKS_AGAIN", 0.01)
    async with ada.site.line(ada.wall_live) as wall, ada.console() as console:
        await wall.hear()
        page = await ada.browser.post(
            f"/sessions/{ada.session_id}/co-facilitator", data={"do": "renew_projector"}
        )
        assert page.status_code == 200
        assert await wall.closed() == NO_SESSION
        assert (await console.ask("lock_board", locked=True))["type"] == "accepted", "nobody else is shut out"
    assert (await ada.site.browser().get(ada.projector)).status_code == 404
    again = (await ada.browser.get(f"/console/{ada.session_id}")).text
    address = json.loads(one(r'<script type="application/json" id="data">(.*?)</script>', again))["projector"]
    assert address != ada.projector
    async with ada.site.line(f"/live/1/wall/{address.rsplit('/', 1)[1]}") as wall:
        assert (await wall.hear())["type"] == "snapshot"


async def test_a_workshop_in_the_archive_shows_nothing_on_its_projector(
    ada: Ada, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "LOOKS_AGAIN", 0.01)
    async with ada.site.line(ada.wall_live) as wall:
        await wall.hear()
        await ada.browser.post(f"/workshops/{ada.session_id}/archive")
        assert await wall.closed() == NO_SESSION
    assert (await ada.site.browser().get(ada.projector)).status_code == 404
    await ada.browser.post(f"/workshops/{ada.session_id}/unarchive")
    assert (await ada.site.browser().get(ada.projector)).status_code == 200


async def test_who_is_no_facilitator_any_more_loses_the_console_at_once(
    ada: Ada, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "LOOKS_AGAIN", 0.01)
    async with ada.console() as console:
        async with ada.site.parts.database.transaction() as db:
            await db.exec(delete(SignIn))
        assert await console.closed() == NO_TICKET
