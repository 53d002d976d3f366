"""Creating a workshop: half a minute with good defaults, and everything that may be wrong."""

import json
from datetime import date
from typing import Any

import pytest

from app.browsing import Page
from app.pages import planning
from board.state import Setup
from sessions.days import danish_day
from sessions.staircases import legal
from tests.app.site import Ada, one

BASE: dict[str, Any] = {
    "title": "Prøve",
    "date": "2026-11-22",
    "scope": "broad",
    "law": "barnets_lov",
    "areas": ["skole"],
    "staircase": "socialstyrelsen",
    "agenda": "handbook",
}
OWN = {"staircase": "own", "step_name": ["Nede", "Midt", "Oppe"], "step_description": ["a", "", "c"]}


async def setup_of(ada: Ada) -> Setup:
    return (await ada.site.parts.hub.room(ada.session_id)).board.setup


async def test_columns_are_chosen_beside_the_staircase_by_the_law_that_holds(ada: Ada) -> None:
    shown = await ada.browser.get("/workshops/new")
    form = Page(200, shown.text, {}).filled(title="Med kolonner", columns="legal", law="serviceloven")
    sent: dict[str, list[str]] = {}
    for name, value in form:
        sent.setdefault(name, []).append(value)
    made = await ada.browser.post("/workshops/new", data=sent)
    ada.session_id = made.url.path.rsplit("/", 1)[1]
    assert (await setup_of(ada)).columns == legal("serviceloven")


async def test_with_a_title_alone_the_rest_is_as_proposed(ada: Ada) -> None:
    shown = await ada.browser.get("/workshops/new")
    form = Page(200, shown.text, {}).filled(title="Kun en titel")
    sent: dict[str, list[str]] = {}
    for name, value in form:
        sent.setdefault(name, []).append(value)
    made = await ada.browser.post("/workshops/new", data=sent)
    assert made.url.path.startswith("/console/")
    ada.session_id = made.url.path.rsplit("/", 1)[1]
    setup = await setup_of(ada)
    assert setup.title == "Kun en titel"
    assert [area.tag for area in setup.areas] == [
        "DAG",
        "SKO",
        "TAN",
        "SUN",
        "PPR",
        "MYN",
        "SSP",
        "FPK",
        "FAM",
        "DØG",
        "CIV",
        "ANDR",
    ]
    assert len(setup.steps) == 6
    assert setup.columns == ()
    assert [stage.kind for stage in setup.agenda][:4] == ["preparation", "welcome", "introduction", "writing"]
    assert (setup.scope, setup.law, setup.consultative, setup.names_in_mapping) == (
        "broad",
        "barnets_lov",
        False,
        False,
    )


async def test_everything_that_can_be_filled_in_is_kept(ada: Ada) -> None:
    await ada.plans(
        title="Snæver",
        municipality="Holbæk Kommune",
        date="2027-01-05",
        purpose="Fælles billede\nog mere",
        expected_outcome="Et overblik",
        end_product="Et katalog",
        scope="narrow",
        consultative="on",
        law="serviceloven",
        names_in_mapping="on",
        areas=["ppr", "andre"],
        own_areas="Fritidsklubben\n\nHeadspace & Co\n",
        agenda="presenting_first",
        **OWN,
    )
    setup = await setup_of(ada)
    assert (setup.municipality, setup.date, setup.scope, setup.law) == (
        "Holbæk Kommune",
        "2027-01-05",
        "narrow",
        "serviceloven",
    )
    assert (setup.purpose, setup.consultative, setup.names_in_mapping) == (
        "Fælles billede\nog mere",
        True,
        True,
    )
    assert [area.name for area in setup.areas] == ["PPR", "Fritidsklubben", "Headspace & Co", "Andre"]
    assert [(step.name, step.description) for step in setup.steps] == [
        ("Nede", "a"),
        ("Midt", ""),
        ("Oppe", "c"),
    ]
    kinds = [stage.kind for stage in setup.agenda]
    assert kinds.index("presenting") < kinds.index("placing")


@pytest.mark.parametrize("count", [3, 15])
async def test_own_steps_may_be_few_or_many_and_empty_rows_do_not_count(ada: Ada, count: int) -> None:
    names = [f"Trin {n}" for n in range(count)] + ["", ""]
    await ada.plans(staircase="own", step_name=names[:15], step_description=["" for _ in names][:15])
    assert len((await setup_of(ada)).steps) == count


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": "  "}, "Skriv, hvad workshoppen hedder."),
        ({"title": "x" * 121}, "Teksten er for lang"),
        ({"title": "Barn 010190-1234"}, "Det ligner et CPR-nummer"),
        ({"purpose": "x" * 4001}, "Teksten er for lang"),
        ({"date": ""}, "Vælg den dag"),
        ({"date": "i morgen"}, "Vælg den dag"),
        ({"date": "2026-13-45"}, "Vælg den dag"),
        ({"areas": []}, "Vælg mindst ét fagområde"),
        ({"own_areas": "x" * 61}, "Teksten er for lang"),
        ({"own_areas": "Skole"}, "står to gange"),
        ({**OWN, "step_name": ["En", "To"]}, "mellem 3 og 15 trin"),
        ({**OWN, "step_name": ["En", "To", "to"]}, "står to gange"),
        ({**OWN, "step_name": ["En", "To", "x" * 81]}, "Teksten er for lang"),
        (
            {**OWN, "step_name": ["En", "", "Tre"], "step_description": ["", "hvad?", ""]},
            "Giv hvert trin et navn",
        ),
        ({"scope": "sideways"}, "Beskeden kunne ikke læses"),
    ],
)
async def test_what_makes_no_plan_comes_back_with_a_sentence_and_what_was_typed(
    ada: Ada, changes: dict[str, Any], sentence: str
) -> None:
    page = await ada.browser.post("/workshops/new", data={**BASE, "municipality": "Ærø", **changes})
    assert page.status_code == 422
    assert sentence in page.text
    assert 'value="Ærø"' in page.text
    assert ada.site.parts.hub.rooms == ()
    if "step_name" in changes:
        assert f'value="{changes["step_name"][0]}"' in page.text


async def test_what_was_typed_is_text_and_nothing_else(ada: Ada) -> None:
    title = "<b>\"Åh\" & 'ja'</b></script><script>"
    await ada.plans(title=title, municipality="</title>")
    page = await ada.browser.get(f"/console/{ada.session_id}")
    assert title not in page.text
    assert page.text.count("<script") == page.text.count("</script>")
    assert (
        one(r"<title>(.*?) – ", page.text)
        == "&lt;b&gt;&#34;Åh&#34; &amp; &#39;ja&#39;&lt;/b&gt;&lt;/script&gt;&lt;script&gt;"
    )
    json.loads(one(r'id="data">(.*?)</script>', page.text))


async def test_a_demo_can_be_made_in_every_stage(ada: Ada) -> None:
    shown = await ada.browser.get("/workshops")
    stages = Page(200, shown.text, {}).choices("stage")
    assert len(stages) == 9
    for stage in stages:
        made = await ada.browser.post("/demo", data={"stage": stage})
        ada.session_id = made.url.path.rsplit("/", 1)[1]
        async with ada.console() as line:
            assert line.picture["stage"]["stage_id"] == ("wrapup" if stage == "frozen" else stage)
            assert (line.picture["stage"]["frozen_at"] is not None) is (stage == "frozen")
    assert (await ada.browser.post("/demo", data={"stage": "nonsense"})).status_code == 200


def test_the_form_begins_with_a_day_and_room_for_own_steps() -> None:
    form = planning.blank(date(2026, 11, 23), planning.Kept({}, {}))
    assert form["plan"].date == "2026-11-23"
    assert len(form["rows"]) == 15


def test_the_day_is_the_one_in_denmark() -> None:
    an_hour_before_midnight_in_utc = 1_795_388_400_000
    assert danish_day(an_hour_before_midnight_in_utc) == date(2026, 11, 23)
