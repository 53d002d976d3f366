"""The day after: what was frozen is tidied up with keys, and becomes a version that says itself what was done."""

import pytest
from playwright.async_api import expect

from tests.browser.room import Room

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_mapping_is_tidied_up_and_the_next_version_says_how(room: Room) -> None:
    ada, wall = await room.ada(), await room.wall()
    invitation = await ada.makes_a_demo("frozen")
    await wall.goes_to(invitation.wall_link)
    await ada.goes_to(f"/mappings/{invitation.session_id}/1")
    # As where the console's choice was made.
    await ada.page.evaluate("localStorage.setItem('trappe-letter-keys', 'off')")
    await ada.page.get_by_role("link", name="Ryd op", exact=True).click()
    await ada.presses("Begynd at rydde op")

    # A name is put right from the list, by keys alone: stored when the field is left.
    listed = (
        ada.page.get_by_role("region", name="Tilbud", exact=True)
        .get_by_role("listitem")
        .get_by_role("button")
    )
    form = ada.page.locator(".tidy-form")
    changes = ada.page.get_by_role("region", name="Ændret siden version 1")
    await expect(listed.first).to_be_visible()
    names = await listed.locator(".tidy-row__name").all_text_contents()
    first, second = names[0], names[1]
    await listed.first.press("Enter")
    name = form.get_by_label("Hvad hedder tilbuddet?")
    await expect(name).to_be_focused()
    await name.fill("Åben rådgivning for unge")
    await name.press("Escape")
    await expect(listed.first).to_be_focused()
    await expect(listed.first).to_contain_text("rettet")
    await expect(form.get_by_role("button", name="Tag tilbage: Hvad hedder tilbuddet?")).to_be_visible()
    await expect(changes).to_contain_text(first)
    await ada.picture("tidy-renamed")

    # Two are one: citizens may be shown it where they might be shown both.
    await form.get_by_label("Må vises for borgere").check()
    await ada.presses("Læg sammen med et andet")
    dialog = ada.page.get_by_role("dialog")
    await dialog.get_by_role("searchbox").fill(second)
    await dialog.get_by_role("button", name=second).first.click()
    shown = dialog.get_by_role("group", name="Må vises for borgere")
    await expect(shown.get_by_role("radio", name="Nej")).to_be_checked()
    await ada.picture("tidy-merge")
    await dialog.get_by_role("button", name="Læg sammen", exact=True).click()
    await expect(changes).to_contain_text("nu en del af “Åben rådgivning for unge”")

    # One was forgotten.
    await ada.presses("Tilføj et glemt tilbud")
    await dialog.get_by_label("Hvad hedder tilbuddet?").fill("Ungdomsklubben")
    await dialog.get_by_label("Fagområde").select_option(index=1)
    await dialog.get_by_label("Hvem fortalte om det?").fill("Fritid, leder")
    await dialog.get_by_label("Hvorfor kommer det med nu?").fill("Om 010114-1234")
    await dialog.get_by_role("button", name="Tilføj").click()
    await expect(dialog).to_contain_text("Det ligner et CPR-nummer")
    await dialog.get_by_label("Hvorfor kommer det med nu?").fill("Klubberne var ikke med")
    await dialog.get_by_role("button", name="Tilføj").click()
    await expect(changes).to_contain_text("Fritid, leder · Klubberne var ikke med")
    await expect(changes).to_contain_text("3 ændringer kommer til at stå i version 2")
    await ada.picture("tidy-three")

    # Undone and redone by keys as in the console. A letter alone does nothing for those who have turned that off.
    await listed.first.press("z")
    await listed.first.press("Control+z")
    await expect(changes).to_contain_text("2 ændringer kommer til at stå i version 2")
    await listed.first.press("Control+Shift+Z")
    await expect(changes).to_contain_text("3 ændringer kommer til at stå i version 2")

    # On a small screen the form takes the place of the list, and gives it back.
    laptop = ada.page.viewport_size
    await ada.page.set_viewport_size({"width": 390, "height": 844})
    await ada.presses("Til listen")
    await listed.first.click()
    await expect(form.get_by_role("heading", level=2)).to_be_focused()
    await expect(form.get_by_role("heading", level=2)).to_be_in_viewport()
    await expect(listed).to_have_count(0)
    await ada.picture("tidy-small")
    await changes.get_by_role("button", name="Åben rådgivning for unge").click()
    await expect(form.get_by_role("heading", level=2)).to_be_focused()
    await ada.presses("Til listen")
    await expect(listed.first).to_be_focused()
    await ada.page.set_viewport_size(laptop)

    assert not wall.was_sent("Åben rådgivning for unge") and not wall.was_sent("Ungdomsklubben")
    await changes.get_by_label("Bemærkning").fill("Ryddet op efter dagen")
    await changes.get_by_role("button", name="Gem som version 2").click()
    await dialog.get_by_label("Skriv ikke, hvad der stod før").check()
    await ada.picture("tidy-save")
    await dialog.get_by_role("button", name="Gem som version 2").click()
    await ada.page.wait_for_url("**/2")
    said = ada.page.get_by_role("region", name="Versioner")
    for words in ("Ryddet op efter dagen", "Åben rådgivning for unge", "Ungdomsklubben"):
        await expect(said).to_contain_text(words)
    await expect(said.get_by_role("insertion")).not_to_have_count(0)
    await expect(said.get_by_role("deletion")).to_have_count(0)  # as was ticked
    await said.scroll_into_view_if_needed()
    await ada.picture("tidy-version")
