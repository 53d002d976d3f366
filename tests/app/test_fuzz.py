"""The whole HTTP interface, a few thousand wrong requests of it (`python -m tests.fuzz` asks for longer)."""

from pathlib import Path

from tests.fuzz.attack import Attack, operations
from tests.fuzz.world import world


async def test_no_request_makes_a_fault_of_ours_or_tells_of_another_workshop(tmp_path: Path) -> None:
    async with world(tmp_path) as place:
        came = await Attack(place, place.description, seed=20261122).run(rounds=2)
    assert came.problems == []
    everything = operations(place.description)
    assert came.asked > 8 * len(everything)
    assert len(came.never) < len(everything) / 4, "most must be attacked behind their door, too"


async def test_the_attack_sees_what_it_looks_for(tmp_path: Path) -> None:
    """Who knows another workshop's key gets its texts: then the same attack complains."""
    async with world(tmp_path) as place:
        del place.people[1:]
        place.known["projector_key"] = [place.foreign_key]
        came = await Attack(place, place.description, seed=1).run(rounds=0)
    assert any("holds" in problem for problem in came.problems)
