"""What is decided: `decide(board, actor, command, now)` gives the facts that a command leads to, or refuses it.

Pure: no clock, no ids of its own, no I/O. No facts means that the board is already as asked, which is no refusal.
"""

from dataclasses import replace

from board.commands import (
    AddCard,
    BringBackCard,
    ChangeSetup,
    Command,
    ConfirmCard,
    EditAction,
    EditCard,
    EditFinding,
    ExtendClock,
    Freeze,
    ImportCards,
    Join,
    MoveCard,
    NoteAction,
    NoteFinding,
    OpenStage,
    PauseClock,
    PresentCard,
    RemoveAction,
    RemoveFinding,
    Reopen,
    ResumeClock,
    RevealTexts,
    Undo,
    WithdrawCard,
)
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
    SetupChanged,
    StageOpened,
    TextsRevealed,
    Undone,
)
from board.fold import evolve
from board.people import Actor
from board.refusals import Refused
from board.staircase import rank_between, rank_for
from board.state import Ability, Action, Board, Card, Clock, Fact, Finding, Placement, Setup
from board.text import looks_like_cpr
from board.undo import in_the_way, way_back

MINUTE = 60_000

# Far above any real workshop; they only stop a phone that has gone mad from filling the wall. What a person has
# written counts for good; on the board only what stands does, so that a facilitator can make room again.
PEOPLE_PER_BOARD = 3000
CARDS_PER_PERSON = 200
CARDS_PER_BOARD = 2000
FINDINGS_PER_PERSON = 50
FINDINGS_PER_BOARD = 500
ACTIONS_PER_BOARD = 200


def decide(board: Board, actor: Actor, command: Command, now: int) -> tuple[Event, ...]:
    """The facts that this command, asked by this actor at `now` (ms), leads to. Raises `Refused`."""
    if board.frozen_at is not None and not isinstance(command, Join | Freeze | Reopen):
        raise Refused("frozen")
    match command:
        case Join():
            return _join(board, actor, command)
        case AddCard():
            return _add_card(board, actor, command, now)
        case ConfirmCard():
            return _confirm_card(board, actor, command)
        case EditCard():
            return _edit_card(board, actor, command)
        case MoveCard():
            return _move_card(board, actor, command)
        case WithdrawCard():
            card = _writable(board, actor, command.card_id)
            return () if card.withdrawn else (CardWithdrawn(card_id=card.card_id),)
        case BringBackCard():
            card = _writable(board, actor, command.card_id)
            return _bring_back(board, card)
        case NoteFinding() | EditFinding():
            return _note_finding(board, actor, command)
    _only_facilitator(actor)
    match command:
        case ImportCards():
            return _import_cards(board, command, now)
        case OpenStage():
            return _open_stage(board, command, now)
        case PauseClock() | ResumeClock() | ExtendClock():
            return _set_clock(board, command, now)
        case RevealTexts():
            return () if command.revealed == board.revealed else (TextsRevealed(revealed=command.revealed),)
        case PresentCard():
            return _present(board, command)
        case RemoveFinding():
            found = _finding(board, command.finding_id)
            return (
                () if found.removed else (FindingChanged(finding=found.model_copy(update={"removed": True})),)
            )
        case NoteAction() | EditAction():
            return _note_action(board, command)
        case RemoveAction():
            action = _action(board, command.action_id)
            return (
                () if action.removed else (ActionChanged(action=action.model_copy(update={"removed": True})),)
            )
        case ChangeSetup():
            return _change_setup(board, command)
        case Undo():
            return _undo(board, command)
        case Freeze():
            return _freeze(board, now)
        case Reopen():
            return _reopen(board, now)


def _join(board: Board, actor: Actor, command: Join) -> tuple[Event, ...]:
    _known_area(board, command.area_id)
    if board.people.get(actor.person_id) == command.area_id:
        return ()
    if actor.person_id not in board.people and len(board.people) >= PEOPLE_PER_BOARD:
        raise Refused("too_many")
    return (PersonJoined(person_id=actor.person_id, area_id=command.area_id),)


def _add_card(board: Board, actor: Actor, command: AddCard, now: int) -> tuple[Event, ...]:
    _may(board, actor, "write")
    if command.card_id in board.cards:
        raise Refused("taken")
    _has_room(board)
    if actor.role == "participant":
        written = sum(1 for card in board.cards.values() if card.author_id == actor.person_id)
        if written >= CARDS_PER_PERSON:
            raise Refused("too_many_cards")
    _known_area(board, command.offer.area_id)
    _no_cpr(command.offer)
    _no_cpr(command)
    card = Card(
        card_id=command.card_id,
        author_id=actor.person_id,
        offer=command.offer,
        placement=_placement(board, command.card_id, command.step_id, command.other_steps, None, None),
        added_at=now,
        source=command.source if actor.role == "facilitator" else "",
    )
    return (CardAdded(card=card),)


def _edit_card(board: Board, actor: Actor, command: EditCard) -> tuple[Event, ...]:
    card = _writable(board, actor, command.card_id)
    if card.withdrawn:
        raise Refused("withdrawn")
    offer = card.offer.model_copy(update=command.changes.model_dump(exclude_none=True))
    if offer == card.offer:
        return ()
    _known_area(board, offer.area_id)
    _no_cpr(command.changes)
    return (CardEdited(card_id=card.card_id, offer=offer), *_confirming(board, actor, card))


def _bring_back(board: Board, card: Card) -> tuple[Event, ...]:
    if not card.withdrawn:
        return ()
    _has_room(board)
    return (CardBroughtBack(card_id=card.card_id),)


def _move_card(board: Board, actor: Actor, command: MoveCard) -> tuple[Event, ...]:
    card = _card(board, command.card_id)
    _may(board, actor, "place")
    if (
        actor.role == "participant"
        and card.author_id != actor.person_id
        and card.offer.area_id != actor.area_id
    ):
        raise Refused("not_yours")
    if actor.role == "projector" and not board.texts_shown:
        raise Refused("not_now")
    if card.withdrawn:
        raise Refused("withdrawn")
    placement = _placement(
        board, card.card_id, command.step_id, command.other_steps, command.before, command.after
    )
    if placement == card.placement:
        return ()
    confirming = _confirming(board, actor, card) if placement.step_id is not None else ()
    return (CardMoved(card_id=card.card_id, placement=placement), *confirming)


def _import_cards(board: Board, command: ImportCards, now: int) -> tuple[Event, ...]:
    _has_room(board, len(command.offers))
    _no_cpr(command)
    cards: dict[str, Card] = {}
    last: dict[str, str] = {}  # the rank on each step after which the next card comes
    for known in command.offers:
        if known.card_id in board.cards or known.card_id in cards:
            raise Refused("taken")
        _known_area(board, known.offer.area_id)
        _no_cpr(known.offer)
        _no_cpr(known)
        others = _further(board, known.step_id, known.other_steps)
        placement = Placement()
        if (step := known.step_id) is not None:
            last[step] = (
                rank_between(last[step], "")
                if step in last
                else rank_for(board.cards, known.card_id, step, None, None)
            )
            placement = Placement(step_id=step, other_steps=others, rank=last[step])
        cards[known.card_id] = Card(
            card_id=known.card_id,
            author_id="",
            offer=known.offer,
            placement=placement,
            added_at=now,
            source=known.source or command.source,
            confirmed=False,
        )
    return (CardsImported(source=command.source, cards=tuple(cards.values())),)


def _confirm_card(board: Board, actor: Actor, command: ConfirmCard) -> tuple[Event, ...]:
    card = _card(board, command.card_id)
    if actor.role == "projector":
        raise Refused("not_allowed")
    if actor.role == "participant" and card.offer.area_id != actor.area_id:
        raise Refused("not_yours")
    _may(board, actor, "write" if "write" in board.stage.abilities else "place")
    if card.withdrawn:
        raise Refused("withdrawn")
    return () if card.confirmed else (CardConfirmed(card_id=card.card_id),)


def _confirming(board: Board, actor: Actor, card: Card) -> tuple[Event, ...]:
    """Whoever edits or places a known offer in the room says by it that it holds. Preparing it beforehand does not."""
    prepares = actor.role == "facilitator" and board.stage.kind == "preparation"
    return () if card.confirmed or prepares else (CardConfirmed(card_id=card.card_id),)


def _placement(
    board: Board,
    card_id: str,
    step_id: str | None,
    others: tuple[str, ...],
    before: str | None,
    after: str | None,
) -> Placement:
    further = _further(board, step_id, others)
    if step_id is None:
        return Placement()
    now = board.cards[card_id].placement if card_id in board.cards else Placement()
    stays = now.step_id == step_id and before is None and after is None
    rank = now.rank if stays else rank_for(board.cards, card_id, step_id, before, after)
    return Placement(step_id=step_id, other_steps=further, rank=rank)


def _further(board: Board, step_id: str | None, others: tuple[str, ...]) -> tuple[str, ...]:
    """The further steps in the staircase's order, without the main one. Refuses steps that there are not."""
    known = [step.step_id for step in board.setup.steps]
    wanted = set(others) - {step_id}
    if (step_id is None and wanted) or not wanted | {step_id} <= {*known, None}:
        raise Refused("no_such_step")
    return tuple(step for step in known if step in wanted)


def _note_finding(board: Board, actor: Actor, command: NoteFinding | EditFinding) -> tuple[Event, ...]:
    _may(board, actor, "note")
    if actor.role == "projector":
        raise Refused("not_allowed")
    if any(card_id not in board.cards for card_id in command.card_ids):
        raise Refused("no_such_card")
    if command.step_id is not None and all(step.step_id != command.step_id for step in board.setup.steps):
        raise Refused("no_such_step")
    if looks_like_cpr(command.text):
        raise Refused("cpr", "text")
    about = {
        "form": command.form,
        "text": command.text,
        "card_ids": tuple(dict.fromkeys(command.card_ids)),
        "step_id": command.step_id,
    }
    if isinstance(command, EditFinding):
        found = _finding(board, command.finding_id)
        if found.removed:
            raise Refused("no_such_finding")
        if actor.role == "participant" and found.author_id != actor.person_id:
            raise Refused("not_allowed")
        changed = found.model_copy(update=about)
        return () if changed == found else (FindingChanged(finding=changed),)
    if command.finding_id in board.findings:
        raise Refused("taken")
    if actor.role == "participant":
        noted = sum(1 for finding in board.findings.values() if finding.author_id == actor.person_id)
        if noted >= FINDINGS_PER_PERSON:
            raise Refused("too_many")
    if sum(1 for finding in board.findings.values() if not finding.removed) >= FINDINGS_PER_BOARD:
        raise Refused("too_many")
    number = len(board.findings) + 1
    finding = Finding.model_validate(
        {"finding_id": command.finding_id, "number": number, "author_id": actor.person_id, **about}
    )
    return (FindingNoted(finding=finding),)


def _open_stage(board: Board, command: OpenStage, now: int) -> tuple[Event, ...]:
    stage = next((stage for stage in board.setup.agenda if stage.stage_id == command.stage_id), None)
    if stage is None:
        raise Refused("no_such_stage")
    if stage == board.stage:
        return ()
    clock = Clock(deadline=now + stage.minutes * MINUTE) if stage.minutes else Clock()
    return (StageOpened(stage_id=stage.stage_id, at=now, clock=clock),)


def _set_clock(board: Board, command: PauseClock | ResumeClock | ExtendClock, now: int) -> tuple[Event, ...]:
    clock = board.clock
    match command:
        case PauseClock():
            if clock.deadline is None:
                raise Refused("no_clock")
            return (ClockSet(clock=Clock(remaining=clock.deadline - now)),)
        case ResumeClock():
            if clock.remaining is None:
                raise Refused("no_clock")
            return (ClockSet(clock=Clock(deadline=now + clock.remaining)),)
        case ExtendClock():
            more = command.minutes * MINUTE
            if clock.remaining is not None:
                return (ClockSet(clock=Clock(remaining=max(clock.remaining, 0) + more)),)
            return (ClockSet(clock=Clock(deadline=max(clock.deadline or now, now) + more)),)


def _present(board: Board, command: PresentCard) -> tuple[Event, ...]:
    if command.card_id is not None and _card(board, command.card_id).withdrawn:
        raise Refused("withdrawn")
    return () if command.card_id == board.presented else (CardPresented(card_id=command.card_id),)


def _note_action(board: Board, command: NoteAction | EditAction) -> tuple[Event, ...]:
    for field in ("what", "who"):
        if looks_like_cpr(getattr(command, field)):
            raise Refused("cpr", field)
    agreed = {"what": command.what, "who": command.who, "due": command.due}
    if isinstance(command, EditAction):
        action = _action(board, command.action_id)
        if action.removed:
            raise Refused("no_such_action")
        changed = action.model_copy(update=agreed)
        return () if changed == action else (ActionChanged(action=changed),)
    if command.action_id in board.actions:
        raise Refused("taken")
    if sum(1 for action in board.actions.values() if not action.removed) >= ACTIONS_PER_BOARD:
        raise Refused("too_many")
    return (ActionNoted(action=Action.model_validate({"action_id": command.action_id, **agreed})),)


def _change_setup(board: Board, command: ChangeSetup) -> tuple[Event, ...]:
    changes = {field: value for field, value in command.changes if value is not None}
    for field, value in changes.items():
        if getattr(board.setup, field) not in (value, getattr(command.seen, field)):
            raise Refused("plan_changed", field)
    setup = board.setup.model_copy(update=changes)
    if setup == board.setup:
        return ()
    check_setup(setup)
    if (lacking := _lacking(replace(board, setup=setup))) is not None:
        raise Refused(lacking)
    return (SetupChanged(setup=setup),)


def _lacking(board: Board) -> str | None:
    """Why the plan does not hold what is on the board, as a refusal's code; None if it does."""
    steps = {step.step_id for step in board.setup.steps}
    if any(_stands_outside(card, steps) for card in board.cards.values()):
        return "step_in_use"
    areas = {area.area_id for area in board.setup.areas}
    if not areas >= {card.offer.area_id for card in board.cards.values()} | set(board.people.values()):
        return "area_in_use"
    if not {stage.stage_id for stage in board.setup.agenda} >= {held.stage_id for held in board.held}:
        return "stage_in_use"
    return None


def check_setup(setup: Setup) -> None:
    """Refuses a plan in which an id, a name or an area's letters stand twice, and one with a CPR number."""
    for field, words in (
        ("areas", [area.area_id for area in setup.areas]),
        ("areas", [area.name.casefold() for area in setup.areas]),
        ("areas", [area.tag.casefold() for area in setup.areas]),
        ("steps", [step.step_id for step in setup.steps]),
        ("steps", [step.name.casefold() for step in setup.steps]),
        ("agenda", [stage.stage_id for stage in setup.agenda]),
    ):
        if len(set(words)) < len(words):
            raise Refused("twice", field)
    _no_cpr(setup)
    for part in (*setup.areas, *setup.steps, *setup.agenda):
        _no_cpr(part)


def _stands_outside(card: Card, steps: set[str]) -> bool:
    placed = {card.placement.step_id, *card.placement.other_steps} - {None}
    return not placed <= steps


def _undo(board: Board, command: Undo) -> tuple[Event, ...]:
    target = next((deed for deed in board.recent if deed.number == command.number), None)
    if target is None or not target.takes_back or target.undone:
        raise Refused("nothing_to_undo")
    if in_the_way(board.recent, target.number) is not None:
        raise Refused("changed_since")
    facts = way_back(board.recent, target)
    # A plan and what was built on it are different things, but one must not be pulled away from under the other.
    if _lacking(evolve(board, facts)) is not None:
        raise Refused("changed_since")
    return (Undone(number=target.number), *facts)


def _freeze(board: Board, now: int) -> tuple[Event, ...]:
    if board.frozen_at is not None:
        return ()
    for card in board.cards.values():
        if not card.withdrawn:
            _no_cpr(card.offer)
    return (BoardFrozen(at=now, version=board.version + 1),)


def _reopen(board: Board, now: int) -> tuple[Event, ...]:
    if board.frozen_at is None:
        raise Refused("not_frozen")
    return (BoardReopened(at=now),)


def _may(board: Board, actor: Actor, ability: Ability) -> None:
    """The facilitator always may; others while the open stage lets them."""
    if actor.role == "facilitator":
        return
    if actor.role == "participant" and actor.person_id not in board.people:
        raise Refused("not_joined")
    if actor.role == "projector" and ability != "place":
        raise Refused("not_allowed")
    if ability not in board.stage.abilities:
        raise Refused("not_now")


def _writable(board: Board, actor: Actor, card_id: str) -> Card:
    """A card that this actor may write on: their own, a known offer of their table, or any for the facilitator."""
    card = _card(board, card_id)
    at_their_table = card.known and card.offer.area_id == actor.area_id
    if actor.role == "participant" and card.author_id != actor.person_id and not at_their_table:
        raise Refused("not_yours")
    _may(board, actor, "write")
    return card


def _has_room(board: Board, more: int = 1) -> None:
    if sum(1 for card in board.cards.values() if not card.withdrawn) + more > CARDS_PER_BOARD:
        raise Refused("board_full")


def _only_facilitator(actor: Actor) -> None:
    if actor.role != "facilitator":
        raise Refused("not_allowed")


def _card(board: Board, card_id: str) -> Card:
    if card_id not in board.cards:
        raise Refused("no_such_card")
    return board.cards[card_id]


def _finding(board: Board, finding_id: str) -> Finding:
    if finding_id not in board.findings:
        raise Refused("no_such_finding")
    return board.findings[finding_id]


def _action(board: Board, action_id: str) -> Action:
    if action_id not in board.actions:
        raise Refused("no_such_action")
    return board.actions[action_id]


def _known_area(board: Board, area_id: str) -> None:
    if all(area.area_id != area_id for area in board.setup.areas):
        raise Refused("no_such_area", "area_id")


def _no_cpr(shape: Fact) -> None:
    """Refuses a shape one of whose own texts looks like a CPR number.

    Ids are no texts: nobody can write in them, and one in a thousand of those made by chance has ten such digits.
    """
    for field, value in shape:
        text = isinstance(value, str) and field != "id" and not field.endswith("_id")
        if text and looks_like_cpr(value):
            raise Refused("cpr", field)
