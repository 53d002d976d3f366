"""Files are made in a process beside the server: once, in turn, again after whatever happened to it, and never twice
over a mapping that cannot be drawn."""

import asyncio
import io
import os
import signal
import sys
import zipfile
from collections.abc import AsyncIterator
from typing import Any

import pytest

from app import documents, renderer
from app.documents import Documents, NotMade, NotYet
from app.keeping import Keeper
from app.renderer import Ended, Renderer
from exports import formats, freezing, report
from exports.formats import EVERYTHING, FILES
from sessions.tables import Mapping
from tests.app.site import PATIENCE, Ada
from tests.exports import boards
from tests.live.processes import renderers

PDF, SVG, XLSX, JSON = map(formats.named, ("overblik.pdf", "trappe.svg", "tilbud.xlsx", "kortlaegning.json"))


def mapping(version: int = 1, body: str = "", people: str | None = None) -> Mapping:
    """The 30 real offers, kept."""
    frozen = freezing.freeze(boards.real())
    body = body or report.canonical(frozen).decode()
    return Mapping(
        session_id="s",
        version=version,
        digest=report.digest(frozen),
        frozen_at=1,
        title="Prøve",
        body=body,
        people=people,
    )


@pytest.fixture
async def made_by() -> Renderer:
    return Renderer()


@pytest.fixture
async def files(made_by: Renderer) -> AsyncIterator[Documents]:
    made = Documents(made_by)
    yield made
    await made.close()
    assert renderers(os.getpid()) == []


async def the_renderer(other_than: int = 0) -> int:
    """The process that makes documents now."""
    async with asyncio.timeout(PATIENCE):
        while not (found := [pid for pid in renderers(os.getpid()) if pid != other_than]):
            await asyncio.sleep(0.01)
    return found[0]


def held(made_by: Renderer, monkeypatch: pytest.MonkeyPatch) -> asyncio.Event:
    """Whatever is asked of the renderer from now on waits for this: for certain, and however slow the machine is."""
    may_go_on, ask = asyncio.Event(), made_by.ask

    async def waits(head: dict[str, Any], content: bytes) -> tuple[dict[str, Any], bytes]:
        await may_go_on.wait()
        return await ask(head, content)

    monkeypatch.setattr(made_by, "ask", waits)
    return may_go_on


def silent(patch: pytest.MonkeyPatch) -> None:
    """Renderers that are started from now on never answer."""
    patch.setattr(
        renderer, "COMMAND", (sys.executable, "-c", "import time; time.sleep(600)", "exports.rendering")
    )


async def test_whoever_asks_while_a_file_is_made_gets_the_same_one(
    files: Documents, made_by: Renderer, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    ask = made_by.ask

    async def counted(head: dict[str, Any], content: bytes) -> tuple[dict[str, Any], bytes]:
        asked.append(head["file"])
        return await ask(head, content)

    monkeypatch.setattr(made_by, "ask", counted)
    kept = mapping()
    made = await asyncio.gather(
        *(files.get(kept, file, "da", names=True, within=PATIENCE) for file in (PDF, SVG) * 5)
    )
    assert asked == ["overblik.pdf", "trappe.svg"]
    assert len({id(document) for document in made}) == 2
    assert await files.get(kept, PDF, "da", names=True, within=0) is made[0]


async def test_the_sizes_of_files_that_are_there_are_known_and_none_is_made_for_it(files: Documents) -> None:
    kept = mapping()
    assert files.sizes(kept, "da", names=True) == {}
    made = await files.get(kept, SVG, "da", names=True, within=PATIENCE)
    assert files.sizes(kept, "da", names=True) == {"trappe.svg": len(made.content)}
    assert files.sizes(kept, "en", names=True) == {}
    assert files._making == {}


async def test_everything_is_one_archive_of_files_that_are_each_made_once(files: Documents) -> None:
    kept = mapping()
    picture = await files.get(kept, SVG, "da", names=False, within=PATIENCE)
    everything = await files.get(kept, EVERYTHING, "da", names=False, within=PATIENCE)
    with zipfile.ZipFile(io.BytesIO(everything.content)) as archive:
        assert archive.testzip() is None
        packed = {name.rpartition("/")[2]: archive.read(name) for name in archive.namelist()}
    content = report.load(kept.body)
    assert list(packed) == ["LÆSMIG.txt", *(f.address for f in FILES if f.is_open and f.has_content(content))]
    assert packed["trappe.svg"] == picture.content
    assert packed["overblik.pdf"] == (await files.get(kept, PDF, "da", names=False, within=0)).content
    told = packed["LÆSMIG.txt"].decode("utf-8-sig")
    assert kept.digest in told
    assert all(f"/{name}: " in told for name in packed if name != "LÆSMIG.txt")


async def test_an_archive_for_facilitators_is_another_one_than_for_readers(files: Documents) -> None:
    kept = mapping()
    named = await files.get(kept, EVERYTHING, "da", names=True, within=PATIENCE)
    with zipfile.ZipFile(io.BytesIO(named.content)) as archive:
        assert any(name.endswith("/calendar.ics") for name in archive.namelist())
    assert "alt.zip" in files.sizes(kept, "da", names=True)
    assert "alt.zip" not in files.sizes(kept, "da", names=False)


async def test_what_an_archive_lacks_is_named_and_tried_again_the_next_time(
    files: Documents, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, make = mapping(), files._make

    async def but_one(key: Any, mapping: Mapping) -> documents.Document:
        if key.address == "overblik.pdf":
            raise NotMade
        return await make(key, mapping)

    with monkeypatch.context() as patch:
        patch.setattr(files, "_make", but_one)
        for _look in range(2):  # who asks how far it is takes nothing away
            seen = await files.look(kept, EVERYTHING, "da", names=False, within=PATIENCE)
            assert seen.missing == ("overblik.pdf",)
        lacking = await files.get(kept, EVERYTHING, "da", names=False, within=0)
    with zipfile.ZipFile(io.BytesIO(lacking.content)) as archive:
        assert not any(name.endswith("overblik.pdf") for name in archive.namelist())
        assert "Indsatstrappeoverblik (PDF, A3)" in archive.read("LÆSMIG.txt").decode()
    assert (await files.get(kept, EVERYTHING, "da", names=False, within=PATIENCE)).missing == ()


async def test_how_far_an_archive_is_is_told_while_it_is_made(
    files: Documents, made_by: Renderer, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_go_on = held(made_by, monkeypatch)
    with pytest.raises(NotYet) as trouble:
        await files.look(mapping(), EVERYTHING, "da", names=False, within=0.05)
    assert (trouble.value.done, trouble.value.of) == (0, sum(file.is_open for file in FILES))
    may_go_on.set()
    assert (await files.get(mapping(), EVERYTHING, "da", names=False, within=PATIENCE)).missing == ()


async def test_names_and_language_are_handed_over(files: Documents) -> None:
    kept = mapping(people='[{"name": "Benjamin", "area_id": "skole"}]')
    for lang, names in (("da", True), ("da", False), ("en", True)):
        document = await files.get(kept, JSON, lang, names=names, within=PATIENCE)
        assert (b"Benjamin" in document.content) is names
        picture = await files.get(kept, SVG, lang, names=names, within=PATIENCE)
        assert f'lang="{lang}"'.encode() in picture.content
        assert picture.day == "2026-11-12"


async def test_what_is_in_the_making_when_names_are_forgotten_is_not_kept(files: Documents) -> None:
    kept = mapping(people='[{"name": "Benjamin", "area_id": "skole"}]')
    await files.get(kept, SVG, "da", names=False, within=PATIENCE)
    os.kill(stopped := await the_renderer(), signal.SIGSTOP)
    wanted = asyncio.create_task(files.get(kept, JSON, "da", names=True, within=PATIENCE))
    await asyncio.sleep(0.05)
    files.forget_names(kept.session_id)
    os.kill(stopped, signal.SIGCONT)
    assert b"Benjamin" in (await wanted).content
    await asyncio.sleep(0)
    assert files.sizes(kept, "da", names=True) == {}
    assert files.sizes(kept, "da", names=False).keys() == {"trappe.svg"}


async def test_a_name_that_another_worker_forgot_is_not_in_what_was_kept_before(
    files: Documents, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []

    async def tell(key: Any, order: dict[str, Any], _content: bytes) -> tuple[dict[str, Any], bytes]:
        made.append(key.address)
        return {"day": "2026-11-12"}, repr(order.get("people")).encode()

    monkeypatch.setattr(files, "_ask", tell)
    body = mapping().body
    eva = '{"name": "Eva", "area_id": "skole"}'
    both = mapping(body=body, people='[{"name": "Benjamin", "area_id": "skole"}, ' + eva + "]")
    for file in (JSON, EVERYTHING):
        await files.get(both, file, "da", names=True, within=PATIENCE)
    one = await files.get(mapping(body=body, people=f"[{eva}]"), JSON, "da", names=True, within=PATIENCE)
    assert b"Benjamin" not in one.content and b"Eva" in one.content
    none = mapping(body=body)
    assert "alt.zip" not in files.sizes(none, "da", names=True)
    await files.get(none, EVERYTHING, "da", names=True, within=PATIENCE)
    assert made.count("alt.zip") == 2


async def test_what_an_archive_goes_on_with_when_names_are_forgotten_is_not_kept(
    files: Documents, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = mapping(people='[{"name": "Benjamin", "area_id": "skole"}]')

    async def forgets(key: Any, _order: dict[str, Any], _content: bytes) -> tuple[dict[str, Any], bytes]:
        if key.address == FILES[0].address:
            files.forget_names(key.session_id)
        return {"day": "2026-11-12"}, b"x"

    monkeypatch.setattr(files, "_ask", forgets)
    await files.get(kept, EVERYTHING, "da", names=True, within=PATIENCE)
    await asyncio.sleep(0)
    assert files.sizes(kept, "da", names=True) == {}


async def test_a_renderer_that_is_killed_in_the_middle_is_replaced_and_the_file_made(
    files: Documents,
) -> None:
    await files.get(mapping(), JSON, "da", names=True, within=PATIENCE)
    first = await the_renderer()
    os.kill(first, signal.SIGSTOP)  # so that it is in the middle for certain
    wanted = asyncio.create_task(files.get(mapping(), PDF, "da", names=True, within=PATIENCE))
    await asyncio.sleep(0.05)
    os.kill(first, signal.SIGKILL)
    assert (await wanted).content.startswith(b"%PDF-")
    assert await the_renderer() != first


async def test_a_file_that_kills_the_renderer_twice_is_given_up_and_asked_for_again(
    files: Documents, monkeypatch: pytest.MonkeyPatch
) -> None:
    await files.get(mapping(), JSON, "da", names=True, within=PATIENCE)
    first = await the_renderer()
    os.kill(first, signal.SIGSTOP)
    with monkeypatch.context() as patch:
        silent(patch)
        wanted = asyncio.create_task(files.get(mapping(), PDF, "da", names=True, within=PATIENCE))
        await asyncio.sleep(0.05)
        os.kill(first, signal.SIGKILL)
        os.kill(await the_renderer(other_than=first), signal.SIGKILL)
        with pytest.raises(NotMade):
            await wanted
    assert (await files.get(mapping(), PDF, "da", names=True, within=PATIENCE)).content.startswith(b"%PDF-")


async def test_a_renderer_that_does_not_come_to_an_end_is_killed(
    files: Documents, monkeypatch: pytest.MonkeyPatch
) -> None:
    await files.get(mapping(), JSON, "da", names=True, within=PATIENCE)
    first = await the_renderer()
    os.kill(first, signal.SIGSTOP)
    with monkeypatch.context() as patch:
        patch.setattr(renderer, "MADE_WITHIN", 0.1)
        with pytest.raises(NotMade):
            await files.get(mapping(), PDF, "da", names=True, within=PATIENCE)
    assert first not in renderers(os.getpid())
    assert (await files.get(mapping(), PDF, "da", names=True, within=PATIENCE)).content.startswith(b"%PDF-")


async def test_a_mapping_that_cannot_be_drawn_is_told_where_it_failed_and_never_what_it_says(
    files: Documents, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(NotMade):
        await files.get(mapping(body='{"hemmelig": 1}'), PDF, "da", names=True, within=PATIENCE)
    told = "".join(capfd.readouterr())
    assert "document not made" in told
    assert "ValidationError" in told
    assert "hemmelig" not in told
    assert files.sizes(mapping(), "da", names=True) == {}
    assert (await files.get(mapping(2), PDF, "da", names=True, within=PATIENCE)).content.startswith(b"%PDF-")


async def test_so_many_files_wait_and_no_more(
    files: Documents, made_by: Renderer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "ORDERED", 2)
    may_go_on = held(made_by, monkeypatch)
    for file in (PDF, SVG):
        with pytest.raises(NotYet):  # in the making
            await files.get(mapping(), file, "da", names=True, within=0.05)
    with pytest.raises(NotYet):
        await files.get(mapping(), XLSX, "da", names=True, within=PATIENCE)
    assert len(files._making) == 2, "the third was begun all the same"
    may_go_on.set()
    for file in (PDF, SVG):
        assert await files.get(mapping(), file, "da", names=True, within=PATIENCE)
    assert await files.get(mapping(), XLSX, "da", names=True, within=PATIENCE)


async def test_a_renderer_goes_when_nobody_wants_anything(
    files: Documents, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(renderer, "IDLE", 0.02)
    await files.get(mapping(), JSON, "da", names=True, within=PATIENCE)
    async with asyncio.timeout(PATIENCE):
        while renderers(os.getpid()):
            await asyncio.sleep(0.01)
    assert await files.get(mapping(), SVG, "da", names=True, within=PATIENCE)


async def test_a_renderer_that_has_grown_large_makes_place_for_a_new_one(
    files: Documents, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = (
        "import socket, sys\n"
        "from exports import rendering\n"
        "rendering.LARGE = rendering.TOO_LARGE = 0\n"
        "rendering.main(socket.socket(fileno=int(sys.argv[1])))"
    )
    monkeypatch.setattr(renderer, "COMMAND", (sys.executable, "-c", small))
    assert await files.get(mapping(), JSON, "da", names=True, within=PATIENCE)
    assert renderers(os.getpid()) == []
    assert await files.get(mapping(), SVG, "da", names=True, within=PATIENCE)
    assert renderers(os.getpid()) == []


async def test_where_no_process_can_be_started_the_file_is_not_made(
    files: Documents, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(renderer, "COMMAND", ("/nowhere/python",))
        with pytest.raises(NotMade):
            await files.get(mapping(), JSON, "da", names=True, within=PATIENCE)
    assert await files.get(mapping(), JSON, "da", names=True, within=PATIENCE)


async def test_once_closed_nothing_is_made_any_more(
    files: Documents, made_by: Renderer, monkeypatch: pytest.MonkeyPatch
) -> None:
    await files.get(mapping(), JSON, "da", names=True, within=PATIENCE)
    os.kill(await the_renderer(), signal.SIGSTOP)
    silent(monkeypatch)
    wanted = [
        asyncio.create_task(files.get(mapping(), file, "da", names=True, within=PATIENCE))
        for file in (PDF, SVG)
    ]
    await asyncio.sleep(0.05)
    await files.close()
    for task in wanted:
        with pytest.raises(NotMade):
            await task
    assert renderers(os.getpid()) == []
    with pytest.raises(Ended):
        await made_by.ask({"file": "kortlaegning.json", "lang": "da", "people": []}, b"{}")
    assert renderers(os.getpid()) == []


@pytest.fixture
async def demo(ada: Ada) -> Ada:
    """A demo workshop that has been closed, and its mapping kept."""
    made = await ada.browser.post("/demo", data={"stage": "wrapup"})
    ada.session_id = made.url.path.rsplit("/", 1)[1]
    async with ada.console() as console:
        await console.ask("freeze")
    page = await ada.browser.get(f"/mappings/{ada.session_id}/1")
    assert page.status_code == 200
    return ada


async def early_ones_are_made(demo: Ada) -> None:
    """Those files that are made after a freeze, before anybody asks, are there: nothing is in the making."""
    async with asyncio.timeout(PATIENCE):
        while len(demo.site.parts.documents._kept) < sum(file.is_early for file in FILES):
            await asyncio.sleep(0.01)


async def test_a_page_says_that_a_file_could_not_be_made_and_the_next_try_succeeds(
    demo: Ada, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"/mappings/{demo.session_id}/1/overblik.pdf"
    await early_ones_are_made(demo)
    demo.site.parts.documents._kept.clear()
    monkeypatch.setattr("app.pages.downloads.WAIT_FOR_STATE", PATIENCE)
    with monkeypatch.context() as patch:
        patch.setattr(renderer, "COMMAND", ("/nowhere/python",))
        for hand in demo.site.parts.documents._renderer._hands:
            await hand._end()
        told = await demo.browser.get(address)
        assert told.status_code == 503
        assert told.headers["retry-after"]
        assert "attachment" not in told.headers.get("content-disposition", "")
        assert "Filen kunne ikke laves" in told.text
        assert "“Indsatstrappeoverblik” (PDF, A3)" in told.text
        assert f'href="{address}"' in told.text
        assert f'href="/mappings/{demo.session_id}/1"' in told.text
        assert (await demo.browser.get(f"{address}/state")).json()["state"] == "failed"
        demo.browser.cookies.set("lang", "en")
        assert "The file could not be made" in (await demo.browser.get(address)).text
    assert (await demo.browser.get(f"{address}/state")).json() == {"state": "ready", "text": ""}
    assert (await demo.browser.get(address)).content.startswith(b"%PDF-")
    assert (await demo.browser.get(address + ".exe/state")).status_code == 404


async def test_a_page_says_that_a_file_takes_longer_and_it_goes_on_being_made(
    demo: Ada, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.pages.downloads.WAIT_FOR_FILE", 0.05)
    address = f"/mappings/{demo.session_id}/1/overblik.pdf"
    parts = demo.site.parts
    await early_ones_are_made(demo)
    parts.documents._kept.clear()
    may_go_on = held(parts.documents._renderer, monkeypatch)
    told = await demo.browser.get(address)
    assert told.status_code == 503
    assert "Filen er ikke klar endnu" in told.text
    assert '<meta http-equiv="refresh"' in told.text
    monkeypatch.setattr("app.pages.downloads.WAIT_FOR_STATE", 0.05)
    far = await demo.browser.get(f"{address}/state")
    assert far.json() == {"state": "making", "text": "Laves …"}
    may_go_on.set()
    async with asyncio.timeout(PATIENCE):
        while (await demo.browser.get(address)).status_code == 503:
            await asyncio.sleep(0.01)


async def test_a_mapping_is_kept_whether_or_not_anything_can_be_drawn(
    ada: Ada, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(renderer, "COMMAND", ("/nowhere/python",))
    async with ada.console() as console:
        await console.ask("freeze")
    page = await ada.browser.get(f"/mappings/{ada.session_id}/1")
    assert page.status_code == 200
    assert "/overblik.pdf" in page.text


async def test_only_the_worker_that_kept_a_mapping_first_makes_its_files_ready(demo: Ada) -> None:
    parts = demo.site.parts

    class Nobody(Documents):
        async def get(self, *_: object, **__: object) -> documents.Document:
            pytest.fail("another worker makes them")

    another = Keeper(parts.database, parts.keeper._log, Nobody(Renderer()), parts.errands, parts.aside)
    room = await parts.hub.room(demo.session_id)
    await another._keep_frozen(demo.session_id, room.board)
