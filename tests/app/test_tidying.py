"""Tidying up a frozen mapping: for facilitators alone; the page says what the next version will say."""

import json

import pytest

from sessions import mappings
from tests.app.site import Ada, Line, Site, card
from tests.app.test_library import kept


@pytest.fixture
async def frozen(ada: Ada) -> Ada:
    """A workshop with two cards, frozen as version 1."""
    await ada.plans()
    await ada.opens("writing")
    async with ada.console() as console:
        await console.ask("add_card", **card("k1", "Lektiecafe"))
        await console.ask("add_card", **card("k2", "Lektiecafé på skolen"))
        await console.ask("freeze")
    await kept(ada, 1)
    return ada


async def tidies(console: Line) -> None:
    await console.ask("begin_tidying")
    await console.ask("edit_card", card_id="k1", changes={"name": "Lektiecafé"})
    await console.ask("merge_cards", card_id="k1", gone_card_id="k2")
    await console.ask(
        "add_card", **card("k3", "Klubben"), source="Fritid, leder", why="<b>Glemt</b> på dagen"
    )


async def test_what_the_next_version_will_say_is_what_it_then_says(frozen: Ada) -> None:
    path = f"/mappings/{frozen.session_id}/tidy"
    assert (await frozen.browser.get(f"{path}/changes")).json() == []
    before = await mappings.get(frozen.site.parts.database, frozen.session_id, 1)
    async with frozen.console() as console:
        await tidies(console)
        foreseen = (await frozen.browser.get(f"{path}/changes")).json()
        await console.ask("freeze", note="Ryddet op")
    told = [(one["key"], one["what"], one["merged_into"], one["source"], one["why"]) for one in foreseen]
    assert told == [
        ("k1", "Tilbud ændret", "", "", ""),
        ("k3", "Nyt tilbud", "", "Fritid, leder", "<b>Glemt</b> på dagen"),
        ("k2", "Tilbud trukket tilbage", "Lektiecafé", "", ""),
    ]
    assert foreseen[0]["fields"] == [{"name": "Navn", "was": "Lektiecafe", "now": "Lektiecafé"}]

    await kept(frozen, 2)
    second = await mappings.get(frozen.site.parts.database, frozen.session_id, 2)
    assert second is not None
    said = json.loads(second.body)["changes"]
    assert said["note"] == "Ryddet op"
    assert [one["key"] for one in said["made"]] == [one["key"] for one in foreseen]
    page = await frozen.browser.get(f"/mappings/{frozen.session_id}/2")
    assert "Fritid, leder · &lt;b&gt;Glemt&lt;/b&gt; på dagen" in page.text
    assert await mappings.get(frozen.site.parts.database, frozen.session_id, 1) == before


async def test_only_the_newest_version_leads_to_the_page_and_it_has_the_version_before(frozen: Ada) -> None:
    path = f"/mappings/{frozen.session_id}"
    assert f'href="{path}/tidy"' in (await frozen.browser.get(f"{path}/1")).text
    async with frozen.console() as console:
        await tidies(console)
        page = (await frozen.browser.get(f"{path}/tidy")).text
        assert '"name": "Lektiecafe"' in page or '"name":"Lektiecafe"' in page
        assert "Klubben" not in page
        await console.ask("freeze")
    await kept(frozen, 2)
    assert f'href="{path}/tidy"' not in (await frozen.browser.get(f"{path}/1")).text


async def test_the_newest_version_says_that_something_is_not_in_its_files_yet(frozen: Ada) -> None:
    behind = "Fortsæt oprydningen, og gem version 2."
    path = f"/mappings/{frozen.session_id}"
    async with frozen.console() as console:
        await console.ask("begin_tidying")
        page = (await frozen.browser.get(f"{path}/1")).text
        assert "Fortsæt oprydningen</a>" in page
        assert behind not in page
        await console.ask("edit_card", card_id="k1", changes={"name": "Lektiecafé"})
        assert behind in (await frozen.browser.get(f"{path}/1")).text
        await console.ask("freeze")
    await kept(frozen, 2)
    for version in (1, 2):
        assert "Fortsæt oprydningen" not in (await frozen.browser.get(f"{path}/{version}")).text


async def test_it_is_for_facilitators_alone_and_there_is_none_before_the_freeze(ada: Ada, site: Site) -> None:
    await ada.plans()
    path = f"/mappings/{ada.session_id}/tidy"
    assert (await ada.browser.get(path)).status_code == 404
    ben = await ada.joins("Ben")
    async with ada.console() as console:
        await console.ask("freeze")
        await console.ask("begin_tidying")
    assert (await ada.browser.get(path)).status_code == 200
    async with site.browser() as stranger:
        for browser in (ben, stranger):
            for address in (path, f"{path}/changes"):
                assert (await browser.get(address)).status_code == 403
