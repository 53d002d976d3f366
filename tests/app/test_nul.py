"""A NUL, which PostgreSQL takes in no text: refused before anything is asked of the database, whatever that is."""

from typing import Any

import pytest
import websockets

from sessions.database import Database
from sessions.trouble import DatabaseTrouble
from tests.app.site import Ada, Site


@pytest.mark.parametrize(
    "address",
    [
        *("/q/%00", "/wall/%00", "/wait/%00", "/back/%00", "/invited/%00", "/spaces/%00", "/spaces/home%00"),
        *("/sign-in?next=%00", "/mappings?q=%00", "/mappings?a=1&space=a%00b", "/?%00"),
    ],
)
async def test_no_address_holds_one(site: Site, monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    def reading(_: Any) -> None:
        raise DatabaseTrouble("asked")

    monkeypatch.setattr(Database, "reading", reading)
    answer = await site.browser().get(address)
    assert answer.status_code == 404
    assert "Siden findes ikke" in answer.text
    assert "\0" not in answer.text
    assert answer.headers["content-security-policy"]


async def test_no_socket_either(site: Site) -> None:
    with pytest.raises(websockets.InvalidStatus, match="403"):
        async with site.line("/live/1/wall/%00"):
            pass


@pytest.mark.parametrize("as_files", [False, True])
async def test_no_field_holds_one(ada: Ada, *, as_files: bool) -> None:
    for path, name in (
        ("/sign-in", "email"),
        ("/sign-in/forgotten", "email"),
        ("/account/sign-ins", "only"),
        ("/workshops/new", "areas"),
        (f"/doors/{ada.session_id}", "person_id"),
    ):
        fields: dict[str, Any] = {"passphrase": "helt andre ord om torsken", "code": "x", name: "a\0b"}
        sent = {one: (None, text) for one, text in fields.items()}
        answer = await ada.browser.post(path, **({"files": sent} if as_files else {"data": fields}))
        assert answer.status_code == 400, path
        assert "Beskeden kunne ikke læses." in answer.text
        assert "a\0b" not in answer.text
