"""Known offers, from a file or an earlier mapping to cards: looked at first, all in one go, and taken back in one."""

import asyncio
import html
import io
import re
from pathlib import Path
from typing import Any

import httpx2
import xlsxwriter

from app.pages import importing
from board.state import Origin
from sessions.known import book as books
from sessions.known import file
from tests.app.site import Ada, Line, card

HOLBAEK = Path(__file__).parents[2] / "sessions" / "data" / "holbaek.csv"
LIST = (
    "Navn;Målgruppe;Fagområde;Trin\n"
    "Headspace;Unge;Skole;2\n"
    "Støtte;Elev 010114-1234;Skole;\n"
    "Cool Kids;Børn med angst;PPR;Trin 3\n"
    "Cool Kids;Børn med angst;PPR;\n"
    ";Unge;Skole;\n"
    "Besøgsven;Alle;Frivillige;9\n"
).encode("cp1252")


class Import:
    """The page as Ada's browser has it."""

    def __init__(self, ada: Ada) -> None:
        self.ada = ada
        self.path = f"/sessions/{ada.session_id}/import"
        self.page: httpx2.Response

    async def reads(self, content: bytes, name: str = "tilbud.csv") -> "Import":
        self.page = await self.ada.browser.post(
            self.path, data={"do": "read"}, files={"file": (name, content)}
        )
        return self

    async def presses(self, do: str, **changes: Any) -> "Import":
        self.page = await self.ada.browser.post(self.path, data={**self.fields(), **changes, "do": do})
        return self

    def fields(self) -> dict[str, Any]:
        """What the form holds, as a browser would send it."""
        text = self.page.text
        found: dict[str, Any] = {
            name: html.unescape(value)
            for name, value in re.findall(r'<input type="hidden" name="(\w+)" value="(.*?)">', text)
        }
        found["source"] = html.unescape(re.findall(r'name="source" value="(.*?)"', text)[0])
        for name, options in re.findall(r'<select [^>]*name="(.*?)".*?>(.*?)</select>', text, re.DOTALL):
            chosen = re.findall(r'<option value="([^"]*)" selected>', options)
            found[html.unescape(name)] = chosen[0] if chosen else ""
        found["also"] = re.findall(r'name="also" value="(\d+)" checked', text)
        return found

    def says(self, *sentences: str) -> None:
        text = html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", self.page.text)))
        for sentence in sentences:
            assert sentence in text, f"{sentence!r} is not in: {text}"


async def cards(line: Line) -> dict[str, dict[str, Any]]:
    return {thing["name"]: thing for thing in line.picture.values() if thing["kind"] == "card"}


async def test_a_list_is_looked_at_and_then_becomes_cards_in_one_go(ada: Ada) -> None:
    page = await Import(ada).reads(LIST)
    page.says(
        "2 af 6 rækker bliver til kort.",
        "Række 3 Støtte Det ligner et CPR-nummer i “Målgruppe”. Slet tallet i filen.",
        "Række 6 Der står ikke noget navn.",
        "Række 7 Besøgsven Fagområdet “Frivillige” er ikke med i workshoppen.",
        "Række 5 Cool Kids Det samme tilbud står i række 4.",
    )
    assert "010114" not in page.page.text
    async with ada.console() as console:
        assert not await cards(console), "nothing is stored by looking"
        await page.presses("look", **{"area:Frivillige": "ppr"})
        page.says(
            "3 af 6 rækker bliver til kort.",
            "Række 7 Besøgsven “9” er ikke et trin på trappen. Kortet kommer uden det.",
        )
        await page.presses("import")
        page.says(
            "3 tilbud er importeret",
            "Fra tilbud.csv til",
            "2 står på trappen. 1 skal placeres",
            "kom ikke med: 3, 5, 6.",
        )
        await console.sees(lambda picture: "Besøgsven" in str(picture))
        found = await cards(console)
        assert {name: (one["area_id"], one["step_id"]) for name, one in found.items()} == {
            "Headspace": ("skole", "forebyggende"),
            "Cool Kids": ("ppr", "hjemme"),
            "Besøgsven": ("ppr", None),
        }
        for one in found.values():
            assert one["known"] and not one["confirmed"] and one["source"] == "tilbud.csv"


async def test_sent_twice_it_counts_once(ada: Ada) -> None:
    page = await Import(ada).reads(HOLBAEK.read_bytes(), "holbaek.csv")
    fields = page.fields() | {"area:Myndighed": "ppr", "area:": "skole", "do": "look"}
    page.page = await ada.browser.post(page.path, data=fields)
    again = page.fields() | {"do": "import"}
    answers = await asyncio.gather(*(ada.browser.post(page.path, data=again) for _ in range(4)))
    answers.append(await ada.browser.post(page.path, data=again))
    assert {answer.url.path for answer in answers} == {f"{page.path}/{again['import_id']}"}
    room = await ada.site.parts.hub.room(ada.session_id)
    assert len(room.board.cards) == len({one.offer.name for one in room.board.cards.values()})
    assert sum(deed.what == "cards_imported" for deed in room.board.recent) == 1


async def test_what_differs_from_what_was_seen_is_shown_before_it_is_done(ada: Ada) -> None:
    page = await Import(ada).reads(LIST)
    await page.presses("import", **{"area:Frivillige": "skole"})
    assert page.page.status_code == 409
    page.says("Der er ikke importeret noget endnu.", "Der er ændret noget, siden du så listen.")
    async with ada.console() as console:
        assert (await console.ask("add_card", **card("k", "Headspace")))["type"] == "accepted"
    await page.presses("import")
    assert page.page.status_code == 409, "somebody has written a card like one of them meanwhile"
    page.says("Række 2 Headspace Der er allerede et kort: “Headspace”.")
    await page.presses("import", also=["2"])
    await page.presses("import")
    page.says("3 tilbud er importeret")


async def test_an_import_is_taken_back_in_one_go(ada: Ada) -> None:
    page = await Import(ada).reads(LIST)
    await page.presses("import")
    undone = await ada.browser.post(f"{page.page.url.path}/undo")
    page.page = undone
    page.says("Importen er fortrudt", "2 tilbud fra tilbud.csv er trukket tilbage.")
    room = await ada.site.parts.hub.room(ada.session_id)
    assert all(one.withdrawn for one in room.board.cards.values())
    assert (await ada.browser.post(f"{page.page.url.path}/undo")).status_code == 409


async def test_it_is_not_taken_back_over_what_was_done_since(ada: Ada) -> None:
    page = await Import(ada).reads(LIST)
    await page.presses("import")
    room = await ada.site.parts.hub.room(ada.session_id)
    async with ada.console() as console:
        card_id = next(iter(room.board.cards))
        await console.ask("edit_card", card_id=card_id, changes={"age_span": "12-25 år"})
    refused = await ada.browser.post(f"{page.page.url.path}/undo")
    assert refused.status_code == 409 and "Fortryd det nyeste først" in refused.text


async def test_an_earlier_mapping_is_the_next_workshops_beginning(ada: Ada) -> None:
    await ada.browser.post("/demo", data={"stage": "frozen"})
    start = Import(ada)
    chosen = html.unescape(
        re.findall(r'<option value="([^"]+/1)">', (await ada.browser.get(start.path)).text)[0]
    )
    start.page = await ada.browser.post(start.path, data={"do": "read", "mapping": chosen})
    start.says("Fagområder, som workshoppen ikke har", "“Myndighed”")
    fields = {name: "skole" for name in start.fields() if name.startswith("area:")}
    await start.presses("look", **fields)
    start.says("30 af 30 rækker bliver til kort.")
    await start.presses("import")
    start.says("30 tilbud er importeret", "Demo: tilbud i Holbæk")
    room = await ada.site.parts.hub.room(ada.session_id)
    assert {f"holbaek-{number}" for number in range(1, 31)} == room.board.cards.keys(), "they keep their ids"
    demo_id, _, version = chosen.partition("/")
    for card_id, made in room.board.cards.items():
        assert made.origins == (Origin(session_id=demo_id, version=int(version), offer_id=card_id),)


async def test_where_an_offer_comes_from_is_read_from_the_mapping_and_not_from_the_form(ada: Ada) -> None:
    start = Import(ada)
    await start.reads(f"Navn;Fagområde;Tilbuddets id\nHeadspace;Skole;{'x' * 22}\n".encode())
    read = books.unpack(start.fields()["book"])
    await start.presses("import", book=books.pack(read._replace(mapping="no-such-session/1")))
    room = await ada.site.parts.hub.room(ada.session_id)
    (made,) = room.board.cards.values()
    assert made.card_id == "x" * 22 and made.origins == ()


async def test_each_sheet_of_a_workbook_can_be_chosen(ada: Ada) -> None:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        for name, rows in {"Skoler": [["Navn"], ["Headspace"]], "PPR": [["Titel"], ["Cool Kids"]]}.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    page = await Import(ada).reads(made.getvalue(), "kommune.xlsx")
    await page.presses("look", sheet="1")
    await page.presses("look", **{"area:": "ppr"})
    page.says("1 af 1 række bliver til et kort.", "Cool Kids")


async def test_columns_are_put_right_by_hand(ada: Ada) -> None:
    page = await Import(ada).reads(b"Hvad;Hvem;Hvor\nHeadspace;Unge;Skole\n")
    page.says("Vælg den kolonne, der har tilbuddenes navne.", "Ingen række: alle rækker er tilbud")
    await page.presses("look", heading="1")
    columns = {"column-0": "name", "column-1": "name", "column-2": "area"}
    await page.presses("look", **columns)
    page.says("To kolonner er valgt som “Navn på tilbud”. Vælg kun den ene.")
    await page.presses("look", **{"column-1": "target_group"})
    page.says("1 af 1 række bliver til et kort.")


async def test_a_file_that_cannot_be_read_says_why_in_the_readers_language(ada: Ada) -> None:
    page = await Import(ada).reads(b"%PDF-1.7\x00")
    assert page.page.status_code == 422
    page.says("Det er ikke en fil med rækker og kolonner.")
    await page.reads(b'Navn\n"A\nB\n')
    page.says("Filen kan ikke læses fra række 2")
    page.page = await ada.browser.post(page.path, data={"do": "read"})
    page.says("Vælg en fil først.")
    page.page = await ada.browser.post(page.path, data={"do": "read", "mapping": "unknown/1"})
    page.says("Vælg en kortlægning først.")
    page.page = await ada.browser.post(page.path, data={"do": "look", "book": "noget andet"})
    page.says("Filen er beskadiget.")
    await ada.browser.post("/language", data={"lang": "en", "back": "/"})
    await page.reads(b"")
    page.says("There is nothing in the file.")


async def test_more_than_any_list_is_stopped_at_the_door(ada: Ada) -> None:
    page = await Import(ada).reads(b"x" * (file.LARGEST + 1))
    assert page.page.status_code == 422
    page.says("Filen er for stor.")
    await page.reads(b"x" * (importing.BODY + 1))
    assert page.page.status_code == 413


async def test_a_row_is_imported_with_the_word_that_it_has_no_cpr_number(ada: Ada) -> None:
    page = await Import(ada).reads(LIST)
    assert 'name="not_cpr" value="3">' in page.page.text
    await page.presses("look", not_cpr=["3"])
    page.says("3 af 6 rækker bliver til kort.", "Række 3 Det er ikke et CPR-nummer.")
    async with ada.console() as console:
        await page.presses("import", not_cpr=["3"])
        page.says("3 tilbud er importeret")
        await console.sees(lambda picture: "010114" in str(picture))
        deeds = [thing for thing in console.picture.values() if thing["kind"] == "deed"]
        assert [place.split(":")[2] for place in deeds[-1]["not_cpr"]] == ["target_group"]


async def test_a_source_like_a_cpr_number_and_a_closed_board_are_told(ada: Ada) -> None:
    page = await Import(ada).reads(LIST)
    await page.presses("import", source="Sag 010114-1234")
    page.says("Der er ikke importeret noget endnu.", "Det ligner et CPR-nummer.")
    async with ada.console() as console:
        assert (await console.ask("freeze"))["type"] == "accepted"
    await page.presses("import", source="Kataloget")
    page.says("Kortlægningen er afsluttet")
    page.page = await ada.browser.get(page.path)
    page.says("Kortlægningen er afsluttet.", "Åbn den igen på konsollen")


async def test_only_a_facilitator_imports(ada: Ada) -> None:
    phone = await ada.joins("Ben")
    page = await Import(ada).reads(LIST)
    fields = page.fields() | {"do": "import"}
    for path in (page.path, f"{page.path}/{fields['import_id']}"):
        assert (await phone.get(path)).status_code == 403
    assert (await phone.post(page.path, data=fields)).status_code == 403
    assert (await phone.post(f"{page.path}/{fields['import_id']}/undo")).status_code == 403
    assert (await ada.browser.get(f"{page.path}/{fields['import_id']}")).status_code == 404
    assert (await ada.browser.get("/sessions/unknown/import")).status_code == 404
    async with ada.console() as console:
        assert not await cards(console)
