"""A server and the process that makes its documents: how they part, whichever of them ends first, and however."""

import asyncio
import os
import signal
from collections.abc import Callable
from contextlib import suppress

from tests.facilitator import Facilitator
from tests.live.processes import is_running, renderers, workers
from tests.serving import Server, throwaway_server

PATIENCE = 60.0  # seconds


async def a_closed_workshop(server: Server) -> Facilitator:
    """One whose mapping is kept."""
    ada = Facilitator(server.address, server.sign_in_link)
    await ada.signs_in()
    await ada.creates_a_workshop()
    await ada.opens("writing")
    await ada.says("add_card", card_id="one", offer={"name": "Lektiecafé", "area_id": ada.areas[0]})
    await ada.says("freeze")
    await ada.sees(lambda picture: picture["stage"]["frozen_at"] is not None)
    await until(lambda: all_renderers(server))
    await ada.goes_home()
    return ada


def all_renderers(server: Server) -> list[int]:
    return [pid for serving in workers(server.pid) or [server.pid] for pid in renderers(serving)]


async def until(what: Callable[[], object]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not what():
            await asyncio.sleep(0.02)


async def wants(ada: Facilitator, file: str) -> "asyncio.Task[object]":
    """Somebody's download, under way."""
    wanted = asyncio.create_task(ada.browser.get(f"/mappings/{ada.session_id}/1/{file}"))
    await asyncio.sleep(0.2)
    return wanted


async def test_a_server_that_is_killed_leaves_no_process_behind(settings: dict[str, str]) -> None:
    with throwaway_server(**settings) as server:
        ada = await a_closed_workshop(server)
        (maker,) = all_renderers(server)
        os.kill(maker, signal.SIGSTOP)  # in the middle of a document, for as long as we like
        wanted = await wants(ada, "overblik.pdf")
        serving = workers(server.pid)
        os.kill(server.pid, signal.SIGKILL)
        os.kill(maker, signal.SIGCONT)
        await until(lambda: not any(map(is_running, [maker, *serving])))
        with suppress(OSError):
            await wanted


async def test_a_server_ends_in_time_and_takes_along_what_makes_a_document(settings: dict[str, str]) -> None:
    with throwaway_server(**settings) as server:
        ada = await a_closed_workshop(server)
        (maker,) = all_renderers(server)
        os.kill(maker, signal.SIGSTOP)
        wanted = await wants(ada, "overblik.pdf")
        await asyncio.to_thread(server.stop)  # asserts that it came to its end by itself
        assert not is_running(maker)
        with suppress(OSError):
            await wanted
