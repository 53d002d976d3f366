"""What each kind of viewer may see. All secrecy lives here and only here.

A viewer's picture is a set of *things*, each with its key. `see` gives a whole picture, `changes` what facts did to
it. Whatever carries text to a screen passes through `_View`; nothing else may.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from typing import Any, Literal

from board import few
from board.clock import closes_at
from board.messages import Call, Ready, SignsMessage
from board.people import Audience, Said
from board.presenting import Question, is_shown, presenter
from board.seating import ByArea, belongs, table_id_of, tables_by_area
from board.state import Board, Card, Deed
from board.support import supporters
from board.things import (
    ActionThing,
    CardThing,
    ControlThing,
    CountThing,
    DeedThing,
    FindingThing,
    HereThing,
    MineThing,
    MyQuestionThing,
    OverviewThing,
    OwnThing,
    PresenterThing,
    PresentingThing,
    ProcessThing,
    QuestionThing,
    SeatedThing,
    SessionThing,
    StageThing,
    SupportThing,
    Thing,
    TurnThing,
)
from board.tidying import as_the_room_sees
from board.touched import everything, shown_keys
from board.wall import on_the_wall

# What those are shown who look back at a day. Nothing about persons, not even how many had come or agreed.
LOOKED_BACK_AT = frozenset(("session", "stage", "card", "finding", "question", "action", "presenting"))
Changes = tuple[list[Thing], list[str]]  # what is put, and the keys that are removed
Source = (
    Card | tuple[Deed, bool] | Thing
)  # a deed with whether the board is open, without which none can be undone


def see(board: Board, audience: Audience) -> dict[str, Thing]:
    """Everything that this audience may see now, by key."""
    view = _view_of(board, audience)
    seen: dict[str, Thing] = {}
    for key in _keys(view.board, audience):
        if (source := view.source(audience, key)) is not None:
            seen[key] = view.thing(key, source)
    return seen


def changes(
    before: Board, after: Board, touched: Iterable[str], present: Collection[Audience]
) -> Mapping[Audience, Changes]:
    """What facts that touched these keys did to the pictures of the audiences present: (put, removed keys).

    Each audience is looked at once, whatever the number of viewers, and authors only for their own cards. Audiences
    whose picture is as before are left out.
    """
    together = [audience for audience in present if audience.kind != "author"]
    facilitators = [audience for audience in together if audience.kind == "facilitator"]
    views = _View(before), _View(after)
    rooms = tuple(map(_room_view, views))
    walls = tuple(map(_wall_view, rooms))
    found: dict[Audience, Changes] = {}
    if after.control.held:  # cards go from a kept picture for reasons that the facts do not name
        touched = {"stage", *touched, *(f"count:{area.area_id}" for area in after.setup.areas)}
        if after.control.shown is not None:
            touched |= set(shown_keys(after.control.shown, after))
    for key in (*sorted(set(touched)), *_deed_keys(before, after)):
        kind, _, name = key.partition(":")
        concerned = together
        if kind in ("deed", "control"):
            concerned = facilitators
        elif kind == "own":
            concerned = _authors(present, [after.cards[name].author_id] if name in after.cards else [])
        elif kind == "mine":
            noted = [after.findings[name].author_id] if name in after.findings else []
            concerned = _authors(
                present, [*noted, *(rooms[0].supporters_of(name) ^ rooms[1].supporters_of(name))]
            )
        elif kind in ("presenter", "my_question"):
            theirs = {person for view in rooms for person in _concerned(view.board, kind, name)}
            concerned = [*_authors(present, theirs), *(facilitators if kind == "presenter" else [])]
        # Most audiences are shown the same, which is compared once. What was compared is kept: the identity of
        # something that is gone may be another's.
        alike: dict[tuple[int, int], tuple[bool, Source | None, Source | None]] = {}
        for audience in concerned:
            old, new = {"facilitator": views, "projector": walls}.get(audience.kind, rooms)
            was, now = old.source(audience, key), new.source(audience, key)
            if was is now:
                continue
            pair = id(was), id(now)
            if pair not in alike:
                alike[pair] = was == now, was, now
            if alike[pair][0]:
                continue
            if audience not in found:
                found[audience] = ([], [])
            put, removed = found[audience]
            if now is None:
                removed.append(key)
            else:
                put.append(new.thing(key, now))
    return found


def _authors(present: Collection[Audience], person_ids: Iterable[str]) -> list[Audience]:
    return [author for person_id in set(person_ids) if (author := Audience("author", person_id)) in present]


def signs_seen(board: Board, said: Mapping[str, Said]) -> SignsMessage:
    """What the facilitator is told of what people say with a sign: nothing on a frozen board.

    Where FEW sit at a table it is not told how many of them are ready: it would be told of whom.
    """
    if board.frozen_at is not None:
        return SignsMessage()
    tables = tables_by_area(board.setup)
    sit = {
        key: (area_id, table_id_of(board, key, tables))
        for key, area_id in board.people.items()
        if key not in board.control.removed
    }
    calling = sorted((one.since, person_id, one.call) for person_id, one in said.items() if one.call)
    calls = tuple(
        Call(
            person_id=person_id,
            area_id=sit[person_id][0],
            table_id=sit[person_id][1],
            call=call,
            since=since,
        )
        for since, person_id, call in calling
        if person_id in sit
    )
    # A table is its id and no area, or the area that sits by itself.
    together = {
        key: ("", table_id) if table_id else (area_id, "") for key, (area_id, table_id) in sit.items()
    }
    people = Counter(together.values())
    ready = Counter(at for key, at in together.items() if key in said and said[key].ready)
    counts = tuple(
        Ready(area_id=at[0], table_id=at[1], ready=ready[at], people=people[at])
        for at in people
        if ready[at] and people[at] >= few.FEW
    )
    return SignsMessage(calls=calls, ready=counts)


def _deed_keys(before: Board, after: Board) -> Iterable[str]:
    """The keys of the facilitator's memory that differ: the newest deed, those that an undo marked, and all of them
    when the board is frozen, opened again or tidied, because nothing can be undone on a frozen one."""
    if (before.frozen_at is None) != (after.frozen_at is None) or before.is_tidied != after.is_tidied:
        differing = {deed.number for deed in (*before.recent, *after.recent)}
    elif before.recent is after.recent:
        return ()
    else:
        old, new = {id(deed) for deed in before.recent}, {id(deed) for deed in after.recent}
        gone = {deed.number for deed in before.recent if id(deed) not in new}
        differing = gone | {deed.number for deed in after.recent if id(deed) not in old}
    return [f"deed:{number}" for number in sorted(differing)]


def _concerned(board: Board, kind: str, name: str) -> Iterable[str]:
    """Whose own this is: the one who presents; or all who ask a question, and who is to answer it."""
    if kind == "presenter":
        return [presenter(board, name)]
    question = board.questions.get(name)
    if question is None:
        return ()
    return [question.author_id, *_supporters(board, question), _presenter_of(board, question.card_id)]


def _presenter_of(board: Board, card_id: str) -> str:
    """Who presents this card now, as long as they sit at its table; empty if nobody does."""
    card = board.cards.get(card_id)
    return presenter(board, card.offer.area_id) if card else ""


def _keys(board: Board, audience: Audience) -> Iterable[str]:
    if audience.kind == "author":
        return [
            *(f"own:{card.card_id}" for card in board.cards.values() if card.author_id == audience.key),
            *(f"mine:{finding_id}" for finding_id in board.findings),
            *(f"presenter:{area_id}" for area_id in board.turns),
            *(f"my_question:{question_id}" for question_id in board.questions),
        ]
    deeds = [f"deed:{deed.number}" for deed in board.recent] if audience.kind == "facilitator" else []
    control = ["control"] if audience.kind == "facilitator" else []
    return [*everything(board), *control, *deeds]


class _View:
    """One board as it is looked at: with its `_may_read` the whole privacy policy.

    A thing that several audiences may see is made once, so that it is also written to the wire once.
    """

    def __init__(self, board: Board, *, still: bool = False) -> None:
        self.board = board
        self._still = still  # a picture that is kept: nothing can be done with it
        self._texts_shown = board.texts_shown
        self._tables = tables_by_area(board.setup)
        self._made: dict[tuple[str, bool], Thing | None] = {}

    def source(self, audience: Audience, key: str) -> Source | None:
        """What this audience's thing is made of, or is; None if it sees none. Equal sources make equal things."""
        kind, _, name = key.partition(":")
        looks_back = audience.kind == "retelling"
        if looks_back and kind not in LOOKED_BACK_AT:
            return None
        if kind == "card":
            card = self.board.cards.get(name)
            return card if card and self._may_read(audience, card) else None
        if kind == "own":
            card = self.board.cards.get(name)
            return card if card and audience == Audience("author", card.author_id) else None
        if kind == "mine":
            return self._mine(key, name, audience.key) if audience.kind == "author" else None
        full = audience.kind == "facilitator"
        if kind == "control":
            return self._control if full else None
        if kind == "deed":
            deed = self._deeds.get(int(name)) if full else None
            return (deed, _is_open(self.board, deed)) if deed else None
        if kind == "presenter":
            return _chosen(self.board, audience, key, name)
        if audience.kind == "author":
            return _my_question(self.board, audience.key, key, name) if kind == "my_question" else None
        if kind in ("process", "seated") and not full:
            return None
        whole = full or looks_back  # a retold board has only the questions that stand in the mapping
        made = key, whole and kind in ("here", "question")
        if made not in self._made:
            self._made[made] = self._make(key, kind, name, whole)
        return self._made[made]

    def thing(self, key: str, source: Source) -> Thing:
        """The thing that is shown under this key."""
        if isinstance(source, tuple):
            return _deed(key, *source)
        if not isinstance(source, Card):
            return source
        made = self._made.get((key, False))
        if made is None:
            shape = CardThing if key.startswith("card:") else OwnThing
            made = self._made[key, False] = shape(key=key, **_fields(source))
        return made

    def supporters_of(self, finding_id: str) -> frozenset[str]:
        """The people who support a finding. Never shown: others are told how many, and each person of themselves."""
        return self._supporters.get(finding_id, frozenset())

    @cached_property
    def _supporters(self) -> Mapping[str, frozenset[str]]:
        return supporters(self.board)

    def _mine(self, key: str, finding_id: str, person_id: str) -> MineThing | None:
        finding = self.board.findings.get(finding_id)
        if finding is None or finding.removed:
            return None
        noted = finding.author_id == person_id
        supported = person_id in self.supporters_of(finding_id)
        thing = MineThing(key=key, finding_id=finding_id, noted=noted, supported=supported)
        return thing if noted or supported else None

    @cached_property
    def _control(self) -> ControlThing:
        control = self.board.control
        return ControlThing(
            wall_held=control.held, removed=tuple(sorted(control.removed)), tidying=_tidying(self.board)
        )

    @cached_property
    def _deeds(self) -> Mapping[int, Deed]:
        return {deed.number: deed for deed in self.board.recent}

    def _make(self, key: str, kind: str, name: str, full: bool) -> Thing | None:
        board = self.board
        match kind:
            case "session":
                return SessionThing(
                    **{field: value for field, value in board.setup if field not in ("process", "sources")}
                )
            case "process":
                return ProcessThing(notes=board.setup.process)
            case "stage":
                return _stage(board, self._texts_shown, still=self._still)
            case "overview":
                return OverviewThing(**dict(board.overview))
            case "count":
                return _count(board, key, name)
            case "presenting":
                return PresentingThing(turn=board.turn, area_ids=board.turn_order)
            case "turn":
                return _turn(board, key, name)
            case "question":
                return _question(board, full, key, name)
            case "here":
                return _here(board, full, key, name)
            case "seated":
                return _seated(board, self._tables, key, name)
            case "finding":
                finding = board.findings.get(name)
                if finding is None or finding.removed:
                    return None
                hidden = {"author_id", "removed", "merged_into", "source", "supported"}
                return FindingThing(key=key, **finding.model_dump(exclude=hidden))
            case "support":
                count = len(self.supporters_of(name))
                return SupportThing(key=key, finding_id=name, count=count) if count else None
            case "action":
                action = board.actions.get(name)
                if action is None or action.removed:
                    return None
                return ActionThing(key=key, **action.model_dump(exclude={"removed", "source"}))
        return None

    def _may_read(self, audience: Audience, card: Card) -> bool:
        if audience.kind == "facilitator":
            return True
        if card.withdrawn:
            return False
        if self._texts_shown or self.board.presented == card.card_id or audience.kind == "retelling":
            return True  # a retold board has only cards that stand in the mapping, in its words
        return audience.kind == "table" and belongs(self._tables, audience.key, card)


def _view_of(board: Board, audience: Audience) -> _View:
    view = _View(board)
    if audience.kind == "facilitator":
        return view
    return _wall_view(_room_view(view)) if audience.kind == "projector" else _room_view(view)


def _room_view(view: _View) -> _View:
    """How all but facilitators look at a board: as they do, unless it is being tidied."""
    return _View(as_the_room_sees(view.board)) if view.board.is_tidied else view


def _wall_view(view: _View) -> _View:
    """How the wall looks at a board: as the room does, unless its picture is held."""
    return _View(on_the_wall(view.board), still=True) if view.board.control.held else view


def _fields(card: Card) -> dict[str, Any]:
    return {
        "card_id": card.card_id,
        "table_id": card.table_id,
        **vars(card.offer),
        "step_id": card.placement.step_id,
        "other_steps": card.placement.other_steps,
        "rank": card.placement.rank,
        "column_id": card.placement.column_id,
        "added_at": card.added_at,
        "withdrawn": card.withdrawn,
        "source": card.source,
        "known": card.known,
        "confirmed": card.confirmed,
        "presented": card.presented,
    }


def _stage(board: Board, texts_shown: bool, *, still: bool) -> StageThing:
    stage = board.stage
    abilities = () if still or board.frozen_at is not None else stage.abilities
    return StageThing(
        stage_id=stage.stage_id,
        opened_at=board.held[-1].opened_at,
        deadline=board.clock.deadline,
        remaining=board.clock.remaining,
        closes_at=closes_at(board),
        abilities=tuple(one for one in abilities if one != "place") if board.control.locked else abilities,
        texts_shown=texts_shown,
        revealed=board.revealed,
        presented=board.presented,
        frozen_at=board.frozen_at,
        version=board.version,
        locked=board.control.locked,
        held=board.held,
    )


def _tidying(board: Board) -> Literal["", "begun", "left"]:
    if board.is_tidied:
        return "begun"
    return "left" if board.versions.left is not None else ""


def _turn(board: Board, key: str, area_id: str) -> TurnThing | None:
    turn = board.turns.get(area_id)
    if turn is None or all(area.area_id != area_id for area in board.setup.areas):
        return None
    told = turn.model_dump(exclude={"presenter_id"})
    return TurnThing(key=key, has_presenter=presenter(board, area_id) != "", **told)


def _chosen(board: Board, audience: Audience, key: str, area_id: str) -> PresenterThing | None:
    person_id = presenter(board, area_id)
    if not person_id or audience not in (Audience("facilitator"), Audience("author", person_id)):
        return None
    return PresenterThing(key=key, area_id=area_id, person_id=person_id)


def _question(board: Board, full: bool, key: str, question_id: str) -> QuestionThing | None:
    question = board.questions.get(question_id)
    if question is None:
        return None
    shown = is_shown(board, question)
    if not shown and not full:
        return None
    fields = _question_fields(board, key, question)
    return QuestionThing(shown=shown, merged_into=question.merged_into, **fields)


def _my_question(board: Board, person_id: str, key: str, question_id: str) -> MyQuestionThing | None:
    question = board.questions.get(question_id)
    if question is None:
        return None
    because: Literal["asked", "supports", "presents"]
    if question.author_id == person_id:
        because = "asked"
    elif question.merged_into is not None:
        return None  # its supporters find what it was merged into
    elif _presenter_of(board, question.card_id) == person_id:
        because = "presents"
    elif person_id in _supporters(board, question):
        because = "supports"
    else:
        return None
    return MyQuestionThing(because=because, **_question_fields(board, key, question))


def _question_fields(board: Board, key: str, question: Question) -> dict[str, Any]:
    whole = board.questions.get(question.merged_into or "", question)
    return {
        "key": key,
        "question_id": question.question_id,
        "card_id": question.card_id,
        "text": question.text,
        "asked_at": question.asked_at,
        "state": whole.state,
        "answer": whole.answer,
        "support": len(_people(board, whole)),
    }


def _supporters(board: Board, question: Question) -> set[str]:
    """All who have tapped on it, or on what was merged into it."""
    ids = (question.question_id, *question.merged_ids)
    return {person for one in ids for person in board.supporters.get(one, ())}


def _people(board: Board, question: Question) -> set[str]:
    """All who ask this question: its supporters, and who wrote it or what was merged into it."""
    ids = (question.question_id, *question.merged_ids)
    return _supporters(board, question) | {board.questions[one].author_id for one in ids}


def _count(board: Board, key: str, area_id: str) -> CountThing | None:
    if all(area.area_id != area_id for area in board.setup.areas):
        return None
    stored = [card for card in board.cards.values() if card.offer.area_id == area_id and not card.withdrawn]
    unconfirmed = sum(1 for card in stored if not card.confirmed)
    return CountThing(key=key, area_id=area_id, stored=len(stored), unconfirmed=unconfirmed)


def _here(board: Board, full: bool, key: str, area_id: str) -> HereThing | None:
    if all(area.area_id != area_id for area in board.setup.areas):
        return None
    out = board.control.removed
    people = sum(1 for person_id, at in board.people.items() if at == area_id and person_id not in out)
    return HereThing(key=key, area_id=area_id, people=people if full else few.told(people))


def _seated(board: Board, tables: ByArea, key: str, table_id: str) -> SeatedThing | None:
    if all(table.table_id != table_id for table in board.setup.tables):
        return None
    out = board.control.removed
    at = (table_id_of(board, person_id, tables) for person_id in board.people if person_id not in out)
    return SeatedThing(key=key, table_id=table_id, people=sum(1 for one in at if one == table_id))


def _is_open(board: Board, deed: Deed) -> bool:
    """Whether the board can be changed; while it is tidied, what was done on the day cannot."""
    return board.frozen_at is None or (board.is_tidied and deed.number > board.versions.begun_after)


def _deed(key: str, deed: Deed, open_now: bool) -> DeedThing:
    return DeedThing(
        key=key,
        number=deed.number,
        at=deed.at,
        what=deed.what,
        # Nobody is told who asks, and from some areas only one person has come.
        area_id="" if deed.what == "question_asked" else deed.area_id,
        subject=deed.subject,
        before=deed.before,
        after=deed.after,
        undoable=bool(deed.takes_back) and not deed.undone and open_now,
        undoes=deed.undoes,
        undone=deed.undone,
        not_cpr=deed.not_cpr,
    )
