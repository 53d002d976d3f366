"""The next workshop after a mapping: its plan as it was, and the mapping's offers to be confirmed in the room."""

import re
from datetime import date

from board.commands import ImportCards, KnownOffer
from board.events import Entry
from board.fold import begin
from board.people import Actor
from board.rules import decide
from board.state import Offer, Setup
from exports import known
from exports.report import Mapping
from exports.words import Translator
from sessions import lifecycle, working_days


def title(mapping: Mapping, day: str) -> str:
    """What the next workshop is called: as this one, with its own year, so that lists tell them apart."""
    session = mapping.session
    renamed = re.sub(rf"(?<!\d){session.date[:4]}(?!\d)", day[:4], session.title)
    return renamed if day[:4] in renamed else f"{renamed} {day[:4]}"


def day(mapping: Mapping, today: date) -> str:
    """When it could be held (ISO date): when the mapping is to be looked through, or else a year after it."""
    upkeep = mapping.session.upkeep
    if upkeep is not None and upkeep.next_date > today.isoformat():
        return working_days.working_day(date.fromisoformat(upkeep.next_date)).isoformat()
    return working_days.next_year(date.fromisoformat(mapping.session.date), today).isoformat()


def plan(before: Setup, *, title: str, day: str) -> Setup:
    """The plan of the workshop that made the mapping, for another day. Raises pydantic's `ValidationError`.

    Minutes that a point gave up because the day ran late are its own again, and the next update is to be agreed anew.
    """
    agenda = [
        stage.model_copy(update={"minutes": stage.minutes + stage.given_up, "given_up": 0})
        for stage in before.agenda
    ]
    upkeep = before.upkeep.model_copy(update={"next_date": ""})
    changed = before.model_copy(update={"agenda": tuple(agenda), "upkeep": upkeep, "sources": ()})
    return Setup.model_validate(changed.model_dump() | {"title": title, "date": day})


def log(
    setup: Setup,
    mapping: Mapping | None,
    words: Translator,
    *,
    session_id: str,
    import_id: str,
    facilitator_id: str,
    now: int,
) -> tuple[Entry, ...]:
    """How the next workshop's log begins: with its plan, and with all offers of the mapping, if they are to come along.

    They keep their ids, and where they come from: the mapping is of the workshop `session_id`. Raises `Refused`.
    """
    planned = lifecycle.planned(setup, facilitator_id, now)
    if mapping is None or not mapping.offers:
        return (planned,)
    origins = known.origins(mapping, session_id)
    offers = tuple(
        KnownOffer(
            card_id=offer.offer_id,
            offer=Offer.model_validate(offer.model_dump(include=set(Offer.model_fields))),
            step_id=offer.step_id,
            column_id=offer.column_id,
            other_steps=offer.other_step_ids,
            origins=origins[offer.offer_id],
        )
        for offer in mapping.offers
    )
    actor = Actor("facilitator", facilitator_id)
    command = ImportCards(id=import_id, source=known.source(mapping, words), offers=offers)
    return planned, Entry(2, import_id, actor, now, decide(begin(planned), actor, command, now))
