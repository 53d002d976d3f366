"""What is held about people: told to each of them and to nobody else, and forgotten when it is time."""

import json
from datetime import timedelta
from pathlib import Path

from app.pages.personal_data import FILES
from app.parts import today
from tests.app.site import Ada, card, one, running


async def test_the_facilitator_sees_numbers_and_no_names_and_chooses_another_day(ada: Ada) -> None:
    await ada.joins("Ben Bentsen")
    path = f"/sessions/{ada.session_id}/personal-data"
    page = await ada.browser.get(path)
    assert page.status_code == 200
    assert "1 deltager, 1 med navn" in page.text and "Ben Bentsen" not in page.text
    day = today() + timedelta(days=30)
    page = await ada.browser.post(path, data={"do": "choose", "day": day.isoformat()})
    assert f'value="{day.isoformat()}"' in page.text
    for wrong in (
        today().isoformat(),
        (today() + timedelta(days=4000)).isoformat(),
        "i morgen",
        "9999-12-31",
    ):
        refused = await ada.browser.post(path, data={"do": "choose", "day": wrong})
        assert refused.status_code == 422 and "højst tre år frem" in refused.text
    assert day.isoformat() in (await ada.browser.get(path)).text, "a wrong day changes nothing"


async def test_forgetting_now_is_asked_twice_and_leaves_cards_and_mapping(ada: Ada) -> None:
    await ada.opens("writing")
    ben = await ada.joins("Ben")
    async with ada.site.line(ada.phones_live, ben) as line:
        await line.ask("add_card", **card("k1", "Lektiecafé"))
    async with ada.console() as console:
        await console.ask("freeze")
    digest = (await ada.browser.get(f"/mappings/{ada.session_id}/1/kortlaegning.json")).content
    path = f"/sessions/{ada.session_id}/personal-data"
    assert (await ada.browser.post(path, data={"do": "forget"})).status_code == 422
    assert "1 deltager" in (await ada.browser.get(path)).text
    page = await ada.browser.post(path, data={"do": "forget", "sure": "on"})
    assert "Ingenting." in page.text
    assert (await ada.browser.get(f"/people/{ada.session_id}")).json() == []
    assert (await ada.browser.get(f"/mappings/{ada.session_id}/1/kortlaegning.json")).content == digest
    assert (await ben.get(f"/phone/{ada.session_id}/mine")).status_code == 403, "nobody is known any more"


async def test_each_has_what_is_held_about_them_and_nobody_else_does(ada: Ada) -> None:
    await ada.opens("writing")
    ben, cleo = await ada.joins("Ben"), await ada.joins("Cleo", "ppr")
    async with ada.site.line(ada.phones_live, ben) as line:
        await line.ask("add_card", **card("k1", "Bens tilbud"))
    async with ada.site.line(ada.phones_live, cleo) as line:
        await line.ask("add_card", **card("k2", "Cleos tilbud", "ppr"))
    page = (await ben.get(f"/phone/{ada.session_id}/mine")).text
    assert "Bens tilbud" in page and "Ben</dd>" in page and "Cleo" not in page
    file = await ben.get(f"/phone/{ada.session_id}/mine.json")
    held = json.loads(file.text)
    assert held["person"]["name"] == "Ben" and len(held["phones"]) == 1
    assert {fact["type"] for one in held["asked_for"] for fact in one["facts"]} == {
        "person_joined",
        "card_added",
    }
    assert "Bens tilbud" in file.text and "Cleo" not in file.text
    assert file.headers["cache-control"] == "no-store"
    other = Ada(ada.site)
    await other.signs_in()
    await other.plans()
    for stranger in (ada.site.browser(), ada.browser, await other.joins("Dina")):
        for name in ("mine", "mine.json"):
            assert (await stranger.get(f"/phone/{ada.session_id}/{name}")).status_code == 403
        assert (await stranger.post(f"/phone/{ada.session_id}/mine")).status_code == 403


async def test_a_phone_that_was_recognised_by_the_name_is_not_told_what_somebody_wrote(ada: Ada) -> None:
    await ada.opens("writing")
    eva = await ada.joins("Eva")
    async with ada.site.line(ada.phones_live, eva) as line:
        await line.ask("add_card", **card("k1", "Evas tilbud"))
    colleague = ada.site.browser()
    asked = await colleague.post(ada.join_path, data={"name": "Eva", "area": "skole"})
    form = {"name": "Eva", "area": "skole", "was": one(r'name="was" value="(.*?)"', asked.text)}
    await colleague.post(ada.join_path, data=form)
    mine = f"/phone/{ada.session_id}/mine"
    for without in ((), ("device",)):
        for cookie in without:
            colleague.cookies.delete(cookie)
        page = (await colleague.get(mine)).text
        assert "blev genkendt på navnet" in page and "Fjern mit navn" not in page
        assert "Evas tilbud" not in page
        refused = await colleague.post(mine)
        assert refused.status_code == 403 and "blev genkendt på navnet" in refused.text
        file = await colleague.get(mine + ".json")
        assert "asked_for" not in file.json() and "Evas tilbud" not in file.text
    page = (await eva.get(mine)).text
    assert "Evas tilbud" in page and "Eva</dd>" in page and "Fjern mit navn" in page
    file = await eva.get(mine + ".json")
    assert "Evas tilbud" in file.text
    assert [phone["taken_over"] for phone in file.json()["phones"]] == [False, True]


async def test_what_is_being_tidied_is_not_shown_before_it_is_published(ada: Ada) -> None:
    await ada.opens("writing")
    ben = await ada.joins("Ben")
    async with ada.site.line(ada.phones_live, ben) as line:
        await line.ask("add_card", **card("k1", "Lektiecafé"))
    async with ada.console() as console:
        for type_, fields in (
            ("freeze", {}),
            ("begin_tidying", {}),
            ("edit_card", {"card_id": "k1", "changes": {"name": "Ikke udgivet"}}),
        ):
            assert (await console.ask(type_, **fields))["type"] == "accepted"
    page = (await ben.get(f"/phone/{ada.session_id}/mine")).text
    assert "Lektiecafé" in page and "Ikke udgivet" not in page


async def test_a_file_is_not_made_for_the_same_person_again_and_again(ada: Ada) -> None:
    ben, cleo = await ada.joins("Ben"), await ada.joins("Cleo")
    path = f"/phone/{ada.session_id}/mine.json"
    assert [(await ben.get(path)).status_code for _ in range(FILES)] == [200] * FILES
    refused = await ben.get(path)
    assert refused.status_code == 429 and "Prøv igen om lidt" in refused.text
    assert f'action="/phone/{ada.session_id}/mine"' in refused.text, "what stands there still works"
    assert (await cleo.get(path)).status_code == 200


async def test_a_name_is_taken_away_by_whose_it_is_also_from_files_that_are_made(ada: Ada) -> None:
    own = Ada(ada.site)
    await own.signs_in()
    await own.plans(names_in_mapping="on")
    ben = await own.joins("Ben Bentsen")
    async with own.console() as console:
        await console.ask("freeze")
    mapping = f"/mappings/{own.session_id}/1"
    assert "Ben Bentsen" in (await own.browser.get(mapping)).text
    page = await ben.post(f"/phone/{own.session_id}/mine")
    assert "Ben Bentsen" not in page.text
    assert "Ben Bentsen" not in (await own.browser.get(mapping)).text


async def test_who_does_not_facilitate_has_no_business_here(ada: Ada) -> None:
    ben = await ada.joins("Ben")
    path = f"/sessions/{ada.session_id}/personal-data"
    for stranger in (ben, ada.site.browser()):
        assert (await stranger.get(path)).status_code == 403
        assert (await stranger.post(path, data={"do": "forget", "sure": "on"})).status_code == 403
    assert len((await ada.browser.get(f"/people/{ada.session_id}")).json()) == 1


async def test_the_statement_says_how_this_server_is_set_up(tmp_path: Path) -> None:
    about = {"data_controller": "Holbæk Kommune", "data_contact": "dpo@kommune.example", "names_days": 14}
    async with running(tmp_path, address="https://trappen.example", **about) as site:
        page = (await site.browser().get("/databeskyttelse")).text
    for said in ("Holbæk Kommune", "dpo@kommune.example", "14 dage", "SQLite", "krypteret"):
        assert said in page
    assert "90 dage" not in page


async def test_where_nobody_is_named_there_is_nothing_to_forget(ada: Ada) -> None:
    own = Ada(ada.site)
    await own.signs_in()
    await own.plans(names_in_mapping="on")
    await own.joins("Ben")
    forget = {"do": "forget", "sure": "on"}
    path = f"/sessions/{own.session_id}/personal-data"
    async with own.console() as console:
        await console.ask("freeze")
        await own.browser.post(path, data=forget)
        await console.ask("reopen")
        await console.ask("freeze")
    assert (await own.browser.get(f"/mappings/{own.session_id}/2")).status_code == 200
    assert "Ingenting." in (await own.browser.get(path)).text
