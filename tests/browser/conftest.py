"""One browser program and one server for all browser tests, on one event loop; a room for each test."""

from collections.abc import AsyncIterator, Generator, Iterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Playwright, async_playwright

from tests.browser.program import launch
from tests.browser.room import Room
from tests.serving import Server, free_ports, throwaway_server


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def playwright() -> AsyncIterator[Playwright]:
    async with async_playwright() as running:
        yield running


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def chromium(playwright: Playwright) -> AsyncIterator[Browser]:
    async with await launch(playwright) as browser:
        yield browser


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def large_print_chromium(playwright: Playwright) -> AsyncIterator[Browser]:
    """Set to text at twice the usual size, as people do in their browser's settings."""
    async with await launch(playwright, "--blink-settings=defaultFontSize=32") as browser:
        yield browser


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """For tests that leave it running."""
    with throwaway_server() as running:
        yield running


@pytest_asyncio.fixture(loop_scope="session")
async def room(
    request: pytest.FixtureRequest, playwright: Playwright, chromium: Browser, server: Server
) -> AsyncIterator[Room]:
    """People with devices; afterwards, nothing may have gone wrong on any of them."""
    room = Room(playwright, chromium, server)
    yield room
    await _at_the_end(room, request)


@pytest_asyncio.fixture(loop_scope="session")
async def fragile_room(
    request: pytest.FixtureRequest, playwright: Playwright, chromium: Browser
) -> AsyncIterator[Room]:
    """A room with a server of its own, that may be killed; it lies below a path, as on the site of a municipality."""
    (port,) = free_ports(1)
    with throwaway_server(port=str(port), address=f"http://127.0.0.1:{port}/trappen") as server:
        room = Room(playwright, chromium, server)
        yield room
        await _at_the_end(room, request)


@pytest_asyncio.fixture(loop_scope="session")
async def large_print(
    request: pytest.FixtureRequest, playwright: Playwright, large_print_chromium: Browser, server: Server
) -> AsyncIterator[Room]:
    """People who have their browsers' text at twice the usual size."""
    room = Room(playwright, large_print_chromium, server)
    yield room
    await _at_the_end(room, request)


_failed = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    item.stash[_failed] = item.stash.get(_failed, False) or report.failed
    return report


async def _at_the_end(room: Room, request: pytest.FixtureRequest) -> None:
    if request.node.stash[_failed]:
        await room.pictures(f"failed-{request.node.name}")
    await room.closes()
