"""Work beside the event loop: readers stand in a line of their own, and nobody's freeze waits for all of them."""

import asyncio
import threading

import pytest

from app import aside
from app.aside import Aside, Crowded
from tests.app.site import PATIENCE, Ada


async def test_the_house_waits_for_one_reader_at_most() -> None:
    beside, done, first = Aside(), [], threading.Event()

    def read(number: int) -> None:
        first.wait(PATIENCE)
        done.append(f"reader {number}")

    readers = [
        asyncio.ensure_future(beside.for_readers(lambda number=number: read(number))) for number in range(5)
    ]
    await asyncio.sleep(0)  # the first has the thread, the others stand in their line
    freeze = asyncio.ensure_future(beside.run(lambda: done.append("freeze")))
    await asyncio.sleep(0)
    first.set()
    await asyncio.gather(freeze, *readers)
    assert done[:2] == ["reader 0", "freeze"]
    assert sorted(done[2:]) == [f"reader {number}" for number in range(1, 5)]
    beside.close()


async def test_so_many_readers_that_nobody_could_wait_are_asked_to_come_back(
    ada: Ada, monkeypatch: pytest.MonkeyPatch
) -> None:
    ben = await ada.joins("Ben")
    async with ada.console() as console:
        await console.ask("freeze")
    path = f"/mappings/{ada.session_id}/1"
    assert (await ben.get(path)).status_code == 200
    monkeypatch.setattr(aside, "READERS", 0)
    answer = await ben.get(path)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert "Prøv igen om lidt" in answer.text
    assert (await ada.browser.get(path)).status_code == 200, "who holds the workshop is no such reader"
    with pytest.raises(Crowded):
        await Aside().for_readers(lambda: None)
