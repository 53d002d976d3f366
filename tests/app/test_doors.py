"""The door closes and opens, and its code is changed: nobody new comes in by the old one; who is in notices nothing."""

import asyncio
import json

import pytest

from app.parts import now
from sessions import doors, lifecycle
from sessions.tables import Session
from tests.app.site import Ada, Site, one


async def moves(ada: Ada, do: str) -> dict[str, object]:
    answer = await ada.browser.post(f"/doors/{ada.session_id}", data={"do": do})
    assert answer.status_code == 200
    told: dict[str, object] = answer.json()
    return told


async def stored(ada: Ada) -> Session:
    session = await lifecycle.find(ada.site.parts.database, ada.session_id)
    assert session is not None
    return session


async def test_a_closed_door_lets_nobody_new_in_and_opens_again(ada: Ada) -> None:
    """D6"""
    assert (await moves(ada, "close"))["closed"] is True
    for path in (f"/j/{ada.code}", ada.join_path):
        new = ada.site.browser()
        for page in (await new.get(path), await new.post(path, data={"name": "Cleo", "area": "skole"})):
            assert page.status_code == 403
            assert "Døren er lukket" in page.text
    assert (await ada.browser.get(f"/people/{ada.session_id}")).json() == []
    assert (await moves(ada, "open"))["closed"] is False
    await ada.joins("Cleo")


async def test_a_closed_doors_code_stands_nowhere_on_the_wall_and_comes_back_with_the_open_one(
    ada: Ada,
) -> None:
    shown = f"{ada.code[:3]} {ada.code[3:]}"
    for do, is_there in (("close", False), ("open", True)):
        await moves(ada, do)
        wall = (await ada.site.browser().get(ada.projector)).text
        assert (shown in wall) is is_there
        assert (ada.join_path in wall) is is_there
        door = (await ada.site.browser().get(f"{ada.projector}/door")).json()
        assert door["code"] == (shown if is_there else "")


async def test_who_has_been_in_stays_and_comes_back_through_a_closed_door(ada: Ada) -> None:
    """D6"""
    ben = await ada.joins("Ben")
    async with ada.site.line(ada.phones_live, ben) as line:
        await line.hear()
        await moves(ada, "close")
        await line.ask("support_finding", finding_id="none", supports=True)  # an answer of any kind
    for path in (f"/j/{ada.code}", ada.join_path, f"/back/{ada.session_id}"):
        assert (await ben.get(path)).url.path == f"/phone/{ada.session_id}"
    changed = await ben.post(f"/back/{ada.session_id}", data={"name": "Benjamin", "area": "ppr"})
    assert changed.url.path == f"/phone/{ada.session_id}"
    people = (await ada.browser.get(f"/people/{ada.session_id}")).json()
    assert [(one["name"], one["area_id"]) for one in people] == [("Benjamin", "ppr")]


async def test_nobody_comes_through_a_closed_door_by_the_name_of_somebody_who_was_in(ada: Ada) -> None:
    await ada.joins("Karen")
    (karen,) = (await ada.browser.get(f"/people/{ada.session_id}")).json()
    await moves(ada, "close")
    other = ada.site.browser()
    form = {"name": "Karen", "area": "skole", "was": karen["person_id"]}
    assert (await other.post(ada.join_path, data=form)).status_code == 403
    assert (await other.get(f"/phone/{ada.session_id}")).url.path == "/"


async def test_a_new_code_leaves_the_old_one_and_the_old_qr_code_to_nobody(ada: Ada) -> None:
    """D6"""
    ben = await ada.joins("Ben")
    told = await moves(ada, "renew")
    new = await stored(ada)
    assert new.code != ada.code and f"/q/{new.join_key}" != ada.join_path
    assert told["code"] == f"{new.code[:3]} {new.code[3:]}"
    for path in (f"/j/{ada.code}", ada.join_path):
        stranger = ada.site.browser()
        assert (await stranger.get(path)).status_code == 404
        assert (await stranger.post(path, data={"area": "skole"})).status_code == 404
    for path in (f"/j/{new.code}", f"/q/{new.join_key}"):
        page = await ada.site.browser().post(path, data={"name": "", "area": "skole"})
        assert page.url.path == f"/phone/{ada.session_id}"
    assert (await ben.get(f"/back/{ada.session_id}?change=1")).status_code == 200
    async with ada.site.line(ada.phones_live, ben) as line:
        assert (await line.hear())["type"] == "snapshot"


async def test_what_a_phone_is_sent_tells_nobody_the_new_code(ada: Ada) -> None:
    """Whoever was thrown out has their page still, and knows the session's address."""
    ben = await ada.joins("Ben")
    await moves(ada, "renew")
    new = await stored(ada)
    stranger = ada.site.browser()
    for page in (
        await ben.get(f"/phone/{ada.session_id}"),
        await ben.get(f"/back/{ada.session_id}?change=1"),
        await stranger.get(f"/phone/{ada.session_id}"),
        await stranger.get(f"/back/{ada.session_id}"),
        await stranger.post(f"/back/{ada.session_id}", data={"area": "skole"}),
    ):
        everything = page.text + str(page.url) + "".join(str(before.url) for before in page.history)
        assert new.code not in everything and f"{new.code[:3]} {new.code[3:]}" not in everything
        assert new.join_key not in everything


async def test_consoles_and_walls_are_told_and_are_told_nothing_but_that(ada: Ada) -> None:
    """D5"""
    ben = await ada.joins("Ben")
    async with (
        ada.console() as console,
        ada.site.line(ada.wall_live) as wall,
        ada.site.line(ada.phones_live, ben) as phone,
    ):
        await moves(ada, "renew")
        for line in (console, wall):
            assert await line.until(lambda message: message["type"] == "door") == {"type": "door"}
        await phone.ask("support_finding", finding_id="none", supports=True)
        assert all(message["type"] != "door" for message in phone.heard)
    new = await stored(ada)
    shown = (await ada.site.browser().get(f"{ada.projector}/door")).json()
    told = (await ada.browser.get(f"/doors/{ada.session_id}")).json()
    assert shown == {key: told[key] for key in shown}
    assert shown["code"] == f"{new.code[:3]} {new.code[3:]}"
    assert shown["qr"]["path"]
    await moves(ada, "close")
    assert (await ada.site.browser().get(f"{ada.projector}/door")).json() == {
        "closed": True,
        "kind": "code",
        "code": "",
        "qr": None,
    }


async def test_a_viewer_whose_notice_was_lost_is_told_all_the_same(ada: Ada) -> None:
    """D5"""

    async def another_worker() -> None:
        while True:  # again and again: what comes before the first look at the door is no news to it
            await doors.renew(ada.site.parts.database, ada.session_id)
            await asyncio.sleep(0.2)

    async with ada.console() as console:
        renewing = asyncio.create_task(another_worker())
        await console.until(lambda message: message["type"] == "door")
        renewing.cancel()


async def test_no_code_stands_in_the_log_of_the_session(ada: Ada) -> None:
    await moves(ada, "renew")
    await moves(ada, "close")
    room = await ada.site.parts.hub.room(ada.session_id)
    assert room.board.number == 1, "the door is no part of the board"


async def test_only_who_runs_the_room_moves_the_door(ada: Ada) -> None:
    ben = await ada.joins("Ben")
    for browser in (ben, ada.site.browser()):
        for answer in (
            await browser.get(f"/doors/{ada.session_id}"),
            await browser.post(f"/doors/{ada.session_id}", data={"do": "renew"}),
        ):
            assert answer.status_code == 403
    assert (await ada.browser.post(f"/doors/{ada.session_id}", data={"do": "burn"})).status_code == 404
    assert (await ada.browser.post("/doors/nothing", data={"do": "close"})).status_code == 404
    assert (await stored(ada)).code == ada.code
    assert (await ada.site.browser().get("/wall/nothing/door")).status_code == 404


async def test_a_session_in_the_archive_lets_no_phone_back(ada: Ada) -> None:
    ben = await ada.joins("Ben")
    await lifecycle.archive(ada.site.parts.database, ada.session_id, now())
    assert (await ben.get(f"/back/{ada.session_id}")).status_code == 410


async def test_the_console_and_the_wall_begin_with_the_door_as_it_is(ada: Ada) -> None:
    await moves(ada, "close")
    for page in (
        await ada.browser.get(f"/console/{ada.session_id}"),
        await ada.site.browser().get(ada.projector),
    ):
        data = json.loads(one(r'<script type="application/json" id="data">(.*?)</script>', page.text))
        assert data["door"]["closed"] is True


async def test_a_code_that_is_taken_is_drawn_again(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    ada, other = Ada(site), Ada(site)
    for each in (ada, other):
        await each.signs_in()
        await each.plans()
    drawn = iter([other.code, "CFHJKM"])
    await doors.renew(site.parts.database, ada.session_id, lambda: next(drawn))
    assert (await stored(ada)).code == "CFHJKM"
    with pytest.raises(Exception, match="code"):
        await doors.renew(site.parts.database, ada.session_id, lambda: other.code)
    assert (await stored(ada)).code == "CFHJKM"
