"""Notices between workers: heard by all others, merged, and again after the database was away."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import asyncpg
import pytest

from sessions import notices
from sessions.database import Database
from sessions.notices import NoBus, PostgresBus


class Ear:
    """Remembers what a worker heard."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self._something = asyncio.Condition()

    async def __call__(self, session_id: str) -> None:
        async with self._something:
            self.heard.append(session_id)
            self._something.notify_all()

    async def hears(self, *session_ids: str) -> None:
        async with self._something, asyncio.timeout(60):
            await self._something.wait_for(lambda: set(session_ids) <= set(self.heard))


@asynccontextmanager
async def worker(url: str, heard: Callable[[str], Awaitable[None]]) -> AsyncIterator[PostgresBus]:
    database = Database(url)
    bus = PostgresBus(database)
    bus.listen(heard)
    await until(lambda: bus._connection is not None)
    yield bus
    await bus.close()
    await database.close()


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not true():
            await asyncio.sleep(0.01)


async def test_others_hear_and_oneself_does_not(fresh_postgres_url: str) -> None:
    first, second, third = Ear(), Ear(), Ear()
    async with (
        worker(fresh_postgres_url, first) as one,
        worker(fresh_postgres_url, second) as two,
        worker(fresh_postgres_url, third),
    ):
        one.notify("s1")
        await second.hears("s1")
        await third.hears("s1")
        two.notify("s2")
        await first.hears("s2")
        await third.hears("s2")
    assert (first.heard, second.heard) == (["s2"], ["s1"])


async def test_many_notices_are_few(fresh_postgres_url: str, postgres_url: str) -> None:
    """A busy board says a hundred times a second that it has grown, and a room needs to hear it once for each look."""
    ear, payloads = Ear(), []
    raw = await asyncpg.connect(fresh_postgres_url.replace("+asyncpg", ""))
    await raw.add_listener(notices.CHANNEL, lambda *heard: payloads.append(heard[3]))
    async with worker(fresh_postgres_url, Ear()) as one, worker(fresh_postgres_url, ear):
        for _ in range(100):
            one.notify("s1")
        for number in range(250):
            one.notify(f"session-with-a-rather-long-name-{number:08}")
        await ear.hears("s1", "session-with-a-rather-long-name-00000249")
    assert ear.heard.count("s1") == 1
    assert len(ear.heard) == 251
    await until(
        lambda: any("00000249" in payload for payload in payloads)
    )  # this line may be later than the ear's
    assert len(payloads) <= 4
    assert max(len(payload) for payload in payloads) < 8000
    await raw.close()


async def test_notices_that_come_while_a_room_is_busy_are_passed_on_as_one_more(
    fresh_postgres_url: str,
) -> None:
    """One more there must be: what was written after the room's look would otherwise stay unseen."""
    began, go_on, looks = asyncio.Event(), asyncio.Event(), []

    async def slow(session_id: str) -> None:
        looks.append(session_id)
        began.set()
        if session_id == "slow":
            await go_on.wait()

    async with worker(fresh_postgres_url, Ear()) as one, worker(fresh_postgres_url, slow) as two:
        one.notify("slow")
        await began.wait()
        for _ in range(5):
            one.notify("slow")
            await until(lambda: one._sender is None)
        one.notify("other")
        await until(lambda: "other" in looks)
        assert looks.count("slow") == 1
        go_on.set()
        await until(lambda: not two._hearing)
    assert looks.count("slow") == 2


async def test_one_sessions_trouble_leaves_the_hearing_of_others(
    fresh_postgres_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    ear = Ear()

    async def troubled(session_id: str) -> None:
        if session_id == "bad":
            raise ZeroDivisionError
        await ear(session_id)

    async with worker(fresh_postgres_url, Ear()) as one, worker(fresh_postgres_url, troubled):
        one.notify("bad")
        one.notify("good")
        await ear.hears("good")
        await until(lambda: "ZeroDivisionError" in caplog.text)
        one.notify("good-again")
        await ear.hears("good-again")
    assert "bad" in caplog.text


async def test_after_the_database_was_away_notices_come_again(fresh_postgres_url: str) -> None:
    ear = Ear()
    async with worker(fresh_postgres_url, Ear()) as one, worker(fresh_postgres_url, ear) as two:
        lost = one._connection, two._connection
        raw = await asyncpg.connect(fresh_postgres_url.replace("+asyncpg", ""))
        await raw.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        await raw.close()
        one.notify("lost")  # into a connection that is going down, or into none: dropped, never raised
        await until(
            lambda: all(bus._connection not in (None, old) for bus, old in zip((one, two), lost, strict=True))
        )
        one.notify("s1")
        await ear.hears("s1")


async def test_a_bus_whose_database_is_not_there_says_so_and_keeps_trying(
    caplog: pytest.LogCaptureFixture,
) -> None:
    database = Database("postgresql+asyncpg://trappe:hemmeligt@127.0.0.1:1/trappe")
    bus = PostgresBus(database)
    bus.listen(Ear())
    bus.notify("s1")
    await until(lambda: caplog.text.count("no connection") >= 2)
    assert "hemmeligt" not in caplog.text
    await bus.close()
    await database.close()


async def test_closing_says_what_is_still_to_be_said(fresh_postgres_url: str) -> None:
    ear = Ear()
    async with worker(fresh_postgres_url, ear):
        async with worker(fresh_postgres_url, Ear()) as one:
            one.notify("last-words")
        await ear.hears("last-words")


def test_a_single_process_has_nobody_to_wake() -> None:
    bus = NoBus()
    bus.listen(Ear())
    bus.notify("s1")
    assert not bus.shared
    assert PostgresBus.shared
