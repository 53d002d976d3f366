"""The process plan: the notes of its steps are changed each for itself, so that two may write at once."""

from board.process import PROCESS_STEPS, Process, ProcessNote
from board.refusals import Refused


def with_notes(now: Process, changed: Process, seen: Process) -> Process:
    """The plan with the steps of `changed` as they stand there; the others stay, and those without a word are left
    out. Refuses to overwrite what is not as it was seen.
    """
    notes = {note.step: note for note in now}
    known = {note.step: note for note in seen}
    for note in changed:
        blank = ProcessNote(step=note.step)
        if notes.get(note.step, blank) not in (note, known.get(note.step, blank)):
            raise Refused("plan_changed", "process")
        notes[note.step] = note
    return tuple(
        notes[step]
        for step in PROCESS_STEPS
        if notes.get(step, ProcessNote(step=step)) != ProcessNote(step=step)
    )
