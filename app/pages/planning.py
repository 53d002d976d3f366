"""The form for a new workshop: what stands in it at first, and the plan that it makes. Only the title is required."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from pydantic import ValidationError
from starlette.datastructures import FormData

from app import wire
from app.languages import sentence
from app.pages import page
from app.pages.templates import KeptAgenda, KeptStaircase
from board.refusals import Refused
from board.state import Area, Column, Setup, Stage, Step
from board.text import clean
from exports.words import N_, Lang, Translator
from sessions.agenda import AGENDAS
from sessions.areas import AREAS, OTHERS, own_area
from sessions.staircases import COLUMNS, STAIRCASES

OWN = "own"  # a staircase of one's own
NO_COLUMNS = "none"
MOST_STEPS = 15
FEWEST_STEPS = 3


class Wrong(Exception):
    """What was typed makes no plan: which field, and a sentence (msgid) that says what to do."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(field)
        self.field, self.sentence = field, sentence


@dataclass(frozen=True, slots=True)
class Plan:
    """What stands in the form."""

    title: str = ""
    municipality: str = ""
    date: str = ""
    purpose: str = ""
    expected_outcome: str = ""
    end_product: str = ""
    scope: str = "broad"
    consultative: bool = False
    law: str = "barnets_lov"
    names_in_mapping: bool = False
    names_shown: bool = True
    areas: frozenset[str] = frozenset(area.area_id for area in (*AREAS, OTHERS))
    own_areas: str = ""
    staircase: str = next(iter(STAIRCASES))
    steps: tuple[tuple[str, str], ...] = field(default=())
    columns: str = NO_COLUMNS
    agenda: str = next(iter(AGENDAS))
    starts_at: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """What this installation has kept to begin with, by id."""

    agendas: Mapping[str, KeptAgenda]
    staircases: Mapping[str, KeptStaircase]


def blank(today: date, kept: Kept) -> dict[str, Any]:
    """The form as it is first shown, with good defaults; own steps begin as a copy of the usual ones."""
    usual = next(iter(STAIRCASES.values()))
    return _values(
        Plan(date=today.isoformat(), steps=tuple((step.name, step.description) for step in usual)), kept
    )


def again(form: FormData, wrong: Wrong | Refused, words: Translator, kept: Kept) -> dict[str, Any]:
    """The form as it was sent, with what is wrong in it."""
    if isinstance(wrong, Wrong):
        return _values(read(form), kept, wrong.field, words.gettext(wrong.sentence))
    return _values(read(form), kept, wrong.field, sentence(words, wrong.code))


def read(form: FormData) -> Plan:
    """What was typed, as it was typed."""
    texts = {name: page.field(form, name) for name in _TEXTS}
    rows = zip(page.fields(form, "step_name"), page.fields(form, "step_description"), strict=False)
    return replace(
        Plan(),
        **texts,
        consultative="consultative" in form,
        names_in_mapping="names_in_mapping" in form,
        names_shown="names_hidden" not in form,
        areas=frozenset(page.fields(form, "areas")),
        steps=tuple((name, description) for name, description in rows)[:MOST_STEPS],
    )


def setup(form: FormData, lang: Lang, kept: Kept) -> Setup:
    """The plan that the form makes. Raises `Wrong` or `Refused`."""
    plan = read(form)
    if not clean(plan.title):
        raise Wrong("title", N_("Skriv, hvad workshoppen hedder."))
    if not is_day(plan.date):
        raise Wrong("date", N_("Vælg den dag, workshoppen holdes."))
    if plan.scope not in ("broad", "narrow") or plan.law not in ("serviceloven", "barnets_lov"):
        raise Refused("malformed")
    try:
        return Setup(
            title=plan.title,
            municipality=plan.municipality,
            date=plan.date,
            purpose=plan.purpose,
            expected_outcome=plan.expected_outcome,
            end_product=plan.end_product,
            scope="narrow" if plan.scope == "narrow" else "broad",
            consultative=plan.consultative,
            law="serviceloven" if plan.law == "serviceloven" else "barnets_lov",
            names_in_mapping=plan.names_in_mapping,
            names_shown=plan.names_shown,
            areas=_areas(plan),
            steps=_steps(plan, kept),
            columns=_columns(plan, kept),
            agenda=_agenda(plan.agenda, lang, kept),
            starts_at=plan.starts_at,
        )
    except ValidationError as error:
        refused = wire.explain(error)
        # The names of areas and steps stand in one field each of this form.
        at = {str(one["loc"][0]) for one in error.errors() if one["loc"]}
        raise Refused(
            refused.code, "areas" if "areas" in at else "steps" if "steps" in at else refused.field
        ) from None


def is_day(text: str) -> bool:
    """Whether it is an ISO date that the calendar has."""
    try:
        return bool(re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) and date.fromisoformat(text))
    except ValueError:
        return False


_TEXTS = (
    *("title", "municipality", "date", "purpose", "expected_outcome", "end_product"),
    *("scope", "law", "own_areas", "staircase", "columns", "agenda", "starts_at"),
)


def _areas(plan: Plan) -> tuple[Area, ...]:
    """The chosen ones in the handbook's order, then one's own, then “Andre”."""
    chosen = [area for area in AREAS if area.area_id in plan.areas]
    for line in plan.own_areas.splitlines():
        if name := clean(line):
            try:
                chosen.append(own_area(name, chosen))
            except ValidationError:
                raise Refused("too_long", "own_areas") from None
    if OTHERS.area_id in plan.areas:
        chosen.append(OTHERS)
    if not chosen:
        raise Wrong("areas", N_("Vælg mindst ét fagområde."))
    return tuple(chosen)


def _steps(plan: Plan, kept: Kept) -> tuple[Step, ...]:
    if plan.staircase in kept.staircases:
        return kept.staircases[plan.staircase].steps
    if plan.staircase in STAIRCASES:
        return STAIRCASES[plan.staircase]
    rows = [(clean(name), clean(description)) for name, description in plan.steps]
    named = [(name, description) for name, description in rows if name]
    if any(description and not name for name, description in rows):
        raise Wrong("steps", N_("Giv hvert trin et navn, eller slet også dets beskrivelse."))
    if not FEWEST_STEPS <= len(named) <= MOST_STEPS:
        raise Wrong("steps", N_("En trappe har mellem 3 og 15 trin."))
    return tuple(
        Step(step_id=f"trin-{number}", name=name, description=description)
        for number, (name, description) in enumerate(named, 1)
    )


def _columns(plan: Plan, kept: Kept) -> tuple[Column, ...]:
    """Those chosen; a kept staircase brings its own unless others are chosen."""
    if plan.columns not in COLUMNS and plan.staircase in kept.staircases:
        return kept.staircases[plan.staircase].columns
    make = COLUMNS.get(plan.columns)
    return make("serviceloven" if plan.law == "serviceloven" else "barnets_lov") if make else ()


def _agenda(name: str, lang: Lang, kept: Kept) -> tuple[Stage, ...]:
    if name in kept.agendas:
        return kept.agendas[name].agenda
    return AGENDAS.get(name, next(iter(AGENDAS.values())))(lang)


def _values(plan: Plan, kept: Kept, wrong_field: str = "", why: str = "") -> dict[str, Any]:
    rows = [*plan.steps, *[("", "")] * (MOST_STEPS - len(plan.steps))]
    return {
        "plan": plan,
        "rows": rows,
        "wrong": wrong_field,
        "sentence": why,
        "all_areas": (*AREAS, OTHERS),
        "staircases": STAIRCASES,
        "columns": {
            name: make("serviceloven" if plan.law == "serviceloven" else "barnets_lov")
            for name, make in COLUMNS.items()
        },
        "agendas": tuple(AGENDAS),
        "kept_agendas": kept.agendas,
        "kept_staircases": kept.staircases,
    }
