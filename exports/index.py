"""The index of an overview on several sheets: every offer by its name, and where it stands."""

import re
import unicodedata
from collections.abc import Sequence

from exports.content import Block, Cell, Prose, Table, Title
from exports.drawing import Sheet
from exports.reading import Reading
from exports.words import Translator

SHARES = (72, 9, 10)


def index(
    reading: Reading, words: Translator, sheets: Sequence[Sheet], place: str, flows: int, first: int = 1
) -> list[Block]:
    """The offers by the alphabet. `place` is what a sheet is called (page, slide), `first` the number of the first."""
    _ = words.gettext
    stands = {offer_id: number for number, sheet in enumerate(sheets, first) for offer_id in sheet.offer_ids}
    table = Table((_("Tilbud"), _("Trin"), place), SHARES, whole=True, flows=flows)
    for offer in sorted(reading.mapping.offers, key=lambda offer: alphabetical(offer.name)):
        step = str(reading.step_number[offer.step_id]) if offer.step_id else "–"
        name = Cell(offer.name, area_id=offer.area_id)
        table.rows.append(
            (
                name,
                Cell(step),
                Cell(str(stands[offer.offer_id]), strong=True, leads_to=stands[offer.offer_id]),
            )
        )
    return [
        Title(_("Indeks over alle tilbud"), 2),
        Prose(_("Hvor på trappen hvert tilbud står."), leads=True),
        table,
    ]


def alphabetical(text: str) -> tuple[str, str]:
    """A key for the Danish order: signs and numbers, then a to z, æ, ø, å; “aa” is å, other accents do not count."""
    plain = text.casefold().replace("aa", "å").translate(_LAST)
    plain = "".join(
        sign
        for sign in unicodedata.normalize("NFKD", plain)
        if not unicodedata.category(sign).startswith("M")
    )
    return re.sub(r"[^\w{|}]+", " ", plain).strip(), text


_LAST = str.maketrans({"æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}"})  # the signs that follow z
