"""A hand raised on a phone: the facilitator sees it and takes it down, the wall and the other phones hear nothing."""

import pytest
from playwright.async_api import expect

from tests.browser.looks import faults, sideways
from tests.browser.room import Room

pytestmark = pytest.mark.asyncio(loop_scope="session")

SAY = "Sig noget til facilitator"


async def test_a_hand_goes_up_for_the_facilitator_alone(room: Room) -> None:
    ada, wall, ben, cleo = (
        await room.ada(),
        await room.wall(),
        await room.phone("Ben"),
        await room.phone("Cleo"),
    )
    invitation = await ada.makes_a_workshop()
    await wall.opens_up(invitation.wall_link)
    await ben.joins(invitation.code, "Skole")
    await cleo.joins(invitation.code, "PPR")
    await ada.opens("Vi skriver tilbud")

    await ben.page.get_by_role("button", name=SAY).click()
    for fault in (await faults(ben.page, "phone"), await sideways(ben.page, "phone")):
        assert not fault
    await ben.presses("Ræk hånden op")
    await ben.shows("Du har hånden oppe. Facilitator kan se det.")
    await ada.shows("Rækker hånden op")
    await room.pictures("hand")
    for fault in (await faults(ada.page, "console"), await sideways(ben.page, "phone")):
        assert not fault

    # The line breaks, and the phone comes back as it was.
    await ben.page.reload()
    await ben.shows("Du har hånden oppe. Facilitator kan se det.")

    await ada.presses("Set: Rækker hånden op, Skole")
    await ben.shows("Facilitator har set det.")
    await expect(ada.page.get_by_role("heading", name="Fra telefonerne")).to_be_hidden()

    await cleo.page.get_by_role("button", name=SAY).click()
    await cleo.presses("Jeg er færdig")
    await cleo.shows("Du er færdig. Facilitator kan se det.")
    await ada.opens("Vi placerer tilbud på trappen")
    await cleo.shows_no("Du er færdig")
    for other in (wall, cleo):
        assert not any('"hand"' in frame for frame in other.frames)
