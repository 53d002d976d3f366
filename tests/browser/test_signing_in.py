"""Signing in with a passphrase and a code of an app; and out again, from another browser."""

import base64
import re

import pytest
from playwright.async_api import expect

from app.parts import now
from sessions.second_step import LASTS, code
from tests.browser.looks import faults, sideways
from tests.browser.room import Room

pytestmark = pytest.mark.asyncio(loop_scope="session")

EMAIL, PASSPHRASE = "ada@holbaek.dk", "der går en ko på taget"


async def test_who_is_signed_out_from_another_browser_loses_the_console(fragile_room: Room) -> None:
    room = fragile_room
    here, there = await room.ada(), await room.ada(signed_in=False, name="There")
    invitation = await here.makes_a_workshop()
    await here.goes_to("/account")
    await here.page.get_by_label("E-mail", exact=True).fill(EMAIL)
    secret = here.page.get_by_label("Ny adgangskode")
    await secret.fill(PASSPHRASE)
    await here.page.get_by_role("button", name="Vis").first.click()
    await expect(secret).to_have_attribute("type", "text")
    await here.presses("Gem e-mail og adgangskode")
    await here.shows("Det er gemt.")
    await here.page.get_by_role("link", name="Slå til").click()
    written = await here.page.locator("code").inner_text()
    seed = base64.b32decode(written)
    await here.page.get_by_label("Koden, som appen viser nu").fill(
        code(seed, now() // LASTS + 1)
    )  # good for a minute at least
    await here.presses("Slå til")
    await expect(here.page.locator("#codes")).to_have_text(re.compile(r"(\w{4}-\w{4}-\w{4}-\w{4}\s*){10}"))
    on_paper = (await here.page.locator("#codes").inner_text()).split()

    there.forgives("403")  # a page that is for those who are signed in
    await there.goes_to(f"/console/{invitation.session_id}")
    await there.page.get_by_role("link", name="Log ind med e-mail og adgangskode").click()
    await there.page.get_by_label("E-mail", exact=True).fill(EMAIL)
    await there.page.get_by_label("Adgangskode", exact=True).fill(PASSPHRASE)
    await there.presses("Log ind")
    await there.page.get_by_label("Kode", exact=True).fill(on_paper[0])
    await there.presses("Log ind")
    await there.sees_the_console()

    await here.goes_to("/account")
    await here.shows("Du har 9 koder tilbage.")
    for device in (here, there):
        assert not await sideways(device.page, device.name)
    assert not await faults(here.page, "account")
    await here.picture("account")
    await here.presses("Log ud alle andre steder")
    await there.shows("Du er ikke logget ind længere")
    await there.page.get_by_role("link", name="Log ind igen").click()
    await expect(there.page.get_by_role("heading", level=1)).to_have_text("Log ind")
    await here.goes_to(f"/console/{invitation.session_id}")
    await here.sees_the_console()
