"""Coming in: by code and QR, coming back, another phone, another table."""

import pytest

from app.pages import entering
from app.parts import now
from board.rules import people
from sessions import lifecycle, participants
from tests.app.site import Ada, Site, one


async def names(ada: Ada) -> list[tuple[str, str]]:
    people = (await ada.browser.get(f"/people/{ada.session_id}")).json()
    return [(person["name"], person["area_id"]) for person in people]


@pytest.mark.parametrize("how", ["{0}", "{1}", "{0} ", "{2} {3}", "{2}-{3}", " {1}"])
async def test_a_code_may_be_typed_in_any_way(ada: Ada, how: str) -> None:
    code = ada.code
    typed = how.format(code, code.lower(), code[:3].lower(), code[3:])
    page = await ada.site.browser().post("/join", data={"code": typed})
    assert page.url.path == f"/j/{code}"
    assert "Børn og unge 0-18 år" in page.text
    assert "22. november 2026" in page.text


@pytest.mark.parametrize(
    ("typed", "status", "sentence"),
    [
        ("", 422, "Skriv koden"),
        ("abc", 422, "En kode har seks tegn"),
        ("<script>", 422, "En kode har seks tegn"),
        ("CCCCCC", 404, "Der er ingen workshop med den kode"),
    ],
)
async def test_a_code_that_leads_nowhere_comes_back_with_a_sentence(
    site: Site, typed: str, status: int, sentence: str
) -> None:
    page = await site.browser().post("/join", data={"code": typed})
    assert page.status_code == status
    assert sentence in page.text
    assert "<script>" not in page.text


async def test_a_closed_workshop_lets_nobody_in(ada: Ada) -> None:
    await lifecycle.archive(ada.site.parts.database, ada.session_id, now())
    for path in (f"/j/{ada.code}", ada.join_path):
        for page in (
            await ada.site.browser().get(path),
            await ada.site.browser().post(path, data={"area": "skole"}),
        ):
            assert page.status_code == 410
            assert "Den workshop er slut" in page.text


async def test_somebody_comes_in_and_is_on_the_board(ada: Ada) -> None:
    phone = ada.site.browser()
    page = await phone.post(f"/j/{ada.code}", data={"name": "  Karen   Øst ", "area": "skole"})
    assert page.url.path == f"/phone/{ada.session_id}"
    assert one(r'data-live="(.*?)"', page.text) == ada.phones_live
    assert await names(ada) == [("Karen Øst", "skole")]
    room = await ada.site.parts.hub.room(ada.session_id)
    assert list(room.board.people.values()) == ["skole"]


async def test_a_name_may_be_left_empty(ada: Ada) -> None:
    await ada.joins("")
    await ada.joins("")
    assert await names(ada) == [("", "skole"), ("", "skole")]


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"name": "Karen"}, "Fagområdet er ikke med"),
        ({"name": "Karen", "area": "ssp"}, "Fagområdet er ikke med"),
        ({"name": "Karen 010190-1234", "area": "skole"}, "Det ligner et CPR-nummer"),
        ({"name": "x" * 81, "area": "skole"}, "Teksten er for lang"),
    ],
)
async def test_what_cannot_be_taken_comes_back_with_a_sentence_and_what_was_typed(
    ada: Ada, form: dict[str, str], sentence: str
) -> None:
    page = await ada.site.browser().post(ada.join_path, data=form)
    assert page.status_code == 422
    assert sentence in page.text
    assert form["name"] in page.text
    assert await names(ada) == []


async def test_the_same_phone_coming_back_goes_straight_in_as_the_same_person(ada: Ada) -> None:
    ben = await ada.joins("Ben")
    for path in (ada.join_path, f"/j/{ada.code}"):
        assert (await ben.get(path)).url.path == f"/phone/{ada.session_id}"
    again = await ben.post(ada.join_path, data={"name": "Ben", "area": "skole"})
    assert again.url.path == f"/phone/{ada.session_id}"
    assert await names(ada) == [("Ben", "skole")]


async def test_a_phone_that_lost_its_ticket_but_not_its_device_is_known(ada: Ada) -> None:
    ben = await ada.joins("Ben")
    ben.cookies.delete(f"ticket-{ada.session_id}")
    assert (await ben.get(f"/phone/{ada.session_id}")).url.path == f"/phone/{ada.session_id}"
    assert await names(ada) == [("Ben", "skole")]


async def test_name_and_table_can_be_changed(ada: Ada) -> None:
    ben = await ada.joins("Ben")
    form = await ben.get(f"{ada.join_path}?change")
    assert 'value="Ben"' in form.text
    assert one(r'value="skole" required( checked)?>', form.text) == " checked"
    await ben.post(f"{ada.join_path}?change", data={"name": "Benjamin", "area": "ppr"})
    assert await names(ada) == [("Benjamin", "ppr")]
    room = await ada.site.parts.hub.room(ada.session_id)
    assert list(room.board.people.values()) == ["ppr"]


async def test_a_lost_phone_is_taken_over_by_joining_again(ada: Ada) -> None:
    await ada.opens("writing")
    lost = await ada.joins("Karen")
    async with ada.site.line(ada.phones_live, lost) as line:
        await line.ask("add_card", card_id="k1", offer={"name": "Lektiecafé", "area_id": "skole"})
    new = ada.site.browser()
    asked = await new.post(ada.join_path, data={"name": "karen ", "area": "skole"})
    assert "Er du Karen, som var med før?" in asked.text
    person_id = one(r'name="was" value="(.*?)"', asked.text)
    page = await new.post(ada.join_path, data={"name": "karen", "area": "skole", "was": person_id})
    assert page.url.path == f"/phone/{ada.session_id}"
    assert await names(ada) == [("Karen", "skole")]
    async with ada.site.line(ada.phones_live, new) as line:
        await line.hear()
        assert line.picture["own:k1"]["name"] == "Lektiecafé"


@pytest.mark.parametrize("asks", [False, True])
async def test_nobody_is_taken_over_once_the_board_is_frozen(ada: Ada, asks: bool) -> None:
    await ada.joins("Karen")
    (karen,) = await participants.people(ada.site.parts.database, ada.session_id)
    async with ada.console() as console:
        await console.ask("freeze")
    form = {"name": "Karen", "area": "skole", "was": karen.person_id if asks else ""}
    page = await ada.site.browser().post(ada.join_path, data=form)
    assert page.url.path == f"/phone/{ada.session_id}"
    assert len(await participants.people(ada.site.parts.database, ada.session_id)) == 2


async def test_a_namesake_who_says_no_is_somebody_new(ada: Ada) -> None:
    await ada.joins("Karen")
    page = await ada.site.browser().post(ada.join_path, data={"name": "Karen", "area": "skole", "was": "no"})
    assert page.url.path == f"/phone/{ada.session_id}"
    assert await names(ada) == [("Karen", "skole"), ("Karen", "skole")]


@pytest.mark.parametrize("asks", [False, True])
async def test_nobody_takes_over_somebody_who_is_here(ada: Ada, asks: bool) -> None:
    karen = await ada.joins("Karen")
    (known,) = await participants.people(ada.site.parts.database, ada.session_id)
    async with ada.site.line(ada.phones_live, karen) as line:
        await line.hear()
        form = {"name": "Karen", "area": "skole", "was": known.person_id if asks else ""}
        page = await ada.site.browser().post(ada.join_path, data=form)
    assert page.url.path == f"/phone/{ada.session_id}"
    assert len(await participants.people(ada.site.parts.database, ada.session_id)) == 2


async def test_nobody_takes_over_somebody_of_another_name_or_area(ada: Ada) -> None:
    await ada.joins("Karen")
    (karen,) = await participants.people(ada.site.parts.database, ada.session_id)
    for form in (
        {"name": "Bo", "area": "skole"},
        {"name": "Karen", "area": "ppr"},
        {"name": "", "area": "skole"},
    ):
        await ada.site.browser().post(ada.join_path, data={**form, "was": karen.person_id})
    assert len(await participants.people(ada.site.parts.database, ada.session_id)) == 4


async def test_joining_late_works_at_every_point_of_the_day_and_after_it(ada: Ada) -> None:
    for stage in ("writing", "placing", "wrapup"):
        await ada.opens(stage)
        await ada.joins(f"Kom til {stage}")
    async with ada.console() as console:
        await console.ask("freeze")
    late = await ada.joins("For sent")
    async with ada.site.line(ada.phones_live, late) as line:
        assert (await line.hear())["type"] == "snapshot"


async def test_the_phone_page_sends_those_who_have_not_joined_to_where_the_code_is_typed(ada: Ada) -> None:
    """The id of a workshop stands in addresses of mappings: it tells nobody the code, nor that there is such a one."""
    for session_id in (ada.session_id, "nothing"):
        page = await ada.site.browser().get(f"/phone/{session_id}")
        assert page.url.path == "/"
        assert ada.code not in page.text
    assert (await ada.site.browser().get("/q/nothing")).status_code == 404


async def test_a_phone_that_changes_table_for_ever_does_not_fill_the_log(ada: Ada) -> None:
    ben = await ada.joins("Ben")
    room = await ada.site.parts.hub.room(ada.session_id)
    before = room.board.number
    answers = [
        await ben.post(ada.join_path, data={"name": "Ben", "area": ("ppr", "skole")[n % 2]})
        for n in range(20)
    ]
    assert room.board.number - before <= entering.CHANGES + 2
    assert answers[0].url.path == f"/phone/{ada.session_id}"
    assert answers[-1].status_code == 422
    assert "Det går for stærkt" in answers[-1].text
    await ada.joins("Beth")


async def test_a_board_that_takes_nobody_in_keeps_nobodys_name(
    ada: Ada, monkeypatch: pytest.MonkeyPatch
) -> None:
    ben = await ada.joins("Ben")
    for module in (entering, people):
        monkeypatch.setattr(module, "PEOPLE_PER_BOARD", 1)
    turned_away = await ada.site.browser().post(ada.join_path, data={"name": "Cleo", "area": "ppr"})
    assert turned_away.status_code == 422
    assert "Der er ikke plads til flere" in turned_away.text
    assert await names(ada) == [("Ben", "skole")]
    assert (await ben.get(ada.join_path)).url.path == f"/phone/{ada.session_id}"


async def test_a_script_that_comes_as_a_new_phone_each_time_does_not_fill_the_board(
    ada: Ada, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entering, "NEW", 3)
    monkeypatch.setattr(entering, "NEW_PER_SECOND", 0.0)
    ben = await ada.joins("Ben")
    for _ in range(2):
        await ada.joins("")
    late = await ada.site.browser().post(ada.join_path, data={"name": "Cleo", "area": "ppr"})
    assert late.status_code == 422
    assert "Der kommer rigtig mange ind på én gang" in late.text and 'value="Cleo"' in late.text
    assert len(await names(ada)) == 3
    assert (await ben.get(ada.join_path)).url.path == f"/phone/{ada.session_id}"


async def test_one_phone_is_one_person_however_often_it_comes(ada: Ada) -> None:
    ben = await ada.joins("Ben")
    for n in range(5):
        await ben.post(ada.join_path, data={"name": f"Ben {n}", "area": "ppr", "was": "no"})
    assert len(await names(ada)) == 1


async def test_names_are_shown_only_where_the_plan_says_so_and_whoever_joins_is_told_which(ada: Ada) -> None:
    """F4"""
    other = ada.site.browser()
    assert "Facilitator kan se dit navn" in (await other.get(f"/j/{ada.code}")).text
    async with ada.console() as console:
        off = {"changes": {"names_shown": False}, "seen": {"names_shown": True}}
        assert (await console.ask("change_setup", **off))["type"] == "accepted"
        assert "Dit navn vises ikke for nogen" in (await other.get(f"/j/{ada.code}")).text
        await ada.joins("Ben")
        assert await names(ada) == [("", "skole")]
        on = {"changes": {"names_shown": True}, "seen": {"names_shown": False}}
        assert (await console.ask("change_setup", **on))["code"] == "names_promised"


async def test_an_area_at_two_tables_is_offered_twice_and_who_changes_table_sits_at_the_other(
    ada: Ada,
) -> None:
    """F1"""
    tables = [{"table_id": key, "name": f"Bord {key}", "area_ids": ["skole"]} for key in ("t1", "t2")]
    async with ada.console() as console:
        asked = {"changes": {"tables": tables}, "seen": {"tables": []}}
        assert (await console.ask("change_setup", **asked))["type"] == "accepted"
        ben = ada.site.browser()
        page = (await ben.get(f"/j/{ada.code}")).text
        assert 'value="skole/t1"' in page and 'value="skole/t2"' in page and 'value="skole"' not in page
        for wrong in ("skole/t9", "ppr/t1"):
            assert (await ben.post(ada.join_path, data={"name": "Ben", "area": wrong})).status_code == 422
        for table in ("t2", "t1"):
            await ben.post(ada.join_path, data={"name": "Ben", "area": f"skole/{table}"})
            async with ada.site.line(ada.phones_live, ben) as line:
                await line.sees(lambda picture: "session" in picture)
                assert line.heard[0]["table_id"] == table
        assert 'value="skole/t1" required checked' in (await ben.get(f"/j/{ada.code}?change")).text
