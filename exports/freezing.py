"""Freezes a board into a mapping: from the board and from nothing else, so anyone who has the log can do it again."""

from collections import Counter
from collections.abc import Mapping as Map

from board import few, guard, process, state
from board.guard import Place
from board.state import NOT_COMPARED, Board
from board.support import supporters
from board.text import BETWEEN, looks_like_cpr
from exports.changes import changes, now_only
from exports.report import (
    Action,
    Area,
    Changes,
    Column,
    Comparison,
    Finding,
    HeldStage,
    Mapping,
    Offer,
    Origin,
    Participants,
    ProcessNote,
    Provenance,
    Question,
    Session,
    Source,
    Step,
    Upkeep,
    versioned,
)


class PersonalNumber(ValueError):
    """The board cannot be frozen: the texts at `places` look like civil registration numbers (CPR)."""

    def __init__(self, places: tuple[Place, ...]) -> None:
        self.places = places
        where = ", ".join(f"{place.kind} {place.key} ({place.field})".replace("  ", " ") for place in places)
        super().__init__(f"looks like a civil registration number: {where}")


def freeze(board: Board) -> Mapping:
    """The mapping of a frozen board: the board as it stands right after the entry that froze it.

    A pure function: equal boards give equal mappings, whatever order their dictionaries were filled in. Raises
    `ValueError` for a board that is not frozen, and `PersonalNumber` when a text looks like a CPR number.
    """
    if places := personal_numbers(board):
        raise PersonalNumber(places)
    return remake(board)


def remake(board: Board) -> Mapping:
    """The same of a board whose mapping is kept: what was let in once is not searched anew, by today's eyes."""
    if board.frozen_at is None or board.is_tidied:
        raise ValueError("only a frozen board makes a mapping")
    hides_few = board.versions.hides_few
    mapping = _content(board, board.frozen_at, hides_few=hides_few)
    before = board.versions.before
    if board.versions.tells_changes and before is not None and before.frozen_at is not None:
        made = changes(_content(before, before.frozen_at, hides_few=hides_few), mapping)
        if made or board.versions.note:
            told = Changes(since=before.version, note=board.versions.note, made=made)
            shown = now_only(told) if board.versions.now_only else told
            mapping = mapping.model_copy(update={"changes": shown})
    return versioned(mapping)


def foreseen(board: Board) -> Mapping:
    """The mapping that a board which is tidied would make now, with what it would say of the version before it.

    For whoever tidies to look at: its texts are not searched, and its times are not the ones it will have.
    """
    before = board.versions.newest
    if before is None or before.frozen_at is None or not board.is_tidied:
        raise ValueError("only a board that is tidied foresees a mapping")
    mapping = _content(board, before.frozen_at, hides_few=True)
    made = changes(_content(before, before.frozen_at, hides_few=True), mapping)
    return mapping.model_copy(update={"changes": Changes(since=before.version, made=made)})


def _content(board: Board, frozen_at: int, *, hides_few: bool) -> Mapping:
    """The mapping, without what it says of the version before it."""
    setup = board.setup
    offers = _offers(board)
    kept = {offer.offer_id: place for place, offer in enumerate(offers)}
    steps = {step.step_id for step in setup.steps}
    findings = {
        finding.finding_id: finding
        for finding in sorted(board.findings.values(), key=lambda finding: finding.number)
        if not finding.removed
    }
    day = board.versions.day or board
    participants, total = _participants(day)
    supported = supporters(board)
    return Mapping(
        version=board.version,
        frozen_at=frozen_at,
        log_number=board.number,
        session=Session(
            title=setup.title,
            municipality=setup.municipality,
            date=setup.date,
            purpose=setup.purpose,
            expected_outcome=setup.expected_outcome,
            end_product=setup.end_product,
            scope=setup.scope,
            consultative=setup.consultative,
            law=setup.law,
            steps=tuple(Step(**step.model_dump()) for step in setup.steps),
            areas=tuple(Area(**area.model_dump()) for area in setup.areas),
            columns=tuple(Column(**column.model_dump()) for column in setup.columns),
            process=tuple(ProcessNote(**note.model_dump()) for note in setup.process),
            upkeep=None if setup.upkeep == process.Upkeep() else Upkeep(**setup.upkeep.model_dump()),
            sources=tuple(Source(**source.model_dump()) for source in setup.sources),
        ),
        agenda=()
        if setup.sources
        else _agenda(day, day.frozen_at or frozen_at),  # for an overview no day was held
        participants=participants,
        participants_total=total,
        offers=offers,
        findings=tuple(
            _finding(finding, kept, steps, _supports(finding, supported, hides_few=hides_few))
            for finding in findings.values()
        ),
        actions=tuple(
            _action(action, kept, findings)
            for action in sorted(board.actions.values(), key=_when)
            if not action.removed
        ),
        target_groups=board.overview.target_groups,
    )


def personal_numbers(board: Board) -> tuple[Place, ...]:
    """Every text of the mapping that looks like a civil registration number, and was not said to be none.

    The rules let none through; what was frozen by a release that looked less closely is found here.
    """
    found = [alarm.place for alarm in guard.to_be_frozen(board)]
    return (*found, Place("session", "", "note")) if looks_like_cpr(board.versions.note) else tuple(found)


def _offers(board: Board) -> tuple[Offer, ...]:
    order = {step.step_id: number for number, step in enumerate(board.setup.steps)}

    def place(card: state.Card) -> tuple[int, str, int, str]:
        step_id = card.placement.step_id
        if step_id is None:
            return len(order), "", card.added_at, card.card_id
        return order[step_id], card.placement.rank, 0, card.card_id  # as on the wall: board/staircase.py

    questions, merged = _questions(board), _merged(board)
    return tuple(
        _offer(card, board, order, questions.get(card.card_id, ()), merged.get(card.card_id, ()))
        for card in sorted((card for card in board.cards.values() if not card.withdrawn), key=place)
    )


def _questions(board: Board) -> dict[str, tuple[Question, ...]]:
    """What was asked of each card and not set aside; equal ones once."""
    asked: dict[str, tuple[Question, ...]] = {}
    for one in sorted(board.questions.values(), key=lambda one: (one.asked_at, one.question_id)):
        if one.state != "set_aside" and one.merged_into is None:
            told = Question(question_id=one.question_id, text=one.text, answer=one.answer)
            asked[one.card_id] = (*asked.get(one.card_id, ()), told)
    return asked


def _merged(board: Board) -> dict[str, tuple[str, ...]]:
    """For each card those that have gone into it, and into these; the first ones first."""
    merged: dict[str, tuple[str, ...]] = {}
    for card in sorted(board.cards.values(), key=lambda card: (card.added_at, card.card_id)):
        into = card
        while into.withdrawn and into.merged_into is not None:
            into = board.cards[into.merged_into]
        if into is not card:
            merged[into.card_id] = (*merged.get(into.card_id, ()), card.card_id)
    return merged


def _offer(
    card: state.Card,
    board: Board,
    order: dict[str, int],
    questions: tuple[Question, ...],
    merged_ids: tuple[str, ...],
) -> Offer:
    placement = card.placement
    others = set(placement.other_steps) - {placement.step_id}
    merged = [board.cards[one] for one in merged_ids]
    return Offer(
        offer_id=card.card_id,
        **card.offer.model_dump(),
        step_id=placement.step_id,
        column_id=placement.column_id,
        other_step_ids=tuple(sorted(others, key=order.__getitem__)),
        provenance=Provenance(
            area_id=board.people.get(card.author_id, ""),
            source=_sources(card, merged) if board.setup.sources else card.source,
            added_at=card.added_at,
            confirmed=card.confirmed,
            origins=_origins(card, merged),
            why=card.why,
        ),
        merged_ids=merged_ids,
        split_from=card.split_from,
        questions=questions,
    )


def _sources(card: state.Card, merged: list[state.Card]) -> str:
    """In an overview: all workshops that the card, and those that have gone into it, come from."""
    return BETWEEN.join(dict.fromkeys(one for card in (card, *merged) for one in card.source.split(BETWEEN)))


def _origins(card: state.Card, merged: list[state.Card]) -> tuple[Origin, ...]:
    """The card's own, and those of the cards that have gone into it: it is these offers too."""
    every = dict.fromkeys(origin for one in (card, *merged) for origin in one.origins)
    return tuple(Origin(**origin.model_dump()) for origin in every)[: state.MOST_ORIGINS]


def _agenda(board: Board, frozen_at: int) -> tuple[HeldStage, ...]:
    stages = {stage.stage_id: stage for stage in board.setup.agenda}
    held = []
    for part in board.held:
        stage = stages[part.stage_id]
        if stage.kind == "break":
            continue
        closed_at = frozen_at if part.closed_at is None else part.closed_at
        held.append(
            HeldStage(
                stage_id=stage.stage_id,
                title=stage.title,
                kind=stage.kind,
                planned_minutes=stage.minutes + stage.given_up,
                opened_at=part.opened_at,
                closed_at=closed_at,
                seconds=(closed_at - part.opened_at - part.shut) // 1000,
            )
        )
    return tuple(held)


def _participants(board: Board) -> tuple[tuple[Participants, ...], int | None]:
    if board.setup.sources:
        return _together(board.setup)
    counts = Counter(
        area_id for person_id, area_id in board.people.items() if person_id not in board.control.removed
    )
    people = tuple(
        Participants(area_id=area.area_id, count=few.told(counts[area.area_id]))
        for area in board.setup.areas
        if counts[area.area_id]
    )
    told = few.total([counts[part.area_id] for part in people]) is not None
    return people, counts.total() if told else None


def _together(setup: state.Setup) -> tuple[tuple[Participants, ...], int | None]:
    """Of all that an overview was made of. A sum is told where every part of it is, so that it says nothing that the
    mappings do not say themselves.
    """
    counts: dict[str, list[int | None]] = {}
    for source in setup.sources:
        for part in source.participants:
            counts.setdefault(part.area_id, []).append(part.count)
    people = tuple(
        Participants(area_id=area.area_id, count=_sum(counts[area.area_id]))
        for area in setup.areas
        if area.area_id in counts
    )
    return people, _sum([source.participants_total for source in setup.sources])


def _sum(parts: list[int | None]) -> int | None:
    known = [part for part in parts if part is not None]
    return sum(known) if len(known) == len(parts) else None


def _supports(finding: state.Finding, supported: Map[str, frozenset[str]], *, hides_few: bool) -> int:
    """How many support it, in the room and in the mappings that an overview was made of."""
    count = len(supported.get(finding.finding_id, ())) + finding.supported
    return few.told(count) or 0 if hides_few else count


def _finding(finding: state.Finding, kept: dict[str, int], steps: set[str], supports: int) -> Finding:
    """Without the cards and the step that were taken away since; its cards in the order of the offers."""
    return Finding(
        finding_id=finding.finding_id,
        number=finding.number,
        form=finding.form,
        text=finding.text,
        offer_ids=_in_order(finding.card_ids, kept),
        step_id=finding.step_id if finding.step_id in steps else None,
        target_group=finding.target_group,
        comparison=None
        if finding.comparison == NOT_COMPARED
        else Comparison(**finding.comparison.model_dump()),
        supports=supports,
        source=finding.source,
    )


def _action(action: state.Action, kept: dict[str, int], findings: dict[str, state.Finding]) -> Action:
    """Without the cards and the findings that were taken away since; both in the order of the mapping."""
    return Action(
        action_id=action.action_id,
        what=action.what,
        who=action.who,
        due=action.due,
        offer_ids=_in_order(action.card_ids, kept),
        finding_ids=tuple(finding_id for finding_id in findings if finding_id in action.finding_ids),
        source=action.source,
    )


def _in_order(card_ids: tuple[str, ...], kept: dict[str, int]) -> tuple[str, ...]:
    return tuple(sorted(set(card_ids) & kept.keys(), key=kept.__getitem__))


def _when(action: state.Action) -> tuple[bool, str, str, str]:
    return not action.due, action.due, action.what, action.action_id
