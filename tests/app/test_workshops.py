"""The facilitator's list: putting workshops aside, and demos in every stage."""

import pytest

from app.pages.workshops import FROZEN
from tests.app.site import Ada


async def test_a_workshop_in_the_archive_lets_nobody_in_until_it_is_taken_out_again(ada: Ada) -> None:
    phone = ada.site.browser()
    archived = await ada.browser.post(f"/workshops/{ada.session_id}/archive")
    assert "1 workshop i arkivet" in archived.text
    for door in (f"/j/{ada.code}", ada.join_path):
        closed = await phone.get(door)
        assert closed.status_code in (404, 410), closed.text
    console = await ada.browser.get(f"/console/{ada.session_id}")
    assert console.status_code == 200
    await ada.browser.post(f"/workshops/{ada.session_id}/unarchive")
    assert (await phone.get(f"/j/{ada.code}")).status_code == 200


@pytest.mark.parametrize("what", ["archive", "unarchive"])
async def test_only_a_facilitator_puts_workshops_aside(ada: Ada, what: str) -> None:
    phone = await ada.joins("Ben")
    refused = await phone.post(f"/workshops/{ada.session_id}/{what}", follow_redirects=False)
    assert refused.status_code in (303, 401, 403)
    assert (await ada.site.browser().get(f"/j/{ada.code}")).status_code == 200


async def test_a_demo_that_is_over_has_its_mapping(ada: Ada) -> None:
    made = await ada.browser.post("/demo", data={"stage": FROZEN})
    session_id = made.url.path.rsplit("/", 1)[1]
    mapping = await ada.browser.get(f"/mappings/{session_id}/1")
    assert mapping.status_code == 200
    assert "Skilsmissegruppe 8-10 år" in mapping.text
