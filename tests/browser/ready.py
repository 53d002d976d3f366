"""Workshops that lie ready in the server's database, as full as a screen can be asked to show: nobody types them.

`empty`: nobody has written. `demo`: the 30 real offers. `many`: 150 cards on six steps. `crowded`: 300 cards on twelve
steps, every fifth name of 140 signs, on several steps, with findings and agreements of full length. `columns`: 24 cards
in five columns of six steps; `many_columns`: 150 in the seven legal columns of twelve. `tall`: 120 on 15 steps.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from starlette.responses import Response

from app.security import Tickets, new_id
from board.commands import AddCard, Command, Join, NoteAction, NoteFinding, OpenStage, PresentCard
from board.events import Entry
from board.fold import begin, fold
from board.people import Actor
from board.rules import decide
from board.state import Setup, StageKind, Step
from sessions import demo, lifecycle
from sessions.agenda import Lang
from sessions.agenda import stage as point
from sessions.database import Database
from sessions.staircases import NORWEGIAN, everyday, legal
from tests.serving import Server

BoardName = Literal["empty", "demo", "many", "crowded", "columns", "many_columns", "tall"]

MINUTE = 60_000  # ms
PEOPLE = 24
LONG = (
    "Tværfagligt forløb for børn og unge med bekymrende skolefravær og deres forældre i samarbejde med skole, "
    "PPR og familiehus i Nordvestsjælland"
)
TEXT = (
    "Både familiehuset, skolerne og civilsamfundet har grupper for børn fra skilsmisser. Hvem henvender man sig til, "
    "og hvordan hører en familie i den nordlige ende af kommunen om dem, når de ikke selv spørger?"
)


@dataclass(frozen=True, slots=True)
class Ready:
    """A workshop to open; `ticket` lets a phone in as somebody who has written, where anybody has."""

    session_id: str
    wall_link: str
    join_link: str
    ticket: dict[str, str]


async def lay_ready(server: Server, board: BoardName, stage: StageKind, lang: Lang) -> Ready:
    """Put a workshop that has come to this stage into the database of a server that runs."""
    database = Database(f"sqlite+aiosqlite:///{server.data / 'tilbudstrappen.db'}")
    session_id, now = new_id(), time.time_ns() // 1_000_000
    setup = _setup(board, now, lang)
    if board == "demo":
        entries = demo.demo_entries(stage, setup, session_id=session_id, facilitator_id="ada", now=now)
        people = demo.demo_people(session_id, now)
    else:
        entries, people = tuple(_entries(board, stage, setup, session_id, now)), ()
    try:
        session = await lifecycle.create(
            database,
            setup,
            session_id=session_id,
            facilitator_id="ada",
            now=now,
            entries=entries,
            people=people,
        )
    finally:
        await database.close()
    wrote = [
        event.card.author_id for entry in entries for event in entry.events if event.type == "card_added"
    ]
    person_id = max(wrote, key=wrote.count) if wrote else _person_id(session_id, 1)
    return Ready(
        session_id=session_id,
        wall_link=f"/wall/{session.projector_key}",
        join_link=f"/q/{session.join_key}",
        ticket=_ticket(server, session_id, person_id),
    )


def _setup(board: BoardName, now: int, lang: Lang) -> Setup:
    setup = demo.demo_setup(now, lang)
    if board != "demo":
        agenda = (*setup.agenda[:-1], point("break", lang, 15), setup.agenda[-1])
        setup = setup.model_copy(update={"agenda": agenda})
    if board == "crowded":
        title = (
            "Kortlægning af kommunens samlede tilbudsvifte til børn, unge og deres familier fra 0 til 18 år"
        )
        return setup.model_copy(update={"title": title, "steps": NORWEGIAN})
    if board == "tall":
        return setup.model_copy(update={"steps": (*NORWEGIAN, *_more_steps())})
    if board == "columns":
        return setup.model_copy(update={"columns": everyday("barnets_lov")})
    if board == "many_columns":
        return setup.model_copy(update={"steps": NORWEGIAN, "columns": legal("barnets_lov")})
    return setup if board == "demo" else setup.model_copy(update={"title": "Børn og unge 0-18 år"})


def _more_steps() -> Iterator[Step]:
    """Up to the most that a staircase may have, with names as long as they may be."""
    for number in range(13, 16):
        name = f"Sikret institution eller anden anbringelse uden for kommunen for de få, trin {number}"
        yield Step(step_id=f"trin-{number}", name=name[:80])


def _entries(board: BoardName, stage: StageKind, setup: Setup, session_id: str, now: int) -> Iterator[Entry]:
    begun = now - 12 * MINUTE
    facilitator = Actor("facilitator", "ada")
    planned = lifecycle.planned(setup, facilitator.person_id, begun)
    yield planned
    state = begin(planned)
    for number, (actor, command) in enumerate(_done(board, stage, setup, session_id, facilitator)):
        asked = command.model_copy(update={"id": f"ready-{number}"})
        entry = Entry(state.number + 1, asked.id, actor, begun, decide(state, actor, asked, begun))
        state = fold(state, entry)
        yield entry


def _done(
    board: BoardName, stage: StageKind, setup: Setup, session_id: str, facilitator: Actor
) -> Iterator[tuple[Actor, Command]]:
    areas = [area.area_id for area in setup.areas]
    people = [
        Actor("participant", _person_id(session_id, number), areas[number % len(areas)])
        for number in range(PEOPLE)
    ]
    for person in people:
        yield person, Join(id="-", area_id=person.area_id)
    cards = {"empty": 0, "many": 150, "crowded": 300, "columns": 24, "many_columns": 150, "tall": 120}[board]
    if cards:
        yield facilitator, OpenStage(id="-", stage_id="placing")
    for number in range(cards):
        yield people[number % PEOPLE], _card(board, setup, number, people[number % PEOPLE].area_id)
    yield facilitator, OpenStage(id="-", stage_id=stage)
    if cards and stage in ("reflection", "wrapup"):
        for number, form in enumerate(("overlap", "interface", "gap", "observation") * 3):
            yield facilitator, _finding(setup, number, form)
        for number in range(9):
            text = f"{TEXT[:160]} ({number + 1})"
            yield (
                facilitator,
                NoteAction(
                    id="-",
                    action_id=f"a{number}",
                    what=text,
                    who="Lederne af myndighed og PPR",
                    due="2027-02-01",
                ),
            )
    if cards and stage == "presenting":
        yield facilitator, PresentCard(id="-", card_id="k4")


def _card(board: BoardName, setup: Setup, number: int, area_id: str) -> AddCard:
    real = demo.real_offers()[number % len(demo.real_offers())].offer
    name = f"{real.name} {number // 30 + 1}" if number >= 30 else real.name
    if board == "crowded" and number % 5 == 4:
        name = f"{LONG} {number}"[:140]
    steps = [step.step_id for step in setup.steps]
    # Most stand low, as in life; every tenth has no place yet, every sixth stands on a second step.
    at = (number * number + number // 7) % 11 * len(steps) // 16
    placed = number % 10 != 9
    # Higher steps mostly by other laws than lower ones.
    columns = [column.column_id for column in setup.columns] if placed else []
    return AddCard(
        id="-",
        card_id=f"k{number}",
        offer=real.model_copy(update={"name": name, "area_id": area_id}),
        step_id=steps[at] if placed else None,
        column_id=columns[(at // 2 + (number % 5) // 2) % len(columns)] if columns else None,
        other_steps=(steps[at + 1],) if placed and number % 6 == 0 else (),
    )


def _finding(
    setup: Setup, number: int, form: Literal["overlap", "interface", "gap", "observation"]
) -> NoteFinding:
    return NoteFinding(
        id="-",
        finding_id=f"f{number}",
        form=form,
        text=TEXT,
        card_ids=(f"k{number}", f"k{number + 13}") if form in ("overlap", "interface") else (),
        step_id=setup.steps[number % len(setup.steps)].step_id if form == "gap" else None,
    )


def _person_id(session_id: str, number: int) -> str:
    return f"{session_id[:36]}-{number}"


def _ticket(server: Server, session_id: str, person_id: str) -> dict[str, str]:
    response = Response()
    tickets = Tickets((server.data / "secret").read_text().split())
    tickets.give_participant(response, session_id, person_id, new_id())
    pairs = (one.partition(";")[0].partition("=") for one in response.headers.getlist("set-cookie"))
    return {name: value for name, _, value in pairs}
