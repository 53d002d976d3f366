"""The staircase as a poster, A3 to A0: empty steps with room for paper cards.

Measures are millimetres. What stands on a step is set as large as the step has room for, and whole.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from board.state import Column, Step
from exports import fonts, tokens
from exports.compiling import compiled, drawable
from exports.fonts import REGULAR, STRONG, Fonts
from exports.paper import Stairs, Wanted, stairs
from exports.qr import qr
from exports.typesetting import words_of, wrap
from exports.words import Lang, Translator, translator

TEMPLATE = Path(__file__).with_name("poster.typ")

MILLIMETRES = 25.4 / 72  # in a point
SMALLEST = 9.0  # points
WHOLE = 0.7  # of the largest type: columns have short names rather than smaller ones
SMALL = 0.62  # of a name, its description


def render(wanted: Wanted, lang: Lang = "da") -> bytes:
    """The poster. The same arguments give the same bytes."""
    words, faces = translator(lang), fonts.load()
    day = datetime.fromisoformat(wanted.date).replace(tzinfo=UTC)
    shown = Wanted.model_validate(drawable(wanted.model_dump(), faces))
    return compiled(TEMPLATE, _data(shown, words, faces), faces, int(day.timestamp()))


def _data(wanted: Wanted, words: Translator, faces: Fonts) -> dict[str, Any]:
    _ = words.gettext
    at = stairs(wanted.size, len(wanted.steps), landscape=wanted.landscape, columns=bool(wanted.columns))
    about = ", ".join(part for part in (wanted.municipality, words.day(wanted.date)) if part)
    return {
        "lang": words.lang,
        "title": _("Indsatstrappen til “%(title)s”") % {"title": wanted.title},
        "date": dict(zip(("year", "month", "day"), map(int, wanted.date.split("-")), strict=True)),
        "fonts": list(fonts.FAMILIES),
        "colours": {"ink": tokens.INK, "ink2": tokens.INK_2, "line": tokens.LINE},
        "page": {"w": at.width, "h": at.height, "edge": at.edge, "head": at.head, "strip": at.strip},
        "heading": _headline(wanted.title, at, faces),
        "about": about,
        "axis": _("Mere indgribende, længere fra en almindelig hverdag"),
        "run": at.run,
        "high": at.high,
        "label": at.label,
        **_named(wanted.steps, at, faces),
        "columns": _columns(wanted.columns, at, faces),
        "qr": {**qr(wanted.join_url), "says": _("QR-kode til at gå ind i workshoppen på en telefon")},
        "phone": _("Gå ind på telefonen:"),
        "address": wanted.address,
        "code": wanted.code,
    }


def _headline(title: str, at: Stairs, faces: Fonts) -> dict[str, Any]:
    """The title on one line, as large as it fits, or on two."""
    room = (at.width - 2 * at.edge) / MILLIMETRES
    size = at.head * 0.5 / MILLIMETRES
    while (lines := _wrapped(title, room, size, STRONG, faces)) and len(
        lines
    ) * size * 1.15 > at.head * 0.72 / MILLIMETRES:
        size *= 0.94
    return {"size": size, "lines": lines}


def _columns(columns: Sequence[Column], at: Stairs, faces: Fonts) -> list[dict[str, Any]]:
    """Where each column begins, and its name: in one size, as large as all have room for; the short ones instead where
    whole ones would be too small."""
    if not columns:
        return []
    left, right = at.columns
    wide, high = (right - left) / len(columns), at.strip * 0.8 / MILLIMETRES
    room, largest = wide * 0.96 / MILLIMETRES, at.strip * 0.36 / MILLIMETRES
    size, short = largest, False
    while not (told := _all_in(columns, size, room, high, faces, short=short)):
        size *= 0.95
        if not short and size < max(SMALLEST, WHOLE * largest):
            size, short = largest, True
    return [{"x": left + place * wide, "lines": lines, "size": size} for place, lines in enumerate(told)]


def _all_in(
    columns: Sequence[Column], size: float, room: float, high: float, faces: Fonts, *, short: bool
) -> list[tuple[str, ...]]:
    """The lines of each column's name; empty when one does not fit. Short names below `SMALLEST` break and fit."""
    told = []
    for column in columns:
        name = column.short or column.name if short else column.name
        lines = _wrapped(name, room, size, STRONG, faces)
        whole = all(faces.measure(word, size, STRONG) <= room for word in words_of(name))
        if (size > SMALLEST or not short) and (len(lines) * size * 1.2 > high or not whole):
            return []
        told.append(lines)
    return told


def _named(steps: Sequence[Step], at: Stairs, faces: Fonts) -> dict[str, Any]:
    """All names and descriptions in one size: as large as the fullest step has room for, and no word broken. Where they
    would be too small, the descriptions give way."""
    figure = min(at.high * 0.4, at.label * 0.17) / MILLIMETRES
    wide = max(faces.measure(str(number), figure, STRONG) for number in range(1, len(steps) + 1)) * 1.2
    room, high = at.label / MILLIMETRES - wide, at.high * 0.84 / MILLIMETRES
    size = min(at.high * 0.17, at.width * 0.021) / MILLIMETRES
    described = True
    while not (told := _all_fit(steps, size, room, high, faces, described=described)):
        if described and size * SMALL < SMALLEST:
            described, size = False, min(at.high * 0.17, at.width * 0.021) / MILLIMETRES
        size *= 0.95
    shown = [
        {"number": place + 1, "name": name, "about": about, "tint": tokens.tint(place, len(steps))}
        for place, (name, about) in enumerate(told)
    ]
    return {"steps": shown, "size": size, "small": size * SMALL, "figure": figure, "number": wide}


def _all_fit(
    steps: Sequence[Step], size: float, room: float, high: float, faces: Fonts, *, described: bool
) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Each step's name and description in lines; empty when one does not fit. Names below `SMALLEST` break and fit."""
    told = []
    for step in steps:
        name = _wrapped(step.name, room, size, STRONG, faces)
        about = _wrapped(step.description, room, size * SMALL, REGULAR, faces) if described else ()
        need = len(name) * size * 1.2 + (size * SMALL * (1.32 * len(about) + 0.9) if any(about) else 0)
        whole = all(faces.measure(word, size, STRONG) <= room for word in words_of(step.name))
        if size > SMALLEST and (need > high or not whole):
            return []
        if described and size * SMALL < SMALLEST:
            return []
        told.append((name, about if any(about) else ()))
    return told


def _wrapped(text: str, width: float, size: float, weight: int, faces: Fonts) -> tuple[str, ...]:
    lines = wrap(text, width, size, weight, faces.measure)
    return tuple(line.rstrip() for line in lines)
