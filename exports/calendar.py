"""The dates that were agreed on as a calendar file (iCalendar, RFC 5545): the next update, and each action that is due.

Made of a board or of a mapping alike. An event keeps its UID, so a file that is read again later moves the events of
the earlier one instead of doubling them.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from typing import NamedTuple, Protocol

from exports import labels
from exports.report import Mapping, Person, Upkeep
from exports.words import Lang, Translator, translator

FOLD = 75  # octets in a line, its end not counted
WARNED = 14  # days before an update: time to invite people


class Agreed(Protocol):
    """An action, of a board or of a mapping."""

    @property
    def action_id(self) -> str: ...
    @property
    def what(self) -> str: ...
    @property
    def who(self) -> str: ...
    @property
    def due(self) -> str: ...


class Event(NamedTuple):
    """Something that is to be done on a day (ISO date)."""

    key: str  # unique in its workshop
    day: str
    summary: str
    description: str
    rule: str = ""  # how it comes again (RRULE)
    warned: int = 0  # days before it, a calendar reminds of it


def render(
    mapping: Mapping, lang: Lang = "da", people: Sequence[Person] = (), *, session_id: str = ""
) -> bytes:
    """The dates of a mapping. It names none of the `people`, only who was said to do something."""
    found = events(mapping.session.title, mapping.session.upkeep, mapping.actions, translator(lang))
    return write(session_id, found, at=mapping.frozen_at, number=mapping.log_number)


def events(title: str, upkeep: Upkeep | None, actions: Iterable[Agreed], words: Translator) -> list[Event]:
    """What has a date, in the order of the dates. `title` is the workshop's."""
    _ = words.gettext
    agreed = _("Aftalt på workshoppen “%(title)s”") % {"title": title}
    found = [
        Event(
            f"action-{action.action_id}",
            action.due,
            action.what,
            "\n".join(filter(None, (action.who, agreed))),
        )
        for action in actions
        if action.due
    ]
    if upkeep is not None and upkeep.next_date:
        about = [
            f"{name}: {value}"
            for name, value in labels.upkeep(words, upkeep.model_copy(update={"next_date": ""}))
        ]
        summary = _("Opdatér kortlægningen: %(title)s") % {"title": title}
        found.append(Event("next", upkeep.next_date, summary, "\n".join(about)))
    return sorted(found, key=lambda event: (event.day, event.key))


def update(title: str, upkeep: Upkeep, words: Translator) -> list[Event]:
    """The next update alone, coming again in its rhythm, with a reminder before it."""
    rule = _rule(upkeep)
    return [event._replace(rule=rule, warned=WARNED) for event in events(title, upkeep, (), words)]


def _rule(upkeep: Upkeep) -> str:
    """In how many months it comes again; where a month lacks the day, on its last one."""
    months = {"half_yearly": 6, "yearly": 12, "two_yearly": 24}.get(upkeep.rhythm)
    if months is None or not upkeep.next_date:
        return ""
    day = date.fromisoformat(upkeep.next_date).day
    last = ";BYMONTHDAY=" + ",".join(map(str, range(28, day + 1))) + ";BYSETPOS=-1" if day > 28 else ""
    return f"FREQ=MONTHLY;INTERVAL={months}{last}"


def write(session_id: str, found: Iterable[Event], *, at: int, number: int) -> bytes:
    """The file, as it stood `at` (ms) after `number` entries of the log: a higher number takes the place of a lower."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Tilbudstrappen//Mapping//DA", "METHOD:PUBLISH"]
    stamp = datetime.fromtimestamp(at // 1000, UTC).strftime("%Y%m%dT%H%M%SZ")
    for event in found:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{session_id}-{event.key}@tilbudstrappen",
            f"DTSTAMP:{stamp}",
            f"SEQUENCE:{number}",
            f"DTSTART;VALUE=DATE:{_day(event.day)}",
            f"DTEND;VALUE=DATE:{_day(event.day, after=1)}",
            f"SUMMARY:{_escaped(event.summary)}",
            f"DESCRIPTION:{_escaped(event.description)}",
            "TRANSP:TRANSPARENT",
            *((f"RRULE:{event.rule}",) if event.rule else ()),
            *(_alarm(event) if event.warned else ()),
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line)).encode()


def _alarm(event: Event) -> tuple[str, ...]:
    said = f"DESCRIPTION:{_escaped(event.summary)}"
    return ("BEGIN:VALARM", "ACTION:DISPLAY", said, f"TRIGGER:-P{event.warned}D", "END:VALARM")


def _day(iso: str, after: int = 0) -> str:
    # There is no day after the last one that a date can be.
    ordinal = min(date.fromisoformat(iso).toordinal() + after, date.max.toordinal())
    return date.fromordinal(ordinal).isoformat().replace("-", "")


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """A line in parts of at most `FOLD` octets, no sign broken; all but the first begin with a blank."""
    part, size = "", 0
    for sign in line:
        octets = len(sign.encode())
        if size + octets > FOLD:
            yield part
            part, size = " ", 1
        part, size = part + sign, size + octets
    yield part
