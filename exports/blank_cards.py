"""Blank offer cards (the handbook's tilbudsskema) for rooms without phones: two or four on a sheet of A4, to be cut."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from exports import fonts, labels, tokens
from exports.compiling import compiled, drawable
from exports.legend import REACHES
from exports.paper import Wanted
from exports.qr import qr
from exports.words import Lang, Translator, translator

TEMPLATE = Path(__file__).with_name("blank_cards.typ")


def render(wanted: Wanted, lang: Lang = "da") -> bytes:
    """The sheets. The same arguments give the same bytes."""
    words, faces = translator(lang), fonts.load()
    day = datetime.fromisoformat(wanted.date).replace(tzinfo=UTC)
    data = drawable(_data(wanted, words), faces)
    return compiled(TEMPLATE, data, faces, int(day.timestamp()))


def _data(wanted: Wanted, words: Translator) -> dict[str, Any]:
    _, code = words.gettext, qr(wanted.join_url)
    tag = None
    if wanted.area is not None:
        tag = {"letters": wanted.area.tag, "name": wanted.area.name, **tokens.tag(wanted.area.tag)._asdict()}
    return {
        "lang": words.lang,
        "title": _("Blanke tilbudskort til “%(title)s”") % {"title": wanted.title},
        "about": ", ".join(
            part for part in (wanted.title, wanted.municipality, words.day(wanted.date)) if part
        ),
        "date": dict(zip(("year", "month", "day"), map(int, wanted.date.split("-")), strict=True)),
        "fonts": list(fonts.FAMILIES),
        "colours": {"ink": tokens.INK, "ink2": tokens.INK_2, "line": tokens.LINE, "edge": tokens.EDGE},
        "per_sheet": wanted.per_sheet,
        "sheets": wanted.sheets,
        "tag": tag,
        "steps": len(wanted.steps),
        "qr": {**code, "says": _("QR-kode til at gå ind i workshoppen på en telefon")},
        "code": wanted.code,
        "address": wanted.address,
        "reaches": [labels.reach_in_short(words, reach) for reach in REACHES],
        "says": {
            "card": _("Tilbudskort"),
            "name": _("Navn på tilbud"),
            "target": _("Målgruppe"),
            "reach": _("Tilbuddet er til"),
            "unit": _("Organisatorisk placering"),
            "step": _("Evt. trin på indsatstrappen"),
            "area": _("Fagområde"),
            "more": _("Mere om tilbuddet (kan stå tomt)"),
            "phone": _("Eller skriv på telefonen:"),
            "never": _("Skriv aldrig navne eller CPR-numre på børn."),
        },
    }
