"""A mapping is checked against its log, and a file against the library: by those who may see the whole of it."""

import io
import json
import sys
import zipfile

import httpx2
import pytest
from sqlalchemy import update
from sqlmodel import col

from app import inspector
from app.inspector import Inspector
from app.pages import verifying
from board import guard
from exports import freezing
from sessions.tables import Entry, Mapping
from tests.app.site import Ada, Site, one
from tests.app.test_library import freezes, kept
from tests.app.test_sharing import makes_a_link


@pytest.fixture
async def frozen(ada: Ada) -> Ada:
    await freezes(ada)
    await kept(ada, 1)
    return ada


async def sends(browser: httpx2.AsyncClient, content: bytes, name: str = "fil.json") -> httpx2.Response:
    return await browser.post("/verify", files={"file": (name, content)})


async def file(ada: Ada, name: str, version: int = 1) -> bytes:
    answer = await ada.browser.get(f"/mappings/{ada.session_id}/{version}/{name}")
    assert answer.status_code == 200
    return answer.content


def said(answer: httpx2.Response) -> str:
    """The verdict."""
    return one(r'id="verdict-title".*?<span>(.*?)</span>', answer.text)


async def test_a_mapping_is_computed_again_from_what_is_kept_and_from_the_log(
    frozen: Ada, site: Site
) -> None:
    path = f"/mappings/{frozen.session_id}/1/verify"
    digest = await kept(frozen, 1)
    page = await frozen.browser.get(path)
    assert "Kortlægningen er uændret siden" in page.text
    assert page.text.count(digest) == 3
    for browser in (site.browser(), await frozen.joins("Ben")):
        assert (await browser.get(path)).status_code == 403
    assert (await frozen.browser.get(f"/mappings/{frozen.session_id}/2/verify")).status_code == 404


async def test_what_was_let_in_before_is_not_accused_by_a_closer_look_of_today(
    frozen: Ada, monkeypatch: pytest.MonkeyPatch
) -> None:
    await kept(frozen, 1)
    found = (guard.Place("offer", "k1", "description"),)
    monkeypatch.setattr(freezing, "personal_numbers", lambda _board: found)
    page = await frozen.browser.get(f"/mappings/{frozen.session_id}/1/verify")
    assert "Kortlægningen er uændret siden" in page.text


async def test_what_was_changed_past_the_program_is_found_out(frozen: Ada, site: Site) -> None:
    path, database = f"/mappings/{frozen.session_id}/1/verify", site.parts.database
    async with database.transaction() as db:
        kept_one = await db.get(Mapping, (frozen.session_id, 1))
        assert kept_one is not None
        body = kept_one.body
        kept_one.body = body.replace("Børn", "Bern")
    page = await frozen.browser.get(path)
    assert "passer ikke til sin kontrolsum" in page.text
    assert page.text.count("<span>Anderledes</span>") == page.text.count("<span>Ens</span>") == 1
    async with database.transaction() as db:
        kept_one = await db.get(Mapping, (frozen.session_id, 1))
        assert kept_one is not None
        kept_one.body = body
    async with database.transaction() as db:
        first = await db.get(Entry, (frozen.session_id, 1))
        assert first is not None
        changed = first.body.replace("Børn", "Bern")
        assert changed != first.body
        await db.exec(
            update(Entry)
            .where(col(Entry.session_id) == frozen.session_id, col(Entry.number) == 1)
            .values(body=changed)
        )
    page = await frozen.browser.get(path)
    assert "passer ikke til sin kontrolsum" in page.text


async def test_a_json_file_is_unchanged_or_changed_and_that_is_proved(frozen: Ada) -> None:
    content = await file(frozen, "kortlaegning.json")
    answer = await sends(frozen.browser, content)
    assert said(answer) == "Filen er uændret"
    assert f'href="/mappings/{frozen.session_id}/1"' in answer.text
    assert "den nyeste" in answer.text
    changed = json.loads(content)
    changed["mapping"]["session"]["purpose"] = "Noget andet"
    answer = await sends(frozen.browser, json.dumps(changed).encode())
    assert said(answer) == "Filen er ændret"
    assert f'href="/mappings/{frozen.session_id}/1"' in answer.text


async def test_other_files_are_made_again_and_compared_and_nothing_is_claimed_that_is_not_known(
    frozen: Ada,
) -> None:
    workbook = await file(frozen, "tilbud.xlsx")
    assert said(await sends(frozen.browser, workbook, "noget.XLSX")) == "Filen er uændret"
    again = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as was, zipfile.ZipFile(again, "w") as now:
        for name in was.namelist():
            now.writestr(name, was.read(name))
    answer = await sends(frozen.browser, again.getvalue(), "noget.xlsx")
    assert "kun dens oprindelse" in said(answer)
    assert f'href="/mappings/{frozen.session_id}/1"' in answer.text


async def test_a_file_of_an_older_version_leads_to_the_newest(frozen: Ada) -> None:
    content = await file(frozen, "kortlaegning.json")
    async with frozen.console() as console:
        await console.ask("reopen")
        await console.ask("freeze")
    await kept(frozen, 2)
    answer = await sends(frozen.browser, content)
    assert said(answer) == "Filen er uændret"
    assert "Der er en nyere version" in answer.text
    assert f'href="/mappings/{frozen.session_id}/2"' in answer.text


async def test_what_cannot_be_checked_is_said_in_words(frozen: Ada) -> None:
    told = {
        b"ingen": "Der er ingen kontrolsum i filen",
        b"a" * 64: "Filens kontrolsum findes ikke her",
        b"PK\x03\x04": "Filen kan ikke læses",
    }
    for content, verdict in told.items():
        assert said(await sends(frozen.browser, content)) == verdict
    kinds = {
        "dag.ICS": (b"BEGIN:VCALENDAR", "Kalenderfiler kan ikke efterprøves"),
        "x.txt": (b"ingen", "Filtypen kan ikke efterprøves"),
        "alt.zip": (await file(frozen, "alt.zip"), "En samlet ZIP kan ikke efterprøves"),
        "kort.zip": (await file(frozen, "kortlaegning.json"), "Filen er uændret"),
    }
    for name, (content, verdict) in kinds.items():
        assert said(await sends(frozen.browser, content, name)) == verdict
    large = await sends(frozen.browser, b"x" * (verifying.LARGEST + 1))
    assert large.status_code == 422
    assert "for stor" in large.text
    assert "Vælg en fil" in (await frozen.browser.post("/verify", data={})).text
    hostile = await sends(frozen.browser, b"x", "<script>alert(1)</script>.pdf")
    assert "<script>alert" not in hostile.text


async def test_nobody_finds_out_by_a_digest_what_they_may_not_see(frozen: Ada, site: Site) -> None:
    content, shared = await file(frozen, "kortlaegning.json"), site.browser()
    await shared.get(f"/shared/{await makes_a_link(frozen)}")
    for browser in (site.browser(), shared, await frozen.joins("Ben")):
        assert (await browser.get("/verify")).status_code == 403
        answer = await sends(browser, content)
        assert answer.status_code == 403
        assert frozen.session_id not in answer.text


async def test_a_file_that_takes_too_long_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inspector, "COMMAND", (sys.executable, "-c", "import time; time.sleep(60)"))
    monkeypatch.setattr(inspector, "WITHIN", 0.2)
    found = await Inspector().look(b"x")
    assert (found.digests, found.readable) == ([], False)


async def test_a_file_that_takes_too_much_memory_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    program = (
        "from exports import origin; origin.look = lambda _: bytearray(2 * origin.MEMORY); origin.main()"
    )
    monkeypatch.setattr(inspector, "COMMAND", (sys.executable, "-c", program))
    assert not (await Inspector().look(b"x")).readable
