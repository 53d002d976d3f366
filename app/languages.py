"""Danish and English: which one a person has chosen, texts and dates in it. Danish is the key: it has no catalogue."""

import gettext
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from board.refusals import SENTENCES

Lang = Literal["da", "en"]
COOKIE = "lang"
LANGUAGES: tuple[Lang, ...] = ("da", "en")
_LOCALE = Path(__file__).parent.parent / "locale"


@dataclass(frozen=True, slots=True)
class Language:
    """One of the languages. `gettext` is called `_` where texts are marked for translation."""

    lang: Lang
    translations: gettext.NullTranslations

    def gettext(self, text: str) -> str:
        return self.translations.gettext(text)

    def ngettext(self, one: str, many: str, number: int) -> str:
        return self.translations.ngettext(one, many, number)

    def refusal(self, code: str) -> str:
        """The sentence that a person reads when something is refused."""
        return self.translations.gettext(SENTENCES[code])

    def date(self, value: Any) -> str:
        """A day as people write it: 5. marts 2026. Takes an ISO date or anything that Babel takes."""
        from datetime import date as day

        from babel.dates import format_date

        return format_date(
            day.fromisoformat(value) if isinstance(value, str) else value, "long", self._locale
        )

    def moment(self, at: int) -> str:
        """A moment (ms since 1970), in Danish time: 5. marts 2026 kl. 14.30."""
        from datetime import UTC, datetime

        from babel.dates import format_datetime, get_timezone

        pattern = "d. MMMM y 'kl.' HH.mm" if self.lang == "da" else "d MMMM y, HH:mm"
        zone = get_timezone("Europe/Copenhagen")
        return format_datetime(datetime.fromtimestamp(at / 1000, UTC), pattern, zone, self._locale)

    @property
    def _locale(self) -> str:
        return "da_DK" if self.lang == "da" else "en_GB"


@cache
def language(lang: Lang) -> Language:
    """The language with its translations."""
    if lang == "da":
        return Language(lang, gettext.NullTranslations())
    return Language(lang, gettext.translation("messages", _LOCALE, [lang], fallback=True))


def chosen(cookies: Mapping[str, str]) -> Language:
    """The language that this person has chosen; Danish until then."""
    wanted = cookies.get(COOKIE)
    return language("en" if wanted == "en" else "da")
