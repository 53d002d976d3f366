"""A whole workshop, with a facilitator, a projector and three phones at once: from the sign-in link to version two."""

import asyncio
import re
from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.browser.console import Console
from tests.browser.phone import Phone
from tests.browser.room import Room
from tests.browser.takeaway import takes_everything_home
from tests.browser.wall import Wall
from tests.exports.pdf_reading import squeezed

pytestmark = pytest.mark.asyncio(loop_scope="session")

GROUP = "Skilsmissegruppe 8-10 år"
EVERY_FIELD = {
    "target_group": "Børn, hvis forældre er gået fra hinanden",
    "reach": "gruppe",
    "organisational_unit": "Familiehuset på Ågade",
    "age_span": "8-10 år",
    "group_size": "6 børn",
    "duration": "10 gange à 1½ time",
    "access_route": "self_referral",
    "legal_basis": "Serviceloven § 11, stk. 3",
    "contact": "Familiehuset, tlf. 72 36 00 00",
    "description": "To voksne og en fast plan.\nForældrene er med første og sidste gang.",
}
READING = "Læsehjælp & sprogcafé"
COUNSEL = "Åben rådgivning <til alle>"
DENTIST = "Tandpleje med ekstra tid"
WALK = "Gåture med hund, når man ikke kan holde ud at være i klassen, og ingen andre i skolen kan nå én"
LATE = "Familieværksted om lørdagen"


async def test_a_workshop_runs_from_the_sign_in_link_to_a_second_version(room: Room, tmp_path: Path) -> None:
    ada, wall = await room.ada(signed_in=False), await room.wall()
    ben, cleo, dina = [await room.phone(name) for name in ("Ben", "Cleo", "Dina")]

    await they_come_in(room, ada, wall, ben, cleo, dina)
    await they_write(ada, wall, ben, cleo, dina)
    await they_place(ada, wall, ben, cleo, dina)
    await they_go_back_and_forward(ada, wall, ben)
    await they_reflect_and_agree(ada, wall, ben, cleo)
    await they_finish(ada, wall, ben, tmp_path)


async def they_come_in(room: Room, ada: Console, wall: Wall, ben: Phone, cleo: Phone, dina: Phone) -> None:
    await ada.signs_in(await asyncio.to_thread(room.server.new_sign_in_link))
    invitation = await ada.makes_a_workshop("Børn og unge 0-18 år")
    await wall.opens_up(invitation.wall_link)
    await ada.goes_on("Byd velkommen", "Velkomst og rammesætning")
    await wall.shows_the("welcome")
    await wall.shows(invitation.code)

    await cleo.is_slow()
    await asyncio.gather(
        ben.joins(invitation.code.lower().replace(" ", ""), area="Skole", name="Ben"),
        cleo.joins_by_qr(invitation.qr_link, area="Dagtilbud"),
        dina.joins(invitation.code, area="Skole", name="Dina"),
    )
    for area in ("Skole", "Dagtilbud"):
        await expect(wall.page.get_by_role("listitem").filter(has_text=area)).to_contain_text("er her")
    await ada.shows("3 er med")
    await ada.presses("Vis navne")
    await ada.shows(re.compile("Ben, Dina|Dina, Ben"))
    for screen in (wall, cleo):
        assert not screen.was_sent("Dina"), "names are for the facilitator alone"


async def they_write(ada: Console, wall: Wall, ben: Phone, cleo: Phone, dina: Phone) -> None:
    await ada.opens("Vi skriver tilbud")
    await wall.shows_the("writing")
    await asyncio.gather(
        ben.writes(GROUP, **EVERY_FIELD),
        cleo.writes(READING, organisational_unit="Børnehuset"),
        reloads_in_mid_word(dina),
    )
    # Ben loses the line, writes on, and comes back.
    await ben.goes_offline()
    await ben.shows("Ingen forbindelse")
    await ben.begins_a_card()
    await expect(ben.field("organisational_unit")).to_have_value(EVERY_FIELD["organisational_unit"])
    await ben.fills_card(name=COUNSEL)
    await ben.puts_it_forward()
    await ben.says_of(COUNSEL, "Venter på forbindelse")
    await ben.comes_back_online()
    await ben.has_stored(COUNSEL)
    await ben.shows_no("Ingen forbindelse")
    await cleo.writes(DENTIST)

    await expect(wall.page.get_by_role("row").filter(has_text="Skole")).to_contain_text("33")
    await ada.shows("5 kort")
    await ben.turns_to("Bordets")
    await expect(ben.row(WALK)).to_be_visible()
    # What was sent is what counts, not what is shown.
    texts = [GROUP, READING, COUNSEL, DENTIST, WALK, *EVERY_FIELD.values()]
    long_texts = [text for text in texts if len(text) > 10]
    assert not [text for text in long_texts if wall.was_sent(text)]
    assert not [text for text in (GROUP, COUNSEL, WALK, EVERY_FIELD["contact"]) if cleo.was_sent(text)]
    assert not [text for text in (READING, DENTIST, "Børnehuset") if ben.was_sent(text)]
    assert all(ada.was_sent(text) for text in long_texts)


async def reloads_in_mid_word(dina: Phone) -> None:
    await dina.begins_a_card()
    await dina.field("name").press_sequentially(WALK[:20])
    await dina.page.reload()
    await expect(dina.field("name")).to_have_value(WALK[:20])
    await dina.shows("Kladde. Ligger kun på din telefon")
    await dina.field("name").press_sequentially(WALK[20:])
    await dina.puts_it_forward()
    await dina.has_stored(WALK)


async def they_place(ada: Console, wall: Wall, ben: Phone, cleo: Phone, dina: Phone) -> None:
    await ada.goes_on("Start placering", "Vi placerer tilbud på trappen")
    await wall.shows_the("staircase")
    await expect(wall.card(READING)).to_be_visible()

    await ben.turns_to("Bordets")
    await ben.places(GROUP, 2, 3)
    await ada.places_by_key(READING, 1)
    await ada.drags(DENTIST, to_step=3)
    await wall.drags(COUNSEL, to_step=1)
    for screen in (wall, ada):
        await screen.shows_on_step(2, GROUP)
        await screen.shows_on_step(1, READING)
        await screen.shows_on_step(3, DENTIST)
        await screen.shows_on_step(1, COUNSEL)
    await wall.shows("1 kort er ikke placeret")

    # Three people take the same card at the same moment: it ends in one place, the same for all.
    await dina.turns_to("Bordets")
    await asyncio.gather(
        taken(ben, WALK, 4),
        taken(dina, WALK, 5),
        ada.presses_number(WALK, 6),
    )
    await wall.shows_no("ikke placeret")
    await ada.has_everything_stored()
    await all_agree_on(WALK, ada, wall, ben, cleo, dina)


async def taken(phone: Phone, name: str, number: int) -> None:
    """As `places`, but somebody else may have the last word."""
    await phone.page.get_by_role("button", name=f"Flyt: {name}", exact=True).click()
    sheet = phone.page.get_by_role("dialog")
    await sheet.get_by_role("listitem").get_by_role("button").nth(-number).click()
    await sheet.get_by_role("button", name=f"Flyt til trin {number}", exact=True).click()
    await expect(sheet).to_have_count(0)
    await expect(phone.row(name)).not_to_contain_text("Flytter")


async def all_agree_on(name: str, *devices: Console | Wall | Phone) -> None:
    """Wait until all have heard the same number; then everybody has the card in the same place."""
    newest = max(device.number() for device in devices)
    for device in devices:
        await device.has_heard(newest)
    places = {
        (card["step_id"], card["rank"])
        for device in devices
        for card in device.things("card").values()
        if card["name"] == name
    }
    assert len(places) == 1, places


async def they_go_back_and_forward(ada: Console, wall: Wall, ben: Phone) -> None:
    await ada.presses("Tilbage til at skrive")
    await ada.page.get_by_role("dialog").get_by_role("button", name="Tilbage til at skrive").click()
    await wall.shows_the("writing")
    assert not wall.things("card"), "what is hidden again has left the wall's picture"
    await expect(ben.page.get_by_role("button", name="Flyt: ")).to_have_count(0)
    await ben.turns_to("Mine")
    await ben.page.get_by_role("button", name=f"Ret: {GROUP}").click()
    await ben.fills_card(duration="12 gange à 1½ time")
    await ben.presses("Gem rettelserne")
    await ben.has_stored(GROUP)
    await ada.goes_on("Start placering", "Vi placerer tilbud på trappen")
    await wall.shows_on_step(2, GROUP)
    await wall.shows_on_step(3, DENTIST)


async def they_reflect_and_agree(ada: Console, wall: Wall, ben: Phone, cleo: Phone) -> None:
    await ada.goes_on("Start præsentation", "Vi præsenterer for hinanden")
    await ada.card(GROUP).click()
    await ada.presses("Vis på skærmen")
    await wall.shows_the("presenting")
    await wall.shows(EVERY_FIELD["contact"])
    await cleo.shows(EVERY_FIELD["target_group"])

    await ada.goes_on("Start refleksion", "Fælles refleksion")
    await wall.shows_the("reflection")
    await ada.notes("Overlap", "Begge tager imod alle", cards=(READING, COUNSEL))
    await ben.presses("Skriv, hvad I ser")
    await ben.chooses("Mangel")
    await ben.page.get_by_role("textbox", name="Med jeres ord").fill("Skolevægring i udskolingen")
    await ben.page.get_by_role("combobox").select_option(label="2 Forebyggende indsatser")
    await ben.presses("Læg det frem")
    for screen in (wall, ada, cleo):
        await screen.shows("Skolevægring i udskolingen")
        await screen.shows("Begge tager imod alle")

    await ada.goes_on("Start afrunding", "Tak for i dag: hvem gør hvad")
    await ada.agrees("Samle skolernes egne tilbud", who="Ida og Karen", due="2026-12-06")
    for screen in (wall, ben):
        await screen.shows("Samle skolernes egne tilbud")
        await screen.shows("Ida og Karen")


async def they_finish(ada: Console, wall: Wall, ben: Phone, folder: Path) -> None:
    await ada.freezes()
    await wall.shows_the("frozen")
    await ben.shows("Tak for i dag")
    await ada.page.get_by_role("link", name="Se kortlægningen").click()
    await expect(ada.page.get_by_role("heading", name="Børn og unge 0-18 år")).to_be_visible()
    # The staircase as a picture, and the same content as a table.
    await ada.shows_on_step(2, GROUP)
    table = ada.page.get_by_role("table").filter(has_text="Målgruppe")
    await expect(table.get_by_role("row").filter(has_text=READING)).to_contain_text("Børnehuset")
    await ada.picture("mapping")

    first = await takes_everything_home(ada, folder)
    first.bears("Børn og unge 0-18 år", 1)
    mapping = first.mapping()
    offers = {offer["name"]: offer for offer in mapping["offers"]}
    assert set(offers) == {GROUP, READING, COUNSEL, DENTIST, WALK}
    expected = {**EVERY_FIELD, "duration": "12 gange à 1½ time"}
    assert {name: offers[GROUP][name] for name in expected} == expected
    assert [finding["form"] for finding in mapping["findings"]] == ["overlap", "gap"]
    assert [action["who"] for action in mapping["actions"]] == ["Ida og Karen"]
    held = [stage["kind"] for stage in mapping["agenda"]]
    assert held[2:] == ["writing", "placing", "writing", "placing", "presenting", "reflection", "wrapup"]
    rows = {row["Navn på tilbud"]: row for row in first.rows("Tilbud")}
    assert rows[GROUP]["Beskrivelse"] == EVERY_FIELD["description"]
    assert rows[GROUP]["Alle trin"] == "2, 3"
    assert [row["Hvem"] for row in first.rows("Aftaler")] == ["Ida og Karen"]
    for name in offers:
        assert squeezed(name) in first.pdf_text()
        assert squeezed(name) in first.svg_text()

    # A correction is a new version, and the first one stays as it was.
    await ada.page.get_by_role("link", name="Til konsollen").click()
    await ada.reopens()
    await ada.opens("Vi skriver tilbud")
    await ben.writes(LATE)
    await ada.freezes()
    await ada.page.get_by_role("link", name="Se kortlægningen").click()
    await ada.shows("version 2 af 2")
    second = await takes_everything_home(ada, folder)
    second.bears("Børn og unge 0-18 år", 2)
    assert {offer["name"] for offer in second.mapping()["offers"]} == {*offers, LATE}
    assert second.digest != first.digest
    await ada.page.get_by_role("link", name="Version 1", exact=True).click()
    again = await takes_everything_home(ada, folder)
    assert again.files["json"] == first.files["json"]
    await ada.goes_to("/mappings")
    await expect(ada.page.get_by_role("link", name="Børn og unge 0-18 år").first).to_be_visible()
