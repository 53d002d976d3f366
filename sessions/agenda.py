"""The ready-made agendas. They are a beginning: a facilitator renames, reorders, leaves out, repeats, lengthens."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from board.state import Ability, Stage, StageKind, Texts

Lang = Literal["da", "en"]


@dataclass(frozen=True, slots=True)
class _Rules:
    """What a kind of stage is called, what participants may do in it, and what the room reads: all only proposed."""

    titles: dict[Lang, str]
    abilities: tuple[Ability, ...] = ()
    texts: Texts = "all"


# Until the cards are to be read by all, each table sees its own: what one writes must not steer what others write.
_KINDS: dict[StageKind, _Rules] = {
    "preparation": _Rules({"da": "Forberedelse", "en": "Preparation"}, (), "own_table"),
    "welcome": _Rules({"da": "Velkomst og rammesætning", "en": "Welcome and framing"}, (), "own_table"),
    "introduction": _Rules(
        {"da": "Introduktion til indsatstrappen", "en": "Introduction to the staircase"}, (), "own_table"
    ),
    "writing": _Rules({"da": "Vi skriver tilbud", "en": "We write offers"}, ("write",), "own_table"),
    "placing": _Rules(
        {"da": "Vi placerer tilbud på trappen", "en": "We place offers on the staircase"}, ("write", "place")
    ),
    "presenting": _Rules(
        {"da": "Vi præsenterer for hinanden", "en": "We present to each other"}, ("write", "place", "ask")
    ),
    "reflection": _Rules({"da": "Fælles refleksion", "en": "Reflecting together"}, ("write", "note")),
    "break": _Rules({"da": "Pause", "en": "Break"}, (), "own_table"),
    "wrapup": _Rules({"da": "Tak for i dag: hvem gør hvad", "en": "Thank you: who does what"}),
}


def stage(kind: StageKind, lang: Lang, minutes: int = 0, stage_id: str = "") -> Stage:
    """A stage of this kind with its usual title, abilities and texts. Its id is the kind unless another is given."""
    rules = _KINDS[kind]
    return Stage(
        stage_id=stage_id or kind,
        kind=kind,
        title=rules.titles[lang],
        minutes=minutes,
        abilities=rules.abilities,
        texts=rules.texts,
    )


def proposals(lang: Lang) -> tuple[Stage, ...]:
    """One point of each kind, as it is proposed when it is added to an agenda."""
    return tuple(stage(kind, lang, 15 if kind == "break" else 0) for kind in _KINDS)


def handbook(lang: Lang) -> tuple[Stage, ...]:
    """The handbook's day (boxes 6 and 7): place, then present. Only the two times that it gives have a clock."""
    return (
        stage("preparation", lang),
        stage("welcome", lang),
        stage("introduction", lang),
        stage("writing", lang, 45),
        stage("placing", lang),
        stage("presenting", lang, 60),
        stage("reflection", lang),
        stage("wrapup", lang),
    )


def presenting_first(lang: Lang) -> tuple[Stage, ...]:
    """The handbook's other order (its running text): each representative presents, and the cards go up meanwhile."""
    return (
        stage("preparation", lang),
        stage("welcome", lang),
        stage("introduction", lang),
        stage("writing", lang, 45),
        stage("presenting", lang, 60),
        stage("placing", lang),
        stage("reflection", lang),
        stage("wrapup", lang),
    )


def short(lang: Lang) -> tuple[Stage, ...]:
    """Two hours, for a narrow mapping or one professional area; those who come know the staircase."""
    return (
        stage("preparation", lang),
        stage("welcome", lang),
        stage("writing", lang, 25),
        stage("placing", lang, 15),
        stage("presenting", lang, 30),
        stage("reflection", lang, 25),
        stage("wrapup", lang),
    )


# By the name under which a form offers them; the first is the usual one.
AGENDAS: dict[str, Callable[[Lang], tuple[Stage, ...]]] = {
    "handbook": handbook,
    "presenting_first": presenting_first,
    "short": short,
}
