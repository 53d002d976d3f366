"""None crashes, none leaks, none slows others. `make soak SOAK=--malformed` sends a hundred thousand."""

from tests.soak.malformed import flooded

FRAMES = 10_000


async def test_ten_thousand_malformed_frames_crash_nothing_leak_nothing_and_keep_nobody_from_writing() -> (
    None
):
    flood = await flooded(seed=20261122, count=FRAMES)
    assert flood.problems == []
    assert flood.frames == FRAMES
    assert flood.answers > FRAMES * 0.8, "most must be answered; hints are not, and garbage was not counted"
    assert flood.written > 0
