"""Which deeds are remembered, so that they can be told and taken back: the newest, and the facilitator's own longer."""

from collections import deque

from board.state import OWN_RECENT, RECENT, Deed


class Recent:
    """The memory of a board in the making. It costs the same for each deed, however many there have been."""

    def __init__(self, deeds: tuple[Deed, ...]) -> None:
        self._own = deque(deeds[:-RECENT], OWN_RECENT)
        self._newest = deque(deeds[-RECENT:])
        self._at_stake: set[str] | None = None  # what `_own` touches that can be taken back, and perhaps more

    def deeds(self) -> tuple[Deed, ...]:
        """All that are remembered, oldest first."""
        return (*self._own, *self._newest)

    def remember(self, done: Deed) -> None:
        """Take in one deed more: kept are the newest of all, and before them the newest of the facilitator's own.

        When forty phones place cards at once, what the facilitator did five minutes ago must still have a way back.
        Where a deed that is forgotten here has changed the same thing since, the older one can no longer be taken back
        alone.
        """
        self._newest.append(done)
        if len(self._newest) <= RECENT:
            return
        gone = self._newest.popleft()
        if not gone.area_id:
            self._own.append(gone)  # the oldest of them makes room
            if self._at_stake is not None:
                self._at_stake.update(gone.touches)
        elif not gone.undone:
            self._hold_back(gone.touches)

    def _hold_back(self, changed: frozenset[str]) -> None:
        """Own deeds that touch what somebody changed later can no longer be taken back."""
        if self._at_stake is not None and self._at_stake.isdisjoint(changed):
            return
        self._at_stake = set()
        for at, one in enumerate(self._own):
            if one.takes_back and not one.touches.isdisjoint(changed):
                self._own[at] = one._replace(takes_back=())
            elif one.takes_back:
                self._at_stake.update(one.touches)

    def mark_undone(self, number: int) -> None:
        """Deed `number` was taken back. An undo holds just as long as what it took back does not, however often that
        was taken back and done again, and by whichever undo: so all that hang together are told anew.
        """
        known = {one.number: one for one in self.deeds()}
        first, undone = number, True
        while first in known and (before := known[first].undoes) in known and before is not None:
            first, undone = before, not undone
        told = {first: undone}
        for one in known.values():  # oldest first
            if one.undoes in told and one.undoes is not None:
                told[one.number] = not told[one.undoes]
        for deeds in (self._own, self._newest):
            for at, one in enumerate(deeds):
                if one.number in told:
                    deeds[at] = one._replace(undone=told[one.number])
