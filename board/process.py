"""The process plan (procesplan, handbook annex 1), and how the end product is kept up to date afterwards."""

from typing import Annotated, Literal, get_args

from pydantic import BeforeValidator, Field, StringConstraints

from board.fact import Fact
from board.text import DayOrNone, Line, Short, clean_prose

# The five steps of a mapping, in order. The workshop is the third.
ProcessStep = Literal["purpose", "delimitation", "mapping", "follow_up", "end_product"]
PROCESS_STEPS: tuple[ProcessStep, ...] = get_args(ProcessStep)

# Fifteen of them, and what stood there before, have to go into one frame of 64 KiB.
Note = Annotated[str, BeforeValidator(clean_prose), StringConstraints(max_length=1500)]


class ProcessNote(Fact):
    """What is written of one step of the mapping."""

    step: ProcessStep
    input: Note = ""
    decisions: Note = ""
    further: Note = ""  # points for further work


Process = Annotated[tuple[ProcessNote, ...], Field(max_length=len(PROCESS_STEPS))]

ProductForm = Literal["", "overview", "catalogue", "both", "other"]
Access = Literal["", "internal", "public", "both"]
Rhythm = Literal["", "half_yearly", "yearly", "two_yearly", "other"]


class Upkeep(Fact):
    """What the end product is, for whom, where it is found, who sees to it (tovholder), and how often (kadence)."""

    form: ProductForm = ""
    recipients: Line = ""
    access: Access = ""
    channel: Line = ""
    owner: Short = ""
    rhythm: Rhythm = ""
    rhythm_words: Short = ""  # where the rhythm is another one
    next_date: DayOrNone = ""
