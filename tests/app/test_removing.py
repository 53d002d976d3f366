"""Whom the facilitator has sent out: no socket, no join page and no mapping opens for them until they are let in."""

from board.closing import REMOVED
from tests.app.site import Ada, card


async def person_id(ada: Ada, name: str) -> str:
    people = (await ada.browser.get(f"/people/{ada.session_id}")).json()
    return str(next(person["person_id"] for person in people if person["name"] == name))


async def test_a_removed_persons_socket_is_closed_at_once_and_opens_again_when_they_are_let_in(
    ada: Ada,
) -> None:
    """C13"""
    await ada.opens("writing")
    ben = await ada.joins("Ben")
    bens = await person_id(ada, "Ben")
    async with ada.console() as console:
        async with ada.site.line(ada.phones_live, ben) as line:
            await line.ask("add_card", **card("k1"))
            await console.ask("remove_person", person_id=bens, removed=True)
            assert await line.closed() == REMOVED
        async with ada.site.line(ada.phones_live, ben) as line:
            assert await line.closed() == REMOVED
            assert line.heard == [], "nothing of the board is told"
        await console.sees(lambda picture: picture["control"]["removed"] == [bens])
        await console.ask("remove_person", person_id=bens, removed=False)
        async with ada.site.line(ada.phones_live, ben) as line:
            await line.sees(lambda picture: "own:k1" in picture)


async def test_a_removed_person_does_not_join_again_with_the_same_phone(ada: Ada) -> None:
    ben = await ada.joins("Ben")
    bens = await person_id(ada, "Ben")
    async with ada.console() as console:
        await console.ask("remove_person", person_id=bens, removed=True)
        for answer in (
            await ben.get(f"/j/{ada.code}"),
            await ben.get(f"/j/{ada.code}?change"),
            await ben.post(f"/j/{ada.code}", data={"name": "En anden", "area": "ppr"}),
            await ben.post(ada.join_path, data={"name": "En anden", "area": "ppr"}),
        ):
            # Their own page, whose socket is closed: it says what happened, and has what they wrote.
            assert answer.url.path == f"/phone/{ada.session_id}"
        await console.ask("withdraw_cards_of", person_id=bens)
        people = (await ada.browser.get(f"/people/{ada.session_id}")).json()
        assert [(person["name"], person["area_id"]) for person in people] == [("Ben", "skole")]
        assert (await console.ask("freeze"))["type"] == "accepted"
    mapping = await ben.get(f"/mappings/{ada.session_id}/1")
    assert mapping.url.path != f"/mappings/{ada.session_id}/1" or mapping.status_code != 200


async def test_nobody_comes_back_as_a_removed_person_from_another_phone(ada: Ada) -> None:
    await ada.joins("Ben")
    bens = await person_id(ada, "Ben")
    async with ada.console() as console:
        await console.ask("remove_person", person_id=bens, removed=True)
    other = ada.site.browser()
    page = await other.post(f"/j/{ada.code}", data={"name": "Ben", "area": "skole"})
    assert page.url.path == f"/phone/{ada.session_id}", "there is nobody to be asked about"
    people = (await ada.browser.get(f"/people/{ada.session_id}")).json()
    assert len({person["person_id"] for person in people}) == 2
