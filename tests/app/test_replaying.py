"""A mapping's day: for facilitators alone, told once and kept, and whole whatever the browser understands."""

import asyncio
import json
from typing import Any

import pytest

from board.ports import Log
from board.state import Board
from tests.app.site import Ada, Site, one


@pytest.fixture
async def day(ada: Ada) -> Ada:
    """A demo workshop, frozen."""
    made = await ada.browser.post("/demo", data={"stage": "wrapup"})
    ada.session_id = made.url.path.rsplit("/", 1)[1]
    ada.join_path = "/q/" + one(r'data-join-url=".*?/q/(.*?)"', made.text)
    await _freeze(ada)
    return ada


async def _freeze(ada: Ada) -> None:
    async with ada.console() as console:
        await console.ask("freeze")
        await console.sees(lambda picture: picture["stage"]["frozen_at"] is not None)


async def frames(ada: Ada, version: int = 1, **headers: str) -> list[dict[str, Any]]:
    path = f"/mappings/{ada.session_id}/{version}/replay.json"
    answer = await ada.browser.get(
        path, headers={key.replace("_", "-"): value for key, value in headers.items()}
    )
    assert answer.status_code == 200
    found: list[dict[str, Any]] = answer.json()["frames"]
    return found


async def test_the_page_leads_to_the_day_and_the_mapping_to_the_page(day: Ada) -> None:
    mapping = await day.browser.get(f"/mappings/{day.session_id}/1")
    path = one(r'href="(/mappings/[^"]*/replay)"', mapping.text)
    page = await day.browser.get(path)
    assert page.status_code == 200
    assert "hvem der gjorde hvad, vises ikke" in page.text
    assert f'href="/mappings/{day.session_id}/1"' in page.text
    told = await frames(day)
    assert (
        sum(thing["key"].startswith("card:") and "name" in thing for frame in told for thing in frame["put"])
        == 30
    )


async def test_it_is_for_facilitators_alone(day: Ada, site: Site) -> None:
    """Those who were there might know from the time who wrote a card."""
    async with day.console() as console:
        await console.ask("reopen")
    ben = await day.joins("Ben", "ppr")
    await _freeze(day)
    for version in (1, 2):
        for path in (f"/{version}/replay", f"/{version}/replay.json"):
            for browser in (ben, site.browser()):
                assert (await browser.get(f"/mappings/{day.session_id}{path}")).status_code == 403
    assert (await ben.get(f"/mappings/{day.session_id}/2")).status_code == 200


async def test_a_version_that_is_not_there_has_no_day_and_no_log_is_read_for_it(
    day: Ada, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(day.site.parts.keeper, "frozen_board", lambda *_: pytest.fail("the log was read"))
    for version in ("2", "0", "x"):
        for path in ("replay", "replay.json"):
            answer = await day.browser.get(f"/mappings/{day.session_id}/{version}/{path}")
            assert answer.status_code in (404, 422)


async def test_it_is_told_once_however_many_ask_and_each_version_in_its_own_words(
    day: Ada, monkeypatch: pytest.MonkeyPatch
) -> None:
    replays = day.site.parts.replays
    tell, told = replays._told, []

    async def counted(session_id: str, last: Board) -> bytes:
        told.append(last.version)
        return await tell(session_id, last)

    monkeypatch.setattr(replays, "_told", counted)
    first, *others = await asyncio.gather(*(frames(day) for _ in range(3)))
    assert others == [first, first]
    async with day.console() as console:
        await console.ask("reopen")
        await console.ask("edit_card", card_id="holbaek-1", changes={"name": "Rettet siden"})
    await _freeze(day)
    second = await frames(day, 2)
    assert await frames(day) == first
    assert told == [1, 2]
    assert "Rettet siden" in json.dumps(second)
    assert "Rettet siden" not in json.dumps(first)


async def test_a_version_is_told_as_it_was_also_when_the_board_has_gone_on(day: Ada) -> None:
    """The board stands where it was frozen, or the log is read up to there: it makes no difference."""
    replays, session_id = day.site.parts.replays, day.session_id
    first = await frames(day)
    async with day.console() as console:
        await console.ask("reopen")
        await console.ask("edit_card", card_id="holbaek-1", changes={"name": "Rettet siden"})
    replays._kept.clear()
    assert await frames(day) == first
    assert (await day.browser.get(f"/mappings/{session_id}/2/replay.json")).status_code == 404


async def test_a_browser_without_gzip_is_told_the_same(day: Ada) -> None:
    assert await frames(day, accept_encoding="identity") == await frames(day, accept_encoding="gzip")


async def test_who_stops_waiting_stops_nobody_else(day: Ada, monkeypatch: pytest.MonkeyPatch) -> None:
    replays, may_go_on = day.site.parts.replays, asyncio.Event()
    log: Log = replays._log
    since = log.since

    async def slowly(session_id: str, number: int, limit: int | None = None) -> Any:
        await may_go_on.wait()
        return await since(session_id, number, limit)

    monkeypatch.setattr(log, "since", slowly)
    board = (await day.site.parts.hub.room(day.session_id)).board
    waiting = [asyncio.create_task(replays.get(day.session_id, 1, board)) for _ in range(2)]
    await asyncio.sleep(0)
    waiting[0].cancel()
    may_go_on.set()
    assert await waiting[1] is not None
