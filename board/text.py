"""What people type: cleaned once, at the door, and searched for civil registration numbers (CPR)."""

import re
import unicodedata
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, StringConstraints

# Invisible signs that turn the writing direction around can make a name read as something else; letters of
# right-to-left scripts carry their own direction and are kept. U+FEFF and the soft hyphen only confuse searches.
_UNWANTED = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\u00ad\ufffe\uffff")


def clean(text: str, *, lines: bool = False) -> str:
    """Composed (NFC), without control characters, lone surrogates and turning signs; runs of blanks are one.

    With `lines`, line breaks are kept (at most two in a row). The result can be stored, exported and drawn anywhere.
    """
    if (text.replace("\n", " ") if lines else text).isprintable() and unicodedata.is_normalized("NFC", text):
        # Nearly all that is typed, and all that is read back from the log: twenty times as quick as sign by sign.
        if "  " not in text and "\n" not in text:
            return text.strip(" ")
        kept = text
    else:
        kept = _kept(text)
    if not lines:
        return " ".join(kept.split())
    tidy = "\n".join(" ".join(line.split()) for line in kept.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", tidy).strip()


def _kept(text: str) -> str:
    text = unicodedata.normalize(
        "NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    )
    return "".join(
        sign if sign == "\n" or _is_plain(sign) else " " if sign in "\t\v\f" else ""
        for sign in text
        if sign not in _UNWANTED
    )


def _is_plain(sign: str) -> bool:
    return unicodedata.category(sign) not in ("Cc", "Cs", "Co")  # unassigned ones stay: this year's emoji


# Ten digits shaped DDMMYY-SSSS. Valid numbers that fail modulus 11 exist since 2007, so it is never asked.
# People type blanks and hyphens in many places; months 1-12 and days 1-31 keep phone numbers mostly out.
# A number that goes on in the next line is found when its date is one piece: a date with a postal code below is none.
# Years of four digits are written too, and dates with slashes or commas: but so are a date and its postal code, or a
# time, so that of these only what is one piece, or is joined by a hyphen, is a number.
_DASH = r"\-\u2010-\u2015\u2043\u2212\ufe58\ufe63\uff0d"
_GAP = rf"[ .{_DASH}]"
_DAY, _MONTH = r"(?:0[1-9]|[12]\d|3[01])", r"(?:0[1-9]|1[0-2])"
_ONE_PIECE = rf"{_DAY}{_MONTH}(?:19|20)?\d{{2}}"
_CPR = re.compile(
    rf"(?<!\d)(?:{_DAY}{_GAP}?{_MONTH}{_GAP}?\d{{2}}{_GAP}{{0,3}}"
    rf"|{_ONE_PIECE}(?:{_GAP}{{0,3}}|{_GAP}?\n|[/,])"
    rf"|{_DAY}[ .,/{_DASH}]{_MONTH}[ .,/{_DASH}](?:19|20)?\d{{2}} ?[{_DASH}] ?"
    r")\d{4}(?!\d)"
)
# Over two fields of a form: the date is all that the one ends with, and the rest all that the next one begins with.
_ENDS = re.compile(rf"(?<!\d){_ONE_PIECE}{_GAP}{{0,3}}\Z")
_BEGINS = re.compile(rf"{_GAP}{{0,3}}\d{{4}}(?!{_GAP}?\d)")
_UNSEEN = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u2060-\u2064\ufeff]")  # joiners and the like
_FIGURE = re.compile(r"\d")
_WIDE = re.compile("[\uff10-\uff19]")  # figures as East Asian keyboards write them


def looks_like_cpr(text: str) -> bool:
    """Whether the text holds something shaped like a Danish civil registration number. Modulus 11 is never asked."""
    if len(_FIGURE.findall(text)) < 10:  # nearly all of the twenty thousand texts that a freeze looks at
        return False
    return _CPR.search(_seen(text)) is not None


def split_cpr(first: str, then: str) -> bool:
    """Whether two texts that stand beside each other, as two fields of a form do, make up such a number together."""
    if len(_FIGURE.findall(first)) < 6 or len(_FIGURE.findall(then)) < 4:
        return False
    return _ENDS.search(_seen(first)) is not None and _BEGINS.match(_seen(then)) is not None


def _seen(text: str) -> str:
    return _WIDE.sub(lambda figure: str(int(figure[0])), _UNSEEN.sub("", text)).strip(" ")


def _clean_line(value: object) -> object:
    return clean(value) if isinstance(value, str) else value


def clean_prose(value: object) -> object:
    """A text of several lines as it is kept; anything else as it is."""
    return clean(value, lines=True) if isinstance(value, str) else value


# The lengths of what can be written. A name of 200 characters is drawn whole everywhere; the longest real one has 140.
Name = Annotated[str, BeforeValidator(_clean_line), StringConstraints(min_length=1, max_length=200)]
Short = Annotated[str, BeforeValidator(_clean_line), StringConstraints(max_length=200)]
Line = Annotated[str, BeforeValidator(_clean_line), StringConstraints(max_length=500)]
Sentence = Annotated[str, BeforeValidator(_clean_line), StringConstraints(min_length=1, max_length=500)]
Prose = Annotated[str, BeforeValidator(clean_prose), StringConstraints(max_length=4000)]
Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,40}$")]


# Several things that are told in one line; what is stored is parted at it again.
BETWEEN = " · "


def _real_day(value: str) -> str:
    if value:
        date.fromisoformat(value)  # 2026-02-30 has the shape of a day, and would break whoever writes it out
    return value


Day = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$"), AfterValidator(_real_day)]
DayOrNone = Annotated[str, StringConstraints(pattern=r"^(\d{4}-\d{2}-\d{2})?$"), AfterValidator(_real_day)]
TimeOrNone = Annotated[str, StringConstraints(pattern=r"^(([01]\d|2[0-3]):[0-5]\d)?$")]
