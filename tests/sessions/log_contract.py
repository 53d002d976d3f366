"""What every log promises (`board.ports.Log`). Run by `test_log.py` over memory, SQLite and PostgreSQL."""

import asyncio
from collections.abc import Awaitable, Sequence

import pytest

from board.events import CardAdded, Entry, TextsRevealed
from board.people import Actor
from board.ports import Log, Stale
from board.state import Card, Offer
from tests.world import ADA, BEN, START


def entry(number: int, command_id: str = "", actor: Actor = ADA) -> Entry:
    """Some entry with this number."""
    revealed = (TextsRevealed(revealed=number % 2 == 0),)
    return Entry(number, command_id or f"command-{number}", actor, START + number, revealed)


async def numbers(log: Log, session_id: str = "S") -> list[int]:
    return [kept.number for kept in await log.since(session_id, 0)]


async def outcomes(*appending: Awaitable[None]) -> list[str]:
    """How each append ended: `stored`, or the name of what it raised."""
    ended = await asyncio.gather(*appending, return_exceptions=True)
    return ["stored" if one is None else type(one).__name__ for one in ended]


class LogContract:
    """Subclasses give the fixture `logs`: two logs over one store, as two workers have them."""

    @pytest.fixture
    def log(self, logs: tuple[Log, Log]) -> Log:
        return logs[0]

    @pytest.fixture
    def other(self, logs: tuple[Log, Log]) -> Log:
        return logs[1]

    async def test_what_is_stored_is_read_back_letter_for_letter(self, log: Log, other: Log) -> None:
        name = "Læsehjælp & “sprogcafé” – 0-18 år <b>'; DROP TABLE entry;-- 👩‍👧 مرحبا"
        offer = Offer(name=name, area_id="skole", description="to\nlinjer", consultative=True)
        card = Card(card_id="k", author_id="ben", offer=offer, added_at=START)
        kept = Entry(1, "c-1", BEN, START, (CardAdded(card=card), TextsRevealed(revealed=None)))
        await log.append("S", kept)
        assert list(await other.since("S", 0)) == [kept]
        assert await other.find("S", "c-1") == kept

    async def test_entries_come_in_order_and_only_the_later_ones(self, log: Log) -> None:
        for number in range(1, 6):
            await log.append("S", entry(number))
        assert [kept.number for kept in await log.since("S", 3)] == [4, 5]
        assert [kept.number for kept in await log.since("S", 1, 3)] == [2, 3, 4]
        assert [kept.number for kept in await log.since("S", 4, 3)] == [5]
        assert await log.since("S", 5) == []
        assert await log.since("unknown", 0) == []

    async def test_appending_without_waiting_keeps_the_order_of_the_calls(self, log: Log) -> None:
        ended = await outcomes(*(log.append("S", entry(number)) for number in range(1, 101)))
        assert ended == ["stored"] * 100
        assert await numbers(log) == list(range(1, 101))

    @pytest.mark.parametrize("number", [1, 2, 4, 9])
    async def test_only_the_next_number_is_stored(self, log: Log, number: int) -> None:
        await log.append("S", entry(1))
        await log.append("S", entry(2))
        with pytest.raises(Stale):
            await log.append("S", entry(number, "another"))
        assert await numbers(log) == [1, 2]
        assert await log.find("S", "another") is None

    async def test_a_log_begins_with_one(self, log: Log) -> None:
        with pytest.raises(Stale):
            await log.append("S", entry(2))
        assert await numbers(log) == []

    async def test_a_command_counts_once(self, log: Log, other: Log) -> None:
        await log.append("S", entry(1, "same"))
        await log.append("S", entry(2))
        for either in (log, other):
            with pytest.raises(Stale):
                await either.append("S", entry(3, "same"))
            found = await either.find("S", "same")
            assert found is not None
            assert found.number == 1
        assert await numbers(log) == [1, 2]

    async def test_another_session_may_use_the_same_command_id(self, log: Log) -> None:
        await log.append("S", entry(1, "same"))
        await log.append("T", entry(1, "same"))
        assert await numbers(log, "S") == await numbers(log, "T") == [1]

    async def test_what_queues_behind_a_refused_entry_is_refused_too(self, log: Log) -> None:
        await log.append("S", entry(1, "same"))
        ended = await outcomes(
            *(log.append("S", one) for one in (entry(2, "same"), entry(3), entry(4), entry(2, "late")))
        )
        assert ended[:3] == ["Stale"] * 3
        kept = await numbers(log)
        assert kept == list(range(1, len(kept) + 1))
        await log.append("S", entry(len(kept) + 1, "afterwards"))

    async def test_an_entry_decided_upon_a_refused_one_never_follows_another_workers(
        self, log: Log, other: Log
    ) -> None:
        await log.append("S", entry(1))
        await other.append("S", entry(2, "the other was first"))
        ended = await outcomes(log.append("S", entry(2)), log.append("S", entry(3)))
        assert ended == ["Stale", "Stale"]
        assert await numbers(log) == [1, 2]

    async def test_one_sessions_clash_leaves_the_others_alone(self, log: Log, other: Log) -> None:
        for session_id in ("A", "B", "C"):
            await log.append(session_id, entry(1))
        await other.append("B", entry(2, "the other was first"))
        ended = await outcomes(*(log.append(s, entry(n)) for n in (2, 3) for s in ("C", "B", "A")))
        assert ended == ["stored", "Stale", "stored"] * 2
        assert await numbers(log, "A") == await numbers(log, "C") == [1, 2, 3]
        assert await numbers(log, "B") == [1, 2]

    async def test_after_a_clash_the_next_number_is_stored_again(self, log: Log, other: Log) -> None:
        await log.append("S", entry(1))
        await other.append("S", entry(2, "the other was first"))
        with pytest.raises(Stale):
            await log.append("S", entry(2))
        assert [kept.command_id for kept in await log.since("S", 1)] == ["the other was first"]
        await log.append("S", entry(3))
        assert await numbers(other) == [1, 2, 3]

    async def test_the_next_number_is_stored_however_the_caller_learned_it(
        self, log: Log, other: Log
    ) -> None:
        await log.append("S", entry(1))
        await other.append("S", entry(2))
        await log.append("S", entry(3))
        assert await numbers(log) == [1, 2, 3]

    async def test_forgetting_a_session_loses_nothing(self, log: Log) -> None:
        await log.append("S", entry(1))
        log.forget("S")
        log.forget("unknown")
        await log.append("S", entry(2))
        assert await numbers(log) == [1, 2]

    async def test_two_workers_that_race_share_the_numbers(self, logs: tuple[Log, Log]) -> None:
        """Nobody's command is lost or doubled, and no number is left out, in several sessions at once."""
        sessions = ("A", "B", "C")

        async def worker(name: str, log: Log, session_id: str) -> int:
            clashes, number, todo = 0, 0, [f"{name}-{turn}" for turn in range(25)]
            while todo:
                # Two at a time without waiting, as a busy room does.
                pair = todo[:2]
                ended = await outcomes(
                    *(log.append(session_id, entry(number + 1 + n, id_)) for n, id_ in enumerate(pair))
                )
                assert set(ended) <= {"stored", "Stale"}
                assert ended != ["Stale", "stored"]
                stored = ended.count("stored")
                todo, number = todo[stored:], number + stored
                clashes += len(pair) - stored
                if stored < len(pair):
                    kept = await log.since(session_id, number)
                    number = kept[-1].number if kept else number
            return clashes

        # In opposite orders: PostgreSQL would otherwise find two batches that wait for each other.
        racing = [("first", logs[0], one) for one in sessions] + [
            ("second", logs[1], one) for one in sessions[::-1]
        ]
        clashes = await asyncio.wait_for(asyncio.gather(*(worker(*runner) for runner in racing)), 60)
        assert sum(clashes) > 0, "they never met, so this proves nothing"
        wanted = {f"{name}-{turn}" for name in ("first", "second") for turn in range(25)}
        for session_id in sessions:
            kept: Sequence[Entry] = await logs[0].since(session_id, 0)
            assert [one.number for one in kept] == list(range(1, 51))
            assert {one.command_id for one in kept} == wanted

    async def test_whoever_stops_waiting_breaks_nothing(self, log: Log) -> None:
        await log.append("S", entry(1))
        tasks = [asyncio.ensure_future(log.append("S", entry(number))) for number in (2, 3, 4)]
        await asyncio.sleep(0)
        tasks[1].cancel()
        ended = await asyncio.gather(*tasks, return_exceptions=True)
        assert ended[0] is None
        kept = await numbers(log)
        assert kept == list(range(1, len(kept) + 1))
        await log.append("S", entry(len(kept) + 1, "afterwards"))
