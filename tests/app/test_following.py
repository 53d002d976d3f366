"""The next workshop, begun from a mapping: plan and offers come along, the mapping stays as it is."""

import html
import re
from datetime import date
from unittest.mock import AsyncMock

import pytest

from board.state import Origin
from exports.report import load
from exports.words import translator
from sessions import lifecycle, mappings, revisions
from sessions.working_days import is_working_day, next_year, working_day
from tests.app.site import Ada


@pytest.fixture
async def frozen(ada: Ada) -> Ada:
    """A demo workshop that is over."""
    made = await ada.browser.post("/demo", data={"stage": "frozen"})
    ada.session_id = made.url.path.rsplit("/", 1)[1]
    return ada


async def fields(ada: Ada, **changes: str) -> dict[str, str]:
    """What the form holds, as a browser would send it."""
    page = await ada.browser.get(f"/mappings/{ada.session_id}/1/next")
    assert page.status_code == 200, page.text
    found = re.findall(r'<input [^>]*name="(\w+)" value="(.*?)"', page.text)
    return {name: html.unescape(value) for name, value in found} | {"offers": "on"} | changes


async def test_plan_and_offers_are_there_from_the_first_moment_each_offer_with_its_id(frozen: Ada) -> None:
    sent = await fields(frozen)
    console = await frozen.browser.post(f"/mappings/{frozen.session_id}/1/next", data=sent)
    made_id = console.url.path.rsplit("/", 1)[1]
    assert console.url.path == f"/console/{sent['made_id']}"
    parts = frozen.site.parts
    before, after = [(await parts.hub.room(one)).board for one in (frozen.session_id, made_id)]
    for field in ("steps", "areas", "purpose", "end_product", "process", "law", "municipality"):
        assert getattr(after.setup, field) == getattr(before.setup, field), field
    assert [stage.stage_id for stage in after.setup.agenda] == [
        stage.stage_id for stage in before.setup.agenda
    ]
    assert (after.setup.upkeep.owner, after.setup.upkeep.next_date) == (before.setup.upkeep.owner, "")
    assert after.stage.kind == "preparation"
    kept = await mappings.get(parts.database, frozen.session_id, 1)
    assert kept is not None
    offers = load(kept.body).offers
    assert {card.card_id: (card.offer.name, card.placement.step_id) for card in after.cards.values()} == {
        offer.offer_id: (offer.name, offer.step_id) for offer in offers
    }
    assert all(card.known and not card.confirmed for card in after.cards.values())
    assert {card.card_id: card.origins for card in after.cards.values()} == {
        card_id: (Origin(session_id=frozen.session_id, version=1, offer_id=card_id),)
        for card_id in after.cards
    }
    day = translator("da").day(before.setup.date)
    assert {card.source for card in after.cards.values()} == {f"Demo: tilbud i Holbæk, {day}, version 1"}
    assert not (after.findings or after.actions or after.people)


async def test_pressed_twice_it_is_one_workshop_and_without_the_offers_its_board_is_empty(
    frozen: Ada,
) -> None:
    sent = await fields(frozen, title="Næste gang")
    del sent["offers"]
    path = f"/mappings/{frozen.session_id}/1/next"
    first, second = [await frozen.browser.post(path, data=sent) for _ in range(2)]
    assert first.url == second.url
    named = [
        session
        for session in await lifecycle.all_sessions(frozen.site.parts.database)
        if session.title == "Næste gang"
    ]
    assert len(named) == 1
    assert not (await frozen.site.parts.hub.room(sent["made_id"])).board.cards


async def reminder(ada: Ada) -> tuple[str, str, int]:
    """The day that the reminder was moved to, the workshop by which it was begun, how often it was spoken of."""
    said = (await revisions.of(ada.site.parts.database, [ada.session_id]))[ada.session_id]
    return said.next_date, said.followed_by, said.times


async def test_the_workshop_and_that_the_update_was_begun_are_kept_together_and_said_once(
    frozen: Ada, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent, path = await fields(frozen), f"/mappings/{frozen.session_id}/1/next"
    with monkeypatch.context() as patch:
        patch.setattr(revisions, "begun", AsyncMock(side_effect=RuntimeError("power failure")))
        assert (await frozen.browser.post(path, data=sent)).status_code == 500
    assert await lifecycle.find(frozen.site.parts.database, sent["made_id"]) is None
    await frozen.browser.post(path, data=sent)
    assert await reminder(frozen) == ("", sent["made_id"], 1)
    await frozen.browser.post(
        f"/sessions/{frozen.session_id}/revision", data={"do": "move", "day": "2099-01-01"}
    )
    await frozen.browser.post(path, data=sent)
    assert await reminder(frozen) == ("2099-01-01", "", 2), "pressed again nothing new is said"


async def test_begun_from_an_older_version_the_reminder_of_the_newest_stays(frozen: Ada) -> None:
    async with frozen.console() as console:
        for command in ("reopen", "freeze"):
            assert (await console.ask(command))["type"] == "accepted"
    await frozen.browser.post(
        f"/sessions/{frozen.session_id}/revision", data={"do": "move", "day": "2099-01-01"}
    )
    await frozen.browser.post(f"/mappings/{frozen.session_id}/1/next", data=await fields(frozen))
    assert await reminder(frozen) == ("2099-01-01", "", 1)
    sent = await fields(frozen)
    await frozen.browser.post(f"/mappings/{frozen.session_id}/2/next", data=sent)
    assert await reminder(frozen) == ("", sent["made_id"], 2)


async def test_it_is_the_plan_of_that_version_whatever_was_changed_since(frozen: Ada) -> None:
    async with frozen.console() as console:
        await console.ask("reopen")
        changed = await console.ask(
            "change_setup", changes={"municipality": "Andre Kommune"}, seen={"municipality": "Holbæk Kommune"}
        )
        assert changed["type"] == "accepted"
    sent = await fields(frozen)
    await frozen.browser.post(f"/mappings/{frozen.session_id}/1/next", data=sent)
    made = (await frozen.site.parts.hub.room(sent["made_id"])).board
    assert made.setup.municipality == "Holbæk Kommune"


async def test_what_is_wrong_is_told_and_nothing_is_made(frozen: Ada) -> None:
    sent = await fields(frozen)
    for field, typed, told in (
        ("title", " ", "Skriv, hvad workshoppen hedder."),
        ("date", "2027-02-30", "Vælg den dag, workshoppen holdes."),
        ("title", "Om 010114-1234", "CPR-nummer"),
    ):
        page = await frozen.browser.post(f"/mappings/{frozen.session_id}/1/next", data=sent | {field: typed})
        assert page.status_code == 422
        assert told in html.unescape(page.text)
        assert sent["made_id"] in page.text
    assert await lifecycle.find(frozen.site.parts.database, sent["made_id"]) is None


async def test_only_who_makes_workshops_begins_one_and_only_from_what_there_is(frozen: Ada) -> None:
    sent = await fields(frozen)
    path = f"/mappings/{frozen.session_id}/1/next"
    stranger = frozen.site.browser()
    assert (await stranger.get(path)).status_code == 403
    assert (await stranger.post(path, data=sent)).status_code == 403
    assert (await frozen.browser.get(f"/mappings/{frozen.session_id}/2/next")).status_code == 404
    assert (await frozen.browser.post(path, data=sent | {"made_id": "x"})).status_code == 404


def test_a_year_later_is_the_same_weekday_and_never_a_day_on_which_people_are_off() -> None:
    held, today = date(2026, 11, 24), date(2026, 11, 25)
    assert next_year(held, today) == date(2027, 11, 23)
    assert next_year(date(2021, 3, 2), today) == date(2027, 2, 23)
    assert next_year(date(9999, 12, 31), today) == date(2027, 11, 24)
    off = ["2027-03-25", "2027-03-26", "2027-03-29", "2027-05-06", "2027-05-07", "2027-05-17", "2026-12-24"]
    assert not any(is_working_day(date.fromisoformat(day)) for day in off)
    assert working_day(date(2027, 3, 25)) == date(2027, 3, 30)
    assert working_day(date(2026, 12, 24)) == date(2026, 12, 28)
