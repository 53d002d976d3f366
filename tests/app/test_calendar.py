"""The dates that were agreed on, for the facilitator's calendar and nobody else's."""

from tests.app.site import Ada, Site


async def test_the_console_and_the_mapping_give_the_same_days(ada: Ada, site: Site) -> None:
    async with ada.console() as console:
        seen = console.picture["session"]["upkeep"]
        wanted = {**seen, "next_date": "2027-11-15"}
        await console.ask("change_setup", changes={"upkeep": wanted}, seen={"upkeep": seen})
        for action_id, due in (("a1", "2027-01-15"), ("a2", "2027-02-15")):
            await console.ask("note_action", action_id=action_id, what="Ring, og skriv", due=due)
        await console.ask("remove_action", action_id="a2")
        live = await ada.browser.get(f"/sessions/{ada.session_id}/calendar.ics")
        await console.ask("freeze")
    frozen = await ada.browser.get(f"/mappings/{ada.session_id}/1/calendar.ics")
    for answer in (live, frozen):
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/calendar")
        assert answer.headers["content-disposition"].rstrip('"').endswith(".ics")
        days = [line for line in answer.text.split("\r\n") if line.startswith("DTSTART")]
        assert days == ["DTSTART;VALUE=DATE:20270115", "DTSTART;VALUE=DATE:20271115"]
        assert f"UID:{ada.session_id}-next@tilbudstrappen" in answer.text
    page = await ada.browser.get(f"/mappings/{ada.session_id}/1")
    assert f"/mappings/{ada.session_id}/1/calendar.ics" in page.text


async def test_others_are_given_no_dates(ada: Ada, site: Site) -> None:
    ben = await ada.joins("Ben")
    async with ada.console() as console:
        await console.ask("note_action", action_id="a1", what="Ring", due="2027-01-15")
        await console.ask("freeze")
    for browser in (ben, site.browser()):
        for path in (
            f"/sessions/{ada.session_id}/calendar.ics",
            f"/mappings/{ada.session_id}/1/calendar.ics",
        ):
            assert (await browser.get(path)).status_code == 403
    assert "calendar.ics" not in (await ben.get(f"/mappings/{ada.session_id}/1")).text


async def test_what_there_is_not_has_no_dates(ada: Ada) -> None:
    assert (await ada.browser.get("/sessions/borte/calendar.ics")).status_code == 404
    assert (await ada.browser.get(f"/mappings/{ada.session_id}/1/calendar.ics")).status_code == 404
