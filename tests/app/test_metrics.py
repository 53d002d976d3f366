"""Figures for machines that watch: this one itself, or whoever has the token; never whoever comes through a proxy."""

from pathlib import Path

import pytest

from tests.app.site import Site, running

TOKEN = "a token that nobody knows"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"host": "localhost:8000"}, 200),
        ({"host": "trappen.kommune.dk"}, 403),  # as a proxy on this machine hands it on
    ],
)
async def test_without_a_token_only_this_machine_is_told(
    site: Site, headers: dict[str, str], status: int
) -> None:
    answer = await site.browser().get("/metrics", headers=headers)
    assert answer.status_code == status
    assert ("tilbudstrappen_rooms" in answer.text) is (status == 200)


async def test_with_a_token_whoever_has_it_and_nobody_else(tmp_path: Path) -> None:
    async with running(tmp_path, metrics_token=TOKEN) as site:
        for told, status in (
            (f"Bearer {TOKEN}", 200),
            (f"Bearer {TOKEN}x", 403),
            ("Bearer æ", 403),
            (TOKEN, 403),
            ("", 403),
        ):
            answer = await site.browser().get("/metrics", headers=[(b"authorization", told.encode())])
            assert answer.status_code == status
        away = {"host": "trappen.kommune.dk", "authorization": f"Bearer {TOKEN}"}
        assert (await site.browser().get("/metrics", headers=away)).status_code == 200
