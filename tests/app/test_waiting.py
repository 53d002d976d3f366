"""The facilitator lets each one in: who waits is seen by nobody else, and sent nothing until then."""

from typing import Any

import httpx2
import pytest

from app.pages import waiting as at_the_door
from app.parts import now
from sessions import erasing, participants, waiting
from sessions.tables import Waiting
from tests.app.site import Ada, one

KAREN = {"name": "Karen Øst", "area": "skole", "told": "yes"}


@pytest.fixture
async def host(ada: Ada) -> Ada:
    """Ada, who lets each one in."""
    assert (await moves(ada, "choose", kind="approve"))["kind"] == "approve"
    return ada


async def moves(ada: Ada, do: str, **fields: Any) -> dict[str, Any]:
    answer = await ada.browser.post(f"/doors/{ada.session_id}", data={"do": do, **fields})
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


async def list_of(ada: Ada) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = (await ada.browser.get(f"/doors/{ada.session_id}")).json()["waiting"]
    return told


async def knocks(ada: Ada, name: str = "Karen Øst", area: str = "skole") -> httpx2.AsyncClient:
    phone = ada.site.browser()
    page = await phone.post(ada.join_path, data={"name": name, "area": area, "told": "yes"})
    assert page.url.path == f"/wait/{ada.session_id}"
    return phone


async def people(ada: Ada) -> list[tuple[str, str]]:
    found = (await ada.browser.get(f"/people/{ada.session_id}")).json()
    return [(person["name"], person["area_id"]) for person in found]


async def stands(ada: Ada, phone: httpx2.AsyncClient) -> str:
    said: str = (await phone.get(f"/wait/{ada.session_id}/state")).json()
    return said


async def test_somebody_waits_with_what_they_typed_and_is_let_in(host: Ada) -> None:
    form = await host.site.browser().get(f"/j/{host.code}")
    assert "Facilitator lukker hver enkelt ind" in form.text
    karen = await knocks(host)
    page = await karen.get(host.join_path)
    assert page.url.path == f"/wait/{host.session_id}"
    assert "Vent et øjeblik" in page.text and "Karen Øst" in page.text and "Skole" in page.text
    assert await stands(host, karen) == ""
    (waits,) = await list_of(host)
    assert (waits["name"], waits["area_id"]) == ("Karen Øst", "skole")
    assert await people(host) == []
    told = await moves(host, "let_in", person_id=[waits["person_id"]])
    assert told["waiting"] == []
    assert await stands(host, karen) == "in"
    assert (await karen.get(f"/wait/{host.session_id}")).url.path == f"/phone/{host.session_id}"
    assert await people(host) == [("Karen Øst", "skole")]
    assert (await karen.get(host.join_path)).url.path == f"/phone/{host.session_id}"
    assert await waiting.find(host.site.parts.database, host.session_id, await device(host), now()) is None


async def device(ada: Ada) -> str:
    """Whose phone has come in."""
    (person,) = await participants.people(ada.site.parts.database, ada.session_id)
    async with ada.site.parts.database.reading() as db:
        found = await db.exec(participants.select(participants.Device))
        return next(row.device_id for row in found if row.person_id == person.person_id)


async def test_nothing_of_the_board_is_sent_to_who_is_not_let_in(host: Ada) -> None:
    karen = await knocks(host)
    async with host.site.line(host.phones_live, karen) as line:
        assert (await line.closed())[1] == "no_ticket"
        assert line.heard == []
    assert (await karen.get(f"/phone/{host.session_id}")).url.path == f"/wait/{host.session_id}"
    assert (await karen.get(f"/people/{host.session_id}")).status_code == 403
    assert (await karen.get(f"/doors/{host.session_id}")).status_code == 403


async def test_what_was_typed_is_put_right_while_waiting(host: Ada) -> None:
    karen = await knocks(host)
    form = await karen.get(f"/wait/{host.session_id}?change=1")
    assert 'value="Karen Øst"' in form.text
    wrong = await karen.post(f"/wait/{host.session_id}", data={"name": "Karen 010190-1234", "area": "ppr"})
    assert wrong.status_code == 422
    assert "CPR" in wrong.text and "Karen 010190-1234" in wrong.text
    await karen.post(f"/wait/{host.session_id}", data={"name": "Karen Vest", "area": "ppr"})
    assert [(one["name"], one["area_id"]) for one in await list_of(host)] == [("Karen Vest", "ppr")]


async def test_who_was_turned_away_is_told_so_and_may_ask_again(host: Ada) -> None:
    bo = await knocks(host, "Bodil Holm")
    (waits,) = await list_of(host)
    assert (await moves(host, "turn_away", person_id=[waits["person_id"]]))["waiting"] == []
    for page in (await bo.get(f"/wait/{host.session_id}"), await bo.get(host.join_path)):
        assert "Du er ikke lukket ind" in page.text
        assert "Bodil" not in page.text, "the name is kept no longer than the question"
    await bo.post(f"/wait/{host.session_id}", data={"name": "Bo Hansen fra PPR"})
    (again,) = await list_of(host)
    assert (again["name"], again["area_id"]) == ("Bo Hansen fra PPR", "skole")


async def test_only_those_whom_the_facilitator_saw_are_let_in(host: Ada) -> None:
    await knocks(host, "Ben")
    seen = [one["person_id"] for one in await list_of(host)]
    await knocks(host, "Fremmed")
    told = await moves(host, "let_in", person_id=seen)
    assert [one["name"] for one in told["waiting"]] == ["Fremmed"]


async def test_nobody_is_let_in_as_somebody_else_than_they_were_seen_as(host: Ada) -> None:
    await moves(host, "choose", kind="code")
    await host.joins("Karen")
    (karen,) = await participants.people(host.site.parts.database, host.session_id)
    await moves(host, "choose", kind="approve")
    bo = await knocks(host, "Bo")
    (waits,) = await list_of(host)
    await moves(host, "let_in", person_id=[waits["person_id"]])
    other = {"name": "Karen", "area": "skole", "was": karen.person_id}
    await bo.post(host.join_path, data={**other, "told": "yes"})
    await bo.post(f"/wait/{host.session_id}", data=other)
    assert sorted(await people(host)) == [("Bo", "skole"), ("Karen", "skole")]


async def test_a_lost_phones_owner_waits_too_and_is_then_asked_who_they_were(host: Ada) -> None:
    await moves(host, "choose", kind="code")
    await host.joins("Karen Øst")
    await moves(host, "choose", kind="approve")
    new = await knocks(host)
    assert "som var med før" not in (await new.get(host.join_path)).text, "nobody is told who is in"
    (waits,) = await list_of(host)
    await moves(host, "let_in", person_id=[waits["person_id"]])
    asked = await new.get(f"/wait/{host.session_id}")
    assert "Er du Karen Øst, som var med før?" in asked.text
    was = one(r'name="was" value="(.*?)"', asked.text)
    page = await new.post(f"/wait/{host.session_id}", data={**KAREN, "was": was})
    assert page.url.path == f"/phone/{host.session_id}"
    assert await people(host) == [("Karen Øst", "skole")]


async def test_who_was_in_before_comes_straight_in(ada: Ada) -> None:
    """D6"""
    ben = await ada.joins("Ben")
    await moves(ada, "choose", kind="approve")
    for path in (f"/j/{ada.code}", ada.join_path, f"/phone/{ada.session_id}"):
        assert (await ben.get(path)).url.path == f"/phone/{ada.session_id}"


async def test_whoever_was_sent_out_comes_back_unseen_by_no_way(host: Ada) -> None:
    await moves(host, "choose", kind="code")
    ben = await host.joins("Ben")
    (known,) = await participants.people(host.site.parts.database, host.session_id)
    await moves(host, "choose", kind="approve")
    async with host.console() as console:
        await console.ask("remove_person", person_id=known.person_id, removed=True)
    for answer in (await ben.get(host.join_path), await ben.post(host.join_path, data=KAREN)):
        assert answer.url.path == f"/phone/{host.session_id}"
    async with host.site.line(host.phones_live, ben) as line:
        assert (await line.closed())[1] == "removed"
    await knocks(host, "Ben")
    assert len(await people(host)) == 1


async def test_a_name_is_shown_at_the_door_only_if_its_owner_was_told_so(ada: Ada) -> None:
    """The form was open before the door was another."""
    phone = ada.site.browser()
    await moves(ada, "choose", kind="approve")
    page = await phone.post(ada.join_path, data={"name": "Karen Øst", "area": "skole"})
    assert page.status_code == 409
    assert "Facilitator lukker hver enkelt ind" in page.text
    assert 'value="Karen Øst"' in page.text and one(r'value="skole" required( checked)?>', page.text)
    assert await list_of(ada) == []


async def test_a_closed_door_sends_nobody_to_wait_and_keeps_those_who_do(host: Ada) -> None:
    karen = await knocks(host)
    await moves(host, "close")
    assert (await host.site.browser().post(host.join_path, data=KAREN)).status_code == 403
    await moves(host, "choose", kind="code")
    assert await stands(host, karen) == "", "it is closed to them too"
    (waits,) = await list_of(host)
    await moves(host, "let_in", person_id=[waits["person_id"]])
    assert (await karen.get(f"/wait/{host.session_id}")).url.path == f"/phone/{host.session_id}"


async def test_a_door_that_is_open_to_everybody_again_is_open_to_who_waited(host: Ada) -> None:
    karen = await knocks(host)
    await moves(host, "choose", kind="code")
    assert await stands(host, karen) == "in"
    assert (await karen.get(f"/wait/{host.session_id}")).url.path == f"/phone/{host.session_id}"


async def test_a_new_code_leaves_those_who_wait_where_they_are(host: Ada) -> None:
    karen = await knocks(host)
    await moves(host, "renew")
    assert "Vent et øjeblik" in (await karen.get(f"/wait/{host.session_id}")).text
    assert len(await list_of(host)) == 1


async def test_a_script_that_fills_the_list_gives_way_to_people(
    host: Ada, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "MOST", 3)
    for name in ("Ben", "Cleo", "Dina"):
        await knocks(host, name)
    full = await host.site.browser().post(host.join_path, data=KAREN)
    assert full.status_code == 422
    assert "Der venter så mange ved døren" in full.text and 'value="Karen Øst"' in full.text
    ben = host.session_id
    async with host.site.parts.database.transaction() as db:
        for row in await db.exec(participants.select(Waiting).where(Waiting.session_id == ben)):
            row.asked_at -= 5 * waiting.GONE
            row.seen_at -= (5 if row.name == "Cleo" else 2) * waiting.GONE
            if row.name == "Dina":
                row.seen_at = now()
    await knocks(host)
    assert [one["name"] for one in await list_of(host)] == ["Ben", "Dina", "Karen Øst"]


def test_a_script_alone_never_fills_the_list() -> None:
    assert at_the_door.NEW + at_the_door.NEW_PER_SECOND * waiting.GONE / 1000 < waiting.MOST


async def test_new_ones_come_to_the_door_no_faster_than_people_do(
    host: Ada, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(at_the_door, "NEW", 2)
    monkeypatch.setattr(at_the_door, "NEW_PER_SECOND", 0.0)
    await knocks(host, "Ben")
    cleo = await knocks(host, "Cleo")
    new = await host.site.browser().post(host.join_path, data=KAREN)
    assert new.status_code == 422
    assert "prøv igen" in new.text and 'value="Karen Øst"' in new.text
    await cleo.post(f"/wait/{host.session_id}", data={"name": "Cleo Vest", "area": "ppr"})
    assert [one["name"] for one in await list_of(host)] == ["Ben", "Cleo Vest"], "who waits is not new"


async def test_consoles_are_told_that_somebody_waits_and_the_wall_never_who(host: Ada) -> None:
    """D5"""
    async with host.console() as console, host.site.line(host.wall_live) as wall:
        await knocks(host)
        await console.until(lambda message: message["type"] == "door")
        await wall.until(lambda message: message["type"] == "door")
        assert not any("Karen" in text for text in console.texts + wall.texts)
    assert "Karen" not in (await host.site.browser().get(f"{host.projector}/door")).text


async def test_names_at_the_door_are_forgotten(host: Ada) -> None:
    database = host.site.parts.database
    await knocks(host)
    await waiting.forget_old(database, now())
    assert len(await list_of(host)) == 1
    await waiting.forget_old(database, now() + waiting.FORGOTTEN + 1000)
    assert await list_of(host) == []
    await knocks(host)
    await erasing.erase(database, host.session_id, now())
    assert await list_of(host) == []


async def test_a_phone_that_asks_for_ever_stands_in_one_place_and_is_asked_to_wait(host: Ada) -> None:
    karen = await knocks(host)
    answers = [await karen.post(host.join_path, data=KAREN) for _ in range(14)]
    assert len(await list_of(host)) == 1
    assert answers[0].status_code == 200
    assert answers[-1].status_code == 422 and "Det går for stærkt" in answers[-1].text


async def test_a_helper_lets_people_in_and_does_not_say_who_comes_in_by_the_code(host: Ada) -> None:
    made = await host.browser.post(f"/sessions/{host.session_id}/co-facilitator", data={"do": "invite"})
    link = one(r"(/help/[\w-]+)", made.text)
    helper = host.site.browser()
    await helper.post(link, data={"name": "Bo"})
    await knocks(host)
    (waits,) = await list_of(host)
    path = f"/doors/{host.session_id}"
    assert (await helper.post(path, data={"do": "choose", "kind": "code"})).status_code == 403
    let_in = await helper.post(path, data={"do": "let_in", "person_id": waits["person_id"]})
    assert let_in.json()["waiting"] == []
    assert (await host.browser.post(path, data={"do": "choose", "kind": "nonsense"})).status_code == 404


async def test_nobody_waits_where_they_never_knocked(host: Ada) -> None:
    """The same answers as where there is no such workshop."""
    for session_id in (host.session_id, "nothing"):
        stranger = host.site.browser()
        assert (await stranger.get(f"/wait/{session_id}")).url.path == "/"
        assert (await stranger.post(f"/wait/{session_id}", data=KAREN)).url.path == "/"
        assert (await stranger.get(f"/back/{session_id}")).url.path == "/"
        assert (await stranger.get(f"/wait/{session_id}/state")).json() == "gone"
