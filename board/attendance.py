"""Who of a session is connected, to this worker and to the others. Hints only: nothing is decided by it."""

from collections.abc import Collection, Sequence
from typing import Protocol

from board.messages import Presence
from board.people import Actor, Here


class Present(Protocol):
    """A viewer who is counted."""

    @property
    def actor(self) -> Actor: ...

    @property
    def drafts(self) -> int: ...


class Attendance:
    """Counts one room's viewers, a person once, however many windows and workers they are connected to."""

    def __init__(self, clients: Collection[Present], *, alone: bool) -> None:
        self._clients = clients
        # What other workers have told of their viewers; None until they were asked: half a number is a wrong one.
        self._elsewhere: Sequence[Here] | None = () if alone else None

    def here(self) -> Here:
        """Who is connected to this worker. A person's windows share what lies on the phone: the most counts."""
        people: dict[str, tuple[str, int]] = {}
        screens = 0
        for client in self._clients:
            if client.actor.role == "participant":
                _note(people, client.actor.person_id, client.actor.area_id, client.drafts)
            screens += client.actor.role == "projector"
        facilitators = frozenset(
            client.actor.person_id for client in self._clients if client.actor.role == "facilitator"
        )
        return Here(people, screens, facilitators=facilitators)

    def hear(self, elsewhere: Sequence[Here]) -> bool:
        """Take in what the other workers told. Whether that is news."""
        news = elsewhere != self._elsewhere
        self._elsewhere = elsewhere
        return news

    def everywhere(self) -> Here:
        """Who is connected to any worker, as far as the others have told."""
        everyone = self.here()
        people, screens = dict(everyone.people), everyone.screens
        facilitators = everyone.facilitators
        for other in self._elsewhere or ():
            for person_id, (area_id, drafts) in other.people.items():
                _note(people, person_id, area_id, drafts)
            screens += other.screens
            facilitators |= other.facilitators
        return Here(people, screens, facilitators=facilitators)

    def presence(self) -> Presence | None:
        """What projector and facilitator are told; None while the other workers have not been heard."""
        if self._elsewhere is None:
            return None
        everyone = self.everywhere()
        drafts: dict[str, int] = {}
        for area_id, count in everyone.people.values():
            if count:
                drafts[area_id] = drafts.get(area_id, 0) + count
        return Presence(
            phones=len(everyone.people),
            screens=everyone.screens,
            drafts=drafts,
            facilitators=tuple(sorted(everyone.facilitators)),
        )


def _note(people: dict[str, tuple[str, int]], person_id: str, area_id: str, drafts: int) -> None:
    people[person_id] = (area_id, max(drafts, people[person_id][1] if person_id in people else 0))
