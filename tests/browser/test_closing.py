"""What a phone does when the day goes on or the mapping is closed: told in words, nothing lost, nobody left behind."""

import pytest
from playwright.async_api import expect

from tests.browser.room import Room

pytestmark = pytest.mark.asyncio(loop_scope="session")

CARD = "Skilsmissegruppe 8-10 år"


async def test_a_form_in_which_nothing_was_written_follows_the_day_and_one_with_words_stays(
    room: Room,
) -> None:
    ada, ben, cleo = await room.ada(), await room.phone("Ben"), await room.phone("Cleo")
    invitation = await ada.makes_a_workshop()
    await ada.opens("Vi skriver tilbud")
    for phone in (ben, cleo):
        await phone.joins(invitation.code, area="PPR")
        await phone.begins_a_card()
    await cleo.field("name").fill(CARD)
    await ada.opens("Tak for i dag: hvem gør hvad")
    await expect(ben.page.get_by_role("heading", level=1)).to_have_text("Tak for i dag: hvem gør hvad")
    await expect(ben.field("name")).to_have_count(0)
    await expect(cleo.field("name")).to_have_value(CARD)


async def test_the_freeze_is_told_and_what_came_too_late_is_a_draft_again_when_it_is_opened(
    room: Room,
) -> None:
    ada, ben, cleo = await room.ada(), await room.phone("Ben"), await room.phone("Cleo")
    invitation = await ada.makes_a_workshop()
    await ada.opens("Vi skriver tilbud")
    for phone in (ben, cleo):
        await phone.joins(invitation.code, area="PPR")
        await phone.begins_a_card()
    await ben.goes_offline()
    await ben.fills_card(name=CARD)
    await ben.puts_it_forward()
    await ben.says_of(CARD, "Venter på forbindelse")
    await ada.freezes()
    # An empty form keeps nobody behind, and who does not see the page is told as well.
    said = cleo.page.locator('[aria-live="polite"]')
    await expect(said).to_contain_text("Kortlægningen er afsluttet og kan ikke ændres.")
    await expect(cleo.page.get_by_role("heading", level=1)).to_have_text("Tak for i dag")

    await ben.comes_back_online()
    await expect(ben.page.locator('[aria-live="polite"]')).to_contain_text(
        "kom ikke med, men er gemt på din telefon."
    )
    await ben.shows("1 tekst blev ikke lagt frem")
    await ben.shows("Kortlægningen blev afsluttet, før det kom med. Det er gemt på din telefon.")
    await ben.picture("too-late")
    link = ben.page.get_by_role("link", name="Se kortlægningen")
    await expect(link).to_have_attribute("href", f"/mappings/{invitation.session_id}/1")

    await ada.reopens()
    await ben.shows("Kortlægningen er åbnet igen. Det, du har skrevet, ligger her som kladde.")
    await ben.says_of(CARD, "Kladde")
    await ben.presses(f"Skriv videre: {CARD}")
    await ben.puts_it_forward()
    await ben.has_stored(CARD)
