"""Which offers of several mappings may be one is worked out once, in turns with others, and not kept for ever."""

import asyncio
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from app import twins
from app.aside import Aside
from app.twins import Twins
from exports import duplicates
from exports.freezing import freeze
from exports.parts import Part
from exports.report import digest
from tests.app.site import PATIENCE
from tests.exports import boards


@pytest.fixture
def aside() -> Iterator[Aside]:
    aside = Aside()
    yield aside
    aside.close()


@pytest.fixture
def worked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was done in the thread, in its order."""
    done: list[str] = []
    between = duplicates.between

    def counted(*mappings: Any) -> Any:
        done.append(" and ".join(one.session.title for one in mappings))
        return between(*mappings)

    monkeypatch.setattr(duplicates, "between", counted)
    return done


def parts(*titles: str) -> tuple[Part, ...]:
    """Mappings with one and the same offer."""
    made = []
    for number, title in enumerate(titles):
        card = boards.card(number, [boards.setup().steps[0].step_id], name="Læsehjælp")
        mapping = freeze(boards.board([card], boards.setup(title=title)))
        made.append(Part(title, digest(mapping), mapping))
    return tuple(made)


async def test_what_two_mappings_have_in_common_is_found_once(aside: Aside, worked: list[str]) -> None:
    found = Twins(aside)
    first = await found.proposals(parts("a", "b"))
    assert [(one.one.key, one.other.key) for one in first] == [("c0", "c1")]
    assert await found.proposals(parts("a", "b")) == first
    assert len(await found.proposals(parts("a", "b", "c"))) == 3
    assert worked == ["a and b", "a and c", "b and c"]


async def test_others_have_their_turn_in_between(
    aside: Aside, worked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = threading.Event(), threading.Event()
    between = duplicates.between

    def held(*mappings: Any) -> Any:
        begun.set()
        assert go_on.wait(PATIENCE)
        return between(*mappings)

    monkeypatch.setattr(duplicates, "between", held)
    finding = asyncio.create_task(Twins(aside).proposals(parts("a", "b", "c")))
    await asyncio.to_thread(begun.wait, PATIENCE)
    freezing = asyncio.ensure_future(aside.run(lambda: worked.append("a freeze")))
    await asyncio.sleep(0)
    go_on.set()
    await asyncio.gather(finding, freezing)
    assert worked == ["a and b", "a freeze", "a and c", "b and c"]


async def test_no_more_is_kept_than_there_is_room_for(
    aside: Aside, worked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(twins, "KEPT", 4)
    found = Twins(aside)
    for titles in ("ab", "ac", "ab", "ad", "ab", "ac"):
        await found.proposals(parts(*titles))
    assert worked == ["a and b", "a and c", "a and d", "a and c"], "the one that was asked for last stays"
