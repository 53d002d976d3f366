"""Two mappings compared on their page: chosen from a list, told by kind, matches said by a person and taken back."""

import html
import json
import re
from typing import Any

import httpx2
import pytest

from app.pages import comparing
from exports import report
from exports.compared import FILES
from exports.freezing import freeze
from exports.report import Mapping
from sessions import lifecycle, mappings, tables
from tests.app.site import Ada
from tests.exports.boards import board, card
from tests.exports.boards import setup as plan
from tests.world import START, setup

STEPS = [step.step_id for step in plan().steps]


class Compared:
    """The page as Ada's browser has it."""

    def __init__(self, ada: Ada, one: str = "old/1", other: str = "new/1") -> None:
        self.ada, self.path = ada, f"/mappings/{one}/compare/{other}"
        self.page: httpx2.Response

    async def opens(self, **query: str) -> "Compared":
        self.page = await self.ada.browser.get(self.path, params=query)
        return self

    async def presses(self, **fields: str) -> "Compared":
        self.page = await self.ada.browser.post(self.path, data=fields)
        return self

    def says(self, *texts: str) -> None:
        plain = " ".join(html.unescape(re.sub(r"<[^>]+>", "", self.page.text)).split())
        for text in texts:
            assert text in plain, f"{text!r} is not in: {plain}"

    @property
    def offers(self) -> list[str]:
        """The names in the table."""
        return re.findall(r'class="compare__name[^"]*">(.*?)</span>', self.page.text)


@pytest.fixture
async def compared(ada: Ada) -> Compared:
    """Last year's mapping and this year's, typed anew."""
    old = [
        card(1, [STEPS[0]], name="Læsehjælp"),
        card(2, [STEPS[1]], name="Skilsmissegruppe", contact="Bo"),
        card(3, [STEPS[1]], name="Natteravne"),
    ]
    new = [
        card(11, [STEPS[0]], name="Læsehjælp"),
        card(12, [STEPS[2]], name="Skilsmissegrupper"),
        card(13, [STEPS[1]], name="Digital café"),
    ]
    await _keeps(ada, "old", freeze(board(old, plan(date="2025-11-12"))))
    await _keeps(ada, "new", freeze(board(new)))
    return Compared(ada)


async def _keeps(ada: Ada, session_id: str, mapping: Mapping, version: int = 1, **more: Any) -> None:
    database = ada.site.parts.database
    if await lifecycle.find(database, session_id) is None:
        await lifecycle.create(database, setup(), session_id=session_id, facilitator_id="ada", now=START)
    body = report.canonical(mapping.model_copy(update={"version": version}))
    kept = tables.Mapping(
        session_id=session_id,
        version=version,
        digest=report.seal(body),
        frozen_at=START,
        title=mapping.session.title,
        body=body.decode(),
        **more,
    )
    await mappings.store(database, kept)


async def test_what_is_typed_anew_is_new_and_gone_until_somebody_says_what_is_the_same(
    compared: Compared,
) -> None:
    await compared.opens()
    compared.says(
        "3 nye tilbud og 3 udgåede. 0 er som før. 2 par er ikke afgjort.",
        "2 tilbud ligner hinanden. Sig først",
    )
    compared.says("Samme navn, samme fagområde, samme trin", "Næsten samme navn, samme fagområde")
    await compared.presses(same="c2 c12")
    compared.says("2 nye tilbud, 2 udgåede, 1 flyttet og 1 med andet indhold. 0 er som før.")
    compared.says("1 par er bekræftet")
    await compared.presses(same_named="yes")
    compared.says("1 nyt tilbud, 1 udgået, 1 flyttet og 1 med andet indhold. 1 er som før.")
    assert compared.offers == ["Digital café", "Natteravne", "Skilsmissegrupper"]
    compared.says("Skilsmissegruppe → Skilsmissegrupper", "Bo → tomt")


async def test_what_was_confirmed_can_be_taken_back_and_what_was_rejected_proposed_again(
    compared: Compared,
) -> None:
    await compared.presses(same="c2 c12")
    await compared.presses(apart="c2 c12")
    compared.says("3 nye tilbud og 3 udgåede", "1 par er ikke det samme")
    await compared.presses(forget="c2 c12")
    compared.says("2 tilbud ligner hinanden")
    turned = await Compared(compared.ada, "new/1", "old/1").presses(same="c12 c2")
    turned.says("1 par er bekræftet")
    await compared.opens()
    compared.says("1 par er bekræftet")


async def test_two_that_nothing_proposes_are_paired_by_hand(compared: Compared) -> None:
    await compared.presses(before="c3", after="c13")
    await compared.opens(show="changed")
    assert compared.offers == ["Digital café"]
    compared.says("Natteravne → Digital café")


async def test_the_table_shows_one_kind_or_all(compared: Compared) -> None:
    await compared.presses(same_named="yes")
    for shown, count in (("", 4), ("new", 2), ("gone", 2), ("same", 1), ("all", 5), ("nonsense", 4)):
        await compared.opens(show=shown)
        assert len(compared.offers) == count, shown


async def test_two_municipalities_have_nothing_new_or_gone(compared: Compared) -> None:
    other = freeze(board([card(11, [STEPS[1]], name="Læsehjælp")], plan(municipality="Roskilde Kommune")))
    await _keeps(compared.ada, "roskilde", other)
    page = await Compared(compared.ada, "old/1", "roskilde/1").presses(same_named="yes")
    await page.presses(same="c1 c11")
    page.says("2 tilbud kun i A og 1 på et andet trin. 0 er ens.", "Kun i A")


async def test_versions_come_first_in_the_list_then_the_same_municipality_and_the_earlier_stands_first(
    compared: Compared,
) -> None:
    await _keeps(compared.ada, "new", freeze(board([], plan(title="Rettet"))), version=2)
    await _keeps(
        compared.ada, "far", freeze(board([], plan(title="Langt væk", municipality="Ærø", date="2024-05-01")))
    )
    page = await compared.ada.browser.get("/mappings/new/1/compare")
    links = re.findall(r'class="row-title" href="(.*?)"', page.text)
    assert links == [
        "/mappings/new/1/compare/new/2",
        "/mappings/old/1/compare/new/1",
        "/mappings/far/1/compare/new/1",
    ]
    assert (await compared.ada.browser.get("/mappings/nowhere/1/compare")).status_code == 404


async def test_of_many_some_are_shown_and_the_others_are_searched_for(
    compared: Compared, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comparing, "SHOWN", 1)
    for session_id, title in (("west", "Vest"), ("east", "Øst")):
        far = plan(title=title, municipality="Ærø", date="2024-05-01")
        await _keeps(compared.ada, session_id, freeze(board([], far)))
    path = "/mappings/new/1/compare"
    compared.page = await compared.ada.browser.get(path)
    compared.says("Viser 1 af 3. Søg for at finde de andre.", "Samme kommune")
    compared.page = await compared.ada.browser.get(path, params={"q": "øst"})
    assert re.findall(r'class="row-title" href="(.*?)"', compared.page.text) == [
        "/mappings/east/1/compare/new/1"
    ]
    compared.page = await compared.ada.browser.get(path, params={"q": "findes ikke"})
    compared.says("Ingen kortlægning passer.")


async def test_a_pair_that_is_not_of_these_mappings_is_not_kept(compared: Compared) -> None:
    for fields in ({"same": "c1"}, {"same": "c1 c99"}, {"apart": "c1 c11 c12"}, {"before": "c1"}):
        assert (await compared.presses(**fields)).page.status_code == 404, fields
    await compared.opens()
    compared.says("2 tilbud ligner hinanden")


async def test_only_facilitators_compare(compared: Compared) -> None:
    stranger = compared.ada.site.browser()
    for path in (compared.path, "/mappings/old/1/compare"):
        assert (await stranger.get(path)).status_code == 403
    assert (await stranger.post(compared.path, data={"same": "c2 c12"})).status_code == 403
    await compared.opens()
    compared.says("2 tilbud ligner hinanden")


async def test_it_is_taken_away_in_every_format_with_what_people_said(compared: Compared) -> None:
    await compared.presses(same="c2 c12")
    begins = {"pdf": b"%PDF", "xlsx": b"PK", "svg": b"<svg", "json": b"{"}
    for file in FILES:
        made = await compared.ada.browser.get(f"{compared.path}/{file.address}")
        assert made.status_code == 200 and made.content.startswith(begins[file.suffix]), file.address
        assert made.headers["content-type"].startswith(file.media_type.partition(";")[0])
        assert ("content-disposition" in made.headers) is (file.suffix != "svg"), file.address
    kept = json.loads((await compared.ada.browser.get(f"{compared.path}/sammenligning.json")).content)["kept"]
    assert [(one["before"], one["after"]) for one in kept] == [("c2", "c12")]
    assert (await compared.ada.browser.get(f"{compared.path}/andet.pdf")).status_code == 404
    assert (await compared.ada.site.browser().get(f"{compared.path}/trappe.svg")).status_code == 403


async def test_next_years_offers_are_known_again_without_anybody_saying_so(ada: Ada) -> None:
    made = await ada.browser.post("/demo", data={"stage": "frozen"})
    first = made.url.path.rsplit("/", 1)[1]
    form = await ada.browser.get(f"/mappings/{first}/1/next")
    sent = dict(re.findall(r'<input [^>]*name="(\w+)" value="(.*?)"', form.text))
    began = await ada.browser.post(f"/mappings/{first}/1/next", data={**sent, "offers": "on"})
    ada.session_id = began.url.path.rsplit("/", 1)[1]
    async with ada.console() as console:
        withdrawn = await console.ask("withdraw_card", card_id="holbaek-1")
        assert withdrawn["type"] == "accepted", withdrawn
        assert (await console.ask("freeze"))["type"] == "accepted"
    page = await Compared(ada, f"{first}/1", f"{ada.session_id}/1").opens()
    page.says("1 udgået. 29 er som før.")
