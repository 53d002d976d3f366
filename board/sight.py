"""What each kind of viewer may see. All secrecy lives here and only here.

A viewer's picture is a set of *things*, each with its key. `see` gives a whole picture, `changes` what facts did to
it. Whatever carries text to a screen passes through `_view`; nothing else may.
"""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal

from pydantic import Field

from board.events import (
    ActionChanged,
    ActionNoted,
    BoardFrozen,
    BoardReopened,
    CardAdded,
    CardBroughtBack,
    CardConfirmed,
    CardEdited,
    CardMoved,
    CardPresented,
    CardsImported,
    CardWithdrawn,
    ClockSet,
    Event,
    FindingChanged,
    FindingNoted,
    PersonJoined,
    StageOpened,
    StageUndone,
    TextsRevealed,
)
from board.people import Audience
from board.state import Ability, AccessRoute, Area, Board, Card, Fact, FindingForm, Held, Reach, Stage, Step

FEW = 3  # fewer people than this from one area are not told by number (small counts, domain.md section 7)


class SessionThing(Fact):
    """What the session is about; the same for all."""

    kind: Literal["session"] = "session"
    key: str = "session"
    title: str
    municipality: str
    date: str
    purpose: str
    expected_outcome: str
    end_product: str
    scope: Literal["broad", "narrow"]
    consultative: bool
    law: Literal["serviceloven", "barnets_lov"]
    names_in_mapping: bool
    areas: tuple[Area, ...]
    steps: tuple[Step, ...]
    agenda: tuple[Stage, ...]


class StageThing(Fact):
    """The open stage. Times are ms since 1970 in server time; `remaining` (ms) is set while the clock is paused."""

    kind: Literal["stage"] = "stage"
    key: str = "stage"
    stage_id: str
    opened_at: int
    deadline: int | None
    remaining: int | None
    abilities: tuple[Ability, ...]  # what a participant may do now
    texts_shown: bool
    revealed: bool | None
    presented: str | None
    frozen_at: int | None
    version: int
    held: tuple[Held, ...]  # the agenda as it was held so far; the last one is open


class CardFields(Fact):
    """A card as it is shown. Who wrote it never leaves the server."""

    key: str
    card_id: str
    area_id: str
    name: str
    target_group: str
    reach: Reach
    organisational_unit: str
    description: str
    age_span: str
    group_size: str
    duration: str
    access_route: AccessRoute
    legal_basis: str
    contact: str
    consultative: bool
    step_id: str | None
    other_steps: tuple[str, ...]
    rank: str
    added_at: int
    withdrawn: bool
    source: str
    known: bool  # imported: all who sit at its table may write on it
    confirmed: bool


class CardThing(CardFields):
    """A card that this kind of viewer may read."""

    kind: Literal["card"] = "card"


class OwnThing(CardFields):
    """A card that the viewer has written; sent to its author only."""

    kind: Literal["own"] = "own"


class CountThing(Fact):
    """How many cards an area has stored: what is told of cards that may not be read."""

    kind: Literal["count"] = "count"
    key: str
    area_id: str
    stored: int
    unconfirmed: int  # of them, known offers of which nobody in the room has said yet that they hold


class HereThing(Fact):
    """Who has come, by area. `people` is None where there are some, but fewer than FEW."""

    kind: Literal["here"] = "here"
    key: str
    area_id: str
    people: int | None


class FindingThing(Fact):
    """An overlap, an interface, a gap or an observation, as the room knows it."""

    kind: Literal["finding"] = "finding"
    key: str
    finding_id: str
    number: int
    form: FindingForm
    text: str
    card_ids: tuple[str, ...]
    step_id: str | None


class ActionThing(Fact):
    """Who does what, and when."""

    kind: Literal["action"] = "action"
    key: str
    action_id: str
    what: str
    who: str
    due: str


class DeedThing(Fact):
    """What just happened, for the facilitator: named, and whether it can still be undone."""

    kind: Literal["deed"] = "deed"
    key: str
    number: int
    at: int
    what: str
    area_id: str
    subject: str
    before: str
    after: str
    undoable: bool
    undoes: int | None
    undone: bool


Thing = Annotated[
    SessionThing
    | StageThing
    | CardThing
    | OwnThing
    | CountThing
    | HereThing
    | FindingThing
    | ActionThing
    | DeedThing,
    Field(discriminator="kind"),
]
Changes = tuple[list[Thing], list[str]]
Made = dict[
    bool, Thing | None
]  # one key's thing as it was made, for the facilitator (True) and for all others


def see(board: Board, audience: Audience) -> dict[str, Thing]:
    """Everything that this audience may see now, by key."""
    seen = ((key, _view(board, audience, key, {})) for key in _keys(board, audience))
    return {key: thing for key, thing in seen if thing is not None}


def changes(
    before: Board, after: Board, touched: Iterable[str], present: Iterable[Audience]
) -> Mapping[Audience, Changes]:
    """What facts that touched these keys did to the pictures of the audiences present: (put, removed keys).

    Each audience is looked at once, whatever the number of viewers, and authors only for their own cards. Audiences
    whose picture is as before are left out.
    """
    here = set(present)
    found: dict[Audience, Changes] = {}
    for key in sorted(set(touched)):
        old_made: Made = {}
        new_made: Made = {}
        alike: dict[
            tuple[int, int], bool
        ] = {}  # things are shared between audiences, and so is comparing them
        for audience in _concerned(after, key, here):
            old, new = _view(before, audience, key, old_made), _view(after, audience, key, new_made)
            pair = (id(old), id(new))
            if pair not in alike:
                alike[pair] = old == new
            if alike[pair]:
                continue
            put, removed = found.setdefault(audience, ([], []))
            if new is None:
                removed.append(key)
            else:
                put.append(new)
    return found


def touches(before: Board, after: Board, event: Event) -> Iterable[str]:
    """The keys that an event may have changed in anybody's picture."""
    match event:
        case CardAdded():
            return _card_keys(event.card.card_id, event.card.offer.area_id)
        case CardsImported():
            cards = event.cards
            return {key for card in cards for key in _card_keys(card.card_id, card.offer.area_id)}
        case CardConfirmed():
            card = after.cards.get(event.card_id)
            return _card_keys(event.card_id, card.offer.area_id if card else "")
        case CardEdited():
            card = before.cards.get(event.card_id)
            areas = {card.offer.area_id, event.offer.area_id} if card else set()
            counts = {f"count:{area_id}" for area_id in areas} if len(areas) == 2 else set()
            return {f"card:{event.card_id}", f"own:{event.card_id}"} | counts
        case CardMoved():
            return (f"card:{event.card_id}", f"own:{event.card_id}")
        case CardWithdrawn() | CardBroughtBack():
            card = after.cards.get(event.card_id)
            return {"stage"} | set(_card_keys(event.card_id, card.offer.area_id if card else ""))
        case PersonJoined():
            return {f"here:{event.area_id}", f"here:{before.people.get(event.person_id, event.area_id)}"}
        case CardPresented():
            shown = (before.presented, event.card_id)
            return {"stage"} | {f"card:{card_id}" for card_id in shown if card_id is not None}
        case StageOpened() | StageUndone() | TextsRevealed() | BoardFrozen() | BoardReopened():
            return {"stage", *(f"card:{card_id}" for card_id in after.cards)}
        case ClockSet():
            return ("stage",)
        case FindingNoted() | FindingChanged():
            return (f"finding:{event.finding.finding_id}",)
        case ActionNoted() | ActionChanged():
            return (f"action:{event.action.action_id}",)
    # A changed plan may change names and order anywhere, and leave areas out.
    return {*_everything(before), *_everything(after)}


def deed_touches(before: Board, after: Board) -> Iterable[str]:
    """The keys of the facilitator's memory that differ: the newest deed, those that an undo marked, and all of them
    when the board is frozen or opened again, because nothing can be undone on a frozen one."""
    old = {deed.number: deed for deed in before.recent}
    new = {deed.number: deed for deed in after.recent}
    if (before.frozen_at is None) != (after.frozen_at is None):
        return {f"deed:{number}" for number in old.keys() | new.keys()}
    return {f"deed:{number}" for number in old.keys() | new.keys() if old.get(number) is not new.get(number)}


def _card_keys(card_id: str, area_id: str) -> tuple[str, ...]:
    return (f"card:{card_id}", f"own:{card_id}", f"count:{area_id}")


def _concerned(board: Board, key: str, present: set[Audience]) -> Iterable[Audience]:
    kind, _, name = key.partition(":")
    if kind == "own":
        card = board.cards.get(name)
        author = Audience("author", card.author_id) if card else None
        return (author,) if author in present and author is not None else ()
    if kind == "deed":
        return {Audience("facilitator")} & present
    return [audience for audience in present if audience.kind != "author"]


def _keys(board: Board, audience: Audience) -> Iterable[str]:
    if audience.kind == "author":
        return [f"own:{card.card_id}" for card in board.cards.values() if card.author_id == audience.key]
    deeds = [f"deed:{deed.number}" for deed in board.recent] if audience.kind == "facilitator" else []
    return [*_everything(board), *deeds]


def _everything(board: Board) -> list[str]:
    return [
        "session",
        "stage",
        *(f"count:{area.area_id}" for area in board.setup.areas),
        *(f"here:{area.area_id}" for area in board.setup.areas),
        *(f"card:{card_id}" for card_id in board.cards),
        *(f"finding:{finding_id}" for finding_id in board.findings),
        *(f"action:{action_id}" for action_id in board.actions),
    ]


def _view(board: Board, audience: Audience, key: str, made: Made) -> Thing | None:
    """One thing as this audience sees it, or None if it does not: with `_may_read` the whole privacy policy.

    A thing that several audiences may see is made once (`made`), so that it is also written to the wire once.
    """
    kind, _, name = key.partition(":")
    full = audience.kind == "facilitator"
    match kind:
        case "card":
            card = board.cards.get(name)
            if card is None or not _may_read(board, audience, card):
                return None
        case "own":
            card = board.cards.get(name)
            if card is None or audience != Audience("author", card.author_id):
                return None
        case "deed" if not full:
            return None
        case _ if audience.kind == "author":
            return None
    if full not in made:
        made[full] = _make(board, key, kind, name, full)
    return made[full]


def _make(board: Board, key: str, kind: str, name: str, full: bool) -> Thing | None:
    match kind:
        case "card":
            return CardThing(key=key, **_fields(board.cards[name]))
        case "own":
            return OwnThing(key=key, **_fields(board.cards[name]))
        case "session":
            return SessionThing(**dict(board.setup))
        case "stage":
            return _stage(board)
        case "count":
            return _count(board, key, name)
        case "here":
            return _here(board, full, key, name)
        case "finding":
            finding = board.findings.get(name)
            if finding is None or finding.removed:
                return None
            return FindingThing(key=key, **finding.model_dump(exclude={"author_id", "removed"}))
        case "action":
            action = board.actions.get(name)
            if action is None or action.removed:
                return None
            return ActionThing(key=key, **action.model_dump(exclude={"removed"}))
        case "deed":
            return _deed(board, key, int(name))
    return None


def _may_read(board: Board, audience: Audience, card: Card) -> bool:
    if audience.kind == "facilitator":
        return True
    if card.withdrawn:
        return False
    if board.texts_shown or board.presented == card.card_id:
        return True
    return audience.kind == "table" and audience.key == card.offer.area_id


def _fields(card: Card) -> dict[str, Any]:
    return {
        "card_id": card.card_id,
        **dict(card.offer),
        "step_id": card.placement.step_id,
        "other_steps": card.placement.other_steps,
        "rank": card.placement.rank,
        "added_at": card.added_at,
        "withdrawn": card.withdrawn,
        "source": card.source,
        "known": card.known,
        "confirmed": card.confirmed,
    }


def _stage(board: Board) -> StageThing:
    stage = board.stage
    return StageThing(
        stage_id=stage.stage_id,
        opened_at=board.held[-1].opened_at,
        deadline=board.clock.deadline,
        remaining=board.clock.remaining,
        abilities=() if board.frozen_at is not None else stage.abilities,
        texts_shown=board.texts_shown,
        revealed=board.revealed,
        presented=board.presented,
        frozen_at=board.frozen_at,
        version=board.version,
        held=board.held,
    )


def _count(board: Board, key: str, area_id: str) -> CountThing | None:
    if all(area.area_id != area_id for area in board.setup.areas):
        return None
    stored = [card for card in board.cards.values() if card.offer.area_id == area_id and not card.withdrawn]
    unconfirmed = sum(1 for card in stored if not card.confirmed)
    return CountThing(key=key, area_id=area_id, stored=len(stored), unconfirmed=unconfirmed)


def _here(board: Board, full: bool, key: str, area_id: str) -> HereThing | None:
    if all(area.area_id != area_id for area in board.setup.areas):
        return None
    people = sum(1 for at in board.people.values() if at == area_id)
    few = 0 < people < FEW and not full
    return HereThing(key=key, area_id=area_id, people=None if few else people)


def _deed(board: Board, key: str, number: int) -> DeedThing | None:
    deed = next((one for one in board.recent if one.number == number), None)
    if deed is None:
        return None
    return DeedThing(
        key=key,
        number=deed.number,
        at=deed.at,
        what=deed.what,
        area_id=deed.area_id,
        subject=deed.subject,
        before=deed.before,
        after=deed.after,
        undoable=bool(deed.takes_back) and not deed.undone and board.frozen_at is None,
        undoes=deed.undoes,
        undone=deed.undone,
    )
