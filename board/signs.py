"""What people say with the small button on their phones: a raised hand, “I need help”, “ready”. Hints only.

One worker keeps what its own phones said and hears the others' from them; of one person the newest counts. What was
said in an earlier stage is over. `sight.py` says what the facilitator is told of it; nobody else is told anything.
"""

from collections.abc import Iterable, Mapping, Sequence

from board.messages import Sign, YourSign
from board.people import Said


class Signs:
    """One room's signs. Bounded by the people whom the board has taken in, of each of whom one is kept."""

    def __init__(self) -> None:
        self._here: dict[str, Said] = {}
        self._all: dict[str, Said] = {}
        self._elsewhere: Sequence[Mapping[str, Said]] = ()

    def say(self, person_id: str, sign: Sign, now: int) -> None:
        """A phone tells what holds now. A call that was taken down is not raised again by a phone that slept."""
        before = self._all.get(person_id)
        since = max(min(sign.since, now), sign.opened_at)  # nobody has waited longer than the stage is open
        seen = (
            before is not None
            and before.seen
            and before.opened_at == sign.opened_at
            and since <= before.since
        )
        self._put(person_id, Said(now, sign.opened_at, sign.ready, "" if seen else sign.call, since, seen))

    def lower(self, person_id: str, now: int) -> None:
        """The facilitator has seen this person's call."""
        said = self._all.get(person_id)
        if said is not None and said.call:
            self._put(person_id, said._replace(at=now, call="", seen=True))

    def of(self, person_id: str, opened_at: int) -> YourSign | None:
        """What this person's phones are told that it says; None while nothing was said in this stage."""
        said = self._all.get(person_id)
        if said is None or said.opened_at != opened_at:
            return None
        return YourSign(
            opened_at=opened_at, ready=said.ready, call=said.call, since=said.since, seen=said.seen
        )

    def now(self, opened_at: int) -> Mapping[str, Said]:
        """What is said in the stage that was opened then, by person."""
        return {key: said for key, said in self._all.items() if said.opened_at == opened_at}

    def here(self, opened_at: int) -> Mapping[str, Said]:
        """What was heard by this worker."""
        return {key: said for key, said in self._here.items() if said.opened_at == opened_at}

    def hear(self, elsewhere: Sequence[Mapping[str, Said]]) -> Iterable[str]:
        """Take in what other workers heard. Gives the people of whom something else holds now."""
        if elsewhere == self._elsewhere:
            return ()
        self._elsewhere = elsewhere
        before, self._all = self._all, _newest((self._here, *elsewhere))
        return [key for key in before.keys() | self._all.keys() if before.get(key) != self._all.get(key)]

    def _put(self, person_id: str, said: Said) -> None:
        # Newer than what was heard before, also from a worker whose clock is a little ahead.
        after = self._all[person_id].at + 1 if person_id in self._all else 0
        self._here[person_id] = self._all[person_id] = said._replace(at=max(said.at, after))


def _newest(several: Iterable[Mapping[str, Said]]) -> dict[str, Said]:
    newest: dict[str, Said] = {}
    for each in several:
        for person_id, said in each.items():
            if person_id not in newest or newest[person_id] < said:
                newest[person_id] = said
    return newest
