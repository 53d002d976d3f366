"""Nothing written is lost, nothing counts twice: without a line, with a closed tab, with a server that is killed."""

import asyncio
import re
from collections import Counter

import pytest
from playwright.async_api import expect

from tests.browser.console import Console, Invitation
from tests.browser.phone import Phone
from tests.browser.room import Room

pytestmark = pytest.mark.asyncio(loop_scope="session")

CARD = "Skilsmissegruppe 8-10 år"
SECOND = "Mandecafé for fædre, som er alene med deres børn"


async def writing(room: Room) -> tuple[Console, Invitation]:
    """A workshop in which people write."""
    ada = await room.ada()
    invitation = await ada.makes_a_workshop()
    await ada.opens("Vi skriver tilbud")
    return ada, invitation


def names(ada: Console) -> Counter[str]:
    """The cards that stand on the board, as the console was told."""
    return Counter(card["name"] for card in ada.things("card").values())


async def test_a_card_written_without_a_line_survives_a_closed_tab_and_counts_once(room: Room) -> None:
    ada, invitation = await writing(room)
    ben = await room.phone("Ben")
    await ben.joins(invitation.code, area="Skole")
    await ben.goes_offline()
    await ben.shows("Skriv videre. Alt bliver på telefonen og sendes, når du er på igen.")
    await ben.begins_a_card()
    await ben.fills_card(name=CARD, description="Første linje\nAnden linje")
    await ben.puts_it_forward()
    await ben.says_of(CARD, "Venter på forbindelse")
    await ben.shows("1 kort venter.")

    closed = ben.page
    await ben.opens_a_tab()
    await closed.close()
    await ben.comes_back_online()
    assert CARD not in names(ada), "what was put forward without a line cannot have come yet"
    await ben.goes_to(f"/phone/{invitation.session_id}")
    await ben.has_stored(CARD)
    await ada.shows("1 kort")
    assert names(ada) == {CARD: 1}
    assert [card["description"] for card in ada.things("card").values()] == ["Første linje\nAnden linje"]


async def test_a_word_begun_without_a_line_is_there_when_the_phone_comes_back_through_the_front_page(
    room: Room,
) -> None:
    _, invitation = await writing(room)
    ben = await room.phone("Ben")
    await ben.joins(invitation.code, area="Skole")
    await ben.begins_a_card()
    await ben.goes_offline()
    await ben.field("name").press_sequentially(CARD[:12])
    await ben.page.close()

    await ben.comes_back_online()
    await ben.opens_a_tab()
    # The same phone coming back is the same person: no form to fill in.
    await ben.goes_to("/")
    await ben.types_code(invitation.code)
    await ben.is_in()
    await expect(ben.field("name")).to_have_value(CARD[:12])
    await ben.shows("Kladde. Ligger kun på din telefon")


async def test_what_was_written_too_late_waits_until_the_facilitator_opens_writing_again(room: Room) -> None:
    ada, invitation = await writing(room)
    ben = await room.phone("Ben")
    await ben.joins(invitation.code, area="Skole")
    await ben.begins_a_card()
    await ben.goes_offline()
    await ben.fills_card(name=CARD)
    await ben.puts_it_forward()
    await ada.opens("Tak for i dag: hvem gør hvad")
    await ben.comes_back_online()
    await ben.presses("Mine kort")
    await ben.says_of(CARD, re.compile("Venter: .*ikke lige nu"))
    assert not names(ada)

    await ada.opens("Vi skriver tilbud")
    await ben.has_stored(CARD)
    await ada.shows("1 kort")
    assert names(ada) == {CARD: 1}


async def test_changes_made_in_two_tabs_of_one_phone_are_one_persons(room: Room) -> None:
    ada, invitation = await writing(room)
    ben = await room.phone("Ben")
    await ben.joins(invitation.code, area="Skole")
    await ben.writes(CARD)
    first = ben.page
    await ben.opens_a_tab()
    await ben.goes_to(f"/phone/{invitation.session_id}")
    await ben.has_stored(CARD)
    await ben.writes(SECOND)
    second, ben.page = ben.page, first
    await ben.has_stored(CARD, SECOND)

    # What the one tab has begun lies on the phone, so the other has it too.
    await ben.begins_a_card()
    await ben.field("name").fill("Ungeguide")
    ben.page = second
    await ben.says_of("Ungeguide", "Kladde")
    await ben.presses("Skriv videre: Ungeguide")
    await ben.puts_it_forward()
    await ben.has_stored("Ungeguide")
    await ada.shows("3 kort")
    assert names(ada) == {CARD: 1, SECOND: 1, "Ungeguide": 1}
    await expect(ada.page.get_by_text("1 er med")).to_be_visible()


async def test_a_server_that_is_killed_while_cards_are_sent_loses_none_and_doubles_none(
    fragile_room: Room,
) -> None:
    room = fragile_room
    ada, invitation = await writing(room)
    wall = await room.wall()
    await wall.opens_up(invitation.wall_link)
    phones = {name: await room.phone(name) for name in ("Ben", "Cleo", "Dina")}
    for device in (ada, wall, *phones.values()):
        device.forgives("WebSocket connection to", "net::ERR_CONNECTION_REFUSED")
    for phone in phones.values():
        await phone.joins(invitation.code, area="PPR")

    written: Counter[str] = Counter()
    for turn in range(3):
        cards = {name: f"{CARD}, {name} {turn}" for name in phones}
        written.update(cards.values())
        for name, phone in phones.items():
            await phone.begins_a_card()
            await phone.fills_card(name=cards[name])
        # All three at once, and the plug is pulled at some moment in between, another one each time.
        sending = [asyncio.create_task(puts_forward(phone)) for phone in phones.values()]
        await sending[turn]
        room.server.kill()
        await asyncio.gather(*sending)
        await asyncio.to_thread(room.server.start)
        for name, phone in phones.items():
            await phone.has_stored(cards[name])

    await ada.shows(f"{written.total()} kort")
    await ada.has_everything_stored()
    assert names(ada) == written
    await expect(wall.page.get_by_role("row").filter(has_text="PPR")).to_contain_text("99")

    # The same for a server that is asked to stop, as when it is upgraded.
    await asyncio.to_thread(room.server.stop)
    ben = phones["Ben"]
    await ben.begins_a_card()
    await ben.fills_card(name=SECOND)
    await ben.puts_it_forward()
    await ben.says_of(SECOND, "Venter på forbindelse")
    await ada.shows(re.compile("Ingen forbindelse siden"))
    await wall.shows(re.compile(r"Skærmen er fra kl\."))
    await asyncio.to_thread(room.server.start)
    await ben.has_stored(SECOND)
    await ada.shows("10 kort")
    assert names(ada) == written + Counter([SECOND])
    await wall.shows_no(re.compile(r"Skærmen er fra kl\."))


async def puts_forward(phone: Phone) -> None:
    """Press the button, and wait until the list shows that it is under way, or more."""
    await phone.puts_it_forward()
    await expect(phone.page.get_by_role("tab", name="Mine")).to_be_visible()
