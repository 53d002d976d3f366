"""Workshops that lie in the database before a server starts on it: each entry decided by the board's own rules, and
the cookies of those who have joined. So a thousand phones can come at once without a thousand forms before.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from starlette.responses import Response

from app.security import Tickets, new_id
from board.commands import AddCard, Command, EditCard, Join, MoveCard, OfferChanges, OpenStage
from board.events import Entry
from board.fold import begin, fold
from board.people import Actor
from board.rules import decide
from board.state import Offer
from sessions import lifecycle, signin
from sessions.accounts import OPERATOR
from sessions.database import Database
from sessions.demo import demo_setup, real_offers
from sessions.migrations.migrate import migrate

SECRET = "what the cookies of a benchmark are signed with"  # noqa: S105  of data that lives for a minute

Door = tuple[str, str]  # the socket's path, and the cookie to come with


@dataclass(frozen=True)
class Plan:
    """A workshop in its placing stage. Card number so-and-so, `k{number}`, was written by person number so-and-so."""

    people: int
    cards: int
    placed: bool = False  # real offers on the staircase; else short ones that nobody has placed
    entries: int = 0  # edits and moves until the log is so long


@dataclass(frozen=True)
class Workshop:
    """A workshop that lies ready."""

    session_id: str
    code: str
    areas: Sequence[str]
    phones: Sequence[Door]
    console: Door


async def prepare(url: str, plans: Sequence[Plan]) -> list[Workshop]:
    """Put these workshops into the database at `url`, which is made if it is not there."""
    await migrate(url)
    database = Database(url)
    tickets = Tickets([SECRET])
    try:
        sign_in_id = new_id()
        token = await signin.new_link(database, _now())
        await signin.use_link(database, token, sign_in_id=sign_in_id, now=_now())
        return [await _prepare(database, tickets, sign_in_id, plan) for plan in plans]
    finally:
        await database.close()


async def _prepare(database: Database, tickets: Tickets, sign_in_id: str, plan: Plan) -> Workshop:
    session_id = new_id()
    setup = demo_setup(_now())
    areas = [area.area_id for area in setup.areas]
    people = [Actor("participant", new_id(), areas[number % len(areas)]) for number in range(plan.people)]
    facilitator = Actor("facilitator", OPERATOR)
    log = _Log(lifecycle.planned(setup, OPERATOR, _now()))
    for person in people:
        log.add(person, Join(id=log.next_id, area_id=person.area_id))
    log.add(facilitator, OpenStage(id=log.next_id, stage_id="placing"))
    for number in range(plan.cards):
        _write(log, plan, people[number % len(people)], number)
    _go_on(log, plan, people)
    session = await lifecycle.create(
        database, setup, session_id=session_id, facilitator_id=OPERATOR, now=_now(), entries=log.entries
    )
    return Workshop(
        session_id=session_id,
        code=session.code,
        areas=areas,
        phones=[
            (f"/live/1/{session_id}/participant", _participant(tickets, session_id, person.person_id))
            for person in people
        ],
        console=(f"/live/1/{session_id}/facilitator", _facilitator(tickets, sign_in_id)),
    )


class _Log:
    """The entries of a board as it comes to be."""

    def __init__(self, planned: Entry) -> None:
        self.board = begin(planned)
        self.entries = [planned]

    @property
    def next_id(self) -> str:
        return f"before-{len(self.entries)}"

    def add(self, actor: Actor, command: Command) -> None:
        events = decide(self.board, actor, command, _now())
        entry = Entry(self.board.number + 1, command.id, actor, _now(), events)
        self.board = fold(self.board, entry)
        self.entries.append(entry)


def _write(log: _Log, plan: Plan, author: Actor, number: int) -> None:
    card_id = f"k{number}"
    if not plan.placed:
        offer = Offer(name=f"Tilbud {number}", area_id=author.area_id, target_group="Børn og unge")
        log.add(author, AddCard(id=log.next_id, card_id=card_id, offer=offer))
        return
    real = real_offers()[number % len(real_offers())]
    offer = real.offer.model_copy(update={"name": f"{real.offer.name} {number}", "area_id": author.area_id})
    main, *others = real.step_ids or (log.board.setup.steps[number % len(log.board.setup.steps)].step_id,)
    log.add(
        author,
        AddCard(id=log.next_id, card_id=card_id, offer=offer, step_id=main, other_steps=tuple(others)),
    )


def _go_on(log: _Log, plan: Plan, people: Sequence[Actor]) -> None:
    steps = [step.step_id for step in log.board.setup.steps]
    for turn in range(plan.entries - len(log.entries)):
        number = turn // 2 % plan.cards
        author, card_id = people[number % len(people)], f"k{number}"
        if turn % 2:
            log.add(author, MoveCard(id=log.next_id, card_id=card_id, step_id=steps[turn % len(steps)]))
        else:
            changes = OfferChanges(target_group=f"Børn og unge, {turn}")
            log.add(author, EditCard(id=log.next_id, card_id=card_id, changes=changes))


def _participant(tickets: Tickets, session_id: str, person_id: str) -> str:
    response = Response()
    tickets.give_participant(response, session_id, person_id, new_id())
    return _cookie(response)


def _facilitator(tickets: Tickets, sign_in_id: str) -> str:
    response = Response()
    tickets.give_sign_in(response, sign_in_id)
    return _cookie(response)


def _cookie(response: Response) -> str:
    return "; ".join(one.partition(";")[0] for one in response.headers.getlist("set-cookie"))


def _now() -> int:
    return int(time.time() * 1000)
