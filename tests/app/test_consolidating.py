"""Several mappings become one overview: looked at first, answered by a person, made once, and no workshop."""

import html
import re
from typing import Any

import httpx2
import pytest

from app.pages import consolidating as pages
from exports.report import Mapping, load
from sessions import lifecycle, mappings, matches
from tests.app.site import Ada, Site, one

NORTH = {
    "a1": ("Åben rådgivning", "Familiehuset"),
    "a2": ("Lektiecafé", "Biblioteket"),
    "a3": ("Kun i nord", ""),
}
SOUTH = {"b1": ("Åben rådgivning", "Familiehuset"), "b2": ("Lektiecafé", "Skolen"), "b3": ("Kun i syd", "")}


async def workshop(site: Site, title: str, offers: dict[str, tuple[str, str]], **plan: str) -> Ada:
    """One that is over."""
    ada = Ada(site)
    await ada.signs_in()
    await ada.plans(title=title, municipality="Holbæk Kommune", **plan)
    async with ada.console() as console:
        await console.ask("open_stage", stage_id="writing")
        for card_id, (name, unit) in offers.items():
            offer = {"name": name, "area_id": "skole", "organisational_unit": unit}
            step = "almen" if "staircase" not in plan else "hjemme"
            answer = await console.ask("add_card", card_id=card_id, offer=offer, step_id=step)
            assert answer["type"] == "accepted", answer
        await console.ask("freeze")
        await console.sees(lambda picture: picture["stage"]["frozen_at"] is not None)
    assert (await ada.browser.get(f"/mappings/{ada.session_id}/1")).status_code == 200
    return ada


@pytest.fixture
async def two(site: Site) -> tuple[Ada, Ada]:
    return await workshop(site, "Nord", NORTH), await workshop(site, "Syd", SOUTH)


class Overview:
    """The page as Ada's browser has it."""

    def __init__(self, ada: Ada, *others: Ada) -> None:
        self.ada = ada
        self.keys = [f"{one.session_id}/1" for one in (ada, *others)]
        self.page: httpx2.Response

    async def opens(self) -> "Overview":
        self.page = await self.ada.browser.get("/overviews", params={"m": self.keys})
        return self

    async def presses(self, do: str, **changes: str) -> "Overview":
        self.page = await self.ada.browser.post("/overviews", data=self.fields() | changes | {"do": do})
        return self

    def fields(self) -> dict[str, Any]:
        """What the form holds, as a browser would send it."""
        text = self.page.text
        found: dict[str, Any] = {
            name: html.unescape(value)
            for name, value in re.findall(r'<input [^>]*?name="(\w+)" value="(.*?)"', text)
        }
        found["m"] = re.findall(r'name="m" value="(.*?)"', text)
        found |= dict(re.findall(r'<input type="radio" name="(.*?)" value="(.*?)" checked', text))
        for name, options in re.findall(r'<select [^>]*?name="(.*?)".*?>(.*?)</select>', text, re.DOTALL):
            chosen = re.findall(r'<option value="([^"]*)" selected>', options)
            found[html.unescape(name)] = chosen[0] if chosen else ""
        return found

    def pair(self, name: str) -> str:
        """The field that answers for the pair of this name."""
        return one(rf'<legend[^>]*>{name}, .*?name="(pair-\w+)"', self.page.text)

    async def made(self) -> Mapping:
        session_id = self.page.url.path.split("/")[2]
        kept = await mappings.get(self.ada.site.parts.database, session_id, 1)
        assert kept is not None
        return load(kept.body)


def says(page: httpx2.Response, *sentences: str) -> None:
    text = html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text)))
    for sentence in sentences:
        assert sentence in text, f"{sentence!r} is not in: {text}"


async def test_what_a_person_confirms_becomes_one_offer_and_nothing_else_does(two: tuple[Ada, Ada]) -> None:
    ada, other = two
    pair = matches.Offer(ada.session_id, "a2"), matches.Offer(other.session_id, "b2")
    await matches.decide(ada.site.parts.database, [pair], same=False, decided_by="ada", now=0)
    overview = await Overview(ada, other).opens()
    assert overview.fields()[overview.pair("Lektiecafé")] == "apart"  # said when they were compared
    says(
        overview.page,
        "6 tilbud fra 2 kortlægninger.",
        "Alle har den samme trappe med 6 trin.",
        "1 er uden svar",
        "1 forslag er uden svar: de to bliver stående hver for sig.",
    )
    await overview.presses("alike")
    assert "forslag er uden svar:" not in overview.page.text
    pair_of_cafes = overview.pair("Lektiecafé")
    await overview.presses("look", **{pair_of_cafes: ""})
    asked = re.findall(r"<legend[^>]*>([^,<]*),", overview.page.text)
    assert asked == ["Lektiecafé", "Åben rådgivning"]  # what is still to be answered first
    await overview.presses("look", **{pair_of_cafes: "apart"})
    assert overview.fields()[overview.pair("Åben rådgivning")] == "same"
    says(overview.page, "bliver til 5")
    sent = overview.fields()
    await overview.presses("make", title="Hele Holbæk")
    made = await overview.made()
    assert overview.page.url.path == f"/mappings/{sent['made_id']}/1"
    assert sorted(offer.name for offer in made.offers) == [
        *("Kun i nord", "Kun i syd", "Lektiecafé", "Lektiecafé", "Åben rådgivning")
    ]
    (joined,) = [offer for offer in made.offers if offer.name == "Åben rådgivning"]
    assert {origin.session_id for origin in joined.provenance.origins} == {ada.session_id, other.session_id}
    says(overview.page, "Hele Holbæk", "Samlet af", "Samlet overblik", "Kilde")
    again = await ada.browser.post("/overviews", data=sent | {"do": "make", "title": "Hele Holbæk"})
    assert again.url == overview.page.url
    overviews = [one for one in await lifecycle.all_sessions(ada.site.parts.database) if one.overview]
    assert [one.title for one in overviews] == ["Hele Holbæk"]
    # It is no workshop: the list says so, nobody comes in, and it has no wall.
    says(await ada.browser.get("/workshops"), "Hele Holbæk Samlet overblik")
    stranger = ada.site.browser()
    for path in (f"/j/{overviews[0].code}", f"/q/{overviews[0].join_key}"):
        assert (await stranger.get(path)).status_code == 410
    assert (await stranger.get(f"/wall/{overviews[0].projector_key}")).status_code == 404
    assert (await ada.browser.get(f"/console/{overviews[0].session_id}")).url == overview.page.url
    made_path = overview.page.url.path
    assert (await ada.browser.get(f"{made_path}/replay")).status_code == 404
    assert (await ada.browser.get(f"{made_path}/referat.pdf")).status_code == 404
    says(await ada.browser.get("/mappings"), "Samlet overblik · 5 tilbud")
    # The next workshop from it is one again, with a day's programme.
    page = await ada.browser.get(f"/mappings/{sent['made_id']}/1/next")
    told = dict(re.findall(r'<input [^>]*?name="(\w+)" value="(.*?)"', page.text))
    await ada.browser.post(f"/mappings/{sent['made_id']}/1/next", data=told | {"offers": "on"})
    board = (await ada.site.parts.hub.room(told["made_id"])).board
    assert not board.setup.sources and len(board.cards) == 5 and board.stage.kind == "preparation"


async def test_another_staircase_has_to_be_answered_for_before_anything_is_made(site: Site) -> None:
    ada = await workshop(site, "Nord", NORTH)
    other = await workshop(site, "Syd", SOUTH, staircase="herning", date="2025-01-06")
    overview = await Overview(ada, other).opens()
    says(
        overview.page,
        "Hvilken trappe skal overblikket have?",
        "“Hjemmebaserede indsatser” Syd, bruges 3 gange",
    )
    await overview.presses("make")
    assert overview.page.status_code == 422
    says(overview.page, "Der mangler et svar på, hvor nogle trin eller kolonner hører hjemme.")
    for wrong, told in (("title", "Skriv, hvad overblikket hedder."), ("date", "Vælg en dato.")):
        says((await overview.presses("make", **{wrong: ""})).page, told)
        await overview.opens()
    (field,) = [name for name in overview.fields() if name.startswith("step:")]
    await overview.presses("make", **{field: "forebyggende"})
    made = await overview.made()
    assert sorted(str(offer.step_id) for offer in made.offers) == [*["almen"] * 3, *["forebyggende"] * 3]


async def test_of_many_some_are_shown_and_those_that_are_chosen_stay_while_others_are_searched_for(
    two: tuple[Ada, Ada], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "SHOWN", 1)
    browser, keys = two[0].browser, [f"{one.session_id}/1" for one in two]

    async def offered(**asked: str) -> list[tuple[str, str]]:
        page = await browser.get("/overviews/new", params=asked)
        return re.findall(r'name="m" value="(.*?)"( checked)?>', page.text)

    says(await browser.get("/overviews/new"), "Viser 1 af 2. Søg for at finde de andre.")
    assert await offered(q="nord") == [(keys[0], "")]
    assert await offered(q="syd", m=keys[0]) == [(keys[0], " checked"), (keys[1], "")]
    page = await browser.get("/overviews/new", params={"q": "findes ikke", "m": keys[1]})
    says(page, "Ingen kortlægning passer.")
    assert f'value="{keys[1]}" checked' in page.text


async def test_more_offers_than_there_is_room_for_are_refused_in_words(
    two: tuple[Ada, Ada], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "MOST_OFFERS", 5)
    overview = await Overview(*two).opens()
    assert overview.page.status_code == 422
    says(
        overview.page, "De valgte kortlægninger har tilsammen flere tilbud, end der er plads til. Vælg færre."
    )


async def test_only_what_can_be_put_together_is_and_only_by_a_facilitator(two: tuple[Ada, Ada]) -> None:
    ada, other = two
    stranger = ada.site.browser()
    for path in ("/overviews/new", "/overviews"):
        assert (await stranger.get(path)).status_code == 403
    assert (await stranger.post("/overviews", data={"m": "x"})).status_code == 403
    keys = [f"{one.session_id}/1" for one in (ada, other)]
    for wrong in (keys[:1], [keys[0], keys[0]], [keys[0], "x/1"], [keys[0], f"{other.session_id}/9"], []):
        page = await ada.browser.get("/overviews", params={"m": wrong})
        assert page.status_code == 422, wrong
        says(page, "Vælg mindst to kortlægninger.")
    overview = await (await Overview(ada, other).opens()).presses("make")
    made_id = overview.page.url.path.split("/")[2]
    page = await ada.browser.get("/overviews", params={"m": [keys[0], f"{made_id}/1"]})
    assert page.status_code == 422
    says(page, "allerede en del af det samlede overblik")
