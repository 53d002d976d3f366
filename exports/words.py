"""The fixed words of an export in the reader's language, and its dates and numbers.

Danish is the key of every text and needs no catalogue; another language reads `locale/<language>/LC_MESSAGES/`.
What people wrote is never translated.
"""

import gettext
import io
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

Lang = Literal["da", "en"]

LOCALE = Path(__file__).parent.parent / "locale"
ZONE = ZoneInfo("Europe/Copenhagen")  # workshops are held in Danish rooms, wherever the server stands


def N_(text: str) -> str:  # noqa: N802  gettext's own name for it
    """Marks a text for collection; it is translated where it is shown."""
    return text


class Translator(NamedTuple):
    """`gettext` and `ngettext` for one language. Bind them as `_` and `ngettext`, so that their texts are collected."""

    lang: Lang
    catalogue: gettext.NullTranslations

    def gettext(self, text: str) -> str:
        return self.catalogue.gettext(text)

    def ngettext(self, one: str, many: str, number: int) -> str:
        return self.catalogue.ngettext(one, many, number)

    def day(self, iso: str) -> str:
        """A date in words: “12. november 2026”."""
        return format_date(date.fromisoformat(iso), "long", locale=_LOCALES[self.lang])

    def moment(self, at: int) -> str:
        """A time in ms as date and time of day in Denmark: “12. november 2026 kl. 12.31”."""
        local = datetime.fromtimestamp(at / 1000, ZONE)
        return format_datetime(local, _MOMENT[self.lang], locale=_LOCALES[self.lang])

    def clock(self, at: int) -> str:
        """A time in ms as time of day in Denmark: “12.31”."""
        return format_datetime(
            datetime.fromtimestamp(at / 1000, ZONE), _CLOCK[self.lang], locale=_LOCALES[self.lang]
        )

    def number(self, value: float) -> str:
        """A number with the language's own signs."""
        return format_decimal(value, locale=_LOCALES[self.lang])


_LOCALES: dict[Lang, str] = {"da": "da_DK", "en": "en_GB"}
_CLOCK: dict[Lang, str] = {"da": "H.mm", "en": "HH:mm"}
_MOMENT: dict[Lang, str] = {"da": "d. MMMM y 'kl'. H.mm", "en": "d MMMM y 'at' HH:mm"}


@lru_cache(maxsize=4)
def translator(lang: Lang, folder: Path = LOCALE) -> Translator:
    """The words of a language. What has no translation stays Danish."""
    return Translator(lang, _catalogue(folder / lang / "LC_MESSAGES"))


def _catalogue(folder: Path) -> gettext.NullTranslations:
    if (compiled := folder / "messages.mo").exists():
        with compiled.open("rb") as file:
            return gettext.GNUTranslations(file)
    if (source := folder / "messages.po").exists():
        made = io.BytesIO()
        with source.open("rb") as file:
            write_mo(made, read_po(file))
        made.seek(0)
        return gettext.GNUTranslations(made)
    return gettext.NullTranslations()
