"""Mistakes, misuse and bad luck: each gets a clear answer in the user's language, and nothing is lost."""

import asyncio
import re
import time

import pytest
from playwright.async_api import expect

from sessions import lifecycle
from sessions.database import Database
from tests.browser.console import Console, Invitation
from tests.browser.phone import Phone
from tests.browser.room import Room

pytestmark = pytest.mark.asyncio(loop_scope="session")

CARD = "Skilsmissegruppe 8-10 år"


async def writing(room: Room) -> tuple[Console, Phone, Invitation]:
    """A workshop in which Ben writes."""
    ada, ben = await room.ada(), await room.phone("Ben")
    invitation = await ada.makes_a_workshop()
    await ada.opens("Vi skriver tilbud")
    await ben.joins(invitation.code, area="Skole")
    await ben.begins_a_card()
    return ada, ben, invitation


async def test_a_code_that_leads_nowhere_says_so_and_keeps_what_was_typed(room: Room) -> None:
    ben = await room.phone("Ben")
    ben.forgives("status of 4(04|10|22)")
    await ben.goes_to("/")
    for typed, sentence in {
        "": "Skriv koden, der står på skærmen.",
        "hej": "En kode har seks tegn, for eksempel KVX 4T7.",
        "XXX777": "Der er ingen workshop med den kode.",
    }.items():
        await ben.types_code(typed)
        await ben.shows(sentence)
        field = ben.page.get_by_label("Koden på skærmen")
        await expect(field).to_have_value(typed)
        await expect(field).to_have_accessible_description(re.compile(re.escape(sentence)))


async def test_the_code_of_a_workshop_that_is_over_says_that_it_is_over(room: Room) -> None:
    ada, ben = await room.ada(), await room.phone("Ben")
    ben.forgives("status of 410")
    invitation = await ada.makes_a_workshop()
    database = Database(f"sqlite+aiosqlite:///{room.server.data / 'tilbudstrappen.db'}")
    await lifecycle.archive(database, invitation.session_id, time.time_ns() // 1_000_000)
    await database.close()

    await ben.goes_to("/")
    await ben.types_code(invitation.code)
    await ben.shows("Den workshop er slut.")
    await ben.goes_to(invitation.qr_link)
    await ben.shows("Den workshop er slut.")


async def test_one_cannot_come_in_without_saying_where_one_works(room: Room) -> None:
    ada, ben = await room.ada(), await room.phone("Ben")
    ben.forgives("status of 4")
    invitation = await ada.makes_a_workshop()
    await ben.goes_to(invitation.qr_link)
    # A browser that does not check the form itself.
    await ben.page.locator("form").first.evaluate("(form) => form.setAttribute('novalidate', '')")
    await ben.page.get_by_label("Dit navn").fill("Ben")
    await ben.presses("Gå ind")
    await ben.shows(re.compile("[Vv]ælg"))
    await expect(ben.page.get_by_label("Dit navn")).to_have_value("Ben")


async def test_a_card_without_a_name_is_not_sent_and_the_field_says_why(room: Room) -> None:
    ada, ben, _ = await writing(room)
    await ben.fills_card(target_group="Børn i skilsmisse")
    await ben.puts_it_forward()
    name = ben.field("name")
    await expect(name).to_have_attribute("aria-invalid", "true")
    await expect(name).to_have_accessible_description("Skriv, hvad tilbuddet hedder.")
    await expect(name).to_be_focused()
    await ben.fills_card(name=CARD)
    await expect(name).not_to_have_attribute("aria-invalid", "true")
    await ben.puts_it_forward()
    await ben.has_stored(CARD)
    await ada.shows("1 kort")


async def test_a_text_of_5000_signs_is_kept_and_never_cut(room: Room) -> None:
    ada, ben, _ = await writing(room)
    long = "æøå " * 1250
    await ben.fills_card(name=CARD, description=long)
    await ben.puts_it_forward()
    await ben.shows("Teksten er 999 tegn for lang.")
    await expect(ben.field("description")).to_have_value(long)
    assert not [sent for sent in ben.sent if "add_card" in sent], "it would only be refused"
    await ben.fills_card(description=long[:4000])
    await ben.puts_it_forward()
    await ben.has_stored(CARD)
    await ada.shows("1 kort")
    assert [len(card["description"]) for card in ada.things("card").values()] == [3999]


async def test_what_looks_like_a_personal_number_stays_on_the_phone(room: Room) -> None:
    ada, ben, _ = await writing(room)
    await ben.fills_card(name="Støtte til Emma 010203-1234")
    await ben.puts_it_forward()
    await ben.shows("Det ligner et CPR-nummer.")
    assert not [sent for sent in ben.sent if "010203" in sent]
    assert not ada.was_sent("010203")


async def test_typed_signs_are_text_everywhere(room: Room) -> None:
    ada, ben, invitation = await writing(room)
    wall = await room.wall()
    await wall.opens_up(invitation.wall_link)
    nasty = """<img src=x onerror="document.title='bad'"> & {{ 7*7 }} ${7*7} 👩‍👩‍👧 שלום"""
    await ben.writes(nasty)
    await ada.opens("Vi placerer tilbud på trappen")
    await ada.places_by_key(nasty, 1)
    for screen in (ada, wall, ben):
        await screen.shows(nasty)
        assert await screen.page.title() != "bad"


async def test_a_page_that_slept_through_the_freeze_keeps_the_draft_and_says_what_to_do(room: Room) -> None:
    ada, ben, _ = await writing(room)
    await ben.writes("Ungeguide")
    await ben.begins_a_card()
    await ben.goes_offline()
    await ben.shows("Ingen forbindelse")
    await ben.fills_card(name=CARD, contact="Familiehuset")
    await ben.puts_it_forward()
    await ada.freezes()
    await ben.comes_back_online()
    await ben.shows(re.compile("^1 .*blev ikke lagt frem"))
    await ben.shows(re.compile(f"{CARD}\\s+.*Familiehuset", re.DOTALL))
    await ben.shows("Kortlægningen er afsluttet og kan ikke ændres.")
    assert CARD not in {card["name"] for card in ada.things("card").values()}


async def test_a_participant_who_opens_the_facilitators_addresses_sees_only_that_they_are_not_hers(
    room: Room,
) -> None:
    _, ben, invitation = await writing(room)
    ben.forgives("status of 403")
    for path in (
        f"/console/{invitation.session_id}",
        f"/people/{invitation.session_id}",
        "/mappings",
        "/workshops",
        "/workshops/new",
    ):
        await ben.goes_to(path)
        await ben.shows("Siden er for facilitatorer")
    heard = len(ben.frames)
    await ben.goes_to("/")
    told = await ben.page.evaluate(
        """(path) => new Promise((done) => {
            const socket = new WebSocket(path);
            socket.onmessage = () => done("it speaks");
            socket.onclose = ({ code }) => done(code);
        })""",
        f"ws://127.0.0.1:{room.server.port}/live/1/{invitation.session_id}/facilitator",
    )
    assert told in (4401, 4403)
    assert len(ben.frames) == heard


async def test_an_address_that_does_not_exist_leads_back(room: Room) -> None:
    ben = await room.phone("Ben")
    ben.forgives("status of 40[34]")
    for path in ("/nothing", "/mappings/unknown", "/wall/unknown", "/q/unknown"):
        await ben.goes_to(path)
        await expect(ben.page.get_by_role("heading", level=1)).to_be_visible()
        assert "Traceback" not in await ben.page.content()
    await ben.goes_to("/nothing")
    await ben.page.get_by_role("link", name="Til forsiden").click()
    await ben.shows("Koden på skærmen")


async def test_two_facilitators_at_once_see_and_undo_each_others_doings(room: Room) -> None:
    ada, ben, invitation = await writing(room)
    bo = await room.ada(name="Bo")
    await bo.goes_to(f"/console/{invitation.session_id}")
    await bo.sees_the_console()
    await ben.writes(CARD)
    await ben.writes("Ungeguide")
    await ada.opens("Vi placerer tilbud på trappen")
    await bo.is_at("Vi placerer tilbud på trappen")

    # Both take a card at the same moment, then both press undo.
    await asyncio.gather(ada.presses_number(CARD, 1), bo.presses_number("Ungeguide", 2))
    for screen in (ada, bo):
        await screen.shows_on_step(1, CARD)
        await screen.shows_on_step(2, "Ungeguide")
    await bo.undoes()
    await expect(ada.page.get_by_role("tab", name="Ikke placeret 1")).to_be_visible()
    await ada.undoes()
    for screen in (ada, bo):
        await expect(screen.page.get_by_role("tab", name="Ikke placeret 2")).to_be_visible()

    # The one writes on a card while the other withdraws it: what was written is refused, not lost.
    await ada.turns_to("Ikke placeret")
    await ada.page.get_by_role("tabpanel").get_by_role("button", name=CARD).first.click()
    target_group = ada.page.get_by_role("dialog").get_by_label("Målgruppe")
    await target_group.fill("Børn i skilsmisse")
    await bo.turns_to("Ikke placeret")
    await bo.page.get_by_role("tabpanel").get_by_role("button", name=CARD).first.click()
    await bo.page.get_by_role("dialog").get_by_role("button", name="Træk kortet tilbage").click()
    await ada.shows("Kortet er trukket tilbage.")
    await expect(target_group).to_have_value("Børn i skilsmisse")
