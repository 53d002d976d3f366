"""Thirty real offers, entered through phones, end up in the mapping, the workbook and the PDF letter for letter."""

import asyncio
from pathlib import Path

import pytest
from playwright.async_api import expect

from app.simulated import SimulatedPhone
from sessions.areas import AREAS, OTHERS
from sessions.demo import RealOffer, real_offers
from sessions.staircases import SOCIALSTYRELSEN
from tests.browser.phone import Phone
from tests.browser.room import Room
from tests.browser.takeaway import Takeaway, takes_everything_home
from tests.exports.pdf_reading import squeezed

pytestmark = pytest.mark.asyncio(loop_scope="session")

NAMES = {area.area_id: area.name for area in (*AREAS, OTHERS)}
NUMBERS = {step.step_id: number for number, step in enumerate(SOCIALSTYRELSEN, 1)}


async def test_thirty_real_offers_arrive_letter_for_letter(room: Room, tmp_path: Path) -> None:
    ada = await room.ada()
    invitation = await ada.makes_a_workshop("Tilbud i Holbæk")
    await ada.opens("Vi skriver tilbud")

    by_area: dict[str, list[RealOffer]] = {}
    for real in real_offers():
        by_area.setdefault(real.offer.area_id, []).append(real)
    largest, second, *_ = sorted(by_area, key=lambda area_id: -len(by_area[area_id]))
    by_hand = {
        await room.phone("Ben"): [by_area[largest].pop() for _ in range(5)],
        await room.phone("Cleo"): [by_area[largest].pop() for _ in range(5)],
        await room.phone("Dina"): by_area.pop(second),
    }
    await asyncio.gather(
        *(joins_and_writes(phone, invitation.code, reals) for phone, reals in by_hand.items()),
        *(simulated(room.server.address, invitation.code, reals) for reals in by_area.values()),
    )
    await ada.shows("30 kort")

    await ada.opens("Vi placerer tilbud på trappen")
    await asyncio.gather(*(places_all(phone, reals) for phone, reals in by_hand.items()))
    await ada.shows("4 ikke placeret")
    await ada.freezes()
    await ada.page.get_by_role("link", name="Se kortlægningen").click()
    home = await takes_everything_home(ada, tmp_path)

    home.bears("Tilbud i Holbæk", 1)
    in_the_mapping(home)
    in_the_workbook(home)
    in_the_documents(home)
    for real in real_offers():
        await expect(ada.page.get_by_role("rowheader", name=real.offer.name).first).to_be_visible()


async def joins_and_writes(phone: Phone, code: str, reals: list[RealOffer]) -> None:
    """With the form, field by field."""
    await phone.joins(code, area=NAMES[reals[0].offer.area_id])
    for real in reals:
        offer = real.offer
        fields = {"target_group": offer.target_group, "organisational_unit": offer.organisational_unit}
        if offer.reach:
            fields["reach"] = offer.reach
        await phone.writes(offer.name, **fields)


async def places_all(phone: Phone, reals: list[RealOffer]) -> None:
    """By the sheet with the staircase."""
    await phone.turns_to("Mine")
    for real in reals:
        if real.step_ids:
            await phone.places(real.offer.name, *(NUMBERS[step_id] for step_id in real.step_ids))


async def simulated(address: str, code: str, reals: list[RealOffer]) -> None:
    """The same by the wire: a phone without a screen."""
    area_id = reals[0].offer.area_id
    phone = SimulatedPhone(address)
    await phone.join(code, area_id)
    phone.switch_on()
    try:
        async with asyncio.timeout(60):
            await phone.connected.wait()
            for number, real in enumerate(reals):
                main, *others = real.step_ids or (None,)
                answer = await phone.ask(
                    "add_card",
                    card_id=f"{area_id}-{number}",
                    offer=real.offer.model_dump(),
                    step_id=main,
                    other_steps=others,
                )
                assert answer["type"] == "accepted", answer
    finally:
        await phone.switch_off()


def wanted() -> list[tuple[str, str, str, str, str, tuple[str, ...]]]:
    """What the file says of each offer, sorted: people write at the same time, so the order is nobody's."""
    return sorted(
        (
            real.offer.name,
            real.offer.target_group,
            real.offer.reach,
            real.offer.area_id,
            real.offer.organisational_unit,
            tuple(sorted(real.step_ids, key=NUMBERS.__getitem__)),
        )
        for real in real_offers()
    )


def in_the_mapping(home: Takeaway) -> None:
    found = sorted(
        (
            offer["name"],
            offer["target_group"],
            offer["reach"],
            offer["area_id"],
            offer["organisational_unit"],
            tuple(
                sorted(
                    [*([offer["step_id"]] if offer["step_id"] else []), *offer["other_step_ids"]],
                    key=NUMBERS.__getitem__,
                )
            ),
        )
        for offer in home.mapping()["offers"]
    )
    assert found == wanted()
    mains = {(offer["name"], offer["area_id"]): offer["step_id"] for offer in home.mapping()["offers"]}
    assert mains == {
        (real.offer.name, real.offer.area_id): (real.step_ids or (None,))[0] for real in real_offers()
    }


def in_the_workbook(home: Takeaway) -> None:
    found = sorted(
        (
            row["Navn på tilbud"],
            row["Målgruppe"],
            row["Fagområde"],
            row["Organisatorisk placering"],
            str(row["Alle trin"]),
        )
        for row in home.rows("Tilbud")
    )
    assert found == sorted(
        (name, target_group, NAMES[area_id], unit, ", ".join(str(NUMBERS[step_id]) for step_id in step_ids))
        for name, target_group, _, area_id, unit, step_ids in wanted()
    )


def in_the_documents(home: Takeaway) -> None:
    for text in (home.pdf_text(), home.svg_text()):
        missing = [real.offer.name for real in real_offers() if squeezed(real.offer.name) not in text]
        assert not missing
    pdf = home.pdf_text()
    assert not [name for name, target_group, *_ in wanted() if squeezed(target_group) not in pdf]
