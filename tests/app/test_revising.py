"""The reminder of a mapping's update: in the library, on its page, moved, set aside, begun, and in a calendar."""

import html
import re
from datetime import timedelta

import httpx2
import pytest

from app.parts import today
from sessions import mappings
from tests.app.site import Ada, one


@pytest.fixture
async def frozen(ada: Ada) -> Ada:
    """A demo workshop that is over; it agreed on an update in a year, and on Karen."""
    made = await ada.browser.post("/demo", data={"stage": "frozen"})
    ada.session_id = made.url.path.rsplit("/", 1)[1]
    assert (await ada.browser.get(f"/mappings/{ada.session_id}/1")).status_code == 200
    return ada


def said(page: httpx2.Response) -> str:
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text)))


async def test_the_reminder_moves_and_the_mapping_stays_as_it_is(frozen: Ada) -> None:
    path, browser = f"/sessions/{frozen.session_id}/revision", frozen.browser
    before = await mappings.get(frozen.site.parts.database, frozen.session_id, 1)
    page = await browser.get(path)
    assert "Tovholder: Karen i Sundhedsplejen" in said(page) and "Opdateres: Hvert år" in said(page)
    calendar = (await browser.get(f"{path}.ics")).text
    assert "RRULE:FREQ=MONTHLY;INTERVAL=12" in calendar and "TRIGGER:-P14D" in calendar
    assert "skulle være opdateret" not in said(await browser.get("/mappings"))
    for wrong, told in (
        ({"day": "2020-01-01"}, "Vælg en dag, der ikke er gået."),
        ({"day": "2027-02-30"}, "Vælg en dag, der ikke er gået."),
        ({"day": "2099-01-01", "owner": "010114-1234"}, "CPR-nummer"),
    ):
        page = await browser.post(path, data={"do": "move"} | wrong)
        assert page.status_code == 422 and told in said(page)
    day = (today() + timedelta(days=3)).isoformat()
    page = await browser.post(path, data={"do": "move", "day": day, "owner": "Ida"})
    assert page.status_code == 200 and "Tovholder: Ida" in said(page)
    for shown in ("/mappings", f"/mappings/{frozen.session_id}/1"):
        assert "Næste opdatering er" in said(await browser.get(shown))
    moved = (await browser.get(f"{path}.ics")).text
    assert f"DTSTART;VALUE=DATE:{day.replace('-', '')}" in moved
    one, other = (int(re.findall(r"SEQUENCE:(\d+)", text)[0]) for text in (calendar, moved))
    assert other == one + 1
    await browser.post(path, data={"do": "aside"})
    assert "Næste opdatering er" not in said(await browser.get("/mappings"))
    assert (await browser.get(f"{path}.ics")).status_code == 404
    await browser.post(path, data={"do": "agreed"})
    assert "Tovholder: Karen i Sundhedsplejen" in said(await browser.get(path))
    after = await mappings.get(frozen.site.parts.database, frozen.session_id, 1)
    assert before is not None and after is not None and before.digest == after.digest


async def test_the_next_workshop_is_the_update_begun(frozen: Ada) -> None:
    form = await frozen.browser.get(f"/mappings/{frozen.session_id}/1/next")
    sent = dict(re.findall(r'<input [^>]*?name="(\w+)" value="(.*?)"', form.text))
    await frozen.browser.post(f"/mappings/{frozen.session_id}/1/next", data=sent | {"title": "Igen i år"})
    page = await frozen.browser.get(f"/sessions/{frozen.session_id}/revision")
    assert "Opdateringen er begyndt: Igen i år" in said(page)
    assert "Opdateringen er begyndt" in said(await frozen.browser.get("/mappings"))
    stranger = frozen.site.browser()
    for path in ("revision", "revision.ics"):
        assert (await stranger.get(f"/sessions/{frozen.session_id}/{path}")).status_code == 403
    assert (await stranger.post(f"/sessions/{frozen.session_id}/revision")).status_code == 403


async def test_who_helps_with_one_workshop_is_not_told_of_the_next(frozen: Ada) -> None:
    mette = frozen.site.browser()
    made = await frozen.browser.post(f"/sessions/{frozen.session_id}/co-facilitator", data={"do": "invite"})
    await mette.post(one(r"<code>http://[^/]*(/help/.*?)</code>", made.text), data={"name": "Mette"})
    page = await frozen.browser.get(f"/mappings/{frozen.session_id}/1/next")
    form = dict(re.findall(r'name="(made_id|title|date)"[^>]* value="(.*?)"', page.text))
    began = await frozen.browser.post(f"/mappings/{frozen.session_id}/1/next", data={**form, "offers": "on"})
    next_id = began.url.path.rsplit("/", 1)[1]
    path = f"/sessions/{frozen.session_id}/revision"
    assert next_id in (await frozen.browser.get(path)).text
    page = await mette.get(path)
    assert page.status_code == 200 and next_id not in page.text
