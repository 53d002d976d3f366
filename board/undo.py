"""Taking back: for every stored entry, how the console names it and which facts would undo it.

Worked out when the entry is folded, from the board as it was just before, so that undo needs no search in the log.
"""

from board.draft import Draft
from board.events import (
    ActionChanged,
    ActionNoted,
    AreasArranged,
    AreaTimed,
    BoardLocked,
    CandidateRejected,
    CardAdded,
    CardBroughtBack,
    CardConfirmed,
    CardEdited,
    CardMarked,
    CardMerged,
    CardMoved,
    CardPresented,
    CardsArranged,
    CardsBroughtBack,
    CardsImported,
    CardSplit,
    CardsWithdrawn,
    CardWithdrawn,
    ClockSet,
    CprDismissed,
    Entry,
    Event,
    FindingChanged,
    FindingNoted,
    FindingSupported,
    OverviewSet,
    PersonJoined,
    PersonRemoved,
    PresenterChosen,
    QuestionAsked,
    QuestionChanged,
    QuestionShown,
    QuestionSupported,
    SessionPlanned,
    SetupChanged,
    StageOpened,
    StageUndone,
    TextsRevealed,
    TurnGiven,
    Undone,
    WallHeld,
)
from board.presenting import TurnClock, turn_of
from board.state import Board, Clock, Deed
from board.text import looks_like_cpr

# Whoever supports something takes it back with the same tap; told, eighty taps would crowd out what needs a way back.
_UNTOLD = (PersonJoined, SessionPlanned, FindingSupported, QuestionSupported)


def deed(before: Board | Draft, entry: Entry) -> Deed | None:
    """What an entry did, by name, and what would take it back; None for what is not worth telling (joining, taps).

    `before` is the board just before the entry. A deed without `takes_back` is told, but cannot be undone: freezing
    and reopening, which have their own way back.
    """
    undone, facts = None, entry.events
    if facts and isinstance(facts[0], Undone):
        undone, facts = facts[0].number, facts[1:]
    if not facts or isinstance(facts[0], _UNTOLD):
        return None
    # Cards are moved by a plan, and moved back before it: the plan is what it was about.
    told = [fact for fact in facts if not isinstance(fact, CprDismissed)] or facts
    main = next((fact for fact in told if isinstance(fact, SetupChanged)), told[0])
    takes_back = [fact for event in reversed(facts) for fact in _inverse(before, event)]
    subject, was, became = _named(before, main)
    if isinstance(main, SetupChanged):
        became = str(len(told) - 1) if len(told) > 1 else ""  # so many cards lost their place
    return Deed(
        number=entry.number,
        at=entry.at,
        what=main.type,
        actor_id=entry.actor.person_id,
        area_id=entry.actor.area_id,
        subject=subject,
        before=was,
        after=became,
        touches=frozenset([touched for event in facts for touched in _touched(event)]),
        takes_back=tuple(takes_back),
        undoes=undone,
        not_cpr=tuple(fact.place for fact in facts if isinstance(fact, CprDismissed) and fact.dismissed),
    )


def in_the_way(recent: tuple[Deed, ...], number: int) -> Deed | None:
    """The newest deed after `number` that has since changed the same thing and still holds, if there is one."""
    target = next((one for one in recent if one.number == number), None)
    if target is None:
        return None
    gone = {number, target.undoes}
    for one in reversed(recent):
        if one.number <= number:
            return None
        if one.undone or (one.undoes is not None and _settled(recent, one)):
            continue
        if one.touches & target.touches and one.number not in gone:
            return one
    return None


def way_back(recent: tuple[Deed, ...], target: Deed) -> tuple[Event, ...]:
    """The facts that take a deed back now.

    A card that was withdrawn while it was shown is not shown again when the room has moved on since: another card
    may be up, or its text hidden.
    """
    moved_on = any(one.number > target.number and "stage" in one.touches for one in recent)
    if target.what in ("card_withdrawn", "cards_withdrawn") and moved_on:
        return tuple(fact for fact in target.takes_back if not isinstance(fact, CardPresented))
    return target.takes_back


def _settled(recent: tuple[Deed, ...], undo: Deed) -> bool:
    """An undo and the deed that it took back cancel out, as long as both are remembered."""
    return any(one.number == undo.undoes and one.undone for one in recent)


def _inverse(before: Board | Draft, event: Event) -> tuple[Event, ...]:  # noqa: C901  one case for each kind of event
    match event:
        case CardAdded():
            return (CardWithdrawn(card_id=event.card.card_id),)
        case CardsImported():
            return tuple(CardWithdrawn(card_id=card.card_id) for card in event.cards)
        case CardConfirmed() if event.card_id in before.cards:
            was = before.cards[event.card_id].confirmed
            return (CardConfirmed(card_id=event.card_id, confirmed=was),)
        case CardEdited() if event.card_id in before.cards:
            return (CardEdited(card_id=event.card_id, offer=before.cards[event.card_id].offer),)
        case CardMoved() if event.card_id in before.cards:
            return (CardMoved(card_id=event.card_id, placement=before.cards[event.card_id].placement),)
        case CardWithdrawn():
            back: tuple[Event, ...] = (CardBroughtBack(card_id=event.card_id),)
            return (
                (*back, CardPresented(card_id=event.card_id)) if before.presented == event.card_id else back
            )
        case CardBroughtBack():
            into_id = before.cards[event.card_id].merged_into if event.card_id in before.cards else None
            if into_id is not None:
                return (CardMerged(card_id=event.card_id, into_id=into_id),)
            return (CardWithdrawn(card_id=event.card_id),)
        case CardMerged():
            merged_back: tuple[Event, ...] = (CardBroughtBack(card_id=event.card_id),)
            if before.presented == event.card_id:
                return (*merged_back, CardPresented(card_id=event.card_id))
            return merged_back
        case CardSplit():
            return (CardWithdrawn(card_id=event.card.card_id),)
        case CardsWithdrawn():
            all_back: tuple[Event, ...] = (CardsBroughtBack(card_ids=event.card_ids),)
            shown = before.presented
            return (*all_back, CardPresented(card_id=shown)) if shown in event.card_ids else all_back
        case CardsBroughtBack():
            return (CardsWithdrawn(card_ids=event.card_ids),)
        case StageOpened():
            return (StageUndone(clock=before.clock, revealed=before.revealed, presented=before.presented),)
        case StageUndone():
            opened = before.held[-1]
            facts: list[Event] = [
                StageOpened(stage_id=opened.stage_id, at=opened.opened_at, clock=before.clock)
            ]
            if before.revealed is not None:
                facts.append(TextsRevealed(revealed=before.revealed))
            if before.presented is not None:
                facts.append(CardPresented(card_id=before.presented))
            return tuple(facts)
        case ClockSet():
            return (ClockSet(clock=before.clock),)
        case TextsRevealed():
            return (TextsRevealed(revealed=before.revealed),)
        case CardPresented():
            return (CardPresented(card_id=before.presented),)
        case CardMarked() if event.card_id in before.cards:
            return (CardMarked(card_id=event.card_id, presented=before.cards[event.card_id].presented),)
        case TurnGiven():
            clocks = tuple(
                TurnClock(area_id=clock.area_id, since=was.since, elapsed=was.elapsed)
                for clock in event.clocks
                for was in [turn_of(before.turns, clock.area_id)]
            )
            return (TurnGiven(area_id=before.turn, clocks=clocks),)
        case PresenterChosen():
            person_id = turn_of(before.turns, event.area_id).presenter_id
            return (PresenterChosen(area_id=event.area_id, person_id=person_id),)
        case AreasArranged():
            return (AreasArranged(area_ids=before.turn_order),)
        case CardsArranged():
            card_ids = turn_of(before.turns, event.area_id).card_ids
            return (CardsArranged(area_id=event.area_id, card_ids=card_ids),)
        case AreaTimed():
            return (AreaTimed(area_id=event.area_id, minutes=turn_of(before.turns, event.area_id).minutes),)
        case QuestionAsked():
            return (QuestionChanged(question=event.question.model_copy(update={"state": "set_aside"})),)
        case QuestionChanged() if event.question.question_id in before.questions:
            return (QuestionChanged(question=before.questions[event.question.question_id]),)
        case QuestionShown():
            return (QuestionShown(question_id=before.question_shown),)
        case FindingNoted():
            return (FindingChanged(finding=event.finding.model_copy(update={"removed": True})),)
        case FindingChanged() if event.finding.finding_id in before.findings:
            return (FindingChanged(finding=before.findings[event.finding.finding_id]),)
        case CandidateRejected():
            return (CandidateRejected(card_ids=event.card_ids, rejected=not event.rejected),)
        case OverviewSet():
            return (OverviewSet(overview=before.overview),)
        case ActionNoted():
            return (ActionChanged(action=event.action.model_copy(update={"removed": True})),)
        case ActionChanged() if event.action.action_id in before.actions:
            return (ActionChanged(action=before.actions[event.action.action_id]),)
        case SetupChanged():
            return (SetupChanged(setup=before.setup),)
        case CprDismissed():
            return (CprDismissed(place=event.place, dismissed=not event.dismissed),)
        case BoardLocked():
            return (BoardLocked(locked=before.control.locked),)
        case WallHeld():
            return (WallHeld(held=not event.held, again=not event.held),)
        case PersonRemoved():
            was = event.person_id in before.control.removed
            return (PersonRemoved(person_id=event.person_id, removed=was),)
    return ()


def _touched(event: Event) -> tuple[str, ...]:
    match event:
        case CardAdded() | CardSplit():
            return (f"card:{event.card.card_id}",)
        case CardMerged():
            return (f"card:{event.card_id}", f"card:{event.into_id}")
        case CardsImported():
            return tuple(f"card:{card.card_id}" for card in event.cards)
        case CardsWithdrawn() | CardsBroughtBack():
            return tuple(f"card:{card_id}" for card_id in event.card_ids)
        case PersonRemoved():
            return (f"person:{event.person_id}",)
        case CardEdited() | CardMoved() | CardConfirmed() | CardWithdrawn() | CardBroughtBack():
            return (f"card:{event.card_id}",)
        case FindingNoted() | FindingChanged():
            return (f"finding:{event.finding.finding_id}",)
        case CandidateRejected():
            return ("candidate:" + "+".join(sorted(event.card_ids)),)
        case ActionNoted() | ActionChanged():
            return (f"action:{event.action.action_id}",)
        case StageOpened() | StageUndone() | ClockSet() | TextsRevealed() | CardPresented() | TurnGiven():
            return ("stage",)
        case CprDismissed():
            return (_dismissed_of(event),)
        case CardMarked():
            return (f"mark:{event.card_id}",)
        case PresenterChosen() | AreaTimed() | CardsArranged():
            return (f"{event.type}:{event.area_id}",)
        case QuestionAsked() | QuestionChanged():
            return (f"question:{event.question.question_id}",)
        case _:
            return (event.type,)


def _named(before: Board | Draft, event: Event) -> tuple[str, str, str]:  # noqa: C901  one case for each kind of event
    """(subject, before, after) for the console's log: names and ids, never whole texts."""
    match event:
        case CardAdded():
            return event.card.offer.name, "", event.card.placement.step_id or ""
        case CardMoved() if event.card_id in before.cards:
            card = before.cards[event.card_id]
            return card.offer.name, card.placement.step_id or "", event.placement.step_id or ""
        case CardEdited():
            old = before.cards.get(event.card_id)
            return event.offer.name, old.offer.name if old else "", event.offer.name
        case CardsImported():
            return event.source, "", str(len(event.cards))
        case CardConfirmed() if event.card_id in before.cards:
            return before.cards[event.card_id].offer.name, "", str(event.confirmed)
        case CardWithdrawn() | CardBroughtBack() if event.card_id in before.cards:
            return before.cards[event.card_id].offer.name, "", ""
        case CardMerged():
            return _card(before, event.card_id), "", _card(before, event.into_id)
        case CardSplit():
            return _card(before, event.card.split_from or ""), "", event.card.offer.name
        case CardsWithdrawn() | CardsBroughtBack():
            names = [before.cards[one].offer.name for one in event.card_ids if one in before.cards]
            return ", ".join(names), "", str(len(event.card_ids))
        case PersonRemoved():
            return "", before.people.get(event.person_id, ""), str(event.removed)
        case BoardLocked():
            return "", "", str(event.locked)
        case WallHeld():
            return "", "", str(event.held)
        case CardPresented():
            shown = before.cards.get(event.card_id or before.presented or "")
            return shown.offer.name if shown else "", before.presented or "", event.card_id or ""
        case CardMarked() if event.card_id in before.cards:
            return before.cards[event.card_id].offer.name, "", str(event.presented)
        case TurnGiven():
            return _area(before, event.area_id or before.turn or ""), before.turn or "", event.area_id or ""
        case PresenterChosen():
            return _area(before, event.area_id), "", "chosen" if event.person_id else ""
        case CardsArranged():
            return _area(before, event.area_id), "", ""
        case AreaTimed():
            return _area(before, event.area_id), "", str(event.minutes or "")
        case QuestionAsked():
            return event.question.text, "", ""
        case QuestionChanged():
            return event.question.text, "", "merged" if event.question.merged_into else event.question.state
        case QuestionShown():
            asked = before.questions.get(event.question_id or before.question_shown or "")
            return asked.text if asked else "", "", event.question_id or ""
        case StageOpened():
            title = next((s.title for s in before.setup.agenda if s.stage_id == event.stage_id), "")
            return title, before.held[-1].stage_id, event.stage_id
        case StageUndone() if len(before.held) > 1:
            back = before.held[-2].stage_id
            title = next((s.title for s in before.setup.agenda if s.stage_id == back), "")
            return title, before.held[-1].stage_id, back
        case FindingNoted():
            return event.finding.text, "", event.finding.form
        case FindingChanged():
            gone = "merged" if event.finding.merged_into else "removed"
            return event.finding.text, "", gone if event.finding.removed else event.finding.form
        case CandidateRejected():
            cards = [
                before.cards[card_id].offer.name for card_id in event.card_ids if card_id in before.cards
            ]
            return " · ".join(cards[:2]), "", str(event.rejected)
        case OverviewSet():
            return "", before.overview.shown, event.overview.shown
        case ActionNoted() | ActionChanged():
            return event.action.what, "", "removed" if event.action.removed else ""
        case ClockSet():
            return "", _clock(before.clock), _clock(event.clock)
        case TextsRevealed():
            return "", str(before.revealed), str(event.revealed)
        case CprDismissed():
            return _named_at(before, event.place), event.place, str(event.dismissed)
        case SetupChanged():
            fields = [field for field, value in event.setup if value != getattr(before.setup, field)]
            return "", ",".join(fields), ""
    return "", "", ""


def _dismissed_of(event: CprDismissed) -> str:
    """Whatever changes the text changes the same thing."""
    kind, key, field = event.place.split(":")
    if kind in ("offer", "question", "finding", "action"):
        return f"{'card' if kind == 'offer' else kind}:{key}"
    return "overview_set" if field == "target_groups" else "setup_changed"


def _named_at(before: Board | Draft, place: str) -> str:
    """The card's name, unless it is what looks like a CPR number; of other things the kind is enough."""
    kind, key, _ = place.split(":")
    name = _card(before, key) if kind == "offer" else ""
    return "" if looks_like_cpr(name) else name


def _card(before: Board | Draft, card_id: str) -> str:
    return before.cards[card_id].offer.name if card_id in before.cards else ""


def _area(before: Board | Draft, area_id: str) -> str:
    return next((area.name for area in before.setup.areas if area.area_id == area_id), "")


def _clock(clock: Clock) -> str:
    if clock.remaining is not None:
        return f"paused:{clock.remaining}"
    return f"until:{clock.deadline}" if clock.deadline is not None else ""
