"""Which column of a list is which field of a card: proposed from its heading, in Danish or English."""

import unicodedata
from collections.abc import Sequence
from typing import Literal, get_args

from sessions.known.book import Sheet

Column = Literal[
    "name",
    "target_group",
    "reach",
    "area",
    "organisational_unit",
    "step",
    "other_steps",
    "column",
    "description",
    "age_span",
    "group_size",
    "duration",
    "access_route",
    "legal_basis",
    "contact",
    "consultative",
    "public",
    "source",
    "offer_id",
]
COLUMNS: tuple[Column, ...] = get_args(Column)
HEAD_WITHIN = 10  # rows from the top; above the headings often stands a title or two

# As municipalities, the handbook and our own workbook head them; compared without capitals, blanks and signs. An
# earlier one fits better. The last column is of offers that this program has numbered itself.
_HEADINGS: dict[Column, str] = {
    "name": "navn på tilbud, tilbuddets navn, name of offer, offer name, navn på ydelse, tilbudsnavn, navn, name, "
    "tilbud, offer, titel, title, indsats, ydelse, service, hvad hedder tilbuddet",
    "target_group": "målgruppe, målgrupper, target group, for hvem, målgruppebeskrivelse",
    "reach": "tilbuddet er til, the offer is for, tilbud til, rækkevidde, reach, type af målgruppe",
    "area": "fagområde, professional area, faggruppe, område, area",
    "organisational_unit": "organisatorisk placering, organisational unit, organisatorisk forankring, forankring, "
    "enhed, unit, afdeling, department, hvor hører det til, hører til, organisation, udbyder, leverandør, provider",
    "step": "trinnets navn, name of step, evt trin på indsatstrappen, trin på indsatstrappen, indsatstrappe, "
    "indsatstrin, trin, step, niveau, level",
    "other_steps": "alle trin, all steps, flere trin, andre trin, også på trin, other steps",
    "column": "kolonne, column, kolonne på trappen",
    "description": "beskrivelse, description, indhold, kort beskrivelse, om tilbuddet, content",
    "age_span": "alder, age, aldersgruppe, age group, ages",
    "group_size": "gruppestørrelse, group size, hvor mange ad gangen, antal deltagere",
    "duration": "varighed, duration, længde, hvor længe varer det",
    "access_route": "adgang, access, hvordan får man tilbuddet, henvisningsvej, henvisningsveje, visitation",
    "legal_basis": "lovgrundlag, legal basis, lov og paragraf, hjemmel, paragraf, lov, law",
    "contact": "kontakt, contact, kontaktperson, kontaktoplysninger, contact person",
    "consultative": "til fagpersoner, for professionals, for fagpersoner, konsultativt, consultative",
    "public": "må vises for borgere, may be shown to citizens, vises for borgere, for borgere, offentligt, public",
    "source": "kilde, source, oprindelse, origin",
    "offer_id": "tilbuddets id, offer id",
}

_SPELLED = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ß": "ss"})


def folded(text: str) -> str:
    """Letters and figures only, so that “Maalgruppe” and “målgruppe:” are one word."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_SPELLED))
    return "".join(sign for sign in plain if sign.isalnum())


_FITS: dict[str, tuple[int, Column]] = {
    folded(heading): (place, column)
    for column, headings in _HEADINGS.items()
    for place, heading in enumerate(headings.split(", "))
}


def heading_row(sheet: Sheet) -> int:
    """The number of the row with the headings; 0 when there seems to be none, and each row is an offer."""
    best, number = 0, 0
    for row in sheet.rows[:HEAD_WITHIN]:
        known = len({_FITS[folded(cell)][1] for cell in row.cells if folded(cell) in _FITS})
        if known > best and (known > 1 or sum(map(bool, row.cells)) == 1):
            best, number = known, row.number
    return number


def proposed(headings: Sequence[str]) -> tuple[Column | None, ...]:
    """What each column is; None where its heading does not say. No field is proposed for two columns."""
    fits: dict[Column, tuple[int, int]] = {}
    for place, heading in enumerate(headings):
        if (fit := _FITS.get(folded(heading))) is not None:
            how_well, column = fit
            fits[column] = min(fits.get(column, (how_well, place)), (how_well, place))
    found: list[Column | None] = [None] * len(headings)
    for column, (_, place) in fits.items():
        found[place] = column
    return tuple(found)
