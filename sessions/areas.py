"""The professional areas (fagområder) that the handbook lists, and areas of one's own."""

import unicodedata
from collections.abc import Collection

from board.state import Area

# In the handbook's order. The letters are those of the tags on the wall, which have their colours by them.
AREAS = (
    Area(area_id="dagtilbud", name="Dagtilbud", tag="DAG"),
    Area(area_id="skole", name="Skole", tag="SKO"),
    Area(area_id="tandplejen", name="Tandplejen", tag="TAN"),
    Area(area_id="sundhedsplejen", name="Sundhedsplejen", tag="SUN"),
    Area(area_id="ppr", name="PPR", tag="PPR"),
    Area(area_id="myndighed", name="Myndighed", tag="MYN"),
    Area(area_id="ssp", name="SSP", tag="SSP"),
    Area(area_id="familieplejekonsulenter", name="Familieplejekonsulenter", tag="FPK"),
    Area(area_id="familiehus", name="Udfører (Familiehus)", tag="FAM"),
    Area(area_id="doegninstitutioner", name="Udfører (døgninstitutioner mv.)", tag="DØG"),
    Area(area_id="civilsamfund", name="Aktør fra civilsamfundet", tag="CIV"),
)
OTHERS = Area(area_id="andre", name="Andre", tag="ANDR")

_SPELLED = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ß": "ss"})
_ID_LENGTH = 32  # leaves room for a number behind, within the 40 signs of an id


def own_area(name: str, taken: Collection[Area]) -> Area:
    """An area of one's own. Its id and its letters are made from its name, and differ from all that are taken.

    Raises `ValidationError` for an empty name or one of more than 60 signs.
    """
    ids = {area.area_id for area in (*AREAS, OTHERS, *taken)}
    tags = {area.tag.casefold() for area in (*AREAS, OTHERS, *taken)}
    return Area(area_id=_free_id(name, ids), name=name, tag=_free_tag(name, tags))


def _free_id(name: str, taken: Collection[str]) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_SPELLED))
    words = "".join(
        sign if sign.isascii() and sign.isalnum() else " " for sign in plain if sign.isprintable()
    )
    slug = "-".join(words.split())[:_ID_LENGTH].strip("-") or "omraade"
    number = 2
    found = slug
    while found in taken:
        found, number = f"{slug}-{number}", number + 1
    return found


def _free_tag(name: str, taken: Collection[str]) -> str:
    """Three letters: the first ones of the name, else its first two with a later one, else with a number."""
    letters = "".join(sign for sign in unicodedata.normalize("NFC", name).upper() if sign.isalpha()) or "EGN"
    letters = (letters * 3)[: max(len(letters), 3)]
    for last in letters[2:]:
        if (tag := letters[:2] + last).casefold() not in taken:
            return tag
    numbers = (f"{letters[:2]}{number}" for number in range(2, 100))
    return next(tag for tag in numbers if tag.casefold() not in taken)
