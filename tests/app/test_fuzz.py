"""The whole HTTP interface, a thousand wrong requests of it (`python -m tests.fuzz` asks for longer)."""

from pathlib import Path

from tests.fuzz.attack import Attack, operations
from tests.fuzz.world import world


async def test_no_request_makes_a_fault_of_ours_or_tells_of_another_space(tmp_path: Path) -> None:
    async with world(tmp_path) as place:
        came = await Attack(place, place.description, seed=20261122).run(rounds=1)
        assert came.problems == []
        everything = operations(place.description)
        assert came.asked > 8 * len(everything)
        assert len(came.never) < len(everything) / 3, "most must be attacked behind their door, too"

        # The same attack complains of somebody who has been given another workshop's key.
        del place.people[1:]
        place.known["projector_key"] = [place.foreign_key]
        leaking = await Attack(place, place.description, seed=1).run(rounds=0)
        assert any("holds" in problem for problem in leaking.problems)
