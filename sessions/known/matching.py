"""From a list to cards: what each row becomes, with what was chosen, and why a row becomes none.

Pure. Nothing is cut, guessed or left out without being told: a row is taken in, or it has its reason.
"""

import re
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

from board import guard
from board.commands import KnownOffer
from board.state import Board, Card, Offer, Origins
from board.text import looks_like_cpr, split_cpr
from sessions.known import values
from sessions.known.book import Row, Sheet
from sessions.known.columns import Column, folded, heading_row, proposed

MOST_UNMATCHED = 60  # names of areas or steps to choose for; a column with more is no list of areas

# Columns with a choice of words, and how these are understood.
UNDERSTOOD: tuple[tuple[Column, Callable[[str], object]], ...] = (
    ("reach", values.reach),
    ("access_route", values.access_route),
    ("consultative", values.yes),
    ("public", values.yes),
)
_ID = re.compile("[A-Za-z0-9_-]{1,40}")

ALIKE = ("like_card", "like_row")  # why a row is left out until somebody wants it all the same

TEXTS: tuple[Column, ...] = (
    *("name", "target_group", "organisational_unit", "description", "age_span"),
    *("group_size", "duration", "legal_basis", "contact"),
)


@dataclass(frozen=True, slots=True)
class Choices:
    """What was chosen on the page, about one sheet.

    `areas` and `steps` say what a name in the list is here: an id, or "" for none. A name that is not in them is
    matched by itself. `also` are the numbers of the rows that are taken in although there is a card like them;
    `not_cpr` those of which a facilitator says that what looks like a CPR number in them is none.
    """

    heading: int  # the row with the headings; 0: there is none
    columns: tuple[Column | None, ...]
    areas: Mapping[str, str] = field(default_factory=dict)
    steps: Mapping[str, str] = field(default_factory=dict)
    also: Set[int] = frozenset()
    not_cpr: Set[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Told:
    """Something that is to be said of a row. `code` is a word that the page has a sentence for."""

    code: str
    column: Column | None = None
    text: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True)
class Taken:
    """A row that becomes a card. `notes` say what of it does not come along, and what it is like."""

    row: int
    known: KnownOffer
    notes: tuple[Told, ...] = ()
    not_cpr: tuple[
        str, ...
    ] = ()  # where on the card stands what looks like a CPR number and was said to be none


@dataclass(frozen=True, slots=True)
class Left:
    """A row that becomes no card, and why."""

    row: int
    name: str
    why: Told


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A name of an area or a step that is not one of this workshop's. `chosen` is an id, or "" for none."""

    text: str
    rows: int
    chosen: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import would do."""

    taken: tuple[Taken, ...]
    left: tuple[Left, ...]
    alike: tuple[Left, ...]  # left out because there is a card like them; each may be taken in all the same
    areas: tuple[Unmatched, ...]
    steps: tuple[Unmatched, ...]
    twice: Column | None  # a field that two columns were chosen for; then nothing can be said of the rows


def propose(sheet: Sheet) -> Choices:
    """What can be seen from the sheet itself."""
    return with_heading(sheet, heading_row(sheet))


def with_heading(sheet: Sheet, number: int) -> Choices:
    """The same, when a person has said which row has the headings."""
    found = proposed(headings(sheet, number))
    return Choices(number, found + (None,) * (sheet.width - len(found)))


def headings(sheet: Sheet, number: int) -> tuple[str, ...]:
    """The cells of that row; empty when there is none."""
    return next((row.cells for row in sheet.rows if row.number == number), ())


def offers(sheet: Sheet, heading: int) -> Sequence[Row]:
    """The rows below the headings."""
    return [row for row in sheet.rows if row.number > heading]


def match(
    sheet: Sheet,
    choices: Choices,
    board: Board,
    import_id: str,
    origins: Mapping[str, Origins] = MappingProxyType({}),
) -> Outcome:
    """What each row becomes. The same arguments give the same ids, so that an import that is sent twice counts once.

    `origins`, by offer id, are those of the offers of the mapping that the list is of.
    """
    chosen = [column for column in choices.columns if column is not None]
    twice = next((column for column in chosen if chosen.count(column) > 1), None)
    if twice is not None:
        return Outcome((), (), (), (), (), twice)
    return _Matching(choices, board, import_id, origins).run(offers(sheet, choices.heading))


class _Matching:
    def __init__(
        self, choices: Choices, board: Board, import_id: str, origins: Mapping[str, Origins]
    ) -> None:
        self._choices, self._board, self._import_id, self._origins = choices, board, import_id, origins
        self._areas: dict[str, Unmatched] = {}
        self._steps: dict[str, Unmatched] = {}
        self._cards = {_alike(card.offer): card for card in board.cards.values() if not card.withdrawn}
        self._names: dict[str, Card | int] = {
            folded(card.offer.name): card for card in board.cards.values() if not card.withdrawn
        }
        self._rows: dict[tuple[str, str, str], int] = {}
        self._ids: set[str] = set()

    def run(self, rows: Sequence[Row]) -> Outcome:
        taken: list[Taken] = []
        left: list[Left] = []
        alike: list[Left] = []
        for row in rows:
            cells = {
                column: text
                for column, text in zip(self._choices.columns, row.cells, strict=False)
                if column is not None
            }
            if not any(cells.values()):
                continue  # something stands in it, but not in a column that is taken in
            found = self._row(row.number, cells)
            if isinstance(found, Taken):
                taken.append(found)
            else:
                (alike if found.why.code in ALIKE else left).append(found)
        return Outcome(
            tuple(taken),
            tuple(left),
            tuple(alike),
            tuple(self._areas.values()),
            tuple(self._steps.values()),
            None,
        )

    def _row(self, number: int, cells: Mapping[Column, str]) -> Taken | Left:
        name = " ".join(cells.get("name", "").split())

        def left(why: Told) -> Left:
            # Nothing that looks like a personal number is shown again, not even to say why it is refused.
            return Left(number, "" if looks_like_cpr(name) else name[:200], why)

        is_searched = number not in self._choices.not_cpr
        if is_searched and (stopped := _stopped(cells)) is not None:
            return left(Told("cpr", stopped))
        if not name:
            return left(Told("no_name"))
        area_id = self._area(cells.get("area", ""))
        if not area_id:
            return left(Told("no_area" if cells.get("area") else "area_empty", "area", cells.get("area", "")))
        notes: list[Told] = []
        offer = self._offer(cells, area_id, notes)
        if isinstance(offer, Told):
            return left(offer)
        if is_searched and (alarm := next(guard.in_offer(offer), None)) is not None:
            return left(
                Told("cpr", _column_of(alarm))
            )  # a card has its fields in another order than the list
        source = " ".join(cells.get("source", "").split())
        if len(source) > 200:
            return left(Told("too_long", "source"))
        like = self._like(number, offer, cells.get("offer_id", ""), notes)
        if like is not None and number not in self._choices.also:
            return left(like)
        step_id, *others = self._placed(cells, notes) or [None]
        card_id = self._card_id(number, cells.get("offer_id", ""))
        known = KnownOffer(
            card_id=card_id,
            offer=offer,
            step_id=step_id,
            column_id=self._column(cells.get("column", ""), notes) if step_id else None,
            other_steps=tuple(other for other in others if other is not None),
            source=source,
            origins=self._origins.get(cells.get("offer_id", ""), ()),
        )
        alarms = guard.in_known(known)
        not_cpr = tuple(alarm.place.name for alarm in alarms)
        return Taken(number, known, tuple(notes if like is None else [like, *notes]), not_cpr)

    def _offer(self, cells: Mapping[Column, str], area_id: str, notes: list[Told]) -> Offer | Told:
        fields: dict[str, Any] = {column: cells[column] for column in TEXTS if column in cells}
        for column, understand in UNDERSTOOD:
            text = cells.get(column, "")
            value = understand(text)
            if value is None:
                notes.append(Told("not_understood", column, text[:100]))
            else:
                fields[column] = value
        try:
            return Offer(area_id=area_id, **fields)
        except ValidationError as error:
            at = str(error.errors()[0]["loc"][0])
            return Told("too_long", next((column for column in TEXTS if column == at), None))

    def _area(self, text: str) -> str:
        areas = self._board.setup.areas
        if text in self._choices.areas:
            chosen = self._choices.areas[text]
            found = chosen if any(area.area_id == chosen for area in areas) else ""
        elif text and (exact := values.area(text, areas)) is not None:
            return exact
        else:
            found = (text and values.likely_area(text, areas)) or ""
        _count(self._areas, text, found)
        return found

    def _placed(self, cells: Mapping[Column, str], notes: list[Told]) -> list[str | None]:
        """The main step first. Further steps without a main one are as many main steps: the lowest is taken."""
        main = self._steps_of("step", cells, notes)
        others = self._steps_of("other_steps", cells, notes)
        order = [step.step_id for step in self._board.setup.steps]
        every = list(dict.fromkeys([*main, *sorted(others, key=order.index)]))
        return [*every[:1], *sorted(every[1:], key=order.index)]

    def _column(self, text: str, notes: list[Told]) -> str | None:
        """By its name or short name. Where the staircase has no columns, nothing is said of those in the list."""
        columns = self._board.setup.columns
        if not text or not columns:
            return None
        for column in columns:
            if folded(text) in (folded(column.name), folded(column.short), folded(column.column_id)):
                return column.column_id
        notes.append(Told("no_column", "column", text[:100]))
        return None

    def _steps_of(self, column: Column, cells: Mapping[Column, str], notes: list[Told]) -> Sequence[str]:
        if not (text := cells.get(column, "")):
            return ()
        known = self._board.setup.steps
        if text not in self._choices.steps and (found := values.steps(text, known)) is not None:
            return found
        if text in self._choices.steps:
            chosen = self._choices.steps[text]
            found_one = chosen if any(step.step_id == chosen for step in known) else ""
        else:
            found_one = values.likely_step(text, known) or ""
        _count(self._steps, text, found_one)
        if not found_one:
            notes.append(Told("no_step", column, text[:100]))
        return (found_one,) if found_one else ()

    def _like(self, number: int, offer: Offer, offer_id: str, notes: list[Told]) -> Told | None:
        """A card or an earlier row that is the same offer. One with the same name elsewhere is only worth a note."""
        key, name = _alike(offer), folded(offer.name)
        same = self._board.cards.get(offer_id) if offer_id else None
        card = self._cards.get(key) or (same if same is not None and not same.withdrawn else None)
        row = self._rows.setdefault(key, number)
        namesake = self._names.setdefault(name, number)
        if card is not None:
            return Told("like_card", text=card.offer.name)
        if row != number:
            return Told("like_row", row=row)
        if isinstance(namesake, int):
            if namesake != number:
                notes.append(Told("name_in_row", row=namesake))
        else:
            notes.append(Told("name_on_card", text=namesake.offer.area_id))
        return None

    def _card_id(self, number: int, offer_id: str) -> str:
        """An offer of an earlier mapping keeps the id that it is known by from year to year, unless it is taken."""
        free = offer_id not in self._board.cards and offer_id not in self._ids
        card_id = offer_id if free and _ID.fullmatch(offer_id) else f"{self._import_id}-{number}"
        self._ids.add(card_id)
        return card_id


def _stopped(cells: Mapping[Column, str]) -> Column | None:
    """The column with what looks like a CPR number, by itself or with the next cell in which something stands."""
    written = [(column, text) for column, text in cells.items() if text]
    for column, text in written:
        if looks_like_cpr(text):
            return column
    return next(
        (column for (column, text), (_, beside) in pairwise(written) if split_cpr(text, beside)), None
    )


def _column_of(alarm: guard.Alarm) -> Column | None:
    field = alarm.place.field.partition("+")[0]
    return next((column for column in TEXTS if column == field), None)


def _alike(offer: Offer) -> tuple[str, str, str]:
    """What makes two offers the same one. The name alone does not: it recurs at several units."""
    return folded(offer.name), offer.area_id, folded(offer.organisational_unit)


def _count(unmatched: dict[str, Unmatched], text: str, chosen: str) -> None:
    if text in unmatched:
        unmatched[text] = Unmatched(text, unmatched[text].rows + 1, chosen)
    elif len(unmatched) < MOST_UNMATCHED:
        unmatched[text] = Unmatched(text, 1, chosen)
