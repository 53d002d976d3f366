"""Frozen mappings: kept at once, made again if they were not, read by those who may, taken away as files."""

import asyncio
import hashlib
import json
import re

import pytest

from board.guard import Place
from board.state import Board
from exports import formats, freezing, report
from sessions import mappings
from sessions.tables import Mapping
from tests.app.site import PATIENCE, Ada, Site, one


async def freezes(ada: Ada) -> int:
    """The version that it became."""
    async with ada.console() as console:
        await console.ask("freeze")
        await console.sees(lambda picture: picture["stage"]["frozen_at"] is not None)
        return int(console.picture["stage"]["version"])


async def kept(ada: Ada, version: int) -> str:
    """The digest of a mapping, once it is kept."""
    async with asyncio.timeout(PATIENCE):
        while (mapping := await mappings.get(ada.site.parts.database, ada.session_id, version)) is None:
            await asyncio.sleep(0.02)
    return mapping.digest


@pytest.fixture
async def demo(ada: Ada) -> Ada:
    """A demo workshop at the end of its day."""
    made = await ada.browser.post("/demo", data={"stage": "wrapup"})
    ada.session_id = made.url.path.rsplit("/", 1)[1]
    ada.join_path = "/q/" + one(r'data-join-url=".*?/q/(.*?)"', made.text)
    return ada


async def test_freezing_keeps_a_mapping_and_freezing_again_the_same(demo: Ada) -> None:
    assert await freezes(demo) == 1
    digest = await kept(demo, 1)
    assert await freezes(demo) == 1
    assert await kept(demo, 1) == digest
    async with demo.console() as console:
        await console.ask("reopen")
        await console.ask("freeze")
    assert await kept(demo, 2) != digest
    assert await kept(demo, 1) == digest


async def test_a_mapping_that_was_not_kept_is_made_again_from_the_log_letter_for_letter(
    demo: Ada, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after a crash between the freeze and the keeping."""
    with monkeypatch.context() as patch:
        patch.setattr(demo.site.parts.keeper, "_keep_frozen", lambda *_: asyncio.sleep(0))
        await freezes(demo)
        room = await demo.site.parts.hub.room(demo.session_id)
        digest = report.digest(freezing.freeze(room.board))
        async with demo.console() as console:
            await console.ask("reopen")
            await console.ask("open_stage", stage_id="writing")
            await console.ask("add_card", card_id="later", offer={"name": "Senere", "area_id": "skole"})
    assert await mappings.get(demo.site.parts.database, demo.session_id, 1) is None
    page = await demo.browser.get(f"/mappings/{demo.session_id}/1")
    assert digest in page.text
    assert "Senere" not in page.text
    assert (await demo.browser.get(f"/mappings/{demo.session_id}/2")).status_code == 404


async def test_whoever_asks_at_the_moment_of_the_freeze_waits_for_it_and_no_log_is_read(
    demo: Ada, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper, may_go_on = demo.site.parts.keeper, asyncio.Event()
    keep = keeper._keep

    async def slowly(session_id: str, board: Board) -> tuple[Mapping, bool]:
        await may_go_on.wait()
        return await keep(session_id, board)

    monkeypatch.setattr(keeper, "_keep", slowly)
    monkeypatch.setattr(keeper, "frozen_board", lambda *_: pytest.fail("the log was read"))
    await freezes(demo)
    asked = [asyncio.create_task(demo.browser.get(f"/mappings/{demo.session_id}/1")) for _ in range(3)]
    await asyncio.sleep(0.1)
    may_go_on.set()
    digest = await kept(demo, 1)
    assert all(digest in page.text for page in await asyncio.gather(*asked))


async def test_the_page_has_the_facts_the_table_and_the_files_with_kind_and_size(demo: Ada) -> None:
    await freezes(demo)
    await kept(demo, 1)
    page = await demo.browser.get(f"/mappings/{demo.session_id}")
    assert page.url.path == f"/mappings/{demo.session_id}/1"
    assert page.text.count(" data-offer=") == 30
    assert "Fælles om ungelivet" in page.text
    assert "version 1 af 1" in page.text
    assert "Vi skriver tilbud" in page.text
    data = json.loads(one(r'<script type="application/json" id="data">(.*?)</script>', page.text))
    assert len(data["mapping"]["offers"]) == 30
    assert data["digest"] in page.text
    content = report.load(json.dumps(data["mapping"]))
    together = re.findall(r'aria-label="Indsatstrappeoverblik, (PDF, A\d)', page.text)
    assert together == ["PDF, A3", "PDF, A4"]
    for file in formats.FILES:
        assert (f'/{file.address}"' in page.text) is file.has_content(content)
    assert "så kommer der en udgave til borgere" in page.text


async def test_every_file_is_what_it_says_and_bears_title_date_and_version(demo: Ada) -> None:
    await freezes(demo)
    digest = await kept(demo, 1)
    page = await demo.browser.get(f"/mappings/{demo.session_id}/1")
    starts = {"pdf": b"%PDF-", "svg": b"<svg", "xlsx": b"PK", "json": b"{"}
    for suffix, start in starts.items():
        path = one(rf'href="(/mappings/[^"]*\.{suffix})"', page.text)
        answer = await demo.browser.get(path)
        assert answer.status_code == 200
        assert answer.content.startswith(start)
        assert answer.headers["content-type"].startswith(formats.MEDIA_TYPES[suffix])
        told = answer.headers["content-disposition"]
        assert told.startswith('attachment; filename="Demo tilbud i Holbaek 2026-')
        assert "v1%20" in told
        assert told.endswith(f".{suffix}")
        if suffix == "json":
            mapping = answer.text[answer.text.index('"mapping":') + 10 : answer.text.rindex(',"names"')]
            assert hashlib.sha256(mapping.encode()).hexdigest() == digest
    assert (await demo.browser.get(f"/mappings/{demo.session_id}/1/overblik.exe")).status_code == 404
    assert (await demo.browser.get(f"/mappings/{demo.session_id}/9/overblik.pdf")).status_code == 404


async def test_names_are_for_the_facilitator_and_only_if_that_was_chosen(ada: Ada) -> None:
    for chosen in (False, True):
        await ada.plans(**({"names_in_mapping": "on"} if chosen else {}))
        ben = await ada.joins("Benjamin Navngiven")
        await freezes(ada)
        await kept(ada, 1)
        for browser, sees in ((ada.browser, chosen), (ben, False)):
            page = await browser.get(f"/mappings/{ada.session_id}/1")
            data = await browser.get(f"/mappings/{ada.session_id}/1/kortlaegning.json")
            assert page.status_code == data.status_code == 200
            assert ("Navngiven" in page.text) is sees
            assert ("Navngiven" in data.text) is sees


async def test_strangers_and_people_of_other_workshops_read_no_mapping(demo: Ada, site: Site) -> None:
    await freezes(demo)
    await kept(demo, 1)
    session_id = demo.session_id
    await demo.plans(title="En anden")
    other = await demo.joins("Cleo", "ppr")
    for browser in (site.browser(), other):
        for path in ("", "/1", "/1/overblik.pdf", "/1/kortlaegning.json"):
            assert (await browser.get(f"/mappings/{session_id}{path}")).status_code == 403


async def test_the_list_shows_what_is_kept_newest_first(demo: Ada) -> None:
    assert "Ingen kortlægninger endnu" in (await demo.browser.get("/mappings")).text
    await freezes(demo)
    await kept(demo, 1)
    page = await demo.browser.get("/mappings")
    assert f'href="/mappings/{demo.session_id}/1"' in page.text
    assert f'href="/mappings/{demo.session_id}/1"' in (await demo.browser.get("/workshops")).text


async def test_a_changed_title_reaches_the_list_of_workshops(ada: Ada) -> None:
    async with ada.console() as console:
        seen = {"title": console.picture["session"]["title"]}
        answer = await console.ask("change_setup", changes={"title": "Et andet navn"}, seen=seen)
        assert answer["type"] == "accepted"
    async with asyncio.timeout(PATIENCE):
        while "Et andet navn" not in (await ada.browser.get("/workshops")).text:
            await asyncio.sleep(0.02)


async def test_the_shape_of_the_json_file_is_published(site: Site) -> None:
    answer = await site.browser().get("/schema/mapping.json")
    assert answer.headers["content-type"].startswith("application/schema+json")
    assert answer.json()["$schema"].startswith("https://json-schema.org/")


async def test_a_board_with_a_personal_number_is_not_kept_and_the_page_says_what_to_do(
    demo: Ada, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last line of defence: the board refuses such texts at every door."""
    monkeypatch.setattr(freezing, "personal_numbers", lambda _: (Place("finding", "f1", "text"),))
    await freezes(demo)
    page = await demo.browser.get(f"/mappings/{demo.session_id}/1")
    assert page.status_code == 409
    assert "ligner et CPR-nummer" in page.text
    assert "<li>et fund</li>" in page.text
    assert f'href="/console/{demo.session_id}"' in page.text
    assert (await demo.browser.get(f"/mappings/{demo.session_id}/1/overblik.pdf")).status_code == 409
    assert (await demo.browser.get(f"/mappings/{demo.session_id}/1/overblik.pdf/state")).status_code == 404
    assert await mappings.get(demo.site.parts.database, demo.session_id, 1) is None


async def test_what_is_no_version_is_not_looked_for_in_the_log(
    demo: Ada, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reading a whole log for every address that somebody makes up would slow the room down."""
    await freezes(demo)
    await kept(demo, 1)
    monkeypatch.setattr(demo.site.parts.keeper, "frozen_board", lambda *_: pytest.fail("the log was read"))
    for version in ("2", "0", "-1", "9" * 30):
        for file in ("", "/overblik.pdf"):
            assert (await demo.browser.get(f"/mappings/{demo.session_id}/{version}{file}")).status_code == 404
