"""Holds what viewers asked, were told and saw against the log, promise by promise (design.md section 4).

One walk over each session's log; what is compared at an entry is compared when the walk is there. Who may read a
card is said here anew, in the words of the promise, and not asked of board/sight.py, which is under test.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from board.events import Entry, Event, FindingChanged, FindingNoted
from board.fold import begin, fold
from board.messages import CLIENT
from board.people import Actor, audiences
from board.refusals import Refused
from board.rules import decide
from board.sight import see
from board.state import Board, Card
from exports import freezing, report
from tests.soak.viewers import MARK, Viewer

TIMES = frozenset({"at", "added_at", "deadline", "remaining"})  # set by the clock, which is being bent
# Refusals of a card that a person is told about, and whose text then stays on the phone: a number that looks like a
# CPR number, and a card that was still under way when the facilitator froze the board.
TOLD_WHY = ("cpr", "frozen")
MOST_LINES = 30  # of a history

STORED = "1. Stored, then told"
LOST = "2. Nothing written is ever lost"
SAME = "3. Everyone sees the same"
HIDDEN = "4. Nobody is sent what is not theirs"
FROZEN = "7. Frozen is frozen"
RESTS = "The server returns to where it was"
WORKS = "Nothing goes wrong in the server that was not done to it"


@dataclass(frozen=True)
class Broken:
    """A promise that did not hold, with as little of the log as shows it."""

    promise: str
    what: str
    history: Sequence[str] = ()


@dataclass
class Evidence:
    """One session: its log, everyone who took part, and the digests of the mappings that were kept, by version."""

    entries: Sequence[Entry]
    viewers: Sequence[Viewer]
    digests: Mapping[int, str]
    broken: list[Broken] = field(default_factory=list)

    def breaks(self, promise: str, what: str, history: Iterable[str] = ()) -> None:
        self.broken.append(Broken(promise, what, tuple(history)))


def actor_of(viewer: Viewer, entries: Iterable[Entry]) -> Actor:
    """Who this was for the server: known from what they were accepted."""
    by = (entry.actor.person_id for entry in entries if entry.command_id in viewer.asked)
    return Actor(viewer.role, next(by, "nobody"), viewer.area_id if viewer.role == "participant" else "")


def picture(board: Board, actor: Actor) -> dict[str, Any]:
    """What this actor may see, as it would arrive."""
    return {
        key: json.loads(thing.model_dump_json())
        for audience in audiences(actor)
        for key, thing in see(board, audience).items()
    }


def check(evidence: Evidence) -> list[Broken]:
    """Everything that did not hold. Also the boards' replay: what the walk ends with is what viewers must show."""
    entries = evidence.entries
    if [entry.number for entry in entries] != list(range(1, len(entries) + 1)):
        evidence.breaks(STORED, "the log's numbers have gaps or doubles")
        return evidence.broken
    actors = {viewer: actor_of(viewer, entries) for viewer in evidence.viewers}
    _check_accepted(evidence)
    _check_order(evidence)
    waiting = _waiting(evidence, actors)
    may = _MayRead()
    board: Board | None = None
    for entry in entries:
        before, board = board, begin(entry) if board is None else fold(board, entry)
        if before is not None:
            _check_decision(evidence, actors, before, entry)
            if board.version != before.version:
                _check_digest(evidence, board)
        may.walk(before, board, entry)
        for compare in waiting.get(entry.number, ()):
            compare(board)
    assert board is not None
    for viewer, actor in actors.items():
        _check_hidden(evidence, viewer, actor, may)
        _check_same(evidence, viewer, board, actor, viewer.picture, "at the end")
        for complaint in viewer.complaints:
            evidence.breaks(SAME, f"{name(viewer)}: {complaint}")
    return evidence.broken


# ---- stored, once, in order


def _check_accepted(evidence: Evidence) -> None:
    stored = {entry.command_id: entry for entry in evidence.entries}
    if len(stored) != len(evidence.entries):
        evidence.breaks(LOST, "a command's id stands twice in the log")
    asked = {command_id for viewer in evidence.viewers for command_id in viewer.asked}
    for entry in evidence.entries[1:]:
        kinds = {event.type for event in entry.events}
        if entry.command_id not in asked and kinds != {"person_joined"}:
            evidence.breaks(LOST, f"entry {entry.number} was asked by nobody", [line(entry)])
    for viewer in evidence.viewers:
        for command_id, numbers in viewer.accepted.items():
            entry = stored.get(command_id)
            if entry is not None and numbers != {entry.number}:
                what = f"{name(viewer)} was told {sorted(numbers)} for {command_id}, which is entry {entry.number}"
                evidence.breaks(STORED, what, [line(entry)])
        for command_id, command in viewer.unanswered.items():
            evidence.breaks(LOST, f"{name(viewer)} never had an answer to {command['type']} {command_id}")
        for command_id, command in viewer.asked.items():
            lost = command["type"] == "add_card" and command_id not in stored
            if lost and viewer.refused.get(command_id) not in TOLD_WHY:
                why = viewer.refused.get(command_id, "accepted")
                evidence.breaks(LOST, f"{name(viewer)}'s card {command['card_id']} is not in the log: {why}")


def _check_order(evidence: Evidence) -> None:
    """C5: what one line carried, and carried once, was decided in the order in which it was sent."""
    stored = {entry.command_id: entry for entry in evidence.entries}
    for viewer in evidence.viewers:
        times = Counter(command_id for _, command_id in viewer.sent)
        before: dict[int, Entry] = {}
        for sent_on, command_id in viewer.sent:
            entry = stored.get(command_id)
            if entry is None or times[command_id] > 1:
                continue
            if sent_on in before and entry.number < before[sent_on].number:
                what = (
                    f"{name(viewer)} sent {before[sent_on].command_id} before {command_id} on one line (C5)"
                )
                evidence.breaks(STORED, what, [line(entry), line(before[sent_on])])
            before[sent_on] = entry


def _waiting(
    evidence: Evidence, actors: Mapping[Viewer, Actor]
) -> Mapping[int, list[Callable[[Board], None]]]:
    """What is to be compared when the walk reaches a number."""
    found: dict[int, list[Callable[[Board], None]]] = {}
    stored = {entry.command_id for entry in evidence.entries}
    last = evidence.entries[-1].number
    for viewer, actor in actors.items():
        for number, seen in viewer.looks:
            if number > last:
                evidence.breaks(
                    STORED, f"{name(viewer)} heard of entry {number}, and the log ends with {last}"
                )
            else:
                found.setdefault(number, []).append(
                    lambda board, viewer=viewer, actor=actor, seen=seen: _check_same(
                        evidence, viewer, board, actor, seen, f"at {board.number}"
                    )
                )
        for command_id in viewer.accepted.keys() - stored:
            for number in viewer.accepted[command_id]:
                found.setdefault(min(number, last), []).append(
                    lambda board, viewer=viewer, actor=actor, command_id=command_id: _check_nothing_to_do(
                        evidence, viewer, actor, board, command_id
                    )
                )
    return found


def _check_nothing_to_do(
    evidence: Evidence, viewer: Viewer, actor: Actor, board: Board, command_id: str
) -> None:
    """C6: what was accepted and is not stored must have been so already."""
    command = viewer.asked.get(command_id)
    try:
        done = command is None or not decide(board, actor, CLIENT.validate_python(command), 0)  # type: ignore[arg-type]
    except Refused:
        done = False
    if not done:
        what = f"{name(viewer)}'s {command['type']} {command_id} was confirmed as {board.number} and is not stored"
        subject = command.get("card_id") or command.get("finding_id") or command_id
        evidence.breaks(STORED, what, history(evidence.entries, subject, board.number))


def _check_decision(evidence: Evidence, actors: Mapping[Viewer, Actor], before: Board, entry: Entry) -> None:
    """An entry holds what its command asked, decided on the board before it."""
    for viewer, actor in actors.items():
        command = viewer.asked.get(entry.command_id)
        if command is None:
            continue
        try:
            events = decide(before, actor, CLIENT.validate_python(command), entry.at)  # type: ignore[arg-type]
        except Refused as refused:
            evidence.breaks(STORED, f"entry {entry.number} had to be refused: {refused.code}", [line(entry)])
            return
        if _timeless(events) != _timeless(entry.events):
            evidence.breaks(STORED, f"entry {entry.number} is not what was asked", [line(entry)])
        return


def _timeless(events: Iterable[Event]) -> list[Any]:
    def without(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: without(one) for key, one in value.items() if key not in TIMES}
        return value

    return [without(event.model_dump()) for event in events]


# ---- the same for all, and nothing hidden


def _check_same(
    evidence: Evidence, viewer: Viewer, board: Board, actor: Actor, seen: Mapping[str, Any], when: str
) -> None:
    right = picture(board, actor)
    if seen == right:
        return
    wrong = sorted(key for key in seen.keys() | right.keys() if seen.get(key) != right.get(key))
    what = f"{name(viewer)}'s picture is wrong {when} (board at {board.number}): {wrong[:5]}, {len(wrong)} things"
    evidence.breaks(SAME, what, history(evidence.entries, wrong[0].partition(":")[2], board.number))


class _MayRead:
    """From which number on a marked text could be read, and by whom: a table, an author, the room, the facilitator."""

    def __init__(self) -> None:
        self._since: dict[tuple[str, str], int] = {}  # (mark, reader) to number
        self.of: dict[str, str] = {}  # mark to the card, finding or action that bears it

    def walk(self, before: Board | None, after: Board, entry: Entry) -> None:
        opened = before is None or (before.texts_shown, before.presented) != (
            after.texts_shown,
            after.presented,
        )
        for card_id, card in after.cards.items():
            if opened or before is None or before.cards.get(card_id) is not card:
                readers = list(_readers(after, card))
                for mark in MARK.findall(
                    f"{card.offer.name} {card.offer.description} {card.offer.target_group}"
                ):
                    self._learn(mark, card_id, readers, entry.number)
        for event in entry.events:
            if isinstance(event, FindingNoted | FindingChanged):
                for mark in MARK.findall(event.finding.text):
                    self._learn(mark, event.finding.finding_id, ("room",), entry.number)
        if before is None or before.actions is not after.actions:
            for action in after.actions.values():
                for mark in MARK.findall(action.what):
                    self._learn(mark, action.action_id, ("room",), entry.number)

    def _learn(self, mark: str, of: str, readers: Iterable[str], number: int) -> None:
        self.of[mark] = of
        for reader in readers:
            self._since.setdefault((mark, reader), number)

    def since(self, mark: str, actor: Actor) -> int | None:
        """The first number at which this actor may be sent this text."""
        readers = {
            "facilitator": ("facilitator", "room"),
            "projector": ("room",),
            "participant": ("room", f"table:{actor.area_id}", f"author:{actor.person_id}"),
        }[actor.role]
        numbers = [self._since[mark, reader] for reader in readers if (mark, reader) in self._since]
        return min(numbers, default=None)


def _readers(board: Board, card: Card) -> Iterator[str]:
    yield "facilitator"
    yield f"author:{card.author_id}"
    if not card.withdrawn:
        yield f"table:{card.offer.area_id}"
        if board.texts_shown or board.presented == card.card_id:
            yield "room"


def _check_hidden(evidence: Evidence, viewer: Viewer, actor: Actor, may: _MayRead) -> None:
    for mark, number in sorted(viewer.marks.items(), key=lambda heard: heard[1]):
        since = may.since(mark, actor)
        if mark not in may.of:
            evidence.breaks(STORED, f"{name(viewer)} was shown {mark} at {number}, which was never stored")
        elif since is None or since > number:
            allowed = "never" if since is None else f"from {since} on"
            what = f"{name(viewer)} was sent {mark} at {number} and may see it {allowed}"
            evidence.breaks(HIDDEN, what, history(evidence.entries, may.of[mark], number))
            return  # the first is the shortest story; where one is, there are hundreds


def _check_digest(evidence: Evidence, board: Board) -> None:
    replayed = report.digest(freezing.freeze(board))
    kept = evidence.digests.get(board.version)
    if kept != replayed:
        evidence.breaks(FROZEN, f"version {board.version} is kept as {kept}, and the log gives {replayed}")


# ---- telling


def name(viewer: Viewer) -> str:
    return f"{viewer.role} {id(viewer) % 0xFFFF:04x}" + (f" ({viewer.area_id})" if viewer.area_id else "")


def line(entry: Entry) -> str:
    events = "; ".join(
        f"{event.type} {event.model_dump_json(exclude_defaults=True)}" for event in entry.events
    )
    return f"{entry.number} {entry.actor.role} {entry.actor.person_id[:6]} {entry.command_id}: {events}"[:300]


def history(entries: Sequence[Entry], subject: str, until: int) -> list[str]:
    """The entries up to a number that can have to do with it: about the subject, or about what all may see."""
    general = {
        "stage_opened",
        "stage_undone",
        "texts_revealed",
        "card_presented",
        "board_frozen",
        "board_reopened",
    }
    found = []
    for entry in entries[1:until]:
        concerns = any(event.type in general for event in entry.events)
        if concerns or (subject and any(subject in event.model_dump_json() for event in entry.events)):
            found.append(line(entry))
    return found[-MOST_LINES:]
