"""Own agendas: kept from the console, offered there and for the next workshop, discarded."""

from typing import Any

from board.refusals import SENTENCES
from tests.app.site import Ada

POINTS: list[dict[str, Any]] = [
    {"stage_id": "preparation", "kind": "preparation", "title": "Forberedelse", "texts": "own_table"},
    {"stage_id": "w1", "kind": "writing", "title": "Vi skriver", "minutes": 30, "abilities": ["write"]},
    {"stage_id": "pause", "kind": "break", "title": "Kaffe", "minutes": 15},
    {"stage_id": "w2", "kind": "writing", "title": "Anden runde", "abilities": ["write"], "closes": True},
]


def kept(**changes: Any) -> dict[str, Any]:
    return {"template_id": "vores", "name": "Vores dag", "agenda": POINTS, **changes}


async def test_an_own_agenda_is_kept_offered_and_the_next_workshop_begins_with_it(ada: Ada) -> None:
    answer = await ada.browser.post(f"/sessions/{ada.session_id}/templates/agenda", json=kept())
    assert answer.status_code == 200
    assert [one["name"] for one in answer.json()["kept"]] == ["Vores dag"]
    assert "Vores dag" in (await ada.browser.get("/workshops/new")).text
    await ada.plans(agenda="vores", starts_at="08:30")
    setup = (await ada.site.parts.hub.room(ada.session_id)).board.setup
    assert [stage.title for stage in setup.agenda] == ["Forberedelse", "Vi skriver", "Kaffe", "Anden runde"]
    assert (setup.agenda[3].closes, setup.starts_at) == (True, "08:30")

    gone = await ada.browser.post(f"/sessions/{ada.session_id}/templates/agenda/vores/discard")
    assert gone.json()["kept"] == []
    assert "Vores dag" not in (await ada.browser.get("/workshops/new")).text


async def test_the_ready_made_agendas_and_a_proposal_of_each_kind_are_offered(ada: Ada) -> None:
    offered = (await ada.browser.get(f"/sessions/{ada.session_id}/templates/agenda")).json()
    assert [one["template_id"] for one in offered["ready"]] == ["handbook", "presenting_first", "short"]
    kinds = {one["kind"]: one for one in offered["kinds"]}
    assert (kinds["break"]["minutes"], kinds["break"]["abilities"]) == (15, [])
    assert (kinds["writing"]["abilities"], kinds["writing"]["texts"]) == (["write"], "own_table")


async def test_what_cannot_be_kept_is_told_in_words(ada: Ada) -> None:
    await ada.browser.post(f"/sessions/{ada.session_id}/templates/agenda", json=kept())
    for wrong, code, field in (
        (kept(template_id="en-til"), "name_taken", "name"),
        (kept(template_id="en-til", name=" "), "empty_name", "name"),
        (kept(template_id="en-til", name="Barn 010190-1234"), "cpr", "name"),
        (kept(template_id="en-til", agenda=[{**POINTS[0], "title": "010190-1234"}]), "cpr", "title"),
        (kept(template_id="en-til", agenda=[]), "malformed", ""),
        (kept(template_id="en-til", name="x" * 70_000), "too_long", ""),
    ):
        answer = await ada.browser.post(f"/sessions/{ada.session_id}/templates/agenda", json=wrong)
        assert answer.status_code == 422
        assert (answer.json()["sentence"], answer.json()["field"]) == (SENTENCES[code], field)


async def test_only_facilitators_see_or_keep_them(ada: Ada) -> None:
    stranger = ada.site.browser(follow_redirects=False)
    for answer in (
        await stranger.get(f"/sessions/{ada.session_id}/templates/agenda"),
        await stranger.post(f"/sessions/{ada.session_id}/templates/agenda", json=kept()),
        await stranger.post(f"/sessions/{ada.session_id}/templates/agenda/vores/discard"),
    ):
        assert answer.status_code in (303, 401, 403)
    assert (await ada.browser.get(f"/sessions/{ada.session_id}/templates/agenda")).json()["kept"] == []


STAIRS: dict[str, Any] = {
    "template_id": "vores-trappe",
    "name": "Vores trappe",
    "steps": [{"step_id": f"t{n}", "name": f"Trin {n}", "description": ""} for n in range(1, 5)],
    "columns": [{"column_id": "k1", "name": "Almen", "short": "", "description": ""}],
}


async def test_an_own_staircase_is_kept_offered_and_the_next_workshop_begins_with_it(ada: Ada) -> None:
    answer = await ada.browser.post(f"/sessions/{ada.session_id}/templates/staircase", json=STAIRS)
    assert answer.status_code == 200
    assert answer.json()["kept"] == [STAIRS]
    assert "Vores trappe" in (await ada.browser.get("/workshops/new")).text
    await ada.plans(staircase="vores-trappe")
    setup = (await ada.site.parts.hub.room(ada.session_id)).board.setup
    assert [step.name for step in setup.steps] == ["Trin 1", "Trin 2", "Trin 3", "Trin 4"]
    assert [column.name for column in setup.columns] == ["Almen"]
    await ada.plans(staircase="vores-trappe", columns="everyday")
    setup = (await ada.site.parts.hub.room(ada.session_id)).board.setup
    assert len(setup.columns) == 5, "what is chosen beside it stands"

    gone = await ada.browser.post(f"/sessions/{ada.session_id}/templates/staircase/vores-trappe/discard")
    assert gone.json()["kept"] == []


async def test_the_ready_made_staircases_and_columns_for_both_laws_are_offered(ada: Ada) -> None:
    offered = (await ada.browser.get(f"/sessions/{ada.session_id}/templates/staircase")).json()
    assert [one["template_id"] for one in offered["ready"]][:3] == ["socialstyrelsen", "herning", "norwegian"]
    assert {(one["columns_id"], one["law"]) for one in offered["columns"]} >= {
        ("legal", "barnets_lov"),
        ("legal", "serviceloven"),
    }


async def test_a_staircase_that_cannot_be_kept_is_told_in_words(ada: Ada) -> None:
    await ada.browser.post(f"/sessions/{ada.session_id}/templates/staircase", json=STAIRS)
    another = {**STAIRS, "template_id": "en-til"}
    for wrong, code in (
        (another, "name_taken"),
        ({**another, "name": "Ny", "steps": STAIRS["steps"][:2]}, "malformed"),
        ({**another, "name": "Ny", "columns": [{"column_id": "k", "name": "010190-1234"}]}, "cpr"),
    ):
        answer = await ada.browser.post(f"/sessions/{ada.session_id}/templates/staircase", json=wrong)
        assert answer.status_code == 422
        assert answer.json()["sentence"] == SENTENCES[code]
    stranger = ada.site.browser(follow_redirects=False)
    refused = await stranger.post(f"/sessions/{ada.session_id}/templates/staircase", json=another)
    assert refused.status_code in (303, 401, 403)
