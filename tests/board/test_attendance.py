"""Who is connected: a person counts once, wherever; and nobody is shown half a number."""

from types import SimpleNamespace
from typing import Any

from board.attendance import Attendance
from board.people import Actor, Here


def window(role: Any, person_id: str, area_id: str = "", drafts: int = 0) -> Any:
    return SimpleNamespace(actor=Actor(role, person_id, area_id), drafts=drafts)


ROOM = [
    window("participant", "anne", "skole", 2),
    window("participant", "anne", "skole", 1),  # a second window of hers
    window("participant", "bo", "ppr"),
    window("projector", "projector"),
    window("facilitator", "ada"),
]


def test_a_person_counts_once_and_of_their_drafts_the_most() -> None:
    """D2"""
    presence = Attendance(ROOM, alone=True).presence()
    assert presence is not None
    assert (presence.phones, presence.screens, presence.drafts) == (2, 1, {"skole": 2})


def test_with_other_workers_nothing_is_told_before_they_were_heard() -> None:
    """D2"""
    attendance = Attendance(ROOM, alone=False)
    assert attendance.presence() is None
    assert attendance.hear(())
    assert not attendance.hear(())
    presence = attendance.presence()
    assert presence is not None
    assert presence.phones == 2


def test_the_viewers_of_other_workers_count_once_too() -> None:
    """D2"""
    attendance = Attendance(ROOM, alone=False)
    cleo = Here({"cleo": ("ppr", 4), "anne": ("skole", 3)}, screens=1)
    attendance.hear([cleo, Here({"cleo": ("ppr", 4)})])
    presence = attendance.presence()
    assert presence is not None
    assert (presence.phones, presence.screens, presence.drafts) == (3, 2, {"skole": 3, "ppr": 4})
    assert attendance.everywhere().people.keys() == {"anne", "bo", "cleo"}
    assert attendance.here().people.keys() == {"anne", "bo"}
