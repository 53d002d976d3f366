"""The page on which an import is looked at before it is done: what was chosen in its form, and how it is told."""

import hashlib
from collections.abc import Mapping
from typing import Any, NamedTuple

from starlette.datastructures import FormData

from app.pages.page import field
from board.state import Board
from board.text import looks_like_cpr
from exports.words import N_, Translator
from sessions.known import book as books
from sessions.known import matching
from sessions.known.book import Book, NotReadable, Sheet
from sessions.known.columns import COLUMNS, HEAD_WITHIN, Column
from sessions.known.matching import Choices, Outcome, Told

SAMPLES = 3  # of a column's cells
PREVIEWED = 25  # cards; those of which something is to be said are all named above

NOT_READABLE: Mapping[str, str] = {
    "no_file": N_("Vælg en fil først."),
    "no_mapping": N_("Vælg en kortlægning først."),
    "empty": N_("Der står ikke noget i filen."),
    "too_large": N_("Filen er for stor. Del den i flere, eller slet det, der ikke handler om tilbud."),
    "too_many_rows": N_("Filen har flere end %(rows)s rækker. Del den i flere."),
    "too_wide": N_("Række %(row)s går ud over kolonne %(columns)s. Slet det, der ikke handler om tilbud."),
    "unknown_kind": N_(
        "Det er ikke en fil med rækker og kolonner. Gem listen som Excel (.xlsx) eller CSV, og vælg den igen."
    ),
    "old_excel": N_(
        "Filen er i Excels gamle format eller har en adgangskode. Gem den som .xlsx uden adgangskode, og vælg den igen."
    ),
    "broken": N_("Filen er beskadiget. Åbn den i Excel, gem den igen, og prøv en gang til."),
    "broken_row": N_(
        "Filen kan ikke læses fra række %(row)s, hvor et anførselstegn mangler sin makker. Ret det, og vælg filen igen."
    ),
}

NAMES: Mapping[Column, str] = {
    "name": N_("Navn på tilbud"),
    "target_group": N_("Målgruppe"),
    "reach": N_("Tilbuddet er til"),
    "area": N_("Fagområde"),
    "organisational_unit": N_("Organisatorisk placering"),
    "step": N_("Trin"),
    "other_steps": N_("Flere trin"),
    "column": N_("Kolonne"),
    "description": N_("Beskrivelse"),
    "age_span": N_("Alder"),
    "group_size": N_("Gruppestørrelse"),
    "duration": N_("Varighed"),
    "access_route": N_("Adgang"),
    "legal_basis": N_("Lovgrundlag"),
    "contact": N_("Kontakt"),
    "consultative": N_("Til fagpersoner"),
    "public": N_("Må vises for borgere"),
    "source": N_("Kilde"),
    "offer_id": N_("Tilbuddets id"),
}

TOLD: Mapping[str, str] = {
    "no_name": N_("Der står ikke noget navn."),
    "cpr": N_("Det ligner et CPR-nummer i “%(column)s”. Slet tallet i filen."),
    "too_long": N_("Teksten i “%(column)s” er for lang. Forkort den i filen."),
    "no_area": N_("Fagområdet “%(text)s” er ikke med i workshoppen. Vælg ovenfor, hvad det svarer til."),
    "area_empty": N_("Der står ikke noget fagområde. Vælg ovenfor, hvor rækker uden fagområde hører til."),
    "like_card": N_("Der er allerede et kort: “%(text)s”."),
    "like_row": N_("Det samme tilbud står i række %(row)s."),
    "name_in_row": N_("Samme navn som i række %(row)s, men et andet sted."),
    "name_on_card": N_("Samme navn som på et kort fra %(area)s."),
    "not_understood": N_("“%(text)s” i “%(column)s” blev ikke forstået. Feltet bliver tomt."),
    "no_column": N_("“%(text)s” er ikke en kolonne på trappen. Kortet kommer uden den."),
    "no_step": N_("“%(text)s” er ikke et trin på trappen. Kortet kommer uden det."),
}


class Look(NamedTuple):
    """Which sheet is looked at, and what was chosen about it."""

    number: int
    sheet: Sheet
    choices: Choices


def not_readable(why: NotReadable, translator: Translator) -> str:
    """Why a file cannot be read, and what to do about it."""
    said = translator.gettext(NOT_READABLE[why.code])
    rows = translator.number(books.ROWS)
    return said % {"row": why.row, "rows": rows, "columns": _letters(books.COLUMNS)}


def chosen(read: Book, form: FormData) -> Look:
    """What the form says; where it says nothing, or is about another sheet or heading, what is proposed."""
    number = _number(field(form, "sheet"), len(read.sheets))
    sheet = read.sheets[number]
    if field(form, "of_sheet") != str(number):
        return Look(number, sheet, matching.propose(sheet))
    heading = _number(field(form, "heading"), books.LAST_NUMBER + 1)
    if field(form, "of_heading") != str(heading):
        return Look(number, sheet, matching.with_heading(sheet, heading))
    names = [field(form, f"column-{place}") for place in range(sheet.width)]
    columns = tuple(next((column for column in COLUMNS if column == name), None) for name in names)
    areas, steps = _named(form, "area:"), _named(form, "step:")
    also, not_cpr = _rows(form, "also"), _rows(form, "not_cpr")
    return Look(number, sheet, Choices(heading, columns, areas, steps, also, not_cpr))


def _rows(form: FormData, name: str) -> frozenset[int]:
    return frozenset(
        int(row) for row in form.getlist(name) if isinstance(row, str) and row.isdecimal() and len(row) < 8
    )


def _number(text: str, end: int) -> int:
    number = int(text) if text.isdecimal() and len(text) < 8 else 0
    return number if number < end else 0


def _named(form: FormData, prefix: str) -> dict[str, str]:
    """What a name in the list was said to be; one that was left open is not said to be anything."""
    return {
        name.removeprefix(prefix): value
        for name, value in form.multi_items()
        if name.startswith(prefix) and isinstance(value, str)
    }


def seen(outcome: Outcome) -> str:
    """Differs when anything differs that a person was shown of an import before they asked for it."""
    return hashlib.sha256(repr((outcome.taken, outcome.left, outcome.alike)).encode()).hexdigest()[:32]


def told(read: Book, look: Look, outcome: Outcome, board: Board, translator: Translator) -> dict[str, Any]:
    """Everything for the template, in words."""
    _ = translator.gettext
    say = _Words(board, translator)
    sheet, choices = look.sheet, look.choices
    rows = len(outcome.taken) + len(outcome.left) + len(outcome.alike)
    return {
        "sheets": [(number, one.name) for number, one in enumerate(read.sheets)],
        "sheet": look.number,
        "heading": choices.heading,
        "heading_rows": [
            (row.number, " · ".join(_hidden(cell) for cell in row.cells if cell)[:80])
            for row in sheet.rows[:HEAD_WITHIN]
        ],
        "columns": _columns(sheet, choices),
        "names": [(column, _(NAMES[column])) for column in COLUMNS],
        "twice": _(NAMES[outcome.twice]) if outcome.twice is not None else "",
        "unnamed": "name" not in choices.columns,
        "areas": outcome.areas,
        "all_areas": board.setup.areas,
        "steps": outcome.steps,
        "all_steps": [
            (step.step_id, f"{number} {step.name}") for number, step in enumerate(board.setup.steps, 1)
        ],
        "rows": rows,
        "taken": len(outcome.taken),
        "left": [(one.row, one.name, say(one.why)) for one in outcome.left if one.why.code != "cpr"],
        "stopped": [(one.row, one.name, say(one.why)) for one in outcome.left if one.why.code == "cpr"],
        "not_cpr": sorted(choices.not_cpr),
        "alike": sorted(
            [(one.row, one.name, say(one.why), False) for one in outcome.alike]
            + [
                (one.row, one.known.offer.name, say(note), True)
                for one in outcome.taken
                for note in one.notes
                if note.code in matching.ALIKE
            ]
        ),
        "notes": [
            (one.row, one.known.offer.name, said)
            for one in outcome.taken
            if (said := [say(note) for note in one.notes if note.code not in matching.ALIKE])
        ],
        "cards": [
            {
                "row": one.row,
                "name": one.known.offer.name,
                "tag": say.tags[one.known.offer.area_id],
                "target_group": one.known.offer.target_group,
                "unit": one.known.offer.organisational_unit,
                "steps": say.steps(one.known.step_id, one.known.other_steps),
            }
            for one in outcome.taken[:PREVIEWED]
        ],
        "seen": seen(outcome),
    }


def _columns(sheet: Sheet, choices: Choices) -> list[dict[str, Any]]:
    headings = matching.headings(sheet, choices.heading)
    below = matching.offers(sheet, choices.heading)
    found = []
    for place in range(sheet.width):
        cells = (row.cells[place] for row in below if place < len(row.cells) and row.cells[place])
        samples = list(dict.fromkeys(_hidden(cell)[:80] for cell in cells))[:SAMPLES]
        heading = headings[place] if place < len(headings) else ""
        if samples or heading:
            found.append(
                {
                    "place": place,
                    "letters": _letters(place + 1),
                    "heading": heading[:80],
                    "samples": samples,
                    "chosen": choices.columns[place] or "",
                }
            )
    return found


def _hidden(text: str) -> str:
    """What looks like a personal number is shown nowhere, also not to whoever brought it."""
    return "•••" if looks_like_cpr(text) else text


def _letters(column: int) -> str:
    """As spreadsheet programs call a column, from 1."""
    before, letter = divmod(column - 1, 26)
    return (_letters(before) if before else "") + chr(ord("A") + letter)


class _Words:
    def __init__(self, board: Board, translator: Translator) -> None:
        self._gettext = translator.gettext
        self.tags = {area.area_id: area.tag for area in board.setup.areas}
        self._areas = {area.area_id: area.name for area in board.setup.areas}
        self._numbers = {step.step_id: number for number, step in enumerate(board.setup.steps, 1)}

    def __call__(self, one: Told) -> str:
        """A whole sentence."""
        column = self._gettext(NAMES[one.column]) if one.column is not None else ""
        about = {"text": one.text, "column": column, "row": one.row, "area": self._areas.get(one.text, "")}
        return self._gettext(TOLD[one.code]) % about

    def steps(self, main: str | None, others: tuple[str, ...]) -> str:
        return " · ".join(str(self._numbers[step]) for step in (main, *others) if step is not None)
