"""Under a server whose inside we do not know: the same, through a queue and a task for each client."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from starlette.websockets import WebSocket

from app import socket
from app.socket import QueuedSocket, frame
from board.closing import COME_BACK, TOO_SLOW
from tests.app.site import Ada, Site, running


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    async with running(tmp_path, direct=False) as site:
        yield site


async def test_a_card_goes_from_phone_to_wall_and_its_author_is_answered(ada: Ada) -> None:
    await ada.opens("placing")
    ben = await ada.joins("Ben")
    async with ada.site.line(ada.phones_live, ben) as line, ada.site.line(ada.wall_live) as wall:
        assert (await line.hear())["type"] == "snapshot"
        answer = await line.ask(
            "add_card", card_id="k1", offer={"name": "Åben rådgivning", "area_id": "skole"}
        )
        assert answer["type"] == "accepted"
        await wall.sees(lambda picture: picture.get("card:k1", {}).get("name") == "Åben rådgivning")
        await line.socket.send("nonsense")
        assert (await line.until(lambda heard: heard["type"] == "refused"))["code"] == "malformed"


async def test_refusals_at_the_door_have_their_codes(ada: Ada) -> None:
    async with ada.site.line(ada.phones_live) as line:
        assert await line.closed() == (4401, "no_ticket")


async def test_an_oversized_frame_closes_the_socket(ada: Ada, monkeypatch: pytest.MonkeyPatch) -> None:
    ben = await ada.joins("Ben")
    async with ada.site.line(ada.phones_live, ben) as line:
        await line.hear()
        await line.socket.send("x" * 70_000)
        assert (await line.closed())[0] == 1009


async def test_a_stop_is_told(ada: Ada) -> None:
    ben = await ada.joins("Ben")
    async with ada.site.line(ada.phones_live, ben) as line:
        await line.hear()
        ada.site.server.should_exit = True
        assert (await line.closed())[0] == COME_BACK.code


class Stalled(WebSocket):
    """A client that takes nothing until it is let go."""

    def __init__(self) -> None:
        self.sent: list[str] = []
        self.closed_with: tuple[int, str | None] | None = None
        self.let_go = asyncio.Event()

    async def send_text(self, data: str) -> None:
        await self.let_go.wait()
        self.sent.append(data)

    async def close(self, code: int = 1000, reason: str | None = None) -> None:
        self.closed_with = (code, reason)


async def test_a_client_that_takes_nothing_is_closed_when_its_queue_is_full(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(socket, "BACKLOG", 100)
    client = Stalled()
    queued = QueuedSocket(client)
    for _ in range(10):
        queued.offer(frame(b"x" * 50))
        await asyncio.sleep(0)
    assert queued.closing == TOO_SLOW
    client.let_go.set()
    await queued.finished()
    assert client.closed_with == tuple(TOO_SLOW)
    assert len(client.sent) == 1  # what was under way; the rest it gets anew when it comes back


async def test_a_client_that_never_takes_the_close_is_not_waited_for_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(socket, "CLOSE_WITHIN", 0.01)
    client = Stalled()
    queued = QueuedSocket(client)
    queued.offer(frame(b"x"))
    await asyncio.sleep(0)
    queued.close(COME_BACK)
    queued.close(TOO_SLOW)
    queued.offer(frame(b"never"))
    await queued.finished()
    assert queued.closing == COME_BACK
    assert client.sent == []
