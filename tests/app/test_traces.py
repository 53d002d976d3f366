"""The audit log: every way in which a mapping is read, of whom unmistakably, and no more than it should tell."""

import pytest
from httpx2 import AsyncClient

from app import tracer
from app.pages import traces as pages
from app.parts import now
from sessions import spaces, traces
from sessions.tables import Session
from sessions.traces import Wanted, What, trace
from tests.app.members import member, space
from tests.app.site import Ada, one


@pytest.fixture(autouse=True)
def written_when_a_test_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Before the site begins: what it is about to write by itself, `flush` would not wait for."""
    monkeypatch.setattr(tracer, "EVERY", 3600.0)


@pytest.fixture
async def frozen(ada: Ada) -> Ada:
    """A demo workshop that is over, with its mapping."""
    made = await ada.browser.post("/demo", data={"stage": "frozen"})
    ada.session_id = made.url.path.rsplit("/", 1)[1]
    await ada.browser.get(f"/mappings/{ada.session_id}/1")
    return ada


async def whats(ada: Ada, account_id: str) -> list[What]:
    await ada.site.parts.tracer.flush()
    wanted = Wanted(account_id=account_id, session_id=ada.session_id)
    return [line.what for line in await traces.read(ada.site.parts.database, wanted, None, most=50)]


async def test_whichever_way_a_mapping_is_read_it_is_noted_once(frozen: Ada) -> None:
    """By somebody else each, twice in the same hour."""
    told = {}
    for way in ("replay.json", "next", "begin", "import", "socket", "changes"):
        bo = await member(frozen.site, f"bo_{way}", home="facilitator")
        if way == "changes":
            async with frozen.console() as console:
                await console.ask("begin_tidying")
        for _again in range(2):
            await reads(frozen, bo, way, frozen.session_id)
        told[way] = (await whats(frozen, f"bo_{way}")).count("mapping_opened")
    assert set(told.values()) == {1}, told


async def reads(ada: Ada, bo: AsyncClient, way: str, id_: str) -> None:
    match way:
        case "replay.json" | "next":
            answer = await bo.get(f"/mappings/{id_}/1/{way}")
        case "begin":
            form = {"made_id": "a" * 22, "title": "Igen", "date": "2026-12-01", "offers": "1"}
            answer = await bo.post(f"/mappings/{id_}/1/next", data=form)
        case "import":
            new = await spare(ada)
            answer = await bo.post(f"/sessions/{new}/import", data={"do": "read", "mapping": f"{id_}/1"})
        case "changes":
            answer = await bo.get(f"/mappings/{id_}/tidy/changes")
        case _:
            async with ada.site.line(ada.live, bo) as line:
                assert (await line.hear())["type"] == "snapshot"
            return
    assert answer.status_code == 200


async def spare(ada: Ada) -> str:
    """Another workshop of the same space."""
    made = await ada.browser.post("/demo", data={"stage": "placing"})
    return made.url.path.rsplit("/", 1)[1]


async def test_leading_a_day_reads_no_mapping(ada: Ada) -> None:
    async with ada.console():
        pass
    assert "mapping_opened" not in await whats(ada, "operator")


async def test_who_takes_anothers_name_is_told_from_them_all_the_same(ada: Ada) -> None:
    here = await space(ada.site, "Holbæk")
    eve = await member(ada.site, "Eve", **{here: "facilitator"})
    await member(ada.site, "Anna", **{here: "facilitator"})
    adm = await member(ada.site, "Adm", **{here: "administrator"})
    await eve.post("/account/name", data={"name": "Anna"})
    await adm.post(f"/spaces/{here}/people/eve", data={"do": "change", "role": "reader"})
    await ada.site.parts.tracer.flush()
    page = (await adm.get(f"/spaces/{here}/traces")).text
    assert "Anna (eve@kommune.dk)" in page, "whose role was changed"
    assert "adm@kommune.dk" in page
    file = (await adm.get(f"/spaces/{here}/traces.csv")).text
    assert file.splitlines()[0].endswith("Tidspunkt;Hvem;Konto;Hvad;Workshop;Om")
    assert ";Adm;adm@kommune.dk;Ændrede en rolle;;Anna (eve@kommune.dk)" in file


async def test_a_workshop_that_has_moved_on_is_not_told_of_by_its_title(ada: Ada) -> None:
    there = await space(ada.site, "Roskilde")
    adm = await member(ada.site, "Adm", home="administrator")
    other = await member(ada.site, "Other", **{there: "administrator"})
    await spaces.move(ada.site.parts.database, ada.session_id, there)
    async with ada.site.parts.database.transaction() as db:
        (await db.get_one(Session, ada.session_id)).title = "Ny titel"
    line = trace("frozen", traces.SERVER, now(), session_id=ada.session_id)
    await traces.write(ada.site.parts.database, [line])
    for ending in ("", ".csv"):
        left = (await adm.get(f"/spaces/home/traces{ending}")).text
        assert "En workshop i et andet arbejdsrum" in left
        assert "Ny titel" not in left
        for now_there in (
            await other.get(f"/spaces/{there}/traces{ending}"),
            await ada.browser.get(f"/traces{ending}"),
        ):
            assert "Ny titel" in now_there.text
            assert "En workshop i et andet" not in now_there.text


async def test_only_what_changes_the_door_is_a_line(ada: Ada) -> None:
    made = await ada.browser.post(f"/sessions/{ada.session_id}/co-facilitator", data={"do": "invite"})
    helper = ada.site.browser()
    await helper.post(one(r"(/help/[\w-]+)", made.text), data={"name": "Bo"})
    path = f"/doors/{ada.session_id}"
    for do in ("open", "close", "close", "open", "open"):
        await helper.post(path, data={"do": do})
    for kind in ("approve", "approve"):
        await ada.browser.post(path, data={"do": "choose", "kind": kind})
    wanted = Wanted(what=["door_opened", "door_closed", "door_chosen"])
    found = await traces.read(ada.site.parts.database, wanted, None, most=50)
    assert sorted(line.what for line in found) == ["door_chosen", "door_closed", "door_opened"]


async def test_a_log_that_is_cut_off_says_so(ada: Ada, monkeypatch: pytest.MonkeyPatch) -> None:
    database = ada.site.parts.database
    monkeypatch.setattr(pages, "SHOWN", 2)

    async def told() -> list[bool]:
        page = (await ada.browser.get("/traces?what=frozen")).text
        file = (await ada.browser.get("/traces.csv?what=frozen")).text
        assert file.count("Afsluttede en kortlægning") == 3
        return ["Der er flere linjer, end der er plads til" in page, "Her er kun de nyeste 3 linjer" in file]

    monkeypatch.setattr(pages, "MOST", 3)
    for n in range(3):
        await traces.write(database, [trace("frozen", traces.SERVER, now() + n, session_id=ada.session_id)])
    assert await told() == [False, False]
    await traces.write(database, [trace("frozen", traces.SERVER, now() + 9, session_id=ada.session_id)])
    assert await told() == [True, True]
